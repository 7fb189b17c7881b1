/* json.c - how fast JSON is read: ours beside jansson and cJSON, the same documents in one run.
 *
 * Documents are made here (a bill of materials as tools write it, the same without white space,
 * long texts, numbers) and taken from the files named on the command line. One line for each:
 * megabytes per second on one core, best of several passes. Ours reads every token and checks
 * names and UTF-8 but builds no tree; the others build theirs, as they always do.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "json_peers.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/json.h"
#define DOCUMENT_BYTES ((size_t)32 * 1000 * 1000)
#define PASSES 5

static const struct json_budget budget = { DEPTH_MAX, UINT64_MAX, UINT64_MAX };

/* How a document is laid out. */
struct layout { const char *line, *space; };

static void
add_member(struct buf *b, const struct layout *l, const char *name, const char *format, unsigned i)
{
	buf_addf(b, "%s\"%s\":%s\"", l->line, name, l->space);
	for (const char *c = format; *c != '\0'; c++) {
		if (*c == '#')
			buf_add_u64(b, i);
		else
			buf_add_byte(b, (uint8_t)*c);
	}
	buf_add_byte(b, '"');
}

static void
add_component(struct buf *b, const struct layout *l, unsigned i)
{
	buf_addf(b, "%s%s{", i == 0 ? "" : ",", l->line);
	add_member(b, l, "type", "library", i);
	buf_add_byte(b, ',');
	add_member(b, l, "bom-ref", "pkg:deb/debian/lib#@1.#.0-2", i);
	buf_add_byte(b, ',');
	add_member(b, l, "name", "libexample-component-#", i);
	buf_add_byte(b, ',');
	add_member(b, l, "version", "1.#.0-2+deb12u1", i % 97);
	buf_add_byte(b, ',');
	add_member(b, l, "description", "shared library number # of a generated bill", i);
	buf_addf(b, ",%s\"hashes\":%s[%s{", l->line, l->space, l->line);
	add_member(b, l, "alg", "SHA-256", i);
	buf_addf(b, ",%s\"content\":%s\"", l->line, l->space);
	for (unsigned k = 0; k < 8; k++)
		buf_addf(b, "%08x", i * 2654435761u + k * 40503u);
	buf_addf(b, "\"}],%s\"licenses\":%s[{\"license\":%s{\"id\":%s\"MIT\"}}],", l->line,
	    l->space, l->space, l->space);
	add_member(b, l, "purl", "pkg:deb/debian/libexample-component-#@1.0-2?arch=amd64", i);
	buf_addf(b, "%s}", l->line);
}

static void
make_bill(struct buf *b, const struct layout *l)
{
	buf_add_text(b, "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":[");
	for (unsigned i = 0; b->len < DOCUMENT_BYTES; i++)
		add_component(b, l, i);
	buf_add_text(b, "]}");
}

static void
make_texts(struct buf *b)
{
	buf_add_text(b, "[\"\"");
	while (b->len < DOCUMENT_BYTES)
		buf_add_text(b, ",\"a longer run of text as advisories have it, with no escapes at"
		    " all in most of its sentences\",\"Gr\xc3\xb6\xc3\x9f" "e und Ma\xc3\x9f\","
		    "\"two lines\\nand a \\\"quoted\\\" word\"");
	buf_add_text(b, "]");
}

static void
make_numbers(struct buf *b)
{
	buf_add_text(b, "[0");
	for (unsigned i = 0; b->len < DOCUMENT_BYTES; i++)
		buf_addf(b, ",%u,-%u.%u,[%u,true,null]", i, i * 7, i % 1000, i % 10);
	buf_add_text(b, "]");
}

static bool
with_ours(struct slice in)
{
	struct json_reader *r;
	struct json_token t = {0};
	struct err e = {0};
	if (failed(json_open(source_of(in), budget, &r, &e)))
		return false;
	while (t.kind != JSON_END && !failed(json_next(r, &t, &e)))
		;
	json_close(r);
	if (e.code != OK)
		fprintf(stderr, "refused at byte %llu: %s\n", (unsigned long long)e.at, e.what);
	return e.code == OK;
}

static double
now(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Best of the passes, or 0 when the reader refused. Small files are read many times over. */
static double
rate(struct slice in, bool (*reader)(struct slice), int passes)
{
	double best = 0;
	size_t times = in.len < DOCUMENT_BYTES / 4 ? DOCUMENT_BYTES / 4 / (in.len + 1) + 1 : 1;
	for (int pass = 0; pass < passes; pass++) {
		double begin = now();
		for (size_t i = 0; i < times; i++)
			if (!reader(in))
				return 0;
		double speed = (double)in.len * (double)times / 1e6 / (now() - begin);
		best = speed > best ? speed : best;
	}
	return best;
}

static void
report(const char *name, struct slice in)
{
	printf("%-32s %8.1f MB  %8.0f  %8.0f  %8.0f\n", name, (double)in.len / 1e6,
	    rate(in, with_ours, PASSES), rate(in, with_jansson, 2), rate(in, with_cjson, 2));
	(void)fflush(stdout);
}

int
main(int argc, char **argv)
{
	struct buf b = buf_init(2 * DOCUMENT_BYTES);
	printf("%-32s %11s  %8s  %8s  %8s\n", "MB/s (0: refused or not built)", "size", "ours",
	    "jansson", "cJSON");
	make_bill(&b, &(struct layout){ "\n          ", " " });
	report("bill of materials, indented", buf_slice(&b));
	buf_clear(&b);
	make_bill(&b, &(struct layout){ "", "" });
	report("bill of materials, compact", buf_slice(&b));
	buf_clear(&b);
	make_texts(&b);
	report("texts", buf_slice(&b));
	buf_clear(&b);
	make_numbers(&b);
	report("numbers and words", buf_slice(&b));
	for (int i = 1; i < argc; i++) {
		struct err e = {0};
		const char *name = strrchr(argv[i], '/');
		buf_clear(&b);
		if (failed(file_read_all(argv[i], &b, &e)))
			fprintf(stderr, "%s: %s\n", argv[i], e.what);
		else
			report(name != NULL ? name + 1 : argv[i], buf_slice(&b));
	}
	buf_drop(&b);
	return 0;
}
