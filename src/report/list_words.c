/* report/list_words.c - whether the lists add up, in words. See report/words_view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/reason_words.h"
#include "report/words_view.h"

/* Rows with the number of something else, for one serial and kind of list. */
#define OTHERS_SHOWN 3

/* The list is of a kind that names the serial, or was looked at in an earlier list. */
static bool
is_settled(const struct view *v, const struct view_serial *s, size_t list)
{
	const struct view_list *l = &v->lists[list];
	if (!l->compared)
		return true;
	for (size_t i = 0; i < s->stand_count; i++)
		if (slice_eq(v->lists[s->stands[i].list].kind, l->kind))
			return true;
	for (size_t i = 0; i < list; i++)
		if (v->lists[i].compared && slice_eq(v->lists[i].kind, l->kind))
			return true;
	return false;
}

/* Its number stands in lists of that kind, and for something else. */
static void
put_others(const struct view *v, const struct view_serial *s, struct slice kind,
    struct buf *out)
{
	size_t n = 0;
	for (size_t i = 0; i < s->other_count && n < OTHERS_SHOWN; i++) {
		const struct view_list *l = &v->lists[s->others[i].list];
		if (!slice_eq(l->kind, kind))
			continue;
		buf_add_text(out, n++ > 0 ? ", " : " (the number in ");
		place_words(v->files[l->file].path, s->others[i].place, out);
	}
	buf_add_text(out, n > 0 ? " is not of what is assessed)" : "");
}

void
absences_words(const struct view *v, const struct view_serial *s, struct buf *out)
{
	size_t n = 0;
	for (size_t i = 0; i < v->list_count; i++) {
		if (is_settled(v, s, i))
			continue;
		buf_add_text(out, n++ > 0 ? ", " : "");
		kind_words(v->lists[i].kind, out);
		put_others(v, s, v->lists[i].kind, out);
	}
}

void
list_words(const struct view *v, const struct view_list *l, struct buf *out)
{
	if (l->compared) {
		buf_addf(out, "%llu of what is assessed", (unsigned long long)l->in_scope);
		return;
	}
	buf_add_text(out, "not compared: ");
	if (l->why != NULL) {
		finding_words(&v->files[l->file], l->why, out);
		buf_addf(out, " (%s)", finding_name(l->why->id));
	} else if (!l->carrier) {
		buf_add_text(out, "it is damaged, so it names no asset");
	} else {
		buf_add_text(out, l->serials == 0 ? "it names no serial" :
		    "it names nothing of what is assessed");
	}
}

/* Lists that do not count, each with its file. */
static size_t
put_left_out(const struct view *v, struct buf *out)
{
	size_t n = 0;
	for (size_t i = 0; i < v->list_count; i++) {
		const struct view_list *l = &v->lists[i];
		if (l->compared || !l->counts)
			continue;
		buf_add_text(out, n++ > 0 ? ", " : "Not compared: ");
		kind_words(l->kind, out);
		buf_add_text(out, " (");
		buf_add(out, v->files[l->file].path);
		buf_add_byte(out, ')');
	}
	if (n > 0)
		buf_addf(out, ". What is missing or doubled in %s is not shown here.",
		    n == 1 ? "it" : "them");
	return n;
}

static size_t
compared_kinds(const struct view *v)
{
	size_t n = 0;
	for (size_t i = 0; i < v->list_count; i++) {
		bool again = !v->lists[i].compared;
		for (size_t k = 0; k < i && !again; k++)
			again = v->lists[k].compared &&
			    slice_eq(v->lists[k].kind, v->lists[i].kind);
		n += !again;
	}
	return n;
}

void
sum_words(const struct view *v, struct buf *out)
{
	AUTO(buf) left = buf_init(out->max);
	size_t kinds = compared_kinds(v), n = put_left_out(v, &left);
	if (v->scope->asset_count == 0)
		buf_add_text(out, "No serial is assessed, so none was looked for.");
	else if (kinds == 0)
		buf_add_text(out, "No list could be compared.");
	else if (v->serial_count == 0 && kinds == 1)
		buf_add_text(out, "Lists of one kind alone count, so none was held against "
		    "another.");
	else if (v->serial_count == 0 && n == 0)
		buf_add_text(out, "Every serial stands once in each list that counts.");
	buf_follow(out, &left);
	buf_add_text(out, out->len > 0 && n > 0 ? " " : "");
	buf_add(out, buf_slice(&left));
}
