/* app/home/home.c - a home. See app/home/home.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/home.h"

#include <stdlib.h>

#include "app/home/state.h"
#include "app/log/bodies.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/base64.h"
#include "codec/hex.h"

#define HOME_ARENA_BYTES MIB(64)

void
home_drop(struct home *h)
{
	store_close(h->store);
	crypto_bag_drop(&h->bag);
	body_rows_drop(&h->pending);
	arena_drop(&h->a);
	*h = (struct home){0};
}

const char *
home_join(struct arena *a, const char *folder, const char *name)
{
	struct slice s;
	return arena_format(a, &s, "%s/%s%c", folder, name, 0) ? (const char *)s.at : NULL;
}

/* The option, the variable, or a folder below $HOME; null when there is none. */
const char *
home_state_file(const struct home *h, const char *ending, struct arena *a)
{
	struct digest d;
	struct slice name;
	AUTO(buf) hex = buf_init(2 * SHA256_BYTES);
	if (failed(digest_of(h->origin, &d, NULL)))
		return NULL;
	hex_write((struct slice){ d.bytes, sizeof(d.bytes) }, &hex);
	if (hex.broken)
		return NULL;
	return arena_format(a, &name, "%s/%.*s.%s%c", h->state_path, SLICE_FMT(buf_slice(&hex)),
	    ending, 0) ? (const char *)name.at : NULL;
}

static const char *
folder_of(const char *option, const char *variable, const char *below, struct arena *a)
{
	const char *given = option != NULL ? option : getenv(variable);
	const char *home = getenv("HOME");
	if (given != NULL && *given != 0)
		return given;
	return home != NULL && *home != 0 ? home_join(a, home, below) : NULL;
}

struct rc
home_paths(const struct op_call *call, struct arena *a, const char **path,
    const char **state_path, struct err *e)
{
	*path = folder_of(op_value(call, "home", 0), "ASSAY_HOME", ".local/share/assay", a);
	*state_path = folder_of(NULL, "ASSAY_STATE", ".local/state/assay", a);
	if (*path != NULL && *state_path != NULL)
		return DONE;
	if (a->spent)
		return arena_failed(a, e);
	return fail(e, E_USAGE, 0, "no home is named: give --home DIR, or set ASSAY_HOME; "
	    "ASSAY_STATE or HOME says where the high-water mark is kept");
}

struct slice
home_origin_at(const struct home *h, uint64_t size)
{
	size_t n = h->span_count;
	while (n > 1 && h->spans[n - 1].from >= size)
		n--;
	return h->spans[n - 1].origin;
}

static struct rc
add_span(struct home *h, uint64_t from, struct slice origin, struct err *e)
{
	struct span *wider = ARENA_ARRAY(&h->a, struct span, h->span_count + 1);
	if (wider == NULL)
		return arena_failed(&h->a, e);
	for (size_t i = 0; i < h->span_count; i++)
		wider[i] = h->spans[i];
	wider[h->span_count++] = (struct span){ from, origin };
	h->spans = wider;
	h->origin = origin;
	return DONE;
}

struct rc
home_continue(struct home *h, struct slice origin, struct err *e)
{
	uint64_t size;
	TRY(store_begin_read(h->store, e));
	struct rc done = store_size(h->store, &size, e);
	store_rollback(h->store);
	h->beside = NULL;	/* a new name has no mark yet, and nobody misses it */
	return failed(done) ? done : add_span(h, size, origin, e);
}

/* Whether a failure is a matter of what is kept, and not of the machine; then it is damage. */
static struct rc
damaged(struct home *h, const struct home_damage *what, struct rc rc, struct err *e)
{
	if (!failed(rc) || (rc.code != E_VERIFY && rc.code != E_SYNTAX && rc.code != E_SCHEMA &&
	    rc.code != E_UNVERIFIABLE))
		return rc;
	h->damage = *what;
	return fail(e, E_VERIFY, 0, what->what);
}

/* Who the log belongs to, its key, and its first name. */
static struct rc
read_created(struct home *h, struct err *e)
{
	struct event first;
	struct slice spki;
	bool found;
	TRY(state_event(h->store, 0, &h->a, &first, NULL, &found, e));
	if (!found) {
		const struct home_damage gone = { "entry", "0", "pos",
			"the first entry of the log is not there" };
		return damaged(h, &gone, fail(e, E_VERIFY, 0, gone.what), e);
	}
	if (first.type != EVENT_STORE_CREATED)
		return fail(e, E_VERIFY, 0, "the first entry of the log is another");
	TRY(add_span(h, 0, first.log, e));
	h->organisation = event_text(&first, "organisation");
	TRY(base64_decode(event_text(&first, "log_key"), BASE64_STANDARD, &h->a, &spki, e));
	return key_from_der(spki, &h->a, &h->bag, &h->log_key, e);
}

/* The names that it went on under. */
static struct rc
read_continued(struct home *h, struct err *e)
{
	struct thing *more;
	size_t count;
	TRY(state_list(h->store, "continuation", STORE_OPEN, &h->a, &more, &count, e));
	for (size_t i = 0; i < count; i++)
		TRY(add_span(h, more[i].row.from_pos, more[i].event.log, e));
	return DONE;
}

static struct rc
read_first(struct home *h, enum home_mode mode, struct err *e)
{
	static const struct home_damage created = { "entry", "0", "envelope",
		"the first entry of the log is damaged" };
	static const struct home_damage continued = { "state", "continuation", "",
		"a row that gives the log another name leads to no such entry" };
	TRY(store_begin_read(h->store, e));
	struct rc done = read_created(h, e);
	if (h->damage.table == NULL)
		done = damaged(h, &created, done, e);
	if (!failed(done))
		done = damaged(h, &continued, read_continued(h, e), e);
	if (mode == HOME_REBUILD && h->damage.table == continued.table) {
		h->damage = (struct home_damage){0};
		done = DONE;		/* such a row is made again */
	}
	store_rollback(h->store);
	return done;
}

static struct rc
open_in(const struct op_call *call, enum home_mode mode, struct home *h, struct trouble *t)
{
	enum file_kind kind;
	uint64_t size;
	struct err why = {0};
	TRY(home_paths(call, call->a, &h->path, &h->state_path, &t->err));
	const char *db = home_join(call->a, h->path, "assay.db");
	if (db == NULL)
		return arena_failed(call->a, &t->err);
	if (failed(file_exists(db, &kind, &why)))
		return trouble_in(t, h->path, fail(&t->err, why.code, why.at, why.what));
	if (failed(file_kind_of(db, true, &kind, &size, NULL)))
		return trouble_in(t, h->path, fail(&t->err, E_IO, 0,
		    "there is no home here; `assay init --name ORG` makes one"));
	TRY(trouble_in(t, db, store_open(db, mode == HOME_READ ? STORE_READ :
	    mode == HOME_WRITE ? STORE_WRITE : STORE_REBUILD, &h->store, &t->err)));
	return trouble_in(t, db, read_first(h, mode, &t->err));
}

struct rc
home_open(const struct op_call *call, enum home_mode mode, struct home *out, struct trouble *t)
{
	*out = (struct home){ .a = arena_init(HOME_ARENA_BYTES), .said = call->a,
	    .beside = call->beside };
	struct rc done = open_in(call, mode, out, t);
	if (!failed(done))
		return DONE;
	const struct home_damage damage = out->damage;
	home_drop(out);
	out->damage = damage;
	return done;
}
