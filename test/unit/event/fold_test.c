/* fold_test.c - what each type of event opens, ends and links, and in which order.
 * SPDX-License-Identifier: Apache-2.0 */
#include "state.h"

#define EVIDENCE "'bound_by':'program','bound_to':[],'held':null,'holding':'kept'," \
	"'intake':'good','kind':'sbom','kind_by':'program'," \
	"'label':'','made':null,'name':'','owner':'','producer':'','received':'" NOON "'," \
	"'seen':null,'source':'','stage':'','valid_from':null,'valid_until':null"
#define SUBJECT "'aliases':[],'attributes':{},'part_of':[],'parties':[],'title':''"
#define DUTY(party) "'contact':'','duty':'patch','party':'" party "','stage':'operation'"
#define ANCHOR "'by':'person:a/root','from':null,'how':'in_person','key':'sha256:$aa','note':''," \
	"'on':'" NOON "','purposes':[],'scope':[],'until':null"
#define REQUEST "'codes':[],'compensating':'','criterion':'sbom','digests':[]," \
	"'outcome':'risk_accept','owner':'x','reason':'x','requirement':'','residual_risk':''," \
	"'until':'" NOON "','versions':''"
#define DECISION "'assessment':'sha256:$c2','assets':[],'backdated':false,'case':'sha256:$c1'," \
	"'catalogues':[],'conditions':[{'criterion':'a','due':null,'gate':'','text':'x'}," \
	"{'criterion':'b','due':null,'gate':'','text':'x'}],'criteria':{'digest':'sha256:$c3'," \
	"'name':'g','version':'1'},'decision':'d','exceptions':[],'identity':'key_file'," \
	"'on_behalf_of':'','outcome':'o','paper':'','position':{'root':'sha256:$00','size':7}," \
	"'proposal':'sha256:$00','proposed':'o','reason':'x','role':'role:$04','valid_at':'" NOON \
	    "'"

/* One event after another behind founded(), with what the fold calls. */
struct step { struct act act; enum fold_why want; const char *trace; };

static void
play(struct state *s, const struct step *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t pos = s->size;
		struct slice trace;
		enum fold_why why = act(s, &list[i].act);
		if (why != list[i].want)
			fail_msg("%zu %s: %s, want %s", pos, list[i].act.type,
			    fold_why_text(why), fold_why_text(list[i].want));
		if (why == FOLD_FITS)
			trace = S(list[i].trace);
		else
			assert_true(arena_format(&s->a, &trace, "open ignored ignored:$%02zx\n",
			    pos));
		if (!slice_eq(buf_slice(&s->trace), trace))
			fail_msg("%zu %s:\n%.*s\nwant\n%.*s", pos, list[i].act.type,
			    SLICE_FMT(buf_slice(&s->trace)), SLICE_FMT(trace));
	}
}

/* --- the store, actors, roles ----------------------------------------------------------------- */

static void
a_store_begins_with_its_maker(void **state)
{
	static const struct step steps[] = {
		{ CREATE, FOLD_FITS,
		    "open store store\n about party:a\n actor person:a/root\n"
		    "open actor person:a/root\n about party:a\n actor person:a/root\n"
		    "open key person:a/root|sha256:key1\n about party:a\n actor person:a/root\n" },
		{ CREATE, FOLD_ALREADY_THERE, NULL },
	};
	struct state *s = state_new();
	(void)state;
	act_as(s, ROOT, 1);
	play(s, steps, COUNT(steps));
	state_free(s);
}

#define ENROL(key) { "actor.registered", "agent:a/ci", NULL, NULL, "'actor':'agent:a/ci'," \
	"'key':'%" key "','method':'key_file','party':'party:a'" }
#define LEAVE { "actor.ended", "agent:a/ci", NULL, NULL, "'actor':'agent:a/ci','reason':'x'" }
#define ABOUT_CI " about agent:a/ci\n actor person:a/root\n"

static void
actors_and_roles_come_and_go(void **state)
{
	static const struct step steps[] = {
		{ LEAVE, FOLD_NOT_THERE, NULL },
		{ ENROL("02"), FOLD_FITS, "open actor agent:a/ci\n" ABOUT_CI
		    "open key agent:a/ci|sha256:key2\n" ABOUT_CI },
		{ ENROL("03"), FOLD_FITS, "end actor agent:a/ci\nopen actor agent:a/ci\n" ABOUT_CI
		    "open key agent:a/ci|sha256:key3\n" ABOUT_CI },
		{ LEAVE, FOLD_FITS, "end actor agent:a/ci\n" },
		{ LEAVE, FOLD_NOT_THERE, NULL },
		{ ENROL("02"), FOLD_FITS, "open actor agent:a/ci\n" ABOUT_CI },
		{ { "role.granted", "agent:a/ci", "based_on evidence:$77", NULL,
		    "'actor':'agent:a/ci','from':null,'ground':'x','role':'auditor','scope':[],"
		    "'until':null" }, FOLD_FITS, "open role role:$0d\n" ABOUT_CI
		    " granted agent:a/ci\nlink based_on evidence:$77\n" },
		{ { "role.ended", "agent:a/ci", "revokes role:$0d", NULL, "'reason':'x'" },
	    FOLD_FITS,
		    "end role role:$0d\nlink revokes role:$0d\n" },
		{ { "role.ended", NULL, "revokes role:$0d", NULL, "'reason':'x'" }, FOLD_NOT_THERE,
		    NULL },
		{ { "role.ended", NULL, "revokes role:$77", NULL, "'reason':'x'" }, FOLD_NOT_THERE,
		    NULL },
	};
	struct state *s = founded();
	(void)state;
	play(s, steps, COUNT(steps));
	state_free(s);
}

/* --- subjects, responsibilities, anchors, catalogues, criteria -------------------------------- */

#define BY_ROOT " actor person:a/root\n"

static void
subjects_and_duties_are_replaced(void **state)
{
	static const struct act duty = { "responsibility.set", "product:b/x", NULL, NULL,
		DUTY("party:b") }, none = { "responsibility.set", "product:b/x", NULL, NULL,
		DUTY("") }, first = { "subject.registered", "product:b/x", NULL, NULL, SUBJECT },
		next = { "subject.changed", "product:b/x", NULL, NULL, SUBJECT },
		later = { "responsibility.set.2", "product:b/x", NULL, NULL, DUTY("party:c") };
	const struct step steps[] = {
		{ next, FOLD_NOT_THERE, NULL },
		{ first, FOLD_FITS, "open subject product:b/x\n about product:b/x\n" BY_ROOT },
		{ first, FOLD_ALREADY_THERE, NULL },
		{ next, FOLD_FITS, "end subject product:b/x\nopen subject product:b/x\n"
		    " about product:b/x\n" BY_ROOT },
		{ none, FOLD_NOT_THERE, NULL },
		{ duty, FOLD_FITS, "open responsibility patch|operation|product:b/x\n"
		    " about product:b/x\n" BY_ROOT },
		{ duty, FOLD_FITS, "end responsibility patch|operation|product:b/x\n"
		    "open responsibility patch|operation|product:b/x\n about product:b/x\n"
		    BY_ROOT },
		{ later, FOLD_FITS, "end responsibility patch|operation|product:b/x\n"
		    "open responsibility patch|operation|product:b/x\n about product:b/x\n"
		    BY_ROOT },
		{ none, FOLD_FITS, "end responsibility patch|operation|product:b/x\n" },
		{ none, FOLD_NOT_THERE, NULL },
	};
	struct state *s = founded();
	(void)state;
	play(s, steps, COUNT(steps));
	state_free(s);
}

#define CONFIRM(n) { "anchor.confirmed", NULL, "about anchor:$" n, NULL, \
	"'by':'person:a/root','how':'call_back','note':'','on':'" NOON "'" }
#define END_ANCHOR(n) { "anchor.ended", NULL, "about anchor:$" n, NULL, \
	"'at':'" NOON "','compromised':true,'reason':'x'" }

static void
anchors_are_confirmed_and_end_once(void **state)
{
	static const struct step steps[] = {
		{ { "anchor.added", "party:b", NULL, "$c1", ANCHOR }, FOLD_FITS,
		    "open anchor anchor:$07\n about party:b\n" BY_ROOT " body sha256:$c1\n" },
		{ CONFIRM("07"), FOLD_FITS, "open confirmation confirmation:$08\n" BY_ROOT
		    "link about anchor:$07\n" },
		{ CONFIRM("07"), FOLD_FITS, "open confirmation confirmation:$09\n" BY_ROOT
		    "link about anchor:$07\n" },
		{ CONFIRM("08"), FOLD_NOT_THERE, NULL },
		{ END_ANCHOR("08"), FOLD_NOT_THERE, NULL },
		{ END_ANCHOR("07"), FOLD_FITS, "open end anchor:$07\n" BY_ROOT
		    "link about anchor:$07\n" },
		{ END_ANCHOR("07"), FOLD_ALREADY_THERE, NULL },
	};
	struct state *s = founded();
	(void)state;
	play(s, steps, COUNT(steps));
	state_free(s);
}

#define ADOPT { "catalogue.adopted", NULL, NULL, "$c1", "'edition':'','name':'k'" }
#define PUBLISH(version) { "criteria.published", NULL, NULL, "$c2", \
	"'decision':'d','name':'g','version':'" version "'" }
#define WITHDRAW(n) { "criteria.withdrawn", NULL, "revokes criteria:$" n, NULL, "'reason':'x'" }

static void
catalogues_are_replaced_and_criteria_published_once(void **state)
{
	static const struct step steps[] = {
		{ ADOPT, FOLD_FITS, "open catalogue k\n" BY_ROOT " body sha256:$c1\n" },
		{ ADOPT, FOLD_FITS, "end catalogue k\nopen catalogue k\n" BY_ROOT
		    " body sha256:$c1\n" },
		{ PUBLISH("1"), FOLD_FITS, "open criteria g@1\n" BY_ROOT " body sha256:$c2\n"
		    "open publication criteria:$09\n" BY_ROOT " body sha256:$c2\n" },
		{ PUBLISH("1"), FOLD_ALREADY_THERE, NULL },
		{ PUBLISH("2"), FOLD_FITS, "open criteria g@2\n" BY_ROOT " body sha256:$c2\n"
		    "open publication criteria:$0b\n" BY_ROOT " body sha256:$c2\n" },
		{ WITHDRAW("09"), FOLD_FITS, "end publication criteria:$09\nend criteria g@1\n"
		    "link revokes criteria:$09\n" },
		{ WITHDRAW("09"), FOLD_NOT_THERE, NULL },
		{ WITHDRAW("0a"), FOLD_NOT_THERE, NULL },
		{ PUBLISH("1"), FOLD_ALREADY_THERE, NULL },
	};
	struct state *s = founded();
	(void)state;
	play(s, steps, COUNT(steps));
	state_free(s);
}

/* --- evidence --------------------------------------------------------------------------------- */

#define ADD { "evidence.added", "product:b/x", NULL, "$c1", EVIDENCE }
#define REVOKE(n) { "evidence.revoked", NULL, "revokes evidence:$" n, NULL, \
	"'from':'" NOON "','reason':'x','state':'revoked'" }
#define SUPERSEDE(old, new) { "evidence.superseded", NULL, "about evidence:$" new \
	", supersedes evidence:$" old, NULL, "'reason':''" }
#define VERIFY(n) { "verification.recorded", NULL, "about evidence:$" n, NULL, "'at':'" NOON "'," \
	"'dimensions':[],'identity':'paper','method':'laboratory','parts':'x'," \
	"'reader':'person:b/q','reason':'','relation':'none','result':'pass','role':'x'," \
	"'transcribed_by':'','values':[]" }

static void
evidence_stays_and_gets_states(void **state)
{
	static const struct step steps[] = {
		{ ADD, FOLD_FITS, "open evidence evidence:$07\n about product:b/x\n" BY_ROOT
		    " body sha256:$c1\n" },
		{ ADD, FOLD_FITS, "open evidence evidence:$08\n about product:b/x\n" BY_ROOT
		    " body sha256:$c1\n" },
		{ SUPERSEDE("07", "08"), FOLD_FITS, "open state state:$09\n" BY_ROOT
		    "link about evidence:$08\nlink supersedes evidence:$07\n" },
		{ SUPERSEDE("07", "77"), FOLD_NOT_THERE, NULL },
		{ SUPERSEDE("77", "07"), FOLD_NOT_THERE, NULL },
		{ REVOKE("07"), FOLD_FITS, "open state state:$0c\n" BY_ROOT
		    "link revokes evidence:$07\n" },
		{ REVOKE("09"), FOLD_NOT_THERE, NULL },
		{ VERIFY("08"), FOLD_FITS, "open verification verification:$0e\n" BY_ROOT
		    "link about evidence:$08\n" },
		{ VERIFY("0e"), FOLD_NOT_THERE, NULL },
	};
	struct state *s = founded();
	(void)state;
	play(s, steps, COUNT(steps));
	state_free(s);
}

/* --- exceptions, decisions, conditions -------------------------------------------------------- */

#define APPROVE(n) { "exception.approved", NULL, "about exception:$" n, NULL, \
	"'from':'" NOON "','identity':'key_file','note':''" }
#define REVOKE_EXCEPTION(n) { "exception.revoked", NULL, "revokes exception:$" n, NULL, \
	"'reason':'x'" }
#define BY_TWO " actor person:a/two\n"

static void
exceptions_are_approved_once_and_revoked_whole(void **state)
{
	static const struct act request = { "exception.requested", "product:b/x", NULL, NULL,
		REQUEST };
	const struct step first[] = {
		{ request, FOLD_FITS, "open exception exception:$09\n about product:b/x\n" BY_ROOT
	    },
		{ request, FOLD_FITS, "open exception exception:$0a\n about product:b/x\n" BY_ROOT
	    },
	};
	static const struct step then[] = {
		{ APPROVE("08"), FOLD_NOT_THERE, NULL },
		{ APPROVE("09"), FOLD_FITS, "open approval exception:$09\n" BY_TWO
		    "link about exception:$09\n" },
		{ APPROVE("09"), FOLD_ALREADY_THERE, NULL },
		{ REVOKE_EXCEPTION("09"), FOLD_FITS, "end exception exception:$09\n"
		    "end approval exception:$09\nlink revokes exception:$09\n" },
		{ REVOKE_EXCEPTION("09"), FOLD_NOT_THERE, NULL },
		{ APPROVE("09"), FOLD_NOT_THERE, NULL },
		{ REVOKE_EXCEPTION("0a"), FOLD_FITS, "end exception exception:$0a\n"
		    "link revokes exception:$0a\n" },
	};
	struct state *s = founded();
	(void)state;
	assert_why(enrol(s, "person:a/two", 2), FOLD_FITS, "enrol");
	assert_why(grant(s, "person:a/two", "exception_approver"), FOLD_FITS, "grant");
	play(s, first, COUNT(first));
	act_as(s, "person:a/two", 2);
	play(s, then, COUNT(then));
	state_free(s);
}

#define START(refs) { "clock.started", "product:b/x", refs, NULL, "'awareness':'" NOON "'," \
	"'event':'severe_incident','identifier':'I-1','measure_available':null,'note':''," \
	"'notification_submitted':null,'placed_on_market':null,'report_received':null," \
	"'support_end':null,'title':'','update_issued':null" }
#define STOP(refs, why) { "clock.stopped", NULL, refs, NULL, "'at':'" NOON "','clock':'CLK-I-EW'," \
	"'note':'','why':'" why "'" }

/* A clock that goes on keeps its name. */
static void
clocks_go_on_under_one_name(void **state)
{
	static const struct step steps[] = {
		{ START(NULL), FOLD_FITS, "open clock clock:$07\n about product:b/x\n" BY_ROOT },
		{ START("about clock:$08"), FOLD_NOT_THERE, NULL },
		{ START("about clock:$07"), FOLD_FITS, "end clock clock:$07\n"
		    "open clock clock:$07\n about product:b/x\n" BY_ROOT
		    "link about clock:$07\n" },
		{ STOP("about clock:$09", "in_error"), FOLD_NOT_THERE, NULL },
		{ STOP("about clock:$07", "already_provided"), FOLD_FITS, "open stop stop:$0b\n"
		    BY_ROOT "link about clock:$07\n" },
		{ STOP("about clock:$07, based_on evidence:$77", "delivered"), FOLD_FITS,
		    "open stop stop:$0c\n" BY_ROOT "link about clock:$07\n"
		    "link based_on evidence:$77\n" },
	};
	struct state *s = founded();
	(void)state;
	play(s, steps, COUNT(steps));
	state_free(s);
}

#define ASK { "request.sent", "batch:b/1", NULL, NULL, "'codes':[],'criterion':'','decision':''," \
	"'due':null,'evidence':['sbom'],'format':'','owner':'x','reason':'x','stage':''," \
	"'to':'party:b'" }
#define ANSWER(refs, refused) { "request.answered", NULL, refs, NULL, "'note':'','refused':'" \
	refused "'" }

static void
requests_are_answered_as_often_as_answers_come(void **state)
{
	static const struct step steps[] = {
		{ ASK, FOLD_FITS, "open request request:$07\n about batch:b/1\n" BY_ROOT },
		{ ANSWER("about request:$08", "no"), FOLD_NOT_THERE, NULL },
		{ ANSWER("about request:$07", "no"), FOLD_FITS, "open answer answer:$09\n"
		    BY_ROOT "link about request:$07\n" },
		{ ANSWER("about request:$07, based_on evidence:$77", ""), FOLD_FITS,
		    "open answer answer:$0a\n" BY_ROOT "link about request:$07\n"
		    "link based_on evidence:$77\n" },
	};
	struct state *s = founded();
	(void)state;
	play(s, steps, COUNT(steps));
	state_free(s);
}

#define DECIDE(refs) { "decision.made", "batch:b/1", refs, "$c1 $c2 $c3", DECISION }
#define CLOSE(n) { "condition.satisfied", NULL, "based_on evidence:$77, satisfies condition:$" n, \
	NULL, "'note':''" }
#define ABOUT_BATCH " about batch:b/1\n" BY_ROOT \
	" body sha256:$c1\n body sha256:$c2\n body sha256:$c3\n"

static void
decisions_open_conditions_that_close_once(void **state)
{
	static const struct step steps[] = {
		{ DECIDE("based_on evidence:$77"), FOLD_FITS, "open decision decision:$07\n"
		    ABOUT_BATCH "open condition condition:$07#1\n" ABOUT_BATCH
		    "open condition condition:$07#2\n" ABOUT_BATCH "link based_on evidence:$77\n" },
		{ CLOSE("07#3"), FOLD_NOT_THERE, NULL },
		{ CLOSE("07#2"), FOLD_FITS, "open closure condition:$07#2\n" BY_ROOT
		    "link based_on evidence:$77\nlink satisfies condition:$07#2\n" },
		{ CLOSE("07#2"), FOLD_ALREADY_THERE, NULL },
		{ CLOSE("07#1"), FOLD_FITS, "open closure condition:$07#1\n" BY_ROOT
		    "link based_on evidence:$77\nlink satisfies condition:$07#1\n" },
		{ DECIDE("supersedes decision:$08"), FOLD_NOT_THERE, NULL },
		{ DECIDE("supersedes decision:$07"), FOLD_FITS, "open decision decision:$0d\n"
		    ABOUT_BATCH "open condition condition:$0d#1\n" ABOUT_BATCH
		    "open condition condition:$0d#2\n" ABOUT_BATCH "link supersedes decision:$07\n"
	    },
		{ { "log.continued", NULL, NULL, NULL, "'mark':'','old':'x','reason':'x'" },
		    FOLD_FITS, "open continuation continuation:$0e\n" BY_ROOT },
	};
	struct state *s = founded();
	(void)state;
	play(s, steps, COUNT(steps));
	state_free(s);
}

/* --- what is ignored -------------------------------------------------------------------------- */

static void
a_reserved_type_is_ignored(void **state)
{
	struct state *s = founded();
	enum fold_why why;
	struct event v = event_of(s, &(const struct act)PUBLISH("1"));
	(void)state;
	v.type = EVENT_BODY_DISPOSED;
	buf_clear(&s->trace);
	assert_false(failed(fold_next(s, &v, &why, NULL)));
	assert_why(why, FOLD_RESERVED, "body.disposed");
	assert_text(buf_slice(&s->trace), "open ignored ignored:$07\n");
	state_free(s);
}

/* The rows of a state but for the ignored ones, with their positions told from the end of the
 * events that fit, so that histories can be compared. */
static struct slice
rows_of(struct state *s, const size_t *rank)
{
	struct buf b = buf_init(MIB(1));
	for (size_t i = 0; i < s->row_count; i++) {
		const struct row *r = &s->rows[i];
		if (slice_eq(r->kind, S("ignored")))
			continue;
		buf_addf(&b, "%.*s %zu %zd ", SLICE_FMT(r->kind), rank[r->from],
		    r->to == OPEN ? (ssize_t)-1 : (ssize_t)rank[r->to]);
		buf_add(&b, r->key);
		buf_add_byte(&b, '\n');
	}
	return kept(&s->a, &b);
}

/* Keys are names, but those of roles, whose positions are equal, and of publications. */
static void
history(struct state *s, bool noisy, size_t *rank)
{
	static const struct act acts[] = {
		{ "subject.registered", "product:b/x", NULL, NULL, SUBJECT }, ENROL("02"), ADOPT,
		{ "subject.changed", "product:b/x", NULL, NULL, SUBJECT }, PUBLISH("1"),
	    ENROL("03"),
		{ "responsibility.set", "product:b/x", NULL, NULL, DUTY("party:b") }, ADOPT, LEAVE,
		{ "responsibility.set", "product:b/x", NULL, NULL, DUTY("") },
	};
	size_t next = s->size;
	for (size_t i = 0; i < s->size; i++)
		rank[i] = i;
	for (size_t i = 0; i < COUNT(acts); i++) {
		for (size_t k = 0; noisy && k < COUNT(acts); k++) {
			act_as(s, "person:a/nobody", 9);
			assert_why(act(s, &acts[k]), FOLD_UNKNOWN_ACTOR, acts[k].type);
			act_as(s, ROOT, 9);
			assert_why(act(s, &acts[k]), FOLD_OTHER_KEY, acts[k].type);
		}
		act_as(s, ROOT, 1);
		rank[s->size] = next++;
		assert_why(act(s, &acts[i]), FOLD_FITS, acts[i].type);
	}
}

static void
what_is_ignored_moves_nothing(void **state)
{
	size_t left[POSITIONS_MAX] = {0}, right[POSITIONS_MAX] = {0};
	struct state *quiet = founded(), *noisy = founded();
	size_t founding = quiet->row_count;
	(void)state;
	history(quiet, false, left);
	history(noisy, true, right);
	assert_true(quiet->row_count > founding + 10);
	assert_int_equal(noisy->size, quiet->size + 200);
	assert_int_equal(noisy->row_count, quiet->row_count + 200);
	for (size_t i = 0; i < quiet->row_count; i++)		/* ids are positions */
		if (slice_eq(quiet->rows[i].kind, S("publication")))
			quiet->rows[i].key = S("criteria");
	for (size_t i = 0; i < noisy->row_count; i++)
		if (slice_eq(noisy->rows[i].kind, S("publication")))
			noisy->rows[i].key = S("criteria");
	struct slice a = rows_of(quiet, left), b = rows_of(noisy, right);
	if (!slice_eq(a, b))
		fail_msg("%.*s\nand\n%.*s", SLICE_FMT(a), SLICE_FMT(b));
	state_free(quiet);
	state_free(noisy);
}

/* --- reader and sink -------------------------------------------------------------------------- */

static void
a_call_that_fails_ends_the_fold(void **state)
{
	static const struct act acts[] = { DECIDE("based_on evidence:$77, supersedes decision:$07"),
		PUBLISH("1"), ENROL("02"), REVOKE("08"), APPROVE("0a") };
	size_t failures = 0;
	(void)state;
	for (size_t i = 0; i < COUNT(acts); i++) {
		struct rc done = { E_IO };
		for (size_t n = 1; failed(done); n++) {
			struct state *s = founded();
			struct err e = {0};
			enum fold_why why;
			assert_why(act(s, &(const struct act)DECIDE(NULL)), FOLD_FITS, "decide");
			assert_why(act(s, &(const struct act)ADD), FOLD_FITS, "add");
			assert_why(enrol(s, "person:a/two", 4), FOLD_FITS, "enrol");
			assert_why(act(s, &(const struct act){ "exception.requested", "product:b/x",
			    NULL, NULL, REQUEST }), FOLD_FITS, "request");
			struct event v = event_of(s, &acts[i]);
			s->calls = 0;
			s->fail_at = n;
			done = fold_next(s, &v, &why, &e);
			if (failed(done))
				assert_true(done.code == E_IO && e.code == E_IO && s->calls == n);
			failures += failed(done) ? 1 : 0;
			state_free(s);
		}
	}
	assert_true(failures > 40);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_store_begins_with_its_maker),
		cmocka_unit_test(actors_and_roles_come_and_go),
		cmocka_unit_test(subjects_and_duties_are_replaced),
		cmocka_unit_test(anchors_are_confirmed_and_end_once),
		cmocka_unit_test(catalogues_are_replaced_and_criteria_published_once),
		cmocka_unit_test(evidence_stays_and_gets_states),
		cmocka_unit_test(exceptions_are_approved_once_and_revoked_whole),
		cmocka_unit_test(clocks_go_on_under_one_name),
		cmocka_unit_test(requests_are_answered_as_often_as_answers_come),
		cmocka_unit_test(decisions_open_conditions_that_close_once),
		cmocka_unit_test(a_reserved_type_is_ignored),
		cmocka_unit_test(what_is_ignored_moves_nothing),
		cmocka_unit_test(a_call_that_fails_ends_the_fold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
