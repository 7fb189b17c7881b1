/* firmware/image.h - firmware images: squashfs file systems.
 *
 * Only the superblock is read: that the file is an image, when it was made and whether all of it
 * is here. What is inside belongs to a later reader.
 *
 * Format:   squashfs 4.0, 96 bytes, little-endian; facts: doc/formats/facts.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FIRMWARE_IMAGE_H
#define FIRMWARE_IMAGE_H

#include "fact/reading.h"

#define SQUASHFS_SUPERBLOCK_BYTES 96

/* Fills r, which must be fresh: kind firmware_image, fact `bytes`, made_ms when the superblock
 * states a time. head: the first bytes, 96 or more where the file has them; size_bytes: of the
 * whole file.
 * Errors: E_SYNTAX  the superblock is cut
 *         E_SCHEMA  at the field: another version, a size, position or block that cannot be
 *         E_LIMIT, E_NOMEM  of the arena */
struct rc image_read(struct slice head, uint64_t size_bytes, struct reading *r, struct err *e);

#endif
