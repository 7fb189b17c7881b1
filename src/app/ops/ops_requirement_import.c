/* app/ops/ops_requirement_import.c - `assay requirement import`: a workbook becomes a requirement
 * mapping. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/import_view.h"
#include "app/desk/made.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/listing.h"
#include "level/level.h"

struct importing {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct writer		 w;
	struct shipped_data	 data;
	struct workbook		 book;
	struct named		 names;
	struct slice		 subject, product;
	struct workbook_by	 by;
	size_t			 old_count;
	struct mapping		*old;		/* in force, the newest last */
	struct merged		 merged;
	struct approvals	 approvals;	/* about the subject */
	struct made_done	 done[2];	/* the table, the mapping */
	bool			 dry, written;
};

static void
importing_drop(struct importing *g)
{
	named_drop(&g->names);
	workbook_drop(&g->book);
	writer_drop(&g->w);
	home_drop(&g->h);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* "product:acme/ic-22" of "release:acme/ic-22@5.4.2"; empty for a process. */
static struct rc
product_of(struct importing *g, const struct subject *s, struct err *e)
{
	g->product = SLICE("");
	if (s->kind != SUBJECT_RELEASE)
		return DONE;
	return arena_format(g->call->a, &g->product, "product:%.*s/%.*s", SLICE_FMT(s->org),
	    SLICE_FMT(s->name)) ? DONE : arena_failed(g->call->a, e);
}

static struct rc
read_subject(struct importing *g, struct trouble *t)
{
	struct subject s;
	const char *text = op_value(g->call, "for", 0);
	TRY(given_subject(text == NULL ? "" : text, SUBJECT_BIT(SUBJECT_RELEASE) |
	    SUBJECT_BIT(SUBJECT_PROCESS), "expected --for a release or a process, e.g. "
	    "release:acme/ic-22@5.4.2 or process:acme/sdl@7", &g->subject, t));
	TRY(subject_parse(g->subject, &s, &t->err));
	return product_of(g, &s, &t->err);
}

/* The edition is asked for once: what an earlier mapping of the subject is of counts for the
 * next. */
static struct rc
check_edition(struct importing *g, struct trouble *t)
{
	if (g->book.told)
		return DONE;
	for (size_t i = 0; i < g->old_count; i++)
		if (slice_eq(g->old[i].edition, g->book.edition))
			return DONE;
	AUTO(buf) b = buf_init(512);
	struct slice what;
	buf_addf(&b, "the table does not say of which edition it is; say it once: --edition %.*s%c",
	    SLICE_FMT(g->book.edition), 0);
	TRY(buf_end(&b, &t->err));
	if (!arena_copy(g->call->a, buf_slice(&b), &what))
		return arena_failed(g->call->a, &t->err);
	return trouble_in(t, op_value(g->call, "FILE", 0), fail(&t->err, E_USAGE, 0,
	    (const char *)what.at));
}

/* What is asked of components of some type is asked of no process. */
static struct rc
check_subject(struct importing *g, struct trouble *t)
{
	const struct catalog *c = g->book.catalog;
	return slice_starts(g->subject, SLICE("process:")) && c->levelled ?
	    trouble_in(t, (const char *)g->subject.at, fail(&t->err, E_USAGE, 0,
	    "the table is of requirements for components; expected --for a release, e.g. "
	    "release:acme/ic-22@5.4.2")) : DONE;
}

/* Types are of the edition: by others nothing could be computed afterwards. */
static struct rc
check_types(struct importing *g, struct trouble *t)
{
	const struct catalog *c = g->book.catalog;
	for (size_t i = 0; op_value(g->call, "component-type", i) != NULL; i++) {
		const char *text = op_value(g->call, "component-type", i);
		if (!level_has_type(c, slice_of(text)))
			return trouble_in(t, text, fail(&t->err, E_USAGE, 0, c->levelled ?
			    "no component type of the edition; expected software_application, "
			    "embedded_device, host_device or network_device" :
			    "the edition asks for the same of every component; leave "
			    "--component-type out"));
	}
	return DONE;
}

static struct rc
look_up(struct importing *g, struct err *e)
{
	TRY(mappings_find(&g->h, g->subject, g->book.edition, STORE_OPEN,
	    g->call->now_ms, g->call->a, &g->old, &g->old_count, e));
	TRY(named_add(&g->names, &g->h, g->subject, e));
	TRY(approvals_find(&g->h, g->subject, STORE_OPEN, g->call->a, &g->approvals, e));
	return g->product.len > 0 ? named_add(&g->names, &g->h, g->product, e) : DONE;
}

static struct rc
read_all(struct importing *g, struct trouble *t)
{
	struct requirement_map *map;
	const char *sheet = op_value(g->call, "sheet", 0), *edition = op_value(g->call, "edition",
	    0);
	static const struct workbook_by nothing;
	TRY(workbook_map(g->call, &nothing, &g->by, &map, t));
	const struct workbook_wish wish = { op_value(g->call, "FILE", 0), {0}, slice_of(sheet),
	    slice_of(edition), map };
	TRY(catalogues_now(&g->h, g->call->a, &g->data, &t->err));
	TRY(workbook_read(g->call->a, &wish, &g->data, &g->book, t));
	TRY(check_subject(g, t));
	TRY(check_types(g, t));
	TRY(store_begin_read(g->h.store, &t->err));
	struct rc done = look_up(g, &t->err);
	store_rollback(g->h.store);
	TRY(done);
	TRY(check_edition(g, t));
	return mapping_merge(&g->book, &g->names, g->old_count == 0 ? NULL :
	    &g->old[g->old_count - 1], g->call->a, &g->merged, &t->err);
}

/* --- writing ---------------------------------------------------------------------------------- */

/* Which types the product has stays as the mapping before it says, where nobody says otherwise. */
static struct value
said_before(const struct importing *g)
{
	const struct value *types = g->old_count == 0 ? NULL : value_get(
	    &g->old[g->old_count - 1].predicate, SLICE("component_types"));
	return types != NULL && types->kind == VALUE_ARRAY ? *types : value_array();
}

static struct rc
make_predicate(struct importing *g, struct slice table, struct value *out, struct err *e)
{
	struct build b = { .a = g->call->a };
	struct value rows = value_array(), types = value_array();
	struct slice issued;
	char now[TIME_TEXT_BYTES];
	time_show(g->call->now_ms, now);
	if (!arena_copy(g->call->a, slice_of(now), &issued))
		return arena_failed(g->call->a, e);
	*out = value_object();
	value_put(&b, out, "issued", value_string(issued));
	if (op_value(g->call, "issuer", 0) != NULL)
		value_put(&b, out, "issuer", value_string(slice_of(op_value(g->call, "issuer",
		    0))));
	if (g->product.len > 0)
		value_put(&b, out, "product", value_string(g->product));
	value_put(&b, out, g->product.len > 0 ? "release" : "process", value_string(g->subject));
	value_put(&b, out, "edition", value_string(g->book.edition));
	for (size_t i = 0; op_value(g->call, "component-type", i) != NULL; i++)
		value_push(&b, &types, value_string(slice_of(op_value(g->call, "component-type",
		    i))));
	if (types.count == 0)
		types = said_before(g);
	if (types.count > 0)
		value_put(&b, out, "component_types", types);
	value_put(&b, out, "table", value_string(table));
	if (g->by.map.len > 0)
		value_put(&b, out, "map", value_string(g->by.map));
	if (g->by.under.len > 0)
		value_put(&b, out, "under", value_string(g->by.under));
	for (size_t i = 0; i < g->merged.count; i++)
		value_push(&b, &rows, g->merged.rows[i].row);
	value_put(&b, out, "rows", rows);
	return build_end(&b, e);
}

/* What was in force gives way to the new one. */
static struct rc
supersede(struct importing *g, struct trouble *t)
{
	struct slice *old = ARENA_ARRAY(g->call->a, struct slice, g->old_count);
	if (old == NULL)
		return arena_failed(g->call->a, &t->err);
	for (size_t i = 0; i < g->old_count; i++)
		old[i] = g->old[i].id;
	const struct made_instead what = { g->subject, g->done[1].id, old, g->old_count,
	    SLICE("a newer table was imported") };
	return made_supersede(g->call, &g->h, &g->w, &what, t);
}

/* How the columns were found was not known then, and is to be remembered. */
static bool
is_found_otherwise(const struct importing *g, const char *name, struct slice by)
{
	return by.len > 0 && !slice_eq(by, value_text(value_get(&g->old[0].predicate,
	    slice_of(name))));
}

static bool
is_new(const struct importing *g)
{
	return g->old_count != 1 || is_found_otherwise(g, "map", g->by.map) ||
	    is_found_otherwise(g, "under", g->by.under) ||
	    g->merged.counts[ROW_NEW] > 0 || g->merged.counts[ROW_CHANGED] > 0 ||
	    op_value(g->call, "component-type", 0) != NULL;
}

/* The table first, so that the mapping can name its digest. */
static struct rc
record(struct importing *g, struct trouble *t)
{
	const struct slice about[] = { g->subject, g->product };
	struct made table = { .path = op_value(g->call, "FILE", 0), .bytes = g->book.bytes,
	    .grid = &g->book.grid, .kind = "requirement_table", .subjects = about,
	    .subject_count = g->product.len > 0 ? 2 : 1 };
	struct made mapping = { .kind = "requirement_mapping", .subjects = about,
	    .subject_count = table.subject_count, .name = SLICE("requirement-mapping.json") };
	TRY(made_record(g->call, &g->h, &g->w, &table, 1, &g->done[0], t));
	if (!is_new(g)) {
		g->done[1] = (struct made_done){ .id = g->old[0].id, .digest = g->old[0].digest,
		    .existed = true };
		return DONE;
	}
	TRY(make_predicate(g, g->done[0].digest, &mapping.predicate, &t->err));
	TRY(made_record(g->call, &g->h, &g->w, &mapping, 1, &g->done[1], t));
	return supersede(g, t);
}

/* --- saying it -------------------------------------------------------------------------------- */

static struct rc
say(struct importing *g)
{
	struct build b = { .a = g->call->a };
	struct value v = value_object();
	const struct import_view view = { &g->book, &g->merged, &g->approvals, g->call->now_ms };
	value_put(&b, &v, "id", g->dry ? value_null() : value_string(g->done[1].id));
	value_put(&b, &v, "table", g->dry ? value_null() : value_string(g->done[0].id));
	value_put(&b, &v, "subject", value_string(g->subject));
	value_put(&b, &v, "edition", value_string(g->book.edition));
	value_put(&b, &v, "existed", value_bool(!g->dry && g->done[1].existed));
	import_value(&b, &view, &v);
	TRY(build_end(&b, &g->r->trouble.err));
	if (g->call->json)
		return object_print(g->call, g->r, "assay/requirement-import/1", &v);
	import_text(&v, &g->r->out);
	return buf_end(&g->r->out, &g->r->trouble.err);
}

static struct rc
run(struct importing *g)
{
	struct trouble *t = &g->r->trouble;
	TRY(read_subject(g, t));
	TRY(home_open(g->call, g->dry ? HOME_READ : HOME_WRITE, &g->h, t));
	if (!g->dry)
		TRY(writer_open(g->call, &g->h, &g->w, t));
	TRY(read_all(g, t));
	if (!g->dry)
		TRY(record(g, t));
	return say(g);
}

struct rc
op_requirement_import(const struct op_call *call, struct op_result *r)
{
	struct importing g = { .call = call, .r = r, .names = named_init(call->a),
	    .dry = op_flag(call, "dry-run") };
	struct rc done = run(&g);
	importing_drop(&g);
	return done;
}
