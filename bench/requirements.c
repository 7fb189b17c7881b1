/* requirements.c - import of a large table of requirements, beside what this machine needs to hash
 * the same bytes and to unpack and parse them with nothing behind.
 *
 *   bench-requirements FOLDER ASSAY [ROWS]       100,000 rows without it
 *
 * Writes FOLDER/table.csv and FOLDER/table.xlsx with ROWS rows of five texts over the rows of
 * IEC 62443-4-2, and runs ASSAY as a process of its own on a home in FOLDER: first saying what it
 * would record, then recording. Each is done five times, and the least counts: processor time of
 * all threads, the wall's clock, resident memory at most.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <archive.h>
#include <archive_entry.h>
#include <expat.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "catalog/shipped.h"
#include "catalog/catalog.h"
#include "codec/archive.h"
#include "crypto/digest.h"
#include "machine.h"

#define RUNS 5
#define COLUMNS 5
#define RELEASE "release:acme/bench@1"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELS "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define MAIN "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
#define RELATION(id, type, target) \
	"<Relationship Id='" id "' Type='" OFFICE "/" type "' Target='" target "'/>"

extern char **environ;

/* What one run took. */
struct cost { double busy, wall, memory; };

struct bench {
	const char	*folder, *assay;
	unsigned	 rows;
	struct arena	 a;
	struct catalog	 catalog;
	struct buf	 csv, sheet, strings;
};

/* --- the tables ------------------------------------------------------------------------------- */

static void
load(struct bench *b)
{
	struct err e = {0};
	struct slice bytes;
	b->a = arena_init(MIB(64));
	if (!shipped_find(SLICE("catalog/iec62443-4-2.json"), &bytes))
		must(fail(&e, E_IO, 0, "does not ship"), "catalogue", &e);
	must(catalog_load(bytes, SLICE("sha256:1"), &b->a, &b->catalog, &e), "catalogue", &e);
}

static void
put_cell(struct bench *b, unsigned row, unsigned column, struct slice text)
{
	buf_addf(&b->csv, "%s%.*s", column == 0 ? "" : ",", SLICE_FMT(text));
	buf_addf(&b->strings, "<si><t>%.*s</t></si>", SLICE_FMT(text));
	buf_addf(&b->sheet, "<c r='%c%u' t='s'><v>%u</v></c>", 'A' + (int)column, row,
	    (row - 1) * COLUMNS + column);
}

static void
put_row(struct bench *b, unsigned row, const struct slice texts[static COLUMNS])
{
	buf_addf(&b->sheet, "<row r='%u'>", row);
	for (unsigned i = 0; i < COLUMNS; i++)
		put_cell(b, row, i, texts[i]);
	buf_add_text(&b->sheet, "</row>");
	buf_add_text(&b->csv, "\r\n");
}

/* Rows that ask for nothing are left out; the same row says the same of itself each time. */
static void
make_rows(struct bench *b)
{
	size_t next = 0;
	put_row(b, 1, (struct slice[]){ SLICE("ID"), SLICE("Title"), SLICE("Status"),
	    SLICE("Evidence"), SLICE("Note") });
	for (unsigned row = 2; row <= b->rows + 1; row++) {
		char title[64], report[32], note[32];
		const struct catalog_item *item;
		do
			item = &b->catalog.items[next++ % b->catalog.item_count];
		while (slice_eq(item->kind, SLICE("pointer")) ||
		    slice_eq(item->kind, SLICE("no_requirement")));
		(void)snprintf(title, sizeof(title), "what row %u of the table says", row);
		(void)snprintf(report, sizeof(report), "TR-%zu.pdf",
		    (next - 1) % b->catalog.item_count);
		(void)snprintf(note, sizeof(note), "remark %u", row);
		put_row(b, row, (struct slice[]){ item->id, slice_of(title), SLICE("met"),
		    slice_of(report), slice_of(note) });
	}
}

static void
make_tables(struct bench *b)
{
	b->csv = b->sheet = b->strings = buf_init(BODY_KEEP_MAX * 2);
	buf_add_text(&b->sheet, "<worksheet " MAIN "><sheetData>");
	buf_add_text(&b->strings, "<sst " MAIN ">");
	make_rows(b);
	buf_add_text(&b->sheet, "</sheetData></worksheet>");
	buf_add_text(&b->strings, "</sst>");
	must(buf_end(&b->csv, NULL), "table", NULL);
	must(buf_end(&b->sheet, NULL), "sheet", NULL);
	must(buf_end(&b->strings, NULL), "strings", NULL);
}

static char *
path_of(const struct bench *b, const char *name)
{
	char *path;
	if (asprintf(&path, "%s/%s", b->folder, name) < 0)
		exit(1);
	return path;
}

static void
add_part(struct archive *zip, const char *name, struct slice content)
{
	struct archive_entry *entry = archive_entry_new();
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (int64_t)content.len);
	if (archive_write_header(zip, entry) != ARCHIVE_OK ||
	    archive_write_data(zip, content.at, content.len) != (la_ssize_t)content.len) {
		fprintf(stderr, "bench: %s\n", archive_error_string(zip));
		exit(1);
	}
	archive_entry_free(entry);
}

static void
write_tables(const struct bench *b, const char *csv, const char *xlsx)
{
	struct archive *zip = archive_write_new();
	must(file_write_all(csv, buf_slice(&b->csv), NULL), csv, NULL);
	if (archive_write_set_format_zip(zip) != ARCHIVE_OK ||
	    archive_write_open_filename(zip, xlsx) != ARCHIVE_OK)
		exit(1);
	add_part(zip, "[Content_Types].xml", SLICE("<Types/>"));
	add_part(zip, "_rels/.rels", SLICE(RELS RELATION("p", "officeDocument", "xl/workbook.xml")
	    "</Relationships>"));
	add_part(zip, "xl/workbook.xml", SLICE("<workbook " MAIN " xmlns:r='" OFFICE "'><sheets>"
	    "<sheet name='Rows' sheetId='1' r:id='a'/></sheets></workbook>"));
	add_part(zip, "xl/_rels/workbook.xml.rels", SLICE(RELS RELATION("a", "worksheet", "1.xml")
	    RELATION("s", "sharedStrings", "s.xml") "</Relationships>"));
	add_part(zip, "xl/s.xml", buf_slice(&b->strings));
	add_part(zip, "xl/1.xml", buf_slice(&b->sheet));
	if (archive_write_free(zip) != ARCHIVE_OK)
		exit(1);
}

/* --- what the machine needs for the same bytes ------------------------------------------------ */

static struct rc
want_all(void *context, const struct archive_item *item, bool *want, struct err *e)
{
	(void)context;
	(void)item;
	(void)e;
	*want = true;
	return DONE;
}

/* A parser for each part, with nothing behind it. */
static struct rc
parse_piece(void *context, struct slice piece, struct err *e)
{
	XML_Parser *parser = context;
	if (*parser == NULL)
		*parser = XML_ParserCreateNS(NULL, '\f');
	return *parser != NULL && XML_Parse(*parser, (const char *)piece.at, (int)piece.len, 0) ==
	    XML_STATUS_OK ? DONE : fail(e, E_SYNTAX, 0, "not well formed");
}

static struct rc
parse_end(void *context, struct err *e)
{
	XML_Parser *parser = context;
	bool whole = XML_Parse(*parser, "", 0, 1) == XML_STATUS_OK;
	XML_ParserFree(*parser);
	*parser = NULL;
	return whole ? DONE : fail(e, E_SYNTAX, 0, "not well formed");
}

static double
least(double a, double b)
{
	return a == 0 || b < a ? b : a;
}

/* Reading and hashing; of a workbook unpacking and parsing too. */
static double
machine_cost(const char *path, bool workbook)
{
	double best = 0;
	for (unsigned i = 0; i < RUNS; i++) {
		AUTO(buf) bytes = buf_init(BODY_KEEP_MAX);
		const struct archive_limits limits = { ENTRIES_MAX, TABLE_PART_BYTES_MAX };
		XML_Parser parser = NULL;
		const struct archive_sink sink = { &parser, want_all, parse_piece, parse_end };
		struct archive_totals totals;
		struct digest d;
		struct err e = {0};
		double from = now_busy();
		must(file_read_all(path, &bytes, &e), path, &e);
		must(digest_of(buf_slice(&bytes), &d, &e), path, &e);
		if (workbook)
			must(archive_visit((struct archive_input){ .bytes = buf_slice(&bytes) },
			    limits, sink, &totals, &e), path, &e);
		best = least(best, now_busy() - from);
	}
	return best;
}

/* --- the command ------------------------------------------------------------------------------ */

static void
run(const struct bench *b, char *const *argv, struct cost *c)
{
	posix_spawn_file_actions_t files;
	struct rusage used;
	int status;
	pid_t child;
	double from = now();
	if (posix_spawn_file_actions_init(&files) != 0 ||
	    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0) != 0 ||
	    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0) != 0 ||
	    posix_spawn(&child, b->assay, &files, NULL, argv, environ) != 0 ||
	    wait4(child, &status, 0, &used) != child || !WIFEXITED(status) ||
	    WEXITSTATUS(status) != 0) {
		fprintf(stderr, "bench: %s %s did not succeed\n", argv[1], argv[2]);
		exit(1);
	}
	(void)posix_spawn_file_actions_destroy(&files);
	c->wall = least(c->wall, now() - from);
	c->busy = least(c->busy, (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	    (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6);
	c->memory = (double)used.ru_maxrss * 1024 / 1e6;
}

/* A home of its own for each run: what is recorded already is not recorded again. */
static struct cost
command_cost(const struct bench *b, const char *table, bool dry)
{
	struct cost c = {0}, unused = {0};
	static unsigned homes;
	for (unsigned i = 0; i < RUNS; i++) {
		char name[32], mark[32];
		(void)snprintf(name, sizeof(name), "home-%u", homes);
		(void)snprintf(mark, sizeof(mark), "state-%u", homes++);
		char *home = path_of(b, name), *file = path_of(b, table), *state = path_of(b, mark);
		char *init[] = { "assay", "init", "--home", home, "--name", "bench", "--person",
		    "bench", "--origin", "bench.example/log", NULL };
		char *import[] = { "assay", "requirement", "import", file, "--home", home, "--for",
		    RELEASE, "--edition", "iec62443-4-2:2019", dry ? "--dry-run" : NULL, NULL };
		if (setenv("ASSAY_STATE", state, 1) != 0)
			exit(1);
		run(b, init, &unused);
		run(b, import, &c);
		free(home);
		free(file);
		free(state);
	}
	return c;
}

static void
measure(const struct bench *b, const char *table, bool workbook)
{
	char *path = path_of(b, table);
	double floor = machine_cost(path, workbook);
	printf("%s: the machine %s in %.3f s of its processor\n", table, workbook ?
	    "reads, hashes, unpacks and parses it" : "reads and hashes it", floor);
	for (unsigned dry = 2; dry-- > 0;) {
		struct cost c = command_cost(b, table, dry == 1);
		printf("  %-9s processor %.2f s (%.1f times that), wall %.2f s, %.0f MB at most "
		    "(goal: below 2 s, 200 MB)\n", dry == 1 ? "dry run" : "recording", c.busy,
		    c.busy / floor, c.wall, c.memory);
	}
	free(path);
}

int
main(int argc, char **argv)
{
	uint64_t rows = 100000;
	static struct bench b;
	if (argc < 3 || argc > 4 || (argc > 3 && (!slice_to_u64(slice_of(argv[3]), &rows) ||
	    rows == 0 || rows >= TABLE_ROWS_MAX))) {
		fprintf(stderr, "usage: bench-requirements FOLDER ASSAY [ROWS]\n");
		return 1;
	}
	b = (struct bench){ .folder = argv[1], .assay = argv[2], .rows = (unsigned)rows };
	load(&b);
	make_tables(&b);
	char *csv = path_of(&b, "table.csv"), *xlsx = path_of(&b, "table.xlsx");
	write_tables(&b, csv, xlsx);
	buf_drop(&b.csv);
	buf_drop(&b.sheet);
	buf_drop(&b.strings);
	printf("import of %u rows\n", b.rows);
	say_load();
	measure(&b, "table.csv", false);
	measure(&b, "table.xlsx", true);
	say_load();
	free(csv);
	free(xlsx);
	arena_drop(&b.a);
	return 0;
}
