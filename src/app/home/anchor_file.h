/* app/home/anchor_file.h - the one key or certificate of a file.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_ANCHOR_FILE_H
#define APP_HOME_ANCHOR_FILE_H

#include "app/ops.h"
#include "trust/anchor.h"

/* bytes: of the file, in the arena. The key is checked as anchor_load() does.
 * Errors, with file and place in *t: of anchor_load(); E_USAGE when there are several; E_IO. */
struct rc anchor_file_load(const char *path, unsigned purposes, enum trust_how how,
    struct arena *a, struct crypto_bag *bag, struct slice *bytes, struct anchor *out,
    struct trouble *t);
/* The same of bytes that came from elsewhere; places are offsets in them. */
struct rc anchor_bytes_load(struct slice bytes, unsigned purposes, enum trust_how how,
    struct arena *a, struct crypto_bag *bag, struct anchor *out, struct err *e);

#endif
