/* codec/yaml.c - a plain subset of YAML. See codec/yaml.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml.h"

#include <libfyaml.h>

#include "base/limits.h"
#include "codec/utf8.h"

struct yaml {
	struct fy_parser	*parser;
	struct fy_diag		*diag;
	struct slice		 in;
	struct arena		*a;
	size_t			 nodes;
	uint64_t		 last;		/* place of the last event */
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

/* Offset of a line and column, both from 1. */
static uint64_t
offset_of(struct slice in, int line, int column)
{
	size_t at = 0;
	for (int i = 1; i < line; i++) {
		size_t end = slice_find(in, SLICE("\n"), at);
		at = end == SIZE_MAX ? in.len : end + 1;
	}
	at += column > 1 ? (size_t)column - 1 : 0;
	return at < in.len ? at : in.len;
}

static struct rc
parser_failed(struct yaml *y)
{
	void *step = NULL;
	const struct fy_diag_error *first = fy_diag_errors_iterate(y->diag, &step);
	uint64_t at = first != NULL ? offset_of(y->in, first->line, first->column) : y->last;
	return fail(y->e, E_SYNTAX, at, "not valid YAML");
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
		y->last = mark->input_pos;
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

static struct rc
scalar_text(struct yaml *y, struct fy_token *token, struct slice *out)
{
	size_t len = 0;
	const char *text = token == NULL ? NULL : fy_token_get_text(token, &len);
	struct slice s = { (const uint8_t *)(text != NULL ? text : ""), text != NULL ? len : 0 };
	return arena_copy(y->a, s, out) ? DONE : arena_failed(y->a, y->e);
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

/* What anchors, tags and aliases there are is refused before anything is made of the event. */
static struct rc
check_event(struct yaml *y, const struct fy_event *event)
{
	bool anchor = false, tag = false;
	if (event->type == FYET_ALIAS)
		return fail(y->e, E_SCHEMA, y->last, "an alias; write the value itself");
	if (event->type == FYET_SCALAR) {
		anchor = event->scalar.anchor != NULL;
		tag = event->scalar.tag != NULL;
	} else if (event->type == FYET_SEQUENCE_START) {
		anchor = event->sequence_start.anchor != NULL;
		tag = event->sequence_start.tag != NULL;
	} else if (event->type == FYET_MAPPING_START) {
		anchor = event->mapping_start.anchor != NULL;
		tag = event->mapping_start.tag != NULL;
	}
	if (anchor)
		return fail(y->e, E_SCHEMA, y->last,
		    "an anchor; write the value where it is needed");
	if (tag)
		return fail(y->e, E_SCHEMA, y->last, "a tag; values have no types of their own");
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
		void *items = out->items;
		if (!arena_grow(y->a, &items, &out->cap, out->count, sizeof(struct value)))
			return arena_failed(y->a, y->e);
		out->items = items;
		TRY(read_next(y, FYET_SEQUENCE_END, depth, &out->items[out->count], &ended));
		if (ended)
			return DONE;
		out->count++;
	}
}

static struct rc
check_key(struct yaml *y, const struct value *object, const struct value *key)
{
	if (key->kind == VALUE_ARRAY || key->kind == VALUE_OBJECT)
		return fail(y->e, E_SCHEMA, key->at, "a key that is no text");
	if (key->kind != VALUE_STRING)
		return fail(y->e, E_SCHEMA, key->at, "a key that is no text; put it in quotes");
	if (slice_eq(key->text, SLICE("<<")))
		return fail(y->e, E_SCHEMA, key->at, "a merge key; write the members themselves");
	if (value_get(object, key->text) != NULL)
		return fail(y->e, E_SCHEMA, key->at, "the same key twice");
	return DONE;
}

static struct rc
read_mapping(struct yaml *y, unsigned depth, struct value *out)
{
	for (bool ended;;) {
		struct value key, value;
		void *members = out->members;
		TRY(read_next(y, FYET_MAPPING_END, depth, &key, &ended));
		if (ended)
			return DONE;
		TRY(check_key(y, out, &key));
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
read_value(struct yaml *y, struct fy_event *event, unsigned depth, struct value *out)
{
	*out = (struct value){ .at = y->last };
	if (depth > DEPTH_MAX)
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

/* Directives stand at the beginning of a line; nothing else in the subset does with a %. */
static struct rc
refuse_directives(struct slice in, struct err *e)
{
	for (size_t at = 0; at < in.len;) {
		if (in.at[at] == '%')
			return fail(e, E_SCHEMA, at, "a directive; YAML 1.2 is understood");
		size_t end = slice_find(in, SLICE("\n"), at);
		at = end == SIZE_MAX ? in.len : end + 1;
	}
	return DONE;
}

struct rc
yaml_tree(struct slice in, struct arena *a, struct value *out, struct err *e)
{
	size_t bad;
	struct fy_diag_cfg quiet = { .output_fn = be_silent, .level = FYET_ERROR };
	struct fy_parse_cfg cfg = { .flags = FYPCF_QUIET };
	if (in.len > DOCUMENT_BYTES_MAX)
		return fail(e, E_LIMIT, DOCUMENT_BYTES_MAX, "larger than 1 MiB");
	if (!utf8_check(in, &bad))
		return fail(e, E_SYNTAX, bad, "not UTF-8");
	TRY(refuse_directives(in, e));
	struct yaml y = { .in = in, .a = a, .e = e, .diag = fy_diag_create(&quiet) };
	cfg.diag = y.diag;
	if (y.diag != NULL)
		fy_diag_set_collect_errors(y.diag, true);
	y.parser = y.diag == NULL ? NULL : fy_parser_create(&cfg);
	struct rc done = y.parser == NULL || fy_parser_set_string(y.parser,
	    in.len > 0 ? (const char *)in.at : "", in.len) != 0 ?
	    fail(e, E_NOMEM, 0, "out of memory") : read_document(&y, out);
	if (y.parser != NULL)
		fy_parser_destroy(y.parser);
	if (y.diag != NULL)
		fy_diag_destroy(y.diag);
	return done;
}
