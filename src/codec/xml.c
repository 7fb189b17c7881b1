/* codec/xml.c - XML as a series of events, on expat. See codec/xml.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/xml.h"

#include <expat.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"

/* A form feed is no character of XML, so no namespace can hold it. */
#define SEPARATOR '\f'

struct xml_reader {
	XML_Parser		 parser;
	struct xml_sink		 sink;
	struct xml_budget	 budget;	/* nodes: those left; depth and bytes as given */
	struct xml_attribute	*attributes;
	size_t			 cap;
	uint64_t		 fed;
	unsigned		 depth;
	struct err		 err;
	bool			 stopped;
};

static void *
seam_alloc(size_t size)
{
	return mem_alloc(1, size);
}

static void *
seam_resize(void *old, size_t size)
{
	return mem_resize(old, 1, size);
}

static uint64_t
place(const struct xml_reader *r)
{
	XML_Index at = XML_GetCurrentByteIndex(r->parser);
	return at < 0 ? r->fed : (uint64_t)at;
}

static void
stop(struct xml_reader *r, enum code c, uint64_t at, const char *what)
{
	(void)fail(&r->err, c, at, what);	/* kept in the reader; xml_feed() returns it */
	r->stopped = true;
	(void)XML_StopParser(r->parser, XML_FALSE);	/* fails when it has stopped already */
}

/* After a callback: keeps its failure, with a place when it gave none. */
static void
settle(struct xml_reader *r, struct rc result, struct err *given, uint64_t at)
{
	if (!failed(result))
		return;
	if (given->code == OK)
		*given = (struct err){ result.code, at, "refused" };
	stop(r, given->code, given->at != 0 ? given->at : at, given->what);
}

static struct xml_name
split(const XML_Char *text)
{
	struct slice all = slice_of(text);
	/* from the end: names are short, those of namespaces are not */
	const uint8_t *mark = memrchr(all.at, SEPARATOR, all.len);
	if (mark == NULL)
		return (struct xml_name){ SLICE(""), all };
	size_t n = (size_t)(mark - all.at);
	return (struct xml_name){ { all.at, n }, { mark + 1, all.len - n - 1 } };
}

static bool
collect(struct xml_reader *r, const XML_Char **given, size_t *count)
{
	size_t n = 0;
	while (given[2 * n] != NULL)
		n++;
	if (n > r->cap) {
		struct xml_attribute *wider = mem_resize(r->attributes, n + 16, sizeof(*wider));
		if (wider == NULL)
			return false;
		r->attributes = wider;
		r->cap = n + 16;
	}
	for (size_t i = 0; i < n; i++)
		r->attributes[i] = (struct xml_attribute){ split(given[2 * i]),
		    slice_of(given[2 * i + 1]) };
	*count = n;
	return true;
}

static void XMLCALL
on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
	struct xml_reader *r = context;
	uint64_t at = place(r);
	size_t count;

	if (r->stopped)
		return;
	r->depth++;
	if (r->depth > r->budget.depth) {
		stop(r, E_LIMIT, at, "elements are nested too deeply");
		return;
	}
	if (!collect(r, attributes, &count)) {
		stop(r, E_NOMEM, at, "out of memory");
		return;
	}
	if (count + 1 > r->budget.nodes) {
		stop(r, E_LIMIT, at, "too many elements and attributes");
		return;
	}
	r->budget.nodes -= count + 1;
	if (r->sink.start == NULL)
		return;
	struct xml_element element = { split(name), r->attributes, count, at, r->depth };
	struct err e = {0};
	settle(r, r->sink.start(r->sink.context, &element, &e), &e, at);
}

static void XMLCALL
on_end(void *context, const XML_Char *text)
{
	struct xml_reader *r = context;

	if (r->stopped)
		return;
	r->depth--;
	if (r->sink.end == NULL)
		return;
	struct xml_name name = split(text);
	struct err e = {0};
	uint64_t at = place(r);
	settle(r, r->sink.end(r->sink.context, &name, at, &e), &e, at);
}

static void XMLCALL
on_text(void *context, const XML_Char *text, int len)
{
	struct xml_reader *r = context;

	if (r->stopped || r->sink.text == NULL || len <= 0)
		return;
	struct slice piece = { (const uint8_t *)text, (size_t)len };
	struct err e = {0};
	uint64_t at = place(r);
	settle(r, r->sink.text(r->sink.context, piece, at, &e), &e, at);
}

static void XMLCALL
on_doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public,
    int has_subset)
{
	struct xml_reader *r = context;

	(void)name;
	(void)system;
	(void)public;
	(void)has_subset;
	if (!r->stopped)
		stop(r, E_SCHEMA, place(r), "a DOCTYPE, which is never read");
}

struct rc
xml_open(struct xml_sink sink, struct xml_budget budget, struct xml_reader **out, struct err *e)
{
	static const XML_Memory_Handling_Suite seam = { seam_alloc, seam_resize, mem_free };
	static const XML_Char separator[] = { SEPARATOR, '\0' };

	struct xml_reader *r = mem_alloc(1, sizeof(*r));
	if (r == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	r->parser = XML_ParserCreate_MM(NULL, &seam, separator);
	if (r->parser == NULL) {
		mem_free(r);
		return fail(e, E_NOMEM, 0, "out of memory");
	}
	r->sink = sink;
	r->budget = budget;
	XML_SetUserData(r->parser, r);
	XML_SetElementHandler(r->parser, on_start, on_end);
	XML_SetCharacterDataHandler(r->parser, on_text);
	XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
	*out = r;
	return DONE;
}

void
xml_close(struct xml_reader *r)
{
	if (r == NULL)
		return;
	XML_ParserFree(r->parser);
	mem_free(r->attributes);
	mem_free(r);
}

static const char *
complaint(enum XML_Error code)
{
	switch (code) {
	case XML_ERROR_NO_ELEMENTS: return "no element";
	case XML_ERROR_UNCLOSED_TOKEN: return "the document ends inside a tag";
	case XML_ERROR_PARTIAL_CHAR: return "the document ends inside a character";
	case XML_ERROR_TAG_MISMATCH: return "an end tag that does not match its start";
	case XML_ERROR_DUPLICATE_ATTRIBUTE: return "the same attribute twice";
	case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: return "something after the root element";
	case XML_ERROR_UNDEFINED_ENTITY: return "an entity that is not defined";
	case XML_ERROR_BAD_CHAR_REF: return "a reference to no character";
	case XML_ERROR_UNKNOWN_ENCODING:
	case XML_ERROR_INCORRECT_ENCODING: return "an encoding that is not read";
	case XML_ERROR_UNCLOSED_CDATA_SECTION: return "a CDATA section without its end";
	case XML_ERROR_UNBOUND_PREFIX: return "a prefix without a namespace";
	case XML_ERROR_XML_DECL:
	case XML_ERROR_MISPLACED_XML_PI: return "a malformed or misplaced XML declaration";
	default: return "not well-formed XML";
	}
}

static struct rc
parse(struct xml_reader *r, struct slice piece, bool last, struct err *e)
{
	/* Of some refused allocations expat says that the document is not well formed. */
	uint64_t refused = mem_refusals();
	/* expat counts in int: pieces are fed a window at a time. */
	enum XML_Status status = XML_Parse(r->parser, (const char *)piece.at, (int)piece.len, last);
	r->fed += piece.len;
	if (status != XML_STATUS_OK && r->err.code == OK) {
		enum XML_Error code = XML_GetErrorCode(r->parser);
		r->stopped = true;
		r->err = code == XML_ERROR_NO_MEMORY || mem_refusals() != refused ?
		    (struct err){ E_NOMEM, place(r), "out of memory" } :
		    (struct err){ E_SYNTAX, place(r), complaint(code) };
	}
	if (r->err.code != OK)
		return fail(e, r->err.code, r->err.at, r->err.what);
	return DONE;
}

struct rc
xml_feed(struct xml_reader *r, struct slice piece, struct err *e)
{
	if (r->err.code != OK)
		return fail(e, r->err.code, r->err.at, r->err.what);
	if (piece.len > r->budget.bytes - r->fed) {
		stop(r, E_LIMIT, r->budget.bytes, "the document is larger than its kind may be");
		return fail(e, r->err.code, r->err.at, r->err.what);
	}
	for (size_t at = 0; at < piece.len; at += WINDOW_BYTES)
		TRY(parse(r, slice_sub(piece, at, at + WINDOW_BYTES), false, e));
	return DONE;
}

struct rc
xml_end(struct xml_reader *r, struct err *e)
{
	if (r->err.code != OK)
		return fail(e, r->err.code, r->err.at, r->err.what);
	return parse(r, SLICE(""), true, e);
}

struct rc
xml_read(struct slice in, struct xml_sink sink, struct xml_budget budget, struct err *e)
{
	struct xml_reader *r;
	TRY(xml_open(sink, budget, &r, e));
	struct rc result = xml_feed(r, in, e);
	if (!failed(result))
		result = xml_end(r, e);
	xml_close(r);
	return result;
}

struct slice
xml_get_in(const struct xml_element *element, struct slice space, struct slice local)
{
	for (size_t i = 0; i < element->count; i++) {
		const struct xml_attribute *a = &element->attributes[i];
		if (slice_eq(a->name.local, local) && slice_eq(a->name.space, space))
			return a->value;
	}
	return (struct slice){0};
}

struct slice
xml_get(const struct xml_element *element, struct slice local)
{
	return xml_get_in(element, SLICE(""), local);
}

static bool
is_letter(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

bool
xml_looks_like(struct slice head)
{
	if (slice_starts(head, SLICE("\xff\xfe<\0")) || slice_starts(head, SLICE("\xfe\xff\0<")))
		return true;
	if (slice_starts(head, SLICE("\xef\xbb\xbf")))
		head = slice_sub(head, 3, head.len);
	head = slice_trim(head);
	if (head.len < 2 || head.at[0] != '<')
		return false;
	return is_letter(head.at[1]) || head.at[1] == '!' ||
	    slice_starts(head, SLICE("<?xml"));
}
