/* subject.c - fuzz target: subjects. What is accepted is made again from its parts, byte for byte.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "subject/subject.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A range becomes as many distinct subjects, each of which parses and has the same length. */
static void
check_range(struct slice in)
{
	AUTO(arena) a = arena_init(MIB(64));
	struct slice *list;
	struct subject s;
	size_t count;

	if (failed(subject_expand(in, &a, &list, &count, NULL)))
		return;
	if (count == 0 || count > SUBJECT_RANGE_MAX)
		abort();
	for (size_t i = 0; i < count; i += count / 16 + 1)
		if (failed(subject_parse(list[i], &s, NULL)) ||
		    (i > 0 && slice_cmp(list[i - 1], list[i]) >= 0))
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(KIB(64));
	struct slice in = { data, size }, name, second, third, again = {0};
	struct subject s;
	struct err e = {0};

	check_range(in);
	if (failed(subject_parse(in, &s, &e))) {
		if (e.at > size || e.what == NULL)
			abort();
		return 0;
	}
	if (s.kind == SUBJECT_PURL)
		return 0;
	if (!subject_unescape(&a, s.name, &name) || !subject_unescape(&a, s.second, &second) ||
	    !subject_unescape(&a, s.third, &third))
		abort();
	name = slice_is_null(s.name) ? s.name : name;
	second = slice_is_null(s.second) ? s.second : second;
	bool made = s.kind == SUBJECT_CONFIGURATION ?
	    subject_make_configuration(&a, s.org, name, second, third, &again) :
	    subject_make(&a, s.kind, s.org, name, second, &again);
	if (!made || !slice_eq(again, in))
		abort();
	return 0;
}
