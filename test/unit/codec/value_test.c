/* value_test.c - trees of values whose texts become their arena's own.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/buf.h"
#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"

/* What was borrowed from may be overwritten afterwards. */
static void
texts_become_the_arenas_own(void **state)
{
	static const char text[] = "{\"a\":\"one\",\"b\":[\"two\",{\"c\":3}],\"d\":null}";
	AUTO(arena) from = arena_init(MIB(1)), to = arena_init(MIB(1));
	AUTO(buf) out = buf_init(KIB(4));
	struct build b = { .a = &to };
	struct value v, one;
	char word[] = "word";
	(void)state;
	assert_false(failed(json_tree(slice_of(text), MIB(1), &from, &v, NULL)));
	value_own(&b, &v);
	one = value_string(slice_of(word));
	value_own(&b, &one);
	memset(word, 'x', sizeof(word) - 1);
	assert_true(slice_eq(one.text, SLICE("word")));
	assert_true(value_get(&v, SLICE("a"))->text.at !=
	    (const uint8_t *)text && !failed(build_end(&b, NULL)));
	assert_false(failed(jcs_write(&v, &out, NULL)));
	assert_true(slice_eq(buf_slice(&out), slice_of(text)));
}

static void
what_does_not_fit_is_told(void **state)
{
	AUTO(arena) a = arena_init(8);
	struct build b = { .a = &a };
	struct value v = value_string(SLICE("longer than eight bytes"));
	(void)state;
	value_own(&b, &v);
	assert_int_equal(build_end(&b, NULL).code, E_LIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_become_the_arenas_own),
		cmocka_unit_test(what_does_not_fit_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
