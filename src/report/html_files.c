/* report/html_files.c - the files of a delivery in the HTML report. See report/html_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "report/alike.h"
#include "report/html_page.h"
#include "report/reason_words.h"
#include "report/words_view.h"

/* Names before the others are counted. */
#define BOUND_SHOWN 4

static void
what_cell(const struct view_file *f, bool one, struct buf *out)
{
	AUTO(buf) words = buf_init(KIB(64));
	kind_words(f->kind, &words);
	buf_follow(out, &words);
	html_raw(out, "<td>");
	html_text(out, f->kind.len > 0 ? buf_slice(&words) : SLICE("not recognised as evidence"));
	if (file_is_a_means(f))
		html_raw(out, ", serves to check other files");
	html_raw(out, one && f->title.len > 0 ? "<br>says: " : "");
	html_text(out, one ? f->title : SLICE(""));
	html_raw(out, "<br><span class=\"quiet\">recognised by: ");
	html_text(out, f->why.len > 0 ? f->why : f->form);
	html_raw(out, "</span></td>");
}

static void
bound_cell(const struct view_file *f, struct buf *out)
{
	html_raw(out, "<td class=\"bound\">");
	for (size_t i = 0; i < f->bound_count && i < BOUND_SHOWN; i++) {
		html_raw(out, i > 0 ? "<br>" : "");
		html_text(out, f->bound_to[i]);
	}
	if (f->bound_count > BOUND_SHOWN)
		buf_addf(out, "<br>and %zu more", f->bound_count - BOUND_SHOWN);
	html_raw(out, "</td>");
}

static void
level_cell(const struct view_file *f, struct buf *out)
{
	html_raw(out, "<td>");
	if (file_is_a_means(f)) {
		html_raw(out, "</td>");
		return;
	}
	if (f->level != LEVEL_NONE)
		html_word(out, level_name(f->level));
	if (f->level != LEVEL_NONE && f->level_why != FINDING_NONE) {
		AUTO(buf) words = buf_init(KIB(4));
		level_why_words(f->level_why, &words);
		html_raw(out, "<br><span class=\"quiet\">not higher: ");
		buf_follow(out, &words);
		html_text(out, buf_slice(&words));
		html_raw(out, "</span>");
	}
	html_raw(out, "</td>");
}

/* Of one file, or what holds for each of several. */
static void
findings_cell(const struct view *v, const struct view_file *f, bool one, struct buf *out)
{
	html_raw(out, "<td class=\"any\"><ul>");
	for (size_t i = 0; i < f->signature_count; i++) {
		AUTO(buf) words = buf_init(KIB(64));
		signature_words(v, &f->signatures[i], one, &words);
		buf_follow(out, &words);
		html_element(out, "li", NULL, buf_slice(&words));
	}
	for (size_t i = 0; i < f->finding_count; i++) {
		const struct reason plain = { .id = f->findings[i].id };
		AUTO(buf) words = buf_init(KIB(64));
		if (!one && i > 0 && f->findings[i - 1].id == f->findings[i].id)
			continue;
		buf_add_text(&words, one ? "" : "each: ");
		finding_words(f, one ? &f->findings[i] : &plain, &words);
		buf_addf(&words, " (%s)", finding_name(f->findings[i].id));
		buf_follow(out, &words);
		html_element(out, "li", NULL, buf_slice(&words));
	}
	if (f->same_as != VIEW_NONE) {
		html_raw(out, "<li>the same bytes as ");
		html_text(out, one ? v->files[f->same_as].path : SLICE("others"));
		html_raw(out, "</li>");
	}
	html_raw(out, "</ul></td></tr>\n");
}

static void
file_row(const struct view *v, const struct view_file *f, struct buf *out)
{
	html_raw(out, "<tr><th scope=\"row\" class=\"path\">");
	html_text(out, f->path);
	buf_addf(out, "<br><span class=\"quiet\">%llu bytes</span><br>",
	    (unsigned long long)f->size_bytes);
	html_element(out, "code", NULL, f->digest);
	html_raw(out, "</th>");
	what_cell(f, true, out);
	bound_cell(f, out);
	level_cell(f, out);
	findings_cell(v, f, true, out);
}

/* What one of several files that are alike has of its own. */
static void
alike_item(const struct view_file *f, struct buf *out)
{
	html_raw(out, "<li>");
	html_text(out, f->path);
	for (size_t i = 0; i < f->bound_count && i < BOUND_SHOWN; i++) {
		html_raw(out, i > 0 ? ", " : ", bound to ");
		html_text(out, f->bound_to[i]);
	}
	if (f->bound_count > BOUND_SHOWN)
		buf_addf(out, " and %zu more", f->bound_count - BOUND_SHOWN);
	for (size_t i = 0; i < f->finding_count; i++) {
		AUTO(buf) words = buf_init(KIB(64));
		if (f->findings[i].place.len == 0)
			continue;
		buf_addf(&words, ", %s at ", finding_name(f->findings[i].id));
		place_words(SLICE(""), f->findings[i].place, &words);
		buf_follow(out, &words);
		html_text(out, buf_slice(&words));
	}
	buf_addf(out, ", %llu bytes ", (unsigned long long)f->size_bytes);
	html_element(out, "code", NULL, f->digest);
	html_raw(out, "</li>\n");
}

/* One row for all, and under it each with its digest; open, so that it is printed. */
static void
alike_rows(const struct view *v, size_t file, size_t count, struct buf *out)
{
	const struct view_file *f = &v->files[file];
	buf_addf(out, "<tr><th scope=\"row\" class=\"path\">%zu files, named below</th>", count);
	what_cell(f, false, out);
	html_raw(out, f->bound_count > 0 ? "<td>see below</td>" : "<td></td>");
	level_cell(f, out);
	findings_cell(v, f, false, out);
	buf_addf(out, "<tr class=\"long\"><td colspan=\"5\"><details open><summary>The %zu files, "
	    "each with its digest</summary><ul class=\"small\">\n", count);
	for (size_t i = file; i < v->file_count; i++)
		if (i == file || files_alike(v, i, file))
			alike_item(&v->files[i], out);
	html_raw(out, "</ul></details></td></tr>\n");
}

void
html_files(const struct view *v, struct buf *out)
{
	html_section(out, "What was sent");
	if (v->file_count == 0) {
		html_raw(out, "<p>Nothing: there is no file.</p>\n");
		return;
	}
	html_table(out, "File and digest|What it is|Bound to|Evidence level|"
	    "Signatures and findings");
	for (size_t i = 0; i < v->file_count; i++) {
		size_t n = alike_count(v, i);
		if (n >= ALIKE_MIN)
			alike_rows(v, i, n, out);
		else if (n > 0)
			file_row(v, &v->files[i], out);
		for (size_t k = i + 1; k < v->file_count && n == ALIKE_MIN - 1; k++)
			if (files_alike(v, i, k))
				file_row(v, &v->files[k], out);
	}
	html_table_end(out);
}
