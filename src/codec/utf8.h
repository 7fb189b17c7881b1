/* codec/utf8.h - text in and out: UTF-8 checked, UTF-16 and Windows-1252 converted, and anything
 * from outside made safe to show.
 *
 * Spec:     RFC 3629; Unicode 15 (UTF-16); the WHATWG index of Windows-1252, in which the bytes
 *           81, 8D, 8F, 90 and 9D are undefined here.
 * Purity:   no I/O, no clock.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_UTF8_H
#define CODEC_UTF8_H

#include "base/arena.h"
#include "base/base.h"
#include "base/buf.h"

enum encoding { ENCODING_UTF8 = 1, ENCODING_UTF16LE, ENCODING_UTF16BE, ENCODING_WINDOWS1252 };

/* Well-formed UTF-8: shortest form, no surrogates, at most U+10FFFF. */
bool utf8_valid(struct slice s);
/* The same; *bad is the offset of the first byte that is wrong. */
bool utf8_check(struct slice s, size_t *bad);
/* Appends one code point, which must not be a surrogate or beyond U+10FFFF: BUG. */
void utf8_put(uint32_t point, struct buf *out);
/* The code point at *at, which moves behind it. The text must be valid. */
uint32_t utf8_next(struct slice s, size_t *at);
/* Contains a control or direction character (see text_show), tab and line ends included. */
bool utf8_has_control(struct slice s);

/* Which encoding the bytes are in: by byte-order mark, by zero bytes in every second place, as
 * valid UTF-8, else Windows-1252. *why: a clause for people. *skip: bytes of the mark. */
enum encoding encoding_detect(struct slice in, size_t *skip, const char **why);
/* "utf-8", "utf-16", "windows-1252". */
const char *encoding_name(enum encoding e);
/* The text as UTF-8 without mark: borrowed when it was, else in the arena.
 * Errors: E_SYNTAX at the first byte that stands for no character, E_LIMIT, E_NOMEM. */
struct rc text_to_utf8(struct slice in, enum encoding from, size_t skip, struct arena *a,
    struct slice *out, struct err *e);
/* Detects and converts. */
struct rc text_decode(struct slice in, struct arena *a, struct slice *out, enum encoding *from,
    struct err *e);

/* A character that must not reach a terminal or report raw: C0, DEL, C1, U+061C, U+200E, U+200F,
 * U+2028, U+2029, U+202A..202E, U+2066..2069, U+FEFF. */
bool point_is_unsafe(uint32_t point);
/* Appends text for people: unsafe characters and bytes that are no UTF-8 as \u{HEX} and \xHH. */
void text_show(struct slice s, struct buf *out);

#endif
