/* criteria.c - fuzz target: criteria files. What is refused names a place inside; what is accepted
 * has sentences, and its decoded form is a criteria file with the same sentences.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "catalog/kinds.h"
#include "check/checks.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "codec/yaml.h"
#include "criteria/criteria.h"
#include "criteria/criteria_value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_errors(const struct criteria_errors *errors, const struct err *e, size_t size)
{
	if (errors->count == 0 || errors->count > CRITERIA_ERRORS_MAX || e->at != errors->at[0].at)
		abort();
	for (size_t i = 0; i < errors->count; i++)
		if (errors->at[i].at > size || errors->at[i].what == NULL ||
		    errors->at[i].code == OK || (i > 0 && errors->at[i].at < errors->at[i - 1].at))
			abort();
}

static void
check_sentences(const struct criteria *c, const struct kind_set *kinds, struct arena *a)
{
	AUTO(buf) first = buf_init(MIB(64));
	AUTO(buf) second = buf_init(MIB(64));
	AUTO(buf) written = buf_init(MIB(64));
	struct build b = { .a = a };
	struct value v = criteria_value(&b, c), again;
	struct criteria_errors errors;
	const struct criteria *same;

	if (failed(build_end(&b, NULL)))
		return;
	if (failed(criteria_sentences(c, kinds, &first, NULL)) ||
	    failed(jcs_write(&v, &written, NULL)))
		abort();
	if (written.len > STATEMENT_BYTES_MAX)
		return;
	if (failed(json_tree(buf_slice(&written), STATEMENT_BYTES_MAX, a, &again, NULL)) ||
	    failed(criteria_decode(&again, kinds, checks_all(), a, &same, &errors, NULL)) ||
	    failed(criteria_sentences(same, kinds, &second, NULL)) ||
	    !slice_eq(buf_slice(&first), buf_slice(&second)))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(MIB(256));
	struct slice in = { data, size };
	struct kind_set kinds;
	struct value doc;
	struct criteria_errors errors;
	const struct criteria *c;
	struct err e = {0};
	bool json = size > 0 && data[0] == '{';

	if (failed(json ? json_tree(in, DOCUMENT_BYTES_MAX, &a, &doc, NULL) :
	    yaml_tree(in, &a, &doc, NULL)))
		return 0;
	if (failed(kinds_shipped(&a, &kinds, NULL)))
		abort();
	struct rc rc = criteria_decode(&doc, &kinds, checks_all(), &a, &c, &errors, &e);
	if (failed(rc) && !a.spent)
		check_errors(&errors, &e, size);
	if (!failed(rc))
		check_sentences(c, &kinds, &a);
	return 0;
}
