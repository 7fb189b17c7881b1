/* app/decision/exceptions.c - exceptions as things and in a case. See app/decision/exceptions.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/exceptions.h"

#include "app/decision/narrowed.h"
#include "app/evidence/item_states.h"
#include "app/home/event_words.h"
#include "base/limits.h"
#include "base/map.h"

/* What one exception needs while it is only looked at. */
#define LOOK_BYTES MIB(4)

/* --- what holds ------------------------------------------------------------------------------- */

const char *
exception_state_name(enum exception_state s)
{
	static const char *const names[] = {
		[EXCEPTION_REQUESTED] = "requested", [EXCEPTION_NOT_BEGUN] = "not_yet_begun",
		[EXCEPTION_APPROVED] = "approved", [EXCEPTION_ENDING] = "ending_soon",
		[EXCEPTION_EXPIRED] = "expired", [EXCEPTION_REVOKED] = "revoked",
	};
	if (s < EXCEPTION_REQUESTED || (size_t)s >= COUNT(names))
		BUG("exception state out of range");
	return names[s];
}

enum exception_state
exception_state_at(const struct exception *x, int64_t at_ms, int64_t soon_ms)
{
	int64_t until = event_instant(&x->request.event, "until");
	if (x->revoked)
		return EXCEPTION_REVOKED;
	if (until < at_ms)
		return EXCEPTION_EXPIRED;
	if (!x->approved)
		return EXCEPTION_REQUESTED;
	if (event_instant(&x->approval, "from") > at_ms)
		return EXCEPTION_NOT_BEGUN;
	return until - at_ms < soon_ms ? EXCEPTION_ENDING : EXCEPTION_APPROVED;
}

/* --- finding them ----------------------------------------------------------------------------- */

static struct rc
read_event(struct store *s, uint64_t pos, struct arena *a, struct event *out, struct digest *id,
    struct err *e)
{
	bool found;
	TRY(state_event(s, pos, a, out, id, &found, e));
	return found ? DONE : fail(e, E_VERIFY, pos,
	    "a derived row names an entry that is not there; `assay fsck` says more");
}

/* row: of kind "exception", begun before `known`; its texts in the arena. The approval of a revoked
 * one ended with it, and is seen at the size before that entry. */
static struct rc
read_exception(struct store *s, const struct state_row *row, uint64_t known, struct arena *a,
    struct exception *out, struct err *e)
{
	struct thing approval;
	*out = (struct exception){ .request.row = *row };
	out->revoked = row->to_pos != STORE_OPEN && row->to_pos < known;
	TRY(read_event(s, row->from_pos, a, &out->request.event, &out->request.id, e));
	if (out->revoked)
		TRY(read_event(s, row->to_pos, a, &out->revocation, NULL, e));
	TRY(state_get(s, "approval", row->key, out->revoked ? row->to_pos : known, a, &approval,
	    &out->approved, e));
	if (out->approved)
		out->approval = approval.event;
	return DONE;
}

struct rows {
	struct arena		*a;
	struct state_row	*at;
	size_t			 count, cap;
	uint64_t		 known;
};

static struct rc
keep_row(void *context, const struct state_row *row, struct err *e)
{
	struct rows *r = context;
	void *at = r->at;
	if (row->from_pos >= r->known)
		return DONE;
	if (!arena_grow(r->a, &at, &r->cap, r->count, sizeof(struct state_row)))
		return arena_failed(r->a, e);
	r->at = at;
	struct state_row *kept = &r->at[r->count++];
	*kept = *row;
	return arena_copy(r->a, row->kind, &kept->kind) && arena_copy(r->a, row->key, &kept->key) ?
	    DONE : arena_failed(r->a, e);
}

struct rc
exception_find(struct store *s, struct slice id, uint64_t known, struct arena *a,
    struct exception *out, bool *found, struct err *e)
{
	struct rows r = { .a = a, .known = known };
	TRY(store_state_history(s, SLICE("exception"), id, keep_row, &r, e));
	*found = r.count > 0;
	return *found ? read_exception(s, &r.at[r.count - 1], known, a, out, e) : DONE;
}

struct rc
exceptions_list(struct store *s, uint64_t known, bool revoked, struct arena *a,
    struct exception **out, size_t *count, struct err *e)
{
	struct rows r = { .a = a, .known = known };
	if (revoked)
		TRY(store_state_ever_of_kind(s, SLICE("exception"), known, keep_row, &r, e));
	else
		TRY(store_state_of_kind(s, SLICE("exception"), known, keep_row, &r, e));
	*count = r.count;
	*out = ARENA_ARRAY(a, struct exception, r.count > 0 ? r.count : 1);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < r.count; i++)
		TRY(read_exception(s, &r.at[i], known, a, &(*out)[i], e));
	return DONE;
}

/* --- in a case -------------------------------------------------------------------------------- */

/* about: as keys. */
struct asked { const struct case_form *form; struct map about; };

static const struct value *
list_of(const struct event *v, const char *name)
{
	const struct value *list = value_get(&v->data, slice_of(name));
	if (list == NULL || list->kind != VALUE_ARRAY)
		BUG("exceptions: a request without its lists");
	return list;
}

static bool
is_about(const struct event *v, const struct map *about)
{
	const struct value *digests = list_of(v, "digests");
	for (size_t i = 0; i < v->subject_count; i++)
		if (map_has(about, v->subjects[i]))
			return true;
	for (size_t i = 0; i < digests->count; i++)
		if (map_has(about, digests->items[i].text))
			return true;
	return false;
}

/* Without codes it covers every reason: so one whose codes are all unknown must not lose them. */
static bool
may_stand(const struct event *v)
{
	const struct value *codes = list_of(v, "codes");
	bool known = codes->count == 0;
	for (size_t i = 0; i < codes->count; i++)
		known = known || finding_find(codes->items[i].text) != FINDING_NONE;
	return known;
}

static bool
is_narrowed(const struct event *v)
{
	return event_text(v, "versions").len > 0;
}

static struct rc
fill_subjects(const struct event *v, const struct case_form *form, struct arena *a,
    struct case_exception *out, struct err *e)
{
	const struct value *digests = list_of(v, "digests");
	if (is_narrowed(v))
		return narrowed_subjects(v, form, a, &out->subjects, &out->subject_count, e);
	out->subjects = ARENA_ARRAY(a, struct slice, v->subject_count + digests->count + 1);
	if (out->subjects == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < v->subject_count; i++)
		out->subjects[out->subject_count++] = v->subjects[i];
	for (size_t i = 0; i < digests->count; i++)
		out->subjects[out->subject_count++] = digests->items[i].text;
	return DONE;
}

static struct rc
fill_lists(struct store *s, const struct event *v, uint64_t known, struct arena *a,
    struct case_exception *out, struct err *e)
{
	const struct value *codes = list_of(v, "codes");
	out->codes = ARENA_ARRAY(a, enum finding_id, codes->count + 1);
	out->measures = ARENA_ARRAY(a, struct slice, v->ref_count + 1);
	if (out->codes == NULL || out->measures == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < codes->count; i++) {
		enum finding_id id = finding_find(codes->items[i].text);
		if (id != FINDING_NONE)
			out->codes[out->code_count++] = id;
	}
	for (size_t i = 0; i < v->ref_count; i++) {
		bool found = false;
		if (slice_eq(v->refs[i].rel, SLICE("based_on")))
			TRY(item_id_find(s, v->refs[i].id, known, a,
			    &out->measures[out->measure_count], &found, e));
		out->measure_count += found ? 1 : 0;
	}
	return DONE;
}

static struct rc
fill(struct store *s, const struct exception *x, uint64_t known, const struct case_form *form,
    struct arena *a, struct case_exception *out, struct err *e)
{
	const struct event *v = &x->request.event;
	*out = (struct case_exception){ .id = x->request.row.key,
	    .criterion = event_text(v, "criterion"), .requirement = event_text(v, "requirement"),
	    .outcome = event_text(v, "outcome"), .owner = event_text(v, "owner"),
	    .requester = v->actor, .approver = SLICE(""), .from_ms = TIME_UNKNOWN,
	    .until_ms = event_instant(v, "until"), .approved = x->approved };
	if (x->approved) {
		out->approver = x->approval.actor;
		out->from_ms = event_instant(&x->approval, "from");
	}
	TRY(fill_subjects(v, form, a, out, e));
	return fill_lists(s, v, known, a, out, e);
}

/* Most are about something else: those are looked at in memory of their own. */
static struct rc
concerns(struct store *s, uint64_t pos, const struct asked *g, bool *yes, struct err *e)
{
	AUTO(arena) look = arena_init(LOOK_BYTES);
	struct event v;
	struct slice *unused;
	size_t count = 0;
	TRY(read_event(s, pos, &look, &v, NULL, e));
	*yes = is_about(&v, &g->about) && may_stand(&v);
	if (!*yes || !is_narrowed(&v))
		return DONE;
	TRY(narrowed_subjects(&v, g->form, &look, &unused, &count, e));
	*yes = count > 0;
	return DONE;
}

static struct rc
gather(struct store *s, const struct rows *r, const struct asked *g, struct arena *a,
    struct case_exception *out, size_t *count, struct err *e)
{
	for (size_t i = 0; i < r->count; i++) {
		struct exception x;
		bool yes;
		TRY(concerns(s, r->at[i].from_pos, g, &yes, e));
		if (!yes)
			continue;
		TRY(read_exception(s, &r->at[i], r->known, a, &x, e));
		TRY(fill(s, &x, r->known, g->form, a, &out[(*count)++], e));
	}
	return DONE;
}

struct rc
exceptions_of(struct store *s, const struct case_form *form, const struct slice *about,
    size_t about_count, uint64_t known, struct arena *a, struct case_exception **out,
    size_t *count, struct err *e)
{
	struct rows r = { .a = a, .known = known };
	struct asked g = { form, map_init() };
	struct rc done = DONE;
	*count = 0;
	TRY(store_state_of_kind(s, SLICE("exception"), known, keep_row, &r, e));
	*out = ARENA_ARRAY(a, struct case_exception, r.count > 0 ? r.count : 1);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < about_count && !failed(done); i++)
		done = map_put(&g.about, about[i], &g, e);
	if (!failed(done))
		done = gather(s, &r, &g, a, *out, count, e);
	map_drop(&g.about);
	return done;
}
