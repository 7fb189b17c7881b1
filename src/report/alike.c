/* report/alike.c - files of a delivery that come as one entry. See report/alike.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/alike.h"

#include "report/words_view.h"

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

bool
files_alike(const struct view *v, size_t a, size_t b)
{
	return !is_a_container(v, a) && !is_a_container(v, b) &&
	    are_alike(&v->files[a], &v->files[b]);
}

size_t
alike_count(const struct view *v, size_t file)
{
	size_t n = 1;
	if (is_a_container(v, file))
		return 1;
	for (size_t i = 0; i < file; i++)
		if (files_alike(v, i, file))
			return 0;
	for (size_t i = file + 1; i < v->file_count; i++)
		n += files_alike(v, i, file);
	return n;
}

bool
file_is_a_means(const struct view_file *f)
{
	return f->bound_count == 0 && (slice_eq(f->kind, SLICE("signature")) ||
	    slice_eq(f->kind, SLICE("revocation_list")));
}

void
signature_words(const struct view *v, const struct signature *s, bool one, struct buf *words)
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
