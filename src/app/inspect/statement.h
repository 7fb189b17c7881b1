/* app/inspect/statement.h - the statement inside an envelope, handed to the reader of its
 * predicate.
 *
 * What is read here is not yet checked: it counts for nothing until the envelope's signatures
 * have been (app/inspect/verify.h).
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_STATEMENT_H
#define APP_INSPECT_STATEMENT_H

#include "fact/reading.h"
#include "trust/dsse.h"

/* Fills r, which must be fresh. An envelope around something else gets a title and no kind.
 * Errors: as the reader of the predicate, with offsets in the payload; E_LIMIT, E_NOMEM. */
struct rc statement_read(const struct dsse *d, struct reading *r, struct err *e);

#endif
