/* app/ops/ops_decision_export.c - `assay decision export`: the assessor's folder. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/decision.h"
#include "app/export/export.h"
#include "app/listing.h"

static struct rc
say_exported(const struct op_call *call, const struct thing *d, const struct exported *x,
    struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object();
	value_put(&b, &v, "id", value_string(d->row.key));
	value_put(&b, &v, "folder", value_string(slice_of(op_value(call, "DIR", 0))));
	value_put(&b, &v, "files", value_number(&b, (int64_t)x->file_count));
	value_put(&b, &v, "entries", value_number(&b, (int64_t)x->entry_count));
	value_put(&b, &v, "evidence", value_number(&b, (int64_t)x->evidence_count));
	value_put(&b, &v, "evidence_not_here", value_number(&b, (int64_t)x->absent_count));
	value_put(&b, &v, "log_size", value_number(&b, (int64_t)x->size));
	TRY(build_end(&b, &r->trouble.err));
	buf_addf(&r->notes, "assay: give log_verifier by another way than the folder: `assay log "
	    "checkpoint --json` has it; INDEX.html says how to verify\n");
	return object_print(call, r, "assay/decision-export/1", &v);
}

struct rc
op_decision_export(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct thing d;
	struct exported x;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, &r->trouble.err));
	TRY(decision_find(call, &h, &d, &r->trouble));
	TRY(export_decision(call, &h, &d, op_value(call, "DIR", 0), &x, &r->trouble));
	return say_exported(call, &d, &x, r);
}
