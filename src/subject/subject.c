/* subject/subject.c - the grammar of subjects. See subject/subject.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "subject/subject.h"

#include <stdalign.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/rd.h"
#include "codec/utf8.h"
#include "subject/purl.h"

#define ORG_BYTES_MAX 63
#define NAME_BYTES_MAX 200
/* Numbers of so many digits fit into 64 bits. */
#define RANGE_DIGITS_MAX 18
/* A purl of SUBJECT_BYTES_MAX, taken apart. */
#define PURL_ARENA_BYTES KIB(32)

/* Which separators stand in front of name, second and third; 0 where there is no such part. */
static const struct { const char *word; char before[3]; } kinds[] = {
	[SUBJECT_PARTY] = { "party", { 0, 0, 0 } },
	[SUBJECT_PERSON] = { "person", { '/', 0, 0 } },
	[SUBJECT_AGENT] = { "agent", { '/', 0, 0 } },
	[SUBJECT_PRODUCT] = { "product", { '/', 0, 0 } },
	[SUBJECT_RELEASE] = { "release", { '/', '@', 0 } },
	[SUBJECT_ASSET] = { "asset", { '/', '#', 0 } },
	[SUBJECT_BATCH] = { "batch", { '/', 0, 0 } },
	[SUBJECT_DELIVERY] = { "delivery", { '/', 0, 0 } },
	[SUBJECT_CONFIGURATION] = { "configuration", { '/', '@', '/' } },
	[SUBJECT_SERVICE] = { "service", { '/', '@', 0 } },
	[SUBJECT_PROCESS] = { "process", { '/', '@', 0 } },
	[SUBJECT_SITE] = { "site", { '/', 0, 0 } },
	[SUBJECT_ZONE] = { "zone", { '/', '/', 0 } },
	[SUBJECT_SYSTEM] = { "system", { '/', 0, 0 } },
	[SUBJECT_PURL] = { "pkg", { 0, 0, 0 } },
};

const char *
subject_kind_name(enum subject_kind kind)
{
	if (kind < SUBJECT_PARTY || kind > SUBJECT_PURL)
		BUG("subject kind out of range");
	return kinds[kind].word;
}

static bool
is_org_byte(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static bool
is_name_byte(int c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	    c == '-' || c == '.' || c == '_' || c == '~' || c == '+';
}

static int
upper_hex(int c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static struct slice
read_org(struct rd *r)
{
	size_t from = r->pos;
	while (is_org_byte(rd_peek(r)))
		(void)rd_take(r, 1);
	struct slice org = slice_sub(r->in, from, r->pos);
	if (org.len == 0)
		rd_fail(r, E_SYNTAX, "expected an organisation (a-z 0-9 - .)");
	else if (org.len > ORG_BYTES_MAX)
		rd_fail(r, E_LIMIT, "an organisation's name is at most 63 bytes");
	return org;
}

/* The byte that %HH stands for; fails unless it had to be escaped. */
static uint8_t
read_escape(struct rd *r)
{
	struct slice s = rd_take(r, 3);
	int high = s.len == 3 ? upper_hex(s.at[1]) : -1, low = s.len == 3 ? upper_hex(s.at[2]) : -1;
	if (rd_ok(r) && (high < 0 || low < 0))
		rd_fail(r, E_SYNTAX, "expected % and two upper-case hex digits");
	else if (rd_ok(r) && is_name_byte(high * 16 + low))
		rd_fail(r, E_SYNTAX, "a character is escaped that need not be");
	return rd_ok(r) ? (uint8_t)(high * 16 + low) : 0;
}

static struct slice
read_name(struct rd *r)
{
	uint8_t plain[NAME_BYTES_MAX];
	size_t n = 0, bad, from = r->pos;
	while (rd_ok(r) && (rd_peek(r) == '%' || is_name_byte(rd_peek(r)))) {
		uint8_t c = rd_peek(r) == '%' ? read_escape(r) : rd_take(r, 1).at[0];
		if (n == sizeof(plain))
			rd_fail(r, E_LIMIT, "a name is at most 200 bytes");
		else
			plain[n++] = c;
	}
	if (rd_ok(r) && n == 0)
		rd_fail(r, E_SYNTAX, "expected a name (A-Z a-z 0-9 - . _ ~ +, others as %HH)");
	if (rd_ok(r) && !utf8_check((struct slice){ plain, n }, &bad)) {
		r->pos = from;
		rd_fail(r, E_SYNTAX, "the name is not UTF-8");
	}
	return slice_sub(r->in, from, r->pos);
}

static struct slice
read_part(struct rd *r, char before)
{
	if (before == 0 || !rd_ok(r))
		return (struct slice){0};
	if (rd_peek(r) != before) {
		rd_fail(r, E_SYNTAX, before == '/' ? "expected / and a name" :
		    before == '@' ? "expected @ and a version" : "expected # and a serial");
		return (struct slice){0};
	}
	(void)rd_take(r, 1);
	return read_name(r);
}

static enum subject_kind
read_kind(struct rd *r)
{
	size_t colon = slice_find(r->in, SLICE(":"), 0);
	struct slice word = slice_sub(r->in, 0, colon);
	for (unsigned k = SUBJECT_PARTY; k <= SUBJECT_PURL && colon != SIZE_MAX; k++)
		if (slice_eq(word, slice_of(kinds[k].word))) {
			(void)rd_take(r, colon + 1);
			return (enum subject_kind)k;
		}
	rd_fail(r, E_SYNTAX, "expected a kind of subject and a colon, such as batch:");
	return 0;
}

/* Where a serial is a range, the two dots in it; else SIZE_MAX. */
static size_t
range_dots(struct slice serial)
{
	size_t dots = slice_find(serial, SLICE(".."), 0);
	if (dots == 0 || dots == SIZE_MAX || dots + 2 == serial.len)
		return SIZE_MAX;
	for (size_t i = 0; i < serial.len; i++)
		if ((serial.at[i] < '0' || serial.at[i] > '9') && i != dots && i != dots + 1)
			return SIZE_MAX;
	return dots;
}

/* Memory cannot run out here: whoever asks whether a text is a subject gets an answer. */
static struct rc
parse_purl(struct slice text, struct err *e)
{
	struct purl p;
	alignas(max_align_t) uint8_t memory[PURL_ARENA_BYTES] = {0};
	struct arena a = arena_in(memory, sizeof(memory));
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] <= ' ' || text.at[i] >= 0x7f)
			return fail(e, E_SYNTAX, i, "a purl is printable ASCII");
	return purl_parse(text, &a, &p, e);
}

/* A subject, or a range of assets. */
static struct rc
parse_any(struct slice text, struct subject *out, struct err *e)
{
	struct rd r = rd_init(text);
	if (text.len > SUBJECT_BYTES_MAX)
		return fail(e, E_LIMIT, SUBJECT_BYTES_MAX, "a subject is at most 512 bytes");
	struct subject s = { .kind = read_kind(&r), .text = text };
	if (s.kind == SUBJECT_PURL) {
		TRY(parse_purl(text, e));
		*out = s;
		return DONE;
	}
	if (rd_ok(&r)) {
		s.org = read_org(&r);
		s.name = read_part(&r, kinds[s.kind].before[0]);
		s.second = read_part(&r, kinds[s.kind].before[1]);
		s.third = read_part(&r, kinds[s.kind].before[2]);
	}
	TRY(rd_end(&r, e));
	*out = s;
	return DONE;
}

struct rc
subject_parse(struct slice text, struct subject *out, struct err *e)
{
	struct subject s;
	TRY(parse_any(text, &s, e));
	if (s.kind == SUBJECT_ASSET && range_dots(s.second) != SIZE_MAX)
		return fail(e, E_SYNTAX, (uint64_t)(s.second.at - text.at),
		    "a range of serials is no subject, only a way to list assets");
	*out = s;
	return DONE;
}

static void
escape(struct slice name, struct buf *out)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < name.len; i++) {
		uint8_t c = name.at[i];
		if (is_name_byte(c)) {
			buf_add_byte(out, c);
			continue;
		}
		buf_add_byte(out, '%');
		buf_add_byte(out, (uint8_t)digits[c >> 4]);
		buf_add_byte(out, (uint8_t)digits[c & 15]);
	}
}

/* parts: plain names; null ones are left out. */
static bool
make(struct arena *a, enum subject_kind kind, struct slice org, const struct slice parts[3],
    struct slice *out)
{
	struct subject parsed;
	AUTO(buf) b = buf_init(SUBJECT_BYTES_MAX);
	buf_add_text(&b, subject_kind_name(kind));
	buf_add_byte(&b, ':');
	buf_add(&b, org);
	for (size_t i = 0; i < 3; i++) {
		if (slice_is_null(parts[i]))
			continue;
		buf_add_byte(&b, (uint8_t)kinds[kind].before[i]);
		escape(parts[i], &b);
	}
	return kind != SUBJECT_PURL && !b.broken &&
	    !failed(subject_parse(buf_slice(&b), &parsed, NULL)) &&
	    arena_copy(a, buf_slice(&b), out);
}

bool
subject_make(struct arena *a, enum subject_kind kind, struct slice org, struct slice name,
    struct slice second, struct slice *out)
{
	return make(a, kind, org, (const struct slice[3]){ name, second, {0} }, out);
}

bool
subject_make_party(struct arena *a, struct slice org, struct slice *out)
{
	return make(a, SUBJECT_PARTY, org, (const struct slice[3]){{0}}, out);
}

bool
subject_make_release(struct arena *a, struct slice org, struct slice product, struct slice version,
    struct slice *out)
{
	return make(a, SUBJECT_RELEASE, org, (const struct slice[3]){ product, version, {0} }, out);
}

bool
subject_make_asset(struct arena *a, struct slice org, struct slice product, struct slice serial,
    struct slice *out)
{
	return make(a, SUBJECT_ASSET, org, (const struct slice[3]){ product, serial, {0} }, out);
}

bool
subject_make_configuration(struct arena *a, struct slice org, struct slice product,
    struct slice version, struct slice name, struct slice *out)
{
	return make(a, SUBJECT_CONFIGURATION, org,
	    (const struct slice[3]){ product, version, name }, out);
}

bool
subject_unescape(struct arena *a, struct slice name, struct slice *out)
{
	uint8_t *p = arena_alloc(a, name.len, 1);
	size_t n = 0;
	if (p == NULL)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		bool escaped = name.at[i] == '%' && i + 2 < name.len;
		p[n++] = escaped ? (uint8_t)(upper_hex(name.at[i + 1]) * 16 +
		    upper_hex(name.at[i + 2])) : name.at[i];
		i += escaped ? 2 : 0;
	}
	*out = (struct slice){ p, n };
	return true;
}

/* Digits to a number; at most RANGE_DIGITS_MAX of them, so that nothing overflows. */
static uint64_t
number_of(struct slice digits)
{
	uint64_t n = 0;
	for (size_t i = 0; i < digits.len; i++)
		n = n * 10 + (uint64_t)(digits.at[i] - '0');
	return n;
}

/* The ends of a range; first == last for any other subject. at: offset of the serial. */
static struct rc
read_range(struct slice from, struct slice to, size_t at, uint64_t *first, uint64_t *last,
    struct err *e)
{
	if (from.len != to.len)
		return fail(e, E_SYNTAX, at, "both ends of a range have the same number of digits");
	if (from.len > RANGE_DIGITS_MAX)
		return fail(e, E_LIMIT, at, "the serials of a range have at most 18 digits");
	*first = number_of(from);
	*last = number_of(to);
	if (*last < *first)
		return fail(e, E_SYNTAX, at, "the range ends before it begins");
	if (*last - *first >= SUBJECT_RANGE_MAX)
		return fail(e, E_LIMIT, at, "a range is at most 100,000 assets");
	return DONE;
}

struct rc
subject_expand(struct slice text, struct arena *a, struct slice **out, size_t *count,
    struct err *e)
{
	struct subject s;
	uint64_t first = 0, last = 0;
	TRY(parse_any(text, &s, e));
	size_t dots = s.kind == SUBJECT_ASSET ? range_dots(s.second) : SIZE_MAX;
	bool range = dots != SIZE_MAX;
	size_t at = range ? (size_t)(s.second.at - text.at) : 0;
	if (range)
		TRY(read_range(slice_sub(s.second, 0, dots),
		    slice_sub(s.second, dots + 2, s.second.len), at, &first, &last, e));
	size_t n = (size_t)(last - first) + 1;
	struct slice *list = ARENA_ARRAY(a, struct slice, n);
	if (list == NULL)
		return arena_failed(a, e);
	list[0] = text;
	for (size_t i = 0; i < n && range; i++)
		if (!arena_format(a, &list[i], "%.*s%0*llu", (int)at, (const char *)text.at,
		    (int)dots, (unsigned long long)(first + i)))
			return arena_failed(a, e);
	*out = list;
	*count = n;
	return DONE;
}
