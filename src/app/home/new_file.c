/* app/home/new_file.c - a file that a person will look through. See app/home/new_file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/new_file.h"

#include <string.h>

#include "app/listing.h"
#include "base/file.h"

/* Said before the first question: nobody answers ten of them for nothing. */
struct rc
new_file_check(const struct op_call *call, struct trouble *t)
{
	const char *path = op_value(call, "output", 0);
	enum file_kind kind;
	if (path == NULL)
		return trouble_in(t, "--output", fail(&t->err, E_USAGE, 0,
		    "expected the file to write: -o FILE"));
	if (strcmp(path, "-") == 0)
		return DONE;
	TRY(trouble_in(t, path, file_exists(path, &kind, &t->err)));
	return kind == FILE_ABSENT ? DONE : trouble_in(t, path, fail(&t->err, E_USAGE, 0,
	    "is there already, and is not written over; name another file"));
}

struct rc
new_file_write(const struct op_call *call, const struct buf *text, const char *schema,
    const char *then, struct op_result *r)
{
	const char *path = op_value(call, "output", 0);
	struct build b = { .a = call->a };
	struct value v = value_object();
	struct slice kept;
	if (strcmp(path, "-") == 0) {
		buf_add(&r->out, buf_slice(text));
		return DONE;
	}
	TRY(new_file_check(call, &r->trouble));
	TRY(trouble_in(&r->trouble, path, file_write_all(path, buf_slice(text),
	    &r->trouble.err)));
	if (!arena_format(call->a, &kept, "%s %s", then, path))
		return arena_failed(call->a, &r->trouble.err);
	value_put(&b, &v, "file", value_string(slice_of(path)));
	value_put(&b, &v, "next", value_string(kept));
	TRY(build_end(&b, &r->trouble.err));
	buf_addf(&r->notes, "assay: look through %s, then: %.*s\n", path, SLICE_FMT(kept));
	return object_print(call, r, schema, &v);
}
