/* app/export/export_names.h - names of files that nobody has to trust: safe on every system, and
 * no two alike.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EXPORT_EXPORT_NAMES_H
#define APP_EXPORT_EXPORT_NAMES_H

#include "base/arena.h"
#include "base/map.h"

/* taken: names that were given out, compared as the least exact file system would. next: of a name
 * that was wanted before, the number to try first. */
struct export_names { struct arena *a; struct map taken, next; };

struct export_names export_names_init(struct arena *a);
void export_names_drop(struct export_names *n);

/* "FOLDER/name" for the name under which something came; folder ends in "/". What is not a letter,
 * a digit or one of . _ ~ + - @ ( ) = , and blank becomes "_", and so does what a system reads
 * otherwise: a leading "." or "-", a trailing "." or blank, names of devices. Folders of the name
 * stay, at most 4; of two alike the later gets "-2" before its suffix.
 * Errors: E_NOMEM, E_LIMIT. */
struct rc export_name(struct export_names *n, const char *folder, struct slice name,
    struct slice *out, struct err *e);

#endif
