/* app/ops_decision_verify.c - `assay decision verify`: an exported folder, checked. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/ops.h"
struct rc
op_decision_verify(const struct op_call *call, struct op_result *r)
{
	(void)call;
	return fail(&r->trouble.err, E_USAGE, 0, "later");
}
