/* recognise.c - recognition of any head; what is a form stays one, and every block lies inside.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "document/recognise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice in = { data, size };
	struct recognised r = recognise(in, size);
	struct pem_block b;
	size_t pos = 0, last = 0;
	unsigned seen = 0;
	if (r.form >= FORM_COUNT || r.why == NULL || (size == 0) != (r.form == FORM_EMPTY))
		abort();
	while (pem_next(in, &pos, &b)) {
		if (b.at < last || b.at + b.text.len > size || pos < b.at + b.text.len)
			abort();
		last = pos;
		seen |= b.label;
	}
	if ((seen & ~pem_labels(in)) != 0)
		abort();
	if (r.form != FORM_EMPTY && recognise(in, (uint64_t)size + 1).form == FORM_EMPTY)
		abort();
	return 0;
}
