/* codec/jcs.c - canonical JSON, and JSON for people. See codec/jcs.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/jcs.h"

#include <stdlib.h>

#include "base/mem.h"
#include "codec/json_scan.h"
#include "codec/utf8.h"

/* Members of an object that are ordered on the stack. */
#define FEW_MEMBERS 24

/* Bytes from there on that are written as they are: most of any text. */
static size_t
plain_run(struct slice s, size_t from, bool show)
{
	uint64_t high = 0;
	size_t i = from;
	if (!show)	/* of these, only what JSON escapes is written otherwise */
		return (size_t)(json_plain_run(s.at + from, s.at + s.len, &high) - (s.at + from));
	while (i < s.len && s.at[i] >= 0x20 && s.at[i] < 0x7f && s.at[i] != '"' && s.at[i] != '\\')
		i++;
	return i - from;
}

/* RFC 8785 3.2.2.2: only what must be escaped is, with the short form where there is one. */
static void
write_string(struct slice s, bool show, struct buf *out)
{
	static const char hex[] = "0123456789abcdef";
	buf_add_byte(out, '"');
	for (size_t i = 0; i < s.len;) {
		size_t at = i;
		i += plain_run(s, i, show);
		if (i > at) {
			buf_add(out, slice_sub(s, at, i));
			continue;
		}
		uint32_t p = utf8_next(s, &i);
		const char *known = p == '"' ? "\\\"" : p == '\\' ? "\\\\" : p == '\b' ? "\\b" :
		    p == '\f' ? "\\f" : p == '\n' ? "\\n" : p == '\r' ? "\\r" : p == '\t' ? "\\t" :
		    NULL;
		if (known != NULL) {
			buf_add_text(out, known);
		} else if (p < 0x20 || (show && point_is_unsafe(p))) {
			buf_add_text(out, "\\u");
			for (int shift = 12; shift >= 0; shift -= 4)
				buf_add_byte(out, (uint8_t)hex[p >> shift & 15]);
		} else {
			buf_add(out, slice_sub(s, at, i));
		}
	}
	buf_add_byte(out, '"');
}

void
json_write_string(struct slice text, struct buf *out)
{
	write_string(text, true, out);
}

/* RFC 8785 3.2.3: by UTF-16 code units. They order like code points, except that those above
 * U+FFFF, being surrogates D800..DFFF there, come before U+E000..U+FFFF. */
static int
by_utf16(const void *left, const void *right)
{
	const struct member *const *a = left, *const *b = right;
	struct slice x = (*a)->name, y = (*b)->name;
	size_t same = 0;
	while (same < x.len && same < y.len && x.at[same] == y.at[same] && x.at[same] < 0x80)
		same++;
	size_t i = same, k = same;	/* as a rule both go on in ASCII, or end */
	if (i < x.len && k < y.len && x.at[i] < 0x80 && y.at[k] < 0x80)
		return x.at[i] < y.at[k] ? -1 : 1;
	while (i < x.len && k < y.len) {
		uint32_t p = utf8_next(x, &i), q = utf8_next(y, &k);
		if (p == q)
			continue;
		if ((p > 0xffff) != (q > 0xffff)) {
			uint32_t low = p > 0xffff ? q : p;
			bool astral_first = low >= 0xe000;
			return (p > 0xffff) == astral_first ? -1 : 1;
		}
		return p < q ? -1 : 1;
	}
	return i < x.len ? 1 : k < y.len ? -1 : 0;
}

/* What was read from this form is in its order already. */
static void
settle(const struct member **order, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (by_utf16(&order[i - 1], &order[i]) > 0) {
			qsort(order, count, sizeof(*order), by_utf16);
			return;
		}
}

static struct rc
write_object(const struct value *v, struct buf *out, struct err *e)
{
	const struct member *few[FEW_MEMBERS];
	const struct member **order = v->count <= COUNT(few) ? few :
	    mem_alloc(v->count, sizeof(*order));
	struct rc done = DONE;
	if (order == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	for (size_t i = 0; i < v->count; i++)
		order[i] = &v->members[i];
	settle(order, v->count);
	buf_add_byte(out, '{');
	for (size_t i = 0; i < v->count && !failed(done); i++) {
		if (i > 0)
			buf_add_byte(out, ',');
		write_string(order[i]->name, false, out);
		buf_add_byte(out, ':');
		done = jcs_write(&order[i]->value, out, e);
	}
	buf_add_byte(out, '}');
	if (order != few)
		mem_free(order);
	return done;
}

static struct rc
write_array(const struct value *v, struct buf *out, struct err *e)
{
	buf_add_byte(out, '[');
	for (size_t i = 0; i < v->count; i++) {
		if (i > 0)
			buf_add_byte(out, ',');
		TRY(jcs_write(&v->items[i], out, e));
	}
	buf_add_byte(out, ']');
	return DONE;
}

struct rc
jcs_write(const struct value *v, struct buf *out, struct err *e)
{
	int64_t n;
	switch (v->kind) {
	case VALUE_NULL:
		buf_add_text(out, "null");
		break;
	case VALUE_FALSE:
	case VALUE_TRUE:
		buf_add_text(out, v->kind == VALUE_TRUE ? "true" : "false");
		break;
	case VALUE_NUMBER:
		if (!value_int(v, &n))
			return fail(e, E_SCHEMA, v->at,
			    "a number that is no integer within 2^53 - 1");
		buf_add_i64(out, n);
		break;
	case VALUE_STRING:
		write_string(v->text, false, out);
		break;
	case VALUE_WRITTEN:
		buf_add(out, v->text);
		break;
	case VALUE_ARRAY:
		TRY(write_array(v, out, e));
		break;
	case VALUE_OBJECT:
		TRY(write_object(v, out, e));
		break;
	default:
		BUG("jcs_write: no value");
	}
	return buf_end(out, e);
}

static void
indent(struct buf *out, unsigned depth)
{
	buf_add_byte(out, '\n');
	for (unsigned i = 0; i < depth; i++)
		buf_add_text(out, "  ");
}

static void
pretty(const struct value *v, struct buf *out, unsigned depth)
{
	bool object = v->kind == VALUE_OBJECT;
	switch (v->kind) {
	case VALUE_STRING:
		json_write_string(v->text, out);
		return;
	case VALUE_NUMBER:
		buf_add(out, v->text);
		return;
	case VALUE_ARRAY:
	case VALUE_OBJECT:
		break;
	default:
		buf_add_text(out, v->kind == VALUE_TRUE ? "true" : v->kind == VALUE_FALSE ?
		    "false" :
		    "null");
		return;
	}
	buf_add_byte(out, object ? '{' : '[');
	for (size_t i = 0; i < v->count; i++) {
		indent(out, depth + 1);
		if (object) {
			json_write_string(v->members[i].name, out);
			buf_add_text(out, ": ");
		}
		pretty(object ? &v->members[i].value : &v->items[i], out, depth + 1);
		if (i + 1 < v->count)
			buf_add_byte(out, ',');
	}
	if (v->count > 0)
		indent(out, depth);
	buf_add_byte(out, object ? '}' : ']');
}

struct rc
json_write_pretty(const struct value *v, struct buf *out, struct err *e)
{
	pretty(v, out, 0);
	buf_add_byte(out, '\n');
	return buf_end(out, e);
}
