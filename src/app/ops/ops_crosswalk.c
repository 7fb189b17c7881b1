/* app/ops/ops_crosswalk.c - `assay crosswalk list` and `assay crosswalk gaps`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/catalogues.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "catalog/crosswalk.h"

#define GUIDANCE "assay: a mapping says which evidence to look at first, never that the other is " \
	"met; what is no published pairing is guidance\n"

/* Those that ship; with --adopted those that the home rests on. */
static struct rc
load(const struct op_call *call, struct home *h, struct shipped_data *data, struct trouble *t)
{
	uint64_t known;
	if (!op_flag(call, "adopted") && op_value(call, "known-at", 0) != NULL)
		return trouble_in(t, "--known-at", fail(&t->err, E_USAGE, 0, "what ships has no "
		    "history; ask with --adopted"));
	if (!op_flag(call, "adopted"))
		return shipped_data_load(call->a, data, &t->err);
	TRY(known_open(call, h, &known, t));
	return catalogues_known(h, known, call->a, data, &t->err);
}

struct rc
op_crosswalk_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = {
		{ "source", "from", 13 }, { "source_id", "row", 16 }, { "target", "to", 10 },
		{ "target_id", "row", 12 }, { "relation", "relation", 9 },
		{ "confidence", "confidence", 11 }, { "basis", "basis", 20 },
		{ "note", "note", 8 }, { "guidance", "guidance", 0 }, { "id", "id", 0 },
	};
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct shipped_data data;
	struct value rows;
	const char *which = NULL;
	struct crosswalk_ask ask = { slice_of(op_value(call, "from", 0)),
	    slice_of(op_value(call, "to", 0)), slice_of(op_value(call, "for", 0)) };
	struct trouble *t = &r->trouble;
	TRY(load(call, &h, &data, t));
	struct rc done = crosswalk_list(&b, &data.catalogues, &ask, &rows, &which, &t->err);
	TRY(which != NULL ? trouble_in(t, which, done) : done);
	TRY(build_end(&b, &t->err));
	if (!call->json && rows.count > 0)
		buf_add_text(&r->notes, GUIDANCE);
	return listing_print(call, r, "assay/crosswalk-list/1", "mappings", columns,
	    COUNT(columns), &rows, NULL, "nothing is mapped there: a gap");
}

struct rc
op_crosswalk_gaps(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = {
		{ "id", "row", 12 }, { "ref", "where", 24 }, { "state", "state", 9 },
		{ "coverage", "coverage", 16 }, { "title", "title", 50 }, { "gap", "gap", 8 },
		{ "requirement", "full name", 0 }, { "confidence", "confidence", 0 },
		{ "iec62443_4_1", "IEC 62443-4-1", 0 },
		{ "iec62443_4_2_count", "rows of IEC 62443-4-2", 0 },
		{ "evidence_kinds", "evidence kinds", 0 },
	};
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct shipped_data data;
	struct crosswalk_counts n;
	struct value rows, head = value_object();
	struct err *e = &r->trouble.err;
	TRY(load(call, &h, &data, &r->trouble));
	crosswalk_gaps(&b, &data.catalogues, &rows, &n);
	value_put(&b, &head, "open", value_number(&b, (int64_t)n.open));
	value_put(&b, &head, "partly", value_number(&b, (int64_t)n.partly));
	value_put(&b, &head, "ungraded", value_number(&b, (int64_t)n.ungraded));
	TRY(build_end(&b, e));
	if (!call->json)
		buf_addf(&r->notes, "assay: %zu are covered by nothing in IEC 62443-4, %zu in "
		    "part, %zu are not graded; duties to check, no legal advice\n", n.open,
		    n.partly, n.ungraded);
	return listing_print(call, r, "assay/crosswalk-gaps/1", "gaps", columns, COUNT(columns),
	    &rows, &head, "no catalogue here has a table of coverage");
}
