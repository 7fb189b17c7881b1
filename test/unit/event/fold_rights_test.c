/* fold_rights_test.c - who may do what: actors, keys, roles, their time and their scope.
 * SPDX-License-Identifier: Apache-2.0 */
#include "state.h"

#define TWO "person:a/two"
#define BEFORE "2026-06-30T11:59:59.999Z"
#define AFTER "2026-06-30T12:00:00.001Z"
#define ADOPT { "catalogue.adopted", NULL, NULL, "$c1", "'edition':'','name':'k'" }
#define SUBJECT "'aliases':[],'attributes':{},'part_of':[],'parties':[],'title':''"

static const struct act adopt = ADOPT;

/* A founded store with a second actor at position 7, who has no role. */
static struct state *
with_two(void)
{
	struct state *s = founded();
	assert_why(enrol(s, TWO, 2), FOLD_FITS, "enrol");
	return s;
}

static enum fold_why
act_of(struct state *s, const char *actor, unsigned key, const struct act *a)
{
	act_as(s, actor, key);
	enum fold_why why = act(s, a);
	act_as(s, ROOT, 1);
	return why;
}

static enum fold_why
register_subject(struct state *s, const char *actor, unsigned key, const char *subject)
{
	return act_of(s, actor, key, &(const struct act){ "subject.registered", subject, NULL, NULL,
	    SUBJECT });
}

/* --- actors and keys -------------------------------------------------------------------------- */

static void
nothing_goes_before_the_store(void **state)
{
	struct state *s = state_new();
	(void)state;
	act_as(s, ROOT, 1);
	assert_why(grant(s, ROOT, "administrator"), FOLD_UNKNOWN_ACTOR, "grant at 0");
	assert_why(act(s, &(const struct act)CREATE), FOLD_UNKNOWN_ACTOR, "a store at 1");
	state_free(s);
}

static void
the_first_event_is_by_the_key_that_it_names(void **state)
{
	struct state *s = state_new();
	(void)state;
	act_as(s, ROOT, 2);
	assert_why(act(s, &(const struct act)CREATE), FOLD_OTHER_KEY, "another key");
	state_free(s);
	s = state_new();
	act_as(s, ROOT, 1);
	s->forged = true;
	assert_why(act(s, &(const struct act)CREATE), FOLD_BAD_SIGNATURE, "forged");
	state_free(s);
}

static void
an_actor_is_registered_has_its_key_and_is_not_ended(void **state)
{
	static const struct act end = { "actor.ended", TWO, NULL, NULL,
		"'actor':'" TWO "','reason':'x'" };
	struct state *s = with_two();
	(void)state;
	assert_why(grant(s, TWO, "administrator"), FOLD_FITS, "grant");
	assert_why(act_of(s, TWO, 2, &adopt), FOLD_FITS, "registered");
	assert_why(act_of(s, TWO, 1, &adopt), FOLD_OTHER_KEY, "the key of another actor");
	assert_why(act_of(s, "person:a/tw", 2, &adopt), FOLD_UNKNOWN_ACTOR, "another name");
	s->forged = true;
	assert_why(act_of(s, TWO, 2, &adopt), FOLD_BAD_SIGNATURE, "forged");
	assert_why(act_of(s, TWO, 1, &adopt), FOLD_OTHER_KEY, "forged, and another key");
	s->forged = false;
	assert_why(enrol(s, TWO, 3), FOLD_FITS, "a new key");
	assert_why(act_of(s, TWO, 2, &adopt), FOLD_OTHER_KEY, "the old key");
	assert_why(act_of(s, TWO, 3, &adopt), FOLD_FITS, "the new key");
	assert_why(act(s, &end), FOLD_FITS, "end");
	assert_why(act_of(s, TWO, 3, &adopt), FOLD_UNKNOWN_ACTOR, "ended");
	assert_why(enrol(s, TWO, 3), FOLD_FITS, "again");
	assert_why(act_of(s, TWO, 3, &adopt), FOLD_FITS, "registered again");
	state_free(s);
}

/* --- roles ------------------------------------------------------------------------------------ */

static void
each_role_entitles_to_its_own(void **state)
{
	(void)state;
	for (unsigned r = ROLE_ADMINISTRATOR; r < ROLE_COUNT; r++) {
		struct state *s = with_two();
		bool adopts = r == ROLE_ADMINISTRATOR || r == ROLE_CRITERIA_PUBLISHER;
		bool registers = r == ROLE_ADMINISTRATOR || r == ROLE_RECORDER;
		assert_why(act_of(s, TWO, 2, &adopt), FOLD_NOT_ENTITLED, "without role");
		assert_why(grant(s, TWO, role_name((enum role)r)), FOLD_FITS, "grant");
		assert_why(act_of(s, TWO, 2, &adopt), adopts ? FOLD_FITS : FOLD_NOT_ENTITLED,
		    role_name((enum role)r));
		assert_why(register_subject(s, TWO, 2, "product:b/x"), registers ? FOLD_FITS :
		    FOLD_NOT_ENTITLED, role_name((enum role)r));
		state_free(s);
	}
}

static void
a_role_that_ended_entitles_no_more(void **state)
{
	static const struct act end = { "role.ended", NULL, "revokes role:$08", NULL,
		"'reason':'x'" };
	struct state *s = with_two();
	(void)state;
	assert_why(grant(s, TWO, "administrator"), FOLD_FITS, "grant");
	assert_why(act_of(s, TWO, 2, &adopt), FOLD_FITS, "granted");
	assert_why(act(s, &end), FOLD_FITS, "end");
	assert_why(act_of(s, TWO, 2, &adopt), FOLD_NOT_ENTITLED, "ended");
	assert_why(grant(s, TWO, "administrator"), FOLD_FITS, "grant");
	assert_why(act_of(s, TWO, 2, &adopt), FOLD_FITS, "granted again");
	state_free(s);
}

static void
a_role_is_in_force_to_the_millisecond(void **state)
{
	static const struct { const char *name, *from, *until; enum fold_why want; } cases[] = {
		{ "begins with it", "'" NOON "'", "null", FOLD_FITS },
		{ "begins a millisecond later", "'" AFTER "'", "null", FOLD_NOT_ENTITLED },
		{ "ends with it", "null", "'" NOON "'", FOLD_FITS },
		{ "ended a millisecond before", "null", "'" BEFORE "'", FOLD_NOT_ENTITLED },
		{ "only then", "'" NOON "'", "'" NOON "'", FOLD_FITS },
		{ "ends before it begins", "'" AFTER "'", "'" BEFORE "'", FOLD_NOT_ENTITLED },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct state *s = with_two();
		assert_why(grant_for(s, TWO, "administrator", "", cases[i].from,
		    cases[i].until), FOLD_FITS, "grant");
		assert_why(act_of(s, TWO, 2, &adopt), cases[i].want, cases[i].name);
		state_free(s);
	}
}

/* --- scope ------------------------------------------------------------------------------------ */

static void
a_scope_covers_what_belongs_to_it(void **state)
{
	static const struct { const char *scope, *subject; bool want; } cases[] = {
		{ "party:b", "party:b", true },
		{ "party:b", "product:b/x", true },
		{ "party:b", "asset:b/x#1", true },
		{ "party:b", "person:b/q", true },
		{ "party:b", "zone:b/s/z", true },
		{ "party:b", "party:bb", false },
		{ "party:b", "product:bb/x", false },
		{ "party:b", "pkg:npm/x@1", false },
		{ "product:b/x", "product:b/x", true },
		{ "product:b/x", "release:b/x@1", true },
		{ "product:b/x", "asset:b/x#1", true },
		{ "product:b/x", "configuration:b/x@1/c", true },
		{ "product:b/x", "asset:b/xy#1", false },
		{ "product:b/x", "asset:c/x#1", false },
		{ "product:b/x", "batch:b/x", false },
		{ "product:b/x", "service:b/x@1", false },
		{ "product:b/x", "party:b", false },
		{ "release:b/x@1", "release:b/x@1", true },
		{ "release:b/x@1", "asset:b/x#1", false },
		{ "release:b/x@1", "configuration:b/x@1/c", false },
		{ "person:b/q", "product:b/x", false },
		{ "pkg:npm/x@1", "pkg:npm/x@1", true },
		{ "pkg:npm/x@1", "pkg:npm/x@2", false },
		{ "party:b", "no subject", false },
		{ "no subject", "party:b", false },
		{ "no subject", "no subject", false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice scope[2] = { S("site:z/z"), S(cases[i].scope) };
		if (fold_scope_covers(scope, 2, S(cases[i].subject)) != cases[i].want)
			fail_msg("%s: %s", cases[i].scope, cases[i].subject);
		assert_false(fold_scope_covers(scope, 1, S(cases[i].subject)));
		assert_true(fold_scope_covers(NULL, 0, S(cases[i].subject)));
	}
}

static void
a_limited_role_covers_every_subject_of_an_event(void **state)
{
	static const struct { const char *scope, *subject; enum fold_why want; } cases[] = {
		{ "'party:b'", "asset:b/x#1", FOLD_FITS },
		{ "'party:c'", "asset:b/x#1", FOLD_NOT_ENTITLED },
		{ "'party:c','product:b/x'", "asset:b/x#1", FOLD_FITS },
		{ "'asset:b/x#1'", "asset:b/x#1", FOLD_FITS },
		{ "'asset:b/x#1'", "asset:b/x#2", FOLD_NOT_ENTITLED },
	};
	static const struct act both = { "anchor.confirmed", "party:b party:c", "about anchor:$09",
		NULL, "'by':'person:a/root','how':'call_back','note':'','on':'" NOON "'" };
	static const struct act anchor = { "anchor.added", NULL, NULL, "$c1",
		"'by':'person:a/root','from':null,'how':'in_person','key':'sha256:$aa','note':'',"
		"'on':'" NOON "','purposes':[],'scope':[],'until':null" };
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct state *s = with_two();
		assert_why(grant_for(s, TWO, "recorder", cases[i].scope, "null", "null"),
		    FOLD_FITS, "grant");
		assert_why(register_subject(s, TWO, 2, cases[i].subject), cases[i].want,
		    cases[i].subject);
		state_free(s);
	}
	struct state *s = with_two();
	assert_why(grant_for(s, TWO, "administrator", "'party:b'", "null", "null"), FOLD_FITS, "b");
	assert_why(act(s, &anchor), FOLD_FITS, "anchor");
	assert_why(act_of(s, TWO, 2, &both), FOLD_NOT_ENTITLED, "one of two");
	/* two roles do not add up */
	assert_why(grant_for(s, TWO, "administrator", "'party:c'", "null", "null"), FOLD_FITS, "c");
	assert_why(act_of(s, TWO, 2, &both), FOLD_NOT_ENTITLED, "each of two by another role");
	assert_why(grant_for(s, TWO, "administrator", "'party:b','party:c'", "null", "null"),
	    FOLD_FITS, "both");
	assert_why(act_of(s, TWO, 2, &both), FOLD_FITS, "both");
	assert_why(act_of(s, TWO, 2, &adopt), FOLD_NOT_ENTITLED, "an event about nothing");
	state_free(s);
}

/* A limited role does not reach further by naming less. */
static void
a_limited_role_covers_what_the_event_refers_to(void **state)
{
	static const char evidence[] = "'bound_by':'program','bound_to':[],"
		"'held':null,'holding':'kept','intake':'good','kind':'sbom',"
		"'kind_by':'program','label':'','made':null,'name':'','owner':'','producer':'',"
		"'received':'" NOON "','seen':null,'source':'','stage':'','valid_from':null,"
		"'valid_until':null";
	static const char revoked[] = "'from':'" NOON "','reason':'x','state':'revoked'";
	static const struct act of_b = { "evidence.added", "product:b/x", NULL, "$c1", evidence },
		of_c = { "evidence.added", "product:c/x", NULL, "$c2", evidence },
		revoke_b = { "evidence.revoked", NULL, "revokes evidence:$08", NULL, revoked },
		revoke_c = { "evidence.revoked", NULL, "revokes evidence:$09", NULL, revoked },
		other_name = { "evidence.revoked", "product:b/x", "revokes evidence:$09", NULL,
		    revoked },
		based = { "evidence.added", "product:b/x", "based_on evidence:$09", "$c1",
		    evidence };
	struct state *s = with_two();
	(void)state;
	assert_why(act(s, &of_b), FOLD_FITS, "evidence of b");
	assert_why(act(s, &of_c), FOLD_FITS, "evidence of c");
	assert_why(grant_for(s, TWO, "recorder", "'party:b'", "null", "null"), FOLD_FITS, "b");
	assert_why(act_of(s, TWO, 2, &revoke_b), FOLD_FITS, "its own");
	assert_why(act_of(s, TWO, 2, &revoke_c), FOLD_NOT_ENTITLED, "another's");
	assert_why(act_of(s, TWO, 2, &other_name), FOLD_NOT_ENTITLED, "under another name");
	assert_why(act_of(s, TWO, 2, &based), FOLD_FITS, "based on another's");
	assert_why(act(s, &revoke_c), FOLD_FITS, "without limit");
	state_free(s);
}

static void
a_limited_role_binds_evidence_within_its_scope(void **state)
{
	static const struct { const char *bound; enum fold_why want; } cases[] = {
		{ "", FOLD_FITS }, { "'product:b/x'", FOLD_FITS },
		{ "'product:b/x','product:c/x'", FOLD_NOT_ENTITLED },
		{ "'product:c/x'", FOLD_NOT_ENTITLED },
	};
	struct state *s = with_two();
	(void)state;
	assert_why(grant_for(s, TWO, "recorder", "'party:b'", "null", "null"), FOLD_FITS, "b");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice data;
		assert_true(arena_format(&s->a, &data, "'bound_by':'person','bound_to':[%s],"
		    "'held':null,'holding':'kept','intake':'good','kind':'sbom',"
		    "'kind_by':'program','label':'','made':null,'name':'','owner':'','producer':'',"
		    "'received':'" NOON
		    "','seen':null,'source':'','stage':'','valid_from':null,'valid_until':null",
		    cases[i].bound));
		assert_why(act_of(s, TWO, 2, &(const struct act){ "evidence.added", "product:b/x",
		    NULL, "$c1", (const char *)data.at }), cases[i].want, cases[i].bound);
	}
	state_free(s);
}

static void
a_limited_role_hands_on_no_more_than_it_has(void **state)
{
	struct state *s = with_two();
	(void)state;
	assert_why(grant_for(s, TWO, "administrator", "'party:a','party:b'", "null", "null"),
	    FOLD_FITS, "administrator of a and b");
	act_as(s, TWO, 2);
	assert_why(grant_for(s, "person:a/z", "recorder", "", "null", "null"), FOLD_NOT_ENTITLED,
	    "everything");
	assert_why(grant_for(s, "person:a/z", "recorder", "'party:c'", "null", "null"),
	    FOLD_NOT_ENTITLED, "another party");
	assert_why(grant_for(s, "person:a/z", "recorder", "'product:b/x'", "null", "null"),
	    FOLD_FITS, "a product of b");
	assert_why(grant_for(s, TWO, "recorder", "'party:b'", "null", "null"), FOLD_FITS,
	    "to itself");
	assert_why(grant_for(s, TWO, "administrator", "", "null", "null"), FOLD_NOT_ENTITLED,
	    "everything to itself");
	state_free(s);
}

/* --- founding --------------------------------------------------------------------------------- */

/* Positions 1 to 15 for whoever made the store, and for itself alone. */
static void
the_founder_gives_itself_roles_at_first(void **state)
{
	struct state *s = state_new();
	(void)state;
	act_as(s, ROOT, 1);
	assert_why(act(s, &(const struct act)CREATE), FOLD_FITS, "store");
	assert_why(act(s, &adopt), FOLD_NOT_ENTITLED, "anything else than a grant");
	assert_why(grant(s, TWO, "administrator"), FOLD_NOT_ENTITLED, "a grant to another");
	while (s->size < FOUNDING_MAX)
		assert_why(grant(s, ROOT, "auditor"), FOLD_FITS, "founding");
	assert_int_equal(s->size, 16);
	assert_why(grant(s, ROOT, "administrator"), FOLD_NOT_ENTITLED, "position 16");
	state_free(s);
	s = founded();
	assert_why(enrol(s, TWO, 2), FOLD_FITS, "enrol");
	act_as(s, TWO, 2);
	assert_why(grant(s, TWO, "administrator"), FOLD_NOT_ENTITLED, "another, at position 8");
	act_as(s, ROOT, 2);
	assert_why(grant(s, ROOT, "auditor"), FOLD_OTHER_KEY, "with another key");
	act_as(s, ROOT, 1);
	while (s->size < FOUNDING_MAX)
		assert_why(act(s, &adopt), FOLD_FITS, "adopt");
	assert_why(grant(s, ROOT, "auditor"), FOLD_FITS, "by its role, at position 16");
	state_free(s);
}

/* event_decode() refuses such an event; the fold does not rely on it. */
static void
the_ground_says_when_it_is_oneself(void **state)
{
	static const struct act self = { "role.granted", ROOT, NULL, NULL, "'actor':'" ROOT "',"
		"'from':null,'ground':'self-appointed','role':'auditor','scope':[],'until':null" };
	static const struct act other = { "role.granted", TWO, NULL, NULL, "'actor':'" TWO "',"
		"'from':null,'ground':'letter','role':'auditor','scope':[],'until':null" };
	static const struct { const struct act *act; const char *ground; enum fold_why want; }
	    cases[] = {
		{ &self, "self-appointed", FOLD_FITS }, { &self, "letter", FOLD_NOT_ENTITLED },
		{ &other, "letter", FOLD_FITS }, { &other, "self-appointed", FOLD_NOT_ENTITLED },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct state *s = founded();
		struct event v = event_of(s, cases[i].act);
		enum fold_why why;
		for (size_t k = 0; k < v.data.count; k++)
			if (slice_eq(v.data.members[k].name, S("ground")))
				v.data.members[k].value.text = S(cases[i].ground);
		assert_false(failed(fold_next(s, &v, &why, NULL)));
		assert_why(why, cases[i].want, cases[i].ground);
		state_free(s);
	}
}

/* --- exceptions ------------------------------------------------------------------------------- */

#define REQUEST { "exception.requested", "product:b/x", NULL, NULL, "'codes':[]," \
	"'compensating':'','criterion':'sbom','digests':[],'outcome':'risk_accept','owner':'x'," \
	"'reason':'x','requirement':'','residual_risk':'','until':'" NOON "','versions':''" }
#define APPROVE(n) { "exception.approved", NULL, "about exception:$" n, NULL, \
	"'from':'" NOON "','identity':'key_file','note':''" }

static void
nobody_approves_what_he_asked_for(void **state)
{
	static const struct act request = REQUEST, first = APPROVE("08"), second = APPROVE("0d");
	struct state *s = with_two();
	(void)state;
	assert_why(act(s, &request), FOLD_FITS, "request");
	assert_why(act(s, &first), FOLD_OWN_REQUEST, "the same actor");
	assert_why(act_of(s, TWO, 2, &first), FOLD_NOT_ENTITLED, "another without role");
	assert_why(grant(s, TWO, "exception_approver"), FOLD_FITS, "grant");
	assert_why(act_of(s, TWO, 2, &first), FOLD_FITS, "another");
	assert_int_equal(s->size, 13);
	assert_why(act(s, &request), FOLD_FITS, "a second request");
	assert_why(enrol(s, TWO, 1), FOLD_FITS, "two actors with one key");
	assert_why(act_of(s, TWO, 1, &second), FOLD_OWN_REQUEST, "the same key");
	assert_why(enrol(s, TWO, 2), FOLD_FITS, "two keys again");
	assert_why(act_of(s, TWO, 2, &second), FOLD_FITS, "another key");
	state_free(s);
}

#define ADD { "evidence.added", "release:b/x@1", NULL, "$c1", "'bound_by':'program'," \
	"'bound_to':[],'held':null,'holding':'kept','intake':'good','kind':'sbom'," \
	"'kind_by':'program','label':'','made':null,'name':'','owner':'','producer':''," \
	"'received':'" NOON "','seen':null,'source':'','stage':'','valid_from':null," \
	"'valid_until':null" }
#define STATUS(n, what) { "status.approved", "release:b/x@1", "about evidence:$" n, NULL, \
	"'identity':'key_file','reason':'x','requirement':'r','row':'sha256:$c4'," \
	"'status':'met','until':null,'what':'" what "'" }

/* A waiver, a tailoring, a status: whatever roles and keys he holds. */
static void
nobody_approves_what_he_stated(void **state)
{
	static const char *const roles[] = { "administrator", "recorder", "criteria_publisher",
		"acceptance_authority", "exception_approver", "reviewer", "auditor" };
	static const struct act add = ADD, kinds[] = { STATUS("08", "waiver"),
		STATUS("08", "tailoring"), STATUS("08", "requirement_status") };
	for (unsigned set = 0; set < 1u << COUNT(roles); set++) {
		struct state *s = with_two();
		bool approver = false;
		(void)state;
		assert_why(act(s, &add), FOLD_FITS, "evidence by root");
		for (size_t i = 0; i < COUNT(roles); i++) {
			if ((set >> i & 1) == 0)
				continue;
			assert_why(grant(s, TWO, roles[i]), FOLD_FITS, roles[i]);
			assert_why(grant(s, ROOT, roles[i]), FOLD_FITS, roles[i]);
			approver = approver || (i >= 3 && i <= 5);
		}
		for (size_t k = 0; k < COUNT(kinds); k++) {
			assert_why(act(s, &kinds[k]), FOLD_OWN_REQUEST, "his own");
			assert_why(act_of(s, TWO, 2, &kinds[k]), approver ? FOLD_FITS :
			    FOLD_NOT_ENTITLED, "another");
		}
		state_free(s);
	}
}

/* Neither by changing one's own key afterwards, nor by a key that one had before. */
static void
a_change_of_keys_makes_no_second_person(void **state)
{
	static const struct act request = REQUEST, approve = APPROVE("09"), later = APPROVE("0e");
	struct state *s = with_two();
	(void)state;
	assert_why(grant(s, TWO, "exception_approver"), FOLD_FITS, "grant");
	assert_why(act(s, &request), FOLD_FITS, "request with key 1");
	assert_why(enrol(s, TWO, 1), FOLD_FITS, "the other gets key 1");
	assert_why(enrol(s, ROOT, 3), FOLD_FITS, "the first gets key 3");
	assert_why(act_of(s, TWO, 1, &approve), FOLD_OWN_REQUEST, "the key it was asked with");
	act_as(s, ROOT, 3);
	assert_why(enrol(s, TWO, 2), FOLD_FITS, "the other gets key 2 again");
	assert_int_equal(s->size, 14);
	assert_why(act(s, &request), FOLD_FITS, "request with key 3");
	assert_why(enrol(s, TWO, 1), FOLD_FITS, "the other gets key 1");
	assert_why(act_of(s, TWO, 1, &later), FOLD_OWN_REQUEST, "a key had before");
	state_free(s);
}

/* --- decisions from paper --------------------------------------------------------------------- */

#define DECISION(identity, who, paper) { "decision.made", "batch:b/1", NULL, "$c1 $c2 $c3", \
	"'assessment':'sha256:$c2','assets':[],'backdated':false,'case':'sha256:$c1'," \
	"'catalogues':[],'conditions':[],'criteria':{'digest':'sha256:$c3','name':'g'," \
	"'version':'1'},'decision':'d','exceptions':[],'identity':'" identity "'," \
	"'on_behalf_of':'" who "','outcome':'o','paper':'" paper "','position':{" \
	"'root':'sha256:$00','size':7},'proposal':'sha256:$00','proposed':'o','reason':'x'," \
	"'role':'role:$04','valid_at':'" NOON "'" }

static void
a_decision_from_paper_asks_for_two(void **state)
{
	static const struct act own = DECISION("key_file", "", ""), paper = DECISION("paper",
	    "person:a/boss", "evidence:$77"), end = { "actor.ended", "person:a/boss", NULL, NULL,
	    "'actor':'person:a/boss','reason':'x'" };
	struct state *s = with_two();
	(void)state;
	assert_why(grant_for(s, "person:a/boss", "acceptance_authority", "'party:c'", "null",
	    "null"), FOLD_FITS, "an authority for others");
	assert_why(act_of(s, TWO, 2, &paper), FOLD_NOT_ENTITLED, "no recorder, no authority");
	assert_why(grant(s, TWO, "recorder"), FOLD_FITS, "recorder");
	assert_why(act_of(s, TWO, 2, &paper), FOLD_NOT_ENTITLED, "an authority for others");
	assert_why(act_of(s, TWO, 2, &own), FOLD_NOT_ENTITLED, "a recorder does not decide");
	assert_why(grant_for(s, "person:a/boss", "acceptance_authority", "'party:b'", "null",
	    "null"), FOLD_FITS, "authority");
	assert_why(act_of(s, TWO, 2, &paper), FOLD_FITS, "both");
	assert_why(enrol(s, "person:a/boss", 4), FOLD_FITS, "with a key of its own");
	assert_why(act_of(s, TWO, 2, &paper), FOLD_FITS, "still");
	assert_why(act(s, &end), FOLD_FITS, "end");
	assert_why(act_of(s, TWO, 2, &paper), FOLD_UNKNOWN_ACTOR, "ended");
	assert_why(enrol(s, "person:a/boss", 4), FOLD_FITS, "again");
	assert_why(grant(s, TWO, "acceptance_authority"), FOLD_FITS, "the recorder's own");
	assert_why(act_of(s, TWO, 2, &own), FOLD_FITS, "an authority decides");
	state_free(s);
	s = with_two();
	assert_why(grant(s, TWO, "acceptance_authority"), FOLD_FITS, "authority");
	assert_why(grant(s, "person:a/boss", "acceptance_authority"), FOLD_FITS, "authority");
	assert_why(act_of(s, TWO, 2, &paper), FOLD_NOT_ENTITLED,
	    "an authority that is no recorder");
	state_free(s);
}

/* --- reasons ---------------------------------------------------------------------------------- */

static void
reasons_have_their_texts(void **state)
{
	(void)state;
	assert_string_equal(fold_why_text(FOLD_NOT_ENTITLED), "not entitled");
	for (unsigned w = FOLD_FITS; w <= FOLD_RESERVED; w++)
		for (unsigned k = FOLD_FITS; k < w; k++)
			assert_string_not_equal(fold_why_text((enum fold_why)w),
			    fold_why_text((enum fold_why)k));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_goes_before_the_store),
		cmocka_unit_test(the_first_event_is_by_the_key_that_it_names),
		cmocka_unit_test(an_actor_is_registered_has_its_key_and_is_not_ended),
		cmocka_unit_test(each_role_entitles_to_its_own),
		cmocka_unit_test(a_role_that_ended_entitles_no_more),
		cmocka_unit_test(a_role_is_in_force_to_the_millisecond),
		cmocka_unit_test(a_scope_covers_what_belongs_to_it),
		cmocka_unit_test(a_limited_role_covers_every_subject_of_an_event),
		cmocka_unit_test(a_limited_role_covers_what_the_event_refers_to),
		cmocka_unit_test(a_limited_role_binds_evidence_within_its_scope),
		cmocka_unit_test(a_limited_role_hands_on_no_more_than_it_has),
		cmocka_unit_test(the_founder_gives_itself_roles_at_first),
		cmocka_unit_test(the_ground_says_when_it_is_oneself),
		cmocka_unit_test(nobody_approves_what_he_asked_for),
		cmocka_unit_test(nobody_approves_what_he_stated),
		cmocka_unit_test(a_change_of_keys_makes_no_second_person),
		cmocka_unit_test(a_decision_from_paper_asks_for_two),
		cmocka_unit_test(reasons_have_their_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
