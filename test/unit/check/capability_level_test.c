/* capability_level_test.c - a wanted level, row by row: what shows it, and each way in which it is
 * not shown.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#include "level/shown.h"

#define EDITION "house-4-2:2026"
#define TYPED "\"component_types\":[\"host_device\"]"
#define ROW(id, fr, level, rest) "{\"id\":\"" id "\",\"kind\":\"cr\",\"title\":\"t\",\"fr\":\"" \
	fr "\",\"sl_c_from\":" level "," TYPED ",\"evidence_kinds\":[\"capability_doc\"," \
	"\"capability_test_report\"]" rest "}"

static const char catalogue[] = "{\"schema\":\"assurance-catalog/1\",\"catalog\":\"house-4-2\","
    "\"standard\":{\"id\":\"House 4-2:2026\",\"title\":\"made up\"},"
    "\"component_types\":[{\"id\":\"host_device\"},{\"id\":\"network_device\"}],\"items\":["
    ROW("A 1", "FR1", "1", "") "," ROW("A 1 RE(1)", "FR1", "2", ",\"base\":\"A 1\"") ","
    ROW("B 1", "FR2", "1", "") "," ROW("C 1", "FR3", "2", ",\"condition\":\"wireless\"") "]}";
static const char correction[] = "{\"schema\":\"assurance-catalog/1\",\"catalog\":\"fix\","
    "\"standard\":{\"id\":\"Fix:2026\",\"title\":\"x\"},\"items\":[{\"id\":\"1\",\"title\":\"t\","
    "\"corrects\":\"house-4-2:2026/B-1\",\"author\":\"jo\",\"sl_c_from\":2}]}";

#define ONE "FR1=1 FR2=1 FR3=0 FR4=0 FR5=0 FR6=0 FR7=0"
#define TWO "FR1=2 FR2=1 FR3=2 FR4=0 FR5=0 FR6=0 FR7=0"

#define ITEM(what, id, kind, more) what " " id " kind=" kind " bound=R" more "\n"
#define SAYS(row, n, more) "  requirement R /r/" n " {'release':'release:acme/ic-22@5.4.2'," \
	"'requirement':'" row "'," more "}\n"
#define MET "'status':'met','evidence':['d']"
#define DOC ITEM("own", "d", "capability_doc", "")
#define MAP ITEM("mapping", "m", "requirement_mapping", "")
#define TEST(id, day, row, result) ITEM("own", id, "capability_test_report", " made=" day) \
	"  test R /t {'release':'release:acme/ic-22@5.4.2','requirement':'" row "','result':'" \
	result "'}\n"
#define BOTH MAP SAYS("A-1", "0", MET) SAYS("B-1", "1", MET)
#define TARGET(id, vector) "target " id " kind=security_level_target bound=zone:plant/1\n" \
	"  target zone:plant/1 /p {'zone':'zone:plant/1','edition':'" EDITION "','target':'" \
	vector "'}\n"

struct level_case { const char *rule, *text, *want, *wanted, *shown, *type; bool fixed; };

static const struct level_case cases[] = {
	{ "every row has a record", DOC BOTH, "", ONE, NULL, NULL, false },
	{ "a claim alone shows nothing", DOC MAP SAYS("A-1", "0", "'status':'met'")
	    SAYS("B-1", "1", MET),
	    "LEVEL_NOT_SHOWN R m FR1=1_" EDITION "/A-1", ONE, NULL, NULL, false },
	{ "a row that nobody states", DOC MAP SAYS("A-1", "0", MET),
	    "LEVEL_NOT_SHOWN R m FR2=1_" EDITION "/B-1", ONE, NULL, NULL, false },
	{ "no mapping at all", DOC, "LEVEL_NOT_SHOWN R - FR1=1_" EDITION "/A-1; "
	    "LEVEL_NOT_SHOWN R - FR2=1_" EDITION "/B-1", ONE, NULL, NULL, false },
	{ "the record was not admitted", "item d kind=capability_doc bound=R\n" BOTH,
	    "LEVEL_NOT_SHOWN R m FR1=1_" EDITION "/A-1; LEVEL_NOT_SHOWN R m FR2=1_" EDITION
	    "/B-1", ONE, NULL, NULL, false },
	{ "the maker says that it is not met", DOC MAP SAYS("A-1", "0", MET)
	    SAYS("B-1", "1", "'status':'not_met'"),
	    "LEVEL_SHORT R m FR2=1_" EDITION "/B-1", ONE, NULL, NULL, false },
	{ "a test failed, whatever is claimed", DOC BOTH TEST("t", "2026-06-01", "B-1", "failed"),
	    "LEVEL_SHORT R t FR2=1_" EDITION "/B-1", ONE, NULL, NULL, false },
	{ "it passed later", DOC BOTH TEST("t", "2026-06-01", "B-1", "failed")
	    TEST("u", "2026-06-02", "B-1", "passed"), "", ONE, NULL, NULL, false },
	{ "two mappings disagree", DOC BOTH "mapping n kind=requirement_mapping bound=R\n"
	    SAYS("B-1", "0", "'status':'partly'"),
	    "EVIDENCE_CONFLICT R m /r/1; EVIDENCE_CONFLICT R n /r/0; "
	    "LEVEL_NOT_SHOWN R m FR2=1_" EDITION "/B-1", ONE, NULL, NULL, false },
	{ "an enhancement is no better than its base", DOC MAP
	    SAYS("A-1", "0", "'status':'not_met'") SAYS("A-1-RE-1", "1", MET)
	    SAYS("B-1", "2", MET) SAYS("C-1", "3", MET),
	    "LEVEL_SHORT R m FR1=1_" EDITION "/A-1; LEVEL_SHORT R m FR1=2_" EDITION "/A-1-RE-1",
	    TWO, NULL, NULL, false },
	{ "a condition that does not hold, with its reason", DOC BOTH SAYS("A-1-RE-1", "2", MET)
	    SAYS("C-1", "3", "'status':'not_applicable','reason':'no radio'"), "", TWO, NULL,
	    NULL, false },
	{ "the same without a reason", DOC BOTH SAYS("A-1-RE-1", "2", MET)
	    SAYS("C-1", "3", "'status':'not_applicable'"),
	    "LEVEL_NOT_SHOWN R m FR3=2_" EDITION "/C-1", TWO, NULL, NULL, false },
	{ "a requirement of which the edition asks nothing", DOC BOTH,
	    "LEVEL_NOT_SHOWN R m FR5=1", "1 1 0 0 1 0 0", NULL, NULL, false },
	{ "a countermeasure does not count by itself", DOC MAP SAYS("A-1", "0", MET)
	    "own c kind=compensating_control_record bound=R\n  measure R /p {'release':"
	    "'release:acme/ic-22@5.4.2','requirement':'B-1','evidence':['d']}\n",
	    "LEVEL_NOT_SHOWN R m FR2=1_" EDITION "/B-1", ONE, "shown", NULL, false },
	{ "it does where it may", DOC MAP SAYS("A-1", "0", MET)
	    "own c kind=compensating_control_record bound=R\n  measure R /p {'release':"
	    "'release:acme/ic-22@5.4.2','requirement':'B-1','evidence':['d']}\n", "", ONE,
	    "shown_with_countermeasures", NULL, false },
	{ "a countermeasure of another zone does not", DOC MAP SAYS("A-1", "0", MET)
	    "own c kind=compensating_control_record bound=R\n  measure R /p {'release':"
	    "'release:acme/ic-22@5.4.2','requirement':'B-1','zone':'zone:plant/2',"
	    "'evidence':['d']}\n", "LEVEL_NOT_SHOWN R m FR2=1_" EDITION "/B-1", ONE,
	    "shown_with_countermeasures", NULL, false },
	{ "the maker's own records show nothing independently", DOC BOTH,
	    "LEVEL_NOT_SHOWN R m FR1=1_" EDITION "/A-1; LEVEL_NOT_SHOWN R m FR2=1_" EDITION
	    "/B-1", ONE, "shown_independently", NULL, false },
	{ "a row of another type is not asked for", DOC BOTH,
	    "LEVEL_NOT_SHOWN R m FR1=1; LEVEL_NOT_SHOWN R m FR2=1", ONE, NULL, "network_device",
	    false },
	{ "a type that the edition does not know", DOC BOTH, "CATALOGUE_MISSING R - " EDITION,
	    ONE, NULL, "toaster", false },
	{ "no type is known from anywhere", DOC BOTH, "SCOPE_MISSING R - component_type", ONE,
	    NULL, "", false },
	{ "no release", "case release=-\n" DOC BOTH, "LEVEL_NOT_SHOWN B m FR1=1_" EDITION "/A-1; "
	    "LEVEL_NOT_SHOWN B m FR2=1_" EDITION "/B-1; SUBJECT_UNKNOWN B - -", ONE, NULL, NULL,
	    false },
	{ "a corrected row says who corrected it", DOC MAP SAYS("A-1", "0", MET)
	    SAYS("A-1-RE-1", "1", MET) SAYS("C-1", "2", MET),
	    "LEVEL_NOT_SHOWN R m FR2=2_" EDITION "/B-1_[jo]", "2 2 2 0 0 0 0", NULL, NULL, true },
	{ "the target of the zone", DOC BOTH TARGET("z", "FR1=1 FR2=1 FR3=0 FR4=0 FR5=0 FR6=0 "
	    "FR7=0"), "", NULL, NULL, NULL, false },
	{ "a higher target", DOC BOTH TARGET("z", "FR1=2 FR2=1 FR3=0 FR4=0 FR5=0 FR6=0 FR7=0"),
	    "LEVEL_NOT_SHOWN R m FR1=2_" EDITION "/A-1-RE-1", ONE, NULL, NULL, false },
	{ "two targets that differ", DOC BOTH TARGET("y", ONE) TARGET("z",
	    "FR1=1 FR2=1 FR3=0 FR4=0 FR5=0 FR6=0 FR7=1"),
	    "EVIDENCE_CONFLICT R y /p; EVIDENCE_CONFLICT R z /p; LEVEL_NOT_SHOWN R m FR7=1",
	    ONE, NULL, NULL, false },
	{ "a target that is no vector", DOC BOTH TARGET("z", "SL 1"), "SCOPE_MISSING R z /p", ONE,
	    NULL, NULL, false },
	{ "the target of another zone", DOC BOTH "target z kind=security_level_target bound=B\n"
	    "  target zone:plant/9 /p {'zone':'zone:plant/9','edition':'" EDITION "','target':'"
	    ONE "'}\n", "EVIDENCE_UNBOUND R z /p", ONE, NULL, NULL, false },
	{ "a target to another edition", DOC BOTH "target z kind=security_level_target bound=B\n"
	    "  target zone:plant/1 /p {'zone':'zone:plant/1','edition':'2019','target':'" ONE
	    "'}\n", "EDITION_MISMATCH R z /p", ONE, NULL, NULL, false },
	{ "a target that states nothing", DOC BOTH "target z kind=security_level_target bound=B\n",
	    "SCOPE_MISSING R z -", ONE, NULL, NULL, false },
};

static struct slice texts[CHECK_PARAMS_MAX];

/* A parameter by its name; none where the text is null or empty. */
static void
give(struct case_made *m, const char *param, const char *text)
{
	for (size_t i = 0; i < CHECK_PARAMS_MAX; i++) {
		const char *name = m->check->params[i].name;
		if (name == NULL || strcmp(name, param) != 0 || text == NULL || text[0] == 0)
			continue;
		texts[i] = slice_of(text);
		m->call.texts[i] = &texts[i];
		m->call.text_count[i] = 1;
	}
}

/* Words of a case stand between blanks, and a place has one: it is written "_". */
static const char *
with_blanks(struct case_made *m, const char *text)
{
	size_t length = strlen(text);
	char *out = arena_alloc(&m->a, length + 1, 1);
	assert_non_null(out);
	for (size_t i = 0; i <= length; i++) {
		bool in_place = text[i] == '_' && i > 4 && ((text[i + 1] == 'h' && i > 0 &&
		    text[i - 2] == '=') || text[i + 1] == '[');
		out[i] = in_place ? ' ' : text[i];
	}
	return out;
}

static void
run(const struct level_case *one)
{
	struct case_made m;
	struct catalog_set set = {0};
	struct kind_set kinds;
	struct err e = {0};
	case_start(&m, &check_capability_level, one->text);
	struct case_scope *s = &m.form.scope;
	assert_false(failed(kinds_shipped(&m.a, &kinds, NULL)));
	assert_false(failed(catalog_set_load(&set, slice_of(catalogue), SLICE("sha256:1"), &m.a,
	    &e)));
	if (one->fixed)
		assert_false(failed(catalog_set_load(&set, slice_of(correction),
		    SLICE("sha256:2"), &m.a, &e)));
	m.call.form = &m.form;
	m.call.a = &m.a;
	m.call.kinds = &kinds;
	m.call.catalogues = &set;
	m.call.subject = s->release.len > 0 ? s->release : s->subject;
	give(&m, "edition", EDITION);
	give(&m, "zone", "zone:plant/1");
	give(&m, "wanted", one->wanted);
	give(&m, "shown", one->shown);
	give(&m, "component_type", one->type == NULL ? "host_device" : one->type);
	struct reasons out = reasons_init(&m.a);
	if (failed(check_capability_level.run(&m.call, &out, &e)) ||
	    failed(reasons_end(&out, &e)))
		fail_msg("%s: %s", one->rule, e.what);
	reasons_settle(&out);
	case_compare(one->rule, case_reasons(&m, out.at, out.count), with_blanks(&m, one->want));
	case_end(&m);
}

static void
a_level_is_shown_row_by_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		run(&cases[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_level_is_shown_row_by_row) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
