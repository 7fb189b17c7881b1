/* codec/mail_header.c - lines and fields of a mail's header. See codec/mail.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/mail_int.h"

#include "base/limits.h"

struct mail_line
mail_line_at(struct slice in, size_t at, size_t end)
{
	struct mail_line l = { .at = at };
	size_t i = at;

	while (i < end && in.at[i] != '\n' && in.at[i] != '\r')
		i++;
	l.text = (struct slice){ in.at + at, i - at };
	l.next = i;
	if (i == end) {
		l.open = true;
	} else if (in.at[i] == '\r' && i + 1 < end && in.at[i + 1] == '\n') {
		l.next = i + 2;
	} else {
		l.next = i + 1;
		l.bare = true;
	}
	return l;
}

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t';
}

bool
mail_field_name(struct slice line, struct slice *name, size_t *value_at)
{
	size_t n = 0, colon;

	while (n < line.len && line.at[n] > ' ' && line.at[n] < 127 && line.at[n] != ':')
		n++;
	colon = n;
	while (colon < line.len && is_blank(line.at[colon]))
		colon++;
	if (n == 0 || colon == line.len || line.at[colon] != ':')
		return false;
	*name = (struct slice){ line.at, n };
	*value_at = colon + 1;
	return true;
}

static struct rc
add_field(struct mail_header *h, struct arena *a, struct mail_field f, struct err *e)
{
	void *fields = h->fields;

	if (!arena_grow(a, &fields, &h->cap, h->count, sizeof(*h->fields)))
		return arena_failed(a, e);
	h->fields = fields;
	h->fields[h->count++] = f;
	return DONE;
}

static bool
is_beyond_ascii(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] >= 0x80 || s.at[i] == 0)
			return true;
	return false;
}

struct rc
mail_header_read(struct slice in, size_t at, size_t end, struct arena *a, struct mail_header *out,
    unsigned *flags, struct err *e)
{
	struct mail_header h = {0};
	size_t start = at;

	while (at < end) {
		struct mail_line l = mail_line_at(in, at, end);
		struct mail_field f = { .at = at };
		size_t value_at;
		at = l.next;
		if (l.bare)
			*flags |= MAIL_BARE_LF;
		if (l.text.len == 0)
			break;
		if (at - start > MAIL_HEADER_BYTES_MAX)
			return fail(e, E_LIMIT, f.at, "the header is longer than 256 KiB");
		if (is_beyond_ascii(l.text))
			*flags |= MAIL_RAW_BYTES;
		if (is_blank(l.text.at[0]) && h.count > 0) {
			struct mail_field *last = &h.fields[h.count - 1];
			last->value.len = (size_t)(l.text.at + l.text.len - last->value.at);
			continue;
		}
		if (!mail_field_name(l.text, &f.name, &value_at))
			return fail(e, E_SYNTAX, f.at, "a header line that is no field");
		f.value = slice_sub(l.text, value_at, l.text.len);
		TRY(add_field(&h, a, f, e));
	}
	h.body = at;
	*out = h;
	return DONE;
}

const struct mail_field *
mail_header_find(const struct mail_header *h, struct slice name, unsigned *flags)
{
	const struct mail_field *found = NULL;

	for (size_t i = 0; i < h->count; i++) {
		if (!slice_eq_nocase(h->fields[i].name, name))
			continue;
		if (found != NULL)
			*flags |= MAIL_FIELD_TWICE;
		else
			found = &h->fields[i];
	}
	return found;
}

struct rc
mail_unfold(struct slice value, struct arena *a, struct slice *out, struct err *e)
{
	uint8_t *to = arena_alloc(a, value.len, 1);
	size_t n = 0;

	if (to == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < value.len; i++)
		if (value.at[i] != '\r' && value.at[i] != '\n')
			to[n++] = value.at[i];
	*out = slice_trim((struct slice){ to, n });
	return DONE;
}

bool
mail_looks_like(struct slice head)
{
	bool from = false, other = false, any = false;

	if (slice_starts(head, SLICE("From ")))
		head = slice_sub(head, mail_line_at(head, 0, head.len).next, head.len);
	for (size_t at = 0; at < head.len;) {
		struct mail_line l = mail_line_at(head, at, head.len);
		struct slice name = {0};
		size_t value_at;
		if (l.text.len == 0)
			break;
		if (l.open && l.text.len < 512)
			break;		/* the head ends within the line */
		if (!(is_blank(l.text.at[0]) && any) &&
		    !mail_field_name(l.text, &name, &value_at))
			return false;
		any = true;
		from = from || slice_eq_nocase(name, SLICE("From"));
		other = other || slice_eq_nocase(name, SLICE("Date")) ||
		    slice_eq_nocase(name, SLICE("Message-ID")) ||
		    slice_eq_nocase(name, SLICE("Received"));
		at = l.next;
	}
	return from && other;
}
