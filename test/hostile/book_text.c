/* book_text.c - the words of a good requirement table. See book_kinds.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "book_kinds.h"

static const char *const headings[][TABLE_COLUMNS] = {
	{ "Requirement", "Status", "Evidence" },
	{ "ANFORDERUNG", "Erf\xc3\xbcllung", "nachWEIS" },
	{ "eXigence", "CONFORMIT\xc3\x89", "Preuve" },
	{ "Requisito", "CUMPLIMIENTO", "evidencia" },
	{ "ID", "Umsetzungsstand", "Document" },
};
static const char *const keys[] = {
	"CR 1.1", "CR 1.1 RE(1)", "CR 1.2", "cr 1.3", "CR-1.4", "CR 1.5", "CR 1.7", "CR 2.1",
	"CR 2.2", "CR 2.8", "CR 3.1", "CR 3.4", "CR 4.1", "CR 5.1", "CR 6.1", "CR 7.1", "CR 7.3",
};
static const char *const practices[] = {
	"SM-1", "SM-2", "SM 3", "sm-4", "SR-1", "SR-2", "SD-1", "SD-2", "SI-1", "SVV-1", "SVV 2",
	"DM-1", "DM-2", "SUM-1", "SUM-2", "SG-1", "SG-2",
};
static const char *const said[] = {
	"met", "Ja", "teilweise", "nein", "n/a", "offen", "oui", "parcial", "durch Plattform",
	"Systemebene", "blue", "",
};
static const char *const evidence[] = {
	"TR-1", "test report.pdf; TR-2", "sha256:00", "a, b", "", "=1+1", "\342\200\256fdp.exe",
};

#define PICK(r, list) ((list)[rng_below((r), COUNT(list))])

void
table_text_make(struct rng *r, struct table_text *out)
{
	size_t language = rng_below(r, COUNT(headings)), rows = 3 + rng_below(r, 12);
	size_t from = rng_below(r, 3);
	const char *const *names = rng_one_in(r, 4) ? practices : keys;
	*out = (struct table_text){ .rows = rows };
	for (size_t i = 0; i < TABLE_COLUMNS; i++)
		out->cell[0][i] = headings[language][i];
	for (size_t i = 1; i < rows; i++) {
		out->cell[i][0] = names[from + i - 1];
		out->cell[i][1] = PICK(r, said);
		out->cell[i][2] = PICK(r, evidence);
	}
}
