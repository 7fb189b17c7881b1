/* subject/purl.c - package URLs, taken apart. See subject/purl.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "subject/purl.h"

#include "codec/utf8.h"

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
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* at: offset of s in the purl, for the place of a fault. */
static struct rc
unescape(struct slice s, size_t at, struct arena *a, struct slice *out, struct err *e)
{
	size_t n = 0, bad;
	uint8_t *p = arena_alloc(a, s.len, 1);
	if (p == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] != '%') {
			p[n++] = s.at[i];
			continue;
		}
		if (s.len - i < 3 || hex(s.at[i + 1]) < 0 || hex(s.at[i + 2]) < 0)
			return fail(e, E_SYNTAX, at + i, "expected % and two hex digits");
		p[n++] = (uint8_t)(hex(s.at[i + 1]) * 16 + hex(s.at[i + 2]));
		i += 2;
	}
	*out = (struct slice){ p, n };
	return utf8_check(*out, &bad) ? DONE : fail(e, E_SYNTAX, at, "not UTF-8 when decoded");
}

static struct rc
read_type(struct slice *rest, struct arena *a, struct purl *p, size_t at, struct err *e)
{
	size_t slash = slice_find(*rest, SLICE("/"), 0);
	struct slice type = slice_sub(*rest, 0, slash);
	uint8_t *lower = arena_alloc(a, type.len, 1);
	if (lower == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < type.len; i++) {
		uint8_t c = type.at[i];
		c = c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
		bool letter = c >= 'a' && c <= 'z';
		if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '.' && c != '-')))
			return fail(e, E_SYNTAX, at + i, "not a package type");
		lower[i] = c;
	}
	if (slash == SIZE_MAX || type.len == 0)
		return fail(e, E_SYNTAX, at, "expected a package type and a name");
	p->type = (struct slice){ lower, type.len };
	*rest = slice_sub(*rest, slash + 1, rest->len);
	return DONE;
}

struct rc
purl_parse(struct slice text, struct arena *a, struct purl *out, struct err *e)
{
	struct purl p = { 0 };
	struct slice rest = text, version = {0}, subpath = {0};
	size_t at = find_last(rest, '#');
	if (!slice_starts(text, SLICE("pkg:")))
		return fail(e, E_SYNTAX, 0, "expected pkg:");
	if (at != SIZE_MAX) {
		subpath = strip_slashes(slice_sub(rest, at + 1, rest.len));
		rest = slice_sub(rest, 0, at);
	}
	if ((at = find_last(rest, '?')) != SIZE_MAX) {
		p.qualifiers = slice_sub(rest, at + 1, rest.len);
		rest = slice_sub(rest, 0, at);
	}
	rest = strip_slashes(slice_sub(rest, 4, rest.len));
	TRY(read_type(&rest, a, &p, (size_t)(rest.at - text.at), e));
	at = find_last(rest, '@');
	if (at != SIZE_MAX && at > 0 && rest.at[at - 1] != '/') {
		version = slice_sub(rest, at + 1, rest.len);
		rest = slice_sub(rest, 0, at);
	}
	rest = strip_slashes(rest);
	at = find_last(rest, '/');
	struct slice name = at == SIZE_MAX ? rest : slice_sub(rest, at + 1, rest.len);
	struct slice space = at == SIZE_MAX ? SLICE("") : strip_slashes(slice_sub(rest, 0, at));
	if (name.len == 0)
		return fail(e, E_SYNTAX, text.len, "expected a name");
	TRY(unescape(name, (size_t)(name.at - text.at), a, &p.name, e));
	TRY(unescape(space, space.len > 0 ? (size_t)(space.at - text.at) : 0, a, &p.namespace, e));
	TRY(unescape(version, version.len > 0 ? (size_t)(version.at - text.at) : 0, a, &p.version,
	    e));
	TRY(unescape(subpath, subpath.len > 0 ? (size_t)(subpath.at - text.at) : 0, a, &p.subpath,
	    e));
	*out = p;
	return DONE;
}
