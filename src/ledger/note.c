/* ledger/note.c - signed notes. See ledger/note.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "ledger/note.h"

#include <string.h>

#include "base/limits.h"
#include "codec/base64.h"
#include "codec/hex.h"
#include "codec/utf8.h"
#include "ledger/note_int.h"

#define KEY_ID_BYTES 4
#define KEY_ID_DIGITS (2 * KEY_ID_BYTES)
/* EM DASH and a space. */
#define LINE_HEAD SLICE("\xe2\x80\x94 ")
/* base64 of key id and signature. */
#define LINE_BASE64_BYTES 92

/* --- text ------------------------------------------------------------------------------------- */

struct rc
note_text_check(struct slice text, struct err *e)
{
	size_t bad;
	if (text.len > NOTE_BYTES_MAX)
		return fail(e, E_LIMIT, NOTE_BYTES_MAX, "longer than a note may be");
	if (!utf8_check(text, &bad))
		return fail(e, E_SYNTAX, bad, "not UTF-8");
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < ' ' && text.at[i] != '\n')
			return fail(e, E_SYNTAX, i, "a control character");
	if (text.len == 0 || text.at[text.len - 1] != '\n')
		return fail(e, E_SYNTAX, text.len, "the last line does not end");
	return DONE;
}

bool
note_line_next(struct slice text, size_t *at, struct slice *line)
{
	size_t end = slice_find(text, SLICE("\n"), *at);
	if (end == SIZE_MAX)
		return false;
	*line = slice_sub(text, *at, end);
	*at = end + 1;
	return true;
}

size_t
note_line_count(struct slice text, size_t from)
{
	size_t count = 0;
	for (size_t i = from; i < text.len; i++)
		count += text.at[i] == '\n';
	return count;
}

/* What failed in a part, told as of the whole. */
static struct rc
fail_in_part(const struct err *own, size_t at, struct err *e)
{
	return fail(e, own->code, at + own->at, own->what);
}

struct rc
note_base64(struct slice part, size_t at, struct arena *a, struct slice *out, struct err *e)
{
	struct err own = {0};
	if (failed(base64_decode(part, BASE64_STANDARD, a, out, &own)))
		return fail_in_part(&own, at, e);
	return DONE;
}

/* --- names and keys --------------------------------------------------------------------------- */

/* Unicode's White_Space beyond the control characters. */
static bool
is_space(uint32_t p)
{
	return p == ' ' || p == 0xa0 || p == 0x1680 || (p >= 0x2000 && p <= 0x200a) ||
	    p == 0x2028 || p == 0x2029 || p == 0x202f || p == 0x205f || p == 0x3000;
}

bool
note_name_is_good(struct slice name)
{
	if (name.len == 0 || name.len > ORIGIN_BYTES_MAX || !utf8_valid(name))
		return false;
	for (size_t i = 0; i < name.len;) {
		uint32_t p = utf8_next(name, &i);
		if (p == '+' || p < ' ' || (p >= 0x7f && p <= 0x9f) || is_space(p))
			return false;
	}
	return true;
}

static struct rc
key_id(struct slice name, const uint8_t raw[static ED25519_PUBLIC_BYTES], uint32_t *out,
    struct err *e)
{
	AUTO(buf) b = buf_init(ORIGIN_BYTES_MAX + 2 + ED25519_PUBLIC_BYTES);
	struct digest d;
	buf_add(&b, name);
	buf_add_byte(&b, '\n');
	buf_add_byte(&b, NOTE_ED25519);
	buf_add(&b, (struct slice){ raw, ED25519_PUBLIC_BYTES });
	TRY(buf_end(&b, e));
	TRY(digest_of(buf_slice(&b), &d, e));
	*out = (uint32_t)d.bytes[0] << 24 | (uint32_t)d.bytes[1] << 16 |
	    (uint32_t)d.bytes[2] << 8 | d.bytes[3];
	return DONE;
}

static struct rc
check_name(struct slice name, struct err *e)
{
	return note_name_is_good(name) ? DONE :
	    fail(e, E_USAGE, 0, "a name that may not stand in a note");
}

struct rc
note_key_id(struct slice name, const struct key *k, uint32_t *out, struct err *e)
{
	uint8_t raw[ED25519_PUBLIC_BYTES];
	TRY(check_name(name, e));
	TRY(key_ed25519_raw(k, raw, e));
	return key_id(name, raw, out, e);
}

static void
put_key_id(uint32_t id, uint8_t out[static KEY_ID_BYTES])
{
	for (unsigned i = 0; i < KEY_ID_BYTES; i++)
		out[i] = (uint8_t)(id >> (24 - 8 * i));
}

static uint32_t
take_key_id(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* --- reading ---------------------------------------------------------------------------------- */

/* at: offset of the line in the note. */
static struct rc
decode_line(struct slice line, size_t at, struct arena *a, struct note_line *out, struct err *e)
{
	struct slice bytes;
	if (!slice_starts(line, LINE_HEAD))
		return fail(e, E_SYNTAX, at, "expected a signature line");
	size_t space = slice_find(line, SLICE(" "), LINE_HEAD.len);
	if (space == SIZE_MAX)
		return fail(e, E_SYNTAX, at + line.len, "a signature line without signature");
	out->name = slice_sub(line, LINE_HEAD.len, space);
	if (!note_name_is_good(out->name))
		return fail(e, E_SYNTAX, at + LINE_HEAD.len, "a name that may not stand in a note");
	TRY(note_base64(slice_sub(line, space + 1, line.len), at + space + 1, a, &bytes, e));
	if (bytes.len <= KEY_ID_BYTES)
		return fail(e, E_SYNTAX, at + space + 1, "a signature without bytes");
	out->key_id = take_key_id(bytes.at);
	out->signature = slice_sub(bytes, KEY_ID_BYTES, bytes.len);
	return DONE;
}

static const struct note_line *
find_line(const struct note *n, struct slice name, uint32_t id)
{
	for (size_t i = 0; i < n->count; i++)
		if (n->lines[i].key_id == id && slice_eq(n->lines[i].name, name))
			return &n->lines[i];
	return NULL;
}

static struct rc
decode_lines(struct slice in, size_t at, struct arena *a, struct note *n, struct err *e)
{
	struct slice line;
	size_t begin = at, count = note_line_count(in, at);
	n->lines = ARENA_ARRAY(a, struct note_line,
	    count < NOTE_SIGNATURES_MAX ? count : NOTE_SIGNATURES_MAX);
	if (n->lines == NULL)
		return arena_failed(a, e);
	for (; note_line_next(in, &at, &line); begin = at) {
		struct note_line l;
		if (n->count == NOTE_SIGNATURES_MAX)
			return fail(e, E_LIMIT, begin, "more signatures than a note may have");
		TRY(decode_line(line, begin, a, &l, e));
		if (find_line(n, l.name, l.key_id) != NULL)
			return fail(e, E_SYNTAX, begin, "a second signature by this name and key");
		n->lines[n->count++] = l;
	}
	return n->count > 0 ? DONE : fail(e, E_SYNTAX, in.len, "a note without signature");
}

struct rc
note_decode(struct slice in, struct arena *a, struct note *out, struct err *e)
{
	struct note n = {0};
	size_t at = 0, empty = SIZE_MAX;
	TRY(note_text_check(in, e));
	/* the last empty line: the text may have some of its own */
	for (size_t i = in.len - 1; i > 0 && empty == SIZE_MAX; i--)
		if (in.at[i] == '\n' && in.at[i - 1] == '\n')
			empty = i;
	if (empty == SIZE_MAX)
		return fail(e, E_SYNTAX, in.len, "no empty line between text and signatures");
	n.text = slice_sub(in, 0, empty);
	at = empty + 1;
	TRY(decode_lines(in, at, a, &n, e));
	*out = n;
	return DONE;
}

struct rc
note_check(const struct note *n, struct slice name, const struct key *k, struct err *e)
{
	uint32_t id;
	bool good = false;
	TRY(note_key_id(name, k, &id, e));
	const struct note_line *l = find_line(n, name, id);
	if (l == NULL)
		return fail(e, E_VERIFY, 0, "no signature by this name and key");
	if (l->signature.len == ED25519_SIGNATURE_BYTES)
		TRY(key_verify(k, SCHEME_ED25519, n->text, l->signature, &good, e));
	return good ? DONE : fail(e, E_VERIFY, 0, "the signature of the note does not hold");
}

/* --- writing ---------------------------------------------------------------------------------- */

struct rc
note_sign(struct slice text, struct slice name, const struct secret_key *k, struct buf *out,
    struct err *e)
{
	AUTO(arena) a = arena_init(KIB(4));
	AUTO(crypto_bag) bag = {0};
	uint8_t bytes[KEY_ID_BYTES + ED25519_SIGNATURE_BYTES];
	struct key public;
	uint32_t id;
	TRY(note_text_check(text, e));
	TRY(check_name(name, e));
	if (text.len > NOTE_BYTES_MAX - LINE_HEAD.len - name.len - LINE_BASE64_BYTES - 3)
		return fail(e, E_LIMIT, NOTE_BYTES_MAX, "longer than a note may be");
	TRY(secret_key_public(k, &a, &bag, &public, e));
	TRY(note_key_id(name, &public, &id, e));
	put_key_id(id, bytes);
	TRY(secret_key_sign(k, text, bytes + KEY_ID_BYTES, e));
	buf_add(out, text);
	buf_add_byte(out, '\n');
	buf_add(out, LINE_HEAD);
	buf_add(out, name);
	buf_add_byte(out, ' ');
	base64_write((struct slice){ bytes, sizeof(bytes) }, out);
	buf_add_byte(out, '\n');
	return buf_end(out, e);
}

/* --- verifier keys ---------------------------------------------------------------------------- */

/* Where the three parts of "name+hex8+base64" begin. base64 has "+" too: only the first two
 * part. */
struct verifier_parts {
	struct slice	name, id, key;
	size_t		id_at, key_at;
};

static struct rc
part_verifier(struct slice text, struct verifier_parts *v, struct err *e)
{
	size_t first = slice_find(text, SLICE("+"), 0);
	size_t second = first == SIZE_MAX ? first : slice_find(text, SLICE("+"), first + 1);
	if (second == SIZE_MAX)
		return fail(e, E_SYNTAX, text.len, "expected a verifier key: name+id+key");
	*v = (struct verifier_parts){ slice_sub(text, 0, first),
		slice_sub(text, first + 1, second), slice_sub(text, second + 1, text.len),
		first + 1, second + 1 };
	if (!note_name_is_good(v->name))
		return fail(e, E_SYNTAX, 0, "a name that may not stand in a note");
	if (!hex_is_lower(v->id, KEY_ID_DIGITS))
		return fail(e, E_SYNTAX, v->id_at, "expected 8 lower-case hex digits");
	return DONE;
}

static struct rc
take_verifier_key(const struct verifier_parts *v, struct arena *a, struct crypto_bag *bag,
    struct key *k, struct err *e)
{
	struct slice bytes;
	struct err own = {0};
	TRY(note_base64(v->key, v->key_at, a, &bytes, e));
	if (bytes.len == 0)
		return fail(e, E_SYNTAX, v->key_at, "a verifier key without key");
	if (bytes.at[0] != NOTE_ED25519)
		return fail(e, E_UNVERIFIABLE, v->key_at, "a kind of key that is not Ed25519");
	if (bytes.len != 1 + ED25519_PUBLIC_BYTES)
		return fail(e, E_SYNTAX, v->key_at, "an Ed25519 key has 32 bytes");
	if (failed(key_from_ed25519_raw(bytes.at + 1, a, bag, k, &own)))
		return fail_in_part(&own, v->key_at, e);
	return DONE;
}

struct rc
note_verifier_decode(struct slice text, struct arena *a, struct crypto_bag *bag,
    struct slice *name, struct key *k, struct err *e)
{
	struct verifier_parts v;
	struct slice said;
	struct key found;
	uint32_t id;
	TRY(part_verifier(text, &v, e));
	TRY(take_verifier_key(&v, a, bag, &found, e));
	TRY(hex_decode(v.id, a, &said, e));
	TRY(note_key_id(v.name, &found, &id, e));
	if (take_key_id(said.at) != id)
		return fail(e, E_SYNTAX, v.id_at, "the id is not that of name and key");
	*name = v.name;
	*k = found;
	return DONE;
}

struct rc
note_verifier_encode(struct slice name, const struct key *k, struct buf *out, struct err *e)
{
	uint8_t id_bytes[KEY_ID_BYTES], bytes[1 + ED25519_PUBLIC_BYTES] = { NOTE_ED25519 };
	uint32_t id;
	TRY(note_key_id(name, k, &id, e));
	TRY(key_ed25519_raw(k, bytes + 1, e));
	put_key_id(id, id_bytes);
	buf_add(out, name);
	buf_add_byte(out, '+');
	hex_write((struct slice){ id_bytes, sizeof(id_bytes) }, out);
	buf_add_byte(out, '+');
	base64_write((struct slice){ bytes, sizeof(bytes) }, out);
	return buf_end(out, e);
}
