/* app/export/export_names.c - safe and distinct names of files. See app/export/export_names.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/export/export_names.h"

#include "base/buf.h"
#include "codec/utf8.h"

#define FOLDERS_MAX 4
/* Of one part; a file system takes 255, and its end may be needed for "-2". */
#define PART_BYTES_MAX 120
#define SUFFIX_BYTES_MAX 16
#define NAME_BYTES_MAX 1024
/* What stands in the map for a folder, and for a file. */
static const char is_folder, is_file;

struct export_names
export_names_init(struct arena *a)
{
	return (struct export_names){ .a = a, .taken = map_init(), .next = map_init() };
}

void
export_names_drop(struct export_names *n)
{
	map_drop(&n->taken);
	map_drop(&n->next);
}

/* --- one part --------------------------------------------------------------------------------- */

static bool
is_plain(uint32_t c)
{
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
	bool mark = c < 128 && slice_find(SLICE("._~+-@()=, "),
	    (struct slice){ (const uint8_t[]){ (uint8_t)c }, 1 }, 0) != SIZE_MAX;
	/* letters of European languages that have one code point */
	bool other = c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7;
	return letter || mark || other;
}

/* Systems that read CON or COM1.txt as a device. */
static bool
is_device(struct slice part)
{
	static const char *const names[] = { "con", "prn", "aux", "nul" };
	struct slice stem = slice_sub(part, 0, slice_find(part, SLICE("."), 0));
	for (size_t i = 0; i < COUNT(names); i++)
		if (slice_eq_nocase(stem, slice_of(names[i])))
			return true;
	return stem.len == 4 && stem.at[3] >= '0' && stem.at[3] <= '9' &&
	    (slice_eq_nocase(slice_sub(stem, 0, 3), SLICE("com")) ||
	    slice_eq_nocase(slice_sub(stem, 0, 3), SLICE("lpt")));
}

/* Where the suffix of a name begins, its dot included; its length where there is none. */
static size_t
suffix_at(struct slice part)
{
	for (size_t i = part.len; i > 1; i--)
		if (part.at[i - 1] == '.')
			return part.len - (i - 1) <= SUFFIX_BYTES_MAX ? i - 1 : part.len;
	return part.len;
}

static void
put_characters(struct slice raw, struct buf *out)
{
	bool text = utf8_valid(raw);
	for (size_t i = 0; i < raw.len;) {
		uint32_t c = text ? utf8_next(raw, &i) : raw.at[i++];
		if (!is_plain(c) || (!text && c > 127))
			buf_add_byte(out, '_');
		else
			utf8_put(c, out);
	}
}

/* Cut in the middle of a character it would be none. */
static size_t
cut_at(struct slice s, size_t max)
{
	size_t n = s.len < max ? s.len : max;
	while (n > 0 && n < s.len && (s.at[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static void
put_part(struct slice raw, struct buf *out)
{
	AUTO(buf) made = buf_init(4 * raw.len + 8);
	put_characters(raw, &made);
	struct slice s = buf_slice(&made);
	struct slice suffix = slice_sub(s, suffix_at(s), s.len);
	struct slice stem = slice_sub(s, 0, s.len - suffix.len);
	stem = slice_sub(stem, 0, cut_at(stem, PART_BYTES_MAX - suffix.len));
	bool hidden = stem.len > 0 && (stem.at[0] == '.' || stem.at[0] == '-' || stem.at[0] == ' ');
	struct slice whole = suffix.len > 0 ? suffix : stem;
	uint8_t last = whole.len > 0 ? whole.at[whole.len - 1] : '.';
	if (is_device(s))
		buf_add_byte(out, '_');
	if (hidden)
		buf_add_byte(out, '_');
	buf_add(out, hidden ? slice_sub(stem, 1, stem.len) : stem);
	buf_add(out, suffix);
	if (last == '.' || last == ' ')
		buf_add_byte(out, '_');
	buf_follow(out, &made);
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool
is_separator(uint8_t c)
{
	return c == '/' || c == '\\';
}

/* The parts of a name; those beyond FOLDERS_MAX are joined. Empty ones and "." and ".." go. */
static void
put_parts(struct slice name, struct buf *out)
{
	size_t parts = 0, from = 0;
	for (size_t i = 0; i <= name.len; i++) {
		if (i < name.len && !is_separator(name.at[i]))
			continue;
		struct slice part = slice_sub(name, from, i);
		from = i + 1;
		if (part.len == 0 || slice_eq(part, SLICE(".")) || slice_eq(part, SLICE("..")))
			continue;
		if (parts > 0)
			buf_add_byte(out, parts > FOLDERS_MAX ? '_' : '/');
		put_part(part, out);
		parts++;
	}
	if (parts == 0)
		buf_add_text(out, "unnamed");
}

/* ASCII in lower case; every other character alike, as some systems compare them. */
static void
put_key(struct slice path, struct buf *out)
{
	for (size_t i = 0; i < path.len; i++) {
		uint8_t c = path.at[i];
		if (c >= 'A' && c <= 'Z')
			buf_add_byte(out, (uint8_t)(c + 'a' - 'A'));
		else if (c < 128)
			buf_add_byte(out, c);
		else if ((c & 0xc0) != 0x80)
			buf_add_byte(out, '*');
	}
}

/* A folder cannot stand where a file does: its "/" becomes "_". */
static struct rc
part_from_files(const struct export_names *n, struct buf *path, struct err *e)
{
	for (size_t i = 0; i < path->len; i++) {
		AUTO(buf) key = buf_init(2 * path->len + 1);
		if (path->at[i] != '/')
			continue;
		put_key(slice_sub(buf_slice(path), 0, i), &key);
		TRY(buf_end(&key, e));
		if (map_get(&n->taken, buf_slice(&key)) == &is_file)
			path->at[i] = '_';
	}
	return DONE;
}

static struct rc
take(struct export_names *n, struct slice key, struct err *e)
{
	struct slice kept;
	if (!arena_copy(n->a, key, &kept))
		return arena_failed(n->a, e);
	for (size_t i = 0; i < kept.len; i++)
		if (kept.at[i] == '/')
			TRY(map_put(&n->taken, slice_sub(kept, 0, i),
			    (void *)(uintptr_t)&is_folder, e));
	return map_put(&n->taken, kept, (void *)(uintptr_t)&is_file, e);
}

/* "name-2.txt" for number 2; and what it is compared by. */
static struct rc
make_numbered(struct slice path, size_t dot, size_t number, struct buf *made, struct buf *key,
    struct err *e)
{
	buf_clear(made);
	buf_clear(key);
	buf_add(made, slice_sub(path, 0, dot));
	if (number > 1)
		buf_addf(made, "-%zu", number);
	buf_add(made, slice_sub(path, dot, path.len));
	put_key(buf_slice(made), key);
	TRY(buf_end(made, e));
	return buf_end(key, e);
}

/* Where the suffix of the last part begins. */
static size_t
dot_of(struct slice path)
{
	size_t begin = path.len;
	while (begin > 0 && path.at[begin - 1] != '/')
		begin--;
	return begin + suffix_at(slice_sub(path, begin, path.len));
}

/* The first of "name.txt", "name-2.txt", ... that is free. */
static struct rc
distinguish(struct export_names *n, struct slice path, struct slice *out, struct err *e)
{
	AUTO(buf) made = buf_init(NAME_BYTES_MAX + 64);
	AUTO(buf) key = buf_init(NAME_BYTES_MAX + 64);
	struct slice wanted;
	TRY(make_numbered(path, dot_of(path), 1, &made, &key, e));
	if (!arena_copy(n->a, buf_slice(&key), &wanted))
		return arena_failed(n->a, e);
	size_t number = (size_t)(uintptr_t)map_get(&n->next, wanted);
	for (number = number > 0 ? number : 1; map_has(&n->taken, buf_slice(&key)); number++)
		TRY(make_numbered(path, dot_of(path), number, &made, &key, e));
	TRY(map_put(&n->next, wanted, (void *)(uintptr_t)number, e));
	TRY(take(n, buf_slice(&key), e));
	return arena_copy(n->a, buf_slice(&made), out) ? DONE : arena_failed(n->a, e);
}

struct rc
export_name(struct export_names *n, const char *folder, struct slice name, struct slice *out,
    struct err *e)
{
	AUTO(buf) path = buf_init(4 * name.len + NAME_BYTES_MAX);
	buf_add_text(&path, folder);
	put_parts(name, &path);
	TRY(buf_end(&path, e));
	path.len = cut_at(buf_slice(&path), NAME_BYTES_MAX);
	TRY(part_from_files(n, &path, e));
	return distinguish(n, buf_slice(&path), out, e);
}
