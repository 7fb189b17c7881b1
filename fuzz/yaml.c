/* yaml.c - fuzz target: what is taken of YAML can be written as JSON and means the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "codec/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = arena_init(DOCUMENT_ARENA_BYTES);
	struct buf out = buf_init(MIB(16));
	struct value v, back, again;
	struct err e = {0}, f = {0};

	if (size > KIB(64))
		return 0;
	if (failed(yaml_tree((struct slice){ data, size }, &a, &v, &e))) {
		if (e.at > size || e.what == NULL)
			abort();
	} else if (failed(jcs_write(&v, &out, &f)) ||
	    failed(json_tree(buf_slice(&out), MIB(16), &a, &back, &f)) || !value_eq(&v, &back)) {
		abort();	/* every number of the subset has a canonical form */
	} else if (!failed(yaml_tree(buf_slice(&out), &a, &again, NULL)) && !value_eq(&v, &again)) {
		abort();	/* JSON read as YAML is the same or refused, never something else */
	}
	buf_drop(&out);
	arena_drop(&a);
	return 0;
}
