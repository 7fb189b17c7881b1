/* codec/mail_int.h - what the files of codec/mail share.
 *
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_MAIL_INT_H
#define CODEC_MAIL_INT_H

#include "codec/mail.h"

/* --- lines (mail_header.c) ------------------------------------------------------------------ */

/* A line without its end; next: offset behind the end. */
struct mail_line {
	size_t		at, next;
	struct slice	text;
	bool		bare;		/* ends in LF or CR alone */
	bool		open;		/* the input ends without a line end */
};

/* The line at the offset, which must be below end. */
struct mail_line mail_line_at(struct slice in, size_t at, size_t end);

/* --- fields (mail_header.c) ----------------------------------------------------------------- */

/* value: as it stands, folds included, without the final line end. */
struct mail_field {
	struct slice	name, value;
	size_t		at;
};

struct mail_header {
	size_t			 count, cap;
	struct mail_field	*fields;
	size_t			 body;		/* offset behind the empty line */
};

/* Reads the fields in [at, end). Errors: E_SYNTAX, E_LIMIT, E_NOMEM. */
struct rc mail_header_read(struct slice in, size_t at, size_t end, struct arena *a,
    struct mail_header *out, unsigned *flags, struct err *e);
/* The first field of that name, or null; MAIL_FIELD_TWICE when there is another. */
const struct mail_field *mail_header_find(const struct mail_header *h, struct slice name,
    unsigned *flags);
/* Line ends before white space taken out; trimmed. */
struct rc mail_unfold(struct slice value, struct arena *a, struct slice *out, struct err *e);
/* "name: " at the beginning of a line; false when the line is no field. */
bool mail_field_name(struct slice line, struct slice *name, size_t *value_at);

/* --- structured values (mail_param.c) ------------------------------------------------------- */

struct mail_param {
	struct slice	name;		/* without "*" and numbers, lower case */
	struct slice	value;
	unsigned	section;	/* RFC 2231 continuation, 0 for the first or only one */
	bool		extended;	/* percent-encoded */
	bool		continued;
};

#define MAIL_PARAMS_MAX 64

/* word: "text/plain", "attachment", lower case. */
struct mail_value {
	struct slice		word;
	size_t			count;
	struct mail_param	params[MAIL_PARAMS_MAX];
};

/* A value and its parameters, from an unfolded field. What is not one is left out.
 * Errors: E_NOMEM, E_LIMIT. */
struct rc mail_value_read(struct slice text, struct arena *a, struct mail_value *out,
    struct err *e);
/* The parameter's text with RFC 2231 undone, as UTF-8; null when there is none. */
struct rc mail_value_param(const struct mail_value *v, struct slice name, struct arena *a,
    struct slice *out, unsigned *flags, struct err *e);
/* RFC 5322 3.3 and 4.3. */
bool mail_date_read(struct slice text, int64_t *ms);

/* --- words and charsets (mail_word.c) ------------------------------------------------------- */

/* Bytes in the charset as UTF-8. *known is false, and *out null, for a charset that is not read
 * and for bytes that are not in it. Errors: E_NOMEM, E_LIMIT. */
struct rc mail_charset_decode(struct slice charset, struct slice bytes, struct arena *a,
    struct slice *out, bool *known, struct err *e);
/* RFC 2047 words decoded; the rest as it is. Always UTF-8. Errors: E_NOMEM, E_LIMIT. */
struct rc mail_words_decode(struct slice text, struct arena *a, struct slice *out,
    unsigned *flags, struct err *e);

/* --- transfer encodings (mail_transfer.c) --------------------------------------------------- */

/* Into room for as many bytes as the input has; the number of bytes. *damaged is set, never
 * cleared, when something was not as the encoding demands; what could be read is there. */
size_t mail_base64_decode(struct slice in, uint8_t *out, bool *damaged);
size_t mail_quoted_decode(struct slice in, bool word, uint8_t *out, bool *damaged);
/* The value of a hexadecimal digit, or -1. */
int mail_hex(uint8_t c);

#endif
