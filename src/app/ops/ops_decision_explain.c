/* app/ops/ops_decision_explain.c - `assay decision explain`: why, what came since, what is not
 * shown. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/decision.h"
#include "app/decision/explain.h"
#include "codec/jcs.h"

struct rc
op_decision_explain(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct thing d;
	struct value v;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, &r->trouble.err));
	TRY(decision_find(call, &h, &d, &r->trouble));
	TRY(explain_decision(call, &h, &d, call->a, &v, &r->trouble));
	if (call->json)
		return json_write_pretty(&v, &r->out, &r->trouble.err);
	return explain_text(&v, &r->out, &r->trouble.err);
}
