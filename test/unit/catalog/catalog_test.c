/* catalog_test.c - catalogues: shipped counts, full names, editions side by side, refusals.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/file.h"
#include "base/limits.h"
#include "catalog/catalog.h"
#include "catalog/shipped.h"
#include "catalog/show.h"

#define S(text) slice_of(text)
#define NONE ((struct slice){0})

/* A made-up later edition of 4-2: no component types, and CR 1.1 is something else. */
static const char third_edition[] =
    "{\"schema\":\"assurance-catalog/1\",\"catalog\":\"iec62443-4-2\","
    "\"standard\":{\"id\":\"IEC 62443-4-2:2031\",\"title\":\"Made up for a test\","
    "\"edition\":\"3.0 (2031-01)\"},\"counts\":{\"items\":3,\"cr\":2},\"items\":["
    "{\"id\":\"CR 1.1\",\"kind\":\"cr\",\"title\":\"Orderly shutdown\",\"evidence_kinds\":[]},"
    "{\"id\":\"CR 9.9\",\"kind\":\"cr\",\"title\":\"New\",\"evidence_kinds\":[\"test_report\"]},"
    "{\"id\":\"CR 1.1 RE(1)\",\"kind\":\"re\",\"title\":\"Shutdown log\"}]}";

static void
load_set(struct arena *a, struct catalog_set *set)
{
	size_t count;
	const struct shipped_file *files = shipped_files(&count);
	*a = arena_init(MIB(64));
	*set = (struct catalog_set){0};
	for (size_t i = 0; i < count; i++) {
		struct err e = {0};
		if (slice_starts(S(files[i].name), SLICE("catalog/")) &&
		    failed(catalog_set_load(set,
		    files[i].bytes, SLICE("sha256:"), a, &e)))
			fail_msg("%s: %s at %u", files[i].name, e.what, (unsigned)e.at);
	}
}

static void
shipped_catalogues_have_their_rows(void **state)
{
	static const struct { const char *name, *edition; size_t items, mappings,
	    types; } cases[] = {
		{ "cra", "2024", 101, 0, 0 }, { "crosswalk", NULL, 0, 686, 0 },
		{ "csaf-tests", NULL, 252, 0, 0 }, { "evidence-kinds", NULL, 128, 0, 0 },
		{ "iec62443-2-1", "2024", 24, 0, 0 }, { "iec62443-2-3", "2015", 7, 0, 0 },
		{ "iec62443-2-4", "2023", 12, 0, 0 }, { "iec62443-3-2", "2020", 7, 0, 0 },
		{ "iec62443-3-3", "2013", 7, 0, 0 },
		{ "iec62443-4-1", "2018", 47, 0, 0 }, { "iec62443-4-2", "2019", 141, 0, 4 },
		{ "nis2", "2022", 4, 0, 0 }, { "ssdf", "2022", 65, 0, 0 },
	};
	struct arena a;
	struct catalog_set set;
	(void)state;
	load_set(&a, &set);
	assert_int_equal(set.count, COUNT(cases));
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct catalog *c = catalog_set_get(&set, S(cases[i].name), NONE);
		assert_non_null(c);
		assert_true(slice_eq(c->edition, S(cases[i].edition)));
		assert_int_equal(c->item_count, cases[i].items);
		assert_int_equal(c->mapping_count, cases[i].mappings);
		assert_int_equal(c->type_count, cases[i].types);
	}
	arena_drop(&a);
}

static void
everything_in_the_folders_ships(void **state)
{
	struct arena a = arena_init(MIB(16));
	static const char *const folders[] = { "catalog", "criteria" };
	const char *root = getenv("ASSAY_SOURCE");
	(void)state;
	assert_non_null(root);
	for (size_t f = 0; f < COUNT(folders); f++) {
		struct slice folder, name, bytes, path;
		struct walk_entry *files;
		size_t count;
		assert_true(arena_format(&a, &folder, "%s/%s", root, folders[f]));
		if (failed(file_walk((const char *)folder.at, &a, &files, &count, NULL)))
			continue;
		for (size_t i = 0; i < count; i++) {
			struct buf b = buf_init(MIB(2));
			if (!slice_ends(files[i].path, SLICE(".json")) &&
			    !slice_ends(files[i].path, SLICE(".yaml")))
				continue;
			assert_true(arena_format(&a, &name, "%s/%.*s", folders[f],
			    SLICE_FMT(files[i].path)));
			assert_true(arena_format(&a, &path, "%s/%.*s", root, SLICE_FMT(name)));
			if (!shipped_find(name, &bytes))
				fail_msg("%.*s does not ship: src/catalog/meson.build",
				    SLICE_FMT(name));
			assert_false(failed(file_read_all((const char *)path.at, &b, NULL)));
			assert_true(slice_eq(buf_slice(&b), bytes));
			buf_drop(&b);
		}
	}
	assert_false(shipped_find(SLICE("catalog/none.json"), &(struct slice){0}));
	arena_drop(&a);
}

static void
rows_name_known_evidence_kinds_and_rows(void **state)
{
	struct arena a;
	struct catalog_set set;
	struct kind_set kinds;
	size_t resolved = 0;
	(void)state;
	load_set(&a, &set);
	assert_false(failed(kinds_shipped(&a, &kinds, NULL)));
	for (size_t i = 0; i < set.count; i++)
		assert_false(failed(catalog_check_kinds(set.at[i], &kinds, NULL)));
	const struct catalog *cross = catalog_set_get(&set, SLICE("crosswalk"), NONE);
	for (size_t i = 0; i < cross->mapping_count; i++) {
		const struct catalog_mapping *m = &cross->mappings[i];
		const struct catalog *from = catalog_set_get(&set, m->source, NONE),
		    *to = catalog_set_get(&set, m->target, NONE);
		assert_non_null(catalog_find(from, NONE, m->source_id));
		resolved += to != NULL;
		if (to != NULL)
			assert_non_null(catalog_find(to, NONE, m->target_id));
		else
			assert_true(slice_eq(m->target, SLICE("sp800-161")));
	}
	assert_int_equal(resolved, 686 - 232);
	arena_drop(&a);
}

static void
rows_are_found_by_their_full_name_only(void **state)
{
	static const struct { const char *full, *title; } cases[] = {
		{ "iec62443-4-2:2019/CR-1.1-RE-1", "Unique identification and authentication" },
		{ "iec62443-4-2:2019/EDR-3.12", "Provisioning product supplier roots of trust" },
		{ "iec62443-4-1:2018/SM-1", "Development process" },
		{ "cra:2024/CRA-I-1-1", "Appropriate level of cybersecurity" },
		{ "csaf-tests:2.0/6.1.1", "Missing Definition of Product ID" },
		{ "csaf-tests:2.1/6.1.1", "Missing Definition of Product ID" },
		{ "ssdf:2022/PO", "Prepare the Organization" },
		{ "iec62443-4-2:2019/CR 1.1 RE(1)", NULL }, { "iec62443-4-2/CR-1.1", NULL },
		{ "iec62443-4-2:2013/CR-1.1", NULL }, { "iec62443-4-2:2019/CR-1.1-", NULL },
		{ "iec62443-4-1:2018/CR-1.1", NULL }, { "iec62443-4-2:2019/", NULL },
		{ "iec62443-4-2:2019", NULL }, { ":/", NULL }, { "", NULL },
		{ "evidence-kinds:/sbom", NULL },
	};
	struct arena a;
	struct catalog_set set;
	(void)state;
	load_set(&a, &set);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct catalog *from = NULL;
		const struct catalog_item *item = catalog_set_find(&set, S(cases[i].full), &from);
		if ((item != NULL) != (cases[i].title != NULL) ||
		    (item != NULL && !slice_eq(item->title, S(cases[i].title))))
			fail_msg("%s", cases[i].full);
		assert_int_equal(from != NULL, item != NULL);
	}
	for (size_t i = 0; i < set.count; i++)
		for (size_t k = 0; k < set.at[i]->item_count; k++) {
			const struct catalog_item *item = &set.at[i]->items[k];
			if (slice_is_null(item->full))
				continue;
			assert_ptr_equal(catalog_set_find(&set, item->full, NULL), item);
			assert_ptr_equal(catalog_find(set.at[i], item->edition, item->id), item);
		}
	arena_drop(&a);
}

static void
ids_become_keys(void **state)
{
	static const char *const cases[][2] = {
		{ "CR 1.1 RE(1)", "CR-1.1-RE-1" }, { "SM-1", "SM-1" }, { "CCSC  1", "CCSC-1" },
		{ " (x) y ", "x-y" }, { "14(2)(a)", "14-2-a" }, { "", "" }, { "()", "" },
	};
	struct arena a = arena_init(KIB(16));
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice key, again;
		assert_true(catalog_key(&a, S(cases[i][0]), &key));
		assert_true(slice_eq(key, S(cases[i][1])));
		assert_true(catalog_key(&a, key, &again) && slice_eq(key, again));
	}
	arena_drop(&a);
}

static void
applicability_is_data_of_the_edition(void **state)
{
	static const struct { const char *full, *type; unsigned level; enum applicability want; }
	    cases[] = {
		{ "iec62443-4-2:2019/CR-1.1", "embedded_device", 1, APPLIES_YES },
		{ "iec62443-4-2:2019/CR-1.1-RE-1", "embedded_device", 1, APPLIES_NO },
		{ "iec62443-4-2:2019/CR-1.1-RE-1", "embedded_device", 2, APPLIES_YES },
		{ "iec62443-4-2:2019/CR-1.7", "embedded_device", 1, APPLIES_IF },
		{ "iec62443-4-2:2019/EDR-3.12", "software_application", 4, APPLIES_NO },
		{ "iec62443-4-2:2019/CR-1.6", "network_device", 4, APPLIES_NO },
		{ "iec62443-4-2:2019/CR-2.3", "embedded_device", 4, APPLIES_NO },
		{ "iec62443-4-2:2019/CR-1.1", "toaster", 1, APPLIES_UNKNOWN },
		{ "iec62443-4-2:2019/CR-1.1", "", 1, APPLIES_UNKNOWN },
		{ "iec62443-4-1:2018/SM-1", "embedded_device", 0, APPLIES_YES },
		{ "iec62443-4-1:2018/SM-1", "toaster", 0, APPLIES_NO },
		{ "cra:2024/CRA-I-1-1", "embedded_device", 1, APPLIES_UNKNOWN },
		{ "iec62443-4-2:2031/CR-1.1", "embedded_device", 1, APPLIES_UNKNOWN },
	};
	struct arena a;
	struct catalog_set set;
	(void)state;
	load_set(&a, &set);
	assert_false(failed(catalog_set_load(&set, S(third_edition), NONE, &a, NULL)));
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct catalog *c = NULL;
		const struct catalog_item *item = catalog_set_find(&set, S(cases[i].full), &c);
		assert_non_null(item);
		if (catalog_applies(c, item, S(cases[i].type), cases[i].level) != cases[i].want)
			fail_msg("%s for %s at %u", cases[i].full, cases[i].type, cases[i].level);
	}
	assert_string_equal(applicability_name(APPLIES_IF), "conditional");
	arena_drop(&a);
}

/* 4-2's own table of required rows, and that a higher level never asks for less. */
static void
levels_are_monotone_and_match_the_published_table(void **state)
{
	static const struct { const char *type; size_t want[4]; } table[] = {
		{ "software_application", { 34, 53, 67, 73 } },
		{ "embedded_device", { 36, 61, 77, 83 } }, { "host_device", { 36, 62, 78, 84 } },
		{ "network_device", { 40, 67, 86, 92 } },
	};
	struct arena a;
	struct catalog_set set;
	(void)state;
	load_set(&a, &set);
	const struct catalog *c = catalog_set_get(&set, SLICE("iec62443-4-2:2019"), NONE);
	for (size_t t = 0; t < COUNT(table); t++)
		for (unsigned level = 0; level <= 4; level++) {
			size_t n = 0;
			for (size_t i = 0; i < c->item_count; i++)
				n += catalog_evaluable(&c->items[i]) && catalog_applies(c,
				    &c->items[i],
				    S(table[t].type), level) >= APPLIES_IF;
			assert_int_equal(n, level == 0 ? 0 : table[t].want[level - 1]);
		}
	arena_drop(&a);
}

static void
editions_stand_side_by_side(void **state)
{
	struct arena a;
	struct catalog_set set;
	struct err e = {0};
	(void)state;
	load_set(&a, &set);
	const struct catalog_item *old = catalog_set_find(&set, S("iec62443-4-2:2019/CR-1.1"),
	    NULL);
	assert_false(failed(catalog_set_load(&set, S(third_edition), NONE, &a, NULL)));
	const struct catalog_item *new = catalog_set_find(&set, S("iec62443-4-2:2031/CR-1.1"),
	    NULL);
	assert_ptr_equal(catalog_set_find(&set, S("iec62443-4-2:2019/CR-1.1"), NULL), old);
	assert_true(slice_eq(new->title, S("Orderly shutdown")));
	assert_false(slice_eq(old->title, new->title));
	assert_null(catalog_set_find(&set, S("iec62443-4-2:2019/CR-9.9"), NULL));
	assert_null(catalog_set_find(&set, S("iec62443-4-2:2031/CR-1.2"), NULL));
	assert_null(catalog_set_get(&set, SLICE("iec62443-4-2"), NONE));
	assert_int_equal(catalog_set_get(&set, SLICE("iec62443-4-2:2019"), NONE)->item_count, 141);
	assert_int_equal(catalog_set_get(&set, SLICE("iec62443-4-2"), SLICE("2031"))->item_count,
	    3);
	assert_int_equal(catalog_set_load(&set, S(third_edition), NONE, &a, &e).code, E_SCHEMA);
	assert_int_equal(set.count, 14);
	arena_drop(&a);
}

#define HEAD "{\"schema\":\"assurance-catalog/1\",\"catalog\":\"x\","
#define ROWS "\"items\":[{\"id\":\"A 1\",\"title\":\"t\",\"kind\":\"k\"}]}"

static void
refusals_name_the_place(void **state)
{
	static const struct { const char *rule, *in, *place, *what; enum code want; } cases[] = {
		{ "good", HEAD "\"counts\":{\"items\":1,\"k\":1}," ROWS, NULL, NULL, OK },
		{ "not an object", "3", "3", NULL, E_SCHEMA },
		{ "no rows", HEAD "\"a\":1}", "{", NULL, E_SCHEMA },
		{ "another schema", "{\"schema\":\"assurance-catalog/2\",\"catalog\":\"x\"," ROWS,
		    "\"assurance-catalog/2\"", NULL, E_SCHEMA },
		{ "upper-case name", "{\"schema\":\"assurance-catalog/1\",\"catalog\":\"X\"," ROWS,
		    "\"X\"", NULL, E_SCHEMA },
		{ "items is no list", HEAD "\"items\":{}}", "{}", NULL, E_SCHEMA },
		{ "edition list is no list", HEAD "\"x_1\":{}," ROWS, "{}", NULL, E_SCHEMA },
		{ "row without title", HEAD "\"items\":[{\"id\":\"a\"}]}", "{\"id\"", NULL,
		    E_SCHEMA },
		{ "row without id", HEAD "\"items\":[{\"title\":\"a\"}]}", "{\"title\"", NULL,
		    E_SCHEMA },
		{ "id of brackets", HEAD "\"items\":[{\"id\":\"( )\",\"title\":\"t\"}]}", "\"( )\"",
		    NULL,
		    E_SCHEMA },
		{ "two rows of one key", HEAD "\"items\":[{\"id\":\"A 1\",\"title\":\"t\"},"
		    "{\"id\":\"A(1)\",\"title\":\"t\"}]}", "\"A(1)\"", NULL, E_SCHEMA },
		{ "level 5", HEAD "\"items\":[{\"id\":\"a\",\"title\":\"t\",\"sl_c_from\":5}]}",
		    "5}",
		    NULL, E_SCHEMA },
		{ "level 1.5", HEAD "\"items\":[{\"id\":\"a\",\"title\":\"t\",\"sl_c_from\":1.5}]}",
		    "1.5", NULL, E_SCHEMA },
		{ "both lists of types", HEAD "\"items\":[{\"id\":\"a\",\"title\":\"t\","
		    "\"applies_to\":[],\"component_types\":[]}]}", "[],\"comp", NULL, E_SCHEMA },
		{ "kind is a number",
		    HEAD "\"items\":[{\"id\":\"a\",\"title\":\"t\",\"kind\":77}]}", "77",
		    NULL, E_SCHEMA },
		{ "evidence kind is a number", HEAD "\"items\":[{\"id\":\"a\",\"title\":\"t\","
		    "\"evidence_kinds\":[77]}]}", "77", NULL, E_SCHEMA },
		{ "wrong count", HEAD "\"counts\":{\"items\":2}," ROWS, "2}",
		    "the count items says 2, the rows say 1", E_SCHEMA },
		{ "negative count", HEAD "\"counts\":{\"k\":-1}," ROWS, "-1}",
		    "the count k says -1, the rows say 1", E_SCHEMA },
		{ "count of nothing", HEAD "\"counts\":{\"zebras\":0}," ROWS, "0}",
		    "no rule of the format verifies the count zebras", E_SCHEMA },
		{ "count in an object of no rule",
		    HEAD "\"counts\":{\"by_mood\":{\"good\":1}}," ROWS,
		    "1}}", "no rule of the format verifies the count by_mood.good", E_SCHEMA },
		{ "count with an unprintable name", HEAD "\"counts\":{\"\\u0007\":0}," ROWS, "0}",
		    "no rule of the format verifies the count (of an unprintable name)", E_SCHEMA },
		{ "count is text", HEAD "\"counts\":{\"items\":\"1\"}," ROWS, "\"1\"", NULL,
		    E_SCHEMA },
		{ "mapping without target", HEAD "\"mappings\":[{\"source\":{\"catalog\":\"a\","
		    "\"id\":\"b\"},\"relation\":\"weak\",\"basis\":\"b\"}]}", "{\"source\"", NULL,
		    E_SCHEMA },
		{ "mapping of another relation",
		    HEAD "\"mappings\":[{\"source\":{\"catalog\":\"a\","
		    "\"id\":\"b\"},\"target\":{\"catalog\":\"a\",\"id\":\"b\"},"
		    "\"relation\":\"equal\",\"basis\":\"b\"}]}", "\"equal\"", NULL, E_SCHEMA },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(MIB(16));
		struct catalog c;
		struct err e = {0};
		struct slice in = S(cases[i].in);
		enum code got = catalog_load(in, NONE, &a, &c, &e).code;
		size_t place = cases[i].place == NULL ? 0 : slice_find(in, S(cases[i].place), 0);
		if (got != cases[i].want || e.at != place)
			fail_msg("%s: %s at %u, not %u", cases[i].rule, code_name(got),
			    (unsigned)e.at,
			    (unsigned)place);
		if (cases[i].what != NULL)
			assert_string_equal(e.what, cases[i].what);
		arena_drop(&a);
	}
}

static void
a_changed_count_of_a_shipped_file_is_refused(void **state)
{
	static const char *const cases[][3] = {
		{ "catalog/iec62443-4-2.json", "\"evaluable\": 122", "\"evaluable\": 121" },
		{ "catalog/iec62443-4-2.json", "\"4\": 92", "\"4\": 91" },
		{ "catalog/iec62443-4-2.json", "\"1\": 10,", "\"1\": 11," },
		{ "catalog/iec62443-4-1.json", "\"practices\": 8", "\"practices\": 9" },
		{ "catalog/cra.json", "\"clocks\": 11", "\"clocks\": 12" },
		{ "catalog/cra.json", "\"annex_V\": 8", "\"annex_V\": 9" },
		{ "catalog/crosswalk.json", "\"mappings\": 686", "\"mappings\": 685" },
		{ "catalog/crosswalk.json", "\"own-judgement\": 408", "\"own-judgement\": 407" },
		{ "catalog/crosswalk.json", "\"ssdf>cra\": 36", "\"ssdf>cra\": 35" },
		{ "catalog/crosswalk.json", "\"weak\": 1,", "\"weak\": 2," },
		{ "catalog/csaf-tests.json", "\"failures\": 145", "\"failures\": 146" },
		{ "catalog/csaf-tests.json", "\"new\": 104", "\"new\": 103" },
		{ "catalog/csaf-tests.json", "\"6.2.10\"\n", "\"6.2.11\"\n" },
		{ "catalog/ssdf.json", "\"tasks_with_iec62443_refs\": 38",
		    "\"tasks_with_iec62443_refs\": 39" },
		{ "catalog/evidence-kinds.json", "\"items\": 128", "\"items\": 119" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = arena_init(MIB(64));
		struct slice in, copy = {0};
		struct catalog c;
		struct err e = {0};
		assert_true(shipped_find(S(cases[i][0]), &in) && arena_copy(&a, in, &copy));
		size_t at = slice_find(copy, S(cases[i][1]), 0), n = strlen(cases[i][1]);
		if (at == SIZE_MAX)
			fail_msg("%s: no %s", cases[i][0], cases[i][1]);
		uint8_t *p = arena_alloc(&a, copy.len, 1);
		memcpy(p, copy.at, copy.len);
		memcpy(p + at, cases[i][2], n);
		if (catalog_load((struct slice){ p, copy.len }, NONE, &a, &c, &e).code != E_SCHEMA)
			fail_msg("%s: %s passed", cases[i][0], cases[i][2]);
		arena_drop(&a);
	}
}

static const struct value *
at(const struct value *v, const char *name)
{
	const struct value *found = value_get(v, S(name));
	assert_non_null(found);
	return found;
}

static void
listings_hold_what_the_catalogues_say(void **state)
{
	struct arena a;
	struct catalog_set set;
	struct kind_set kinds;
	struct err e = {0};
	struct value v;
	(void)state;
	load_set(&a, &set);
	struct build b = { .a = &a };
	assert_false(failed(kinds_shipped(&a, &kinds, NULL)));
	v = catalog_list_value(&b, &set);
	assert_int_equal(at(&v, "catalogues")->count, 13);
	const struct value *first = &at(&v, "catalogues")->items[0];
	assert_true(slice_eq(at(first, "name")->text, S("cra")));
	assert_true(slice_eq(at(first, "items")->text, S("101")));
	assert_true(slice_eq(at(first, "digest")->text, S("sha256:")));
	assert_int_equal(at(&at(&v, "catalogues")->items[1], "edition")->kind, VALUE_NULL);

	assert_false(failed(catalog_show_value(&b, &set, &kinds, S("iec62443-4-2"), NONE, &v, &e)));
	assert_int_equal(at(&v, "items")->count, 141);
	assert_true(slice_eq(at(&at(&v, "items")->items[5], "requirement")->text,
	    S("iec62443-4-2:2019/CR-1.1-RE-1")));
	assert_false(failed(catalog_show_value(&b, &set, &kinds, S("iec62443-4-2:2019"),
	    S("CR 1.1 RE(1)"), &v, &e)));
	assert_true(slice_eq(at(at(&v, "item"), "id")->text, S("CR 1.1 RE(1)")));
	assert_true(at(&v, "evidence")->count > 0 && at(&v, "mappings")->count > 0);
	assert_true(at(&at(&v, "evidence")->items[0], "does_not_prove")->text.len > 0);
	assert_false(failed(catalog_show_value(&b, &set, &kinds, NONE, S("iec62443-4-1:2018/SM-1"),
	    &v, &e)));
	assert_true(slice_eq(at(at(&v, "catalogue"), "name")->text, S("iec62443-4-1")));
	assert_false(failed(catalog_show_value(&b, &set, &kinds, S("evidence-kinds"), S("sbom"), &v,
	    &e)));
	assert_false(b.broken);

	assert_int_equal(catalog_show_value(&b, &set, &kinds, S("nope"), NONE, &v, &e).code,
	    E_USAGE);
	assert_int_equal(catalog_show_value(&b, &set, &kinds, NONE, S("SM-1"), &v, &e).code,
	    E_USAGE);
	assert_int_equal(catalog_show_value(&b, &set, &kinds, NONE, NONE, &v, &e).code, E_USAGE);
	assert_int_equal(catalog_show_value(&b, &set, &kinds, S("cra"), S("iec62443-4-1:2018/SM-1"),
	    &v, &e).code, E_USAGE);
	assert_int_equal(catalog_show_value(&b, &set, &kinds, S("csaf-tests"), S("6.1.1"), &v,
	    &e).code, E_USAGE);
	arena_drop(&a);
}

static void
truncation_and_flipped_bits_never_crash(void **state)
{
	struct slice in = S(third_edition);
	(void)state;
	for (size_t n = 0; n < in.len; n++) {
		struct arena a = arena_init(MIB(16));
		struct catalog c;
		assert_true(failed(catalog_load(slice_sub(in, 0, n), NONE, &a, &c, NULL)));
		arena_drop(&a);
	}
	for (size_t bit = 0; bit < in.len * 8; bit++) {
		struct arena a = arena_init(MIB(16));
		struct catalog c;
		struct err e = {0};
		uint8_t *p = arena_alloc(&a, in.len, 1);
		memcpy(p, in.at, in.len);
		p[bit / 8] ^= (uint8_t)(1u << bit % 8);
		if (failed(catalog_load((struct slice){ p, in.len }, NONE, &a, &c, &e)))
			assert_true(e.at <= in.len && e.what != NULL);
		else
			assert_true(c.item_count == 3 && c.item_count == value_get(&c.document,
			    SLICE("items"))->count);
		arena_drop(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_catalogues_have_their_rows),
		cmocka_unit_test(everything_in_the_folders_ships),
		cmocka_unit_test(rows_name_known_evidence_kinds_and_rows),
		cmocka_unit_test(rows_are_found_by_their_full_name_only),
		cmocka_unit_test(ids_become_keys),
		cmocka_unit_test(applicability_is_data_of_the_edition),
		cmocka_unit_test(levels_are_monotone_and_match_the_published_table),
		cmocka_unit_test(editions_stand_side_by_side),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(a_changed_count_of_a_shipped_file_is_refused),
		cmocka_unit_test(listings_hold_what_the_catalogues_say),
		cmocka_unit_test(truncation_and_flipped_bits_never_crash),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
