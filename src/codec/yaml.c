/* codec/yaml.c - a plain subset of YAML. See codec/yaml.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml.h"

#include <libfyaml.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "codec/utf8.h"

/* Up to here keys are compared one by one. */
#define FEW_KEYS 16

/* in: behind a byte-order mark of `skip` bytes. last: place of the last event. */
struct yaml {
	struct fy_parser	*parser;
	struct fy_diag		*diag;
	struct slice		 in;
	size_t			 skip;
	struct arena		*a;
	size_t			 nodes;
	uint64_t		 last;
	struct err		*e;
};

static void
be_silent(struct fy_diag *diag, void *user, const char *text, size_t len)
{
	(void)diag;
	(void)user;
	(void)text;
	(void)len;
}

/* The first byte behind the next line end, which is LF, CR LF or CR. */
static size_t
next_line(struct slice in, size_t at)
{
	while (at < in.len && in.at[at] != '\n' && in.at[at] != '\r')
		at++;
	if (at + 1 < in.len && in.at[at] == '\r' && in.at[at + 1] == '\n')
		at++;
	return at < in.len ? at + 1 : at;
}

/* Offset of a line and a column in characters, both from 1. The text is valid UTF-8. */
static uint64_t
offset_of(struct slice in, int line, int column)
{
	size_t at = 0;
	for (int i = 1; i < line; i++)
		at = next_line(in, at);
	size_t end = at;
	while (end < in.len && in.at[end] != '\n' && in.at[end] != '\r')
		end++;
	for (int i = 1; i < column && at < end; i++)
		do
			at++;
		while (at < end && (in.at[at] & 0xc0) == 0x80);
	return at;
}

/* What the library complains about, by a word in its message, in our words. */
static const struct {
	const char	*word;
	enum code	 code;
	const char	*what;
} complaints[] = {
	{ "tab", E_SYNTAX, "a tab where only blanks may indent" },
	{ "depth limit", E_LIMIT, "nested too deeply" },
	{ "anchor", E_SCHEMA, "an anchor; write the value where it is needed" },
	{ "alias", E_SCHEMA, "an alias; write the value itself" },
	{ "tag", E_SCHEMA, "a tag; values have no types of their own" },
	{ "directive", E_SCHEMA, "a directive; YAML 1.2 is understood" },
	{ "closing quote", E_SYNTAX, "a text in quotes that does not end" },
	{ "escape", E_SYNTAX, "no such escape in a text in quotes" },
	{ "extra closing", E_SYNTAX, "a closing bracket too many" },
	{ "mismatched", E_SYNTAX, "a closing bracket of the wrong kind" },
	{ "closing", E_SYNTAX, "a bracket that is not closed" },
	{ "missing comma", E_SYNTAX, "expected a comma" },
	{ "comma", E_SYNTAX, "a comma where none belongs" },
	{ "block mapping on the same", E_SYNTAX, "a second colon; put the text in quotes" },
	{ "same line", E_SYNTAX, "a list or mapping that must begin on a line of its own" },
	{ "nden", E_SYNTAX, "indentation that fits nothing above" },
	{ "expected ':'", E_SYNTAX, "expected a colon behind the key" },
	{ "multiline", E_SYNTAX, "a key that goes over several lines" },
	{ "cannot start with", E_SYNTAX, "a text whose first character demands quotes" },
	{ "comment", E_SYNTAX, "a comment without a blank before it" },
	{ "trailing", E_SYNTAX, "something behind the end of a value" },
	{ "document", E_SYNTAX, "the mark of a document in the wrong place" },
};

static struct rc
parser_failed(struct yaml *y)
{
	void *step = NULL;
	const struct fy_diag_error *x;
	do
		x = fy_diag_errors_iterate(y->diag, &step);
	while (x != NULL && x->type < FYET_ERROR);
	if (x == NULL)
		return fail(y->e, E_SYNTAX, y->last, "not valid YAML");
	uint64_t at = y->skip + offset_of(y->in, x->line, x->column);
	struct slice message = slice_of(x->msg);
	for (size_t i = 0; i < COUNT(complaints); i++)
		if (slice_find(message, slice_of(complaints[i].word), 0) != SIZE_MAX)
			return fail(y->e, complaints[i].code, at, complaints[i].what);
	return fail(y->e, E_SYNTAX, at, "not valid YAML");
}

/* A scalar in quotes: its mark stands behind the opening one. */
static bool
is_quoted(struct fy_event *event)
{
	if (event->type != FYET_SCALAR || event->scalar.value == NULL)
		return false;
	enum fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
	const struct fy_mark *mark = fy_event_start_mark(event);
	return (style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED) && mark->input_pos > 0;
}

/* The next event; the caller frees it. */
static struct rc
next(struct yaml *y, struct fy_event **out)
{
	struct fy_event *event = fy_parser_parse(y->parser);
	if (event == NULL)
		return parser_failed(y);
	const struct fy_mark *mark = fy_event_start_mark(event);
	if (mark != NULL)
		y->last = y->skip + mark->input_pos - (is_quoted(event) ? 1 : 0);
	*out = event;
	return DONE;
}

static struct rc
expect(struct yaml *y, enum fy_event_type type, const char *what)
{
	struct fy_event *event;
	TRY(next(y, &event));
	enum fy_event_type got = event->type;
	fy_parser_event_free(y->parser, event);
	return got == type ? DONE : fail(y->e, E_SCHEMA, y->last, what);
}

static bool
is_integer(struct slice s)
{
	int64_t n;
	return value_int(&(struct value){ .kind = VALUE_NUMBER, .text = s }, &n);
}

/* Piece by piece: fy_token_get_text() loses memory over a run of quotes in a text. */
static struct rc
scalar_text(struct yaml *y, struct fy_token *token, struct slice *out)
{
	int bad = 0;
	const struct fy_iter_chunk *piece = NULL;
	AUTO(buf) text = buf_init(DOCUMENT_BYTES_MAX);
	struct fy_token_iter *step = token == NULL ? NULL : fy_token_iter_create(token);
	if (token != NULL && step == NULL)
		return fail(y->e, E_NOMEM, 0, "out of memory");
	while (step != NULL && (piece = fy_token_iter_chunk_next(step, piece, &bad)) != NULL)
		buf_add(&text, (struct slice){ (const uint8_t *)piece->str, piece->len });
	if (step != NULL)
		fy_token_iter_destroy(step);
	TRY(buf_end(&text, y->e));
	if (bad != 0 || !utf8_valid(buf_slice(&text)))
		return fail(y->e, E_SYNTAX, y->last, "an escape that stands for no character");
	return arena_copy(y->a, buf_slice(&text), out) ? DONE : arena_failed(y->a, y->e);
}

static struct rc
read_scalar(struct yaml *y, struct fy_event *event, struct value *out)
{
	struct slice s;
	TRY(scalar_text(y, event->scalar.value, &s));
	bool plain = event->scalar.value == NULL ||
	    fy_token_scalar_style(event->scalar.value) == FYSS_PLAIN;
	*out = (struct value){ .kind = VALUE_STRING, .at = y->last, .text = s };
	if (!plain)
		return DONE;
	if (s.len == 0)
		return fail(y->e, E_SCHEMA, y->last, "an empty value; write null or \"\"");
	if (slice_eq(s, SLICE("true")) || slice_eq(s, SLICE("false")) ||
	    slice_eq(s, SLICE("null"))) {
		out->kind = s.at[0] == 't' ? VALUE_TRUE : s.at[0] == 'f' ? VALUE_FALSE : VALUE_NULL;
		out->text = (struct slice){0};
	} else if (is_integer(s)) {
		out->kind = VALUE_NUMBER;
	}
	return DONE;
}

static struct rc read_value(struct yaml *y, struct fy_event *event, unsigned depth,
    struct value *out);

/* Place of an anchor or tag, or of what it stands at; the library's own begins behind the sign. */
static uint64_t
place_of(const struct yaml *y, struct fy_token *token, uint8_t sign)
{
	const struct fy_mark *mark = fy_token_start_mark(token);
	if (mark == NULL || mark->input_pos > y->in.len)
		return y->last;
	size_t at = mark->input_pos;
	if (at > 0 && at < y->in.len && y->in.at[at] != sign && y->in.at[at - 1] == sign)
		at--;
	return y->skip + at;
}

/* Anchors, tags and aliases are refused before anything is made of the event. */
static struct rc
check_event(struct yaml *y, const struct fy_event *event)
{
	struct fy_token *anchor = NULL, *tag = NULL;
	if (event->type == FYET_ALIAS)
		return fail(y->e, E_SCHEMA, place_of(y, event->alias.anchor, '*'),
		    "an alias; write the value itself");
	if (event->type == FYET_SCALAR) {
		anchor = event->scalar.anchor;
		tag = event->scalar.tag;
	} else if (event->type == FYET_SEQUENCE_START) {
		anchor = event->sequence_start.anchor;
		tag = event->sequence_start.tag;
	} else if (event->type == FYET_MAPPING_START) {
		anchor = event->mapping_start.anchor;
		tag = event->mapping_start.tag;
	}
	if (anchor != NULL)
		return fail(y->e, E_SCHEMA, place_of(y, anchor, '&'),
		    "an anchor; write the value where it is needed");
	if (tag != NULL)
		return fail(y->e, E_SCHEMA, place_of(y, tag, '!'),
		    "a tag; values have no types of their own");
	if (++y->nodes > NODES_MAX)
		return fail(y->e, E_LIMIT, y->last, "more values than a document may hold");
	return DONE;
}

/* Reads the next value into *out; *ended when the collection closed instead. */
static struct rc
read_next(struct yaml *y, enum fy_event_type end, unsigned depth, struct value *out, bool *ended)
{
	struct fy_event *event;
	TRY(next(y, &event));
	*ended = event->type == end;
	struct rc done = *ended ? DONE : check_event(y, event);
	if (!*ended && !failed(done))
		done = read_value(y, event, depth, out);
	fy_parser_event_free(y->parser, event);
	return done;
}

static struct rc
read_sequence(struct yaml *y, unsigned depth, struct value *out)
{
	for (bool ended;;) {
		struct value item;
		void *items = out->items;
		TRY(read_next(y, FYET_SEQUENCE_END, depth, &item, &ended));
		if (ended)
			return DONE;
		if (!arena_grow(y->a, &items, &out->cap, out->count, sizeof(item)))
			return arena_failed(y->a, y->e);
		out->items = items;
		out->items[out->count++] = item;
	}
}

static struct rc
check_key(struct yaml *y, const struct value *key)
{
	if (key->kind == VALUE_ARRAY || key->kind == VALUE_OBJECT)
		return fail(y->e, E_SCHEMA, key->at, "a key that is no text");
	if (key->kind != VALUE_STRING)
		return fail(y->e, E_SCHEMA, key->at, "a key that is no text; put it in quotes");
	if (slice_eq(key->text, SLICE("<<")))
		return fail(y->e, E_SCHEMA, key->at, "a merge key; write the members themselves");
	return DONE;
}

/* keys: what the mapping has so far, once it has many. */
static struct rc
check_new(struct yaml *y, const struct value *object, const struct value *key, struct map *keys)
{
	bool seen = keys->count > 0 ? map_has(keys, key->text) :
	    value_get(object, key->text) != NULL;
	if (seen)
		return fail(y->e, E_SCHEMA, key->at, "the same key twice");
	if (object->count < FEW_KEYS)
		return DONE;
	for (size_t i = keys->count; i < object->count; i++)
		TRY(map_put(keys, object->members[i].name, NULL, y->e));
	return map_put(keys, key->text, NULL, y->e);
}

static struct rc
read_members(struct yaml *y, unsigned depth, struct value *out, struct map *keys)
{
	for (bool ended;;) {
		struct value key, value;
		void *members = out->members;
		TRY(read_next(y, FYET_MAPPING_END, depth, &key, &ended));
		if (ended)
			return DONE;
		TRY(check_key(y, &key));
		TRY(check_new(y, out, &key, keys));
		TRY(read_next(y, FYET_MAPPING_END, depth, &value, &ended));
		if (ended)
			return fail(y->e, E_SYNTAX, key.at, "a key without its value");
		if (!arena_grow(y->a, &members, &out->cap, out->count, sizeof(struct member)))
			return arena_failed(y->a, y->e);
		out->members = members;
		out->members[out->count++] = (struct member){ key.text, key.at, value };
	}
}

static struct rc
read_mapping(struct yaml *y, unsigned depth, struct value *out)
{
	AUTO(map) keys = map_init();
	return read_members(y, depth, out, &keys);
}

/* depth: sequences and mappings around the value. */
static struct rc
read_value(struct yaml *y, struct fy_event *event, unsigned depth, struct value *out)
{
	*out = (struct value){ .at = y->last };
	if (depth >= DEPTH_MAX && event->type != FYET_SCALAR)
		return fail(y->e, E_LIMIT, y->last, "nested too deeply");
	switch (event->type) {
	case FYET_SCALAR:
		return read_scalar(y, event, out);
	case FYET_SEQUENCE_START:
		out->kind = VALUE_ARRAY;
		return read_sequence(y, depth + 1, out);
	case FYET_MAPPING_START:
		out->kind = VALUE_OBJECT;
		return read_mapping(y, depth + 1, out);
	default:
		return fail(y->e, E_SYNTAX, y->last, "expected a value");
	}
}

static struct rc
read_document(struct yaml *y, struct value *out)
{
	struct value v = {0};
	struct fy_event *event;
	bool ended;
	TRY(expect(y, FYET_STREAM_START, "not valid YAML"));
	TRY(expect(y, FYET_DOCUMENT_START, "the document is empty"));
	TRY(read_next(y, FYET_DOCUMENT_END, 0, &v, &ended));
	if (ended)
		return fail(y->e, E_SYNTAX, y->last, "the document is empty");
	TRY(expect(y, FYET_DOCUMENT_END, "expected the end of the document"));
	TRY(next(y, &event));
	enum fy_event_type type = event->type;
	fy_parser_event_free(y->parser, event);
	if (type != FYET_STREAM_END)
		return fail(y->e, E_SCHEMA, y->last, "a second document in one file");
	*out = v;
	return DONE;
}

/* Directives stand at the beginning of a line; nothing else in the subset does with a %. Many
 * empty lines in a row cost the library quadratic time. */
static struct rc
check_lines(const struct yaml *y)
{
	unsigned empty = 0;
	for (size_t at = 0, end; at < y->in.len; at = end) {
		end = next_line(y->in, at);
		if (y->in.at[at] == '%')
			return fail(y->e, E_SCHEMA, y->skip + at,
			    "a directive; YAML 1.2 is understood");
		empty = slice_is_empty(slice_trim(slice_sub(y->in, at, end))) ? empty + 1 : 0;
		if (empty > YAML_EMPTY_LINES_MAX)
			return fail(y->e, E_LIMIT, y->skip + at,
			    "more than 200 empty lines in a row");
	}
	return DONE;
}

/* Within brackets the library keeps everything in memory up to the closing one. */
static struct rc
check_marks(const struct yaml *y)
{
	static const bool mark[256] = { ['['] = true, [']'] = true, ['{'] = true, ['}'] = true,
		[','] = true, ['&'] = true, ['*'] = true, ['!'] = true };
	size_t count = 0;
	for (size_t i = 0; i < y->in.len; i++) {
		count += mark[y->in.at[i]];
		if (count > YAML_MARKS_MAX)
			return fail(y->e, E_LIMIT, y->skip + i,
			    "more than 32,768 brackets, commas, & * and ! in one file");
	}
	return DONE;
}

/* YAML 1.2.2, 5.1: the characters that a text may hold unescaped. */
static bool
is_printable(uint32_t p)
{
	return p == '\t' || p == '\n' || p == '\r' || p == 0x85 || (p >= 0x20 && p < 0x7f) ||
	    (p >= 0xa0 && p != 0xfeff && p != 0xfffe && p != 0xffff);
}

static struct rc
check_text(const struct yaml *y)
{
	size_t at;
	if (!utf8_check(y->in, &at))
		return fail(y->e, E_SYNTAX, y->skip + at, "not UTF-8");
	for (size_t i = 0; i < y->in.len;) {
		at = i;
		if (!is_printable(utf8_next(y->in, &i)))
			return fail(y->e, E_SYNTAX, y->skip + at,
			    "a character that YAML allows only as an escape");
	}
	TRY(check_marks(y));
	return check_lines(y);
}

static struct rc
parse(struct yaml *y, struct value *out)
{
	struct fy_diag_cfg quiet = { .output_fn = be_silent, .level = FYET_ERROR };
	struct fy_parse_cfg cfg = { .flags = FYPCF_QUIET | FYPCF_DEFAULT_VERSION_1_2 |
	    FYPCF_JSON_NONE | FYPCF_DISABLE_DEPTH_LIMIT };
	y->diag = cfg.diag = fy_diag_create(&quiet);
	if (y->diag != NULL)
		fy_diag_set_collect_errors(y->diag, true);
	y->parser = y->diag == NULL ? NULL : fy_parser_create(&cfg);
	if (y->parser == NULL || fy_parser_set_string(y->parser,
	    y->in.len > 0 ? (const char *)y->in.at : "", y->in.len) != 0)
		return fail(y->e, E_NOMEM, 0, "out of memory");
	return read_document(y, out);
}

struct rc
yaml_tree(struct slice in, struct arena *a, struct value *out, struct err *e)
{
	size_t skip = slice_starts(in, SLICE("\xef\xbb\xbf")) ? 3 : 0;
	struct yaml y = { .in = slice_sub(in, skip, in.len), .skip = skip, .a = a, .e = e };
	if (in.len > DOCUMENT_BYTES_MAX)
		return fail(e, E_LIMIT, DOCUMENT_BYTES_MAX, "larger than 1 MiB");
	TRY(check_text(&y));
	struct rc done = parse(&y, out);
	if (y.parser != NULL)
		fy_parser_destroy(y.parser);
	if (y.diag != NULL)
		fy_diag_destroy(y.diag);
	return done;
}
