/* app/log/sound.c - whether what a decision rests on holds. See app/log/sound.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/sound.h"

#include "app/home/keys.h"
#include "app/log/fsck.h"

/* Entries that come before the note is made anew: to go through them costs less than a note. */
#define NOTE_EVERY 64

static struct rc
look(struct home *h, const struct checked *from, bool whole, struct arena *a,
    struct fsck_report *report, struct checked *now, bool *fits, struct err *e)
{
	struct store *made = NULL;
	TRY(store_open_scratch(&made, e));
	struct rc done = fsck_log_from(h, from, whole, made, a, report, now, fits, e);
	store_close(made);
	return done;
}

/* Without the log's key, or room for it, the next check begins where this one did. */
static void
leave_note(const struct op_call *call, struct home *h, const struct checked *now)
{
	AUTO(secret_key) secret = {0};
	struct trouble t = {0};
	if (!failed(key_log_read(call, h, &secret, &t)))
		checked_write(h, &secret, now);
}

/* From the note on; *fits false where that does not do. */
static struct rc
go_on(const struct op_call *call, struct home *h, struct fsck_report *report, bool *fits,
    struct err *e)
{
	struct checked from, now;
	const char *problem;
	uint64_t size;
	bool found;
	*fits = false;
	TRY(checked_read(h, &from, &found, &problem, e));
	if (!found)
		return DONE;
	TRY(store_size(h->store, &size, e));
	bool anew = size - from.size >= NOTE_EVERY;
	TRY(look(h, &from, anew, call->a, report, &now, fits, e));
	if (*fits && anew)
		leave_note(call, h, &now);
	return DONE;
}

struct rc
log_demand_sound(const struct op_call *call, struct home *h, struct trouble *t)
{
	struct fsck_report *report = ARENA_NEW(call->a, struct fsck_report);
	struct checked now;
	bool fits;
	if (report == NULL)
		return arena_failed(call->a, &t->err);
	TRY(go_on(call, h, report, &fits, &t->err));
	if (fits)
		return DONE;
	TRY(look(h, NULL, true, call->a, report, &now, &fits, &t->err));
	TRY(damages_demand_none(&report->damages, call->a, t));
	if (!fits)
		return fail(&t->err, E_VERIFY, 0,
		    "the log and its derived rows do not fit; `assay fsck` says more");
	leave_note(call, h, &now);
	return DONE;
}
