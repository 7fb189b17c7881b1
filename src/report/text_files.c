/* report/text_files.c - the files of a delivery on the terminal. See report/text_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "report/reason_words.h"
#include "report/text_page.h"
#include "report/words_view.h"

/* That many files that are alike come as one entry. */
#define ALIKE_MIN 3
#define BOUND_SHOWN 3
#define NAMES_SHOWN 4

static bool
says_same(const struct view_file *a, const struct view_file *b)
{
	if (a->signature_count != b->signature_count || a->finding_count != b->finding_count)
		return false;
	for (size_t i = 0; i < a->signature_count; i++)
		if (a->signatures[i].status != b->signatures[i].status ||
		    a->signatures[i].how != b->signatures[i].how)
			return false;
	for (size_t i = 0; i < a->finding_count; i++)
		if (a->findings[i].id != b->findings[i].id)
			return false;
	return true;
}

/* They differ in nothing but name, digest, title and serial. */
static bool
are_alike(const struct view_file *a, const struct view_file *b)
{
	return a->level == b->level && a->level_why == b->level_why &&
	    (a->bound_count > 0) == (b->bound_count > 0) &&
	    (a->same_as == VIEW_NONE) == (b->same_as == VIEW_NONE) &&
	    slice_eq(a->kind, b->kind) && slice_eq(a->form, b->form) &&
	    slice_eq(a->why, b->why) && says_same(a, b);
}

static bool
is_a_container(const struct view *v, size_t file)
{
	return file + 1 < v->file_count && v->files[file + 1].container == file;
}

/* How many files are like this one; 0 when an earlier one speaks for it. */
static size_t
alike_count(const struct view *v, size_t file)
{
	size_t n = 1;
	if (is_a_container(v, file))
		return 1;
	for (size_t i = 0; i < file; i++)
		if (!is_a_container(v, i) && are_alike(&v->files[i], &v->files[file]))
			return 0;
	for (size_t i = file + 1; i < v->file_count; i++)
		n += !is_a_container(v, i) && are_alike(&v->files[i], &v->files[file]);
	return n;
}

/* A kind that only serves to check other files. */
static bool
is_a_means(const struct view_file *f)
{
	return f->bound_count == 0 && (slice_eq(f->kind, SLICE("signature")) ||
	    slice_eq(f->kind, SLICE("revocation_list")));
}

static void
put_what(const struct view_file *f, struct buf *words)
{
	if (f->kind.len > 0)
		kind_words(f->kind, words);
	else
		buf_add_text(words, "not recognised as evidence");
	if (is_a_means(f)) {
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

/* one: the signer is named, as it is for a single file. */
static void
put_signature(const struct view *v, const struct signature *s, bool one, struct buf *words)
{
	if (s->status != SIGNATURE_GOOD) {
		buf_add_text(words, s->status == SIGNATURE_BROKEN ?
		    "the signature names a known key and does not hold" :
		    "signed by a key that no named anchor leads to");
		return;
	}
	buf_add_text(words, one ? "signature holds, by " : "each signature holds");
	if (one)
		signer_words(v, s, words);
	else
		buf_addf(words, "; its anchor %s%s", s->how == HOW_WITH_THE_GOODS ? "" :
		    "is trusted ", how_words(s->how));
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
	if (one && f->kind.len > 0 && !is_a_means(f)) {
		put_bound(f, &words);
		line(p, &words);
	}
	for (size_t i = 0; i < f->signature_count; i++) {
		put_signature(p->v, &f->signatures[i], one, &words);
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
		if (is_a_container(v, i) || !are_alike(&v->files[i], &v->files[file]))
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
				if (!is_a_container(p->v, k) &&
				    are_alike(&p->v->files[i], &p->v->files[k]))
					single(p, &p->v->files[k]);
	}
}
