/* app/inspect/criteria_source.c - criteria, shipped or from a file. See
 * app/inspect/criteria_source.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/criteria_source.h"

#include "app/inspect/criteria_file.h"
#include "codec/json.h"
#include "codec/utf8.h"

/* All errors but the last as lines; the last one as the trouble. */
static void
list_errors(const struct criteria_errors *errors, struct slice text, struct slice name,
    struct buf *notes, struct trouble *t)
{
	for (size_t i = 0; i + 1 < errors->count; i++) {
		unsigned line, column;
		text_place(text, errors->at[i].at, &line, &column);
		buf_add_text(notes, "assay: ");
		text_show(name, notes);
		buf_addf(notes, ":%u:%u: %s (%s)\n", line, column, errors->at[i].what,
		    code_name(errors->at[i].code));
	}
	t->err = errors->at[errors->count - 1];
}

struct rc
criteria_source_load(const char *file, const struct kind_set *kinds, struct arena *a,
    struct criteria_source *out, struct buf *notes, struct trouble *t)
{
	struct criteria_file f;
	struct criteria_errors *errors = ARENA_NEW(a, struct criteria_errors);
	if (errors == NULL)
		return arena_failed(a, &t->err);
	struct rc done = file != NULL ? criteria_file_load(file, kinds, a, &f, errors, t) :
	    criteria_shipped_load(CRITERIA_SHIPPED, kinds, a, &f, errors, t);
	if (failed(done) && errors->count > 0) {
		list_errors(errors, f.bytes, f.name, notes, t);
		t->place = SLICE("");
		trouble_at_line(t, f.bytes, a);
	}
	TRY(done);
	*out = (struct criteria_source){ f.name, f.bytes, f.digest, f.criteria };
	return DONE;
}
