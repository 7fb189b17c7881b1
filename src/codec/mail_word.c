/* codec/mail_word.c - charsets of mail and encoded words. See codec/mail_int.h.
 *
 * Spec: RFC 2047.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/mail_int.h"

#include "base/buf.h"
#include "codec/utf8.h"

/* RFC 2047 2 says 75; nobody means a word by more than this. */
#define WORD_BYTES_MAX 1024

enum charset { CHARSET_UNKNOWN = 0, CHARSET_ASCII, CHARSET_UTF8, CHARSET_1252, CHARSET_LATIN9 };

static enum charset
charset_of(struct slice name)
{
	static const struct {
		struct slice name;
		enum charset charset;
	} known[] = {
		{ SLICE_INIT("us-ascii"), CHARSET_ASCII },
		{ SLICE_INIT("ascii"), CHARSET_ASCII },
		{ SLICE_INIT("utf-8"), CHARSET_UTF8 },
		{ SLICE_INIT("utf8"), CHARSET_UTF8 },
		/* What says ISO-8859-1 holds Windows-1252 in practice; where both have a
		 * character they agree. */
		{ SLICE_INIT("iso-8859-1"), CHARSET_1252 },
		{ SLICE_INIT("latin1"), CHARSET_1252 },
		{ SLICE_INIT("windows-1252"), CHARSET_1252 },
		{ SLICE_INIT("cp1252"), CHARSET_1252 },
		{ SLICE_INIT("iso-8859-15"), CHARSET_LATIN9 },
		{ SLICE_INIT("latin-9"), CHARSET_LATIN9 },
	};
	for (size_t i = 0; i < COUNT(known); i++)
		if (slice_eq_nocase(name, known[i].name))
			return known[i].charset;
	return CHARSET_UNKNOWN;
}

/* ISO-8859-15 is ISO-8859-1 with eight other characters. */
static uint32_t
latin9(uint8_t c)
{
	switch (c) {
	case 0xa4: return 0x20ac;
	case 0xa6: return 0x160;
	case 0xa8: return 0x161;
	case 0xb4: return 0x17d;
	case 0xb8: return 0x17e;
	case 0xbc: return 0x152;
	case 0xbd: return 0x153;
	case 0xbe: return 0x178;
	default: return c;
	}
}

static struct rc
latin9_decode(struct slice bytes, struct arena *a, struct slice *out, struct err *e)
{
	AUTO(buf) to = buf_init(bytes.len * 3);		/* a byte becomes at most three */

	for (size_t i = 0; i < bytes.len; i++)
		utf8_put(latin9(bytes.at[i]), &to);
	TRY(buf_end(&to, e));
	return arena_copy(a, buf_slice(&to), out) ? DONE : arena_failed(a, e);
}

/* Five bytes of Windows-1252 are no characters. */
static struct rc
windows_decode(struct slice bytes, struct arena *a, struct slice *out, bool *known,
    struct err *e)
{
	struct err why = {0};
	struct rc r = text_to_utf8(bytes, ENCODING_WINDOWS1252, 0, a, out, &why);

	*known = r.code != E_SYNTAX;
	if (!*known)
		*out = (struct slice){0};
	return failed(r) && *known ? fail(e, why.code, why.at, why.what) : DONE;
}

static bool
is_ascii(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] >= 0x80)
			return false;
	return true;
}

struct rc
mail_charset_decode(struct slice charset, struct slice bytes, struct arena *a,
    struct slice *out, bool *known, struct err *e)
{
	enum charset c = charset_of(charset);

	*out = (struct slice){0};
	*known = true;
	if (c == CHARSET_1252)
		return windows_decode(bytes, a, out, known, e);
	if (c == CHARSET_LATIN9)
		return latin9_decode(bytes, a, out, e);
	*known = c == CHARSET_ASCII ? is_ascii(bytes) : c == CHARSET_UTF8 && utf8_valid(bytes);
	if (*known)
		*out = bytes;
	return DONE;
}

/* --- RFC 2047 ------------------------------------------------------------------------------- */

struct word {
	struct slice	charset, text;
	uint8_t		encoding;		/* 'b' or 'q' */
	size_t		past;			/* offset behind it */
};

/* "=?charset?Q?text?=" at the offset. */
static bool
word_at(struct slice in, size_t at, struct word *w)
{
	in = slice_sub(in, 0, at + WORD_BYTES_MAX);
	if (!slice_starts(slice_sub(in, at, in.len), SLICE("=?")))
		return false;
	size_t first = slice_find(in, SLICE("?"), at + 2);
	if (first == SIZE_MAX || first + 2 >= in.len || in.at[first + 2] != '?')
		return false;
	size_t past = slice_find(in, SLICE("?="), first + 3);
	if (past == SIZE_MAX)
		return false;
	w->charset = slice_sub(in, at + 2, first);
	/* RFC 2231 5: a language may follow the charset. */
	size_t star = slice_find(w->charset, SLICE("*"), 0);
	w->charset = slice_sub(w->charset, 0, star);
	w->encoding = in.at[first + 1] | 0x20;
	w->text = slice_sub(in, first + 3, past);
	w->past = past + 2;
	return w->encoding == 'b' || w->encoding == 'q';
}

static size_t
skip_blank(struct slice in, size_t at)
{
	while (at < in.len && (in.at[at] == ' ' || in.at[at] == '\t'))
		at++;
	return at;
}

static bool
same_kind(const struct word *w, const struct word *next)
{
	return w->encoding == next->encoding && slice_eq_nocase(w->charset, next->charset);
}

static size_t
undo(const struct word *w, uint8_t *to, bool *damaged)
{
	return w->encoding == 'b' ? mail_base64_decode(w->text, to, damaged) :
	    mail_quoted_decode(w->text, true, to, damaged);
}

/* Words of one charset that follow each other are decoded together: a character may be split
 * between them, which RFC 2047 forbids and mailers do. scratch has room for the whole text; *past
 * is the offset behind the last word. */
static struct rc
decode_run(struct slice in, struct word w, uint8_t *scratch, struct arena *a, struct slice *out,
    bool *known, size_t *past, struct err *e)
{
	bool damaged = false;
	size_t n = 0;

	for (struct word next = w;; w = next) {
		n += undo(&w, scratch + n, &damaged);
		*past = w.past;
		if (!word_at(in, skip_blank(in, w.past), &next) || !same_kind(&w, &next))
			break;
	}
	TRY(mail_charset_decode(w.charset, (struct slice){ scratch, n }, a, out, known, e));
	*known = *known && !damaged;
	return DONE;
}

/* What stands outside of words: UTF-8 (RFC 6532), else taken for Windows-1252, else escaped. */
static struct rc
plain_text(struct slice text, struct arena *a, struct slice *out, unsigned *flags, struct err *e)
{
	bool known;

	*out = text;
	if (utf8_valid(text))
		return DONE;
	*flags |= MAIL_WORD_LEFT;
	TRY(windows_decode(text, a, out, &known, e));
	if (known)
		return DONE;
	AUTO(buf) shown = buf_init(text.len * 8);
	text_show(text, &shown);
	TRY(buf_end(&shown, e));
	return arena_copy(a, buf_slice(&shown), out) ? DONE : arena_failed(a, e);
}

static struct rc
decode_all(struct slice text, struct arena *a, struct buf *to, unsigned *flags, struct err *e)
{
	uint8_t *scratch = arena_alloc(a, text.len, 1);
	size_t at = 0;			/* what lies before is in the buffer */

	if (scratch == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < text.len;) {
		struct slice decoded;
		struct word w;
		size_t past = i;
		bool known = false;
		if (text.at[i] != '=' || !word_at(text, i, &w)) {
			i++;
			continue;
		}
		TRY(decode_run(text, w, scratch, a, &decoded, &known, &past, e));
		if (!known) {
			*flags |= MAIL_WORD_LEFT;
			decoded = slice_sub(text, i, past);
		}
		buf_add(to, slice_sub(text, at, i));
		buf_add(to, decoded);
		/* White space between two words belongs to neither. */
		size_t next = skip_blank(text, past);
		at = i = word_at(text, next, &w) ? next : past;
	}
	buf_add(to, slice_sub(text, at, text.len));
	return DONE;
}

struct rc
mail_words_decode(struct slice text, struct arena *a, struct slice *out, unsigned *flags,
    struct err *e)
{
	TRY(plain_text(text, a, &text, flags, e));
	*out = text;
	if (slice_find(text, SLICE("=?"), 0) == SIZE_MAX)
		return DONE;
	AUTO(buf) to = buf_init(text.len * 3);	/* a byte becomes at most three */
	TRY(decode_all(text, a, &to, flags, e));
	TRY(buf_end(&to, e));
	if (!arena_copy(a, buf_slice(&to), out))
		return arena_failed(a, e);
	return DONE;
}
