/* app/desk/not_proven.c - what a report does not prove. See app/desk/not_proven.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/not_proven.h"

void
not_proven_put(struct build *b, struct value *v, not_proven_fn *sentences)
{
	size_t count;
	const char *const *all = sentences(&count);
	struct value list = value_array();
	for (size_t i = 0; i < count; i++)
		value_push(b, &list, value_string(slice_of(all[i])));
	value_put(b, v, "does_not_prove", list);
}

void
not_proven_note(const struct op_call *call, not_proven_fn *sentences, struct op_result *r)
{
	size_t count;
	const char *const *all = sentences(&count);
	if (!call->csv || call->json)
		return;
	buf_add_text(&r->notes, "assay: what this does not prove:\n");
	for (size_t i = 0; i < count; i++)
		buf_addf(&r->notes, "assay: - %s\n", all[i]);
}
