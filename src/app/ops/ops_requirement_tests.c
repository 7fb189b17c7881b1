/* app/ops/ops_requirement_tests.c - `assay requirement tests`: a report of tests becomes results
 * for the requirements of one release. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/made.h"
#include "app/desk/tests.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/home/single.h"
#include "app/listing.h"
#include "base/map.h"
#include "codec/utf8.h"

struct testing {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct writer		 w;
	struct shipped_data	 data;
	struct tests		 tests;
	struct subject		 release;
	struct slice		 subject, product, tester, performed, independence, method, kind;
	int64_t			 from_ms, until_ms;	/* of performed */
	struct made_done	 file, record;
	bool			 dry, counts;	/* counts: what came is not broken */
};

static void
testing_drop(struct testing *g)
{
	tests_drop(&g->tests);
	writer_drop(&g->w);
	home_drop(&g->h);
}

/* --- what the caller says --------------------------------------------------------------------- */

static struct rc
word_of(const struct testing *g, const char *option, const char *words, const char *what,
    const char *otherwise, struct slice *out, struct trouble *t)
{
	const char *given = op_value(g->call, option, 0);
	*out = slice_of(given == NULL ? otherwise : given);
	return given == NULL || single_is_word(*out, words) ? DONE :
	    trouble_in(t, given, fail(&t->err, E_USAGE, 0, what));
}

static struct rc
read_performed(struct testing *g, struct trouble *t)
{
	TRY(given_need(g->call, "performed", "expected --performed: when it was tested",
	    &g->performed, t));
	TRY(given_instant(g->call, "performed", TIME_BEGINNING, &g->from_ms, t));
	TRY(given_instant(g->call, "performed", TIME_END, &g->until_ms, t));
	return g->from_ms <= g->call->now_ms ? DONE : trouble_in(t, op_value(g->call,
	    "performed", 0), fail(&t->err, E_USAGE, 0, "tested later than now"));
}

static struct rc
read_options(struct testing *g, struct trouble *t)
{
	const char *given = op_value(g->call, "for", 0);
	TRY(given_subject(given == NULL ? "" : given, SUBJECT_BIT(SUBJECT_RELEASE),
	    "expected --for a release, e.g. release:acme/ic-22@5.4.2", &g->subject, t));
	TRY(subject_parse(g->subject, &g->release, &t->err));
	if (!arena_format(g->call->a, &g->product, "product:%.*s/%.*s",
	    SLICE_FMT(g->release.org), SLICE_FMT(g->release.name)))
		return arena_failed(g->call->a, &t->err);
	TRY(given_need(g->call, "tester", "expected --tester: who tested it", &g->tester, t));
	TRY(read_performed(g, t));
	g->method = slice_of(op_value(g->call, "method", 0));
	TRY(word_of(g, "independence", "none other_person other_department other_organisation",
	    "expected --independence: none, other_person, other_department or "
	    "other_organisation", NULL, &g->independence, t));
	return word_of(g, "kind", "capability_test_report test_report fuzz_report pentest_report "
	    "lab_report", "expected --kind: capability_test_report, test_report, fuzz_report, "
	    "pentest_report or lab_report", "capability_test_report", &g->kind, t);
}

/* --- writing ---------------------------------------------------------------------------------- */

static void
put_text(struct build *b, struct value *v, const char *name, struct slice text)
{
	if (text.len > 0)
		value_put(b, v, name, value_string(text));
}

static struct value
entry_of(struct build *b, const struct tests_row *row)
{
	struct value v = value_object();
	value_put(b, &v, "name", value_string(row->test->name));
	put_text(b, &v, "requirement", row->requirement);
	value_put(b, &v, "result", value_string(slice_of(test_result_name(row->test->result))));
	put_text(b, &v, "note", row->test->note);
	return v;
}

/* Without the instant of recording: the same report again is the same record. */
static struct rc
make_predicate(struct testing *g, struct slice source, struct value *out, struct err *e)
{
	struct build b = { .a = g->call->a };
	struct value list = value_array();
	*out = value_object();
	value_put(&b, out, "release", value_string(g->subject));
	value_put(&b, out, "tester", value_string(g->tester));
	put_text(&b, out, "independence", g->independence);
	value_put(&b, out, "performed", value_string(g->performed));
	put_text(&b, out, "method", g->method);
	put_text(&b, out, "edition", g->tests.edition);
	value_put(&b, out, "source", value_string(source));
	for (size_t i = 0; i < g->tests.row_count; i++)
		value_push(&b, &list, entry_of(&b, &g->tests.rows[i]));
	value_put(&b, out, "tests", list);
	return build_end(&b, e);
}

/* The report as it was received first, so that the record can name its digest. Of one that came
 * broken nothing is recorded beside it: results that nobody vouches for must not come to count by
 * being written down again (architecture part 9). */
static struct rc
record(struct testing *g, struct trouble *t)
{
	const struct slice about[] = { g->subject, g->product };
	struct made file = { .path = op_value(g->call, "FILE", 0), .bytes = g->tests.bytes,
	    .kind = (const char *)g->kind.at, .subjects = about, .subject_count = 2 };
	struct made results = { .kind = (const char *)g->kind.at, .subjects = about,
	    .subject_count = 2, .name = SLICE("test-results.json") };
	if (g->dry)
		TRY(made_intake(g->call, &g->h, &file, &g->file.intake, t));
	else
		TRY(made_record(g->call, &g->h, &g->w, &file, 1, &g->file, t));
	g->counts = slice_eq(slice_of(g->file.intake), SLICE("good")) ||
	    slice_eq(slice_of(g->file.intake), SLICE("unverified"));
	if (g->dry || !g->counts)
		return DONE;
	TRY(make_predicate(g, g->file.digest, &results.predicate, &t->err));
	return made_record(g->call, &g->h, &g->w, &results, 1, &g->record, t);
}

/* --- saying it -------------------------------------------------------------------------------- */

/* Results of one requirement. */
struct tally { struct slice requirement; int64_t counts[TEST_RESULTS]; };

static void
put_tally(struct build *b, struct value *v, const int64_t counts[static TEST_RESULTS])
{
	for (unsigned k = TEST_PASSED; k < TEST_RESULTS; k++)
		value_put(b, v, test_result_name(k), value_number(b, counts[k]));
}

static struct rc
count_rows(const struct testing *g, struct map *seen, struct tally *tallies, size_t *count,
    struct err *e)
{
	for (size_t i = 0; i < g->tests.row_count; i++) {
		const struct tests_row *row = &g->tests.rows[i];
		if (row->requirement.len == 0)
			continue;
		struct tally *tally = map_get(seen, row->requirement);
		if (tally == NULL) {
			tally = &tallies[(*count)++];
			tally->requirement = row->requirement;
			TRY(map_put(seen, row->requirement, tally, e));
		}
		tally->counts[row->test->result]++;
	}
	return DONE;
}

static struct rc
put_requirements(const struct testing *g, struct build *b, struct value *v, struct err *e)
{
	struct value list = value_array();
	struct map seen = map_init();
	size_t count = 0;
	struct tally *tallies = ARENA_ARRAY(b->a, struct tally, g->tests.row_count);
	struct rc done = tallies == NULL ? arena_failed(b->a, e) :
	    count_rows(g, &seen, tallies, &count, e);
	map_drop(&seen);
	TRY(done);
	for (size_t i = 0; i < count; i++) {
		struct value one = value_object();
		value_put(b, &one, "requirement", value_string(tallies[i].requirement));
		put_tally(b, &one, tallies[i].counts);
		value_push(b, &list, one);
	}
	value_put(b, v, "requirements", list);
	return DONE;
}

static struct slice
place_of(const struct testing *g, struct build *b, const struct test_case *c,
    struct tests_place *last)
{
	struct slice out = SLICE("");
	if (!tests_place_of(&g->tests, c, last, b->a, &out))
		b->broken = true;
	return out;
}

static void
put_lists(const struct testing *g, struct build *b, struct value *v)
{
	struct value without = value_array(), unknown = value_array(), versions = value_array();
	struct tests_place one = { 0, 1, 1 }, other = { 0, 1, 1 };
	for (size_t i = 0; i < g->tests.row_count; i++) {
		const struct tests_row *row = &g->tests.rows[i];
		struct value x = value_object();
		if (row->requirement.len > 0)
			continue;
		value_put(b, &x, "test", value_string(row->test->name));
		value_put(b, &x, "result", value_string(slice_of(test_result_name(
		    row->test->result))));
		value_put(b, &x, "place", value_string(place_of(g, b, row->test, &one)));
		value_push(b, &without, x);
	}
	for (size_t i = 0; i < g->tests.unknown_count; i++) {
		const struct tests_unknown *u = &g->tests.unknown[i];
		struct value x = value_object();
		value_put(b, &x, "names", value_string(u->text));
		value_put(b, &x, "test", value_string(u->test->name));
		value_put(b, &x, "place", value_string(place_of(g, b, u->test, &other)));
		value_push(b, &unknown, x);
	}
	for (size_t i = 0; i < g->tests.report.version_count && i < 8; i++)
		value_push(b, &versions, value_string(g->tests.report.versions[i].text));
	value_put(b, v, "without_requirement", without);
	value_put(b, v, "unknown_requirements", unknown);
	value_put(b, v, "names_version", versions);
}

/* Exit by the rule for intake: malformed, or a signature that does not hold. */
static void
say_broken(struct testing *g)
{
	bool bad = slice_eq(slice_of(g->file.intake), SLICE("quarantined"));
	const char *path = op_value(g->call, "FILE", 0);
	if (g->counts)
		return;
	g->r->status = code_status(bad ? E_VERIFY : E_SYNTAX);
	buf_add_text(&g->r->notes, "assay: ");
	text_show(slice_of(path), &g->r->notes);
	buf_addf(&g->r->notes, bad ? ": %s: a signature by a known key does not hold; no result of "
	    "it counts (SIGNATURE_INVALID)\n" : ": %s, and no result of it counts "
	    "(INPUT_MALFORMED)\n", g->dry ? "not recorded" : bad ? "kept in quarantine" : "kept");
}

static struct rc
say(struct testing *g)
{
	struct build b = { .a = g->call->a };
	struct value v = value_object(), results = value_object();
	struct trouble *t = &g->r->trouble;
	int64_t counts[TEST_RESULTS] = {0};
	for (size_t i = 0; i < g->tests.report.count; i++)
		counts[g->tests.report.cases[i].result]++;
	value_put(&b, &v, "id", g->dry || !g->counts ? value_null() :
	    value_string(g->record.id));
	value_put(&b, &v, "report", g->dry ? value_null() : value_string(g->file.id));
	value_put(&b, &v, "intake", value_string(slice_of(g->file.intake)));
	value_put(&b, &v, "subject", value_string(g->subject));
	value_put(&b, &v, "form", value_string(slice_of(g->tests.report.form)));
	value_put(&b, &v, "edition", g->tests.edition.len > 0 ? value_string(g->tests.edition) :
	    value_null());
	value_put(&b, &v, "existed", value_bool(!g->dry && g->counts &&
	    g->record.existed));
	value_put(&b, &v, "run_from", instant_value(&b, g->tests.report.first.ms));
	value_put(&b, &v, "run_until", instant_value(&b, g->tests.report.last.ms));
	value_put(&b, &v, "times_unread", value_number(&b,
	    (int64_t)g->tests.report.times_unread));
	value_put(&b, &v, "tests", value_number(&b, (int64_t)g->tests.report.count));
	put_tally(&b, &results, counts);
	value_put(&b, &v, "results", results);
	TRY(put_requirements(g, &b, &v, &t->err));
	put_lists(g, &b, &v);
	TRY(build_end(&b, &t->err));
	say_broken(g);
	return object_print(g->call, g->r, "assay/requirement-tests/1", &v);
}

static struct rc
run(struct testing *g)
{
	struct trouble *t = &g->r->trouble;
	TRY(read_options(g, t));
	TRY(home_open(g->call, g->dry ? HOME_READ : HOME_WRITE, &g->h, t));
	if (!g->dry)
		TRY(writer_open(g->call, &g->h, &g->w, t));
	TRY(catalogues_now(&g->h, g->call->a, &g->data, &t->err));
	const struct tests_wish wish = { .path = op_value(g->call, "FILE", 0),
	    .edition = slice_of(op_value(g->call, "edition", 0)), .release = &g->release,
	    .from_ms = g->from_ms, .until_ms = g->until_ms };
	TRY(tests_read(&wish, &g->data, &g->tests, t));
	TRY(record(g, t));
	return say(g);
}

struct rc
op_requirement_tests(const struct op_call *call, struct op_result *r)
{
	struct testing g = { .call = call, .r = r, .dry = op_flag(call, "dry-run") };
	struct rc done = run(&g);
	testing_drop(&g);
	return done;
}
