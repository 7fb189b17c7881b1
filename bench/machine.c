/* machine.c - what this machine can do at all. See machine.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "machine.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/pool.h"
#include "crypto/digest.h"
#include "crypto/key.h"
#include "crypto/sign.h"

#define SECONDS 1.0

void
must(struct rc rc, const char *what, const struct err *e)
{
	if (!failed(rc))
		return;
	fprintf(stderr, "bench: %s: %s\n", what, e->what != NULL ? e->what : "failed");
	exit(1);
}

double
now(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double
now_all(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double
now_busy(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void
say_load(void)
{
	double load;
	if (getloadavg(&load, 1) == 1)
		printf("load of the machine: %.1f\n", load);
}

int
by_time(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

void
say_memory(const char *when)
{
	struct rusage used;
	(void)getrusage(RUSAGE_SELF, &used);
	printf("resident memory, at most: %.1f MB %s\n", (double)used.ru_maxrss * 1024 / 1e6,
	    when);
}

struct work {
	struct secret_key	 secret;
	struct key		 public;
	struct crypto_bag	 bag;
	uint8_t			 bytes[MACHINE_BYTES];
	uint8_t			 signature[ED25519_SIGNATURE_BYTES];
};

static void
sign_once(struct work *w, struct err *e)
{
	must(secret_key_sign(&w->secret, (struct slice){ w->bytes, sizeof(w->bytes) }, w->signature,
	    e), "sign", e);
}

static void
check_once(struct work *w, struct err *e)
{
	bool good = false;
	must(key_verify(&w->public, SCHEME_ED25519, (struct slice){ w->bytes, sizeof(w->bytes) },
	    (struct slice){ w->signature, sizeof(w->signature) }, &good, e), "check", e);
	if (!good)
		must(fail(e, E_VERIFY, 0, "does not hold"), "check", e);
}

static void
digest_once(struct work *w, struct err *e)
{
	struct digest_pair d;
	must(digest_pair_of((struct slice){ w->bytes, sizeof(w->bytes) }, &d, e), "digest", e);
}

static double
rate_of(struct work *w, void (*once)(struct work *w, struct err *e), double (*seconds)(void))
{
	struct err e = {0};
	double begin = seconds(), end;
	unsigned long n = 0;
	do {
		for (int i = 0; i < 64; i++)
			once(w, &e);
		n += 64;
		end = seconds();
	} while (end - begin < SECONDS);
	return (double)n / (end - begin);
}

/* --- on all cores ----------------------------------------------------------------------------- */

struct together { struct work *w; double rates[POOL_THREADS_MAX]; };

static void
check_for_a_while(void *context, size_t i)
{
	struct together *t = context;
	t->rates[i] = rate_of(t->w, check_once, now);
}

static double
checks_on_all(struct work *w, unsigned cores)
{
	struct together t = { .w = w };
	double sum = 0;
	pool_run(cores, cores, check_for_a_while, &t);
	for (unsigned i = 0; i < cores; i++)
		sum += t.rates[i];
	return sum;
}

/* --- commits ---------------------------------------------------------------------------------- */

static void
sql(sqlite3 *db, const char *text)
{
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "bench: %s: %s\n", text, sqlite3_errmsg(db));
		exit(1);
	}
}

static double
bare_commits(const char *folder)
{
	sqlite3 *db;
	char path[PATH_BYTES_MAX];
	(void)snprintf(path, sizeof(path), "%s/bare.db", folder);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		exit(1);
	sql(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
	    "CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB)");
	double begin = now(), end;
	unsigned n = 0;
	do {
		sql(db, "INSERT INTO t (b) VALUES (randomblob(500))");
		n++;
		end = now();
	} while (end - begin < SECONDS);
	(void)sqlite3_close(db);
	return n / (end - begin);
}

static void
work_open(struct work *w, struct arena *a)
{
	struct err e = {0};
	must(secret_key_make(&w->secret, &e), "key", &e);
	must(secret_key_public(&w->secret, a, &w->bag, &w->public, &e), "key", &e);
	sign_once(w, &e);
}

static void
work_drop(struct work *w)
{
	secret_key_drop(&w->secret);
	crypto_bag_drop(&w->bag);
}

double
machine_checks(void)
{
	static struct work w;
	AUTO(arena) a = arena_init(MIB(1));
	work_open(&w, &a);
	double rate = checks_on_all(&w, pool_default_threads());
	work_drop(&w);
	w = (struct work){0};
	return rate;
}

struct rates
machine_measure(const char *folder)
{
	static struct work w;
	AUTO(arena) a = arena_init(MIB(1));
	struct rates r = { .cores = pool_default_threads() };
	work_open(&w, &a);
	r.sign = rate_of(&w, sign_once, now_busy);
	r.check = rate_of(&w, check_once, now_busy);
	r.digest = rate_of(&w, digest_once, now_busy);
	r.checks_all = checks_on_all(&w, r.cores);
	r.commit = bare_commits(folder);
	say_load();
	printf("this machine, one core: %.0f signatures/s, %.0f checks/s, %.0f times SHA-256 and "
	    "SHA-512 of 4 KiB/s, %.0f bare commits/s; its %u cores together: %.0f checks/s\n",
	    r.sign, r.check, r.digest, r.commit, r.cores, r.checks_all);
	work_drop(&w);
	w = (struct work){0};
	return r;
}
