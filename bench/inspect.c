/* inspect.c - what an inspection costs beside plain SHA-256 of the same bytes, in one run.
 *
 *   bench-inspect FOLDER THREADS PROGRAM ARGUMENT...
 *
 * PROGRAM with its arguments is the inspection of the folder. Both read the same files out of
 * the same page cache, with the same number of threads, in turns, so that whatever else the
 * machine does falls on both. Prints minimum and median of each, their ratios, the
 * program's peak memory, and how long `PROGRAM version` takes. bench/inspect calls it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/pool.h"
#include "crypto/digest.h"

#define TURNS 11
#define STARTS 101
#define OTHER_TROUBLE 4		/* from here on an exit status is no outcome of evidence */

struct timing { double minimum, median; };

struct hashing {
	const char		*folder;
	struct walk_entry	*entries;
	size_t			 count;
	uint64_t		 bytes;
};

static void
die(const char *what, const char *why)
{
	fprintf(stderr, "bench: %s: %s\n", what, why);
	exit(1);
}

static double
now(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
by_time(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static struct timing
timing_of(double *seconds, size_t n)
{
	qsort(seconds, n, sizeof(*seconds), by_time);
	return (struct timing){ seconds[0], seconds[n / 2] };
}

/* One file in windows, as every plain digest tool does it. */
static void
hash_file(void *context, size_t i)
{
	const struct hashing *h = context;
	struct slice name = h->entries[i].path;
	struct digest d;
	struct err e = {0};
	char path[2 * PATH_BYTES_MAX];
	uint8_t *window = malloc(WINDOW_BYTES);
	AUTO(digest_run) run = {0};
	struct file f = { .fd = -1 };
	size_t got = 1;

	(void)snprintf(path, sizeof(path), "%s/%.*s", h->folder, (int)name.len,
	    (const char *)name.at);
	if (window == NULL || failed(file_open(path, false, &f, &e)) ||
	    failed(digest_begin(&run, &e)))
		die(path, e.what != NULL ? e.what : "out of memory");
	for (uint64_t at = 0; got > 0; at += got)
		if (failed(file_read_at(&f, at, window, WINDOW_BYTES, &got, &e)) ||
		    failed(digest_add(&run, (struct slice){ window, got }, &e)))
			die(path, e.what);
	if (failed(digest_end(&run, &d, &e)))
		die(path, e.what);
	file_drop(&f);
	free(window);
}

/* Runs a command with its output thrown away; seconds, and its peak memory when asked. */
static double
run(char **command, long *peak_kib)
{
	struct rusage used;
	int status = 0;
	double begin = now();
	pid_t pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_RDWR);
		if (null >= 0 && dup2(null, STDOUT_FILENO) >= 0)
			(void)execv(command[0], command);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &used) != pid)
		die(command[0], "cannot be run");
	double seconds = now() - begin;
	if (!WIFEXITED(status) || WEXITSTATUS(status) >= OTHER_TROUBLE || WEXITSTATUS(status) == 2)
		die(command[0], "did not end with an outcome; its message stands above");
	if (peak_kib != NULL && used.ru_maxrss > *peak_kib)
		*peak_kib = used.ru_maxrss;
	return seconds;
}

static void
line(const char *what, struct timing t, int decimals, const char *unit, const char *more)
{
	printf("%-24s %8.*f %-2s  %8.*f %-2s%s%s\n", what, decimals, t.minimum, unit, decimals,
	    t.median, unit, *more != '\0' ? "  " : "", more);
}

static void
compare(struct hashing *h, unsigned threads, char **command)
{
	double plain[TURNS], whole[TURNS];
	long peak_kib = 0;
	for (int warm_up = 0; warm_up < 2; warm_up++) {
		pool_run(h->count, threads, hash_file, h);
		(void)run(command, NULL);
	}
	for (int i = 0; i < TURNS; i++) {
		double begin = now();
		pool_run(h->count, threads, hash_file, h);
		plain[i] = now() - begin;
		whole[i] = run(command, &peak_kib);
	}
	struct timing p = timing_of(plain, TURNS), w = timing_of(whole, TURNS);
	printf("%.1f MB in %zu files, %u threads, %d turns, page cache warm\n",
	    (double)h->bytes / 1e6, h->count, threads, TURNS);
	printf("%-24s %-12s %s\n", "", " minimum", " median");
	line("plain SHA-256", p, 3, "s", "");
	line("assay inspect", w, 3, "s", "");
	line("ratio", (struct timing){ w.minimum / p.minimum, w.median / p.median }, 2, "",
	    "goal: 1.5 or less");
	printf("%-24s %8.1f MB\n", "peak memory of inspect", (double)peak_kib * 1024 / 1e6);
}

static void
start_up(char *program)
{
	double seconds[STARTS];
	char version[] = "version";
	char *command[] = { program, version, NULL };
	for (int i = 0; i < STARTS; i++)
		seconds[i] = run(command, NULL) * 1e3;
	line("start-up (version)", timing_of(seconds, STARTS), 2, "ms", "goal: below 20");
}

int
main(int argc, char **argv)
{
	struct arena a = arena_init(MIB(64));
	struct err e = {0};
	uint64_t threads = 0;

	if (argc < 4 || !slice_to_u64(slice_of(argv[2]), &threads) ||
	    threads == 0 || threads > POOL_THREADS_MAX) {
		fprintf(stderr, "usage: bench-inspect FOLDER THREADS PROGRAM ARGUMENT...\n");
		return 2;
	}
	struct hashing h = { .folder = argv[1] };
	if (failed(file_walk(argv[1], &a, &h.entries, &h.count, &e)))
		die(argv[1], e.what);
	for (size_t i = 0; i < h.count; i++)
		h.bytes += h.entries[i].size_bytes;
	compare(&h, (unsigned)threads, argv + 3);
	start_up(argv[3]);
	arena_drop(&a);
	return 0;
}
