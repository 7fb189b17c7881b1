/* result/junit.c - JUnit XML. See result/junit.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "result/junit.h"

#include "base/buf.h"
#include "base/limits.h"
#include "codec/xml.h"

/* Of the text of a property or a failure so much is kept. */
#define TEXT_KEPT KIB(4)

enum part {
	PART_OTHER = 0, PART_SUITES, PART_SUITE, PART_CASE, PART_PROPERTIES, PART_PROPERTY,
	PART_FAILURE, PART_ERROR, PART_SKIPPED, PART_FLAKY
};

/* An open element. first: cases before it. bad: failures and errors that were seen before it;
 * stated: those that a suite counts. at: of its tag. requirements: that a suite states. name: of
 * a suite or a property. */
struct frame {
	enum part		 part;
	uint64_t		 at, stated, bad;
	size_t			 first, count, cap;
	struct slice		*requirements;
	struct slice		 name, value;
};

struct junit {
	struct arena		*a;
	struct test_report	 r;
	struct test_case	*c;		/* the open case, or null */
	uint64_t		 bad;
	unsigned		 depth;
	struct buf		 text;		/* of the open property or outcome */
	struct frame		 frames[DEPTH_MAX + 1];
};

static enum part
part_of(struct slice name)
{
	static const struct { struct slice name; enum part part; } parts[] = {
		{ SLICE_INIT("testsuites"), PART_SUITES },
		{ SLICE_INIT("testsuite"), PART_SUITE },
		{ SLICE_INIT("testcase"), PART_CASE },
		{ SLICE_INIT("properties"), PART_PROPERTIES },
		{ SLICE_INIT("property"), PART_PROPERTY },
		{ SLICE_INIT("failure"), PART_FAILURE },
		{ SLICE_INIT("error"), PART_ERROR },
		{ SLICE_INIT("skipped"), PART_SKIPPED },
		{ SLICE_INIT("flakyFailure"), PART_FLAKY },
		{ SLICE_INIT("flakyError"), PART_FLAKY },
	};
	for (size_t i = 0; i < COUNT(parts); i++)
		if (slice_eq(parts[i].name, name))
			return parts[i].part;
	return PART_OTHER;
}

static struct rc
copy(struct junit *j, struct slice from, struct slice *to, struct err *e)
{
	return arena_copy(j->a, from, to) ? DONE : arena_failed(j->a, e);
}

/* --- suites ----------------------------------------------------------------------------------- */

static struct rc
count_of(const struct xml_element *el, struct slice name, uint64_t *sum, struct err *e)
{
	uint64_t n;
	struct slice text = slice_trim(xml_get(el, name));
	if (text.len == 0)
		return DONE;
	if (!slice_to_u64(text, &n) || n > UINT32_MAX)
		return fail(e, E_SCHEMA, el->at, "a suite whose count of failures or errors is no "
		    "number");
	*sum += n;
	return DONE;
}

static struct rc
open_suite(struct junit *j, const struct xml_element *el, struct frame *f, struct err *e)
{
	TRY(count_of(el, SLICE("failures"), &f->stated, e));
	TRY(count_of(el, SLICE("errors"), &f->stated, e));
	test_report_time(&j->r, xml_get(el, SLICE("timestamp")), el->at);
	return test_line(j->a, xml_get(el, SLICE("name")), &f->name, e);
}

static bool
has_stated(const struct test_case *c)
{
	for (size_t i = 0; i < c->hint_count; i++)
		if (c->hints[i].stated)
			return true;
	return false;
}

/* What the suite is of is what its cases are of that say nothing of their own. */
static struct rc
close_suite(struct junit *j, const struct frame *f, struct err *e)
{
	if (f->stated > j->bad - f->bad)
		return fail(e, E_SCHEMA, f->at, "a suite that counts more failures and errors than "
		    "its cases have");
	for (size_t i = f->first; i < j->r.count && f->count > 0; i++) {
		struct test_case *c = &j->r.cases[i];
		if (has_stated(c))
			continue;
		for (size_t k = 0; k < f->count; k++)
			TRY(test_case_hint(&j->r, c, f->requirements[k], true, e));
	}
	return DONE;
}

/* --- cases ------------------------------------------------------------------------------------ */

static struct rc
name_case(struct junit *j, const struct xml_element *el, struct test_case *c, struct err *e)
{
	struct slice name, class;
	TRY(test_line(j->a, xml_get(el, SLICE("name")), &name, e));
	TRY(test_line(j->a, xml_get(el, SLICE("classname")), &class, e));
	if (name.len == 0)
		return fail(e, E_SCHEMA, el->at, "a test case without a name");
	TRY(test_case_hint(&j->r, c, name, false, e));
	TRY(test_case_hint(&j->r, c, class, false, e));
	c->name = name;
	return class.len == 0 || arena_format(j->a, &c->name, "%.*s.%.*s", SLICE_FMT(class),
	    SLICE_FMT(name)) ? DONE : arena_failed(j->a, e);
}

/* GoogleTest says of a test that is disabled status="notrun"; others say failed there alone. */
static void
take_status(struct junit *j, struct slice word)
{
	if (result_word_in(word, "failed fail failure")) {
		j->c->result = TEST_FAILED;
		j->bad++;
	} else if (result_word_in(word, "error broken") && j->c->result == TEST_PASSED) {
		j->c->result = TEST_ERROR;
		j->bad++;
	} else if (result_word_in(word, "notrun skipped suppressed disabled ignored pending") &&
	    j->c->result == TEST_PASSED) {
		j->c->result = TEST_SKIPPED;
	}
}

static struct rc
open_case(struct junit *j, const struct xml_element *el, struct err *e)
{
	TRY(test_report_case(&j->r, el->at, &j->c, e));
	TRY(name_case(j, el, j->c, e));
	j->c->result = TEST_PASSED;
	take_status(j, xml_get(el, SLICE("status")));
	take_status(j, xml_get(el, SLICE("result")));
	return DONE;
}

/* A suite that could not be set up says so outside of any case: that is one of its own. */
static struct rc
open_outcome(struct junit *j, const struct xml_element *el, struct frame *f,
    const struct frame *above, struct err *e)
{
	if (above->part == PART_SUITE && f->part != PART_SKIPPED && f->part != PART_FLAKY) {
		TRY(test_report_case(&j->r, el->at, &j->c, e));
		j->c->name = above->name.len > 0 ? above->name : SLICE("a suite without a name");
		j->c->result = TEST_PASSED;
	} else if (above->part != PART_CASE) {
		f->part = PART_OTHER;
		return DONE;
	}
	j->bad += f->part == PART_FAILURE || f->part == PART_ERROR;
	if (f->part == PART_FAILURE)
		j->c->result = TEST_FAILED;
	else if (f->part == PART_ERROR && j->c->result != TEST_FAILED)
		j->c->result = TEST_ERROR;
	else if (f->part == PART_SKIPPED && j->c->result == TEST_PASSED)
		j->c->result = TEST_SKIPPED;
	buf_clear(&j->text);
	return copy(j, xml_get(el, SLICE("message")), &f->value, e);
}

static struct rc
close_outcome(struct junit *j, const struct frame *f, const struct frame *above, struct err *e)
{
	struct slice why = f->value.len > 0 ? f->value : buf_slice(&j->text);
	if (f->part == PART_FLAKY)
		why = SLICE("passed after it had failed");
	if (j->c->note.len == 0)
		TRY(test_line(j->a, why, &j->c->note, e));
	if (above->part == PART_SUITE)
		j->c = NULL;
	return DONE;
}

/* --- properties ------------------------------------------------------------------------------- */

static struct rc
close_property(struct junit *j, const struct frame *f, struct frame *owner, struct err *e)
{
	struct slice value = f->value;
	bool requirement = result_names_requirement(f->name);
	if (value.len == 0)
		TRY(copy(j, slice_trim(buf_slice(&j->text)), &value, e));
	if (result_names_version(f->name))
		return test_report_version(&j->r, value, f->at, (struct slice){0}, e);
	if (!requirement || value.len == 0)
		return DONE;
	if (owner->part == PART_CASE)
		return test_case_hint(&j->r, j->c, value, true, e);
	if (!arena_grow(j->a, (void **)&owner->requirements, &owner->cap, owner->count,
	    sizeof(value)))
		return arena_failed(j->a, e);
	owner->requirements[owner->count++] = value;
	return DONE;
}

static struct rc
open_property(struct junit *j, const struct xml_element *el, struct frame *f,
    const struct frame *above, struct err *e)
{
	if (above->part != PART_PROPERTIES) {
		f->part = PART_OTHER;
		return DONE;
	}
	buf_clear(&j->text);
	TRY(copy(j, xml_get(el, SLICE("name")), &f->name, e));
	return copy(j, slice_trim(xml_get(el, SLICE("value"))), &f->value, e);
}

/* --- events ----------------------------------------------------------------------------------- */

static bool
is_suite(const struct frame *f)
{
	return f->part == PART_SUITE || f->part == PART_SUITES;
}

static struct rc
check_place(const struct xml_element *el, const struct frame *f, const struct frame *above,
    struct err *e)
{
	if (el->depth == 1)
		return is_suite(f) ? DONE : fail(e, E_SCHEMA, el->at,
		    "expected testsuites or testsuite: a JUnit report");
	if (f->part == PART_CASE && above->part != PART_SUITE)
		return fail(e, E_SCHEMA, el->at, "a test case outside of a suite");
	if (is_suite(f) && !is_suite(above))
		return fail(e, E_SCHEMA, el->at, "a suite of tests inside of something else");
	return DONE;
}

static struct rc
on_start(void *context, const struct xml_element *el, struct err *e)
{
	struct junit *j = context;
	struct frame *f = &j->frames[el->depth], *above = &j->frames[el->depth - 1];
	*f = (struct frame){ .part = part_of(el->name.local), .at = el->at, .first = j->r.count,
	    .bad = j->bad };
	j->depth = el->depth;
	TRY(check_place(el, f, above, e));
	switch (f->part) {
	case PART_SUITES:
	case PART_SUITE:
		return open_suite(j, el, f, e);
	case PART_CASE:
		return open_case(j, el, e);
	case PART_PROPERTIES:
		f->part = is_suite(above) || above->part == PART_CASE ? PART_PROPERTIES :
		    PART_OTHER;
		return DONE;
	case PART_PROPERTY:
		return open_property(j, el, f, above, e);
	case PART_OTHER:
		return DONE;
	default:
		return open_outcome(j, el, f, above, e);
	}
}

static struct rc
on_text(void *context, struct slice text, uint64_t at, struct err *e)
{
	struct junit *j = context;
	enum part part = j->frames[j->depth].part;
	size_t room = j->text.max - j->text.len;
	if (part < PART_PROPERTY)
		return DONE;
	if (part == PART_PROPERTY && text.len > room)
		return fail(e, E_LIMIT, at, "a property that is longer than any name or version");
	/* of why a test failed more than is kept is cut: it is shown, and decides nothing */
	buf_add(&j->text, slice_sub(text, 0, room));
	return DONE;
}

static struct rc
on_end(void *context, const struct xml_name *name, uint64_t at, struct err *e)
{
	struct junit *j = context;
	struct frame *f = &j->frames[j->depth];
	(void)name;
	(void)at;
	j->depth--;
	switch (f->part) {
	case PART_SUITES:
	case PART_SUITE:
		return close_suite(j, f, e);
	case PART_CASE:
		j->c = NULL;
		return DONE;
	case PART_PROPERTY:
		return close_property(j, f, &j->frames[j->depth - 1], e);
	case PART_FAILURE:
	case PART_ERROR:
	case PART_SKIPPED:
	case PART_FLAKY:
		return close_outcome(j, f, &j->frames[j->depth], e);
	default:
		return DONE;
	}
}

struct rc
junit_read(struct slice in, struct arena *a, struct test_report *out, struct err *e)
{
	const struct xml_budget budget = { DEPTH_MAX, TEST_REPORT_NODES_MAX,
	    TEST_REPORT_BYTES_MAX };
	struct junit *j = ARENA_NEW(a, struct junit);
	if (j == NULL)
		return arena_failed(a, e);
	*j = (struct junit){ .a = a, .r = test_report_init(a, "junit"),
	    .text = buf_init(TEXT_KEPT) };
	const struct xml_sink sink = { j, on_start, on_text, on_end };
	struct rc done = xml_read(in, sink, budget, e);
	bool starved = j->text.starved;
	buf_drop(&j->text);
	TRY(done);
	if (starved)
		return fail(e, E_NOMEM, 0, "out of memory");
	*out = j->r;
	return DONE;
}
