/* reading_ops_test.c - what people say about evidence, and exceptions, as commands: what is
 * recorded, who may, what is refused.
 * SPDX-License-Identifier: Apache-2.0 */
#include "history.h"

#include "app/home/fact_words.h"
#include "app/log/fsck.h"

#define RELEASE "release:orbit/ic-22@5.4.2"
#define READ "evidence review &doc --result pass --role quality --parts 'page 1' --reason read "
#define ASK "exception request --criterion identity --for batch:orbit/C-1 --outcome " \
	"accept_with_exception --reason late --owner quality --until 2026-12-31 "
#define NOBODY "evidence:0123456789"

static struct history *
begin(void)
{
	struct history *y = history_new();
	enrol(y, "person:acme/ines");
	grant(y, "person:acme/ines", "exception_approver");
	enrol(y, "person:acme/bob");
	add_kept(y, "doc", "support_period_statement", RELEASE, "supported until 2031");
	add_kept(y, "newer", "support_period_statement", RELEASE, "supported until 2032");
	add_kept(y, "newest", "document", RELEASE, "supported until 2033");
	add_seen(y, "paper", "document", RELEASE);
	return y;
}

/* Nothing was damaged by what was done. */
static void
end(struct history *y)
{
	struct fsck_report report;
	struct err e = {0};
	good(fsck_run(&y->h, &y->a, &report, &e), &e);
	assert_int_equal(report.damages.all, 0);
	history_free(y);
}

/* The command changes nothing, and ends so. */
static void
refused(struct history *y, int status, const char *what, const char *text)
{
	uint64_t before = size_now(y);
	expect(y, status, text);
	assert_int_equal(size_now(y), before);
	if ((y->trouble.err.what == NULL || strstr(y->trouble.err.what, what) == NULL) &&
	    !said(&y->notes, what))
		fail_msg("%s: said '%s', want '%s'", text, y->trouble.err.what, what);
}

/* --- readings --------------------------------------------------------------------------------- */

static void
test_review(void **unused)
{
	struct history *y = begin();
	(void)unused;
	expect(y, 0, READ "--relation none --dimension scope=pass "
	    "--dimension binding=indeterminate --value support.support_end=2031-12-31 "
	    "--value support.product=product:orbit/ic-22 "
	    "--at 2026-06-29T10:00:00Z");
	expect_said(y, "&doc");
	expect_said(y, "existed           no");
	name_last(y, "first");
	uint64_t size = size_now(y);
	expect(y, 0, READ "--relation none --dimension scope=pass "
	    "--dimension binding=indeterminate --value support.support_end=2031-12-31 "
	    "--value support.product=product:orbit/ic-22 "
	    "--at 2026-06-29T10:00:00Z");
	expect_said(y, "existed           yes");
	assert_int_equal(size_now(y), size);
	expect(y, 0, "verification show &first");
	expect_said(y, "identity          key_file");
	expect_said(y, "support_end 2031-12-31T23:59:59.999Z");
	expect_said(y, "subject " RELEASE);
	expect_said(y, "name binding; result indeterminate");
	end(y);
}

/* Whose reading it is: the actor's, or another's from what he signed. */
static void
test_reader(void **unused)
{
	struct history *y = begin();
	(void)unused;
	refused(y, 2, "--on-paper", READ "--reader person:acme/bob");
	refused(y, 2, "expected a person", READ "--reader batch:acme/bob --on-paper &paper");
	refused(y, 2, "nothing of this id", READ "--reader person:acme/bob --on-paper " NOBODY);
	expect(y, 0, READ "--reader person:acme/bob --on-paper &paper --at 2026-06-01");
	name_last(y, "paper reading");
	expect(y, 0, "verification list --csv");
	expect_said(y, "person:acme/bob,read_by_a_person,unknown,paper,person:acme/jane,"
	    "person:acme/jane");
	expect(y, 0, READ "--method laboratory");
	expect(y, 0, "verification list --evidence &doc --json");
	expect_said(y, "\"verifications\": [");
	expect_said(y, "\"method\": \"laboratory\"");
	expect(y, 0, "verification list --evidence &newer");
	expect_said(y, "nobody has recorded a reading");
	expect(y, 2, "verification list --evidence " NOBODY);
	expect(y, 2, "verification show verification:0123456789");
	/* at a size before both */
	expect(y, 0, "verification list --known-at 20");
	expect_said(y, "nobody has recorded a reading");
	end(y);
}

static void
test_review_refused(void **unused)
{
	struct history *y = begin();
	(void)unused;
	static const struct { int status; const char *what, *text; } cases[] = {
		{ 7, "is for the role reviewer", READ "--as person:acme/bob" },
		{ 2, "nothing of this id", "evidence review " NOBODY " --result pass --role q "
		    "--parts p --reason r" },
		{ 2, "expected an id", "evidence review exception:0123456789 --result pass "
		    "--role q --parts p --reason r" },
		{ 2, "expected pass, fail", "evidence review &doc --role q --parts p --reason r" },
		{ 2, "expected pass, fail", "evidence review &doc --result yes --role q --parts p "
		    "--reason r" },
		{ 2, "the role", "evidence review &doc --result pass --parts p --reason r" },
		{ 2, "what was read", "evidence review &doc --result pass --role q --reason r" },
		{ 2, "why", "evidence review &doc --result pass --role q --parts p" },
		{ 2, "control characters", "evidence review &doc --result pass --role q --parts p "
		    "--reason a\001b" },
		{ 2, "control characters", "evidence review &doc --result pass --role a\033[1m "
		    "--parts p --reason r" },
		{ 2, "none, same_party", READ "--relation friend" },
		{ 2, "read_by_a_person", READ "--method telepathy" },
		{ 2, "has passed", READ "--at 2026-12-01" },
		{ 2, "", READ "--at yesterday" },
		{ 2, "DIMENSION=RESULT", READ "--dimension scope" },
		{ 2, "DIMENSION=RESULT", READ "--dimension size=pass" },
		{ 2, "DIMENSION=RESULT", READ "--dimension scope=good" },
		{ 2, "given twice", READ "--dimension scope=pass --dimension scope=indeterminate" },
		{ 2, "does not pass as a whole", READ "--dimension scope=fail" },
		{ 2, "FACT.MEMBER", READ "--value support" },
		{ 2, "FACT.MEMBER", READ "--value support.support_end=" },
		{ 2, "FACT.MEMBER", READ "--value .x=1" },
		{ 2, "FACT.MEMBER", READ "--value x.=1" },
		{ 2, "FACT.MEMBER", READ "--value a=b.c" },
		{ 2, "it states support", READ "--value use.site=Ulm" },
		{ 2, "product, release, support_start, support_end, policy",
		    READ "--value support.until=2031-12-31" },
		{ 2, "instant or a date", READ "--value support.support_end=soon" },
		{ 2, "full subject", READ "--value support.product=ic-22" },
		{ 2, "states no facts", "evidence review &newest --result pass --role q --parts p "
		    "--reason r --value support.policy=x" },
		{ 2, "full subject", READ "--subject ic-22" },
		{ 2, "a person or an agent", READ "--transcribed-by batch:acme/x" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		refused(y, cases[i].status, cases[i].what, cases[i].text);
	end(y);
}

/* --- values ----------------------------------------------------------------------------------- */

/* The list of values that these words give; the kind is that of the evidence. */
static struct rc
values(struct history *y, const char *kind, const char *const *words, size_t count,
    struct value *out, struct trouble *t)
{
	static const struct op_param param = { .name = "value" };
	struct op_value given[16];
	struct kind_set kinds;
	struct build b = { .a = &y->a };
	struct err e = {0};
	for (size_t i = 0; i < count; i++)
		given[i] = (struct op_value){ &param, words[i] };
	struct op_call call = { .a = &y->a, .values = given, .count = count };
	good(kinds_shipped(&y->a, &kinds, &e), &e);
	return fact_words_read(&call, "value", &kinds, slice_of(kind), SLICE("asset:a/b#1"), &b,
	    out, t);
}

static void
test_values(void **unused)
{
	static const char *const listed[] = { "listed.serial=1", "listed.article=X=Y",
	    "table.rows=2", "table.carrier=true", "listed.serial=2" };
	static const char *const scope[] = { "scope.exclusions=a, b", "scope.exclusions=c",
	    "scope.edition=2019" };
	static const char *const wrong[][2] = {
		{ "packing_list", "table.rows=two" }, { "packing_list", "table.rows=01" },
		{ "packing_list", "table.carrier=yes" }, { "vex_statement", "status.status=fine" },
		{ "visual_inspection", "inspection.result=fine" },
		{ "device_certificate", "certificate.certificate=sha256:00" },
		{ "unknown", "listed.serial=1" }, { "no_such_kind", "listed.serial=1" },
	};
	struct history *y = history_new();
	struct value v;
	struct trouble t = {0};
	(void)unused;
	good(values(y, "packing_list", listed, COUNT(listed), &v, &t), &t.err);
	assert_int_equal(v.count, 3);
	const struct value *one = value_get(&v.items[0], SLICE("value"));
	assert_int_equal(one->count, 2);
	assert_true(slice_eq(value_text(value_get(one, SLICE("article"))), SLICE("X=Y")));
	assert_true(slice_eq(value_text(value_get(&v.items[0], SLICE("subject"))),
	    SLICE("asset:a/b#1")));
	one = value_get(&v.items[1], SLICE("value"));
	assert_int_equal(value_get(one, SLICE("rows"))->kind, VALUE_NUMBER);
	assert_int_equal(value_get(one, SLICE("carrier"))->kind, VALUE_TRUE);
	one = value_get(&v.items[2], SLICE("value"));
	assert_true(slice_eq(value_text(value_get(one, SLICE("serial"))), SLICE("2")));
	good(values(y, "scope_statement", scope, COUNT(scope), &v, &t), &t.err);
	assert_int_equal(v.count, 1);
	one = value_get(value_get(&v.items[0], SLICE("value")), SLICE("exclusions"));
	assert_int_equal(one->count, 2);
	assert_true(slice_eq(one->items[0].text, SLICE("a, b")));
	for (size_t i = 0; i < COUNT(wrong); i++) {
		t = (struct trouble){0};
		assert_int_equal(values(y, wrong[i][0], &wrong[i][1], 1, &v, &t).code, E_USAGE);
		assert_true(slice_eq(t.file, slice_of(wrong[i][1])));
	}
	history_free(y);
}

/* Every row and member stands in doc/formats/facts.md, and every row there here. */
static void
test_fact_page(void **unused)
{
	AUTO(arena) a = arena_init(MIB(4));
	AUTO(buf) page = buf_init(MIB(1));
	struct slice path, left, line;
	size_t count, found = 0;
	const struct fact_row *rows = fact_rows(&count);
	const char *root = getenv("ASSAY_SOURCE");
	(void)unused;
	assert_true(arena_format(&a, &path, "%s/doc/formats/facts.md%c", root != NULL ? root :
	    ".", 0));
	assert_false(failed(file_read_all((const char *)path.at, &page, NULL)));
	left = buf_slice(&page);
	left = slice_sub(left, 0, slice_find(left, SLICE("## Kinds that state"), 0));
	while (left.len > 0) {
		size_t end = slice_find(left, SLICE("\n"), 0);
		line = slice_sub(left, 0, end);
		left = end == SIZE_MAX ? SLICE("") : slice_sub(left, end + 1, left.len);
		if (!slice_starts(line, SLICE("| `")))
			continue;
		if (found == count)
			fail_msg("a row too many: %.*s", SLICE_FMT(line));
		const struct fact_row *row = &rows[found++];
		struct slice want, members = slice_of(row->members);
		assert_true(arena_format(&a, &want, "| `%s` |", row->name));
		if (!slice_starts(line, want))
			fail_msg("%s is not where the page has it: %.*s", row->name,
			    SLICE_FMT(line));
		size_t bar = slice_find(line, SLICE("|"), want.len);
		struct slice said = slice_sub(line, bar, line.len);
		/* each word in backticks that could be a member is one of the row */
		for (size_t at = slice_find(said, SLICE("`"), 0); at != SIZE_MAX;) {
			size_t to = slice_find(said, SLICE("`"), at + 1);
			struct slice word = slice_sub(said, at + 1, to), pair;
			assert_true(arena_format(&a, &pair, " %.*s=", SLICE_FMT(word)));
			struct slice all;
			assert_true(arena_format(&a, &all, " %.*s", SLICE_FMT(members)));
			if (slice_find(all, pair, 0) == SIZE_MAX)
				fail_msg("%s has no member %.*s", row->name, SLICE_FMT(word));
			at = slice_find(said, SLICE("`"), to + 1);
		}
		while (members.len > 0) {
			size_t gap = slice_find(members, SLICE(" "), 0);
			struct slice pair = slice_sub(members, 0, gap), tick;
			members = gap == SIZE_MAX ? SLICE("") : slice_sub(members, gap + 1,
			    members.len);
			pair = slice_sub(pair, 0, slice_find(pair, SLICE("="), 0));
			assert_true(arena_format(&a, &tick, "`%.*s`", SLICE_FMT(pair)));
			if (slice_find(said, tick, 0) == SIZE_MAX)
				fail_msg("the page knows no %s.%.*s", row->name, SLICE_FMT(pair));
		}
	}
	assert_int_equal(found, count);
}

/* --- supersession and revocation -------------------------------------------------------------- */

static void
test_standing(void **unused)
{
	struct history *y = begin();
	(void)unused;
	expect(y, 0, "evidence supersede &doc --by &newer --reason newer");
	expect_said(y, "&doc");
	uint64_t size = size_now(y);
	expect(y, 0, "evidence supersede &doc --by &newer --reason newer");
	expect_said(y, "existed           yes");
	assert_int_equal(size_now(y), size);
	expect(y, 0, "evidence supersede &newer --by &newest --reason newest");
	expect_said(y, "of another kind: document, not support_period_statement");
	refused(y, 2, "superseded, in the end", "evidence supersede &newest --by &doc --reason x");
	refused(y, 2, "its own place", "evidence supersede &doc --by &doc --reason x");
	refused(y, 2, "takes its place", "evidence supersede &doc --reason x");
	refused(y, 2, "why", "evidence supersede &doc --by &newer");
	refused(y, 2, "nothing of this id", "evidence supersede &doc --by " NOBODY " --reason x");
	refused(y, 2, "nothing of this id", "evidence supersede " NOBODY " --by &doc --reason x");
	refused(y, 7, "is for the role recorder", "evidence supersede &doc --by &newest --reason x "
	    "--as person:acme/bob");
	expect(y, 0, "evidence revoke &doc --state withdrawn --from 2026-01-01 --reason mail "
	    "--evidence &paper");
	size = size_now(y);
	expect(y, 0, "evidence revoke &doc --state withdrawn --from 2026-01-01 --reason mail "
	    "--evidence &paper");
	assert_int_equal(size_now(y), size);
	expect(y, 0, "evidence revoke &doc --state disputed --reason doubt");
	refused(y, 2, "revoked, withdrawn", "evidence revoke &doc --reason x");
	refused(y, 2, "revoked, withdrawn", "evidence revoke &doc --state gone --reason x");
	refused(y, 2, "why", "evidence revoke &doc --state revoked");
	refused(y, 2, "", "evidence revoke &doc --state revoked --from never --reason x");
	refused(y, 2, "nothing of this id", "evidence revoke &doc --state revoked --reason x "
	    "--evidence " NOBODY);
	refused(y, 7, "is for the role recorder", "evidence revoke &doc --state revoked --reason x "
	    "--as person:acme/ines");
	end(y);
}

/* --- exceptions ------------------------------------------------------------------------------- */

static void
test_exception(void **unused)
{
	struct history *y = begin();
	(void)unused;
	expect(y, 0, "exception list");
	expect_said(y, "no exceptions");
	expect(y, 0, ASK "--code EVIDENCE_STALE --evidence &paper --compensating 'looked at' "
	    "--residual-risk low");
	assert_int_equal(y->notes.len, 0);	/* the criteria that ship have it */
	name_last(y, "x1");
	uint64_t size = size_now(y);
	expect(y, 0, ASK "--code EVIDENCE_STALE --evidence &paper --compensating 'looked at' "
	    "--residual-risk low");
	expect_said(y, "existed           yes");
	assert_int_equal(size_now(y), size);
	expect(y, 0, "exception list");
	expect_said(y, "requested      no ");
	refused(y, 7, "does not approve it", "exception approve &x1");
	refused(y, 7, "is for the role exception_approver", "exception approve &x1 --as "
	    "person:acme/bob");
	refused(y, 2, "after the exception ends", "exception approve &x1 --from 2027-01-01 --as "
	    "person:acme/ines");
	refused(y, 2, "before it was asked for", "exception approve &x1 --from 2026-06-01 --as "
	    "person:acme/ines");
	expect(y, 0, "exception approve &x1 --from 2026-07-15 --note 'for this batch' --as "
	    "person:acme/ines");
	refused(y, 2, "approved already", "exception approve &x1 --as person:acme/ines");
	expect(y, 0, "exception list");
	expect_said(y, "not_yet_begun  yes");
	expect(y, 0, "exception list --valid-at 2026-07-15");
	expect_said(y, "approved       yes");
	expect(y, 0, "exception list --valid-at 2026-12-15");
	expect_said(y, "ending_soon    yes");
	expect(y, 0, "exception list --valid-at 2026-12-15 --within 7d");
	expect_said(y, "no exceptions");
	expect(y, 0, "exception list --valid-at 2026-12-15 --within 30d");
	expect_said(y, "ending_soon");
	expect(y, 0, "exception list --valid-at 2027-01-01");
	expect_said(y, "expired");
	expect(y, 2, "exception list --within soon");
	expect(y, 0, "exception show &x1");
	expect_said(y, "approver          person:acme/ines");
	expect_said(y, "compensating      looked at");
	expect_said(y, "evidence          &paper");
	expect_said(y, "approval_note     for this batch");
	refused(y, 7, "is for the role exception_approver", "exception revoke &x1 --reason x --as "
	    "person:acme/bob");
	refused(y, 2, "why", "exception revoke &x1 --as person:acme/ines");
	expect(y, 0, "exception revoke &x1 --reason repaired --as person:acme/ines");
	refused(y, 2, "revoked already", "exception revoke &x1 --reason x --as person:acme/ines");
	refused(y, 2, "was revoked", "exception approve &x1 --as person:acme/ines");
	expect(y, 0, "exception list");
	expect_said(y, "no exceptions");
	expect(y, 0, "exception list --all --json");
	expect_said(y, "\"exceptions\": [");
	expect_said(y, "\"state\": \"revoked\"");
	expect(y, 0, "exception show &x1");
	expect_said(y, "revoked_reason    repaired");
	expect(y, 0, ASK "--code EVIDENCE_STALE --evidence &paper --compensating 'looked at' "
	    "--residual-risk low");		/* what was revoked may be asked for anew */
	expect_said(y, "existed           no");
	end(y);
}

/* A decision that rests on the exception; what it keeps is of no matter here. */
static void
decide_by(struct history *y, const char *exception)
{
	static const char *const kept[] = { "case", "assessment", "criteria" };
	struct event_body bodies[3];
	struct slice text;
	struct value v;
	struct err e = {0};
	struct trouble t = {0};
	struct event one;
	struct appended done;
	bool moved;
	AUTO(writer) w = {0};
	struct draft d = draft_init(EVENT_DECISION_MADE, &y->a);
	for (size_t i = 0; i < COUNT(kept); i++) {
		good(body_keep(&y->h, slice_of(kept[i]), "text/plain", &y->a, &bodies[i],
		    &e), &e);
		draft_body(&d, &bodies[i]);
	}
	draft_subject(&d, SLICE("batch:orbit/C-1"));
	assert_true(arena_format(&y->a, &text, "{'decision': 'product_acceptance', 'outcome': "
	    "'accept_with_exception', 'proposed': 'accept_with_exception', 'proposal': '%.*s', "
	    "'reason': 'x', 'assets': [], 'criteria': {'digest': '%.*s', 'name': 'n', 'version': "
	    "'1'}, 'case': '%.*s', 'assessment': '%.*s', 'catalogues': [], 'valid_at': "
	    "'2026-07-15T00:00:00.000Z', 'position': {'root': '%.*s', 'size': 5}, 'role': "
	    "'role:%.*s', 'identity': 'key_file', 'on_behalf_of': '', 'paper': '', 'conditions': "
	    "[], 'exceptions': ['%s'], 'backdated': false}%c", SLICE_FMT(bodies[0].sha256),
	    SLICE_FMT(bodies[2].sha256), SLICE_FMT(bodies[0].sha256), SLICE_FMT(bodies[1].sha256),
	    SLICE_FMT(bodies[0].sha256), SLICE_FMT(slice_sub(bodies[0].sha256, 7, 71)), exception,
	    0));
	good(json_tree(slice_of(written_out(y, (const char *)text.at, true)), MIB(1), &y->a, &v,
	    &e), &e);
	d.v.data = v;
	good(draft_end(&d, &one, &e), &e);
	good(writer_open(&y->call, &y->h, &w, &t), &t.err);
	const struct append what = { &one, 1, ANY_SIZE, NULL };
	good(home_append(&y->h, &w, &what, &done, &moved, &e), &e);
	y->names[y->count] = SLICE("decision");
	assert_true(arena_copy(&y->a, done.name, &y->ids[y->count++]));
}

static void
test_exception_used(void **unused)
{
	struct history *y = begin();
	(void)unused;
	expect(y, 0, "exception request --criterion no-such --for batch:orbit/C-1 --outcome "
	    "risk_accept --reason r --owner o --until 2026-12-31");
	expect_said(y, "no criteria in force have a criterion 'no-such'");
	name_last(y, "x1");
	expect(y, 0, ASK);
	name_last(y, "x2");
	expect(y, 0, "exception approve &x1 --as person:acme/ines");
	expect(y, 0, "exception approve &x2 --as person:acme/ines");
	uint64_t before = size_now(y);
	decide_by(y, "&x2");
	expect(y, 0, "exception list --csv");
	expect_said(y, "&x1,approved,yes,");
	expect_said(y, "&x2,approved,no,");
	expect(y, 0, "exception show &x2");
	expect_said(y, "decisions         &decision");
	struct slice text;
	assert_true(arena_format(&y->a, &text, "exception list --csv --known-at %llu%c",
	    (unsigned long long)before, 0));
	expect(y, 0, (const char *)text.at);
	expect_said(y, "&x2,approved,yes,");
	end(y);
}

static void
test_exception_refused(void **unused)
{
	struct history *y = begin();
	(void)unused;
	static const struct { int status; const char *what, *text; } cases[] = {
		{ 7, "recorder or acceptance_authority or reviewer,", ASK "--as person:acme/bob" },
		{ 2, "either", "exception request --for batch:a/b --outcome risk_accept --reason r "
		    "--owner o --until 2026-12-31" },
		{ 2, "either", ASK "--requirement iec62443-4-2:2019/CR-1.1" },
		{ 2, "edition", "exception request --requirement CR-1.1 --for batch:a/b --outcome "
		    "risk_accept --reason r --owner o --until 2026-12-31" },
		{ 2, "risk_accept", "exception request --criterion c --for batch:a/b --outcome "
		    "accept --reason r --owner o --until 2026-12-31" },
		{ 2, "a subject", "exception request --criterion c --outcome risk_accept --reason "
		    "r --owner o --until 2026-12-31" },
		{ 2, "", ASK "--for nothing" },
		{ 2, "1,000", ASK "--for asset:orbit/ic-22#1000..2999" },
		{ 2, "64 lower-case", ASK "--digest sha256:00" },
		{ 2, "no finding", ASK "--code EVERYTHING" },
		{ 2, "nothing of this id", ASK "--evidence " NOBODY },
		{ 2, "passed already", "exception request --criterion c --for batch:a/b --outcome "
		    "risk_accept --reason r --owner o --until 2026-06-29" },
		{ 2, "when it ends", "exception request --criterion c --for batch:a/b --outcome "
		    "risk_accept --reason r --owner o" },
		{ 2, "who answers", "exception request --criterion c --for batch:a/b --outcome "
		    "risk_accept --reason r --until 2026-12-31" },
		{ 2, "control characters", "exception request --criterion c --for batch:a/b "
		    "--outcome risk_accept --reason r\002 --owner o --until 2026-12-31" },
		{ 2, "text without control", ASK "--compensating a\033b" },
		{ 2, "nothing of this id", "exception approve exception:0123456789 --as "
		    "person:acme/ines" },
		{ 2, "nothing of this id", "exception revoke exception:0123456789 --reason x" },
		{ 2, "nothing of this id", "exception show exception:0123456789" },
		{ 2, "expected an id", "exception approve &doc" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		refused(y, cases[i].status, cases[i].what, cases[i].text);
	expect(y, 0, "exception request --criterion c --for asset:orbit/ic-22#1..3 --outcome "
	    "risk_accept --reason r --owner o --until 2026-07-01 --digest sha256:"
	    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
	name_last(y, "x1");
	expect(y, 0, "exception show &x1");
	expect_said(y, "asset:orbit/ic-22#1 asset:orbit/ic-22#2 asset:orbit/ic-22#3");
	expect(y, 2, "exception show &x1 --known-at 3");
	y->call.now_ms = ms("2026-07-02");
	refused(y, 2, "ended already", "exception approve &x1 --as person:acme/ines");
	end(y);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_review),
		cmocka_unit_test(test_reader),
		cmocka_unit_test(test_review_refused),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_fact_page),
		cmocka_unit_test(test_standing),
		cmocka_unit_test(test_exception),
		cmocka_unit_test(test_exception_used),
		cmocka_unit_test(test_exception_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
