/* app/desk/approvals.c - statuses of requirements that somebody else approved. See
 * app/desk/approvals.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/approvals.h"

#include "base/buf.h"
#include "base/limits.h"
#include "codec/jcs.h"
#include "crypto/digest.h"
#include "event/event.h"

struct rc
approval_digest(const struct value *row, struct arena *a, struct slice *out, struct err *e)
{
	struct build b = { .a = a };
	struct value v = value_object();
	struct digest d;
	AUTO(buf) bytes = buf_init(DOCUMENT_BYTES_MAX);
	for (size_t i = 0; i < row->count; i++)
		if (!slice_eq(row->members[i].name, SLICE("cell")))
			value_put_slice(&b, &v, row->members[i].name, row->members[i].value);
	TRY(build_end(&b, e));
	TRY(jcs_write(&v, &bytes, e));
	TRY(buf_end(&bytes, e));
	TRY(digest_of(buf_slice(&bytes), &d, e));
	return digest_text(a, &d, out) ? DONE : arena_failed(a, e);
}

struct rc
approvals_find(struct home *h, struct slice subject, uint64_t known, struct arena *a,
    struct approvals *out, struct err *e)
{
	return state_about(h->store, subject, "about", "status", known, a, &out->at, &out->count,
	    e);
}

const struct thing *
approval_of(const struct approvals *list, struct slice requirement, struct slice digest,
    int64_t at_ms)
{
	for (size_t i = list->count; i > 0; i--) {
		const struct event *v = &list->at[i - 1].event;
		int64_t until = event_instant(v, "until");
		if (slice_eq(event_text(v, "requirement"), requirement) &&
		    slice_eq(event_text(v, "row"), digest) &&
		    (until == TIME_UNKNOWN || until >= at_ms))
			return &list->at[i - 1];
	}
	return NULL;
}
