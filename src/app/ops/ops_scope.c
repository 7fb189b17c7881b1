/* app/ops/ops_scope.c - `assay scope add` and `assay level claim`: for what a level is claimed.
 * See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/made.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/listing.h"
#include "level/vector.h"

/* What is common to both: a release, its product, an edition that is adopted, a whole vector. */
struct claiming {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct writer		 w;
	struct build		 b;
	struct slice		 release, product, edition;
	unsigned		 level[LEVEL_FRS];
	struct value		 predicate;
};

static void
claiming_drop(struct claiming *g)
{
	writer_drop(&g->w);
	home_drop(&g->h);
}

static struct rc
read_release(struct claiming *g, struct trouble *t)
{
	struct subject s;
	const char *text = op_value(g->call, "for", 0);
	TRY(given_subject(text == NULL ? "" : text, SUBJECT_BIT(SUBJECT_RELEASE),
	    "expected --for a release: a level holds for a version, e.g. "
	    "release:acme/ic-22@5.4.2", &g->release, t));
	TRY(subject_parse(g->release, &s, &t->err));
	return arena_format(g->call->a, &g->product, "product:%.*s/%.*s", SLICE_FMT(s.org),
	    SLICE_FMT(s.name)) ? DONE : arena_failed(g->call->a, &t->err);
}

/* A bare level says nothing: not for which requirements, and they differ. */
static struct rc
read_level(struct claiming *g, struct trouble *t)
{
	struct slice text;
	TRY(given_need(g->call, "level", "expected --level: a number for each of FR1 to FR7, e.g. "
	    "2,2,2,1,2,1,3", &text, t));
	return level_vector_parse(text, g->level) ? DONE : trouble_in(t, op_value(g->call, "level",
	    0), fail(&t->err, E_USAGE, 0, "a bare level is no claim: expected a number from 0 to 4 "
	    "for each of FR1 to FR7, e.g. 2,2,2,1,2,1,3"));
}

static struct rc
read_edition(struct claiming *g, const struct shipped_data *data, const struct catalog **c,
    struct trouble *t)
{
	TRY(given_need(g->call, "edition", "expected --edition, e.g. iec62443-4-2:2019",
	    &g->edition, t));
	*c = catalog_set_get(&data->catalogues, g->edition, (struct slice){0});
	return *c != NULL && (*c)->levelled && (*c)->edition.len > 0 &&
	    slice_find(g->edition, SLICE(":"), 0) != SIZE_MAX ? DONE : trouble_in(t,
	    op_value(g->call, "edition", 0), fail(&t->err, E_USAGE, 0,
	    "no edition with levels that is adopted here, e.g. iec62443-4-2:2019"));
}

static void
put(struct claiming *g, const char *name, struct slice text)
{
	if (text.len > 0)
		value_put(&g->b, &g->predicate, name, value_string(text));
}

static struct rc
put_issued(struct claiming *g, struct err *e)
{
	struct slice kept;
	char now[TIME_TEXT_BYTES];
	time_show(g->call->now_ms, now);
	if (!arena_copy(g->call->a, slice_of(now), &kept))
		return arena_failed(g->call->a, e);
	put(g, "issued", kept);
	put(g, "issuer", slice_of(op_value(g->call, "issuer", 0)));
	put(g, "note", slice_of(op_value(g->call, "note", 0)));
	return DONE;
}

static void
put_level(struct claiming *g, const char *name)
{
	static const char *const names[LEVEL_FRS] = { "FR1", "FR2", "FR3", "FR4", "FR5", "FR6",
	    "FR7" };
	struct value v = value_object();
	for (unsigned i = 0; i < LEVEL_FRS; i++)
		value_put(&g->b, &v, names[i], value_number(&g->b, (int64_t)g->level[i]));
	value_put(&g->b, &g->predicate, name, v);
}

static void
put_list(struct claiming *g, const char *name, const char *option)
{
	struct value list = value_array();
	for (size_t i = 0; op_value(g->call, option, i) != NULL; i++)
		value_push(&g->b, &list, value_string(slice_of(op_value(g->call, option, i))));
	if (list.count > 0)
		value_put(&g->b, &g->predicate, name, list);
}

static struct rc
record(struct claiming *g, const char *kind, const char *name, const char *schema)
{
	const struct slice about[] = { g->release, g->product };
	const struct made made = { .kind = kind, .subjects = about, .subject_count = COUNT(about),
	    .predicate = g->predicate, .name = slice_of(name) };
	TRY(build_end(&g->b, &g->r->trouble.err));
	return made_say(g->call, &g->h, &g->w, &made, schema, g->r);
}

/* --- scope add -------------------------------------------------------------------------------- */

static struct rc
check_types(const struct claiming *g, const struct catalog *c, struct trouble *t)
{
	struct level_plan plan;
	struct slice *types = ARENA_ARRAY(g->call->a, struct slice, op_count(g->call,
	    "component-type") + 1);
	size_t count = 0;
	if (types == NULL)
		return arena_failed(g->call->a, &t->err);
	for (; op_value(g->call, "component-type", count) != NULL; count++)
		types[count] = slice_of(op_value(g->call, "component-type", count));
	if (!failed(level_plan_make(c, NULL, types, count, g->call->a, &plan, NULL)))
		return DONE;
	return trouble_in(t, "--component-type", fail(&t->err, E_USAGE, 0, "expected one or more "
	    "of software_application, embedded_device, host_device, network_device"));
}

static struct rc
add_scope(struct claiming *g)
{
	struct trouble *t = &g->r->trouble;
	struct shipped_data data;
	const struct catalog *c;
	struct slice configuration, environment;
	TRY(read_release(g, t));
	TRY(read_level(g, t));
	TRY(given_need(g->call, "configuration", "expected --configuration: in which it was "
	    "assessed", &configuration, t));
	TRY(given_need(g->call, "environment", "expected --environment: in which it is meant to "
	    "live", &environment, t));
	TRY(home_open(g->call, HOME_WRITE, &g->h, t));
	TRY(writer_open(g->call, &g->h, &g->w, t));
	TRY(catalogues_now(&g->h, g->call->a, &data, &t->err));
	TRY(read_edition(g, &data, &c, t));
	TRY(check_types(g, c, t));
	TRY(put_issued(g, &t->err));
	put(g, "product", g->product);
	put(g, "release", g->release);
	put_list(g, "component_types", "component-type");
	put(g, "configuration", configuration);
	put(g, "environment", environment);
	put(g, "edition", g->edition);
	put_level(g, "claimed");
	put_list(g, "exclusions", "exclusion");
	put_list(g, "assumptions", "assumption");
	return record(g, "scope_statement", "scope-statement.json", "assay/scope-add/1");
}

struct rc
op_scope_add(const struct op_call *call, struct op_result *r)
{
	struct claiming g = { .call = call, .r = r, .b = { .a = call->a },
	    .predicate = value_object() };
	struct rc done = add_scope(&g);
	claiming_drop(&g);
	return done;
}

/* --- level claim ------------------------------------------------------------------------------ */

/* The newest scope statement about the release that is in force, or the one that is named. */
static struct rc
find_scope(struct claiming *g, struct slice *digest, struct trouble *t)
{
	struct thing *all;
	size_t count;
	const char *named = op_value(g->call, "scope", 0);
	struct slice id = {0};
	*digest = (struct slice){0};
	if (named != NULL)
		TRY(trouble_in(t, named, state_resolve(g->h.store, slice_of(named), "evidence",
		    STORE_OPEN, g->call->a, &id, &t->err)));
	TRY(state_about(g->h.store, g->release, "about", "evidence", STORE_OPEN, g->call->a, &all,
	    &count, &t->err));
	for (size_t i = 0; i < count; i++)
		if (slice_eq(event_text(&all[i].event, "kind"), SLICE("scope_statement")) &&
		    all[i].event.body_count > 0 &&
		    (named == NULL || slice_eq(all[i].row.key, id)))
			*digest = all[i].event.bodies[0].sha256;
	return digest->len > 0 ? DONE : fail(&t->err, E_USAGE, 0, "no scope statement about this "
	    "release is in force, and a level without one claims nothing; `assay scope add` "
	    "makes one");
}

static struct rc
claim_level(struct claiming *g)
{
	struct trouble *t = &g->r->trouble;
	struct shipped_data data;
	const struct catalog *c;
	struct slice scope;
	TRY(read_release(g, t));
	TRY(read_level(g, t));
	TRY(home_open(g->call, HOME_WRITE, &g->h, t));
	TRY(writer_open(g->call, &g->h, &g->w, t));
	TRY(catalogues_now(&g->h, g->call->a, &data, &t->err));
	TRY(read_edition(g, &data, &c, t));
	TRY(store_begin_read(g->h.store, &t->err));
	struct rc done = find_scope(g, &scope, t);
	store_rollback(g->h.store);
	TRY(done);
	TRY(put_issued(g, &t->err));
	put(g, "product", g->product);
	put_level(g, "level");
	put(g, "edition", g->edition);
	put(g, "scope", scope);
	return record(g, "capability_claim", "capability-claim.json", "assay/level-claim/1");
}

struct rc
op_level_claim(const struct op_call *call, struct op_result *r)
{
	struct claiming g = { .call = call, .r = r, .b = { .a = call->a },
	    .predicate = value_object() };
	struct rc done = claim_level(&g);
	claiming_drop(&g);
	return done;
}
