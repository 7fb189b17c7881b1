/* app/ops/ops_recover.c - `assay log recover`: ways out for a store that an older copy was put
 * over. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/home/draft.h"
#include "app/listing.h"
#include "app/log/append.h"
#include "app/log/mark.h"
#include "app/log/rebuild.h"
#include "app/log/recover.h"
#include "base/file.h"

static struct rc
say(const struct op_call *call, const struct recovery *c, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object();
	value_put(&b, &v, "entries", value_number(&b, (int64_t)c->entries));
	value_put(&b, &v, "bodies", value_number(&b, (int64_t)c->bodies));
	value_put(&b, &v, "size", value_number(&b, (int64_t)c->size));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/log-recover/1", &v);
}

struct rc
op_log_recover(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct recovery c = {0};
	const char *from = op_value(call, "from", 0), *reason = op_value(call, "accept-loss", 0);
	if ((from == NULL) == (reason == NULL))
		return fail(&r->trouble.err, E_USAGE, 0, "give --from HOME of another copy, or "
		    "--accept-loss REASON");
	if (reason != NULL && *reason == 0)
		return trouble_in(&r->trouble, "--accept-loss", fail(&r->trouble.err, E_USAGE, 0,
		    "expected the reason why the log goes on without what is lost"));
	TRY(home_open(call, HOME_WRITE, &h, &r->trouble));
	if (from != NULL)
		TRY(recover_from(call, &h, from, &c, &r->trouble));
	else
		TRY(recover_with_loss(call, &h, reason, &c, &r->trouble));
	return say(call, &c, r);
}
