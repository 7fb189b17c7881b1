/* app/log/proof_file.h - a proof of inclusion as a file of its own.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_PROOF_FILE_H
#define APP_LOG_PROOF_FILE_H

#include "base/buf.h"
#include "store/store.h"

/* c2sp.org/tlog-proof@v1: index, path, and the checkpoint as it is. note: of `size` entries, more
 * than pos. Appends. An open transaction. Errors: of proof_make_inclusion(); E_LIMIT, E_NOMEM. */
struct rc proof_file_write(struct store *s, uint64_t pos, uint64_t size, struct slice note,
    struct buf *out, struct err *e);
/* That the log of the older size, 1 or more, is how the one of `size` begins:
 * "assay/consistency/1", "old N", and the path of RFC 9162 2.1.4, a line each. Appends. */
struct rc proof_file_write_growth(struct store *s, uint64_t old_size, uint64_t size,
    struct buf *out, struct err *e);

#endif
