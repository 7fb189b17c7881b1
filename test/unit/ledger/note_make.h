/* note_make.h - keys for notes: the published examples and one whose secret half is known.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef NOTE_MAKE_H
#define NOTE_MAKE_H

#include "unit.h"

#include "base/limits.h"
#include "ledger/note.h"

#define DASH "\xe2\x80\x94 "

/* The example of the specification of signed notes. */
#define SPEC_KEY "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
#define SPEC_LINE DASH "example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7" \
	"Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
#define SPEC_NOTE "This is an example message.\n\n" SPEC_LINE

/* RFC 8032 7.1, test 1. */
#define OWN_SECRET "-----BEGIN PRIVATE KEY-----\n" \
	"MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n" \
	"-----END PRIVATE KEY-----\n"
#define OWN_NAME "log.example/assay"
#define OWN_KEY "log.example/assay+26aa5362+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"
#define OWN_TEXT "log.example/assay\n1\nIDhdKA7t5u9eHUSpUuLMr5twEaI4Tc6S8AF5GIo5UCQ=\n"
#define OWN_LINE DASH "log.example/assay JqpTYpgXL75VEHZu1giKnybSGz0tTNh/a2jfX+F2HNHOAppCmY1Ph0" \
	"FN6dUA7aNWoRag9RGzu3J6cf+AlXk2jff6ZQ0=\n"
#define OWN_NOTE OWN_TEXT "\n" OWN_LINE

struct desk { struct arena a; struct crypto_bag bag; struct secret_key secret; };

static inline void
desk_make(struct desk *d)
{
	bool needs;
	*d = (struct desk){ .a = arena_init(MIB(32)) };
	assert_false(failed(secret_key_decode(SLICE(OWN_SECRET), (struct slice){0}, &needs,
	    &d->secret, NULL)));
}

static inline void
desk_drop(struct desk *d)
{
	secret_key_drop(&d->secret);
	crypto_bag_drop(&d->bag);
	arena_drop(&d->a);
}

static inline struct key
desk_key(struct desk *d, const char *text, struct slice *name)
{
	struct err e = {0};
	struct key k;
	if (failed(note_verifier_decode(slice_of(text), &d->a, &d->bag, name, &k, &e)))
		fail_msg("%s: %s", text, e.what);
	return k;
}

static inline void
assert_place(struct rc done, const struct err *e, enum code code, uint64_t at, const char *what)
{
	if (done.code != code || e->code != code || e->at != at || strcmp(e->what, what) != 0)
		fail_msg("%s: %s at %d, want %s: %s at %d", code_name(done.code), e->what,
		    (int)e->at, code_name(code), what, (int)at);
}

#endif
