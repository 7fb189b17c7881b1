/* recognise.c - recognition of any head; what is a form stays one,
 * and a label found in a part is found in the whole.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "document/json_form.h"
#include "document/recognise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice in = { data, size };
	struct recognised r = recognise(in, size);
	if (r.form >= FORM_COUNT || r.why == NULL || (size == 0) != (r.form == FORM_EMPTY))
		abort();
	if ((pem_labels((struct slice){ data, size / 2 }) & ~pem_labels(in)) != 0)
		abort();
	if (r.form != FORM_EMPTY && recognise(in, (uint64_t)size + 1).form == FORM_EMPTY)
		abort();
	enum json_form form;
	const char *why;
	struct err e = {0};
	struct rc rc = json_form_find(source_of(in), &form, &why, &e);
	if (form >= JSON_FORM_COUNT || why == NULL ||
	    (failed(rc) && (form != JSON_FORM_OTHER || e.at > size)))
		abort();
	return 0;
}
