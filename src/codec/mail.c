/* codec/mail.c - the parts of a mail. See codec/mail.h.
 *
 * A multipart is cut at its own boundary first and its parts are looked at then, so a part never
 * reaches beyond the multipart around it, whatever its own boundary says.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/mail_int.h"

#include "base/limits.h"
#include "base/time.h"

struct reader {
	struct slice	 in;
	struct arena	*arena;
	struct mail	 mail;
	size_t		 cap;
	size_t		 seen;		/* parts, multiparts included */
};

/* What a part's header says about it. */
struct part_head {
	struct mail_value	type, disposition;
	struct slice		transfer, content_id;
};

/* The unfolded field; null when there is none. */
static struct rc
field_text(struct reader *r, const struct mail_header *h, struct slice name, unsigned *flags,
    struct slice *out, struct err *e)
{
	const struct mail_field *f = mail_header_find(h, name, flags);

	*out = (struct slice){0};
	return f == NULL ? DONE : mail_unfold(f->value, r->arena, out, e);
}

static struct rc
read_part_head(struct reader *r, const struct mail_header *h, struct part_head *p,
    unsigned *flags, struct err *e)
{
	struct slice type, disposition;

	TRY(field_text(r, h, SLICE("Content-Type"), flags, &type, e));
	TRY(field_text(r, h, SLICE("Content-Disposition"), flags, &disposition, e));
	TRY(field_text(r, h, SLICE("Content-Transfer-Encoding"), flags, &p->transfer, e));
	TRY(field_text(r, h, SLICE("Content-ID"), flags, &p->content_id, e));
	TRY(mail_value_read(type, r->arena, &p->type, e));
	TRY(mail_value_read(disposition, r->arena, &p->disposition, e));
	/* RFC 2045 5.2: what states no type, or none that is one, is plain text. */
	if (slice_find(p->type.word, SLICE("/"), 0) == SIZE_MAX)
		p->type.word = SLICE("text/plain");
	return DONE;
}

/* --- leaves --------------------------------------------------------------------------------- */

static struct rc
undo_transfer(struct reader *r, struct slice transfer, struct slice body,
    struct mail_part *part, struct err *e)
{
	bool base64 = slice_eq_nocase(transfer, SLICE("base64"));
	bool quoted = slice_eq_nocase(transfer, SLICE("quoted-printable"));
	bool damaged = false;

	part->bytes = body;
	if (!base64 && !quoted) {
		if (transfer.len > 0 && !slice_eq_nocase(transfer, SLICE("7bit")) &&
		    !slice_eq_nocase(transfer, SLICE("8bit")) &&
		    !slice_eq_nocase(transfer, SLICE("binary")))
			part->flags |= MAIL_TRANSFER_UNKNOWN;
		return DONE;
	}
	uint8_t *to = arena_alloc(r->arena, body.len, 1);
	if (to == NULL)
		return arena_failed(r->arena, e);
	size_t n = base64 ? mail_base64_decode(body, to, &damaged) :
	    mail_quoted_decode(body, false, to, &damaged);
	part->bytes = (struct slice){ to, n };
	if (damaged)
		part->flags |= MAIL_TRANSFER_DAMAGED;
	return DONE;
}

static struct rc
undo_charset(struct reader *r, struct mail_part *part, struct err *e)
{
	bool known = false;

	if (!slice_starts(part->type, SLICE("text/")))
		return DONE;
	/* Where nothing is stated RFC 2045 means ASCII, and mailers send UTF-8 or Windows-1252. */
	struct slice charset = slice_is_null(part->charset) ? SLICE("utf-8") : part->charset;
	TRY(mail_charset_decode(charset, part->bytes, r->arena, &part->text, &known, e));
	if (known)
		return DONE;
	part->flags |= MAIL_CHARSET_LEFT;
	if (!slice_is_null(part->charset))
		return DONE;
	return mail_charset_decode(SLICE("windows-1252"), part->bytes, r->arena, &part->text,
	    &known, e);
}

static struct rc
part_name(struct reader *r, const struct part_head *p, struct mail_part *part, struct err *e)
{
	TRY(mail_value_param(&p->disposition, SLICE("filename"), r->arena, &part->name,
	    &part->flags, e));
	if (slice_is_null(part->name))
		TRY(mail_value_param(&p->type, SLICE("name"), r->arena, &part->name, &part->flags,
		    e));
	return DONE;
}

static struct rc
add_leaf(struct reader *r, const struct part_head *p, size_t at, struct slice body,
    unsigned depth, unsigned flags, struct err *e)
{
	void *parts = r->mail.parts;
	struct mail_part part = { .at = at, .type = p->type.word, .content_id = p->content_id,
	    .depth = depth, .flags = flags };

	part.disposition = p->disposition.word.len == 0 ? MAIL_UNSAID :
	    slice_eq(p->disposition.word, SLICE("inline")) ? MAIL_INLINE : MAIL_ATTACHMENT;
	TRY(part_name(r, p, &part, e));
	TRY(mail_value_param(&p->type, SLICE("charset"), r->arena, &part.charset, &part.flags, e));
	TRY(undo_transfer(r, p->transfer, body, &part, e));
	TRY(undo_charset(r, &part, e));
	if (!arena_grow(r->arena, &parts, &r->cap, r->mail.count, sizeof(part)))
		return arena_failed(r->arena, e);
	r->mail.parts = parts;
	r->mail.parts[r->mail.count++] = part;
	r->mail.flags |= part.flags;
	return DONE;
}

/* --- multiparts ----------------------------------------------------------------------------- */

enum mark { MARK_NONE = 0, MARK_PART, MARK_END };

/* RFC 2046 5.1.1: "--", the boundary, "--" at the end, white space. */
static enum mark
mark_of(struct slice line, struct slice boundary)
{
	if (!slice_starts(line, SLICE("--")))
		return MARK_NONE;
	line = slice_sub(line, 2, line.len);
	if (!slice_starts(line, boundary))
		return MARK_NONE;
	line = slice_sub(line, boundary.len, line.len);
	bool end = slice_starts(line, SLICE("--"));
	if (slice_trim(slice_sub(line, end ? 2 : 0, line.len)).len > 0)
		return MARK_NONE;
	return end ? MARK_END : MARK_PART;
}

static struct rc read_part(struct reader *r, size_t at, size_t end, unsigned depth,
    struct err *e);

/* Where multipart bodies are cut. from: SIZE_MAX before the first part. */
struct cutter {
	size_t	from, count;
	bool	closed;
};

static struct rc
cut_parts(struct reader *r, size_t at, size_t end, struct slice boundary, unsigned depth,
    struct cutter *c, struct err *e)
{
	size_t line_end = at;		/* of the line before, without its line end */

	while (at < end && !c->closed) {
		struct mail_line l = mail_line_at(r->in, at, end);
		enum mark mark = mark_of(l.text, boundary);
		if (mark != MARK_NONE && c->from != SIZE_MAX) {
			size_t past = line_end > c->from ? line_end : c->from;
			TRY(read_part(r, c->from, past, depth, e));
			c->count++;
		}
		if (mark != MARK_NONE && l.bare)
			r->mail.flags |= MAIL_BARE_LF;
		if (mark == MARK_PART)
			c->from = l.next;
		c->closed = mark == MARK_END;
		line_end = at + l.text.len;
		at = l.next;
	}
	return DONE;
}

static struct rc
read_multipart(struct reader *r, const struct part_head *p, size_t at, size_t end,
    unsigned depth, struct err *e)
{
	struct cutter c = { .from = SIZE_MAX };
	struct slice boundary;
	unsigned flags = 0;

	if (depth >= MAIL_DEPTH_MAX)
		return fail(e, E_LIMIT, at, "multiparts are nested too deeply");
	TRY(mail_value_param(&p->type, SLICE("boundary"), r->arena, &boundary, &flags, e));
	if (boundary.len > 0)
		TRY(cut_parts(r, at, end, boundary, depth + 1, &c, e));
	if (boundary.len > 0 && !c.closed)
		r->mail.flags |= MAIL_BOUNDARY_OPEN;
	if (c.from != SIZE_MAX && !c.closed) {
		TRY(read_part(r, c.from, end, depth + 1, e));
		c.count++;
	}
	if (c.count > 0)
		return DONE;
	/* Nothing to cut: the whole is kept as one leaf, so that no byte is lost. */
	return add_leaf(r, p, at, slice_sub(r->in, at, end), depth, MAIL_NO_PARTS, e);
}

static struct rc
read_body(struct reader *r, const struct mail_header *h, size_t at, size_t end, unsigned depth,
    struct err *e)
{
	struct part_head *p = ARENA_NEW(r->arena, struct part_head);
	unsigned flags = 0;

	if (p == NULL)
		return arena_failed(r->arena, e);
	TRY(read_part_head(r, h, p, &flags, e));
	if (slice_starts(p->type.word, SLICE("multipart/"))) {
		r->mail.flags |= flags;
		return read_multipart(r, p, h->body, end, depth, e);
	}
	return add_leaf(r, p, at, slice_sub(r->in, h->body, end), depth, flags, e);
}

/* Depth is bounded by read_multipart(). */
static struct rc
read_part(struct reader *r, size_t at, size_t end, unsigned depth, struct err *e)
{
	struct mail_header h;

	if (++r->seen > MAIL_PARTS_MAX)
		return fail(e, E_LIMIT, at, "the mail has more than 1000 parts");
	TRY(mail_header_read(r->in, at, end, r->arena, &h, &r->mail.flags, e));
	return read_body(r, &h, at, end, depth, e);
}

/* --- the mail ------------------------------------------------------------------------------- */

static struct rc
claim(struct reader *r, const struct mail_header *h, struct slice name, struct slice *out,
    uint64_t *at, struct err *e)
{
	const struct mail_field *f = mail_header_find(h, name, &r->mail.flags);
	struct slice text;

	if (f == NULL)
		return DONE;
	if (at != NULL)
		*at = f->at;
	TRY(mail_unfold(f->value, r->arena, &text, e));
	return mail_words_decode(text, r->arena, out, &r->mail.flags, e);
}

static struct rc
read_claims(struct reader *r, const struct mail_header *h, struct err *e)
{
	struct mail *m = &r->mail;

	TRY(claim(r, h, SLICE("From"), &m->from, &m->from_at, e));
	TRY(claim(r, h, SLICE("To"), &m->to, NULL, e));
	TRY(claim(r, h, SLICE("Subject"), &m->subject, NULL, e));
	TRY(claim(r, h, SLICE("Message-ID"), &m->message_id, &m->message_id_at, e));
	TRY(claim(r, h, SLICE("Date"), &m->date, &m->date_at, e));
	if (!slice_is_null(m->date) && !mail_date_read(m->date, &m->date_ms)) {
		m->date_ms = TIME_UNKNOWN;
		m->flags |= MAIL_DATE_INVALID;
	}
	return DONE;
}

struct rc
mail_decode(struct slice in, struct arena *a, struct mail *out, struct err *e)
{
	struct reader r = { .in = in, .arena = a, .mail.date_ms = TIME_UNKNOWN };
	struct mail_header h;
	size_t at = 0;

	if (slice_starts(in, SLICE("From "))) {
		r.mail.flags |= MAIL_MBOX_LINE;
		at = mail_line_at(in, 0, in.len).next;
	}
	TRY(mail_header_read(in, at, in.len, a, &h, &r.mail.flags, e));
	TRY(read_claims(&r, &h, e));
	if (slice_is_null(r.mail.from))
		return fail(e, E_SYNTAX, h.body, "the header has no From");
	TRY(read_body(&r, &h, h.body, in.len, 0, e));
	*out = r.mail;
	return DONE;
}
