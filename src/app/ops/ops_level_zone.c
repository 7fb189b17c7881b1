/* app/ops/ops_level_zone.c - `assay level target` and `assay level cover`: what a zone asks for,
 * and what stands in for a row that falls short. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/made.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/listing.h"
#include "level/vector.h"

struct writing {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct writer		 w;
	struct build		 b;
	struct value		 predicate;
	struct slice		 about[3];
	size_t			 about_count;
};

static void
writing_drop(struct writing *g)
{
	writer_drop(&g->w);
	home_drop(&g->h);
}

static void
put(struct writing *g, const char *name, struct slice text)
{
	if (text.len > 0)
		value_put(&g->b, &g->predicate, name, value_string(text));
}

static struct rc
put_time(struct writing *g, const char *name, int64_t ms, struct err *e)
{
	struct slice kept;
	char text[TIME_TEXT_BYTES];
	if (ms == TIME_UNKNOWN)
		return DONE;
	time_show(ms, text);
	if (!arena_copy(g->call->a, slice_of(text), &kept))
		return arena_failed(g->call->a, e);
	put(g, name, kept);
	return DONE;
}

/* The digest of the bytes of some kept evidence, by its id. */
static struct rc
digest_of_evidence(struct writing *g, const char *text, struct slice *out, struct trouble *t)
{
	struct slice id;
	struct thing thing;
	bool found;
	TRY(store_begin_read(g->h.store, &t->err));
	struct rc done = state_resolve(g->h.store, slice_of(text), "evidence", STORE_OPEN,
	    g->call->a, &id, &t->err);
	if (!failed(done))
		done = state_get(g->h.store, "evidence", id, STORE_OPEN, g->call->a, &thing,
		    &found, &t->err);
	store_rollback(g->h.store);
	TRY(trouble_in(t, text, done));
	if (!found || thing.event.body_count == 0)
		return trouble_in(t, text, fail(&t->err, E_USAGE, 0,
		    "expected evidence whose bytes are kept here and in force"));
	*out = thing.event.bodies[0].sha256;
	return DONE;
}

static struct rc
open_all(struct writing *g, struct shipped_data *data, struct trouble *t)
{
	TRY(home_open(g->call, HOME_WRITE, &g->h, t));
	TRY(writer_open(g->call, &g->h, &g->w, t));
	TRY(put_time(g, "issued", g->call->now_ms, &t->err));
	return catalogues_now(&g->h, g->call->a, data, &t->err);
}

static struct rc
find_catalog(struct writing *g, const struct shipped_data *data, const struct catalog **out,
    struct trouble *t)
{
	struct slice edition;
	TRY(given_need(g->call, "edition", "expected --edition, e.g. iec62443-4-2:2019", &edition,
	    t));
	*out = catalog_set_get(&data->catalogues, edition, (struct slice){0});
	put(g, "edition", edition);
	return *out != NULL && (*out)->levelled && slice_find(edition, SLICE(":"), 0) != SIZE_MAX ?
	    DONE : trouble_in(t, op_value(g->call, "edition", 0), fail(&t->err, E_USAGE, 0,
	    "no edition with levels that is adopted here, e.g. iec62443-4-2:2019"));
}

static struct rc
record(struct writing *g, const char *kind, const char *name, const char *schema)
{
	const struct made made = { .kind = kind, .subjects = g->about,
	    .subject_count = g->about_count, .predicate = g->predicate, .name = slice_of(name) };
	TRY(build_end(&g->b, &g->r->trouble.err));
	return made_say(g->call, &g->h, &g->w, &made, schema, g->r);
}

/* --- the target of a zone --------------------------------------------------------------------- */

static struct rc
put_vector(struct writing *g, struct trouble *t)
{
	static const char *const names[LEVEL_FRS] = { "FR1", "FR2", "FR3", "FR4", "FR5", "FR6",
	    "FR7" };
	struct slice text;
	unsigned level[LEVEL_FRS];
	struct value v = value_object();
	TRY(given_need(g->call, "level", "expected --level: a number for each of FR1 to FR7", &text,
	    t));
	if (!level_vector_parse(text, level))
		return trouble_in(t, op_value(g->call, "level", 0), fail(&t->err, E_USAGE, 0,
		    "a target is a number from 0 to 4 for each of FR1 to FR7, e.g. 2,2,2,1,2,1,3"));
	for (unsigned i = 0; i < LEVEL_FRS; i++)
		value_put(&g->b, &v, names[i], value_number(&g->b, (int64_t)level[i]));
	value_put(&g->b, &g->predicate, "target", v);
	return DONE;
}

static struct rc
write_target(struct writing *g)
{
	struct trouble *t = &g->r->trouble;
	struct shipped_data data;
	const struct catalog *c;
	struct slice zone, owner, assessment, review, digest;
	int64_t review_ms = TIME_UNKNOWN;
	const char *text = op_value(g->call, "zone", 0);
	TRY(given_subject(text == NULL ? "" : text, SUBJECT_BIT(SUBJECT_ZONE),
	    "expected --zone, e.g. zone:plant/line/1", &zone, t));
	TRY(put_vector(g, t));
	TRY(given_need(g->call, "owner", "expected --owner: who answers for it", &owner, t));
	TRY(given_need(g->call, "review", "expected --review: until when it is looked at again",
	    &review, t));
	TRY(given_instant(g->call, "review", TIME_END, &review_ms, t));
	TRY(given_need(g->call, "risk-assessment", "expected --risk-assessment: the evidence that "
	    "the target comes out of; assay computes none", &assessment, t));
	TRY(open_all(g, &data, t));
	TRY(find_catalog(g, &data, &c, t));
	TRY(digest_of_evidence(g, op_value(g->call, "risk-assessment", 0), &digest, t));
	put(g, "zone", zone);
	put(g, "owner", owner);
	put(g, "risk_assessment", digest);
	TRY(put_time(g, "review", review_ms, &t->err));
	g->about[g->about_count++] = zone;
	return record(g, "security_level_target", "security-level-target.json",
	    "assay/level-target/1");
}

struct rc
op_level_target(const struct op_call *call, struct op_result *r)
{
	struct writing g = { .call = call, .r = r, .b = { .a = call->a },
	    .predicate = value_object() };
	struct rc done = write_target(&g);
	writing_drop(&g);
	return done;
}

/* --- a countermeasure ------------------------------------------------------------------------- */

static struct rc
put_row(struct writing *g, const struct catalog *c, struct trouble *t)
{
	const char *text = op_value(g->call, "ROW", 0);
	const struct catalog_item *item = catalog_find(c, c->edition, slice_of(text));
	if (item == NULL || !catalog_evaluable(item))
		return trouble_in(t, text, fail(&t->err, E_USAGE, 0, "no row with a level of this "
		    "edition, e.g. CR-1.1-RE-1"));
	put(g, "requirement", item->key);
	return DONE;
}

static struct rc
put_evidence(struct writing *g, struct trouble *t)
{
	struct value list = value_array();
	for (size_t i = 0; op_value(g->call, "evidence", i) != NULL; i++) {
		struct slice digest;
		TRY(digest_of_evidence(g, op_value(g->call, "evidence", i), &digest, t));
		value_push(&g->b, &list, value_string(digest));
	}
	if (list.count > 0)
		value_put(&g->b, &g->predicate, "evidence", list);
	return DONE;
}

static struct rc
put_places(struct writing *g, struct trouble *t)
{
	struct slice release, zone = SLICE("");
	const char *text = op_value(g->call, "for", 0), *in = op_value(g->call, "zone", 0);
	TRY(given_subject(text == NULL ? "" : text, SUBJECT_BIT(SUBJECT_RELEASE),
	    "expected --for a release, e.g. release:acme/ic-22@5.4.2", &release, t));
	if (in != NULL)
		TRY(given_subject(in, SUBJECT_BIT(SUBJECT_ZONE), "expected --zone, e.g. "
		    "zone:plant/line/1", &zone, t));
	put(g, "release", release);
	put(g, "zone", zone);
	g->about[g->about_count++] = release;
	if (zone.len > 0)
		g->about[g->about_count++] = zone;
	return DONE;
}

static struct rc
write_cover(struct writing *g)
{
	struct trouble *t = &g->r->trouble;
	struct shipped_data data;
	const struct catalog *c;
	struct slice measure, owner;
	int64_t due_ms = TIME_UNKNOWN;
	TRY(put_places(g, t));
	TRY(given_need(g->call, "measure", "expected --measure: what stands in for the row",
	    &measure, t));
	TRY(given_need(g->call, "owner", "expected --owner: who does it", &owner, t));
	TRY(given_instant(g->call, "due", TIME_END, &due_ms, t));
	if (due_ms == TIME_UNKNOWN && op_value(g->call, "evidence", 0) == NULL)
		return fail(&t->err, E_USAGE, 0, "expected --evidence that the measure is there, "
		    "or --due: until when it will be");
	TRY(open_all(g, &data, t));
	TRY(find_catalog(g, &data, &c, t));
	TRY(put_row(g, c, t));
	put(g, "measure", measure);
	put(g, "owner", owner);
	TRY(put_time(g, "due", due_ms, &t->err));
	TRY(put_evidence(g, t));
	return record(g, "compensating_control_record", "countermeasure.json",
	    "assay/level-cover/1");
}

struct rc
op_level_cover(const struct op_call *call, struct op_result *r)
{
	struct writing g = { .call = call, .r = r, .b = { .a = call->a },
	    .predicate = value_object() };
	struct rc done = write_cover(&g);
	writing_drop(&g);
	return done;
}
