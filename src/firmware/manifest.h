/* firmware/manifest.h - assay's firmware manifest: the images of one release and their digests.
 *
 * A JSON file of its own with a detached CMS signature beside it. Every member is required but
 * `model` and `hardware`, and no other is allowed.
 *
 * Format:   doc/formats/records.md; facts: doc/formats/facts.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact, subject.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FIRMWARE_MANIFEST_H
#define FIRMWARE_MANIFEST_H

#include "fact/reading.h"

#define MANIFEST_SCHEMA "assay.invalid/firmware-manifest/1"

/* Fills r, which must be fresh. in: the whole file; texts that need no decoding are borrowed from
 * it.
 * Errors: as json_tree(); E_SCHEMA at the offset of the member, or of its object when it is
 * missing; E_LIMIT, E_NOMEM. */
struct rc manifest_read(struct slice in, struct reading *r, struct err *e);

#endif
