/* codec/mail_param.c - parameters of MIME fields, and dates. See codec/mail_int.h.
 *
 * Spec: RFC 2045 5.1, RFC 2231 3 and 4, RFC 5322 3.3 and 4.3.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/mail_int.h"

#include "base/time.h"

/* --- words between white space and comments ------------------------------------------------- */

struct lexer {
	struct slice	in;
	size_t		pos;
};

static int
peek(const struct lexer *l)
{
	return l->pos < l->in.len ? l->in.at[l->pos] : -1;
}

/* White space and comments, which nest (RFC 5322 3.2.2). */
static void
skip_gap(struct lexer *l)
{
	unsigned depth = 0;

	for (; l->pos < l->in.len; l->pos++) {
		uint8_t c = l->in.at[l->pos];
		if (c == '\\' && depth > 0)
			l->pos += l->pos + 1 < l->in.len ? 1 : 0;
		else if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (depth == 0 && c != ' ' && c != '\t')
			return;
	}
}

static bool
is_special(uint8_t c)
{
	return c <= ' ' || c == 127 || c == '(' || c == ')' || c == '<' || c == '>' ||
	    c == '@' || c == ',' || c == ';' || c == ':' || c == '\\' || c == '"' ||
	    c == '[' || c == ']' || c == '?' || c == '=';
}

/* A token; "/" is taken as part of it, so that a media type is one. */
static struct slice
take_token(struct lexer *l)
{
	size_t from = l->pos;

	while (l->pos < l->in.len && !is_special(l->in.at[l->pos]))
		l->pos++;
	return slice_sub(l->in, from, l->pos);
}

static void
skip_to_next(struct lexer *l)
{
	while (l->pos < l->in.len && l->in.at[l->pos] != ';')
		l->pos++;
}

/* A value without quotes that is no token: up to the next ";", as many mailers write them. */
static struct slice
take_loose(struct lexer *l)
{
	size_t from = l->pos;

	skip_to_next(l);
	return slice_trim(slice_sub(l->in, from, l->pos));
}

static bool
take_quoted(struct lexer *l, struct arena *a, struct slice *out)
{
	uint8_t *to = arena_alloc(a, l->in.len - l->pos, 1);
	size_t n = 0;

	if (to == NULL)
		return false;
	for (l->pos++; l->pos < l->in.len && l->in.at[l->pos] != '"'; l->pos++) {
		if (l->in.at[l->pos] == '\\' && l->pos + 1 < l->in.len)
			l->pos++;
		to[n++] = l->in.at[l->pos];
	}
	l->pos += l->pos < l->in.len ? 1 : 0;
	*out = (struct slice){ to, n };
	return true;
}

static bool
lower(struct slice from, struct arena *a, struct slice *out)
{
	uint8_t *to = arena_alloc(a, from.len, 1);

	if (to == NULL)
		return false;
	for (size_t i = 0; i < from.len; i++)
		to[i] = (uint8_t)(from.at[i] >= 'A' && from.at[i] <= 'Z' ? from.at[i] + 32 :
		    from.at[i]);
	*out = (struct slice){ to, from.len };
	return true;
}

/* --- parameters ----------------------------------------------------------------------------- */

/* name*, name*0, name*0* (RFC 2231 3 and 4). */
static void
split_name(struct mail_param *p)
{
	size_t star = slice_find(p->name, SLICE("*"), 0);
	uint64_t section;

	if (star == SIZE_MAX)
		return;
	struct slice rest = slice_sub(p->name, star + 1, p->name.len);
	p->name = slice_sub(p->name, 0, star);
	p->extended = rest.len == 0 || slice_ends(rest, SLICE("*"));
	if (rest.len > 0 && p->extended)
		rest.len--;
	if (slice_to_u64(rest, &section) && section < MAIL_PARAMS_MAX) {
		p->continued = true;
		p->section = (unsigned)section;
	}
}

static struct rc
read_param(struct lexer *l, struct arena *a, struct mail_value *v, struct err *e)
{
	struct mail_param p = {0};

	skip_gap(l);
	struct slice name = take_token(l);
	skip_gap(l);
	if (peek(l) != '=' || name.len == 0) {
		skip_to_next(l);
		return DONE;
	}
	l->pos++;
	skip_gap(l);
	if (!lower(name, a, &p.name))
		return arena_failed(a, e);
	split_name(&p);
	if (peek(l) == '"') {
		if (!take_quoted(l, a, &p.value))
			return arena_failed(a, e);
		skip_to_next(l);
	} else {
		struct lexer ahead = *l;
		p.value = take_token(&ahead);
		skip_gap(&ahead);
		if (peek(&ahead) == ';' || peek(&ahead) < 0)
			*l = ahead;
		else
			p.value = take_loose(l);
	}
	if (v->count < MAIL_PARAMS_MAX)
		v->params[v->count++] = p;
	return DONE;
}

struct rc
mail_value_read(struct slice text, struct arena *a, struct mail_value *out, struct err *e)
{
	struct lexer l = { text, 0 };

	out->count = 0;
	skip_gap(&l);
	if (!lower(take_token(&l), a, &out->word))
		return arena_failed(a, e);
	skip_to_next(&l);
	while (peek(&l) == ';') {
		l.pos++;
		TRY(read_param(&l, a, out, e));
	}
	return DONE;
}

static const struct mail_param *
find_section(const struct mail_value *v, struct slice name, bool continued, unsigned section)
{
	const struct mail_param *found = NULL;

	for (size_t i = 0; i < v->count; i++) {
		const struct mail_param *p = &v->params[i];
		if (!slice_eq(p->name, name) || p->continued != continued ||
		    (continued && p->section != section))
			continue;
		/* RFC 2231: the extended form is the better one where both stand. */
		if (found == NULL || (p->extended && !found->extended))
			found = p;
	}
	return found;
}

/* charset'language'text: takes off the first two. */
static struct slice
take_charset(struct slice *value)
{
	size_t first = slice_find(*value, SLICE("'"), 0);
	size_t second = first == SIZE_MAX ? SIZE_MAX : slice_find(*value, SLICE("'"), first + 1);

	if (second == SIZE_MAX)
		return (struct slice){0};
	struct slice charset = slice_sub(*value, 0, first);
	*value = slice_sub(*value, second + 1, value->len);
	return charset;
}

static size_t
add_section(const struct mail_param *p, struct slice value, uint8_t *to)
{
	size_t n = 0;

	for (size_t i = 0; i < value.len; i++) {
		int high = i + 2 < value.len ? mail_hex(value.at[i + 1]) : -1;
		int low = i + 2 < value.len ? mail_hex(value.at[i + 2]) : -1;
		if (p->extended && value.at[i] == '%' && high >= 0 && low >= 0) {
			to[n++] = (uint8_t)(high << 4 | low);
			i += 2;
		} else {
			to[n++] = value.at[i];
		}
	}
	return n;
}

/* The sections one after the other; charset null unless the first is extended. */
static struct rc
join_sections(const struct mail_value *v, const struct mail_param *first, struct arena *a,
    struct slice *out, struct slice *charset, struct err *e)
{
	size_t room = 0, n = 0;

	for (size_t i = 0; i < v->count; i++)
		room += v->params[i].value.len;
	uint8_t *to = arena_alloc(a, room, 1);
	if (to == NULL)
		return arena_failed(a, e);
	struct slice value = first->value;
	*charset = first->extended ? take_charset(&value) : (struct slice){0};
	n = add_section(first, value, to);
	for (unsigned k = 1; first->continued; k++) {
		const struct mail_param *p = find_section(v, first->name, true, k);
		if (p == NULL)
			break;
		n += add_section(p, p->value, to + n);
	}
	*out = (struct slice){ to, n };
	return DONE;
}

struct rc
mail_value_param(const struct mail_value *v, struct slice name, struct arena *a,
    struct slice *out, unsigned *flags, struct err *e)
{
	const struct mail_param *whole = find_section(v, name, false, 0);
	const struct mail_param *pieces = find_section(v, name, true, 0);
	const struct mail_param *first = whole != NULL && (whole->extended || pieces == NULL) ?
	    whole : pieces;
	struct slice bytes, charset;
	bool known = false;

	*out = (struct slice){0};
	if (first == NULL)
		return DONE;
	TRY(join_sections(v, first, a, &bytes, &charset, e));
	if (!slice_is_null(charset)) {
		TRY(mail_charset_decode(charset, bytes, a, out, &known, e));
		if (known)
			return DONE;
		*flags |= MAIL_WORD_LEFT;
		bytes = first->value;
	}
	/* Words of RFC 2047 may not stand in parameters, and in many mails they do. */
	return mail_words_decode(bytes, a, out, flags, e);
}

/* --- dates ---------------------------------------------------------------------------------- */

static bool
take_number(struct lexer *l, unsigned digits_min, unsigned digits_max, uint64_t *n)
{
	unsigned digits = 0;

	skip_gap(l);
	*n = 0;
	while (peek(l) >= '0' && peek(l) <= '9' && digits <= digits_max) {
		*n = *n * 10 + (uint64_t)(peek(l) - '0');
		l->pos++;
		digits++;
	}
	return digits >= digits_min && digits <= digits_max;
}

static struct slice
take_letters(struct lexer *l)
{
	skip_gap(l);
	size_t from = l->pos;
	while ((peek(l) >= 'a' && peek(l) <= 'z') || (peek(l) >= 'A' && peek(l) <= 'Z'))
		l->pos++;
	return slice_sub(l->in, from, l->pos);
}

static bool
take_char(struct lexer *l, int c)
{
	skip_gap(l);
	if (peek(l) != c)
		return false;
	l->pos++;
	return true;
}

static unsigned
month_of(struct slice word)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	for (unsigned i = 0; i < 12; i++)
		if (slice_eq_nocase(word, (struct slice){ (const uint8_t *)names + i * 3, 3 }))
			return i + 1;
	return 0;
}

/* Minutes east of Greenwich. Unknown names and the military letters mean "not known": UTC. */
static bool
take_zone(struct lexer *l, int64_t *minutes)
{
	static const struct {
		struct slice name;
		int hours;
	} zones[] = {
		{ SLICE_INIT("EST"), -5 }, { SLICE_INIT("EDT"), -4 }, { SLICE_INIT("CST"), -6 },
		{ SLICE_INIT("CDT"), -5 }, { SLICE_INIT("MST"), -7 }, { SLICE_INIT("MDT"), -6 },
		{ SLICE_INIT("PST"), -8 }, { SLICE_INIT("PDT"), -7 },
	};
	uint64_t n;

	skip_gap(l);
	if (peek(l) == '+' || peek(l) == '-') {
		int64_t sign = peek(l) == '-' ? -1 : 1;
		l->pos++;
		if (!take_number(l, 4, 4, &n) || n % 100 > 59)
			return false;
		*minutes = sign * (int64_t)(n / 100 * 60 + n % 100);
		return true;
	}
	struct slice name = take_letters(l);
	*minutes = 0;
	for (size_t i = 0; i < COUNT(zones); i++)
		if (slice_eq_nocase(name, zones[i].name))
			*minutes = zones[i].hours * 60;
	return name.len > 0;
}

static bool
take_day(struct lexer *l, uint64_t *day, unsigned *month, uint64_t *year)
{
	if (take_letters(l).len > 0 && !take_char(l, ','))
		return false;
	if (!take_number(l, 1, 2, day))
		return false;
	*month = month_of(take_letters(l));
	skip_gap(l);
	size_t from = l->pos;
	if (*month == 0 || !take_number(l, 2, 4, year))
		return false;
	size_t digits = l->pos - from;
	if (digits == 2)
		*year += *year < 50 ? 2000 : 1900;
	if (digits == 3)
		*year += 1900;
	return true;
}

bool
mail_date_read(struct slice text, int64_t *ms)
{
	struct lexer l = { text, 0 };
	uint64_t day, year, hour, minute, second = 0;
	int64_t east;
	unsigned month;

	if (!take_day(&l, &day, &month, &year) || !take_number(&l, 1, 2, &hour) ||
	    !take_char(&l, ':') || !take_number(&l, 2, 2, &minute))
		return false;
	if (take_char(&l, ':') && !take_number(&l, 2, 2, &second))
		return false;
	if (!take_zone(&l, &east))
		return false;
	skip_gap(&l);
	if (l.pos != text.len || !time_civil((int64_t)year, month, (unsigned)day, (unsigned)hour,
	    (unsigned)minute, (unsigned)second, ms))
		return false;
	*ms -= east * 60000;
	return *ms >= TIME_MIN && *ms <= TIME_MAX;
}
