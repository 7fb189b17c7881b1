/* codec/xlsx_style.c - which numbers are shown as dates or with leading zeros. See codec/xlsx.h.
 *
 * Spec: ECMA-376 part 1, 18.8.30 (numFmt), 18.8.10 (cellXfs).
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/xlsx_int.h"

/* Excel itself stops at 65,490 cell styles. */
#define STYLES_MAX 65536

/* The formats that need no code in the file. 27 to 36 and 50 to 58 are dates in East Asia. */
static bool
is_built_in_date(uint64_t id)
{
	return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
	    (id >= 50 && id <= 58);
}

/* The offset behind what stands literally at i: quoted, escaped, in brackets; i when nothing does.
 * Elapsed time, "[h]" and the like, is no literal. */
static size_t
skip_literal(struct slice code, size_t i)
{
	uint8_t c = code.at[i];

	if (c == '"' || c == '[') {
		struct slice close = c == '"' ? SLICE("\"") : SLICE("]");
		size_t end = slice_find(code, close, i + 1);
		uint8_t first = i + 1 < code.len ? code.at[i + 1] | 0x20 : 0;
		if (c == '[' && (first == 'h' || first == 'm' || first == 's') &&
		    i + 2 < code.len && (code.at[i + 2] == ']' || (code.at[i + 2] | 0x20) == first))
			return i;
		return end == SIZE_MAX ? code.len : end + 1;
	}
	if (c == '\\' || c == '_' || c == '*')
		return i + 2 < code.len ? i + 2 : code.len;
	return i;
}

enum xlsx_look
xlsx_code_look(struct slice code)
{
	unsigned zeros = 0;
	bool other = false;

	if (slice_eq_nocase(code, SLICE("General")))
		return LOOK_PLAIN;
	for (size_t i = 0; i < code.len && code.at[i] != ';';) {
		size_t past = skip_literal(code, i);
		if (past > i) {
			i = past;
			continue;
		}
		uint8_t c = code.at[i] | 0x20;
		if (c == 'y' || c == 'm' || c == 'd' || c == 'h' || c == 's')
			return LOOK_DATE;
		zeros += code.at[i] == '0';
		other = other || (code.at[i] != '0' && code.at[i] != '-' && code.at[i] != ' ' &&
		    code.at[i] != '/');
		i++;
	}
	return zeros > 1 && !other ? LOOK_PADDED : LOOK_PLAIN;
}

static struct rc
add_format(struct xlsx_styles *s, const struct xml_element *x, struct err *e)
{
	struct xlsx_format f;
	void *formats = s->formats;

	if (!slice_to_u64(xml_get(x, SLICE("numFmtId")), &f.id))
		return fail(e, E_SCHEMA, x->at, "a number format without a number");
	f.look = xlsx_code_look(xml_get(x, SLICE("formatCode")));
	if (s->format_count == STYLES_MAX)
		return fail(e, E_LIMIT, x->at, "too many number formats");
	if (!arena_grow(s->arena, &formats, &s->format_cap, s->format_count, sizeof(f)))
		return arena_failed(s->arena, e);
	s->formats = formats;
	s->formats[s->format_count++] = f;
	return DONE;
}

static enum xlsx_look
look_of(const struct xlsx_styles *s, uint64_t id)
{
	for (size_t i = 0; i < s->format_count; i++)
		if (s->formats[i].id == id)
			return s->formats[i].look;
	return is_built_in_date(id) ? LOOK_DATE : LOOK_PLAIN;
}

static struct rc
add_style(struct xlsx_styles *s, const struct xml_element *x, struct err *e)
{
	void *looks = s->looks;
	uint64_t id = 0;
	struct slice said = xml_get(x, SLICE("numFmtId"));

	if (!slice_is_null(said) && !slice_to_u64(said, &id))
		return fail(e, E_SCHEMA, x->at, "a number format without a number");
	if (s->count == STYLES_MAX)
		return fail(e, E_LIMIT, x->at, "too many cell styles");
	if (!arena_grow(s->arena, &looks, &s->cap, s->count, sizeof(*s->looks)))
		return arena_failed(s->arena, e);
	s->looks = looks;
	s->looks[s->count++] = look_of(s, id);
	return DONE;
}

static struct rc
style_start(void *context, const struct xml_element *x, struct err *e)
{
	struct xlsx_styles *s = context;

	if (x->depth == 2)
		s->in_cells = xlsx_is(&x->name, "cellXfs");
	if (x->depth == 3 && xlsx_is(&x->name, "numFmt"))
		return add_format(s, x, e);
	if (x->depth == 3 && s->in_cells && xlsx_is(&x->name, "xf"))
		return add_style(s, x, e);
	return DONE;
}

struct xml_sink
xlsx_styles_sink(struct xlsx_styles *s)
{
	return (struct xml_sink){ .context = s, .start = style_start };
}
