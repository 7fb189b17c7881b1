/* responsibility.c - fuzz target: matrices of responsibilities, as tables and documents. Each ends
 * with rows, each of them with topic, duty and cell, or with a code and a text; read again it says
 * the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/inspect/maps.h"
#include "base/limits.h"
#include "codec/csv.h"
#include "codec/utf8.h"
#include "codec/xlsx.h"
#include "document/recognise.h"
#include "table/responsibility_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* table: without a map, so that whoever is named by a word for a role is not named. */
static void
check_row(const struct responsibility_row *r, bool table)
{
	for (unsigned f = 1; f < RESPONSIBILITY_FIELDS; f++)
		if (!utf8_valid(r->texts[f]))
			abort();
	if (r->texts[RESPONSIBILITY_TOPIC].len == 0 || r->duty == NULL || r->cell.len < 2 ||
	    (r->consulted_count > 0 && r->consulted == NULL))
		abort();
	if (table && r->texts[RESPONSIBILITY_PARTY].len > 0 &&
	    responsibility_role(r->texts[RESPONSIBILITY_PARTY]) != NULL)
		abort();
}

static struct rc
read_once(struct slice in, struct arena *a, struct responsibility_table *t, struct err *e)
{
	struct recognised r = recognise(slice_sub(in, 0, HEAD_BYTES), in.len);
	struct slice subject, contract;
	struct grid g;
	struct value v;
	*t = (struct responsibility_table){0};
	if (r.form == FORM_YAML || r.form == FORM_JSON) {
		TRY(document_tree(in, a, &v, e));
		return responsibility_document_read(&v, a, &subject, &contract, t, e);
	}
	if (r.form == FORM_XLSX || r.form == FORM_ZIP)
		TRY(xlsx_decode(in, a, &g, e));
	else
		TRY(csv_decode(in, a, &g, e));
	return responsibility_tables_read(&g, NULL, a, t, e);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(MIB(256));
	struct responsibility_table first, again;
	struct err e = {0}, other = {0};
	struct slice in = { data, size };
	struct rc done = read_once(in, &a, &first, &e);
	struct rc twice = read_once(in, &a, &again, &other);
	if (done.code != twice.code || first.row_count != again.row_count)
		abort();
	if (failed(done)) {
		if (e.code != done.code || e.what == NULL || e.what[0] == 0)
			abort();
		return 0;
	}
	if (first.row_count == 0)
		abort();
	for (size_t i = 0; i < first.row_count; i++) {
		check_row(&first.rows[i], first.rows[i].cell.at[0] != '/');
		if (!slice_eq(first.rows[i].cell, again.rows[i].cell))
			abort();
	}
	return 0;
}
