/* app/inspect/statement.c - the statement inside an envelope. See app/inspect/statement.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/statement.h"

#include "base/limits.h"
#include "bom/cyclonedx.h"
#include "codec/json.h"
#include "format/intoto.h"
#include "record/record.h"
#include "record/subjects.h"
#include "result/test_result.h"
#include "vex/openvex.h"

static struct rc
read_predicate(const struct intoto_statement *s, struct slice payload, struct reading *r,
    struct err *e)
{
	if (record_handles(s->predicate_type))
		return record_read(s, r, e);
	if (s->predicate != NULL && openvex_handles(s->predicate_type))
		return openvex_read_predicate(s, r, e);
	if (s->predicate != NULL && cyclonedx_handles(s->predicate_type))
		return cyclonedx_read_predicate(payload, s->predicate->at, r, e);
	if (s->predicate != NULL && test_result_handles(s->predicate_type))
		return test_result_read(s, r, e);
	return subjects_unread(s, r, e);
}

struct rc
statement_read(const struct dsse *d, struct reading *r, struct err *e)
{
	struct intoto_statement s;
	struct slice payload = d->payload.bytes;
	struct value *doc = ARENA_NEW(r->a, struct value);
	if (doc == NULL)
		return arena_failed(r->a, e);
	if (!slice_eq(d->payload_type, SLICE("application/vnd.in-toto+json"))) {
		r->title = d->payload_type;
		r->why = SLICE("a DSSE envelope around something other than an in-toto statement");
		return DONE;
	}
	TRY(json_tree_lent(payload, STATEMENT_BYTES_MAX, r->a, doc, e));
	TRY(intoto_decode(doc, r->a, &s, e));
	TRY(read_predicate(&s, payload, r, e));
	return subjects_read(&s, r, e);
}
