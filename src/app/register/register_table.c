/* app/register/register_table.c - a list of assets or products as a register. See
 * app/register/register.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/state.h"
#include "app/inspect/maps.h"
#include "app/register/register.h"
#include "base/limits.h"
#include "base/map.h"
#include "codec/csv.h"
#include "codec/xlsx.h"
#include "table/rows.h"
#include "table/table.h"

/* One table on its way. products: those registered. seen: batches that a row named already. */
struct table_rows_of {
	const struct op_call		*call;
	const struct table_terms	*terms;
	struct slice			 file;
	struct home			*h;
	struct saids			*out;
	struct trouble			*t;
	struct buf			*notes;
	struct arena			*a;
	struct build			 b;
	const struct grid_sheet		*sheet;
	struct layout			 layout;
	struct map			 seen;
	struct thing			*products;
	size_t				 product_count;
};

/* --- whether the table can be relied on ------------------------------------------------------- */

static struct rc
check_table(struct table_rows_of *x, const struct grid *g, const struct table_map *maps,
    size_t map_count)
{
	struct reading r = reading_init(x->a);
	struct slice kind;
	TRY(table_read(g, maps, map_count, &r, &x->t->err));
	kind = r.kind;
	if (!slice_eq(kind, SLICE("asset_list")) && !slice_eq(kind, SLICE("serial_list")) &&
	    !slice_eq(kind, SLICE("product_list")))
		return fail(&x->t->err, E_SCHEMA, 0, "neither a list of assets nor of products; "
		    "what a supplier sent is evidence, which `assay intake` takes in");
	for (size_t i = 0; i < r.findings.count; i++) {
		const struct reason *f = &r.findings.at[i];
		enum finding_class class = finding_class(f->id);
		if (class != CLASS_FAIL && class != CLASS_LACK)
			continue;
		x->t->place = f->place;
		buf_addf(x->notes, "assay: %.*s!%.*s: %s (%s)\n", SLICE_FMT(x->file),
		    SLICE_FMT(f->place), finding_sentence(f->id), finding_name(f->id));
		return fail(&x->t->err, E_SCHEMA, 0, "this makes the list doubtful; mend it first");
	}
	return DONE;
}

/* --- cells ------------------------------------------------------------------------------------ */

static struct slice
field_of(const struct table_rows_of *x, const struct grid_row *row, enum field f)
{
	struct slice text = row_text(row, x->layout.heading.column[f]);
	return text.len > 0 ? text : slice_is_null(x->layout.fixed[f]) ? SLICE("") :
	    x->layout.fixed[f];
}

static struct rc
place_of(struct table_rows_of *x, const struct grid_row *row, enum field f, struct slice *out)
{
	uint32_t column = x->layout.heading.column[f];
	return grid_cell_place(x->a, x->sheet, row->number, column == 0 ? 1 : column, out) ? DONE :
	    arena_failed(x->a, &x->t->err);
}

static struct rc
refuse_at(struct table_rows_of *x, const struct grid_row *row, enum field f, const char *what)
{
	TRY(place_of(x, row, f, &x->t->place));
	return fail(&x->t->err, E_SCHEMA, 0, what);
}

static void
put_field(struct table_rows_of *x, const struct grid_row *row, enum field f, struct value *to)
{
	struct slice text = field_of(x, row, f);
	if (text.len > 0)
		value_put(&x->b, to, field_name(f), value_string(text));
}

static struct rc
keep(struct table_rows_of *x, struct value v, const struct value **out)
{
	struct value *kept = ARENA_NEW(x->a, struct value);
	if (kept == NULL)
		return arena_failed(x->a, &x->t->err);
	TRY(build_end(&x->b, &x->t->err));
	*kept = v;
	*out = kept;
	return DONE;
}

static void
put_alias(struct table_rows_of *x, struct slice party, const char *scheme, struct slice text,
    struct value *list)
{
	struct value one = value_object();
	if (text.len == 0)
		return;
	value_put(&x->b, &one, "party", value_string(party));
	value_put(&x->b, &one, "scheme", value_string(slice_of(scheme)));
	value_put(&x->b, &one, "text", value_string(text));
	value_push(&x->b, list, one);
}

/* --- which product a row is of ---------------------------------------------------------------- */

static bool
has_name(const struct thing *t, const char *word, struct slice text)
{
	const struct value *attributes = value_get(&t->event.data, SLICE("attributes"));
	const struct value *aliases = value_get(&t->event.data, SLICE("aliases"));
	if (slice_eq(value_text(value_get(attributes, slice_of(word))), text))
		return true;
	for (size_t i = 0; i < aliases->count; i++)
		if (slice_eq(value_text(value_get(&aliases->items[i], SLICE("scheme"))),
		    slice_of(word)) && slice_eq(value_text(value_get(&aliases->items[i],
		    SLICE("text"))), text))
			return true;
	return false;
}

/* By its article, its model, or the name that it has as a subject. */
static bool
is_named(struct table_rows_of *x, const struct thing *t, struct slice article, struct slice model)
{
	struct subject s;
	struct slice name;
	if (article.len > 0 && has_name(t, "article", article))
		return true;
	if (model.len == 0 || failed(subject_parse(t->row.key, &s, NULL)))
		return false;
	return has_name(t, "model", model) || (subject_unescape(x->a, s.name, &name) &&
	    slice_eq(name, model));
}

static struct rc
product_of(struct table_rows_of *x, const struct grid_row *row, struct slice *out)
{
	struct slice article = field_of(x, row, FIELD_ARTICLE), model = field_of(x, row,
	    FIELD_MODEL);
	enum field f = article.len > 0 ? FIELD_ARTICLE : FIELD_MODEL;
	*out = (struct slice){0};
	for (size_t i = 0; i < x->product_count; i++) {
		if (!is_named(x, &x->products[i], article, model))
			continue;
		if (!slice_is_null(*out))
			return refuse_at(x, row, f, "several registered products have this article "
			    "or model; name the one with --product");
		*out = x->products[i].row.key;
	}
	struct slice wanted = x->terms->product;
	if (!slice_is_null(wanted) && !slice_is_null(*out) && !slice_eq(wanted, *out))
		return refuse_at(x, row, f, "the row is of another registered product than "
		    "--product names");
	*out = !slice_is_null(wanted) ? wanted : *out;
	return !slice_is_null(*out) ? DONE : refuse_at(x, row, f, article.len + model.len > 0 ?
	    "no registered product has this article or model; apply the list of products first, "
	    "or name the product with --product" : "the row names no article and no model; name "
	    "the product with --product product:ORG/NAME");
}

/* --- assets ----------------------------------------------------------------------------------- */

/* The batch is registered with the first asset of it; more about it says nobody here. */
static struct rc
add_batch(struct table_rows_of *x, const struct said *asset, struct slice batch,
    struct slice product)
{
	struct said one = { .kind = SAID_SUBJECT, .file = asset->file, .place = asset->place,
	    .subject = batch, .merge = true };
	struct value part_of = value_array();
	if (map_has(&x->seen, batch))
		return DONE;
	TRY(map_put(&x->seen, batch, x, &x->t->err));
	value_push(&x->b, &part_of, value_string(product));
	TRY(keep(x, part_of, &one.part_of));
	return saids_add(x->out, &one, &x->t->err);
}

static bool
has_release(struct table_rows_of *x, struct slice release, struct rc *done)
{
	struct state_row row;
	bool found = false;
	*done = store_state_get(x->h->store, SLICE("subject"), release, STORE_OPEN, &row, &found,
	    &x->t->err);
	return !failed(*done) && found;
}

/* The product; the batch, where the row names one; the release, where one of the firmware's version
 * is registered: a version is no release until somebody says so. */
static struct rc
part_of_asset(struct table_rows_of *x, const struct grid_row *row, const struct subject *product,
    struct said *one)
{
	struct value list = value_array();
	struct slice batch = field_of(x, row, FIELD_BATCH), whole;
	struct slice firmware = field_of(x, row, FIELD_FIRMWARE), name;
	struct rc done = DONE;
	value_push(&x->b, &list, value_string(product->text));
	if (batch.len > 0) {
		if (!subject_make(x->a, SUBJECT_BATCH, product->org, batch, (struct slice){0},
		    &whole))
			return refuse_at(x, row, FIELD_BATCH, "this cannot be the name of a batch");
		value_push(&x->b, &list, value_string(whole));
		TRY(add_batch(x, one, whole, product->text));
	}
	if (!subject_unescape(x->a, product->name, &name))
		return arena_failed(x->a, &x->t->err);
	if (firmware.len > 0 && subject_make_release(x->a, product->org, name, firmware, &whole) &&
	    has_release(x, whole, &done))
		value_push(&x->b, &list, value_string(whole));
	TRY(done);
	TRY(build_end(&x->b, &x->t->err));
	if (!register_sort(SAID_PART_OF, &list))
		BUG("an asset is part of three different things");
	return keep(x, list, &one->part_of);
}

static struct rc
asset_row(struct table_rows_of *x, const struct grid_row *row)
{
	struct said one = { .kind = SAID_SUBJECT, .file = x->file, .merge = true };
	struct value attributes = value_object(), aliases = value_array();
	struct slice product, name, serial = field_of(x, row, FIELD_SERIAL);
	struct subject p;
	TRY(product_of(x, row, &product));
	TRY(subject_parse(product, &p, &x->t->err));
	TRY(place_of(x, row, FIELD_SERIAL, &one.place));
	if (!subject_unescape(x->a, p.name, &name))
		return arena_failed(x->a, &x->t->err);
	if (serial.len == 0 || !subject_make_asset(x->a, p.org, name, serial, &one.subject))
		return refuse_at(x, row, FIELD_SERIAL, "expected a serial number");
	put_field(x, row, FIELD_FIRMWARE, &attributes);
	put_field(x, row, FIELD_LOCATION, &attributes);
	put_field(x, row, FIELD_DESCRIPTION, &attributes);
	put_alias(x, x->h->organisation, "tag", field_of(x, row, FIELD_TAG), &aliases);
	TRY(keep(x, attributes, &one.attributes));
	TRY(keep(x, aliases, &one.aliases));
	TRY(part_of_asset(x, row, &p, &one));
	return saids_add(x->out, &one, &x->t->err);
}

/* --- products --------------------------------------------------------------------------------- */

/* One that is registered under the organisation with this article or model; else a new one. */
static struct rc
name_product(struct table_rows_of *x, const struct grid_row *row, enum field f,
    struct slice *out)
{
	struct slice article = field_of(x, row, FIELD_ARTICLE), prefix;
	struct slice model = field_of(x, row, FIELD_MODEL);
	struct slice org = slice_sub(x->terms->org, 6, x->terms->org.len);
	if (!arena_format(x->a, &prefix, "product:%.*s/", SLICE_FMT(org)))
		return arena_failed(x->a, &x->t->err);
	for (size_t i = 0; i < x->product_count; i++)
		if (slice_starts(x->products[i].row.key, prefix) &&
		    is_named(x, &x->products[i], article, model)) {
			*out = x->products[i].row.key;
			return DONE;
		}
	return subject_make(x->a, SUBJECT_PRODUCT, org, model.len > 0 ? model : article,
	    (struct slice){0}, out) ? DONE : refuse_at(x, row, f,
	    "expected a model or an article number");
}

static struct rc
product_row(struct table_rows_of *x, const struct grid_row *row)
{
	struct said one = { .kind = SAID_SUBJECT, .file = x->file, .merge = true };
	struct value attributes = value_object(), aliases = value_array(), parties = value_array();
	struct value maker = value_object(), title;
	struct slice model = field_of(x, row, FIELD_MODEL);
	struct slice article = field_of(x, row, FIELD_ARTICLE);
	struct slice description = field_of(x, row, FIELD_DESCRIPTION), org = x->terms->org;
	enum field f = model.len > 0 ? FIELD_MODEL : FIELD_ARTICLE;
	if (slice_is_null(org))
		return refuse_at(x, row, f, "expected --party ORG: under which organisation these "
		    "products are named");
	TRY(name_product(x, row, f, &one.subject));
	TRY(place_of(x, row, f, &one.place));
	put_field(x, row, FIELD_MODEL, &attributes);
	put_field(x, row, FIELD_ARTICLE, &attributes);
	put_alias(x, org, "article", article, &aliases);
	value_put(&x->b, &maker, "party", value_string(org));
	value_put(&x->b, &maker, "role", value_string(SLICE("manufacturer")));
	value_push(&x->b, &parties, maker);
	title = value_string(description.len > 0 ? description : model);
	TRY(keep(x, attributes, &one.attributes));
	TRY(keep(x, aliases, &one.aliases));
	TRY(keep(x, parties, &one.parties));
	TRY(keep(x, title, &one.title));
	return saids_add(x->out, &one, &x->t->err);
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
read_rows(struct table_rows_of *x)
{
	struct table_rows rows;
	bool serials = x->layout.heading.column[FIELD_SERIAL] > 0;
	TRY(rows_classify(x->sheet, &x->layout, x->a, &rows, &x->t->err));
	for (size_t i = x->layout.header + 1; i < x->layout.end; i++) {
		const struct grid_row *row = &x->sheet->rows[i];
		if (rows_use(&rows, i) == ROW_ITEM)
			TRY(serials ? asset_row(x, row) : product_row(x, row));
	}
	return DONE;
}

static struct rc
read_sheets(struct table_rows_of *x, const struct grid *g, const struct table_map *maps,
    size_t map_count)
{
	for (size_t i = 0; i < g->count; i++) {
		size_t from = 0;
		x->sheet = &g->sheets[i];
		for (bool found = true; found; from = x->layout.end) {
			TRY(layout_find(x->sheet, from, maps, map_count, x->a, &x->layout, &found,
			    &x->t->err));
			if (found)
				TRY(read_rows(x));
		}
	}
	return DONE;
}

static struct rc
list_products(struct table_rows_of *x)
{
	struct slice *keys;
	size_t count;
	TRY(register_keys(x->h->store, SLICE("product:"), x->a, &keys, &count, &x->t->err));
	x->products = ARENA_ARRAY(x->a, struct thing, count + 1);
	if (x->products == NULL)
		return arena_failed(x->a, &x->t->err);
	for (bool found; x->product_count < count; x->product_count++)
		TRY(state_get(x->h->store, "subject", keys[x->product_count], STORE_OPEN, x->a,
		    &x->products[x->product_count], &found, &x->t->err));
	return DONE;
}

static struct rc
read_all(struct table_rows_of *x, struct slice bytes)
{
	struct grid g;
	struct table_map *maps;
	size_t map_count;
	TRY(maps_load(x->call, x->a, &maps, &map_count, x->t));
	TRY(slice_starts(bytes, SLICE("PK\3\4")) ? xlsx_decode(bytes, x->a, &g, &x->t->err) :
	    csv_decode(bytes, x->a, &g, &x->t->err));
	TRY(check_table(x, &g, maps, map_count));
	TRY(list_products(x));
	return read_sheets(x, &g, maps, map_count);
}

struct rc
register_read_table(struct slice bytes, struct slice file, const struct op_call *call,
    const struct table_terms *terms, struct home *h, struct saids *out, struct buf *notes,
    struct trouble *t)
{
	struct table_rows_of x = { .call = call, .terms = terms, .file = file, .h = h, .out = out,
	    .t = t, .notes = notes, .a = out->a, .b = { .a = out->a }, .seen = map_init() };
	struct rc done = read_all(&x, bytes);
	map_drop(&x.seen);
	if (failed(done) && t->file.len == 0)
		trouble_name(t, file);
	return done;
}
