/* codec/archive_int.h - what the files of codec/archive share.
 *
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_ARCHIVE_INT_H
#define CODEC_ARCHIVE_INT_H

#include "codec/archive.h"

uint64_t archive_input_size(const struct archive_input *in);
/* Exactly n bytes at the offset. Errors: E_SYNTAX when they are not all there, E_IO. */
struct rc archive_input_at(const struct archive_input *in, uint64_t at, uint8_t *into, size_t n,
    struct err *e);

#endif
