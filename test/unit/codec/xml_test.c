/* xml_test.c - XML as events, and what is refused.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#undef fail		/* of cmocka; base/base.h has its own */

#include "base/buf.h"

static const struct xml_budget roomy = { 8, 100, 1 << 20 };

static struct rc
note_start(void *context, const struct xml_element *x, struct err *e)
{
	struct buf *b = context;

	if (slice_eq(x->name.local, SLICE("refuse")))
		return fail(e, E_SCHEMA, 0, "refused by the test");
	buf_addf(b, "<%.*s|%.*s@%u", SLICE_FMT(x->name.space), SLICE_FMT(x->name.local),
	    (unsigned)x->at);
	for (size_t i = 0; i < x->count; i++)
		buf_addf(b, " %.*s|%.*s=%.*s", SLICE_FMT(x->attributes[i].name.space),
		    SLICE_FMT(x->attributes[i].name.local), SLICE_FMT(x->attributes[i].value));
	buf_add_text(b, ">");
	return DONE;
}

static struct rc
note_text(void *context, struct slice text, uint64_t at, struct err *e)
{
	(void)at;
	(void)e;
	buf_add(context, text);
	return DONE;
}

static struct rc
note_end(void *context, const struct xml_name *name, uint64_t at, struct err *e)
{
	(void)at;
	(void)e;
	buf_addf(context, "</%.*s>", SLICE_FMT(name->local));
	return DONE;
}

static struct rc
read_all(struct slice in, struct xml_budget budget, struct buf *b, struct err *e)
{
	return xml_read(in, (struct xml_sink){ b, note_start, note_text, note_end }, budget, e);
}

static void
events_come_in_order(void **state)
{
	static const struct {
		struct slice in;
		const char *want;
	} cases[] = {
		{ SLICE_INIT("<a/>"), "<|a@0></a>" },
		{ SLICE_INIT("<?xml version='1.0'?><!-- c --><a>x<b i='1&amp;2'/>y</a>"),
		    "<|a@31>x<|b@35 |i=1&2></b>y</a>" },
		{ SLICE_INIT("<p:a xmlns:p='urn:x' p:k='v' xml:lang='de'/>"),
		    "<urn:x|a@0 urn:x|k=v http://www.w3.org/XML/1998/namespace|lang=de></a>" },
		{ SLICE_INIT("<a xmlns='urn:y' k='v'>&#228;<![CDATA[<]]></a>"),
		    "<urn:y|a@0 |k=v>\xc3\xa4<</a>" },
		{ SLICE_INIT("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe4</a>"),
		    "<|a@43>\xc3\xa4</a>" },
		{ SLICE_INIT("\xff\xfe<\0a\0>\0\xe4\0<\0/\0a\0>\0"), "<|a@2>\xc3\xa4</a>" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(buf) b = buf_init(4096);
		struct err e = {0};
		assert_int_equal(read_all(cases[i].in, roomy, &b, &e).code, OK);
		buf_add_byte(&b, 0);
		assert_string_equal((const char *)b.at, cases[i].want);
	}
}

static const struct {
	const char *name;
	struct slice in;
	enum code want;
	uint64_t at;
	const char *what;
} refused[] = {
	{ "empty", SLICE_INIT(""), E_SYNTAX, 0, "no element" },
	{ "cut in a tag", SLICE_INIT("<a><b"), E_SYNTAX, 3, "the document ends inside a tag" },
	{ "never closed", SLICE_INIT("<a>x"), E_SYNTAX, 4, "no element" },
	{ "mismatch", SLICE_INIT("<a></b>"), E_SYNTAX, 5,
	    "an end tag that does not match its start" },
	{ "attribute twice", SLICE_INIT("<a k='1' k='2'/>"), E_SYNTAX, 9,
	    "the same attribute twice" },
	{ "two roots", SLICE_INIT("<a/><b/>"), E_SYNTAX, 4, "something after the root element" },
	{ "doctype", SLICE_INIT("<!DOCTYPE a><a/>"), E_SCHEMA, 11,
	    "a DOCTYPE, which is never read" },
	{ "billion laughs", SLICE_INIT("<!DOCTYPE a [<!ENTITY l 'l'><!ENTITY m '&l;&l;'>]>"
	    "<a>&m;</a>"), E_SCHEMA, 12, "a DOCTYPE, which is never read" },
	{ "external entity", SLICE_INIT("<?xml version='1.0'?><!DOCTYPE a SYSTEM 'file:///etc'>"
	    "<a/>"), E_SCHEMA, 53, "a DOCTYPE, which is never read" },
	{ "entity", SLICE_INIT("<a>&m;</a>"), E_SYNTAX, 3, "an entity that is not defined" },
	{ "prefix", SLICE_INIT("<a><q:b/></a>"), E_SYNTAX, 3, "a prefix without a namespace" },
	{ "encoding", SLICE_INIT("<?xml version='1.0' encoding='EBCDIC'?><a/>"), E_SYNTAX, 30,
	    "an encoding that is not read" },
	{ "not UTF-8", SLICE_INIT("<a>\xff</a>"), E_SYNTAX, 3, "not well-formed XML" },
	{ "NUL", SLICE_INIT("<a>\0</a>"), E_SYNTAX, 3, "not well-formed XML" },
	{ "depth 9 of 8", SLICE_INIT("<a><a><a><a><a><a><a><a><a/>"), E_LIMIT, 24,
	    "elements are nested too deeply" },
	{ "the sink", SLICE_INIT("<a><refuse/></a>"), E_SCHEMA, 3, "refused by the test" },
};

static void
refusals_name_the_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		AUTO(buf) b = buf_init(4096);
		struct err e = {0};
		assert_int_equal(read_all(refused[i].in, roomy, &b, &e).code, refused[i].want);
		assert_string_equal(e.what, refused[i].what);
		if (e.at != refused[i].at)
			print_error("%s\n", refused[i].name);
		assert_int_equal(e.at, refused[i].at);
	}
}

static void
budgets_hold_at_the_limit_and_beyond(void **state)
{
	static const struct {
		struct xml_budget budget;
		enum code want;
		uint64_t at;
	} cases[] = {
		{ { 2, 4, 24 }, OK, 0 },
		{ { 1, 4, 24 }, E_LIMIT, 3 },
		{ { 2, 3, 24 }, E_LIMIT, 3 },
		{ { 2, 4, 23 }, E_LIMIT, 23 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(buf) b = buf_init(4096);
		struct err e = {0};
		assert_int_equal(read_all(SLICE("<a><b i='1' j='2'/></a> "), cases[i].budget, &b,
		    &e).code, cases[i].want);
		assert_int_equal(e.at, cases[i].at);
	}
}

static void
pieces_of_any_size_give_the_same(void **state)
{
	static const struct slice in = SLICE_INIT("<a k='v'>t\xc3\xa4xt<b/>&lt;</a>");
	AUTO(buf) whole = buf_init(4096);
	struct err e = {0};

	(void)state;
	assert_int_equal(read_all(in, roomy, &whole, &e).code, OK);
	for (size_t n = 1; n <= in.len; n++) {
		AUTO(buf) b = buf_init(4096);
		struct xml_reader *r;
		assert_int_equal(xml_open((struct xml_sink){ &b, note_start, note_text, note_end },
		    roomy, &r, &e).code, OK);
		for (size_t at = 0; at < in.len; at += n)
			assert_int_equal(xml_feed(r, slice_sub(in, at, at + n), &e).code, OK);
		assert_int_equal(xml_end(r, &e).code, OK);
		xml_close(r);
		assert_true(slice_eq(buf_slice(&whole), buf_slice(&b)));
	}
}

static void
an_error_stays(void **state)
{
	struct xml_reader *r;
	struct err e = {0};

	(void)state;
	assert_int_equal(xml_open((struct xml_sink){0}, roomy, &r, &e).code, OK);
	assert_int_equal(xml_feed(r, SLICE("<a></b>"), &e).code, E_SYNTAX);
	e = (struct err){0};
	assert_int_equal(xml_feed(r, SLICE("<a/>"), &e).code, E_SYNTAX);
	assert_int_equal(e.at, 5);
	assert_int_equal(xml_end(r, NULL).code, E_SYNTAX);
	xml_close(r);
}

static void
truncation_and_flips_never_crash(void **state)
{
	static const struct slice in =
	    SLICE_INIT("<?xml version='1.0'?><p:a xmlns:p='u' k='v'>t<b>&#9;</b></p:a>");

	(void)state;
	for (size_t k = 0; k < in.len; k++) {
		AUTO(buf) b = buf_init(4096);
		struct err e = {0};
		assert_true(failed(read_all(slice_sub(in, 0, k), roomy, &b, &e)));
		assert_true(e.at <= k);
	}
	for (size_t k = 0; k < in.len * 8; k++) {
		AUTO(buf) b = buf_init(4096);
		struct err e = {0};
		uint8_t *copy = malloc(in.len);
		memcpy(copy, in.at, in.len);
		copy[k / 8] ^= (uint8_t)(1u << k % 8);
		struct rc r = read_all((struct slice){ copy, in.len }, roomy, &b, &e);
		assert_int_equal(failed(r), e.code != OK);
		assert_true(e.at <= in.len);
		free(copy);
	}
}

static void
xml_is_recognised_by_its_beginning(void **state)
{
	(void)state;
	assert_true(xml_looks_like(SLICE("<?xml version='1.0'?>")));
	assert_true(xml_looks_like(SLICE("\xef\xbb\xbf <bom/>")));
	assert_true(xml_looks_like(SLICE("\xff\xfe<\0a\0")));
	assert_false(xml_looks_like(SLICE("< a")));
	assert_false(xml_looks_like(SLICE("{}")));
	assert_false(xml_looks_like(SLICE("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(events_come_in_order),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(budgets_hold_at_the_limit_and_beyond),
		cmocka_unit_test(pieces_of_any_size_give_the_same),
		cmocka_unit_test(an_error_stays),
		cmocka_unit_test(truncation_and_flips_never_crash),
		cmocka_unit_test(xml_is_recognised_by_its_beginning),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
