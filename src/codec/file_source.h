/* codec/file_source.h - a file as a source of windows.
 *
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_FILE_SOURCE_H
#define CODEC_FILE_SOURCE_H

#include "base/file.h"
#include "codec/source.h"

/* Two windows' worth of memory: what is kept and what comes next. */
struct file_source {
	struct source	 source;
	struct file	*file;		/* borrowed */
	uint8_t		*memory;
	size_t		 size;
};

/* window_bytes: 1 or more; a token must fit in it. Errors: E_NOMEM. */
struct rc file_source_open(struct file *file, size_t window_bytes, struct file_source *out,
    struct err *e);
void file_source_drop(struct file_source *s);

#endif
