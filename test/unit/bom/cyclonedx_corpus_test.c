/* cyclonedx_corpus_test.c - published CycloneDX documents: real ones and those of the schema.
 * SPDX-License-Identifier: Apache-2.0 */
#include "corpus.h"

#include "base/limits.h"
#include "bom/cyclonedx.h"

/* Valid by the schema, which cannot say that a bom-ref stands once; refused here by that rule of
 * the specification. */
static const struct {
	const char	*name, *twice;
} refused[] = {
	{ "1.5/valid-formulation-1.5.json", "workspace-1" },
	{ "1.7/valid-citations-1.7.json", "workflow-1" },
};

static bool
is_refused(struct slice name)
{
	for (size_t i = 0; i < COUNT(refused); i++)
		if (slice_ends(name, slice_of(refused[i].name))) {
			print_message("refused: %s: %s stands twice\n", refused[i].name,
			    refused[i].twice);
			return true;
		}
	return false;
}

static struct rc
read_file(const char *folder, struct slice path, struct reading *r, struct arena *a,
    struct err *e)
{
	struct slice in = corpus_file(a, folder, path);
	*r = reading_init(a);
	*e = (struct err){0};
	return cyclonedx_read(source_of(in), r, e);
}

static bool
is_sane(const struct reading *r)
{
	int64_t n;
	const struct value *fact = &r->facts[0].value;
	return r->fact_count == 1 &&
	    value_int(value_get(fact, SLICE("components")), &n) && n >= 0 &&
	    value_text(value_get(fact, SLICE("spec"))).len == 3 && r->title.len > 10 &&
	    (slice_is_null(value_text(value_get(fact, SLICE("name")))) || r->mention_count > 0);
}

static void
real_documents_are_all_read(void **state)
{
	(void)state;
	AUTO(arena) list = arena_init(MIB(16));
	const char *folder = corpus_folder(&list, "cdx-bom-examples");
	struct walk_entry *files;
	size_t count, documents = 0, boms = 0;
	assert_false(failed(file_walk(folder, &list, &files, &count, NULL)));
	for (size_t i = 0; i < count; i++) {
		AUTO(arena) a = arena_init(MIB(64));
		struct reading r;
		struct err e;
		if (!slice_ends(files[i].path, SLICE(".json")))
			continue;
		struct rc rc = read_file(folder, files[i].path, &r, &a, &e);
		if (failed(rc) || !is_sane(&r))
			fail_msg("%.*s: %s at %u: %s", SLICE_FMT(files[i].path), code_name(rc.code),
			    (unsigned)e.at, e.what);
		documents++;
		boms += r.kind.len > 0;
	}
	assert_true(documents >= 59);
	assert_true(boms > 20 && boms < documents);
}

static void
documents_of_the_schema(void **state)
{
	(void)state;
	AUTO(arena) list = arena_init(MIB(16));
	const char *folder = corpus_folder(&list, "cdx-spec");
	struct walk_entry *files;
	size_t count, valid = 0, invalid = 0;
	assert_false(failed(file_walk(folder, &list, &files, &count, NULL)));
	for (size_t i = 0; i < count; i++) {
		AUTO(arena) a = arena_init(MIB(64));
		struct reading r;
		struct err e;
		struct slice path = files[i].path;
		bool good = slice_find(path, SLICE("/valid-"), 0) != SIZE_MAX;
		bool bad = slice_find(path, SLICE("/invalid-"), 0) != SIZE_MAX;
		if (!slice_ends(path, SLICE(".json")) || (!good && !bad))
			continue;
		struct rc rc = read_file(folder, path, &r, &a, &e);
		valid += good;
		invalid += bad;
		assert_true(!failed(rc) || e.what != NULL);
		if (good && failed(rc) != is_refused(path))
			fail_msg("%.*s: %s at %u: %s", SLICE_FMT(path), code_name(rc.code),
			    (unsigned)e.at, e.what);
		assert_true(failed(rc) || is_sane(&r));
	}
	assert_true(valid >= 200 && invalid >= 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(real_documents_are_all_read),
		cmocka_unit_test(documents_of_the_schema),
	};
	return cmocka_run_group_tests_name("cyclonedx_corpus", tests, NULL, NULL);
}
