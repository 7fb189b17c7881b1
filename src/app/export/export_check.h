/* app/export/export_check.h - an exported folder, checked without a home.
 *
 * Every claim of the folder is a link with an answer of its own. What a signature covers decides;
 * export.json is held against it, INDEX.html and verify.py are words and are hashed only.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EXPORT_EXPORT_CHECK_H
#define APP_EXPORT_EXPORT_CHECK_H

#include "app/ops.h"
#include "base/map.h"
#include "crypto/bag.h"
#include "event/event.h"
#include "ledger/note.h"

enum link_state { LINK_HOLDS = 1, LINK_BROKEN, LINK_DIFFERS, LINK_UNKNOWN };
/* "holds", "broken", "replay differs", "cannot check". */
const char *link_state_name(enum link_state s);

/* why: a remark, where it holds; else what is wrong. */
struct link { struct slice name, why; enum link_state state; };

struct checked_file { struct slice name, digest; uint64_t size_bytes; };

/* pos: from the name of its files. Only entries all of whose links hold are in `entries`. */
struct checked_entry {
	uint64_t	pos;
	struct slice	number, envelope, payload, key_id, signature, leaf, name;
	struct digest	id;
	struct event	event;
};

/* path: of the folder. verifier, outside: what the caller gave, or null.
 * names: name -> file. digests: "sha256:..." -> the first file. ids: 64 hex digits -> entry.
 * keys: actor -> struct key. */
struct checking {
	const char		*path, *verifier, *outside;
	struct arena		*a;
	struct crypto_bag	 bag;
	unsigned		 threads;
	size_t			 file_count;
	struct checked_file	*files;
	struct map		 names, digests, ids, keys;
	size_t			 entry_count, entry_cap;
	struct checked_entry	**entries;
	struct slice		 origin;	/* of the entries that come next */
	struct slice		 note_bytes;
	struct note		 note;
	struct checkpoint	 checkpoint;	/* origin null: it could not be read */
	struct key		 log_key;	/* that the folder itself names; id null: none */
	const struct checked_entry *decision;	/* or null */
	size_t			 link_count, link_cap;
	struct link		*links;
};

/* Answers in c->links, in their order. Errors: E_USAGE when path is no folder; E_IO, E_LIMIT,
 * E_NOMEM: nothing else that is wrong with a folder is an error. */
struct rc export_check(struct checking *c, struct trouble *t);
struct checking checking_init(const char *path, struct arena *a);
void checking_drop(struct checking *c);

/* --- its parts -------------------------------------------------------------------------------- */

/* One check: a failure is a broken link, E_UNVERIFIABLE one that cannot be checked, E_REPLAY one
 * whose replay differs. *remark: what to say of it; what err says is said where it is empty. */
typedef struct rc check_run(struct checking *c, void *context, struct slice *remark,
    struct err *e);
/* Runs it and keeps the link. *holds may be null. Errors: E_IO, E_NOMEM alone. */
struct rc check_link(struct checking *c, struct slice name, check_run *run, void *context,
    bool *holds, struct err *e);
/* The bytes of a file of the folder, at most max. Errors: E_VERIFY when it is missing or too
 * large; E_IO, E_NOMEM. */
struct rc check_read(struct checking *c, struct slice name, size_t max, struct slice *out,
    struct err *e);
/* A path that the system takes. Null when there is no room. */
const char *check_path(struct checking *c, struct slice name);
/* "evidence:HEX64" or "condition:HEX64#1". Errors: E_VERIFY when it is not whole here. */
struct rc checking_find(struct checking *c, struct slice name, const struct checked_entry **out,
    struct err *e);
/* A link's name: "entry 12 leaf". */
struct slice check_name(struct checking *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

struct rc check_files(struct checking *c, struct err *e);
struct rc check_log(struct checking *c, struct err *e);
struct rc check_decision(struct checking *c, struct err *e);
struct rc check_evidence(struct checking *c, struct err *e);

#endif
