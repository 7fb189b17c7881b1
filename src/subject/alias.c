/* subject/alias.c - other names of subjects. See subject/alias.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "subject/alias.h"

#include "base/buf.h"
#include "base/limits.h"
#include "subject/purl.h"
#include "subject/subject.h"

#define MAC_DIGITS 12
#define PURL_ARENA_BYTES KIB(32)
/* scheme, party and text with a byte between them; a canonical purl may be thrice as long */
#define KEY_BYTES_MAX ((size_t)SUBJECT_BYTES_MAX * 5)

static bool
is_scheme(struct slice s)
{
	static const char *const schemes[] = { "sap", "tag", "mac", "article", "purl", "cpe",
		"model", "sku", "hash" };
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (slice_eq(s, slice_of(schemes[i])))
			return true;
	return false;
}

struct alias_table
alias_table_init(struct arena *a)
{
	return (struct alias_table){ .a = a, .map = map_init() };
}

void
alias_table_drop(struct alias_table *t)
{
	map_drop(&t->map);
}

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

static bool
is_hex(uint8_t c)
{
	return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f');
}

/* 00:1B:44:11:3A:B7, 00-1b-44-11-3a-b7, 001b.4411.3ab7 or 001B44113AB7. */
static struct rc
add_mac(struct slice text, struct buf *out, struct err *e)
{
	size_t digits = 0;
	for (size_t i = 0; i < text.len; i++) {
		uint8_t c = text.at[i];
		bool between = (c == ':' || c == '-' || c == '.') && digits > 0 &&
		    digits % 2 == 0 &&
		    digits < MAC_DIGITS && is_hex(text.at[i - 1]);
		if (!is_hex(c) && !between)
			return fail(e, E_SYNTAX, i, "expected a MAC address");
		if (!between)
			buf_add_byte(out, lower(c));
		digits += !between;
	}
	return digits == MAC_DIGITS ? DONE :
	    fail(e, E_SYNTAX, text.len, "a MAC address has 12 hex digits");
}

/* algorithm:HEX */
static struct rc
add_hash(struct slice text, struct buf *out, struct err *e)
{
	size_t colon = slice_find(text, SLICE(":"), 0);
	if (colon == 0 || colon == SIZE_MAX || colon + 1 == text.len)
		return fail(e, E_SYNTAX, 0, "expected algorithm:hex digits");
	for (size_t i = 0; i < text.len; i++) {
		if (i > colon && !is_hex(text.at[i]))
			return fail(e, E_SYNTAX, i, "expected hex digits");
		buf_add_byte(out, lower(text.at[i]));
	}
	return DONE;
}

static struct rc
add_purl(struct slice text, struct buf *out, struct err *e)
{
	AUTO(arena) a = arena_init(PURL_ARENA_BYTES);
	struct slice canonical;
	TRY(purl_canonical(text, &a, &canonical, e));
	buf_add(out, canonical);
	return DONE;
}

/* What two spellings of one alias have in common. No part holds a zero byte before the last. */
static struct rc
add_key(struct slice scheme, struct slice party, struct slice text, struct buf *out,
    struct err *e)
{
	struct subject parsed;
	if (!is_scheme(scheme))
		return fail(e, E_USAGE, 0, "no such scheme of aliases");
	TRY(subject_parse(party, &parsed, e));
	if (parsed.kind != SUBJECT_PARTY)
		return fail(e, E_SYNTAX, 0, "expected a party, such as party:acme");
	if (text.len == 0 || text.len > SUBJECT_BYTES_MAX)
		return fail(e, E_SYNTAX, 0, "an alias is 1 to 512 bytes");
	buf_add(out, scheme);
	buf_add_byte(out, 0);
	buf_add(out, party);
	buf_add_byte(out, 0);
	if (slice_eq(scheme, SLICE("mac")))
		TRY(add_mac(text, out, e));
	else if (slice_eq(scheme, SLICE("hash")))
		TRY(add_hash(text, out, e));
	else if (slice_eq(scheme, SLICE("purl")))
		TRY(add_purl(text, out, e));
	else
		buf_add(out, text);
	return buf_end(out, e);
}

struct rc
alias_add(struct alias_table *t, struct slice scheme, struct slice party, struct slice text,
    struct slice subject, struct err *e)
{
	AUTO(buf) b = buf_init(KEY_BYTES_MAX);
	struct subject parsed;
	struct slice key;
	TRY(add_key(scheme, party, text, &b, e));
	TRY(subject_parse(subject, &parsed, e));
	const struct slice *known = map_get(&t->map, buf_slice(&b));
	if (known != NULL)
		return slice_eq(*known, subject) ? DONE :
		    fail(e, E_SCHEMA, 0, "this alias is another subject's");
	struct slice *kept = ARENA_NEW(t->a, struct slice);
	if (kept == NULL || !arena_copy(t->a, subject, kept) ||
	    !arena_copy(t->a, buf_slice(&b), &key))
		return arena_failed(t->a, e);
	return map_put(&t->map, key, kept, e);
}

struct slice
alias_find(const struct alias_table *t, struct slice scheme, struct slice party,
    struct slice text)
{
	AUTO(buf) b = buf_init(KEY_BYTES_MAX);
	const struct slice *known = failed(add_key(scheme, party, text, &b, NULL)) ? NULL :
	    map_get(&t->map, buf_slice(&b));
	return known == NULL ? (struct slice){0} : *known;
}
