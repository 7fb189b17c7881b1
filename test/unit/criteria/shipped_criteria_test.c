/* shipped_criteria_test.c - the criteria that ship: they are read, name requirements that there
 * are, cover every area, and have sentences.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "catalog/catalog.h"
#include "catalog/shipped.h"
#include "check/checks.h"
#include "codec/yaml.h"
#include "criteria/criteria.h"

static struct criteria_errors errors;

static const struct criteria *
read(const struct shipped_file *file, const struct kind_set *kinds, struct arena *a)
{
	struct value doc;
	const struct criteria *c = NULL;
	struct err e = {0};
	if (failed(yaml_tree(file->bytes, a, &doc, &e)) ||
	    failed(criteria_decode(&doc, kinds, checks_all(), a, &c, &errors, &e)))
		fail_msg("%s: at %zu: %s", file->name, (size_t)e.at, e.what);
	return c;
}

static void
load_catalogues(struct arena *a, struct catalog_set *set)
{
	size_t count;
	const struct shipped_file *files = shipped_files(&count);
	for (size_t i = 0; i < count; i++)
		if (slice_starts(slice_of(files[i].name), SLICE("catalog/iec")))
			assert_false(failed(catalog_set_load(set, files[i].bytes,
			    SLICE("sha256:"), a, NULL)));
}

static void
check_one(const struct criteria *c, const struct kind_set *kinds, const struct catalog_set *set)
{
	unsigned areas = 0;
	for (size_t i = 0; i < c->count; i++) {
		const struct criterion *one = &c->criteria[i];
		struct buf words = buf_init(MIB(1));
		areas |= 1u << one->area;
		assert_true(one->title.len > 0);
		for (size_t k = 0; k < one->informs_count; k++)
			if (catalog_set_find(set, one->informs[k].requirement, NULL) == NULL)
				fail_msg("%.*s: no such requirement: %.*s", SLICE_FMT(one->id),
				    SLICE_FMT(one->informs[k].requirement));
		criterion_wanted(one, kinds, &words);
		assert_false(words.broken);
		assert_true(slice_ends(buf_slice(&words), SLICE(".")));
		assert_true(slice_find(buf_slice(&words), SLICE(".."), 0) == SIZE_MAX);
		buf_drop(&words);
	}
	assert_int_equal(areas, (1u << AREA_COUNT) - 2);
}

static void
what_ships_is_read_and_names_what_there_is(void **state)
{
	struct arena a = arena_init(MIB(256));
	struct catalog_set set = {0};
	struct kind_set kinds;
	size_t count, seen = 0;
	const struct shipped_file *files = shipped_files(&count);
	(void)state;
	assert_false(failed(kinds_shipped(&a, &kinds, NULL)));
	load_catalogues(&a, &set);
	for (size_t i = 0; i < count; i++)
		if (slice_starts(slice_of(files[i].name), SLICE("criteria/"))) {
			check_one(read(&files[i], &kinds, &a), &kinds, &set);
			seen++;
		}
	assert_true(seen > 0);
	arena_drop(&a);
}

/* What contracts need of every check there is. */
static void
every_check_has_a_sentence_and_words_for_its_parameters(void **state)
{
	const struct check_table *t = checks_all();
	(void)state;
	for (size_t i = 0; i < t->count; i++) {
		const struct check *c = t->checks[i];
		assert_true(strlen(c->sentence) > 10 && c->revision > 0);
		assert_true(c->supporting != NULL && c->adverse != NULL);
		if (i > 0)
			assert_true(strcmp(t->checks[i - 1]->name, c->name) <= 0);
		for (size_t p = 0; p < CHECK_PARAMS_MAX && c->params[p].name != NULL; p++)
			assert_true(c->params[p].help != NULL && (c->params[p].kind == CHECK_NEED ||
			    c->params[p].kind == CHECK_TEXTS));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_ships_is_read_and_names_what_there_is),
		cmocka_unit_test(every_check_has_a_sentence_and_words_for_its_parameters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
