/* record_test.c - every kind of record: its facts, each member missing, wrong, unknown.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/buf.h"
#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "record/record.h"

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define PRODUCT "'product':'product:acme/ic-22'"
#define RELEASE "'release':'release:acme/ic-22@5.4.2'"
#define ASSET "'asset':'asset:acme/ic-22#3101'"
#define VECTOR "{'FR1':2,'FR2':2,'FR3':2,'FR4':1,'FR5':2,'FR6':1,'FR7':4}"
#define VECTOR_TEXT "'FR1=2 FR2=2 FR3=2 FR4=1 FR5=2 FR6=1 FR7=4'"
#define COMMON "'issued':'2026-07-01','issuer':'party:acme','valid_from':'2026-05-04'," \
	"'valid_until':'2026-12-31','note':'n',"

/* One kind with every member that it may have. required: names that must be there, of the
 * predicate and, behind a colon, of the elements of its list. fact: the predicate's own, in
 * canonical form. entry: the first of its list. made: of the observation, or of `issued`. */
static const struct kind_case {
	const char	*kind, *required;
	struct slice	 predicate;
	const char	*fact_name, *fact, *entry_name, *entry, *made;
	unsigned	 facts, mentions;
} kinds[] = {
	{ "identity_list", "batch product entries:serial certificate", SLICE_INIT("{" COMMON
	    "'batch':'C-2026-041'," PRODUCT ",'model':'IC-22','article':'0047022'," RELEASE
	    ",'entries':[{'serial':'3101','certificate':'sha256:" HEX64 "'},{'serial':"
	    "'3102','certificate':'sha256:" HEX64 "'}]}"),
	    "identity_list", "{'article':'0047022','batch':'C-2026-041','entries':2,'model':"
	    "'IC-22'," PRODUCT "," RELEASE "}", "identity", "{'batch':'C-2026-041',"
	    "'certificate':'sha256:" HEX64 "'," PRODUCT ",'serial':'3101'}",
	    "2026-07-01T00:00:00.000Z", 3, 9 },
	{ "identity_readout", "asset challenge challenged_by answered", SLICE_INIT("{" COMMON ASSET
	    ",'challenge':'" HEX64 "','challenged_by':'party:owner','answered':"
	    "'2026-06-30T08:41:10+02:00'}"), "readout", "{'answered':'2026-06-30T06:41:10.000Z',"
	    ASSET ",'challenge':'" HEX64 "','challenged_by':'party:owner'}", NULL, NULL,
	    "2026-06-30T06:41:10.000Z", 1, 1 },
	{ "custody_record", "batch origin destination handoffs:from to handed",
	    SLICE_INIT("{" COMMON "'batch':'batch:acme/C-2026-041','origin':'a',"
	    "'destination':'b','handoffs':["
	    "{'from':'a','to':'b','handed':'2026-06-11T06:30:00Z','received':"
	    "'2026-06-11T06:45:00Z','place':'p','receipt':'r'}]}"), "custody",
	    "{'batch':'batch:acme/C-2026-041','destination':'b','handoffs':1,'origin':'a'}",
	    "handoff", "{'from':'a','handed':'2026-06-11T06:30:00.000Z','ordinal':0,'place':"
	    "'p','receipt':'r','received':'2026-06-11T06:45:00.000Z','to':'b'}",
	    "2026-07-01T00:00:00.000Z", 2, 1 },
	{ "update_history", "covers_from covers_until complete changes:at to_version authorised",
	    SLICE_INIT("{" COMMON "'covers_from':'2026-05-04','covers_until':'2026-06-30',"
	    "'complete':true,'changes':[{'at':'2026-05-19T10:00:00Z','serial':'3101',"
	    "'from_version':'5.4.1','to_version':'5.4.2','authorised':false,'authorised_by':"
	    "'x','reason':'y'}]}"), "history", "{'changes':1,'complete':true,'covers_from':"
	    "'2026-05-04T00:00:00.000Z','covers_until':'2026-06-30T23:59:59.999Z'}", "change",
	    "{'at':'2026-05-19T10:00:00.000Z','authorised':false,'authorised_by':'x',"
	    "'from_version':'5.4.1','reason':'y','serial':'3101','to_version':'5.4.2'}",
	    "2026-07-01T00:00:00.000Z", 2, 1 },
	{ "configuration_baseline", "release settings", SLICE_INIT("{" COMMON RELEASE
	    ",'settings':{'a/b':'1','c~d':''}}"), "baseline", "{" RELEASE ",'settings':2}",
	    "setting", "{'name':'a/b','value':'1'}", "2026-07-01T00:00:00.000Z", 3, 1 },
	{ "configuration_export", "asset release taken settings", SLICE_INIT("{" COMMON ASSET ","
	    RELEASE ",'taken':'2026-06-30T09:40:00Z','settings':{'a':'1'}}"), "export",
	    "{" ASSET "," RELEASE ",'settings':1,'taken':'2026-06-30T09:40:00.000Z'}", "setting",
	    "{'name':'a','value':'1'}", "2026-06-30T09:40:00.000Z", 2, 2 },
	{ "support_period_statement", "support_end", SLICE_INIT("{" COMMON PRODUCT "," RELEASE
	    ",'support_start':'2026-05-04','support_end':'2036-12-31','policy':'p'}"),
	    "support", "{'policy':'p'," PRODUCT "," RELEASE ",'support_end':"
	    "'2036-12-31T23:59:59.999Z','support_start':'2026-05-04T00:00:00.000Z'}", NULL, NULL,
	    "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "planned_use", "product use_from use_until", SLICE_INIT("{" COMMON PRODUCT
	    ",'use_from':'2026-07-01','use_until':'2034-06-30','site':'s'}"), "use",
	    "{" PRODUCT ",'site':'s','use_from':'2026-07-01T00:00:00.000Z','use_until':"
	    "'2034-06-30T23:59:59.999Z'}", NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 1 },
	{ "capability_claim", "product level", SLICE_INIT("{" COMMON PRODUCT ",'level':" VECTOR
	    ",'edition':'iec62443-4-2:2019','scope':'sha256:" HEX64 "'}"), "claim",
	    "{'edition':'iec62443-4-2:2019','level':" VECTOR_TEXT "," PRODUCT ",'scope':"
	    "'sha256:" HEX64 "','vector':true}", NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "scope_statement", "product release component_types configuration environment edition "
	    "claimed", SLICE_INIT("{" COMMON PRODUCT "," RELEASE
	    ",'component_types':['embedded_device']"
	    ",'configuration':'c','environment':'e','edition':'iec62443-4-2:2019','claimed':"
	    VECTOR ",'exclusions':['x'],'assumptions':['y']}"), "scope", "{'claimed':"
	    VECTOR_TEXT ",'component_types':['embedded_device'],'configuration':'c','edition':"
	    "'iec62443-4-2:2019','environment':'e','exclusions':['x']," PRODUCT "," RELEASE "}",
	    NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "certificate_component", "scheme body number edition holder product firmware",
	    SLICE_INIT("{" COMMON "'scheme':'s','body':'party:b','number':'1','edition':'e',"
	    "'holder':'h',"
	    PRODUCT ",'model':'IC-22','firmware':'5.4.2','level':'SL 2','exclusions':'x'}"),
	    "certification", "{'body':'party:b','edition':'e','firmware':'5.4.2','holder':'h',"
	    "'level':'SL 2','model':'IC-22','number':'1'," PRODUCT ",'scheme':'s',"
	    "'vector':false}", NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "certificate_system", "scheme body number edition holder product firmware",
	    SLICE_INIT("{" COMMON "'scheme':'s','body':'b','number':'1','edition':'e','holder':'h',"
	    PRODUCT ",'firmware':'5.4.x','level':" VECTOR "}"), "certification", "{'body':'b',"
	    "'edition':'e','firmware':'5.4.x','holder':'h','level':" VECTOR_TEXT ",'number':"
	    "'1'," PRODUCT ",'scheme':'s','vector':true}", NULL, NULL,
	    "2026-07-01T00:00:00.000Z", 1, 1 },
	{ "certificate_process", "scheme body number edition holder", SLICE_INIT("{" COMMON
	    "'scheme':'s','body':'b','number':'1','edition':'e','holder':'h','sites':"
	    "['site:acme/bremen'],'maturity':'ML3'}"), "certification", "{'body':'b','edition':"
	    "'e','holder':'h','number':'1','scheme':'s'}", NULL, NULL,
	    "2026-07-01T00:00:00.000Z", 1, 0 },
	{ "seller_declaration", "seller text", SLICE_INIT("{" COMMON "'seller':'s','text':'t',"
	    "'product':'IC-22'}"), "declaration", "{'product':'IC-22','seller':'s','text':'t'}",
	    NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 1 },
	{ "retention_record", "owner until location", SLICE_INIT("{" COMMON "'batch':'b','product':"
	    "'product:acme/ic-22','owner':'o','until':'2041-12-31','location':'l','refresh':"
	    "['x']}"), "retention", "{'batch':'b','location':'l','owner':'o'," PRODUCT
	    ",'until':'2041-12-31T23:59:59.999Z'}", NULL, NULL, "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "attestation_result", "asset release baseline result attested",
	    SLICE_INIT("{" COMMON ASSET "," RELEASE ",'baseline':'sha256:" HEX64 "',"
	    "'result':'equal','attested':"
	    "'2026-06-30T09:00:00.5Z'}"), "attestation", "{" ASSET ",'attested':"
	    "'2026-06-30T09:00:00.500Z','baseline':'sha256:" HEX64 "'," RELEASE ",'result':"
	    "'equal'}", NULL, NULL, "2026-06-30T09:00:00.500Z", 1, 3 },
	{ "visual_inspection", "batch inspector inspected result",
	    SLICE_INIT("{" COMMON "'batch':'b',"
	    "'inspector':'i','inspected':'2026-06-29','result':'ok','serials':['3101',"
	    "'3102']}"), "inspection", "{'batch':'b','inspected':'2026-06-29T00:00:00.000Z',"
	    "'inspector':'i','result':'ok'}", NULL, NULL, "2026-06-29T00:00:00.000Z", 1, 3 },
	{ "requirement_mapping", "edition rows:requirement status", SLICE_INIT("{" COMMON PRODUCT
	    "," RELEASE ",'process':'process:acme/sdl@7','edition':'iec62443-4-2:2019',"
	    "'component_types':['embedded_device'],'table':'sha256:" HEX64 "','rows':["
	    "{'requirement':'CR-1.1','status':'met','claim':'yes','reason':'r','limitation':'l',"
	    "'confidence':'direct','evidence':['sha256:" HEX64 "'],'named':['TR-1'],'measure':"
	    "'m','measure_evidence':['sha256:" HEX64 "'],'responsible':'party:acme','due':"
	    "'2026-12-31','cell':'A!B2'}]}"), "mapping", "{'component_types':['embedded_device'],"
	    "'edition':'iec62443-4-2:2019','process':'process:acme/sdl@7'," PRODUCT "," RELEASE
	    ",'rows':1,'table':'sha256:" HEX64 "'}", "requirement", "{'cell':'A!B2','claim':'yes',"
	    "'confidence':'direct','due':'2026-12-31T23:59:59.999Z','edition':"
	    "'iec62443-4-2:2019','evidence':['sha256:" HEX64 "'],'limitation':'l','measure':'m',"
	    "'measure_evidence':['sha256:" HEX64 "'],'named':['TR-1'],'ordinal':0,'process':"
	    "'process:acme/sdl@7','reason':'r'," RELEASE ",'requirement':'CR-1.1','responsible':"
	    "'party:acme','status':'met'}", "2026-07-01T00:00:00.000Z", 2, 7 },
	{ "capability_test_report", "release tester performed tests:name result",
	    SLICE_INIT("{" COMMON RELEASE ",'tester':'t','independence':'other_person',"
	    "'performed':'2026-06-29','method':'m','edition':'e','source':'sha256:" HEX64
	    "','tests':[{'name':'n','requirement':'CR-1.1','result':'passed','note':'x'}]}"),
	    "test_run",
	    "{'edition':'e','independence':'other_person','method':'m','performed':"
	    "'2026-06-29T00:00:00.000Z'," RELEASE ",'source':'sha256:" HEX64 "','tester':'t',"
	    "'tests':1}", "test", "{'edition':'e','name':'n','note':'x','ordinal':0," RELEASE
	    ",'requirement':'CR-1.1','result':'passed'}", "2026-06-29T00:00:00.000Z", 2, 2 },
	{ "test_report", "release tester performed tests:name result",
	    SLICE_INIT("{" COMMON RELEASE ",'tester':'t','independence':'other_person',"
	    "'performed':'2026-06-29','method':'m','edition':'e','source':'sha256:" HEX64
	    "','tests':[{'name':'n','requirement':'CR-1.1','result':'passed','note':'x'}]}"),
	    "test_run",
	    "{'edition':'e','independence':'other_person','method':'m','performed':"
	    "'2026-06-29T00:00:00.000Z'," RELEASE ",'source':'sha256:" HEX64 "','tester':'t',"
	    "'tests':1}", "test", "{'edition':'e','name':'n','note':'x','ordinal':0," RELEASE
	    ",'requirement':'CR-1.1','result':'passed'}", "2026-06-29T00:00:00.000Z", 2, 2 },
	{ "lab_report", "release tester performed tests:name result",
	    SLICE_INIT("{" COMMON RELEASE ",'tester':'t','independence':'other_person',"
	    "'performed':'2026-06-29','method':'m','edition':'e','source':'sha256:" HEX64
	    "','tests':[{'name':'n','requirement':'CR-1.1','result':'passed','note':'x'}]}"),
	    "test_run",
	    "{'edition':'e','independence':'other_person','method':'m','performed':"
	    "'2026-06-29T00:00:00.000Z'," RELEASE ",'source':'sha256:" HEX64 "','tester':'t',"
	    "'tests':1}", "test", "{'edition':'e','name':'n','note':'x','ordinal':0," RELEASE
	    ",'requirement':'CR-1.1','result':'passed'}", "2026-06-29T00:00:00.000Z", 2, 2 },
	{ "pentest_report", "release tester performed tests:name result",
	    SLICE_INIT("{" COMMON RELEASE ",'tester':'t','independence':'other_person',"
	    "'performed':'2026-06-29','method':'m','edition':'e','source':'sha256:" HEX64
	    "','tests':[{'name':'n','requirement':'CR-1.1','result':'passed','note':'x'}]}"),
	    "test_run",
	    "{'edition':'e','independence':'other_person','method':'m','performed':"
	    "'2026-06-29T00:00:00.000Z'," RELEASE ",'source':'sha256:" HEX64 "','tester':'t',"
	    "'tests':1}", "test", "{'edition':'e','name':'n','note':'x','ordinal':0," RELEASE
	    ",'requirement':'CR-1.1','result':'passed'}", "2026-06-29T00:00:00.000Z", 2, 2 },
	{ "fuzz_report", "release tester performed tests:name result",
	    SLICE_INIT("{" COMMON RELEASE ",'tester':'t','independence':'other_person',"
	    "'performed':'2026-06-29','method':'m','edition':'e','source':'sha256:" HEX64
	    "','tests':[{'name':'n','requirement':'CR-1.1','result':'passed','note':'x'}]}"),
	    "test_run",
	    "{'edition':'e','independence':'other_person','method':'m','performed':"
	    "'2026-06-29T00:00:00.000Z'," RELEASE ",'source':'sha256:" HEX64 "','tester':'t',"
	    "'tests':1}", "test", "{'edition':'e','name':'n','note':'x','ordinal':0," RELEASE
	    ",'requirement':'CR-1.1','result':'passed'}", "2026-06-29T00:00:00.000Z", 2, 2 },
	{ "compensating_control_record", "release edition requirement measure owner", SLICE_INIT(
	    "{" COMMON RELEASE ",'zone':'zone:plant/line/1','edition':'e','requirement':'CR-1.1',"
	    "'measure':'m','owner':'party:plant','due':'2026-12-31','evidence':['sha256:" HEX64
	    "']}"), "measure", "{'due':'2026-12-31T23:59:59.999Z','edition':'e','evidence':["
	    "'sha256:" HEX64 "'],'measure':'m','owner':'party:plant'," RELEASE
	    ",'requirement':'CR-1.1','zone':'zone:plant/line/1'}", NULL, NULL,
	    "2026-07-01T00:00:00.000Z", 1, 4 },
	{ "security_level_target", "zone target edition risk_assessment owner review", SLICE_INIT(
	    "{" COMMON "'zone':'zone:plant/line/1','target':" VECTOR ",'edition':'e',"
	    "'risk_assessment':'sha256:" HEX64 "','owner':'o','review':'2027-06-30'}"), "target",
	    "{'edition':'e','owner':'o','review':'2027-06-30T23:59:59.999Z','risk_assessment':"
	    "'sha256:" HEX64 "','target':" VECTOR_TEXT ",'zone':'zone:plant/line/1'}", NULL, NULL,
	    "2026-07-01T00:00:00.000Z", 1, 2 },
	{ "security_level_achieved", "zone text stated_by stated", SLICE_INIT("{" COMMON
	    "'zone':'zone:plant/line/1','text':'t','stated_by':'s','stated':'2026-06-29'}"),
	    "achieved", "{'stated':'2026-06-29T00:00:00.000Z','stated_by':'s','text':'t',"
	    "'zone':'zone:plant/line/1'}", NULL, NULL, "2026-06-29T00:00:00.000Z", 1, 1 },
	{ "hardening_check", "release checked guide result", SLICE_INIT("{" COMMON RELEASE
	    ",'checked':'2026-06-29','guide':'g','result':'not_ok','deviations':['d']}"),
	    "hardening", "{'checked':'2026-06-29T00:00:00.000Z','guide':'g'," RELEASE
	    ",'result':'not_ok'}", NULL, NULL, "2026-06-29T00:00:00.000Z", 1, 1 },
};

/* The statement around a predicate; its type lives in the arena. */
static struct intoto_statement
statement(struct arena *a, const char *kind, const struct value *predicate)
{
	static struct intoto_subject about = { .name = SLICE_INIT("batch:acme/C-2026-041") };
	struct intoto_statement s = { .version = 1, .predicate = predicate, .count = 1,
	    .subjects = &about };
	assert_true(arena_format(a, &s.predicate_type, "https://assay.invalid/evidence/%s/1",
	    kind));
	return s;
}

static struct rc
read_tree(struct arena *a, const char *kind, const struct value *predicate, struct reading *r,
    struct err *e)
{
	struct intoto_statement s = statement(a, kind, predicate);
	*r = reading_init(a);
	*e = (struct err){0};
	return record_read(&s, r, e);
}

/* Documents are written here with ' for " and, where a complaint is expected, ^ before the value:
 * *at is its offset in what is read. */
static struct slice
spelt(struct arena *a, struct slice text, uint64_t *at)
{
	struct slice out;
	size_t n = 0;
	*at = 0;
	assert_true(arena_copy(a, text, &out));
	uint8_t *to = arena_alloc(a, text.len + 1, 1);
	assert_non_null(to);
	for (size_t i = 0; i < out.len; i++)
		if (out.at[i] == '^')
			*at = n;
		else
			to[n++] = out.at[i] == '\'' ? '"' : out.at[i];
	return (struct slice){ to, n };
}

static struct value
tree(struct arena *a, struct slice text)
{
	struct value v;
	struct err e = {0};
	uint64_t at;
	if (failed(json_tree(spelt(a, text, &at), MIB(1), a, &v, &e)))
		fail_msg("at %u: %s", (unsigned)e.at, e.what);
	return v;
}

static const struct fact *
fact_of(const struct reading *r, const char *name)
{
	for (size_t i = 0; i < r->fact_count; i++)
		if (slice_eq(r->facts[i].name, slice_of(name)))
			return &r->facts[i];
	fail_msg("no fact %s", name);
	return NULL;
}

static void
assert_fact(const struct kind_case *k, const struct reading *r, const char *name,
    const char *want)
{
	AUTO(buf) b = buf_init(4096);
	AUTO(arena) a = arena_init(8192);
	uint64_t at;
	assert_false(failed(jcs_write(&fact_of(r, name)->value, &b, NULL)));
	if (!slice_eq(buf_slice(&b), spelt(&a, slice_of(want), &at)))
		fail_msg("%s: %.*s", k->kind, SLICE_FMT(buf_slice(&b)));
}

static void
what_each_kind_states(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		const struct kind_case *k = &kinds[i];
		struct value v = tree(&a, k->predicate);
		struct reading r;
		struct err e;
		char made[TIME_TEXT_BYTES];
		if (failed(read_tree(&a, k->kind, &v, &r, &e)))
			fail_msg("%s: at %u: %s", k->kind, (unsigned)e.at, e.what);
		assert_true(slice_eq(r.kind, slice_of(k->kind)));
		assert_fact(k, &r, k->fact_name, k->fact);
		assert_true(slice_eq(fact_of(&r, k->fact_name)->place, SLICE("/predicate")));
		if (k->entry != NULL)
			assert_fact(k, &r, k->entry_name, k->entry);
		assert_int_equal(r.fact_count, k->facts);
		if (r.mention_count != k->mentions)
			fail_msg("%s: %zu mentions", k->kind, r.mention_count);
		time_show(r.made_ms, made);
		assert_string_equal(made, k->made);
		assert_true(slice_eq(r.producer, SLICE("party:acme")));
		assert_int_equal(r.valid_from_ms, 1777852800000);
		assert_int_equal(r.valid_until_ms, 1798761599999);
		assert_true(slice_ends(r.title, SLICE(": batch:acme/C-2026-041")));
	}
}

static bool
lists_word(const char *words, size_t len, struct slice word)
{
	struct slice all = { (const uint8_t *)words, len };
	for (size_t at = 0; at <= all.len;) {
		size_t end = slice_find(all, SLICE(" "), at);
		end = end == SIZE_MAX ? all.len : end;
		if (slice_eq(slice_sub(all, at, end), word))
			return true;
		at = end + 1;
	}
	return false;
}

static void
drop_member(struct value *object, size_t i)
{
	memmove(&object->members[i], &object->members[i + 1],
	    (object->count - i - 1) * sizeof(*object->members));
	object->count--;
}

/* The object under test: the predicate, or the first element of its list. */
static struct value *
object_of(struct value *predicate, bool entry)
{
	for (size_t i = 0; entry && i < predicate->count; i++) {
		struct value *v = &predicate->members[i].value;
		if (v->kind == VALUE_ARRAY && v->count > 0 && v->items[0].kind == VALUE_OBJECT)
			return &v->items[0];
	}
	return entry ? NULL : predicate;
}

static void
without_member(const struct kind_case *k, size_t i, bool entry)
{
	AUTO(arena) a = arena_init(MIB(1));
	struct value v = tree(&a, k->predicate);
	struct value *o = object_of(&v, entry);
	const char *colon = strchr(k->required, ':');
	const char *words = entry ? colon + 1 : k->required;
	size_t len = entry || colon == NULL ? strlen(words) : (size_t)(colon - words);
	struct slice name = o->members[i].name;
	struct reading r;
	struct err e;
	bool required = lists_word(words, len, name);
	drop_member(o, i);
	struct rc rc = read_tree(&a, k->kind, &v, &r, &e);
	if (rc.code != (required ? E_SCHEMA : OK))
		fail_msg("%s without %.*s: %s", k->kind, SLICE_FMT(name), code_name(rc.code));
	if (required) {
		assert_int_equal(e.at, o->at);
		assert_true(slice_starts(slice_of(e.what), SLICE("expected ")));
		assert_true(slice_find(slice_of(e.what), name, 0) == 9);
	}
}

/* 7 is of a wrong type everywhere, but where any text would do a number is wrong too. */
static void
with_wrong_member(const struct kind_case *k, size_t i, bool entry)
{
	static const struct value wrong[] = { { .kind = VALUE_NUMBER, .text = SLICE_INIT("7") },
		{ .kind = VALUE_NULL }, { .kind = VALUE_STRING, .text = SLICE_INIT("") } };
	for (size_t w = 0; w < COUNT(wrong); w++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct value v = tree(&a, k->predicate);
		struct member *m = &object_of(&v, entry)->members[i];
		struct reading r;
		struct err e;
		uint64_t at = m->value.at;
		m->value = wrong[w];
		m->value.at = at;
		struct rc rc = read_tree(&a, k->kind, &v, &r, &e);
		if (rc.code != E_SCHEMA || e.at != at)
			fail_msg("%s: wrong %zu for %.*s: %s at %u", k->kind, w, SLICE_FMT(m->name),
			    code_name(rc.code), (unsigned)e.at);
	}
}

static void
with_unknown_member(const struct kind_case *k, size_t i, bool entry)
{
	AUTO(arena) a = arena_init(MIB(1));
	struct value v = tree(&a, k->predicate);
	struct member *m = &object_of(&v, entry)->members[i];
	struct reading r;
	struct err e;
	m->name = SLICE("unheard_of");
	assert_int_equal(read_tree(&a, k->kind, &v, &r, &e).code, E_SCHEMA);
	assert_int_equal(e.at, m->at);
	assert_string_equal(e.what, "no such member in this format");
}

static void
every_member_missing_wrong_or_unknown(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * COUNT(kinds); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		const struct kind_case *k = &kinds[i / 2];
		struct value v = tree(&a, k->predicate);
		const struct value *o = object_of(&v, i % 2 == 1);
		for (size_t m = 0; o != NULL && m < o->count; m++) {
			without_member(k, m, i % 2 == 1);
			with_wrong_member(k, m, i % 2 == 1);
			with_unknown_member(k, m, i % 2 == 1);
		}
	}
}

/* What no table of types can say. */
static const struct {
	const char	*name, *kind;
	struct slice	 predicate;
	enum code	 want;
} rules[] = {
	{ "neither product nor release", "support_period_statement",
	    SLICE_INIT(" ^{'support_end':'2036-12-31'}"), E_SCHEMA },
	{ "a release alone is enough", "support_period_statement",
	    SLICE_INIT("{" RELEASE ",'support_end':'2036-12-31'}"), OK },
	{ "retention of nothing", "retention_record",
	    SLICE_INIT("^{'owner':'o','until':'2041','location':'l'}"), E_SCHEMA },
	{ "an end before its beginning", "planned_use", SLICE_INIT("{" PRODUCT
	    ",'use_from':'2026-07-02','use_until':^'2026-07-01'}"), E_SCHEMA },
	{ "one day", "planned_use", SLICE_INIT("{" PRODUCT
	    ",'use_from':'2026-07-01','use_until':'2026-07-01'}"), OK },
	{ "a subject of no known form", "planned_use", SLICE_INIT("{'product':^'ic-22',"
	    "'use_from':'2026-07-01','use_until':'2026-07-01'}"),
	    E_SCHEMA },
	{ "six levels", "capability_claim", SLICE_INIT("{'product':'product:a/b','level':^{'FR1':1,"
	    "'FR2':1,'FR3':1,'FR4':1,'FR5':1,'FR6':1}}"), E_SCHEMA },
	{ "a level of five", "capability_claim", SLICE_INIT("{'product':'product:a/b','level':{"
	    "'FR1':^5,'FR2':1,'FR3':1,'FR4':1,'FR5':1,'FR6':1,'FR7':1}}"), E_SCHEMA },
	{ "an eighth level", "capability_claim", SLICE_INIT("{'product':'product:a/b','level':^{"
	    "'FR1':1,'FR2':1,'FR3':1,'FR4':1,'FR5':1,'FR6':1,'FR8':1}}"), E_SCHEMA },
	{ "a level in words", "capability_claim",
	    SLICE_INIT("{'product':'product:a/b','level':'SL 2'}"), OK },
	{ "a scope in words", "capability_claim",
	    SLICE_INIT("{'product':'product:a/b','level':'SL 2','scope':'all'}"), OK },
	{ "a digest in capitals", "identity_list", SLICE_INIT("{'batch':'b','product':"
	    "'product:a/b','entries':[{'serial':'1','certificate':^'sha256:ABC'}]}"), E_SCHEMA },
	{ "a list without entries", "identity_list",
	    SLICE_INIT("{'batch':'b','product':'product:a/b','entries':[]}"), OK },
	{ "a challenge of 31 digits", "identity_readout", SLICE_INIT("{" ASSET
	    ",'challenged_by':'x','answered':'2026-06-30','challenge':"
	    "^'0123456789abcdef0123456789abcde'}"), E_SCHEMA },
	{ "a challenge of 32 digits", "identity_readout", SLICE_INIT("{" ASSET
	    ",'challenged_by':'x','answered':'2026-06-30','challenge':"
	    "'0123456789abcdef0123456789abcdef'}"), OK },
	{ "a challenge of 130 digits", "identity_readout", SLICE_INIT("{" ASSET
	    ",'challenged_by':'x','answered':'2026-06-30','challenge':^'" HEX64 HEX64 "00'}"),
	    E_SCHEMA },
	{ "no settings", "configuration_baseline", SLICE_INIT("{" RELEASE ",'settings':^{}}"),
	    E_SCHEMA },
	{ "a setting that is a number", "configuration_baseline", SLICE_INIT("{" RELEASE
	    ",'settings':{'a':^1}}"), E_SCHEMA },
	{ "a result that is neither", "hardening_check", SLICE_INIT("{" RELEASE
	    ",'checked':'2026-06-29','guide':'g','result':^'good'}"), E_SCHEMA },
};

static void
rules_beyond_types(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rules); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct value v = tree(&a, rules[i].predicate);
		struct reading r;
		struct err e;
		uint64_t at;
		(void)spelt(&a, rules[i].predicate, &at);
		struct rc rc = read_tree(&a, rules[i].kind, &v, &r, &e);
		if (rc.code != rules[i].want || e.at != at)
			fail_msg("%s: %s at %u", rules[i].name, code_name(rc.code), (unsigned)e.at);
	}
}

static void
places_are_json_pointers(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct value v = tree(&a, kinds[4].predicate);
	struct reading r;
	struct err e;
	assert_false(failed(read_tree(&a, kinds[4].kind, &v, &r, &e)));
	assert_true(slice_eq(r.facts[0].place, SLICE("/predicate/settings/a~1b")));
	assert_true(slice_eq(r.facts[1].place, SLICE("/predicate/settings/c~0d")));
	v = tree(&a, kinds[0].predicate);
	assert_false(failed(read_tree(&a, kinds[0].kind, &v, &r, &e)));
	assert_true(slice_eq(r.facts[1].place, SLICE("/predicate/entries/1")));
	const struct mention *m = &r.mentions[r.mention_count - 2];
	assert_true(slice_eq(m->scheme, SLICE("serial")) && slice_eq(m->text, SLICE("3102")));
	assert_true(slice_eq(m->place, SLICE("/predicate/entries/1/serial")));
}

/* Without an issuer the one who declares, certifies or inspects is the producer. */
static void
producers_without_an_issuer(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct value v = tree(&a, SLICE("{'seller':'s','text':'t'}"));
	struct reading r;
	struct err e;
	assert_false(failed(read_tree(&a, "seller_declaration", &v, &r, &e)));
	assert_true(slice_eq(r.producer, SLICE("s")));
	assert_true(r.made_ms == TIME_UNKNOWN && r.valid_until_ms == TIME_UNKNOWN);
}

static void
types_of_this_revision_only(void **state)
{
	(void)state;
	assert_true(record_handles(SLICE("https://assay.invalid/evidence/custody_record/1")));
	assert_false(record_handles(SLICE("https://assay.invalid/evidence/custody_record/2")));
	assert_false(record_handles(SLICE("https://assay.invalid/evidence/custody_record")));
	assert_false(record_handles(SLICE("https://assay.invalid/evidence/1")));
	assert_false(record_handles(SLICE("https://assay.invalid/evidence//1")));
	assert_false(record_handles(SLICE("https://assay.invalid/evidence/unheard_of/1")));
	assert_false(record_handles(SLICE("")));
}

static void
every_flip_and_a_small_arena_are_survived(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		AUTO(arena) kept = arena_init(KIB(64));
		uint64_t at;
		struct slice in = spelt(&kept, kinds[i].predicate, &at);
		for (size_t bit = 0; bit < in.len * 8; bit++) {
			AUTO(arena) a = arena_init(KIB(64));
			uint8_t bytes[2048];
			struct value v;
			struct reading r;
			struct err e;
			memcpy(bytes, in.at, in.len);
			bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
			struct slice flipped = { bytes, in.len };
			if (failed(json_tree(flipped, MIB(1), &a, &v, NULL)))
				continue;
			struct rc rc = read_tree(&a, kinds[i].kind, &v, &r, &e);
			assert_true(!failed(rc) || (rc.code == E_SCHEMA && e.at < in.len));
		}
		for (size_t left = 0; left < 2048; left += 16) {
			AUTO(arena) a = arena_init(KIB(64));
			AUTO(arena) small = arena_init(left);
			struct value v = tree(&a, in);
			struct intoto_statement s = statement(&a, kinds[i].kind, &v);
			struct reading r = reading_init(&small);
			struct rc rc = record_read(&s, &r, NULL);
			assert_true(!failed(rc) || rc.code == E_LIMIT);
			assert_true(left > 0 || failed(rc));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_each_kind_states),
		cmocka_unit_test(every_member_missing_wrong_or_unknown),
		cmocka_unit_test(rules_beyond_types),
		cmocka_unit_test(places_are_json_pointers),
		cmocka_unit_test(producers_without_an_issuer),
		cmocka_unit_test(types_of_this_revision_only),
		cmocka_unit_test(every_flip_and_a_small_arena_are_survived),
	};
	return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
