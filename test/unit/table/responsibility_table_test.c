/* responsibility_table_test.c - matrices of responsibilities as people have them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/time.h"
#include "codec/csv.h"
#include "codec/yaml.h"
#include "table/responsibility_table.h"

static const char map_text[] = "apiVersion: assay/v1\nkind: ResponsibilityMap\nparties:\n"
    "  ACME GmbH: {party: \"party:acme\", role: supplier, contact: psirt}\n"
    "  Betreiber: {party: \"party:plant\"}\n";

/* "topic/duty@stage=party(role)<contact> ...@CELL; " and what there is besides. */
static void
show(const struct responsibility_table *t, struct buf *b)
{
	for (size_t i = 0; i < t->row_count; i++) {
		const struct responsibility_row *r = &t->rows[i];
		buf_addf(b, "%.*s/%s", SLICE_FMT(r->texts[RESPONSIBILITY_TOPIC]), r->duty);
		if (r->texts[RESPONSIBILITY_STAGE].len > 0)
			buf_addf(b, " in %.*s", SLICE_FMT(r->texts[RESPONSIBILITY_STAGE]));
		buf_addf(b, "=%.*s", SLICE_FMT(r->texts[RESPONSIBILITY_PARTY]));
		if (r->role != NULL)
			buf_addf(b, "(%s)", r->role);
		for (unsigned f = RESPONSIBILITY_CONTACT; f < RESPONSIBILITY_CONSULTED; f++)
			if (r->texts[f].len > 0 && f != RESPONSIBILITY_DUE)
				buf_addf(b, " [%u:%.*s]", f, SLICE_FMT(r->texts[f]));
		for (size_t k = 0; k < r->consulted_count; k++)
			buf_addf(b, " c:%.*s", SLICE_FMT(r->consulted[k]));
		for (size_t k = 0; k < r->informed_count; k++)
			buf_addf(b, " i:%.*s", SLICE_FMT(r->informed[k]));
		if (r->due_ms != TIME_UNKNOWN) {
			char text[TIME_TEXT_BYTES];
			time_show(r->due_ms, text);
			buf_addf(b, " due %s", text);
		}
		buf_addf(b, "@%.*s; ", SLICE_FMT(r->cell));
	}
	for (size_t i = 0; i < t->title_count; i++)
		buf_addf(b, "title %.*s; ", SLICE_FMT(t->titles[i]));
	for (size_t i = 0; i < t->passed_count; i++)
		buf_addf(b, "hidden %.*s; ", SLICE_FMT(t->passed_over[i]));
}

static struct slice
finish(struct arena *a, const struct responsibility_table *t, struct rc done, const struct err *e)
{
	AUTO(buf) b = buf_init(KIB(64));
	struct slice out;
	if (failed(done))
		buf_addf(&b, "%s %.*s: %s", code_name(e->code), SLICE_FMT(t->place), e->what);
	else
		show(t, &b);
	assert_false(failed(buf_end(&b, NULL)));
	assert_true(arena_copy(a, slice_trim(buf_slice(&b)), &out));
	return out;
}

static struct slice
read_csv(struct arena *a, struct slice in, const char *map)
{
	struct grid g;
	struct responsibility_map m = {0};
	struct responsibility_table t;
	struct err e = {0};
	struct value v;
	assert_false(failed(csv_decode(in, a, &g, NULL)));
	if (map != NULL) {
		assert_false(failed(yaml_tree(slice_of(map), a, &v, NULL)));
		assert_false(failed(responsibility_map_decode(&v, a, &m, NULL)));
	}
	struct rc done = responsibility_tables_read(&g, map == NULL ? NULL : &m, a, &t, &e);
	return finish(a, &t, done, &e);
}

#define NO_MATRIX ": holds ticks or states of requirements, and no column here names parties or " \
	"roles: expected a matrix of duties; `assay requirement import` reads a self-assessment"
#define NOBODY ": expected beside it columns of duties and of the parties or roles that have " \
	"them; --map FILE says which they are (assay-responsibility(1))"

static const struct { const char *name; struct slice in; const char *map, *want; } tables[] = {
	{ "a row for each duty", SLICE_INIT("Topic,Duty,Party,Role,Contact,Due,Kind\n"
	    "SBOM,produce,party:acme,supplier,psirt,2026-12-31,sbom\nSBOM,accept,,,,,\n"), NULL,
	    "SBOM/produce=party:acme(supplier) [6:psirt] [8:sbom] due "
	    "2026-12-31T23:59:59.999Z@C2; SBOM/accept=@C3;" },
	{ "a blank row ends a topic", SLICE_INIT("Topic,Duty,Party\nSBOM,produce,acme\n"
	    ",accept,plant\n,,\n,patch,plant\n"), NULL, "E_SCHEMA A5: expected a topic: the "
	    "one above ends at a blank row" },
	{ "a blank line, and a topic below it", SLICE_INIT("Topic,Duty,Party\nSBOM,produce,acme\n"
	    "\nKeys,patch,plant\n,accept,plant\n"), NULL,
	    "SBOM/produce=acme@C2; Keys/patch=plant@C4; Keys/accept=plant@C5;" },
	{ "German, a title above, the topic merged over its rows",
	    SLICE_INIT("Verantwortungsmatrix;;;;\n;;;;\nThema;Pflicht;Phase;Verantwortlich;Frist\n"
	    "Patches;Erstellung;Betrieb;ACME GmbH;31.12.2026\n;Einspielen;Betrieb;Betreiber;\n"),
	    map_text, "Patches/produce in Betrieb=party:acme(supplier) [6:psirt] due "
	    "2026-12-31T23:59:59.999Z@D4; Patches/patch in Betrieb=party:plant(asset_owner)@D5;" },
	{ "the name of a role names nobody", SLICE_INIT("Topic,Duty,Owner\nx,test,Supplier\n"),
	    NULL, "x/verify=(supplier)@C2;" },
	{ "titles between rows of a list", SLICE_INIT("Topic,Duty,Owner\nOperation,,\n"
	    "x,patch,me\n"), NULL, "x/patch=me@C3; title A2;" },
	{ "two owners in one cell", SLICE_INIT("Topic,Duty,Owner\nx,patch,me; you\n"), NULL,
	    "x/patch=me@C2; x/patch=you@C2;" },
	{ "parties as columns", SLICE_INIT("Task,ACME GmbH,Plant AG,Betreiber\nSM-1,R/A,C,I\n"
	    "SM-2,r,A,-\n"), map_text,
	    "SM-1/produce=party:acme(supplier) [6:psirt] c:Plant AG i:party:plant@B2; "
	    "SM-1/accept=party:acme(supplier) [6:psirt]@B2; "
	    "SM-2/produce=party:acme(supplier) [6:psirt]@B3; SM-2/accept=Plant AG@C3;" },
	{ "two who are accountable, and nobody who does it", SLICE_INIT("Task,a1,b2,c3\n"
	    "x,A,A,C\ny,,,\nz,R,A,\n"), NULL,
	    "x/produce= c:c3@A2; x/accept=a1@B2; x/accept=b2@C2; y/produce=@A3; y/accept=@A3; "
	    "z/produce=a1@B4; z/accept=b2@C4;" },
	{ "ticks, and a duty for each row", SLICE_INIT("Task,Duty,a1,b2\nx,patch,\xe2\x9c\x93,\n"
	    "x,report,,x\n"), NULL, "x/patch=a1@C2; x/notify=b2@D3;" },
	{ "headings merged over two rows", SLICE_INIT("Task,Parties,,\n,ACME GmbH,Betreiber,\n"
	    "x,R,A,\n"), map_text, "x/produce=party:acme(supplier) [6:psirt]@B3; "
	    "x/accept=party:plant(asset_owner)@C3;" },
	{ "a party merged over two rows is nobody's below", SLICE_INIT("Topic,Duty,Owner\n"
	    "x,patch,me\ny,patch,\n"), NULL, "x/patch=me@C2; y/patch=@C3;" },
	{ "a role that has nothing to do is still a party", SLICE_INIT("Task,Supplier,User\n"
	    "x,x,\n"), NULL, "x/produce=(supplier)@B2;" },
	{ "duties as columns", SLICE_INIT("Requirement,Produce,Verify,Retain\n"
	    "CR 1.1,me,you,\nCR 1.2,me,-,n/a\n"), NULL, "CR 1.1/produce=me@B2; "
	    "CR 1.1/verify=you@C2; CR 1.1/retain=@D2; CR 1.2/produce=me@B3;" },
	{ "duties to tick beside a party", SLICE_INIT("Topic,Party,Verify,Retain\nx,me,x,\n"), NULL,
	    "x/produce=me@B2; x/verify=me@C2; x/retain=@D2;" },
	{ "responsible, accountable, consulted, informed as columns",
	    SLICE_INIT("Activity,Responsible,Accountable,Consulted,Informed\n"
	    "x,me,you,\"a, b\",c\n"), NULL,
	    "x/produce=me c:a c:b i:c@B2; x/accept=you c:a c:b i:c@C2;" },
	{ "a status beside parties is no party", SLICE_INIT("Task,done,a1,Open-Source Office\n"
	    "x,x,R,A\ny,,A,R\n"), NULL, "x/produce=a1@C2; x/accept=Open-Source Office@D2; "
	    "y/produce=Open-Source Office@D3; y/accept=a1@C3;" },
	{ "columns by a map", SLICE_INIT("Was,Wer,Wie\nx,me,patch\n"),
	    "apiVersion: assay/v1\nkind: ResponsibilityMap\n"
	    "columns: {topic: Was, party: Wer, duty: C}\n", "x/patch=me@B2;" },
	/* what cannot be read */
	{ "a self-assessment with ticks below yes, partly and no", SLICE_INIT("Anforderung,"
	    "Titel,ja,teilweise,nein\nSM-1,Prozess,X,,\nSM-2,Rollen,,x,\n"), NULL,
	    "E_SCHEMA C1" NO_MATRIX },
	{ "one whose columns are called as duties are", SLICE_INIT("Requirement,Test,Review\n"
	    "SM-1,done,partly (QM-12)\nSM-2,,no\n"), NULL,
	    "E_SCHEMA B1" NO_MATRIX },
	{ "a duty that is ticked, and nobody it might be of", SLICE_INIT("Anforderung,Umsetzung,\n"
	    "Nr.,ja,Nachweis\nSM-1,x,QM-1\nSM-2,x,QM-2\nSM-3,j,\n"), NULL,
	    "E_SCHEMA B1" NO_MATRIX },
	{ "duties, and nobody who has them", SLICE_INIT("Topic,Duty\nx,patch\n"), NULL,
	    "E_SCHEMA A1" NOBODY },
	{ "a mark that is none", SLICE_INIT("Task,a1,b2\nx,R,\ny,Z,R\nz,R,\n"), NULL,
	    "E_SCHEMA B3: expected R, A, C, I or a tick" },
	{ "a mark that is none, among few", SLICE_INIT("Task,a1,b2\nx,R,\ny,?,R\n"), NULL,
	    "E_SCHEMA B3: expected R, A, C, I or a tick" },
	{ "a duty that is none", SLICE_INIT("Topic,Duty,Owner\nx,love,me\n"), NULL,
	    "E_SCHEMA B2: expected a duty: produce, verify, review, accept, refresh, retain, "
	    "patch, notify or respond" },
	{ "a duty without a topic", SLICE_INIT("Topic,Duty,Owner\n,patch,me\n"), NULL,
	    "E_SCHEMA A2: expected a topic" },
	{ "a role that is none", SLICE_INIT("Topic,Duty,Owner,Role\nx,patch,me,king\n"), NULL,
	    "E_SCHEMA D2: expected a role: supplier, sub_tier, integrator, maintenance_provider, "
	    "asset_owner, operator or user" },
	{ "a date that is none", SLICE_INIT("Topic,Duty,Owner,Due\nx,patch,me,soon\n"), NULL,
	    "E_SCHEMA D2: expected a date, e.g. 2026-12-31 or 31.12.2026" },
	{ "no duty at all", SLICE_INIT("Topic,Owner\nx,me\n"), NULL,
	    "E_SCHEMA A1" NOBODY },
	{ "headings alone", SLICE_INIT("Topic,Duty,Owner\n"), NULL, "E_SCHEMA : no sheet here has "
	    "a heading of topics with duties or parties beside it; --map FILE says which columns "
	    "they are (assay-responsibility(1))" },
	{ "a map of columns that are not there", SLICE_INIT("Topic,Duty\nx,patch\n"),
	    "apiVersion: assay/v1\nkind: ResponsibilityMap\ncolumns: {party: Wer weiss}\n",
	    "E_SCHEMA : the map names a column that is not there" },
};

static void
tables_as_people_have_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tables); i++) {
		AUTO(arena) a = arena_init(MIB(16));
		struct slice got = read_csv(&a, tables[i].in, tables[i].map);
		if (!slice_eq(got, slice_of(tables[i].want)))
			fail_msg("%s:\n%.*s\nexpected\n%s", tables[i].name, SLICE_FMT(got),
			    tables[i].want);
	}
}

/* Reading an empty sheet or one with a row of blanks never fails in any other way. */
static void
a_small_arena_and_cut_files_are_survived(void **state)
{
	static const char text[] = "Task,Duty,a1,b2,Due\nx,patch,R,A,2026-12-31\ny,test,,x;,\n";
	(void)state;
	for (size_t n = 0; n < sizeof(text); n++) {
		for (size_t room = 64; room < KIB(16); room += 509) {
			AUTO(arena) a = arena_init(room);
			struct responsibility_table t;
			struct grid g;
			struct err e = {0};
			if (failed(csv_decode((struct slice){ (const uint8_t *)text, n }, &a, &g,
			    NULL)))
				continue;
			if (failed(responsibility_tables_read(&g, NULL, &a, &t, &e)))
				assert_true(e.code == E_SCHEMA || e.code == E_LIMIT ||
				    e.code == E_NOMEM);
			else
				assert_true(t.row_count > 0);
		}
	}
}

static const struct { const char *in, *want; } documents[] = {
	{ "apiVersion: assay/v1\nkind: ResponsibilityMatrix\nfor: product:acme/x\ncontract: K-7\n"
	    "parties:\n  us: {party: 'party:acme', role: supplier, contact: psirt}\nrows:\n"
	    "- {topic: SBOM, duty: produce, party: us, due: 2026-12-31, kind: sbom,\n"
	    "   evidence: [a.json, b.json], consulted: [x]}\n"
	    "- {topic: '*', duty: patch}\n",
	    "SBOM/produce=party:acme(supplier) [6:psirt] [8:sbom] [11:a.json\nb.json] c:x due "
	    "2026-12-31T23:59:59.999Z@/rows/0; */patch=@/rows/1;" },
	{ "apiVersion: assay/v1\nkind: ResponsibilityMatrix\nrows: []\n", "E_SCHEMA : no row" },
	{ "apiVersion: assay/v1\nkind: Matrix\nrows: [{topic: x, duty: patch}]\n",
	    "E_SCHEMA : expected apiVersion assay/v1, kind ResponsibilityMatrix" },
	{ "apiVersion: assay/v1\nkind: ResponsibilityMatrix\nrows: [{topic: x, duty: love}]\n",
	    "E_SCHEMA : expected a duty: produce, verify, review, accept, refresh, retain, patch, "
	    "notify or respond" },
	{ "apiVersion: assay/v1\nkind: ResponsibilityMatrix\nrows: [{topic: x, duty: patch, "
	    "owner: me}]\n", "E_SCHEMA : no such member in this format" },
	{ "apiVersion: assay/v1\nkind: ResponsibilityMatrix\nrows: [{topic: x, duty: patch, due: "
	    "soon}]\n", "E_SCHEMA : expected due: a date, e.g. 2026-12-31" },
	{ "apiVersion: assay/v1\nkind: ResponsibilityMatrix\nrows: [{topic: ' ', duty: patch}]\n",
	    "E_SCHEMA : expected topic: what it is about" },
	{ "apiVersion: assay/v1\nkind: ResponsibilityMatrix\nparties: {a: {}, A: {}}\nrows: "
	    "[{topic: x, duty: patch}]\n", "E_SCHEMA : the same name a second time" },
};

static void
documents_are_read_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(documents); i++) {
		AUTO(arena) a = arena_init(MIB(16));
		struct responsibility_table t;
		struct slice subject, contract;
		struct value v;
		struct err e = {0};
		assert_false(failed(yaml_tree(slice_of(documents[i].in), &a, &v, NULL)));
		struct rc done = responsibility_document_read(&v, &a, &subject, &contract, &t, &e);
		struct slice got = finish(&a, &t, done, &e);
		if (!slice_eq(got, slice_of(documents[i].want)))
			fail_msg("%zu:\n%.*s\nexpected\n%s", i, SLICE_FMT(got),
			    documents[i].want);
	}
}

/* Shown as one cell with its topic, a blank row below it parts nothing. */
static void
a_merged_topic_reaches_over_blank_rows(void **state)
{
	static const char text[] = "Topic,Duty,Party\nSBOM,produce,acme\n,,\n,patch,plant\n"
	    ",accept,plant\n,,\n,notify,acme\n";
	static const struct { uint32_t last; const char *want; } cases[] = {
		{ 7, "SBOM/produce=acme@C2; SBOM/patch=plant@C4; SBOM/accept=plant@C5; "
		    "SBOM/notify=acme@C7;" },
		{ 5, "E_SCHEMA A7: expected a topic: the one above ends at a blank row" },
		{ 3, "E_SCHEMA A4: expected a topic: the one above ends at a blank row" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(16));
		struct grid_merge merge = { 1, 2, cases[i].last };
		struct responsibility_table t;
		struct err e = {0};
		struct grid g;
		assert_false(failed(csv_decode(slice_of(text), &a, &g, NULL)));
		g.sheets[0].merges = &merge;
		g.sheets[0].merge_count = 1;
		struct rc done = responsibility_tables_read(&g, NULL, &a, &t, &e);
		assert_true(slice_eq(finish(&a, &t, done, &e), slice_of(cases[i].want)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_as_people_have_them),
		cmocka_unit_test(a_merged_topic_reaches_over_blank_rows),
		cmocka_unit_test(a_small_arena_and_cut_files_are_survived),
		cmocka_unit_test(documents_are_read_or_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
