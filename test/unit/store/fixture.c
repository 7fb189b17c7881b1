/* fixture.c - a store in a folder of its own. See fixture.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int
place_new(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	assert_non_null(p);
	const char *tmp = getenv("TMPDIR");
	(void)snprintf(p->folder, sizeof(p->folder), "%s/assay-store-XXXXXX",
	    tmp != NULL && strlen(tmp) < 32 ? tmp : "/tmp");
	assert_non_null(mkdtemp(p->folder));
	(void)snprintf(p->path, sizeof(p->path), "%s/assay.db", p->folder);
	(void)snprintf(p->wal, sizeof(p->wal), "%s-wal", p->path);
	(void)snprintf(p->shm, sizeof(p->shm), "%s-shm", p->path);
	(void)snprintf(p->journal, sizeof(p->journal), "%s-journal", p->path);
	*state = p;
	return 0;
}

int
place_drop(void **state)
{
	struct place *p = *state;
	(void)chmod(p->folder, 0700);
	DIR *d = opendir(p->folder);
	for (struct dirent *x; d != NULL && (x = readdir(d)) != NULL;) {
		char path[sizeof(p->folder) + sizeof(x->d_name) + 2];
		(void)snprintf(path, sizeof(path), "%s/%s", p->folder, x->d_name);
		(void)unlink(path);
	}
	if (d != NULL)
		(void)closedir(d);
	int left = rmdir(p->folder);
	free(p);
	return left;
}

struct store *
place_open(const struct place *p, enum store_mode mode)
{
	struct store *s = NULL;
	struct err e = {0};
	if (failed(store_open(p->path, mode, &s, &e)))
		fail_msg("%s: %s", p->path, e.what);
	return s;
}

void
place_fill(const struct place *p, uint64_t n)
{
	struct store *s = place_open(p, STORE_CREATE);
	good(store_begin_write(s, NULL));
	for (uint64_t i = 0; i < n; i++)
		good(entry_put(s, i, NULL));
	good(store_commit(s, NULL));
	store_close(s);
}

bool
is_there(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0;
}

void
assert_alone(const struct place *p)
{
	assert_false(is_there(p->wal));
	assert_false(is_there(p->shm));
	assert_false(is_there(p->journal));
}

static struct slice
spread(uint64_t n, uint8_t *into, size_t len)
{
	uint64_t x = n * 0x9e3779b97f4a7c15U;	/* odd: no two n give one x */
	for (size_t i = 0; i < len; i++)
		into[i] = (uint8_t)((x >> (56 - 8 * (i % 8))) ^ (i / 8));
	return (struct slice){ into, len };
}

struct slice
digest32(uint64_t n, uint8_t into[static 32])
{
	return spread(n, into, 32);
}

struct slice
digest64(uint64_t n, uint8_t into[static 64])
{
	return spread(n, into, 64);
}

struct rc
entry_put(struct store *s, uint64_t pos, struct err *e)
{
	char leaf[64], envelope[64];
	uint8_t id[32];
	(void)snprintf(leaf, sizeof(leaf), "leaf %llu", (unsigned long long)pos);
	(void)snprintf(envelope, sizeof(envelope), "envelope %llu", (unsigned long long)pos);
	struct store_entry entry = { pos, slice_of(leaf), slice_of(envelope), digest32(pos, id) };
	return store_entry_add(s, &entry, e);
}

uint64_t
size_now(struct store *s)
{
	uint64_t size = UINT64_MAX;
	good(store_size(s, &size, NULL));
	return size;
}

struct helper
helper_start(const struct place *p, helper_act *act, bool as_nobody)
{
	int to[2], from[2];
	assert_int_equal(pipe(to), 0);
	assert_int_equal(pipe(from), 0);
	pid_t pid = fork();
	assert_true(pid >= 0);
	struct helper h = { p, pid, pid == 0 ? to[0] : from[0], pid == 0 ? from[1] : to[1] };
	(void)close(pid == 0 ? to[1] : to[0]);
	(void)close(pid == 0 ? from[0] : from[1]);
	if (pid != 0)
		return h;
	char c;
	if (as_nobody && geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
		_exit(99);
	if (read(h.in, &c, 1) != 1)
		_exit(98);
	_exit(act(&h));
}

void
helper_ready(const struct helper *h)
{
	char c = 'r';
	if (write(h->out, &c, 1) != 1 || read(h->in, &c, 1) != 1)
		_exit(97);
}

void
helper_go(const struct helper *h)
{
	assert_int_equal(write(h->out, "g", 1), 1);
}

void
helper_wait_ready(const struct helper *h)
{
	char c;
	assert_int_equal(read(h->in, &c, 1), 1);
}

int
helper_end(struct helper *h)
{
	int status = -1;
	assert_int_equal(waitpid(h->pid, &status, 0), h->pid);
	assert_int_equal(close(h->in), 0);
	assert_int_equal(close(h->out), 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

sqlite3 *
raw_open(const struct place *p)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open_v2(p->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	    NULL), SQLITE_OK);
	return db;
}

int
raw_run(sqlite3 *db, const char *text)
{
	return sqlite3_exec(db, text, NULL, NULL, NULL);
}

int64_t
raw_number(sqlite3 *db, const char *text)
{
	sqlite3_stmt *stmt = NULL;
	assert_int_equal(sqlite3_prepare_v2(db, text, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	int64_t n = sqlite3_column_int64(stmt, 0);
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	return n;
}
