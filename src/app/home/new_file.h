/* app/home/new_file.h - a file that a person will look through and then apply.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_NEW_FILE_H
#define APP_HOME_NEW_FILE_H

#include "app/ops.h"
#include "base/limits.h"

#define NEW_FILE_BYTES_MAX KIB(256)

/* -o names a file, and nothing stands there. Errors: E_USAGE, E_IO. */
struct rc new_file_check(const struct op_call *call, struct trouble *t);
/* Writes it where nothing stands, and says how it is applied: `then` and the file. "-" is standard
 * output. Errors: of new_file_check(); E_IO. */
struct rc new_file_write(const struct op_call *call, const struct buf *text, const char *schema,
    const char *then, struct op_result *r);

#endif
