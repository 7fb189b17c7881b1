/* codec/mail.h - a mail as it was received: who claims what, and the parts it carries.
 *
 * Header fields are claims and are given as such. Every part that is no multipart is a leaf, with
 * its bytes exactly as its sender put them in (transfer encoding undone, nothing else), so that
 * their digest is that of the attached file. A forwarded mail (message/rfc822) is a leaf too: its
 * bytes are a mail.
 *
 * What real mails get wrong (lines that end in LF alone, a boundary that is never closed, a field
 * twice, broken base64) is read as far as it goes and told by a flag; a mail whose structure
 * cannot be read is an error with its place.
 *
 * Spec:     RFC 5322 (with the obsolete forms of 4.2 and 4.3), RFC 2045, 2046, 2047, 2183, 2231.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_MAIL_H
#define CODEC_MAIL_H

#include "base/arena.h"
#include "base/base.h"

/* What is not as it should be, anywhere in the mail; bits. */
enum mail_flag {
	MAIL_BARE_LF = 1 << 0,		/* lines end in LF alone, or in CR alone */
	MAIL_BOUNDARY_OPEN = 1 << 1,	/* a multipart is never closed: the mail may be cut off */
	MAIL_FIELD_TWICE = 1 << 2,	/* a field that may stand once: the first is taken */
	MAIL_WORD_LEFT = 1 << 3,	/* an encoded word or name in a charset that is not read */
	MAIL_TRANSFER_DAMAGED = 1 << 4,	/* broken base64 or quoted-printable */
	MAIL_TRANSFER_UNKNOWN = 1 << 5,	/* an unknown transfer encoding: bytes left as they are */
	MAIL_CHARSET_LEFT = 1 << 6,	/* a text not in its charset, or in one that is not read */
	MAIL_DATE_INVALID = 1 << 7,	/* Date is not a date */
	MAIL_NO_PARTS = 1 << 8,		/* a multipart without parts or without a boundary */
	MAIL_MBOX_LINE = 1 << 9,	/* a "From " line of a mailbox stands in front */
	MAIL_RAW_BYTES = 1 << 10	/* a header field holds bytes outside ASCII */
};

enum mail_disposition { MAIL_UNSAID = 0, MAIL_INLINE = 1, MAIL_ATTACHMENT };

/* at:    offset of the part in the mail (of its header; of the body when the mail is one part).
 * type:  media type in lower case, "text/plain" when none is stated.
 * name:  file name, UTF-8, null when none is stated. It is a claim, not a path: judge it.
 * bytes: transfer encoding undone. Borrowed from the input or the arena.
 * text:  of text parts: bytes as UTF-8, charset undone, line ends as they are; null else, and
 *        when the charset is not read.
 * depth: multiparts around it. flags: those of enum mail_flag that concern this part alone. */
struct mail_part {
	uint64_t		 at;
	struct slice		 type, name, charset, content_id, bytes, text;
	enum mail_disposition	 disposition;
	unsigned		 depth;
	unsigned		 flags;
};

/* Fields: unfolded, encoded words decoded, UTF-8; null when the mail has no such field.
 * from_at, date_at, message_id_at: offsets of the fields, 0 when there are none.
 * date_ms: TIME_UNKNOWN when Date is missing or invalid. */
struct mail {
	struct slice		 from, to, subject, message_id, date;
	uint64_t		 from_at, date_at, message_id_at;
	int64_t			 date_ms;
	size_t			 count;
	struct mail_part	*parts;		/* leaves, in the order of the mail */
	unsigned		 flags;
};

/* Errors, with the byte offset:
 *   E_SYNTAX  no mail: a header line that is no field, no From
 *   E_LIMIT   MAIL_PARTS_MAX, MAIL_DEPTH_MAX, MAIL_HEADER_BYTES_MAX, the arena's budget
 *   E_NOMEM */
struct rc mail_decode(struct slice in, struct arena *a, struct mail *out, struct err *e);

/* The text begins as a mail does: header fields up to an empty line (or as far as head reaches),
 * among them From and one of Date, Message-ID, Received. */
bool mail_looks_like(struct slice head);

#endif
