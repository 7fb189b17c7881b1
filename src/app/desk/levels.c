/* app/desk/levels.c - the capability levels of one release. See app/desk/levels.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/levels.h"

#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "base/pool.h"
#include "fact/item_standing.h"
#include "level/vector.h"
#include "subject/subject.h"

struct levels
levels_init(void)
{
	return (struct levels){ .x = assessed_init() };
}

void
levels_drop(struct levels *v)
{
	assessed_drop(&v->x);
}

const char *
levels_why(enum row_why why)
{
	static const char *const words[WHY_COUNT] = {
		[WHY_SHOWN] = "a record of this release stands behind it",
		[WHY_NOT_APPLICABLE] = "stated not applicable, with a reason",
		[WHY_TEST_FAILED] = "a test of it on this release failed",
		[WHY_CONFLICT] = "two mappings in force say different things",
		[WHY_STATED_NOT_MET] = "the maker says that it is not met",
		[WHY_PARTLY] = "the maker says that it is met in part",
		[WHY_OUTSIDE] = "met only with help from outside the component",
		[WHY_UNFOUNDED] = "stated not applicable, without a condition or reason for it",
		[WHY_NO_RECORD] = "stated met, and no record was found",
		[WHY_OTHER_VERSION] = "stated met; the records are of another version or product",
		[WHY_CONTEXT_ONLY] = "stated met; the records are none that it asks for",
		[WHY_UNTESTED] = "not tested, or said in words that are not known",
		[WHY_NOT_STATED] = "nobody says anything about it",
	};
	if ((unsigned)why >= WHY_COUNT)
		BUG("no such reason of a row");
	return words[why];
}

/* --- facts of the case ------------------------------------------------------------------------ */

static struct slice
text_of(const struct fact *f, const char *member)
{
	return value_text(value_get(&f->value, slice_of(member)));
}

/* The next fact of that name in an item that stands; from: where to go on. Null at the end. */
struct walk { size_t item, fact; };
static const struct fact *
next_fact(const struct levels *v, struct walk *w, struct slice name, const struct item **it)
{
	for (; w->item < v->form->item_count; w->item++, w->fact = 0) {
		*it = &v->form->items[w->item];
		if (w->fact == 0 && !item_stands(v->form, *it))
			continue;
		while (w->fact < (*it)->fact_count) {
			const struct fact *f = &(*it)->facts[w->fact++];
			if (slice_eq(f->name, name))
				return f;
		}
	}
	return NULL;
}

/* Facts that name a release count for that one alone; a claim for the product counts too. */
static bool
is_of(const struct levels *v, const struct fact *f)
{
	struct slice release = text_of(f, "release");
	return release.len == 0 || slice_eq(release, v->q.subject);
}

/* --- edition and types ------------------------------------------------------------------------ */

static struct rc
find_edition(const struct op_call *call, struct levels *v, struct trouble *t)
{
	static const struct slice names[] = { SLICE_INIT("mapping"), SLICE_INIT("scope"),
		SLICE_INIT("claim") };
	const struct item *it;
	const struct fact *f;
	v->edition = slice_of(op_value(call, "edition", 0));
	for (size_t i = 0; i < COUNT(names) && v->edition.len == 0; i++) {
		struct walk w = {0};
		while ((f = next_fact(v, &w, names[i], &it)) != NULL) {
			struct slice edition = text_of(f, "edition");
			if (!is_of(v, f) || edition.len == 0 || slice_eq(edition, v->edition))
				continue;
			v->catalog = catalog_set_get(&v->x.data.catalogues, edition,
			    (struct slice){0});
			if (v->catalog == NULL || !v->catalog->levelled)
				continue;
			if (v->edition.len > 0)
				return fail(&t->err, E_USAGE, 0, "what is kept names several "
				    "editions; say which: --edition iec62443-4-2:2019");
			v->edition = edition;
		}
	}
	if (v->edition.len == 0)
		return fail(&t->err, E_USAGE, 0, "nothing kept about it names an edition; say "
		    "which: --edition iec62443-4-2:2019");
	v->catalog = catalog_set_get(&v->x.data.catalogues, v->edition, (struct slice){0});
	if (v->catalog == NULL || !profile_or_levelled(v->catalog))
		return fail(&t->err, E_USAGE, 0, "no catalogue with levels of that edition is "
		    "adopted; `assay catalog list --adopted` lists them");
	if (profile_of(v->catalog).len == 0)
		return DONE;
	v->profile = v->catalog;
	v->edition = profile_of(v->profile);
	v->catalog = catalog_set_get(&v->x.data.catalogues, v->edition, (struct slice){0});
	return v->catalog != NULL ? DONE : fail(&t->err, E_USAGE, 0, "the edition that the profile "
	    "is of is not adopted; `assay catalog list --adopted` lists those that are");
}

static struct rc
take_list(struct levels *v, const struct value *list, const char *from, struct arena *a,
    struct err *e)
{
	if (list == NULL || list->kind != VALUE_ARRAY || list->count == 0)
		return DONE;
	v->types = ARENA_ARRAY(a, struct slice, list->count);
	if (v->types == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < list->count; i++)
		v->types[v->type_count++] = list->items[i].text;
	v->types_from = from;
	return DONE;
}

static struct rc
find_stated_types(struct levels *v, struct slice fact, const char *from, struct arena *a,
    struct err *e)
{
	struct walk w = {0};
	const struct item *it;
	const struct fact *f;
	while (v->type_count == 0 && (f = next_fact(v, &w, fact, &it)) != NULL)
		if (is_of(v, f) && slice_eq(text_of(f, "edition"), v->edition))
			TRY(take_list(v, value_get(&f->value, SLICE("component_types")), from, a,
			    e));
	return DONE;
}

/* Of the register: "embedded_device network_device". */
static struct rc
find_registered_types(struct levels *v, struct home *h, struct arena *a, struct err *e)
{
	struct thing product;
	bool found;
	TRY(state_get(h->store, "subject", v->form->scope.product, v->q.known, a, &product, &found,
	    e));
	if (!found)
		return DONE;
	struct slice all = value_text(value_get(value_get(&product.event.data,
	    SLICE("attributes")), SLICE("component_type")));
	v->types = ARENA_ARRAY(a, struct slice, all.len + 1);
	if (v->types == NULL)
		return arena_failed(a, e);
	for (size_t from = 0; from < all.len;) {
		size_t to = from;
		while (to < all.len && all.at[to] != ' ' && all.at[to] != ',')
			to++;
		if (to > from)
			v->types[v->type_count++] = slice_sub(all, from, to);
		from = to + 1;
	}
	v->types_from = "register";
	return DONE;
}

static struct rc
find_types(const struct op_call *call, struct levels *v, struct home *h, struct trouble *t)
{
	struct err *e = &t->err;
	size_t given = op_count(call, "component-type");
	if (given > 0) {
		v->types = ARENA_ARRAY(call->a, struct slice, given);
		if (v->types == NULL)
			return arena_failed(call->a, e);
		for (size_t i = 0; i < given; i++)
			v->types[v->type_count++] = slice_of(op_value(call, "component-type", i));
		v->types_from = "--component-type";
		return DONE;
	}
	if (v->scope != NULL)
		TRY(take_list(v, value_get(&v->scope->value, SLICE("component_types")),
		    "scope statement", call->a, e));
	TRY(find_stated_types(v, SLICE("mapping"), "requirement mapping", call->a, e));
	if (v->type_count == 0)
		TRY(find_registered_types(v, h, call->a, e));
	return v->type_count > 0 ? DONE : fail(e, E_USAGE, 0, "of which component type it is says "
	    "nobody; say it once with `assay scope add`, or now with --component-type");
}

/* A type that the edition does not have, as it may have been recorded once. */
static struct rc
check_types(const struct levels *v, struct trouble *t)
{
	bool given = slice_eq(slice_of(v->types_from), SLICE("--component-type"));
	for (size_t i = 0; i < v->type_count; i++) {
		if (level_has_type(v->catalog, v->types[i]))
			continue;
		trouble_name(t, v->types[i]);
		return fail(&t->err, given ? E_USAGE : E_SCHEMA, 0, given ?
		    "no component type of the edition; expected software_application, "
		    "embedded_device, host_device or network_device" :
		    "what is kept names a component type that the edition does not have; say "
		    "which it is: --component-type, or for good `assay scope add`");
	}
	return DONE;
}

/* --- the claim -------------------------------------------------------------------------------- */

/* What is recorded about the release, in the order of the log. */
struct recorded { struct thing *all; size_t count; };

static size_t
place_in(const struct recorded *r, const struct item *it)
{
	for (size_t i = r->count; i > 0; i--)
		if (slice_eq(r->all[i - 1].row.key, it->entry))
			return i;
	return 0;
}

/* b was recorded behind a; a is null where there was none so far. */
static bool
is_newer(const struct recorded *r, const struct item *a, const struct item *b)
{
	size_t x = a == NULL ? 0 : place_in(r, a), y = place_in(r, b);
	return a == NULL || (x == 0 && y == 0 ? b->received_ms >= a->received_ms : y >= x);
}

/* The newest scope statement; those before it are counted. */
static const struct item *
find_scope(struct levels *v, const struct recorded *r)
{
	const struct item *it, *scope = NULL;
	const struct fact *f;
	struct walk w = {0};
	while ((f = next_fact(v, &w, SLICE("scope"), &it)) != NULL) {
		if (!is_of(v, f) || !slice_eq(text_of(f, "edition"), v->edition))
			continue;
		v->set_aside += scope != NULL;
		if (!is_newer(r, scope, it))
			continue;
		v->scope = f;
		scope = it;
	}
	return scope;
}

/* By its digest another scope statement than the one that counts. */
static bool
names_another(const struct fact *claim, const struct item *scope)
{
	struct slice named = text_of(claim, "scope");
	return scope != NULL && slice_starts(named, SLICE("sha256:")) &&
	    !slice_eq(named, scope->id);
}

/* The newest claim, else what the scope statement says. */
static void
find_claim(struct levels *v, const struct recorded *r, const struct item *scope)
{
	const struct item *it, *claim = NULL;
	const struct fact *f;
	struct walk w = {0};
	v->has_claim = v->scope != NULL && level_vector_parse(text_of(v->scope, "claimed"),
	    v->claimed);
	v->claim = scope;
	while ((f = next_fact(v, &w, SLICE("claim"), &it)) != NULL) {
		struct slice edition = text_of(f, "edition");
		unsigned level[LEVEL_FRS];
		if ((edition.len > 0 && !slice_eq(edition, v->edition)) ||
		    !level_vector_parse(text_of(f, "level"), level))
			continue;
		bool another = names_another(f, scope);
		v->set_aside += another || claim != NULL;
		if (another || !is_newer(r, claim, it))
			continue;
		v->has_claim = true;
		v->claim = claim = it;
		for (unsigned i = 0; i < LEVEL_FRS; i++)
			v->claimed[i] = level[i];
	}
}

/* What a scope statement takes for granted stands in no fact, and in the statement itself. */
static struct rc
find_assumptions(const struct op_call *call, struct levels *v, struct home *h,
    const struct item *scope, struct err *e)
{
	struct build b = { .a = call->a };
	struct kept_record *all;
	size_t count;
	v->scope_said = value_null();
	if (scope == NULL)
		return DONE;
	v->scope_said = value_object();
	for (size_t i = 0; i < v->scope->value.count; i++)
		value_put_slice(&b, &v->scope_said, v->scope->value.members[i].name,
		    v->scope->value.members[i].value);
	TRY(kept_records(h, v->q.subject, "scope_statement", v->q.known, v->q.valid_at_ms,
	    call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		const struct value *list = value_get(&all[i].predicate, SLICE("assumptions"));
		if (list != NULL && slice_eq(all[i].digest, scope->id)) {
			value_put(&b, &v->scope_said, "assumptions", *list);
			break;
		}
	}
	return build_end(&b, e);
}

/* --- the target of a zone --------------------------------------------------------------------- */

/* The newest target of the zone and edition that is in force. */
static struct rc
find_target(const struct op_call *call, struct levels *v, struct home *h, struct trouble *t)
{
	struct kept_record *all;
	size_t count;
	const char *zone = op_value(call, "zone", 0);
	if (zone == NULL)
		return DONE;
	TRY(kept_records(h, v->zone, "security_level_target", v->q.known,
	    v->q.valid_at_ms, call->a, &all, &count, &t->err));
	for (size_t i = 0; i < count; i++) {
		const struct value *vector = value_get(&all[i].predicate, SLICE("target"));
		if (!slice_eq(kept_text(&all[i], "edition"), v->edition) || vector == NULL)
			continue;
		for (unsigned fr = 0; fr < LEVEL_FRS; fr++) {
			int64_t n = 0;
			const uint8_t name[] = { 'F', 'R', (uint8_t)('1' + fr) };
			const struct value *level = value_get(vector, (struct slice){ name, 3 });
			if (level != NULL && value_int(level, &n) && n >= 0 && n <= LEVEL_MAX)
				v->target[fr] = (unsigned)n;
		}
		v->has_target = true;
		v->target_record = all[i];
	}
	return v->has_target ? DONE : trouble_in(t, zone, fail(&t->err, E_USAGE, 0, "no target of "
	    "this zone and edition is in force; `assay level target` records one"));
}

static bool
is_excepted(const struct levels *v, size_t row)
{
	for (size_t i = 0; i < v->form->exception_count; i++) {
		const struct case_exception *x = &v->form->exceptions[i];
		struct slice full = v->plan.rows[row].item->full;
		bool of_row = slice_starts(x->requirement, full) &&
		    (x->requirement.len == full.len || x->requirement.at[full.len] == ' ');
		if (of_row && x->approved && x->from_ms <= v->q.valid_at_ms &&
		    x->until_ms >= v->q.valid_at_ms)
			return true;
	}
	return false;
}

enum row_gap
levels_gap(const struct levels *v, size_t row)
{
	const struct level_row *x = &v->plan.rows[row];
	if (!v->has_target || x->from > v->target[x->fr] ||
	    v->result.settled[LEVEL_WITH_MEASURES][row] == SHOWN_MET)
		return GAP_NONE;
	if (is_excepted(v, row))
		return GAP_EXCEPTED;
	return v->shown.rows[row].measure != NULL ? GAP_PLANNED : GAP_OPEN;
}

const char *
levels_gap_name(enum row_gap gap)
{
	static const char *const names[] = { "none", "excepted", "planned", "open" };
	if ((unsigned)gap >= COUNT(names))
		BUG("no such gap");
	return names[gap];
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
gather(const struct op_call *call, struct home *h, struct levels *v, struct trouble *t)
{
	const char *zone = op_value(call, "zone", 0);
	if (zone != NULL)
		TRY(given_subject(zone, SUBJECT_BIT(SUBJECT_ZONE), "expected --zone, e.g. "
		    "zone:plant/line/1", &v->zone, t));
	v->q.also = &v->zone;
	v->q.also_count = zone == NULL ? 0 : 1;
	v->q.threads = pool_default_threads();
	v->q.valid_at_given = op_value(call, "valid-at", 0) != NULL;
	TRY(valid_read(call, &v->q.valid_at_ms, t));
	TRY(known_read(call, h, &v->q.known, t));
	TRY(catalogues_known(h, v->q.known, call->a, &v->x.data, &t->err));
	TRY(assess_gather(&v->q, h, call->a, &v->x, t));
	v->form = &v->x.inspection.form;
	return DONE;
}

struct rc
levels_find(const struct op_call *call, struct home *h, struct slice release,
    struct levels *out, struct trouble *t)
{
	struct err *e = &t->err;
	struct recorded recorded;
	TRY(given_subject((const char *)release.at, SUBJECT_BIT(SUBJECT_RELEASE),
	    "expected a release, e.g. release:acme/ic-22@5.4.2", &out->q.subject, t));
	TRY(gather(call, h, out, t));
	TRY(find_edition(call, out, t));
	TRY(state_about(h->store, out->q.subject, "about", "evidence", out->q.known, call->a,
	    &recorded.all, &recorded.count, e));
	const struct item *scope = find_scope(out, &recorded);
	find_claim(out, &recorded, scope);
	TRY(find_types(call, out, h, t));
	TRY(check_types(out, t));
	const struct catalog *by = out->profile != NULL ? out->profile : out->catalog;
	TRY(level_plan_make(by, &out->x.data.catalogues, out->types, out->type_count, call->a,
	    &out->plan, e));
	TRY(find_target(call, out, h, t));
	const struct shown_wish wish = { out->form, &out->x.data.kinds, out->edition, out->zone };
	TRY(shown_find(&out->plan, &wish, call->a, &out->shown, e));
	TRY(find_assumptions(call, out, h, scope, e));
	return level_compute(&out->plan, &out->shown.states, call->a, &out->result, e);
}
