/* codec/jcs.h - RFC 8785 canonical JSON, and plain JSON for people.
 *
 * Numbers: integers within -(2^53-1)..2^53-1 only. Any other number in the tree is refused
 * (E_SCHEMA): assay writes other quantities as decimal strings.
 *
 * Spec:     RFC 8785 (members sorted by UTF-16 code units, 3.2.3).
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_JCS_H
#define CODEC_JCS_H

#include "base/buf.h"
#include "codec/value.h"

/* Appends the canonical form. Errors: E_SCHEMA at the value's offset, E_LIMIT, E_NOMEM. */
struct rc jcs_write(const struct value *v, struct buf *out, struct err *e);
/* Appends JSON with members in tree order, indented by two spaces, one final newline; numbers
 * with the text they came with. Control and direction characters are escaped as \uXXXX. */
struct rc json_write_pretty(const struct value *v, struct buf *out, struct err *e);
/* Appends one JSON string, quotes included. */
void json_write_string(struct slice text, struct buf *out);

#endif
