/* subject/purl.c - package URLs. See subject/purl.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "subject/purl.h"

#include <stdlib.h>

#include "base/limits.h"
#include "codec/utf8.h"
#include "subject/purl_type.h"

/* What every reader needs: the whole text for places, memory, where a fault goes. */
struct reading {
	struct slice	 text;
	struct arena	*a;
	struct err	*e;
};

static bool
is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_lower(uint8_t c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_upper(uint8_t c)
{
	return c >= 'A' && c <= 'Z';
}

static size_t
find_last(struct slice s, uint8_t c)
{
	for (size_t i = s.len; i > 0; i--)
		if (s.at[i - 1] == c)
			return i - 1;
	return SIZE_MAX;
}

static struct slice
strip_slashes(struct slice s)
{
	while (s.len > 0 && s.at[0] == '/')
		s = slice_sub(s, 1, s.len);
	while (s.len > 0 && s.at[s.len - 1] == '/')
		s.len--;
	return s;
}

static int
hex(uint8_t c)
{
	return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static struct rc
refuse(const struct reading *r, struct slice part, size_t i, const char *what)
{
	return fail(r->e, E_SYNTAX, (uint64_t)(part.at - r->text.at) + i, what);
}

/* Decodes %HH. part lies in the text. */
static struct rc
unescape(const struct reading *r, struct slice part, struct slice *out)
{
	size_t n = 0, bad;
	uint8_t *p = arena_alloc(r->a, part.len, 1);
	if (p == NULL)
		return arena_failed(r->a, r->e);
	for (size_t i = 0; i < part.len; i++) {
		if (part.at[i] != '%') {
			p[n++] = part.at[i];
			continue;
		}
		if (part.len - i < 3 || hex(part.at[i + 1]) < 0 || hex(part.at[i + 2]) < 0)
			return refuse(r, part, i, "expected % and two hex digits");
		p[n++] = (uint8_t)(hex(part.at[i + 1]) * 16 + hex(part.at[i + 2]));
		i += 2;
	}
	*out = (struct slice){ p, n };
	return utf8_check(*out, &bad) ? DONE : refuse(r, part, 0, "not UTF-8 when decoded");
}

bool
purl_segments(struct arena *a, struct slice text, bool drop_dots, struct slice *out)
{
	size_t n = 0;
	uint8_t *p = arena_alloc(a, text.len, 1);
	if (p == NULL)
		return false;
	for (size_t from = 0, to; from < text.len; from = to + 1) {
		to = slice_find(text, SLICE("/"), from);
		to = to == SIZE_MAX ? text.len : to;
		struct slice s = slice_sub(text, from, to);
		if (s.len == 0 ||
		    (drop_dots && (slice_eq(s, SLICE(".")) || slice_eq(s, SLICE("..")))))
			continue;
		if (n > 0)
			p[n++] = '/';
		for (size_t i = 0; i < s.len; i++)
			p[n++] = s.at[i];
	}
	*out = (struct slice){ p, n };
	return true;
}

/* Decodes segments. A decoded segment with a slash in it would be two: refused. */
static struct rc
read_segments(const struct reading *r, struct slice part, bool drop_dots, struct slice *out)
{
	struct slice text;
	for (size_t i = 0; i + 3 <= part.len; i++)
		if (part.at[i] == '%' && part.at[i + 1] == '2' && (part.at[i + 2] | 32) == 'f')
			return refuse(r, part, i, "a segment holds an escaped slash");
	TRY(unescape(r, part, &text));
	return purl_segments(r->a, text, drop_dots, out) ? DONE : arena_failed(r->a, r->e);
}

/* --- qualifiers ----------------------------------------------------------------------------- */

static int
compare(const void *a, const void *b)
{
	const struct purl_qualifier *left = a, *right = b;
	return slice_cmp(left->key, right->key);
}

static bool
is_key(struct slice key)
{
	for (size_t i = 0; i < key.len; i++) {
		uint8_t c = key.at[i];
		if (!is_lower(c) && (i == 0 || (!is_digit(c) && c != '.' && c != '-' && c != '_')))
			return false;
	}
	return key.len > 0;
}

static struct rc
read_qualifier(const struct reading *r, struct slice pair, struct purl *p)
{
	size_t equals = slice_find(pair, SLICE("="), 0);
	struct purl_qualifier q = { .key = slice_sub(pair, 0, equals) };
	if (equals == SIZE_MAX)
		return refuse(r, pair, 0, "expected a qualifier: key=value");
	if (!is_key(q.key))
		return refuse(r, pair, 0, "a qualifier's key is of a-z 0-9 . - _, a letter first");
	TRY(unescape(r, slice_sub(pair, equals + 1, pair.len), &q.value));
	if (q.value.len > 0)
		p->qualifiers[p->qualifier_count++] = q;
	return DONE;
}

static struct rc
read_qualifiers(const struct reading *r, struct slice part, struct purl *p)
{
	size_t pairs = 1;
	for (size_t i = 0; i < part.len; i++)
		pairs += part.at[i] == '&';
	if ((p->qualifiers = ARENA_ARRAY(r->a, struct purl_qualifier, pairs)) == NULL)
		return arena_failed(r->a, r->e);
	for (size_t from = 0, to; from < part.len; from = to + 1) {
		to = slice_find(part, SLICE("&"), from);
		to = to == SIZE_MAX ? part.len : to;
		if (to > from)
			TRY(read_qualifier(r, slice_sub(part, from, to), p));
	}
	return DONE;
}

/* --- the whole ------------------------------------------------------------------------------ */

static struct rc
read_type(const struct reading *r, struct slice *rest, struct purl *p)
{
	size_t slash = slice_find(*rest, SLICE("/"), 0);
	struct slice type = slice_sub(*rest, 0, slash);
	uint8_t *lower = arena_alloc(r->a, type.len, 1);
	if (lower == NULL)
		return arena_failed(r->a, r->e);
	for (size_t i = 0; i < type.len; i++) {
		uint8_t c = is_upper(type.at[i]) ? (uint8_t)(type.at[i] + 32) : type.at[i];
		if (!is_lower(c) && (i == 0 || (!is_digit(c) && c != '.' && c != '-')))
			return refuse(r, type, i, "not a package type");
		lower[i] = c;
	}
	if (slash == SIZE_MAX || type.len == 0)
		return refuse(r, type, type.len, "expected a package type, / and a name");
	p->type = (struct slice){ lower, type.len };
	*rest = slice_sub(*rest, slash + 1, rest->len);
	return DONE;
}

/* Cuts off what stands behind the last c; null when it is not there. */
static struct slice
cut_last(struct slice *rest, uint8_t c)
{
	size_t at = find_last(*rest, c);
	if (at == SIZE_MAX)
		return (struct slice){0};
	struct slice behind = slice_sub(*rest, at + 1, rest->len);
	rest->len = at;
	return behind;
}

static struct rc
check_text(struct slice text, struct err *e)
{
	size_t bad;
	if (text.len > PURL_BYTES_MAX)
		return fail(e, E_LIMIT, PURL_BYTES_MAX, "a purl is at most 8192 bytes");
	if (!slice_starts(text, SLICE("pkg:")))
		return fail(e, E_SYNTAX, 0, "expected pkg:");
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] <= ' ' || text.at[i] == 0x7f)
			return fail(e, E_SYNTAX, i, "a space or control character must be escaped");
	return utf8_check(text, &bad) ? DONE : fail(e, E_SYNTAX, bad, "not UTF-8");
}

static struct rc
settle(struct purl *p, struct arena *a, uint64_t at, struct err *e)
{
	if (p->qualifier_count > 0)
		qsort(p->qualifiers, p->qualifier_count, sizeof(p->qualifiers[0]), compare);
	for (size_t i = 1; i < p->qualifier_count; i++)
		if (slice_eq(p->qualifiers[i - 1].key, p->qualifiers[i].key))
			return fail(e, E_SYNTAX, at, "two qualifiers have one key");
	if (p->name.len == 0)
		return fail(e, E_SYNTAX, at, "expected a name");
	return purl_type_settle(p, a, at, e);
}

struct rc
purl_parse(struct slice text, struct arena *a, struct purl *out, struct err *e)
{
	const struct reading r = { text, a, e };
	struct slice rest = text, version = {0};
	struct purl p = {0};
	TRY(check_text(text, e));
	struct slice subpath = cut_last(&rest, '#'), qualifiers = cut_last(&rest, '?');
	rest = strip_slashes(slice_sub(rest, 4, rest.len));
	TRY(read_type(&r, &rest, &p));
	size_t at = find_last(rest, '@');
	if (at != SIZE_MAX && at > 0 && rest.at[at - 1] != '/')	/* else: @scope */
		version = cut_last(&rest, '@');
	else if (at != SIZE_MAX && slice_find(rest, SLICE("/"), at) == SIZE_MAX)
		return refuse(&r, rest, at, "expected a name");
	rest = strip_slashes(rest);
	struct slice name = rest, space = {0};
	if (find_last(rest, '/') != SIZE_MAX) {
		name = cut_last(&rest, '/');
		space = rest;
	}
	TRY(unescape(&r, name, &p.name));
	TRY(read_segments(&r, space, false, &p.namespace));
	TRY(unescape(&r, version, &p.version));
	TRY(read_segments(&r, subpath, true, &p.subpath));
	TRY(read_qualifiers(&r, qualifiers, &p));
	TRY(settle(&p, a, text.len, e));
	*out = p;
	return DONE;
}

/* The type alone, as in pkg:TYPE/. */
static struct rc
settle_type(struct purl *p, struct arena *a, struct err *e)
{
	struct slice text;
	const struct reading quiet = { p->type, a, NULL };
	if (!arena_join(a, p->type, SLICE("/"), &text))
		return arena_failed(a, e);
	if (slice_find(p->type, SLICE("/"), 0) != SIZE_MAX || failed(read_type(&quiet, &text, p)))
		return fail(e, E_SYNTAX, 0, "not a package type");
	return DONE;
}

struct rc
purl_settle(struct purl *p, struct arena *a, struct err *e)
{
	struct purl t = *p;
	TRY(settle_type(&t, a, e));
	t.qualifier_count = 0;
	t.qualifiers = ARENA_ARRAY(a, struct purl_qualifier, p->qualifier_count);
	if (t.qualifiers == NULL || !purl_segments(a, p->namespace, false, &t.namespace) ||
	    !purl_segments(a, p->subpath, true, &t.subpath))
		return arena_failed(a, e);
	for (size_t i = 0; i < p->qualifier_count; i++) {
		if (!is_key(p->qualifiers[i].key))
			return fail(e, E_SYNTAX, 0, "not the key of a qualifier");
		if (p->qualifiers[i].value.len > 0)
			t.qualifiers[t.qualifier_count++] = p->qualifiers[i];
	}
	TRY(settle(&t, a, 0, e));
	*p = t;
	return DONE;
}

/* --- writing -------------------------------------------------------------------------------- */

/* between: an unescaped byte beside those that never are ('/' between segments), or 0. */
static void
escape(struct slice s, uint8_t between, struct buf *out)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.at[i];
		if (is_lower(c) || is_upper(c) || is_digit(c) || c == '-' || c == '.' || c == '_' ||
		    c == '~' || c == ':' || (c == between && c != 0)) {
			buf_add_byte(out, c);
			continue;
		}
		buf_add_byte(out, '%');
		buf_add_byte(out, (uint8_t)digits[c >> 4]);
		buf_add_byte(out, (uint8_t)digits[c & 15]);
	}
}

void
purl_show(const struct purl *p, struct buf *out)
{
	buf_add_text(out, "pkg:");
	buf_add(out, p->type);
	buf_add_byte(out, '/');
	if (p->namespace.len > 0) {
		escape(p->namespace, '/', out);
		buf_add_byte(out, '/');
	}
	escape(p->name, slice_eq(p->type, SLICE("git")) ? '/' : 0, out);
	if (p->version.len > 0) {
		buf_add_byte(out, '@');
		escape(p->version, 0, out);
	}
	for (size_t i = 0; i < p->qualifier_count; i++) {
		buf_add_byte(out, i == 0 ? '?' : '&');
		buf_add(out, p->qualifiers[i].key);
		buf_add_byte(out, '=');
		escape(p->qualifiers[i].value, 0, out);
	}
	if (p->subpath.len > 0) {
		buf_add_byte(out, '#');
		escape(p->subpath, '/', out);
	}
}

struct rc
purl_canonical(struct slice text, struct arena *a, struct slice *out, struct err *e)
{
	struct purl p;
	AUTO(buf) b = buf_init((size_t)PURL_BYTES_MAX * 4);
	TRY(purl_parse(text, a, &p, e));
	purl_show(&p, &b);
	TRY(buf_end(&b, e));
	return arena_copy(a, buf_slice(&b), out) ? DONE : arena_failed(a, e);
}

bool
purl_eq(const struct purl *a, const struct purl *b)
{
	if (a->qualifier_count != b->qualifier_count)
		return false;
	for (size_t i = 0; i < a->qualifier_count; i++)
		if (!slice_eq(a->qualifiers[i].key, b->qualifiers[i].key) ||
		    !slice_eq(a->qualifiers[i].value, b->qualifiers[i].value))
			return false;
	return slice_eq(a->type, b->type) && slice_eq(a->namespace, b->namespace) &&
	    slice_eq(a->name, b->name) && slice_eq(a->version, b->version) &&
	    slice_eq(a->subpath, b->subpath);
}
