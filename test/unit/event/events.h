/* events.h - the examples of test/data/events, and documents that differ from them in one thing.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef EVENTS_H
#define EVENTS_H

#include "documents.h"

#include "event/event.h"

/* The whole of test/data/events: one example of each type, three of evidence.added. */
static const char *const examples[] = {
	"store.created", "actor.registered", "actor.ended", "role.granted", "role.ended",
	"subject.registered", "subject.changed", "responsibility.set",
	"responsibility.set.2", "anchor.added",
	"anchor.confirmed", "anchor.ended", "catalogue.adopted", "criteria.published",
	"criteria.withdrawn", "evidence.added", "evidence.held", "evidence.seen",
	"evidence.superseded", "evidence.revoked", "verification.recorded", "exception.requested",
	"exception.approved", "exception.revoked", "decision.made", "condition.satisfied",
	"clock.started", "clock.stopped", "request.sent", "request.answered", "status.approved",
	"log.continued",
};

static inline struct slice
example(struct arena *a, const char *name)
{
	struct slice file;
	assert_true(arena_format(a, &file, "events/%s.json%c", name, 0));
	return data_file(a, (const char *)file.at);
}

static inline struct value
tree_of(struct arena *a, struct slice bytes)
{
	struct value v;
	assert_false(failed(json_tree(bytes, MIB(1), a, &v, NULL)));
	return v;
}

static inline void
assert_text(struct slice got, const char *want)
{
	if (!slice_eq(got, slice_of(want)))
		fail_msg("got '%.*s', want '%s'", SLICE_FMT(got), want);
}

#endif
