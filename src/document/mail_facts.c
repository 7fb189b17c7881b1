/* document/mail_facts.c - a mail as evidence. See document/mail_facts.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "document/mail_facts.h"

#include <string.h>

#include "document/prose.h"

bool
mail_part_is_own(const struct mail_part *part)
{
	return slice_is_null(part->name) && part->disposition != MAIL_ATTACHMENT &&
	    !slice_is_null(part->text);
}

static bool
is_plain(const struct mail_part *part)
{
	return mail_part_is_own(part) && slice_eq(part->type, SLICE("text/plain"));
}

/* Appends the piece and a line end; `at` may be null to count only. */
static size_t
append(uint8_t *at, size_t len, struct slice piece)
{
	if (at != NULL && piece.len > 0)
		memcpy(at + len, piece.at, piece.len);
	if (at != NULL)
		at[len + piece.len] = '\n';
	return len + piece.len + 1;
}

/* Writes the text, or only counts it. */
static size_t
text_of(const struct mail *m, bool plain, uint8_t *at)
{
	size_t len = append(at, 0, m->subject);
	for (size_t i = 0; i < m->count; i++)
		if (plain ? is_plain(&m->parts[i]) : mail_part_is_own(&m->parts[i]))
			len = append(at, len, m->parts[i].text);
	return len;
}

static struct rc
read_text(const struct mail *m, struct reading *r, struct err *e)
{
	bool plain = false;
	for (size_t i = 0; i < m->count; i++)
		plain = plain || is_plain(&m->parts[i]);
	size_t len = text_of(m, plain, NULL);
	uint8_t *at = arena_alloc(r->a, len, 1);
	if (at == NULL)
		return arena_failed(r->a, e);
	r->text = (struct slice){ at, text_of(m, plain, at) };
	return prose_title(r->text, r->a, &r->title) ? DONE : arena_failed(r->a, e);
}

static void
put(struct build *b, struct value *fact, const char *name, struct slice text)
{
	if (!slice_is_null(text))
		value_put(b, fact, name, value_string(text));
}

struct rc
mail_read(const struct mail *m, struct reading *r, struct err *e)
{
	struct build b = { .a = r->a };
	struct value fact = value_object();
	struct slice date = {0};
	char text[TIME_TEXT_BYTES];
	if (m->date_ms != TIME_UNKNOWN) {
		time_show(m->date_ms, text);
		if (!arena_copy(r->a, (struct slice){ (const uint8_t *)text,
		    TIME_TEXT_BYTES - 1 }, &date))
			return arena_failed(r->a, e);
	}
	put(&b, &fact, "from", m->from);
	put(&b, &fact, "date", date);
	put(&b, &fact, "message_id", m->message_id);
	put(&b, &fact, "subject", m->subject);
	value_put(&b, &fact, "parts", value_number(&b, (int64_t)m->count));
	reading_fact(r, "mail", (struct slice){0}, fact, SLICE(""));
	TRY(read_text(m, r, e));
	r->kind = SLICE("correspondence");
	r->decoder = SLICE("mail/1");
	r->why = SLICE("begins with the headers of a mail");
	r->producer = m->from;
	r->made_ms = m->date_ms;
	r->prose = true;
	TRY(build_end(&b, e));
	return reading_end(r, e);
}
