/* report/text_files.c - the files of a delivery on the terminal. See report/text_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "report/alike.h"
#include "report/reason_words.h"
#include "report/text_page.h"
#include "report/words_view.h"

#define BOUND_SHOWN 3
#define NAMES_SHOWN 4

static void
put_what(const struct view_file *f, struct buf *words)
{
	if (f->kind.len > 0)
		kind_words(f->kind, words);
	else
		buf_add_text(words, "not recognised as evidence");
	if (file_is_a_means(f)) {
		buf_add_text(words, ", serves to check other files");
		return;
	}
	if (f->level != LEVEL_NONE)
		buf_addf(words, ", evidence level %s", level_name(f->level));
	if (f->level == LEVEL_NONE || f->level_why == FINDING_NONE)
		return;
	buf_add_text(words, "; not higher: ");
	level_why_words(f->level_why, words);
	buf_addf(words, " (%s)", finding_name(f->level_why));
}

static void
put_how(const struct view_file *f, struct buf *words)
{
	buf_add_text(words, f->why.len > 0 ? "recognised by: " : "form: ");
	buf_add(words, f->why.len > 0 ? f->why : f->form);
	if (f->why.len == 0)
		return;
	buf_add_text(words, " (");
	buf_add(words, f->form);
	buf_add_byte(words, ')');
}

static void
put_bound(const struct view_file *f, struct buf *words)
{
	buf_add_text(words, f->bound_count == 0 ? "bound to nothing in scope" : "bound to ");
	for (size_t i = 0; i < f->bound_count && i < BOUND_SHOWN; i++) {
		buf_add_text(words, i > 0 ? ", " : "");
		buf_add(words, f->bound_to[i]);
	}
	if (f->bound_count > BOUND_SHOWN)
		buf_addf(words, " and %zu more", f->bound_count - BOUND_SHOWN);
}

/* A line of its own under the entry. */
static void
line(struct page *p, struct buf *words)
{
	buf_add_text(p->out, "      ");
	page_paragraph(p, 6, 8, words);
	buf_clear(words);
}

static void
put_findings(struct page *p, const struct view_file *f, bool one, struct buf *words)
{
	for (size_t i = 0; i < f->finding_count; i++) {
		const struct reason plain = { .id = f->findings[i].id };
		if (!one && i > 0 && f->findings[i - 1].id == f->findings[i].id)
			continue;
		buf_add_text(words, one ? "" : "each: ");
		finding_words(f, one ? &f->findings[i] : &plain, words);
		buf_addf(words, " (%s)", finding_name(f->findings[i].id));
		line(p, words);
	}
}

static void
entry_body(struct page *p, const struct view_file *f, bool one)
{
	AUTO(buf) words = buf_init(MIB(4));
	if (one && f->title.len > 0) {
		buf_add_text(&words, "says: ");
		buf_add(&words, f->title);
		line(p, &words);
	}
	put_how(f, &words);
	line(p, &words);
	if (one && f->kind.len > 0 && !file_is_a_means(f)) {
		put_bound(f, &words);
		line(p, &words);
	}
	for (size_t i = 0; i < f->signature_count; i++) {
		signature_words(p->v, &f->signatures[i], one, &words);
		line(p, &words);
	}
	put_findings(p, f, one, &words);
}

static void
single(struct page *p, const struct view_file *f)
{
	AUTO(buf) words = buf_init(MIB(4));
	buf_add(&words, f->path);
	buf_add_text(&words, ": ");
	if (f->same_as != VIEW_NONE) {
		buf_add_text(&words, "the same bytes as ");
		buf_add(&words, p->v->files[f->same_as].path);
	} else {
		put_what(f, &words);
	}
	buf_add_text(p->out, "  ");
	page_paragraph(p, 2, 6, &words);
	if (f->same_as == VIEW_NONE)
		entry_body(p, f, true);
}

/* "48 files: a, b, c and 45 more: device certificate, evidence level E4". */
static void
several(struct page *p, size_t file, size_t count)
{
	const struct view *v = p->v;
	AUTO(buf) words = buf_init(MIB(4));
	size_t named = 0;
	buf_addf(&words, "%zu files: ", count);
	put_what(&v->files[file], &words);
	if (v->files[file].same_as != VIEW_NONE)
		buf_add_text(&words, ", the same bytes as others");
	buf_add_text(&words, ": ");
	for (size_t i = file; i < v->file_count && named < NAMES_SHOWN; i++) {
		if (!files_alike(v, i, file))
			continue;
		buf_add_text(&words, named++ > 0 ? ", " : "");
		buf_add(&words, v->files[i].path);
	}
	if (count > named)
		buf_addf(&words, " and %zu more", count - named);
	buf_add_text(p->out, "  ");
	page_paragraph(p, 2, 6, &words);
	if (v->files[file].same_as == VIEW_NONE)
		entry_body(p, &v->files[file], false);
}

void
page_files(struct page *p)
{
	page_heading(p, "What was sent");
	if (p->v->file_count == 0)
		buf_add_text(p->out, "  Nothing: there is no file.\n");
	for (size_t i = 0; i < p->v->file_count; i++) {
		size_t n = alike_count(p->v, i);
		if (n >= ALIKE_MIN)
			several(p, i, n);
		else if (n > 0)
			single(p, &p->v->files[i]);
		if (n == ALIKE_MIN - 1)
			for (size_t k = i + 1; k < p->v->file_count; k++)
				if (files_alike(p->v, i, k))
					single(p, &p->v->files[k]);
	}
}
