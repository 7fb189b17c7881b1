/* base/file_int.h - what the files of base/file.h share.
 *
 * Layer:    base. Only base/file*.c include this.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_FILE_INT_H
#define BASE_FILE_INT_H

#include "base/base.h"

/* E_IO with what errno says, or `otherwise`. */
struct rc file_io_failed(struct err *e, const char *otherwise);
struct rc file_put_all(int fd, struct slice bytes, struct err *e);
/* The folder that a path lies in, "." where it names none; false when it is too long. */
bool file_folder_of(const char *path, char *out, size_t max);

#endif
