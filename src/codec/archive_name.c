/* codec/archive_name.c - names of entries, and which of them are hostile. See codec/archive.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/archive_int.h"

#include "base/limits.h"
#include "codec/utf8.h"

static bool
is_letter(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_drive(struct slice path)
{
	return path.len >= 2 && is_letter(path.at[0]) && path.at[1] == ':';
}

static bool
has_byte(struct slice s, uint8_t c)
{
	return slice_find(s, (struct slice){ &c, 1 }, 0) != SIZE_MAX;
}

/* A component "..", whatever separates it. */
static bool
has_parent(struct slice path)
{
	size_t start = 0;
	for (size_t i = 0; i <= path.len; i++) {
		if (i < path.len && path.at[i] != '/' && path.at[i] != '\\')
			continue;
		if (slice_eq(slice_sub(path, start, i), SLICE("..")))
			return true;
		start = i + 1;
	}
	return false;
}

static enum archive_name
judge(struct slice path)
{
	if (path.len == 0)
		return NAME_EMPTY;
	if (!utf8_valid(path))
		return NAME_NOT_UTF8;
	if (utf8_has_control(path))
		return NAME_CONTROL;
	if (is_drive(path))
		return NAME_DRIVE;
	if (has_byte(path, '\\'))
		return NAME_BACKSLASH;
	if (path.at[0] == '/')
		return NAME_ABSOLUTE;
	return has_parent(path) ? NAME_PARENT : NAME_PLAIN;
}

/* Of a hostile name only the plainest bytes stay; "/" stays between components that are no "..". */
static bool
stays(struct slice path, size_t i)
{
	uint8_t c = path.at[i];
	if (c == '/')
		return i > 0;
	if (c == '.')
		return !((i > 0 && path.at[i - 1] == '.') ||
		    (i + 1 < path.len && path.at[i + 1] == '.'));
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ' ';
}

static bool
escape(struct slice path, struct arena *a, struct slice *name)
{
	static const char hex[] = "0123456789ABCDEF";

	uint8_t *to = arena_alloc(a, path.len * 3 + 1, 1);
	size_t n = 0;
	if (to == NULL)
		return false;
	for (size_t i = 0; i < path.len; i++) {
		if (stays(path, i)) {
			to[n++] = path.at[i];
			continue;
		}
		to[n++] = '%';
		to[n++] = (uint8_t)hex[path.at[i] >> 4];
		to[n++] = (uint8_t)hex[path.at[i] & 15];
	}
	if (n == 0)
		to[n++] = '%';
	*name = (struct slice){ to, n };
	return true;
}

struct rc
archive_name_judge(struct slice path, struct arena *a, enum archive_name *state,
    struct slice *name, struct err *e)
{
	if (path.len > PATH_BYTES_MAX)
		return fail(e, E_LIMIT, 0, "a name is longer than 4096 bytes");
	*state = judge(path);
	if (*state != NAME_PLAIN) {
		if (!escape(path, a, name))
			return arena_failed(a, e);
		return DONE;
	}
	struct slice shown = path;
	while (slice_starts(shown, SLICE("./")) && shown.len > 2)
		shown = slice_sub(shown, 2, shown.len);
	while (shown.len > 1 && shown.at[shown.len - 1] == '/')
		shown.len--;
	*name = shown;
	return DONE;
}
