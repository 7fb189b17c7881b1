/* app/home/home.h - a home: the store of one organisation, its keys and its high-water mark.
 *
 *   HOME/assay.db      the store            --home, $ASSAY_HOME, or ~/.local/share/assay
 *   HOME/bodies/       bodies above STORE_INLINE_MAX
 *   HOME/keys/         secret keys, mode 0600
 *   HOME/settings.yaml the default of --as; nothing in it can change a verdict
 *   STATE/             $ASSAY_STATE, or ~/.local/state/assay: high-water marks, signatures that
 *                      held, and up to where a log was checked
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_HOME_H
#define APP_HOME_HOME_H

#include "app/ops.h"
#include "base/map.h"
#include "crypto/bag.h"
#include "crypto/key.h"
#include "event/event.h"
#include "store/store.h"

/* HOME_REBUILD: to write, also where the derived tables are of an older program, or a row of them
 * that gave the log another name is damaged. */
enum home_mode { HOME_READ = 1, HOME_WRITE, HOME_REBUILD };

/* From which entry on the log has this origin. A log that went on after a loss has several: its
 * entries stay where they are, and what is signed from then on is of another name, so that no
 * one name has two histories. */
struct span { uint64_t from; struct slice origin; };

/* Bodies whose rows are still to be written, by digest: see app/log/bodies.h. */
struct body_rows { struct arena a; struct map rows; bool begun; };

/* What keeps a home from being opened; table null: nothing of the store. */
struct home_damage { const char *table, *row, *field, *what; };

/* Of an opened home; texts live in its arena, but for the paths, which end in a NUL
 * and live in `said`.
 * log_key, organisation: from the first event of the log.
 * damage: of one that could not be opened: nothing else is set then.
 * said: the command's arena, which outlives the home: for what a failure says, and the names of
 * files in it. */
struct home {
	struct arena		 a, *said;
	struct crypto_bag	 bag;
	const char		*path, *state_path;
	struct store		*store;
	struct slice		 origin, organisation;	/* origin: of the last span */
	struct span		*spans;
	size_t			 span_count;
	struct key		 log_key;
	struct op_beside	*beside;	/* of the call, or null */
	struct body_rows	 pending;
	struct home_damage	 damage;
};

void home_drop(struct home *h);

/* The folders that a command means. Errors: E_USAGE when neither option nor environment names
 * one and there is no $HOME; E_NOMEM. */
struct rc home_paths(const struct op_call *call, struct arena *a, const char **path,
    const char **state_path, struct err *e);
/* Opens the store and reads the first event. Failures name the file in *t.
 * Errors: E_IO when there is no home (what says how to make one); those of store_open();
 * E_VERIFY when the first event, or one that gave the log another name, is damaged: out->damage
 * says what, and nothing is to be dropped. */
struct rc home_open(const struct op_call *call, enum home_mode mode, struct home *out,
    struct trouble *t);
/* The origin under which a checkpoint of `size` entries was signed. */
struct slice home_origin_at(const struct home *h, uint64_t size);
/* The log goes on under another origin from the next entry on. Errors: E_NOMEM, of the store. */
struct rc home_continue(struct home *h, struct slice origin, struct err *e);
/* "STATE/HEX.ENDING", HEX being the SHA-256 of the origin; ending in a NUL. Null when there is no
 * room. */
const char *home_state_file(const struct home *h, const char *ending, struct arena *a);
/* "DIR/NAME", ending in a NUL. Null when there is no room. */
const char *home_join(struct arena *a, const char *folder, const char *name);

#endif
