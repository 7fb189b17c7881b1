/* app/desk/tests_file.c - a report of tests in whatever form it comes. See app/desk/tests_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/tests_int.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "codec/xlsx.h"
#include "document/recognise.h"
#include "result/junit.h"
#include "result/result_table.h"
#include "result/sarif.h"
#include "result/test_result.h"
#include "trust/dsse.h"

static struct rc
read_bytes(struct tests *v, const char *path, struct err *e)
{
	AUTO(buf) bytes = buf_init(TEST_REPORT_BYTES_MAX);
	struct err why = {0};
	if (failed(file_read_all(path, &bytes, &why)))
		return fail(e, why.code, why.at, why.code == E_LIMIT ? "larger than "
		    TEST_REPORT_BYTES_TEXT : why.what);
	TRY(buf_end(&bytes, e));
	return arena_copy(&v->a, buf_slice(&bytes), &v->bytes) ? DONE : arena_failed(&v->a, e);
}

static struct rc
read_table(struct tests *v, bool workbook, struct trouble *t)
{
	struct slice cell = SLICE("");
	struct grid g;
	TRY(workbook ? xlsx_decode(v->bytes, &v->a, &g, &t->err) :
	    csv_decode(v->bytes, &v->a, &g, &t->err));
	struct rc done = result_table_read(&g, &v->a, &v->report, &cell, &t->err);
	if (failed(done) && cell.len > 0)
		trouble_at_cell(t, cell);
	return done;
}

static struct rc
read_tree(struct tests *v, struct slice in, struct value *out, struct err *e)
{
	struct err why = {0};
	struct rc done = json_tree_nodes(in, TEST_REPORT_BYTES_MAX, TEST_REPORT_NODES_MAX, &v->a,
	    out, &why);
	return !failed(done) ? DONE : fail(e, why.code, why.at, why.what == json_values_spent ?
	    "more than " TEST_REPORT_NODES_TEXT : why.what);
}

static struct rc
read_statement(struct tests *v, const struct value *doc, struct err *e)
{
	struct intoto_statement s;
	TRY(intoto_decode(doc, &v->a, &s, e));
	if (!test_result_handles(s.predicate_type))
		return fail(e, E_SCHEMA, doc->at, "an in-toto statement of something else than "
		    "test results");
	return test_result_report(&s, &v->a, &v->report, e);
}

/* Who signed it is looked at when it is taken in as evidence. */
static struct rc
read_envelope(struct tests *v, const struct value *doc, struct err *e)
{
	struct dsse *d;
	struct value inner;
	TRY(dsse_decode(doc, &v->a, &d, e));
	TRY(read_tree(v, d->payload.bytes, &inner, e));
	return read_statement(v, &inner, e);
}

static struct rc
read_json(struct tests *v, struct err *e)
{
	struct value doc;
	TRY(read_tree(v, v->bytes, &doc, e));
	if (dsse_looks_like(&doc))
		return read_envelope(v, &doc, e);
	if (value_get(&doc, SLICE("_type")) != NULL)
		return read_statement(v, &doc, e);
	if (value_get(&doc, SLICE("runs")) != NULL)
		return sarif_read(&doc, &v->a, &v->report, e);
	return fail(e, E_SCHEMA, 0, "JSON that is neither SARIF nor an in-toto test result");
}

struct rc
tests_read_file(struct tests *v, const struct tests_wish *wish, struct trouble *t)
{
	v->bytes = wish->bytes;
	if (slice_is_null(v->bytes))
		TRY(read_bytes(v, wish->path, &t->err));
	if (v->bytes.len > TEST_REPORT_BYTES_MAX)
		return fail(&t->err, E_LIMIT, TEST_REPORT_BYTES_MAX, "larger than "
		    TEST_REPORT_BYTES_TEXT);
	struct rc done;
	switch (recognise(slice_sub(v->bytes, 0, HEAD_BYTES), v->bytes.len).form) {
	case FORM_XML:
		done = junit_read(v->bytes, &v->a, &v->report, &t->err);
		break;
	case FORM_JSON:
		done = read_json(v, &t->err);
		break;
	case FORM_XLSX:
	case FORM_ZIP:
		return read_table(v, true, t);
	case FORM_TABLE:
	case FORM_TEXT:
		return read_table(v, false, t);
	default:
		return fail(&t->err, E_SYNTAX, 0, "expected JUnit XML, SARIF, an in-toto test "
		    "result, or a table (CSV, XLSX)");
	}
	if (failed(done) && (t->err.code == E_SYNTAX || t->err.code == E_SCHEMA ||
	    (t->err.code == E_LIMIT && t->err.at > 0)))
		tests_line(t, v->bytes, t->err.at);
	return done;
}
