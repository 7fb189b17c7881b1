/* app/export/export_folder.h - a folder on its way: made beside its place, with SHA256SUMS, and put
 * there when all of it stands.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EXPORT_EXPORT_FOLDER_H
#define APP_EXPORT_EXPORT_FOLDER_H

#include "app/ops.h"
#include "crypto/digest.h"

struct export_file { struct slice name; struct digest digest; };

/* work: where it is made; null: nothing is there. */
struct export_folder {
	struct arena		*a;
	const char		*place, *work;
	size_t			 count, cap;
	struct export_file	*files;
};

/* Refuses a place where anything stands but an empty folder (E_USAGE). Errors: E_IO, E_NOMEM. */
struct rc export_folder_open(const char *place, struct arena *a, struct export_folder *out,
    struct err *e);
/* name: with "/" between folders, of the arena; each once. Files have mode 0600. */
struct rc export_folder_put(struct export_folder *f, struct slice name, struct slice bytes,
    struct err *e);
/* A copy of the file at `from`, in windows; *digest: what was copied. */
struct rc export_folder_copy(struct export_folder *f, struct slice name, const char *from,
    struct digest *digest, struct err *e);
/* Writes SHA256SUMS over everything and puts the folder in its place. */
struct rc export_folder_end(struct export_folder *f, struct err *e);
/* Takes back what was not ended. */
void export_folder_drop(struct export_folder *f);

#endif
