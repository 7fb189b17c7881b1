/* app/ops/ops_evidence.h - `assay evidence add` and `verify`, for what is not kept here.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_OPS_OPS_EVIDENCE_H
#define APP_OPS_OPS_EVIDENCE_H

#include "app/home/home.h"
#include "app/home/state.h"

/* Which of FILE, --held and --seen is given: exactly one of them, and only options that belong to
 * it. Errors: E_USAGE, naming the option. */
enum evidence_way { EVIDENCE_FILE = 1, EVIDENCE_HELD, EVIDENCE_SEEN };
struct rc evidence_way(const struct op_call *call, enum evidence_way *out, struct trouble *t);
/* Records what is held elsewhere, or was only seen. */
struct rc evidence_add_absent(const struct op_call *call, enum evidence_way way,
    struct op_result *r);
/* Records what stands in FILE as a record of that kind, about every --for. */
struct rc evidence_write(const struct op_call *call, const char *kind, struct op_result *r);
/* `evidence verify ID FILE`: these bytes beside what is recorded. */
struct rc evidence_verify_brought(const struct op_call *call, struct op_result *r);

/* The digest of what is kept or held; a null slice of what was only seen. */
struct slice evidence_digest(const struct event *v);

/* Says in a note when a subject is not registered. A transaction is open. */
struct rc evidence_say_unregistered(struct home *h, struct slice subject, struct op_result *r);

#endif
