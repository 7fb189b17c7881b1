/* result/result_table.c - results of tests in a table. See result/result_table.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "result/result_table.h"

/* Rows in which headings are looked for. */
#define HEADING_ROWS 20

enum column { COLUMN_NAME = 0, COLUMN_RESULT, COLUMN_REQUIREMENT, COLUMN_NOTE, COLUMN_VERSION,
	COLUMNS };

static const char *const headings[COLUMNS] = {
	[COLUMN_NAME] = "test testcase testname testid name case caseid testfall pruefung prüfung "
	    "prüffall testbezeichnung casdetest casodeprueba",
	[COLUMN_RESULT] = "result testresult outcome verdict status ergebnis testergebnis "
	    "prüfergebnis résultat resultado",
	[COLUMN_REQUIREMENT] = "",	/* result_names_requirement() */
	[COLUMN_NOTE] = "note notes comment comments message remark bemerkung kommentar "
	    "beschreibung remarque comentario",
	[COLUMN_VERSION] = "",		/* result_names_version() */
};

static const char *const words[TEST_RESULTS] = {
	[TEST_PASSED] = "passed pass ok success successful succeeded bestanden erfolgreich io "
	    "réussi conforme aprobado superado",
	[TEST_FAILED] = "failed fail failure nok notok nichtbestanden durchgefallen "
	    "fehlgeschlagen nio échec échoué nonconforme fallido",
	[TEST_SKIPPED] = "skipped skip notrun notexecuted nottested untested open planned blocked "
	    "ignored disabled na notapplicable nichtausgeführt nichtgetestet offen geplant "
	    "übersprungen entfällt nonexécuté noejecutado",
	[TEST_ERROR] = "error errored aborted inconclusive fehler abgebrochen abbruch erreur",
};

/* One sheet. columns: from 0; UINT32_MAX where it has none. heading: index of its row. */
struct sheet_reading {
	const struct grid_sheet	*sheet;
	struct test_report	*r;
	size_t			 heading;
	uint32_t		 columns[COLUMNS];
};

static bool
names_column(struct slice text, enum column c)
{
	return c == COLUMN_REQUIREMENT ? result_names_requirement(text) :
	    c == COLUMN_VERSION ? result_names_version(text) : result_word_in(text, headings[c]);
}

/* The first cell that names a column is its heading. */
static void
read_headings(const struct grid_row *row, uint32_t columns[static COLUMNS])
{
	for (unsigned c = 0; c < COLUMNS; c++) {
		columns[c] = UINT32_MAX;
		for (uint32_t i = row->count; i-- > 0;)
			if (names_column(row->cells[i].text, c))
				columns[c] = i;
	}
}

static bool
find_headings(const struct grid *g, struct sheet_reading *s)
{
	for (size_t i = 0; i < g->count; i++) {
		s->sheet = &g->sheets[i];
		for (size_t k = 0; k < s->sheet->count && k < HEADING_ROWS && !s->sheet->hidden;
		    k++) {
			read_headings(&s->sheet->rows[k], s->columns);
			s->heading = k;
			if (s->columns[COLUMN_NAME] != UINT32_MAX &&
			    s->columns[COLUMN_RESULT] != UINT32_MAX)
				return true;
		}
	}
	return false;
}

static struct rc
cell_name(const struct sheet_reading *s, const struct grid_row *row, uint32_t column,
    struct slice *out, struct err *e)
{
	struct slice cell;
	if (!grid_cell_name(s->r->a, row->number, column + 1, &cell))
		return arena_failed(s->r->a, e);
	*out = cell;
	return s->sheet->name.len == 0 || arena_format(s->r->a, out, "%.*s!%.*s",
	    SLICE_FMT(s->sheet->name), SLICE_FMT(cell)) ? DONE : arena_failed(s->r->a, e);
}

static struct slice
text_of(const struct sheet_reading *s, const struct grid_row *row, enum column c)
{
	uint32_t at = s->columns[c];
	return at < row->count ? slice_trim(row->cells[at].text) : SLICE("");
}

/* "Firmware: 5.4.2" above the table: one cell names it, the next says it. */
static struct rc
read_above(const struct sheet_reading *s, struct err *e)
{
	for (size_t k = 0; k < s->heading; k++) {
		const struct grid_row *row = &s->sheet->rows[k];
		for (uint32_t i = 0; i + 1 < row->count; i++) {
			struct slice cell;
			if (!result_names_version(row->cells[i].text))
				continue;
			TRY(cell_name(s, row, i + 1, &cell, e));
			TRY(test_report_version(s->r, slice_trim(row->cells[i + 1].text), 0, cell,
			    e));
		}
	}
	return DONE;
}

static enum test_result
result_of(struct slice text)
{
	if (text.len == 0)
		return TEST_SKIPPED;
	for (unsigned r = TEST_PASSED; r < TEST_RESULTS; r++)
		if (result_word_in(text, words[r]))
			return r;
	return 0;
}

static struct rc
refuse(const struct sheet_reading *s, const struct grid_row *row, enum column c,
    const char *what, struct slice *cell, struct err *e)
{
	TRY(cell_name(s, row, s->columns[c], cell, e));
	return fail(e, E_SCHEMA, 0, what);
}

static struct rc
read_row(const struct sheet_reading *s, const struct grid_row *row, struct slice *cell,
    struct err *e)
{
	struct test_case *c;
	struct slice at, name = text_of(s, row, COLUMN_NAME), said = text_of(s, row, COLUMN_RESULT);
	struct slice requirement = text_of(s, row, COLUMN_REQUIREMENT);
	if (name.len == 0 && said.len == 0 && requirement.len == 0)
		return DONE;
	enum test_result result = result_of(said);
	if (name.len == 0)
		return refuse(s, row, COLUMN_NAME, "a result without a test", cell, e);
	if (result == 0)
		return refuse(s, row, COLUMN_RESULT, "a result that is none of the known words, "
		    "e.g. passed, failed, skipped", cell, e);
	TRY(cell_name(s, row, s->columns[COLUMN_NAME], &at, e));
	struct rc done = test_report_case(s->r, row->number, &c, e);
	if (failed(done))
		*cell = at;
	TRY(done);
	c->cell = at;
	TRY(test_line(s->r->a, name, &c->name, e));
	if (c->name.len == 0)
		return refuse(s, row, COLUMN_NAME, "a result without a test", cell, e);
	TRY(test_line(s->r->a, text_of(s, row, COLUMN_NOTE), &c->note, e));
	if (said.len == 0 && c->note.len == 0)
		c->note = SLICE("no result");
	c->result = result;
	TRY(test_case_hint(s->r, c, requirement, true, e));
	TRY(test_case_hint(s->r, c, name, false, e));
	if (text_of(s, row, COLUMN_VERSION).len == 0)
		return DONE;
	TRY(cell_name(s, row, s->columns[COLUMN_VERSION], &at, e));
	return test_report_version(s->r, text_of(s, row, COLUMN_VERSION), 0, at, e);
}

struct rc
result_table_read(const struct grid *g, struct arena *a, struct test_report *out,
    struct slice *cell, struct err *e)
{
	struct test_report r = test_report_init(a, "table");
	struct sheet_reading s = { .r = &r };
	if (!find_headings(g, &s))
		return fail(e, E_SCHEMA, 0, "no row of headings names a test and its result");
	TRY(read_above(&s, e));
	for (size_t i = s.heading + 1; i < s.sheet->count; i++)
		TRY(read_row(&s, &s.sheet->rows[i], cell, e));
	*out = r;
	return DONE;
}
