/* app/decision/narrowed.c - for what of a case an exception is that names versions or digests.
 * See app/decision/narrowed.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/narrowed.h"

#include "app/home/event_words.h"
#include "subject/subject.h"
#include "version/version.h"

struct narrowing {
	const struct event	*v;
	const struct case_form	*form;
	bool			 every;		/* every version */
	struct slice		*subjects;	/* of the scope, that it is for */
	size_t			 count;
};

static bool
holds(const struct slice *list, size_t count, struct slice s)
{
	for (size_t i = 0; i < count; i++)
		if (slice_eq(list[i], s))
			return true;
	return false;
}

/* --- versions --------------------------------------------------------------------------------- */

/* The release of the case lies in the range. One that is not known lies in none. */
static bool
release_is_in(const struct case_form *c, struct slice range)
{
	struct subject s;
	return !failed(subject_parse(c->scope.release, &s, NULL)) && s.kind == SUBJECT_RELEASE &&
	    version_in_range(s.second, range);
}

static bool
is_of_scope(const struct case_scope *s, struct slice subject)
{
	return slice_eq(subject, s->subject) || slice_eq(subject, s->release) ||
	    holds(s->assets, s->asset_count, subject);
}

/* Of a product only the release is meant. */
static void
take_subjects(struct narrowing *n)
{
	const struct case_scope *s = &n->form->scope;
	for (size_t i = 0; i < n->v->subject_count; i++) {
		struct slice subject = n->v->subjects[i];
		bool product = s->product.len > 0 && slice_eq(subject, s->product);
		if (product && !n->every && s->release.len > 0)
			subject = s->release;
		if ((product || is_of_scope(s, subject)) &&
		    !holds(n->subjects, n->count, subject))
			n->subjects[n->count++] = subject;
	}
}

/* --- digests ---------------------------------------------------------------------------------- */

static bool
is_for_all(const struct narrowing *n)
{
	const struct case_scope *s = &n->form->scope;
	return holds(n->subjects, n->count, s->subject) ||
	    (s->release.len > 0 && holds(n->subjects, n->count, s->release)) ||
	    (s->product.len > 0 && holds(n->subjects, n->count, s->product));
}

static bool
is_of_release(const struct narrowing *n, const struct item *it)
{
	return n->form->scope.release.len > 0 && slice_eq(it->kind, SLICE("firmware_image")) &&
	    holds(it->bound_to, it->bound_count, n->form->scope.release);
}

/* The item is about nothing that the exception is not for. */
static bool
is_about_these(const struct narrowing *n, const struct item *it)
{
	bool all = is_for_all(n) || it->bound_count > 0;
	for (size_t i = 0; i < it->bound_count && !is_for_all(n); i++)
		all = all && holds(n->subjects, n->count, it->bound_to[i]);
	return all;
}

/* The digests of those items; or the subjects, where one is the image of the release. */
static struct rc
take_digests(struct narrowing *n, const struct slice *digests, size_t digest_count,
    struct arena *a, struct err *e)
{
	struct slice *items = ARENA_ARRAY(a, struct slice, digest_count);
	size_t count = 0;
	if (items == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < n->form->item_count; i++) {
		const struct item *it = &n->form->items[i];
		if (!holds(digests, digest_count, it->id))
			continue;
		if (is_of_release(n, it))
			return DONE;
		if (is_about_these(n, it) && !holds(items, count, it->id))
			items[count++] = it->id;
	}
	n->subjects = items;
	n->count = count;
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

struct rc
narrowed_subjects(const struct event *request, const struct case_form *form, struct arena *a,
    struct slice **out, size_t *count, struct err *e)
{
	struct slice range = event_text(request, "versions"), *digests;
	struct narrowing n = { .v = request, .form = form, .every = slice_eq(range, SLICE("*")),
	    .subjects = ARENA_ARRAY(a, struct slice, request->subject_count) };
	size_t digest_count;
	if (n.subjects == NULL)
		return arena_failed(a, e);
	TRY(words_texts(value_get(&request->data, SLICE("digests")), a, &digests, &digest_count,
	    e));
	if (n.every || release_is_in(form, range))
		take_subjects(&n);
	if (n.count > 0 && digest_count > 0)
		TRY(take_digests(&n, digests, digest_count, a, e));
	*out = n.subjects;
	*count = n.count;
	return DONE;
}
