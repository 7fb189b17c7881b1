/* app/ops/ops_catalog_adopt.c - `assay catalog adopt`, and the catalogues of a home. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/acting.h"
#include "app/home/catalogues.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "app/log/bodies.h"
#include "base/file.h"
#include "base/limits.h"
#include "catalog/shipped.h"
#include "codec/json.h"
#include "level/profile.h"

/* Documents adopted by one command: one file, or all that ship. */
#define OFFERS_MAX 64

/* One document. key: under which it is adopted; id: of the event. */
struct offer {
	struct slice		 bytes, digest, name, edition, key, id;
	const char		*from;		/* the file; null: it ships */
	bool			 is_kinds, existed;
	struct kind_set		 kinds;
	struct catalog		 catalog;
	struct event_body	 body;
};

struct adopting {
	size_t			 count;
	struct offer		 offers[OFFERS_MAX];
};

/* --- reading what is offered ------------------------------------------------------------------ */

static struct rc
read_offer(struct slice bytes, struct arena *a, struct offer *out, struct err *e)
{
	struct value v;
	struct digest d;
	out->bytes = bytes;
	TRY(digest_of(bytes, &d, e));
	if (!digest_text(a, &d, &out->digest))
		return arena_failed(a, e);
	TRY(json_tree(bytes, DOCUMENT_BYTES_MAX, a, &v, e));
	out->is_kinds = slice_eq(value_text(value_get(&v, SLICE("catalog"))), KINDS_NAME);
	if (out->is_kinds) {
		out->name = KINDS_NAME;
		out->edition = SLICE("");
		return kinds_load(bytes, a, &out->kinds, e);
	}
	TRY(catalog_load(bytes, out->digest, a, &out->catalog, e));
	out->name = out->catalog.name;
	out->edition = slice_is_null(out->catalog.edition) ? SLICE("") : out->catalog.edition;
	return DONE;
}

static struct rc
read_file(const struct op_call *call, const char *path, struct adopting *x, struct trouble *t)
{
	AUTO(buf) bytes = buf_init(DOCUMENT_BYTES_MAX + 1);
	struct slice kept;
	TRY(trouble_in(t, path, file_read_all(path, &bytes, &t->err)));
	if (!arena_copy(call->a, buf_slice(&bytes), &kept))
		return arena_failed(call->a, &t->err);
	x->offers[0].from = path;
	x->count = 1;
	struct rc done = read_offer(kept, call->a, &x->offers[0], &t->err);
	if (failed(done))
		trouble_at_line(t, kept, call->a);
	return trouble_in(t, path, done);
}

static struct rc
read_shipped(const struct op_call *call, struct adopting *x, struct err *e)
{
	size_t count;
	const struct shipped_file *files = shipped_files(&count);
	for (size_t i = 0; i < count; i++) {
		if (!slice_starts(slice_of(files[i].name), SLICE("catalog/")))
			continue;
		if (x->count == OFFERS_MAX)
			BUG("more catalogues ship than one command has room for");
		TRY(read_offer(files[i].bytes, call->a, &x->offers[x->count++], e));
	}
	return DONE;
}

/* --- whether they fit ------------------------------------------------------------------------- */

static struct rc
does_not_fit(const struct offer *o, const char *what, struct slice which, struct trouble *t)
{
	t->file = o->from != NULL ? slice_of(o->from) : o->name;
	t->place = which;
	return fail(&t->err, E_USAGE, 0, what);
}

/* Data of the same edition take its place; another edition stands beside it, as NAME:EDITION. */
static struct rc
find_key(struct acting *g, struct offer *o, const struct thing *all, size_t count)
{
	struct slice full;
	o->key = o->name;
	o->existed = false;
	if (!arena_format(g->call->a, &full, "%.*s:%.*s", SLICE_FMT(o->name),
	    SLICE_FMT(o->edition)))
		return arena_failed(g->call->a, &g->r->trouble.err);
	for (size_t i = 0; i < count; i++) {
		const struct thing *t = &all[i];
		bool other = slice_eq(t->row.key, o->name) && !slice_eq(event_text(&t->event,
		    "edition"), o->edition);
		if (other && o->edition.len == 0)
			return does_not_fit(o, "has no edition, and one that has is in force "
			    "under this name", o->name, &g->r->trouble);
		if (slice_eq(t->row.key, full) || other)
			o->key = full;
	}
	for (size_t i = 0; i < count; i++)
		if (slice_eq(all[i].row.key, o->key) && slice_eq(all[i].event.bodies[0].sha256,
		    o->digest)) {
			o->existed = true;
			return event_name(all[i].event.type, &all[i].id, g->call->a, &o->id,
			    &g->r->trouble.err);
		}
	return DONE;
}

/* Criteria and evidence name kinds: none that was there goes. */
static struct rc
check_new_kinds(const struct offer *o, const struct kind_set *now, struct trouble *t)
{
	for (size_t i = 0; i < now->count; i++)
		if (kind_find(&o->kinds, now->at[i].id) == NULL)
			return does_not_fit(o, "leaves out a kind that is in force; kinds are "
			    "added and changed, none is taken away", now->at[i].id, t);
	return DONE;
}

static const struct offer *
replaces(const struct adopting *x, const struct thing *all, size_t count, struct slice digest)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < x->count; k++)
			if (slice_eq(all[i].event.bodies[0].sha256, digest) &&
			    slice_eq(all[i].row.key, x->offers[k].key))
				return &x->offers[k];
	return NULL;
}

/* All that will be in force stands side by side, and every kind that a row names is there. */
/* A decision names each of them as a body, beside the case, two assessments, criteria and kinds. */
#define LEANED_ON_MAX (EVENT_BODIES_MAX - 5)

static struct rc
check_room(const struct catalog_set *set, struct trouble *t)
{
	size_t n = 0;
	for (size_t i = 0; i < set->count; i++)
		n += !set->at[i]->outline;
	return n <= LEANED_ON_MAX ? DONE : fail(&t->err, E_LIMIT, 0, "more than 11 catalogues that "
	    "are no outlines would be in force: a decision could not name them all");
}

/* A profile is of an edition that is in force, and selects rows of it. */
static struct rc
check_profiles(const struct adopting *x, const struct catalog_set *set, struct arena *a,
    struct trouble *t)
{
	for (size_t i = 0; i < x->count; i++) {
		const struct offer *o = &x->offers[i];
		struct profile unused;
		struct err why = {0};
		if (o->is_kinds || profile_of(&o->catalog).len == 0)
			continue;
		struct rc done = profile_read(&o->catalog, set, a, &unused, &why);
		if (done.code == E_SCHEMA) {
			struct rc refused = does_not_fit(o, why.what, SLICE(""), t);
			t->err.at = why.at;
			trouble_at_line(t, o->bytes, a);
			return refused;
		}
		if (failed(done))
			return fail(&t->err, why.code, why.at, why.what);
	}
	return DONE;
}

static struct rc
check_together(struct acting *g, struct adopting *x, const struct thing *all, size_t count)
{
	struct trouble *t = &g->r->trouble;
	struct arena *a = g->call->a;
	struct shipped_data now;
	struct catalog_set set = {0};
	struct err why = {0};
	TRY(catalogues_known(&g->h, STORE_OPEN, a, &now, &t->err));
	const struct kind_set *kinds = &now.kinds;
	for (size_t i = 0; i < x->count; i++)
		if (x->offers[i].is_kinds) {
			TRY(check_new_kinds(&x->offers[i], &now.kinds, t));
			kinds = &x->offers[i].kinds;
		}
	for (size_t i = 0; i < now.catalogues.count; i++)
		if (replaces(x, all, count, now.catalogues.at[i]->digest) == NULL)
			TRY(catalog_set_add(&set, now.catalogues.at[i], a, &t->err));
	for (size_t i = 0; i < x->count; i++) {
		struct offer *o = &x->offers[i];
		if (o->is_kinds)
			continue;
		struct rc done = catalog_set_add(&set, &o->catalog, a, &why);
		if (done.code == E_SCHEMA)
			return does_not_fit(o, "has a row that another catalogue in force has "
			    "too", SLICE(""), t);
		TRY(done);
		done = catalog_check_kinds(&o->catalog, kinds, &why);
		if (done.code == E_SCHEMA)
			return does_not_fit(o, "names an evidence kind that is not in force",
			    SLICE(""), t);
		TRY(done);
	}
	TRY(check_profiles(x, &set, a, t));
	return check_room(&set, t);
}

/* --- adopt ------------------------------------------------------------------------------------ */

static struct rc
add_event(struct acting *g, const struct offer *o)
{
	struct draft d = draft_init(EVENT_CATALOGUE_ADOPTED, g->call->a);
	draft_subject(&d, g->h.organisation);
	draft_text(&d, "name", o->key);
	draft_text(&d, "edition", o->edition);
	draft_body(&d, &o->body);
	return acting_add(g, &d);
}

static struct rc
plan_adopt(struct acting *g, void *context)
{
	struct adopting *x = context;
	struct thing *all;
	size_t count;
	TRY(state_list(g->h.store, "catalogue", STORE_OPEN, g->call->a, &all, &count,
	    &g->r->trouble.err));
	for (size_t i = 0; i < x->count; i++)
		TRY(find_key(g, &x->offers[i], all, count));
	TRY(check_together(g, x, all, count));
	for (size_t i = 0; i < x->count; i++)
		if (!x->offers[i].existed)
			TRY(add_event(g, &x->offers[i]));
	return DONE;
}

static struct rc
say_adopted(const struct op_call *call, struct adopting *x, const struct acting *g,
    struct op_result *r)
{
	static const struct column columns[] = { { "name", "name", 22 },
	    { "edition", "edition", 8 }, { "existed", "was in force", 12 },
	    { "digest", "digest", 71 }, { "id", "id", 0 } };
	struct build b = { .a = call->a };
	struct value rows = value_array();
	size_t n = 0;
	for (size_t i = 0; i < x->count; i++) {
		struct offer *o = &x->offers[i];
		struct value row = value_object();
		if (!o->existed)
			o->id = g->done[n++].name;
		value_put(&b, &row, "id", value_string(o->id));
		value_put(&b, &row, "name", value_string(o->key));
		value_put(&b, &row, "edition", value_string(o->edition));
		value_put(&b, &row, "digest", value_string(o->digest));
		value_put(&b, &row, "existed", value_bool(o->existed));
		value_push(&b, &rows, row);
	}
	TRY(build_end(&b, &r->trouble.err));
	if (n == 0)
		buf_add_text(&r->notes, "assay: in force already; nothing was written\n");
	return listing_print(call, r, "assay/catalog-adopt/1", "catalogues", columns,
	    COUNT(columns), &rows, NULL, "");
}

struct rc
op_catalog_adopt(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) g = {0};
	const char *file = op_value(call, "FILE", 0);
	struct err *e = &r->trouble.err;
	struct adopting *x = ARENA_NEW(call->a, struct adopting);
	if (x == NULL)
		return arena_failed(call->a, e);
	TRY(file != NULL ? read_file(call, file, x, &r->trouble) : read_shipped(call, x, e));
	TRY(acting_open(call, r, &g));
	for (size_t i = 0; i < x->count; i++)
		TRY(body_keep(&g.h, x->offers[i].bytes, "application/json", call->a,
		    &x->offers[i].body, e));
	TRY(acting_run(&g, plan_adopt, x));
	return say_adopted(call, x, &g, r);
}

/* --- list --adopted --------------------------------------------------------------------------- */

struct rc
catalog_list_adopted(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "name", "name", 22 },
	    { "edition", "edition", 8 }, { "adopted", "adopted", 24 },
	    { "adopted_by", "adopted by", 20 }, { "ships", "ships", 5 },
	    { "digest", "digest", 71 }, { "id", "id", 0 } };
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct thing *all;
	size_t count;
	uint64_t known;
	struct err *e = &r->trouble.err;
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(state_list(h.store, "catalogue", known, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		const struct event *v = &all[i].event;
		struct value row = value_object();
		struct slice id, digest = v->bodies[0].sha256;
		TRY(event_name(v->type, &all[i].id, call->a, &id, e));
		value_put(&b, &row, "id", value_string(id));
		value_put(&b, &row, "name", value_string(all[i].row.key));
		value_put(&b, &row, "edition", value_string(event_text(v, "edition")));
		value_put(&b, &row, "digest", value_string(digest));
		value_put(&b, &row, "adopted", instant_value(&b, v->at_ms));
		value_put(&b, &row, "adopted_by", value_string(v->actor));
		value_put(&b, &row, "ships", value_bool(!slice_is_null(shipped_data_bytes(
		    digest))));
		value_push(&b, &rows, row);
	}
	TRY(build_end(&b, e));
	return listing_print(call, r, "assay/catalog-list-adopted/1", "catalogues", columns,
	    COUNT(columns), &rows, NULL, "no catalogue was adopted yet");
}
