/* app/ops/ops_assess_diff.h - the --diff of `assay assess`.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_OPS_OPS_ASSESS_DIFF_H
#define APP_OPS_OPS_ASSESS_DIFF_H

#include "app/decision/assess.h"

/* Assesses the subject of the decision that --diff names, by its criteria, as q asks, and says what
 * is different from the kept assessment. An open transaction. The status is that of `assess`. */
struct rc assess_diff(const struct op_call *call, struct home *h, struct question *q,
    struct op_result *r);

#endif
