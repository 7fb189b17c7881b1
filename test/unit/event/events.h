/* events.h - the examples of test/data/events, and documents that differ from them in one thing.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef EVENTS_H
#define EVENTS_H

#include "unit.h"

#include "base/file.h"
#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "event/event.h"

#define S(text) slice_of(text)

/* The whole of test/data/events: one example of each type, three of evidence.added. */
static const char *const examples[] = {
	"store.created", "actor.registered", "actor.ended", "role.granted", "role.ended",
	"subject.registered", "subject.changed", "responsibility.set", "anchor.added",
	"anchor.confirmed", "anchor.ended", "catalogue.adopted", "criteria.published",
	"criteria.withdrawn", "evidence.added", "evidence.held", "evidence.seen",
	"evidence.superseded", "evidence.revoked", "verification.recorded", "exception.requested",
	"exception.approved", "exception.revoked", "decision.made", "condition.satisfied",
	"log.continued",
};

static inline struct slice
example(struct arena *a, const char *name)
{
	struct slice path, bytes;
	struct buf b = buf_init(MIB(1));
	const char *root = getenv("ASSAY_SOURCE");
	assert_true(arena_format(a, &path, "%s/test/data/events/%s.json",
	    root != NULL ? root : ".", name));
	if (failed(file_read_all((const char *)path.at, &b, NULL)))
		fail_msg("%s cannot be read", name);
	assert_true(arena_copy(a, buf_slice(&b), &bytes));
	buf_drop(&b);
	return bytes;
}

static inline struct slice
bytes_of(struct arena *a, const struct value *v)
{
	struct slice bytes;
	struct buf b = buf_init(MIB(16));
	assert_false(failed(jcs_write(v, &b, NULL)));
	assert_true(arena_copy(a, buf_slice(&b), &bytes));
	buf_drop(&b);
	return bytes;
}

static inline struct value
tree_of(struct arena *a, struct slice bytes)
{
	struct value v;
	assert_false(failed(json_tree(bytes, MIB(1), a, &v, NULL)));
	return v;
}

/* The text with the first `from` in it replaced by `to`. */
static inline struct slice
replaced(struct arena *a, struct slice in, const char *from, const char *to)
{
	struct slice out;
	size_t at = slice_find(in, S(from), 0);
	if (at == SIZE_MAX)
		fail_msg("there is no %s", from);
	assert_true(arena_join(a, slice_sub(in, 0, at), S(to), &out));
	assert_true(arena_join(a, out, slice_sub(in, at + strlen(from), in.len), &out));
	return out;
}

static inline void
assert_text(struct slice got, const char *want)
{
	if (!slice_eq(got, slice_of(want)))
		fail_msg("got '%.*s', want '%s'", SLICE_FMT(got), want);
}

#endif
