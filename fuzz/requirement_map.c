/* requirement_map.c - fuzz target: maps of requirement tables (`--map FILE`), each with one table.
 * A map is refused with a code, a text and a place, or the table read by it ends with rows, each
 * with a status that there is, or with an error; read again it says the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/desk/workbook.h"
#include "app/inspect/maps.h"
#include "base/limits.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A heading twice, one that needs folding, a column without one, words in two of them. */
static const char table[] = "Nr;Ampel;Beleg;Bemerkung;;Ampel\nCR 1.1;gr\xc3\xbcn;TR-1;a;x;met\n"
    "CR 1.2;gelb;TR-2;b;;partly\nCR 1.3;rot;;c;y;\nCR 1.1;gr\xc3\xbcn;TR-3;d;;met\nRE(1);;;;;n/a\n";

static const struct shipped_data *
data_of_program(void)
{
	static struct arena a;
	static struct shipped_data data;
	if (data.catalogues.count > 0)
		return &data;
	a = arena_init(MIB(256));
	if (failed(shipped_data_load(&a, &data, NULL)))
		abort();
	return &data;
}

static void
check_map(const struct requirement_map *map)
{
	for (size_t i = 0; i < map->word_count; i++)
		if (map->words[i].said.len == 0 || map->words[i].status.len == 0)
			abort();
}

/* The statuses in order, so that two readings can be compared. */
static size_t
check_rows(const struct workbook *b, const char **statuses, size_t most)
{
	if (b->row_count == 0 || b->row_count > most)
		abort();
	for (size_t i = 0; i < b->row_count; i++) {
		if (b->rows[i].item == NULL || b->rows[i].status == NULL ||
		    b->rows[i].cell.len == 0)
			abort();
		statuses[i] = b->rows[i].status;
	}
	return b->row_count;
}

static void
read_by(const struct requirement_map *map)
{
	const char *statuses[2][16];
	size_t counts[2] = {0};
	enum code codes[2];
	for (size_t k = 0; k < 2; k++) {
		const struct workbook_wish wish = { .path = "table.csv", .map = map,
		    .bytes = SLICE(table), .sheet = map->sheet };
		struct workbook b;
		struct trouble t = {0};
		struct rc done = workbook_read(NULL, &wish, data_of_program(), &b, &t);
		codes[k] = done.code;
		if (failed(done) && (t.err.code != done.code || t.err.what == NULL))
			abort();
		if (!failed(done))
			counts[k] = check_rows(&b, statuses[k], COUNT(statuses[k]));
		workbook_drop(&b);
	}
	if (codes[0] != codes[1] || counts[0] != counts[1])
		abort();
	for (size_t i = 0; i < counts[0]; i++)
		if (statuses[0][i] != statuses[1][i])
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(DOCUMENT_ARENA_BYTES);
	struct requirement_map map;
	struct value v;
	struct err e = {0};
	struct rc done = document_tree((struct slice){ data, size }, &a, &v, &e);
	if (!failed(done))
		done = requirement_map_decode(&v, &a, &map, &e);
	if (failed(done)) {
		if (e.code != done.code || e.what == NULL || e.what[0] == 0 || e.at > size)
			abort();
		return 0;
	}
	check_map(&map);
	read_by(&map);
	return 0;
}
