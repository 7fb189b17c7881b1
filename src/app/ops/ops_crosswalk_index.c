/* app/ops/ops_crosswalk_index.c - `assay crosswalk index`: the documentation of a product. See
 * app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/doc_index.h"
#include "app/desk/sheet_file.h"
#include "app/home/catalogues.h"
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "base/limits.h"
#include "catalog/crosswalk.h"
#include "report/index_page.h"

struct index_made {
	struct value			 head, groups, gaps;
	struct doc_counts		 counts;
	const struct catalog		*from;
};

static struct value
counts_value(struct build *b, const struct doc_counts *n)
{
	struct value v = value_object();
	value_put(b, &v, "items", value_number(b, (int64_t)n->items));
	value_put(b, &v, "recorded", value_number(b, (int64_t)n->recorded));
	value_put(b, &v, "no_longer", value_number(b, (int64_t)n->no_longer));
	value_put(b, &v, "nothing_recorded", value_number(b, (int64_t)n->nothing));
	return v;
}

static struct rc
put_log(struct home *h, uint64_t known, struct build *b, struct value *head, struct err *e)
{
	struct value log = value_object();
	struct slice root;
	TRY(known_root(h, known, b->a, &root, e));
	value_put(b, &log, "size", value_number(b, (int64_t)known));
	value_put(b, &log, "root", value_string(root));
	value_put(b, head, "log", log);
	return DONE;
}

/* Rows that nothing in IEC 62443-4 covers, of the catalogue of the index: whatever is recorded,
 * they stay. */
static struct value
gaps_value(struct build *b, const struct catalog_set *set, const struct catalog *from)
{
	struct crosswalk_counts counts;
	struct value all, open = value_array();
	crosswalk_gaps(b, set, &all, &counts);
	for (size_t i = 0; i < all.count; i++) {
		struct slice row = value_text(value_get(&all.items[i], SLICE("requirement")));
		struct slice state = value_text(value_get(&all.items[i], SLICE("state")));
		if (slice_eq(state, SLICE("open")) && slice_starts(row, from->name))
			value_push(b, &open, all.items[i]);
	}
	return open;
}

static struct rc
make(const struct op_call *call, struct home *h, struct slice subject, struct build *b,
    struct index_made *out, struct trouble *t)
{
	struct shipped_data data;
	uint64_t known;
	int64_t at_ms;
	struct err *e = &t->err;
	TRY(known_open(call, h, &known, t));
	TRY(valid_read(call, &at_ms, t));
	TRY(catalogues_known(h, known, call->a, &data, e));
	TRY(doc_index(b, h, subject, known, at_ms, &data, &out->groups, &out->counts, &out->from,
	    e));
	out->head = value_object();
	value_put(b, &out->head, "subject", value_string(subject));
	value_put(b, &out->head, "at", instant_value(b, at_ms));
	value_put(b, &out->head, "organisation", value_string(h->organisation));
	value_put(b, &out->head, "standard", value_string(out->from->standard));
	value_put(b, &out->head, "catalogue", value_string(out->from->digest));
	TRY(put_log(h, known, b, &out->head, e));
	value_put(b, &out->head, "counts", counts_value(b, &out->counts));
	out->gaps = gaps_value(b, &data.catalogues, out->from);
	value_put(b, &out->head, "gaps", out->gaps);
	return build_end(b, e);
}

static struct rc
write_index(const char *file, struct build *b, struct index_made *m, struct trouble *t)
{
	AUTO(buf) page = buf_init(MIB(64));
	struct value v = m->head;
	value_put(b, &v, "groups", m->groups);
	TRY(build_end(b, &t->err));
	TRY(index_page(&v, &page, &t->err));
	return page_file(file, &page, t);
}

static struct rc
print(const struct op_call *call, struct build *b, const struct index_made *m,
    struct op_result *r)
{
	static const struct column columns[] = {
		{ "id", "row", 12 }, { "ref", "where", 20 }, { "state", "state", 16 },
		{ "title", "title", 52 }, { "evidence_ids", "evidence", 8 },
		{ "requirement", "full name", 0 }, { "paraphrase", "what is asked for", 0 },
		{ "condition", "only where", 0 },
	};
	struct value rows = value_array();
	for (size_t g = 0; g < m->groups.count; g++) {
		const struct value *items = value_get(&m->groups.items[g], SLICE("items"));
		for (size_t i = 0; i < items->count; i++)
			value_push(b, &rows, items->items[i]);
	}
	TRY(build_end(b, &r->trouble.err));
	if (!call->json)
		buf_addf(&r->notes, "assay: of %zu rows %zu have evidence that holds, for %zu "
		    "nothing is recorded; that it is recorded does not say that it is enough\n",
		    m->counts.items, m->counts.recorded, m->counts.nothing);
	if (!call->json && m->gaps.count > 0)
		buf_addf(&r->notes, "assay: %zu rows of the act are asked for by nothing in IEC "
		    "62443-4, whatever is recorded; `assay crosswalk gaps` lists them\n",
		    m->gaps.count);
	return listing_print(call, r, "assay/crosswalk-index/1", "items", columns, COUNT(columns),
	    &rows, &m->head, "the catalogue has no such annex");
}

struct rc
op_crosswalk_index(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct index_made m;
	struct slice subject;
	const char *file = op_value(call, "html", 0);
	TRY(given_subject(op_value(call, "for", 0), SUBJECT_BIT(SUBJECT_PRODUCT) |
	    SUBJECT_BIT(SUBJECT_RELEASE), "expected --for a product or release", &subject,
	    &r->trouble));
	TRY(make(call, &h, subject, &b, &m, &r->trouble));
	if (file != NULL)
		TRY(write_index(file, &b, &m, &r->trouble));
	return print(call, &b, &m, r);
}
