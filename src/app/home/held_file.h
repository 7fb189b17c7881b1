/* app/home/held_file.h - signatures that held, from one command to the next.
 *
 * STATE/HEX.signatures (trust/held.h), beside the high-water mark: of this machine, and no part of
 * the home. `assess` reads it; `decide`, `decision replay`, `fsck` and packages check every
 * signature anew (doc/decisions/0074). It may be removed at any time. What is no such file, or is
 * damaged, is as if it were not there; fsck says so.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_HELD_FILE_H
#define APP_HOME_HELD_FILE_H

#include "app/home/home.h"
#include "trust/held.h"

/* What reading the list takes at most. */
#define HELD_MEMORY_MAX (HELD_MAX * sizeof(struct held) + 2 * HELD_BYTES_MAX)

/* The list, in the arena; empty when there is none that can be read. Errors: E_NOMEM. */
struct rc held_file_read(const struct home *h, struct arena *a, struct held_list *out,
    struct err *e);
/* The same for fsck. *problem: why it cannot be used, or null. Errors: E_IO too. */
struct rc held_file_look(const struct home *h, struct arena *a, struct held_list *out,
    const char **problem, struct err *e);
/* Adds what held now where some of it is new, if that can be written: nothing depends on it.
 * Above HELD_MAX only what held now stays. */
void held_file_add(const struct home *h, const struct held_list *now);

#endif
