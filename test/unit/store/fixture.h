/* fixture.h - a store in a folder of its own, for the tests of store.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "unit.h"

#include <sqlite3.h>

#include "store/store.h"

#define good(expr) do { \
	struct rc good_ = (expr); \
	if (failed(good_)) \
		fail_msg("%s:%d: %s gives %s", __FILE__, __LINE__, #expr, code_name(good_.code)); \
} while (0)

/* E is reset first; the code and the text must be these. */
#define refused(expr, want, text) do { \
	e = (struct err){0}; \
	assert_int_equal((expr).code, (want)); \
	assert_int_equal(e.code, (want)); \
	assert_string_equal(e.what, (text)); \
} while (0)

#define NEVER_CHANGED "the store adds to what it keeps and never changes it"
#define OUT_OF_LIMITS "a value outside of its limits was refused by the store"
#define SECOND_ROW "a second row of one key was refused by the store"

struct place { char folder[64], path[96], wal[104], shm[104], journal[112]; };

/* cmocka's set-up and tear-down: *state is a struct place, of an empty folder. */
int place_new(void **state);
int place_drop(void **state);
struct store *place_open(const struct place *p, enum store_mode mode);
/* A store with n entries, closed. */
void place_fill(const struct place *p, uint64_t n);
bool is_there(const char *path);
/* No log, index or journal beside the store. */
void assert_alone(const struct place *p);

/* 32 or 64 bytes that follow from n, different for each. */
struct slice digest32(uint64_t n, uint8_t into[static 32]);
struct slice digest64(uint64_t n, uint8_t into[static 64]);
struct rc entry_put(struct store *s, uint64_t pos, struct err *e);
uint64_t size_now(struct store *s);

/* Another process, started before this one has a store open: SQLite does not bear a fork. It acts
 * when it is told to, as nobody where asked (root is none whom modes concern), says "ready" when
 * it wants (helper_ready), and ends with what act() gave. */
struct helper {
	const struct place	*p;
	int			 pid, in, out;
};
typedef int helper_act(const struct helper *h);
struct helper helper_start(const struct place *p, helper_act *act, bool as_nobody);
/* In the helper: says so and waits for the next word. */
void helper_ready(const struct helper *h);
/* In the test: gives the word; waits until the helper is ready (or gone). */
void helper_go(const struct helper *h);
void helper_wait_ready(const struct helper *h);
/* Gives no word; waits for its end and gives its status, or -SIGNAL. */
int helper_end(struct helper *h);

/* A connection past the store, as an intruder has. */
sqlite3 *raw_open(const struct place *p);
int raw_run(sqlite3 *db, const char *text);
int64_t raw_number(sqlite3 *db, const char *text);

#endif
