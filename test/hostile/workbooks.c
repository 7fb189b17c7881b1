/* workbooks.c - hostile workbooks through all that `requirement import` reads.
 *
 * workbooks
 *
 * Makes ASSAY_HOSTILE_CASES files (ten of each kind) from ASSAY_HOSTILE_SEED and reads each as the
 * import does: the workbook, then the mapping that comes of it. Each file has the seed plus its
 * number as its own seed. What must hold stands in book_laws.c. Where a law does not
 * hold, or the program dies, the file is written to crash-workbook in the working folder and its
 * kind and seed are said; ASSAY_HOSTILE_KIND=NAME runs that kind alone. ASSAY_HOSTILE_WRITE=FOLDER
 * writes each file there as NUMBER-KIND too, for what records them (test/hostile/recorded).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "book_kinds.h"
#include "book_laws.h"

#define SEED_DEFAULT 20261127
#define ROUNDS 10		/* files of each kind */
#define FILES_MIN 1000		/* without ASSAY_HOSTILE_CASES at least so many */
#define BOOK_KINDS_MAX 200

void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static struct { const uint8_t *at; size_t len; const char *kind; uint64_t seed; } running;

static uint64_t
setting(const char *name, uint64_t otherwise)
{
	const char *text = getenv(name);
	uint64_t n;
	if (text == NULL)
		return otherwise;
	if (!slice_to_u64(slice_of(text), &n))
		BUG("a setting is no number");
	return n;
}

static void
keep_crash(void)
{
	int fd = open("crash-workbook", O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd >= 0 && running.at != NULL && write(fd, running.at, running.len) >= 0)
		(void)close(fd);
	fprintf(stderr, "the file stands in crash-workbook; again: ASSAY_HOSTILE_KIND=%s "
	    "ASSAY_HOSTILE_SEED=%" PRIu64 " ASSAY_HOSTILE_CASES=1\n", running.kind, running.seed);
}

static void
on_signal(int number)
{
	keep_crash();
	(void)signal(number, SIG_DFL);
	(void)raise(number);
}

static const char *
kind_name(size_t i)
{
	if (i < csv_kind_count)
		return csv_kinds[i].name;
	i -= csv_kind_count;
	if (i < zip_kind_count)
		return zip_kinds[i].name;
	i -= zip_kind_count;
	return i < part_kind_count ? part_kinds[i].name : edit_name(i - part_kind_count);
}

static void
kind_make(size_t i, struct rng *r, struct buf *out)
{
	size_t zip = csv_kind_count, part = zip + zip_kind_count, edit = part + part_kind_count;
	if (i >= edit)
		edit_make(i - edit, r, out);
	else if (i >= part)
		part_kinds[i - part].make(r, out);
	else if (i >= zip)
		zip_kinds[i - zip].make(r, out);
	else
		csv_kinds[i].make(r, out);
}

static void
write_file(struct slice bytes, size_t kind, uint64_t seed)
{
	const char *folder = getenv("ASSAY_HOSTILE_WRITE");
	char path[PATH_BYTES_MAX];
	if (folder == NULL)
		return;
	int n = snprintf(path, sizeof(path), "%s/%06" PRIu64 "-", folder, seed % 1000000);
	for (const char *c = kind_name(kind); *c != 0 && n + 1 < (int)sizeof(path); c++)
		path[n++] = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') ? *c : '-';
	path[n] = 0;
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd < 0 || write(fd, bytes.at, bytes.len) != (ssize_t)bytes.len || close(fd) != 0)
		BUG("a file could not be written");
}

/* In memory of exactly its size, so that a sanitizer sees one byte too many. */
static bool
run_one(const struct book_world *w, size_t kind, uint64_t seed, struct book_tally *tally)
{
	struct rng r = { seed };
	AUTO(buf) made = buf_init(BOOK_BYTES_MAX);
	kind_make(kind, &r, &made);
	if (failed(buf_end(&made, NULL)))
		BUG("a file larger than BOOK_BYTES_MAX");
	uint8_t *copy = malloc(made.len > 0 ? made.len : 1);
	if (copy == NULL)
		abort();
	if (made.len > 0)
		memcpy(copy, made.at, made.len);
	running.at = copy;
	running.len = made.len;
	running.kind = kind_name(kind);
	running.seed = seed;
	write_file(buf_slice(&made), kind, seed);
	const char *broken = book_read(w, (struct slice){ copy, made.len }, &r, tally);
	if (broken != NULL) {
		fprintf(stderr, "BREACH by %s: %s\n", running.kind, broken);
		keep_crash();
	}
	running.at = NULL;
	free(copy);
	return broken == NULL;
}

static bool
show_tally(const struct book_tally *all, const struct book_tally *by_kind, size_t kinds)
{
	for (size_t i = 0; i < kinds; i++)
		printf("  %-30s %4zu with rows\n", kind_name(i), by_kind[i].read);
	for (unsigned c = 1; c < CODE_COUNT; c++)
		if (all->by_code[c] > 0)
			printf("%-10s %6zu\n", code_name((enum code)c), all->by_code[c]);
	printf("%zu files: %zu read with %zu rows, %zu cells said again, %zu refused\n", all->files,
	    all->read, all->rows, all->again, all->files - all->read);
	return all->read * 5 >= all->files && (all->files - all->read) * 5 >= all->files &&
	    all->again > 0;
}

static bool
run_all(const struct book_world *w, uint64_t seed, uint64_t cases, const char *only)
{
	static struct book_tally by_kind[BOOK_KINDS_MAX], all;
	size_t kinds = csv_kind_count + zip_kind_count + part_kind_count + edit_count();
	bool good = kinds <= BOOK_KINDS_MAX && kinds * ROUNDS >= FILES_MIN;
	uint64_t n = cases > 0 ? cases : kinds * ROUNDS;
	printf("seed %" PRIu64 ", %" PRIu64 " files of %zu kinds\n", seed, n, kinds);
	for (uint64_t i = 0; i < n && good; i++) {
		size_t kind = (size_t)(i % kinds);
		for (size_t k = 0; only != NULL && k < kinds; k++)
			kind = strcmp(kind_name(k), only) == 0 ? k : kind;
		good = run_one(w, kind, seed + i, &by_kind[kind]);
	}
	if (!good)
		return false;
	for (size_t i = 0; i < kinds; i++)
		book_tally_add(&all, &by_kind[i]);
	/* a handful of files, or one kind of them, shows nothing about shares */
	return show_tally(&all, by_kind, kinds) || n < 500 || only != NULL;
}

int
main(void)
{
	struct book_world w;
	uint64_t seed = setting("ASSAY_HOSTILE_SEED", SEED_DEFAULT);
	if (__sanitizer_set_death_callback != NULL)
		__sanitizer_set_death_callback(keep_crash);
	else
		(void)signal(SIGSEGV, on_signal);
	(void)signal(SIGABRT, on_signal);
	book_world_load(&w);
	bool good = run_all(&w, seed, setting("ASSAY_HOSTILE_CASES", 0),
	    getenv("ASSAY_HOSTILE_KIND"));
	book_world_drop(&w);
	printf("%s\n", good ? "no file did harm: each was read, or refused with a reason" :
	    "FAILED");
	return good ? 0 : 1;
}
