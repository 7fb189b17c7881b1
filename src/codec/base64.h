/* codec/base64.h - strict base64.
 *
 * Spec:     RFC 4648 sections 4 and 5. Unused bits must be zero (3.5); nothing outside of the
 *           alphabet is skipped unless the caller asks for the MIME form (RFC 2045 6.8).
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_BASE64_H
#define CODEC_BASE64_H

#include "base/arena.h"
#include "base/buf.h"
#include "codec/value.h"

enum base64_form {
	BASE64_STANDARD = 1,	/* + and /, padded */
	BASE64_EITHER,		/* standard or URL-safe, padded, never mixed (DSSE 1.0.2) */
	BASE64_MIME		/* standard; white space between is skipped, padding ends it */
};

void base64_write(struct slice in, struct buf *out);
/* Into the arena. Errors: E_SYNTAX with the place, E_LIMIT, E_NOMEM. */
struct rc base64_decode(struct slice in, enum base64_form form, struct arena *a,
    struct slice *out, struct err *e);
/* The text of v, a string: a fault is placed inside of the string, in the document that v is of. */
struct rc base64_decode_value(const struct value *v, enum base64_form form, struct arena *a,
    struct slice *out, struct err *e);
/* The six bits of a digit of the standard alphabet; -1: it is none. */
int base64_digit(uint8_t c);

#endif
