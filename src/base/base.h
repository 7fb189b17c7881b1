/* base/base.h - slices, results and scope cleanup: the types every module speaks.
 *
 * A fallible function returns `struct rc`, which the compiler refuses to ignore, and
 * says why in a `struct err` that the caller owns. Bytes travel as `struct slice`.
 *
 * Purity:   no I/O, no clock. BUG() writes to standard error and aborts.
 * Threads:  safe, there is no shared state.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A borrowed, read-only run of bytes. Never NUL-terminated, never freed.
 * Null ({0}) means "not there", which is not the same as empty ({"", 0}). */
struct slice {
	const uint8_t	*at;
	size_t		 len;
};

#define SLICE_INIT(lit) { (const uint8_t *)(lit), sizeof(lit) - 1 }
#define SLICE(lit) ((struct slice)SLICE_INIT(lit))
/* For printf: "%.*s", SLICE_FMT(s). Only for bytes already known to be printable. */
#define SLICE_FMT(s) (int)(s).len, (const char *)((s).at != NULL ? (s).at : (const uint8_t *)"")

/* Codes and the exit status each leads to: base/code.list. */
enum code {
#define CODE(id, status, text) id,
#include "base/code.list"
#undef CODE
	CODE_COUNT
};

struct [[nodiscard]] rc { enum code code; };
static inline bool failed(struct rc r) { return r.code != OK; }
#define DONE ((struct rc){ OK })

/* Why it failed, for people. Owned by the caller, usually on its stack.
 * at:   byte offset into the input the failing function was given; 0 where it has none.
 * what: constant text, lower case, no full stop: what was found or expected. */
struct err {
	enum code	 code;
	uint64_t	 at;
	const char	*what;
};

/* Records the first cause (later ones are dropped) and returns the code. e may be null. */
static inline struct rc
fail(struct err *e, enum code c, uint64_t at, const char *what)
{
	if (e != NULL && e->code == OK)
		*e = (struct err){ c, at, what };
	return (struct rc){ c };
}

#define TRY(expr) do { struct rc try_ = (expr); if (failed(try_)) return try_; } while (0)

/* Scope cleanup: AUTO(buf) b = {0}; calls buf_drop(&b) on every way out. */
#define AUTO(type) __attribute__((cleanup(type##_drop))) struct type

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Our own mistake: message with place, then abort. Kept in release builds. */
#define BUG(why) bug(__FILE__, __LINE__, (why))
_Noreturn void bug(const char *file, int line, const char *why);

/* The process exit status for a code (base/code.list), and its name ("E_SYNTAX"). */
int code_status(enum code c);
const char *code_name(enum code c);

/* Nothing is called as often, and most answers are no: two lengths and two bytes tell. */
__attribute__((always_inline)) static inline bool
slice_eq(struct slice a, struct slice b)
{
	return a.len == b.len &&
	    (a.len == 0 || (*a.at == *b.at && memcmp(a.at, b.at, a.len) == 0));
}
/* Unsigned byte order, shorter first on a tie: <0, 0, >0. */
int slice_cmp(struct slice a, struct slice b);
/* qsort comparator over an array of struct slice. */
int slice_cmp_qsort(const void *a, const void *b);
static inline bool slice_is_empty(struct slice s) { return s.len == 0; }
static inline bool slice_is_null(struct slice s) { return s.at == NULL; }
/* Slice over a NUL-terminated string; null stays null. For literals and library borders only. */
static inline struct slice
slice_of(const char *text)
{
	return text == NULL ? (struct slice){0} :
	    (struct slice){ (const uint8_t *)text, strlen(text) };
}
bool slice_starts(struct slice s, struct slice prefix);
bool slice_ends(struct slice s, struct slice suffix);
/* ASCII case folded comparison. */
bool slice_eq_nocase(struct slice a, struct slice b);
/* Bytes [from, to) clamped to the slice. */
struct slice slice_sub(struct slice s, size_t from, size_t to);
/* Position of needle at or after `from`, or SIZE_MAX. An empty needle is found at `from`. */
size_t slice_find(struct slice s, struct slice needle, size_t from);
/* Without ASCII white space (space, tab, CR, LF) at both ends. */
struct slice slice_trim(struct slice s);
/* Decimal digits only, no sign, no leading zero except "0" itself, within uint64. */
bool slice_to_u64(struct slice s, uint64_t *out);

#endif
