/* app/desk/matrix.c - responsibility matrices on disk. See app/desk/matrix.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/matrix.h"

#include "app/home/draft.h"
#include "app/inspect/maps.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/csv.h"
#include "codec/xlsx.h"
#include "document/recognise.h"
#include "table/requirement_table.h"

/* A workbook with everything that is read of it. */
#define MATRIX_ARENA_BYTES MIB(512)
/* Ids of outlines that are shorter are everyday words and numbers. */
#define OUTLINE_ID_MIN 4

void
matrix_file_drop(struct matrix_file *f)
{
	arena_drop(&f->a);
	*f = (struct matrix_file){0};
}

/* --- the file --------------------------------------------------------------------------------- */

static struct rc
read_map(const struct op_call *call, struct arena *a, struct responsibility_map *map,
    struct trouble *t)
{
	const char *path = op_value(call, "map", 0);
	struct slice bytes;
	struct value v;
	*map = (struct responsibility_map){0};
	if (path == NULL)
		return DONE;
	TRY(trouble_in(t, path, file_read_small(path, DOCUMENT_BYTES_MAX, a, &bytes, &t->err)));
	struct rc done = document_tree(bytes, a, &v, &t->err);
	if (!failed(done))
		done = responsibility_map_decode(&v, a, map, &t->err);
	if (failed(done))
		trouble_at_line(t, bytes, call->a);
	return trouble_in(t, path, done);
}

static struct rc
read_document(const struct op_call *call, struct slice bytes, struct matrix_file *f,
    struct trouble *t)
{
	struct value *v = ARENA_NEW(&f->a, struct value);
	if (v == NULL)
		return arena_failed(&f->a, &t->err);
	struct rc done = document_tree(bytes, &f->a, v, &t->err);
	if (!failed(done))
		done = responsibility_document_read(v, &f->a, &f->subject, &f->contract, &f->table,
		    &t->err);
	if (failed(done))
		trouble_at_line(t, bytes, call->a);
	return done;
}

static bool
is_document(const char *path, enum form form)
{
	struct slice name = slice_of(path);
	return form == FORM_JSON || form == FORM_YAML || slice_ends(name, SLICE(".yaml")) ||
	    slice_ends(name, SLICE(".yml")) || slice_ends(name, SLICE(".json"));
}

static struct rc
read_table(struct slice bytes, enum form form, const struct responsibility_map *map,
    struct matrix_file *f, struct trouble *t)
{
	struct grid g;
	if (form == FORM_XLSX || form == FORM_ZIP)
		TRY(xlsx_decode(bytes, &f->a, &g, &t->err));
	else if (form == FORM_TABLE || form == FORM_TEXT)
		TRY(csv_decode(bytes, &f->a, &g, &t->err));
	else
		return fail(&t->err, E_SYNTAX, 0, "expected a workbook (XLSX), a table as text "
		    "(CSV) or a matrix as YAML or JSON");
	struct rc done = responsibility_tables_read(&g, map, &f->a, &f->table, &t->err);
	if (failed(done))
		trouble_at_cell(t, f->table.place);
	return done;
}

static struct rc
read_file(const struct op_call *call, const char *path, const struct responsibility_map *map,
    struct matrix_file *f, struct trouble *t)
{
	AUTO(buf) b = buf_init(STATEMENT_BYTES_MAX * 2);
	TRY(file_read_all(path, &b, &t->err));
	TRY(buf_end(&b, &t->err));
	if (!arena_copy(&f->a, buf_slice(&b), &f->bytes))
		return arena_failed(&f->a, &t->err);
	if (f->bytes.len == 0)
		return fail(&t->err, E_SYNTAX, 0, "an empty file, expected a matrix");
	struct recognised r = recognise(slice_sub(f->bytes, 0, HEAD_BYTES), f->bytes.len);
	return is_document(path, r.form) ? read_document(call, f->bytes, f, t) :
	    read_table(f->bytes, r.form, map, f, t);
}

struct rc
matrix_file_read(const struct op_call *call, struct matrix_file *out, struct trouble *t)
{
	const char *path = op_value(call, "FILE", 0), *sheet = op_value(call, "sheet", 0);
	struct responsibility_map map;
	*out = (struct matrix_file){ .a = arena_init(MATRIX_ARENA_BYTES) };
	TRY(read_map(call, &out->a, &map, t));
	if (sheet != NULL)
		map.sheet = slice_of(sheet);
	return trouble_in(t, path, read_file(call, path, &map, out, t));
}

/* --- topics ----------------------------------------------------------------------------------- */

static bool
is_edition(const struct catalog *c, struct slice wanted)
{
	size_t colon = slice_find(wanted, SLICE(":"), 0);
	return slice_eq(c->name, slice_sub(wanted, 0, colon)) && (colon == SIZE_MAX ||
	    slice_eq(c->edition, slice_sub(wanted, colon + 1, wanted.len)));
}

/* By its id or key as printed, else as people write it. */
static const struct catalog_item *
item_of(const struct catalog *c, struct slice topic)
{
	uint8_t key[REQUIREMENT_KEY_MAX];
	size_t n = requirement_key(topic, (struct slice){0}, key);
	const struct catalog_item *item = NULL;
	if (!c->outline || topic.len >= OUTLINE_ID_MIN)
		item = catalog_find(c, c->edition, topic);
	if (item == NULL && n > 0)
		item = catalog_find(c, c->edition, (struct slice){ key, n });
	return item;
}

static bool
means_the_whole(struct slice topic)
{
	static const struct slice words[] = { SLICE_INIT("*"), SLICE_INIT("all"),
		SLICE_INIT("alles"), SLICE_INIT("the whole"), SLICE_INIT("gesamt"),
		SLICE_INIT("tout"), SLICE_INIT("todo") };
	for (size_t i = 0; i < COUNT(words); i++)
		if (slice_eq_nocase(topic, words[i]))
			return true;
	return false;
}

struct slice
matrix_topic(const struct catalog_set *set, struct slice edition, struct slice topic)
{
	const struct catalog_item *found = catalog_set_find(set, topic, NULL);
	if (means_the_whole(topic))
		return SLICE("*");
	for (size_t i = 0; i < set->count && found == NULL; i++) {
		const struct catalog *c = set->at[i];
		if (c->edition.len > 0 && edition.len > 0 && is_edition(c, edition))
			found = item_of(c, topic);
	}
	bool told = found != NULL;
	for (size_t i = 0; i < set->count && !told; i++) {
		const struct catalog_item *one = set->at[i]->edition.len == 0 ? NULL :
		    item_of(set->at[i], topic);
		if (one != NULL && found != NULL)
			return topic;		/* two catalogues know it */
		found = one != NULL ? one : found;
	}
	return found != NULL && found->full.len > 0 ? found->full : topic;
}

/* --- rows ------------------------------------------------------------------------------------- */

struct rc
matrix_key(const struct value *row, struct arena *a, struct slice *out, struct err *e)
{
	return arena_format(a, out, "%.*s|%.*s|%.*s|%.*s", SLICE_FMT(text_in(row, "duty")),
	    SLICE_FMT(text_in(row, "stage")), SLICE_FMT(text_in(row, "topic")),
	    SLICE_FMT(text_in(row, "kind"))) ? DONE : arena_failed(a, e);
}

struct merging {
	const struct matrix_file	*f;
	const struct shipped_data	*data;
	struct slice			 edition;
	const struct named		*names;
	bool				 whole;
	struct build			 b;
	struct map			 old, old_owners, now, owners;
	struct matrix_merged		*out;
};

static void
put_text(struct merging *g, struct value *row, const char *name, struct slice text)
{
	struct slice kept;
	if (text.len == 0)
		return;
	g->b.broken = g->b.broken || !arena_copy(g->b.a, text, &kept);
	if (!g->b.broken)
		value_put(&g->b, row, name, value_string(kept));
}

static void
put_names(struct merging *g, struct value *row, const char *name, const struct slice *names,
    size_t count)
{
	struct value list = value_array();
	for (size_t i = 0; i < count; i++) {
		struct slice kept;
		if (arena_copy(g->b.a, names[i], &kept))
			value_push(&g->b, &list, value_string(kept));
		else
			g->b.broken = true;
	}
	if (count > 0)
		value_put(&g->b, row, name, list);
}

static struct rc
put_evidence(struct merging *g, const struct responsibility_row *r, struct value *row,
    struct err *e)
{
	struct value digests = value_array(), others = value_array();
	struct slice kept;
	if (!arena_copy(g->b.a, r->texts[RESPONSIBILITY_EVIDENCE], &kept))
		return arena_failed(g->b.a, e);
	TRY(named_split(g->names, kept, &g->b, &digests, &others, e));
	if (digests.count > 0)
		value_put(&g->b, row, "evidence", digests);
	if (others.count > 0)
		value_put(&g->b, row, "named", others);
	return DONE;
}

static struct rc
check_kind(struct merging *g, const struct responsibility_row *r, struct trouble *t)
{
	struct slice kind = r->texts[RESPONSIBILITY_KIND];
	if (kind.len == 0 || kind_find(&g->data->kinds, kind) != NULL)
		return DONE;
	trouble_at_cell(t, r->cell);
	return fail(&t->err, E_SCHEMA, 0, "names no evidence kind; `assay evidence kinds` lists "
	    "them");
}

static struct rc
make_row(struct merging *g, const struct responsibility_row *r, struct value *row,
    struct trouble *t)
{
	*row = value_object();
	TRY(check_kind(g, r, t));
	put_text(g, row, "topic", matrix_topic(&g->data->catalogues, g->edition,
	    r->texts[RESPONSIBILITY_TOPIC]));
	put_text(g, row, "duty", slice_of(r->duty));
	put_text(g, row, "stage", r->texts[RESPONSIBILITY_STAGE]);
	put_text(g, row, "party", r->texts[RESPONSIBILITY_PARTY]);
	put_text(g, row, "role", slice_of(r->role));
	put_text(g, row, "contact", r->texts[RESPONSIBILITY_CONTACT]);
	put_text(g, row, "to", r->texts[RESPONSIBILITY_TO]);
	put_names(g, row, "consulted", r->consulted, r->consulted_count);
	put_names(g, row, "informed", r->informed, r->informed_count);
	put_text(g, row, "kind", r->texts[RESPONSIBILITY_KIND]);
	put_text(g, row, "retention_owner", r->texts[RESPONSIBILITY_RETENTION_OWNER]);
	if (r->due_ms != TIME_UNKNOWN)
		value_put(&g->b, row, "due", instant_value(&g->b, r->due_ms));
	TRY(put_evidence(g, r, row, &t->err));
	put_text(g, row, "location", r->texts[RESPONSIBILITY_LOCATION]);
	put_text(g, row, "assumption", r->texts[RESPONSIBILITY_ASSUMPTION]);
	put_text(g, row, "cell", r->cell);
	return build_end(&g->b, &t->err);
}

/* --- beside what there was -------------------------------------------------------------------- */

static bool
is_place(struct slice name)
{
	return slice_eq(name, SLICE("cell")) || slice_eq(name, SLICE("table"));
}

/* All but where it stands. */
static bool
says_the_same(const struct value *a, const struct value *b)
{
	size_t in_a = 0, in_b = 0;
	for (size_t i = 0; i < b->count; i++)
		in_b += !is_place(b->members[i].name);
	for (size_t i = 0; i < a->count; i++) {
		const struct value *other = value_get(b, a->members[i].name);
		if (is_place(a->members[i].name))
			continue;
		in_a++;
		if (other == NULL || !value_eq(other, &a->members[i].value))
			return false;
	}
	return in_a == in_b;
}

static void
add_row(struct merging *g, struct value row, enum matrix_change change, struct slice key,
    const struct value *before)
{
	g->out->rows[g->out->count++] = (struct matrix_row){ change, key, row, before };
	g->out->counts[change]++;
}

static struct rc
owner_key(struct merging *g, const struct value *row, struct slice key, struct slice *out,
    struct err *e)
{
	return arena_format(g->b.a, out, "%.*s|%.*s", SLICE_FMT(key),
	    SLICE_FMT(text_in(row, "party"))) ? DONE : arena_failed(g->b.a, e);
}

static struct rc
take_row(struct merging *g, const struct responsibility_row *r, struct trouble *t)
{
	struct value row, *said;
	struct slice key, owner;
	TRY(make_row(g, r, &row, t));
	TRY(matrix_key(&row, g->b.a, &key, &t->err));
	TRY(owner_key(g, &row, key, &owner, &t->err));
	said = map_get(&g->owners, owner);
	if (said != NULL && says_the_same(said, &row)) {
		g->out->again[g->out->again_count++] = text_in(&row, "cell");
		return DONE;
	}
	if (said != NULL) {
		trouble_at_cell(t, r->cell);
		return fail(&t->err, E_SCHEMA, 0, "says something else of the same duty and party "
		    "than a row above it");
	}
	/* the old row of the same duty and party, else the first of the duty */
	const struct value *before = map_get(&g->old_owners, owner);
	before = before == NULL ? map_get(&g->old, key) : before;
	add_row(g, row, before == NULL ? MATRIX_NEW : says_the_same(before, &row) ? MATRIX_SAME :
	    MATRIX_CHANGED, key, before);
	TRY(map_put(&g->owners, owner, &g->out->rows[g->out->count - 1].row, &t->err));
	return map_put(&g->now, key, &g->out->rows[g->out->count - 1].row, &t->err);
}

static struct rc
index_old(struct merging *g, const struct value *old, struct err *e)
{
	for (size_t i = 0; old != NULL && i < old->count; i++) {
		struct slice key, owner;
		TRY(matrix_key(&old->items[i], g->b.a, &key, e));
		TRY(owner_key(g, &old->items[i], key, &owner, e));
		if (!map_has(&g->old, key))
			TRY(map_put(&g->old, key, &old->items[i], e));
		TRY(map_put(&g->old_owners, owner, &old->items[i], e));
	}
	return DONE;
}

static struct rc
keep_old(struct merging *g, const struct value *old, struct slice table, struct err *e)
{
	for (size_t i = 0; old != NULL && i < old->count; i++) {
		struct value row = value_object();
		struct slice key;
		TRY(matrix_key(&old->items[i], g->b.a, &key, e));
		if (map_has(&g->now, key))
			continue;
		if (g->whole) {
			g->out->ended++;
			continue;
		}
		for (size_t k = 0; k < old->items[i].count; k++)
			value_put_slice(&g->b, &row, old->items[i].members[k].name,
			    old->items[i].members[k].value);
		if (table.len > 0 && value_get(&row, SLICE("table")) == NULL)
			value_put(&g->b, &row, "table", value_string(table));
		add_row(g, row, MATRIX_KEPT, key, NULL);
	}
	return build_end(&g->b, e);
}

struct rc
matrix_merge(const struct matrix_file *f, const struct shipped_data *data, struct slice edition,
    const struct named *names, const struct value *old, struct slice table, bool whole,
    struct arena *a, struct matrix_merged *out, struct trouble *t)
{
	struct merging g = { .f = f, .data = data, .edition = edition, .names = names,
	    .whole = whole, .b = { .a = a },
	    .old = map_init(), .old_owners = map_init(), .now = map_init(), .owners = map_init(),
	    .out = out };
	size_t most = f->table.row_count + (old == NULL ? 0 : old->count);
	*out = (struct matrix_merged){ .rows = ARENA_ARRAY(a, struct matrix_row, most),
	    .again = ARENA_ARRAY(a, struct slice, f->table.row_count) };
	struct rc done = out->rows != NULL && out->again != NULL ? index_old(&g, old, &t->err) :
	    arena_failed(a, &t->err);
	for (size_t i = 0; i < f->table.row_count && !failed(done); i++)
		done = take_row(&g, &f->table.rows[i], t);
	if (!failed(done))
		done = keep_old(&g, old, table, &t->err);
	map_drop(&g.old);
	map_drop(&g.old_owners);
	map_drop(&g.now);
	map_drop(&g.owners);
	return done;
}
