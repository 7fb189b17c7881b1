/* app/desk/tests.c - a report of tests on disk. See app/desk/tests.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/tests.h"

#include <stdio.h>

#include "app/desk/tests_int.h"
#include "base/limits.h"
#include "catalog/requirement_key.h"
#include "codec/json.h"

/* A report with everything that is read of it. */
#define TESTS_ARENA_BYTES MIB(768)

/* What a case may be of. key: of a row, or a full name. */
struct candidate { const struct test_case *test; struct slice text, key; bool full, stated; };

struct matching {
	struct tests		*v;
	const struct catalog_set *set;
	struct candidate	*at;
	size_t			 count, cap;
	const struct catalog	*chosen;	/* or null: nothing names a requirement */
};

void
tests_drop(struct tests *v)
{
	arena_drop(&v->a);
	*v = (struct tests){0};
}

void
tests_line(struct trouble *t, struct slice text, uint64_t at)
{
	unsigned line, column;
	text_place(text, at, &line, &column);
	int n = snprintf((char *)t->cell, sizeof t->cell, "%u:%u", line, column);
	t->place = (struct slice){ t->cell, n < 0 ? 0 : (size_t)n };
}

bool
tests_place_of(const struct tests *v, const struct test_case *c, struct tests_place *last,
    struct arena *a, struct slice *out)
{
	*out = c->cell;
	if (c->cell.len > 0)
		return true;
	for (; last->at < c->at && last->at < v->bytes.len; last->at++) {
		bool ends = v->bytes.at[last->at] == '\n';
		last->line += ends;
		last->column = ends ? 1 : last->column + 1;
	}
	return arena_format(a, out, "%u:%u", last->line, last->column);
}

/* --- the version ------------------------------------------------------------------------------ */

static bool
is_word_byte(uint8_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    c == '.';
}

/* "5.4.2", "v5.4.2", "IC-22 5.4.2", "acme/ic-22@5.4.2"; what stands in front has no dot, or it
 * would be of a version too. */
static bool
names_version(struct slice text, struct slice version)
{
	struct slice front = slice_sub(text, 0, text.len - version.len);
	if (version.len == 0 || text.len < version.len || !slice_ends(text, version))
		return false;
	if (front.len == 0)
		return true;
	uint8_t last = front.at[front.len - 1];
	bool marked = (last == 'v' || last == 'V') &&
	    (front.len == 1 || !is_word_byte(front.at[front.len - 2]));
	return (marked || !is_word_byte(last)) && last != '+' && last != '~' &&
	    slice_find(front, SLICE("."), 0) == SIZE_MAX;
}

static bool
names_release(struct slice text, const struct subject *wanted, struct slice version)
{
	struct subject s;
	if (failed(subject_parse(text, &s, NULL)) || s.kind == SUBJECT_PURL)
		return names_version(text, version);
	return s.kind == SUBJECT_RELEASE && slice_eq(s.org, wanted->org) &&
	    slice_eq(s.name, wanted->name) && slice_eq(s.second, wanted->second);
}

static struct rc
check_versions(struct tests *v, const struct subject *wanted, struct trouble *t)
{
	struct slice plain;
	if (!subject_unescape(&v->a, wanted->second, &plain))
		return arena_failed(&v->a, &t->err);
	for (size_t i = 0; i < v->report.version_count; i++) {
		const struct test_version *version = &v->report.versions[i];
		if (names_release(slice_trim(version->text), wanted, plain))
			continue;
		if (version->cell.len > 0)
			trouble_at_cell(t, version->cell);
		else
			tests_line(t, v->bytes, version->at);
		return fail(&t->err, E_SCHEMA, version->at, "names another version than --for as "
		    "what was tested: its results count for that one alone");
	}
	return DONE;
}

/* --- the day ---------------------------------------------------------------------------------- */

static struct rc
refuse_time(const struct tests *v, const struct test_time *when, const char *what,
    struct trouble *t)
{
	tests_line(t, v->bytes, when->at);
	return fail(&t->err, E_SCHEMA, when->at, what);
}

/* What was run on one day and is said to be of another would be as fresh as anybody likes. A day to
 * either side is a matter of time zones. See decision 0080. */
static struct rc
check_times(const struct tests *v, const struct tests_wish *wish, struct trouble *t)
{
	const struct test_time *first = &v->report.first, *last = &v->report.last;
	if (first->ms == TIME_UNKNOWN || wish->from_ms == TIME_UNKNOWN)
		return DONE;
	if (last->ms - first->ms > TESTS_SPAN_MS)
		return refuse_time(v, first, "run more than 31 days before the last of this "
		    "report: expected a report of one period", t);
	if (last->ms < wish->from_ms - DAY_MS)
		return refuse_time(v, last, "run on an earlier day than --performed says: "
		    "expected the day that stands here", t);
	if (first->ms > wish->until_ms + DAY_MS)
		return refuse_time(v, first, "run on a later day than --performed says: expected "
		    "the day that stands here", t);
	return DONE;
}

/* --- what may be a requirement ---------------------------------------------------------------- */

static struct rc
push(struct matching *m, struct candidate c, struct err *e)
{
	if (!arena_grow(&m->v->a, (void **)&m->at, &m->cap, m->count, sizeof(c)))
		return arena_failed(&m->v->a, e);
	m->at[m->count++] = c;
	return DONE;
}

static struct rc
push_key(struct matching *m, struct candidate c, const uint8_t *key, size_t n, struct err *e)
{
	if (!arena_copy(&m->v->a, (struct slice){ key, n }, &c.key))
		return arena_failed(&m->v->a, e);
	return push(m, c, e);
}

/* "CR 1.1 RE(1)", or "iec62443-4-2:2019/CR-1.1". base: of the part before, for "RE(2)". */
static struct rc
take_part(struct matching *m, struct candidate c, struct slice *base, struct err *e)
{
	uint8_t key[REQUIREMENT_KEY_MAX];
	size_t slash = slice_find(c.text, SLICE("/"), 0);
	if (c.text.len == 0)
		return DONE;
	c.full = slash != SIZE_MAX && slice_find(slice_sub(c.text, 0, slash), SLICE(":"), 0) !=
	    SIZE_MAX;
	if (c.full) {
		c.key = c.text;
		return push(m, c, e);
	}
	TRY(push_key(m, c, key, requirement_key(c.text, *base, key), e));
	struct slice got = m->at[m->count - 1].key;
	size_t re = slice_find(got, SLICE("-RE-"), 0);
	*base = slice_sub(got, 0, re);
	return DONE;
}

/* A place for requirements holds one or more, between ; and , and line ends. */
static struct rc
take_stated(struct matching *m, const struct test_case *test, struct slice text, struct err *e)
{
	struct slice base = SLICE("");
	for (size_t from = 0; from <= text.len;) {
		size_t to = from;
		while (to < text.len && text.at[to] != ';' && text.at[to] != ',' &&
		    text.at[to] != '\n')
			to++;
		struct candidate c = { .test = test, .stated = true,
		    .text = slice_trim(slice_sub(text, from, to)) };
		TRY(take_part(m, c, &base, e));
		from = to + 1;
	}
	return DONE;
}

static struct rc
take_free(struct matching *m, const struct test_case *test, struct slice text, struct err *e)
{
	uint8_t key[REQUIREMENT_KEY_MAX];
	size_t n, at = 0;
	struct candidate c = { .test = test, .text = text };
	while ((n = requirement_in(text, &at, key)) > 0)
		TRY(push_key(m, c, key, n, e));
	return DONE;
}

/* Where a place for it says something, names say nothing. */
static struct rc
take_case(struct matching *m, const struct test_case *test, struct err *e)
{
	bool stated = false;
	for (size_t i = 0; i < test->hint_count; i++)
		if (test->hints[i].stated) {
			TRY(take_stated(m, test, test->hints[i].text, e));
			stated = true;
		}
	for (size_t i = 0; i < test->hint_count && !stated; i++)
		TRY(take_free(m, test, test->hints[i].text, e));
	return DONE;
}

/* --- which edition ---------------------------------------------------------------------------- */

/* Requirements have types or practices; kinds of evidence and outlines are not tested. */
static bool
has_requirements(const struct catalog *c)
{
	return c->edition.len > 0 && c->item_count > 0 && (c->items[0].typed || c->levelled);
}

static const struct catalog_item *
item_in(const struct catalog *c, struct slice key)
{
	const struct catalog_item *item = key.len == 0 ? NULL : catalog_find(c, c->edition, key);
	return item == NULL || slice_eq(item->kind, SLICE("pointer")) ||
	    slice_eq(item->kind, SLICE("no_requirement")) ? NULL : item;
}

static struct rc
choose(struct matching *m, struct slice wanted, struct err *e)
{
	size_t most = 0;
	bool tie = false;
	if (wanted.len > 0) {
		m->chosen = catalog_set_get(m->set, wanted, (struct slice){0});
		return m->chosen != NULL && has_requirements(m->chosen) ? DONE : fail(e, E_USAGE, 0,
		    "no such edition; `assay catalog list` names them");
	}
	for (size_t i = 0; i < m->set->count; i++) {
		size_t n = 0;
		for (size_t k = 0; k < m->count && has_requirements(m->set->at[i]); k++)
			n += !m->at[k].full && item_in(m->set->at[i], m->at[k].key) != NULL;
		tie = n == most ? tie || n > 0 : n < most && tie;
		m->chosen = n > most ? m->set->at[i] : m->chosen;
		most = n > most ? n : most;
	}
	return !tie ? DONE : fail(e, E_USAGE, 0, "several editions have the requirements that are "
	    "named here; say which: --edition iec62443-4-2:2019");
}

/* The one other edition that has it. */
static const struct catalog_item *
item_elsewhere(const struct matching *m, struct slice key)
{
	const struct catalog_item *found = NULL;
	for (size_t i = 0; i < m->set->count; i++) {
		const struct catalog *c = m->set->at[i];
		const struct catalog_item *item = c == m->chosen || !has_requirements(c) ? NULL :
		    item_in(c, key);
		if (item != NULL && found != NULL)
			return NULL;
		found = item != NULL ? item : found;
	}
	return found;
}

/* As it stands in a record: its key where it is of the edition, else its full name; or null. */
static struct slice
resolve(const struct matching *m, const struct candidate *c)
{
	const struct catalog *from = NULL;
	const struct catalog_item *item = NULL;
	if (c->full)
		item = catalog_set_find(m->set, c->key, &from);
	else if (m->chosen != NULL)
		item = item_in(m->chosen, c->key);
	if (item == NULL && !c->full)
		item = item_elsewhere(m, c->key);
	else if (!c->full)
		from = m->chosen;
	return item == NULL ? (struct slice){0} : from != NULL && from == m->chosen ? item->key :
	    item->full;
}

/* --- rows ------------------------------------------------------------------------------------- */

static struct rc
add_row(struct tests *v, const struct test_case *test, struct slice requirement, struct err *e)
{
	for (size_t i = v->row_count; i-- > 0 && v->rows[i].test == test;)
		if (slice_eq(v->rows[i].requirement, requirement))
			return DONE;
	if (v->row_count == TEST_CASES_MAX)
		return fail(e, E_LIMIT, test->at, "with each requirement of a test, more than "
		    TEST_CASES_TEXT);
	if (!arena_grow(&v->a, (void **)&v->rows, &v->row_cap, v->row_count, sizeof(*v->rows)))
		return arena_failed(&v->a, e);
	v->rows[v->row_count++] = (struct tests_row){ test, requirement };
	return DONE;
}

static struct rc
add_unknown(struct tests *v, const struct candidate *c, struct err *e)
{
	if (!arena_grow(&v->a, (void **)&v->unknown, &v->unknown_cap, v->unknown_count,
	    sizeof(*v->unknown)))
		return arena_failed(&v->a, e);
	v->unknown[v->unknown_count++] = (struct tests_unknown){ c->test, c->text };
	return DONE;
}

static struct rc
settle_case(struct matching *m, const struct test_case *test, size_t *next, struct err *e)
{
	bool found = false;
	for (; *next < m->count && m->at[*next].test == test; (*next)++) {
		struct slice requirement = resolve(m, &m->at[*next]);
		if (requirement.len > 0)
			TRY(add_row(m->v, test, requirement, e));
		else if (m->at[*next].stated)
			TRY(add_unknown(m->v, &m->at[*next], e));
		found = found || requirement.len > 0;
	}
	return found ? DONE : add_row(m->v, test, SLICE(""), e);
}

/* Where the case stands that the reading failed at. */
static struct rc
place_case(const struct tests *v, const struct test_case *test, struct rc done, struct trouble *t)
{
	if (!failed(done) || t->err.code != E_LIMIT || t->err.at != test->at)
		return done;
	if (test->cell.len > 0)
		trouble_at_cell(t, test->cell);
	else
		tests_line(t, v->bytes, test->at);
	return done;
}

static struct rc
match(struct matching *m, struct slice edition, struct trouble *t)
{
	struct err *e = &t->err;
	struct tests *v = m->v;
	size_t next = 0;
	for (size_t i = 0; i < v->report.count; i++)
		TRY(take_case(m, &v->report.cases[i], e));
	TRY(choose(m, edition, e));
	for (size_t i = 0; i < v->report.count; i++)
		TRY(place_case(v, &v->report.cases[i], settle_case(m, &v->report.cases[i], &next,
		    e), t));
	if (m->chosen == NULL)
		return DONE;
	return arena_format(&v->a, &v->edition, "%.*s:%.*s", SLICE_FMT(m->chosen->name),
	    SLICE_FMT(m->chosen->edition)) ? DONE : arena_failed(&v->a, e);
}

struct rc
tests_read(const struct tests_wish *wish, const struct shipped_data *data, struct tests *out,
    struct trouble *t)
{
	struct matching m = { .v = out, .set = &data->catalogues };
	*out = (struct tests){ .a = arena_init(TESTS_ARENA_BYTES) };
	struct rc done = tests_read_file(out, wish, t);
	if (!failed(done) && out->report.count == 0)
		done = fail(&t->err, E_SCHEMA, 0, "a report without any test");
	if (!failed(done))
		done = check_versions(out, wish->release, t);
	if (!failed(done))
		done = check_times(out, wish, t);
	if (!failed(done))
		done = match(&m, wish->edition, t);
	if (done.code == E_USAGE && wish->edition.len > 0)
		trouble_name(t, wish->edition);
	return trouble_in(t, wish->path, done);
}
