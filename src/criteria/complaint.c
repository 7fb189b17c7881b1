/* criteria/complaint.c - complaints about a criteria file, and reading its members.
 * See criteria/decode_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "codec/utf8.h"
#include "criteria/decode_int.h"

#define WHAT_BYTES_MAX KIB(4)
#define SHOWN_BYTES_MAX 64

void
complain(struct criteria_reader *r, uint64_t at, const char *what)
{
	if (r->errors->count < CRITERIA_ERRORS_MAX)
		r->errors->at[r->errors->count++] = (struct err){ E_SCHEMA, at, what };
}

/* Text that was put together for one complaint, into the arena. */
static void
complain_in(struct criteria_reader *r, uint64_t at, const struct buf *text)
{
	struct slice s = buf_slice(text);
	char *what = text->broken ? NULL : arena_alloc(r->a, s.len + 1, 1);
	if (what == NULL) {
		r->spent = true;
		complain(r, at, "not as the format says");
		return;
	}
	memcpy(what, s.at, s.len);
	complain(r, at, what);
}

/* A word of the file in quotes, cut where it is long. */
static void
put_shown(struct slice word, struct buf *out)
{
	size_t end = word.len;
	if (end > SHOWN_BYTES_MAX)
		for (end = SHOWN_BYTES_MAX; end > 0 && (word.at[end] & 0xC0) == 0x80;)
			end--;
	buf_add_text(out, "\"");
	text_show(slice_sub(word, 0, end), out);
	buf_add_text(out, end < word.len ? "...\"" : "\"");
}

void
complain_of_word(struct criteria_reader *r, uint64_t at, const char *thing, struct slice word,
    const char *const *list)
{
	AUTO(buf) text = buf_init(WHAT_BYTES_MAX);
	buf_addf(&text, "unknown %s ", thing);
	put_shown(word, &text);
	for (size_t i = 0; list != NULL && list[i] != NULL; i++)
		buf_addf(&text, "%s%s", i == 0 ? "; expected " : ", ", list[i]);
	complain_in(r, at, &text);
}

void
complain_of_value(struct criteria_reader *r, uint64_t at, const char *name, const char *what)
{
	AUTO(buf) text = buf_init(WHAT_BYTES_MAX);
	buf_addf(&text, "expected %s: %s", name, what);
	complain_in(r, at, &text);
}

static int
compare(const void *a, const void *b)
{
	const struct err *left = a, *right = b;
	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return strcmp(left->what, right->what);
}

void
complaints_settle(struct criteria_errors *errors)
{
	size_t kept = 0;
	qsort(errors->at, errors->count, sizeof(struct err), compare);
	for (size_t i = 0; i < errors->count; i++)
		if (kept == 0 || compare(&errors->at[kept - 1], &errors->at[i]) != 0)
			errors->at[kept++] = errors->at[i];
	errors->count = kept;
}

void *
reader_array(struct criteria_reader *r, size_t count, size_t size)
{
	void *p = arena_alloc(r->a, count, size);
	if (p == NULL)
		r->spent = true;
	return p;
}

bool
map_check(struct criteria_reader *r, const struct value *v, const char *name,
    const char *const *keys)
{
	if (v->kind != VALUE_OBJECT) {
		complain_of_value(r, v->at, name, "a mapping");
		return false;
	}
	for (size_t i = 0; i < v->count; i++) {
		size_t k = 0;
		while (keys[k] != NULL && !slice_eq(v->members[i].name, slice_of(keys[k])))
			k++;
		if (keys[k] == NULL)
			complain_of_word(r, v->members[i].at, "key", v->members[i].name, keys);
	}
	return true;
}

const struct value *
map_member(struct criteria_reader *r, const struct value *map, const char *name, bool required,
    const char *what)
{
	const struct value *v = value_get(map, slice_of(name));
	if (v != NULL || !required)
		return v;
	AUTO(buf) text = buf_init(WHAT_BYTES_MAX);
	buf_addf(&text, "%s is missing: expected %s", name, what);
	complain_in(r, map->at, &text);
	return NULL;
}

struct slice
map_text(struct criteria_reader *r, const struct value *map, const char *name, bool required,
    size_t max)
{
	const struct value *v = map_member(r, map, name, required, "text");
	struct slice text = value_text(v);
	if (v == NULL)
		return (struct slice){0};
	if (v->kind == VALUE_NUMBER)
		complain_of_value(r, v->at, name, "text; put the number in quotes");
	else if (v->kind != VALUE_STRING || text.len == 0)
		complain_of_value(r, v->at, name, "text");
	else if (text.len > max)
		complain_of_value(r, v->at, name, "a shorter text");
	else if (utf8_has_control(text))
		complain_of_value(r, v->at, name, "text without control characters, on one line");
	else
		return text;
	return (struct slice){0};
}

static bool
is_word(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.at[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (!letter && (i == 0 || (c != '-' && c != '_' && c != '.')))
			return false;
	}
	return s.len > 0 && s.len <= WORD_BYTES_MAX;
}

struct slice
map_word(struct criteria_reader *r, const struct value *map, const char *name, bool required)
{
	const struct value *v = map_member(r, map, name, required, "a word of a-z 0-9 - _ .");
	if (v == NULL || is_word(value_text(v)))
		return value_text(v);
	complain_of_value(r, v->at, name, "a word, 1 to 63 of a-z 0-9 - _ .");
	return (struct slice){0};
}

size_t
map_choice(struct criteria_reader *r, const struct value *map, const char *name, bool required,
    const char *const *list)
{
	const struct value *v = map_member(r, map, name, required, "a word");
	size_t i = 0;
	if (v == NULL)
		return SIZE_MAX;
	while (list[i] != NULL && !slice_eq(value_text(v), slice_of(list[i])))
		i++;
	if (v->kind == VALUE_STRING && list[i] != NULL)
		return i;
	if (v->kind == VALUE_STRING)
		complain_of_word(r, v->at, name, v->text, list);
	else
		complain_of_value(r, v->at, name, "a word");
	return SIZE_MAX;
}

bool
map_duration(struct criteria_reader *r, const struct value *map, const char *name, int64_t *ms,
    struct slice *text)
{
	const struct value *v = value_get(map, slice_of(name));
	struct err why = {0};
	int64_t n = 0;
	if (v == NULL)
		return false;
	if (failed(duration_parse(value_text(v), &n, &why)) || n == 0) {
		complain_of_value(r, v->at, name,
		    "a duration such as 30d (s, min, h, d or w, at most 400 years)");
		return false;
	}
	*ms = n;
	if (text != NULL)
		*text = v->text;
	return true;
}

const struct value *
map_list(struct criteria_reader *r, const struct value *map, const char *name, bool required,
    size_t max, const char *what)
{
	const struct value *v = map_member(r, map, name, required, what);
	if (v == NULL || (v->kind == VALUE_ARRAY && v->count > 0 && v->count <= max))
		return v;
	if (v->kind == VALUE_ARRAY && v->count > max)
		complain_of_value(r, v->at, name, "a shorter list");
	else
		complain_of_value(r, v->at, name, what);
	return NULL;
}
