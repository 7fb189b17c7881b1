/* app/criteria_source.c - criteria, shipped or from a file. See app/criteria_source.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/criteria_source.h"

#include "app/maps.h"
#include "base/file.h"
#include "catalog/shipped.h"
#include "check/checks.h"
#include "codec/json.h"
#include "codec/utf8.h"
#include "crypto/digest.h"

#define SHIPPED_CRITERIA "criteria/product-acceptance.yaml"

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

static struct rc
decode(const struct kind_set *kinds, struct arena *a, struct criteria_source *s,
    struct buf *notes, struct trouble *t)
{
	struct value *doc = ARENA_NEW(a, struct value);
	struct criteria_errors *errors = ARENA_NEW(a, struct criteria_errors);
	if (doc == NULL || errors == NULL)
		return arena_failed(a, &t->err);
	struct rc done = document_tree(s->text, a, doc, &t->err);
	if (!failed(done)) {
		done = criteria_decode(doc, kinds, checks_all(), a, &s->criteria, errors, &t->err);
		if (failed(done) && errors->count > 0)
			list_errors(errors, s->text, s->name, notes, t);
	}
	if (failed(done))
		trouble_at_line(t, s->text, a);
	return done;
}

struct rc
criteria_source_load(const char *file, const struct kind_set *kinds, struct arena *a,
    struct criteria_source *out, struct buf *notes, struct trouble *t)
{
	struct digest d;
	struct criteria_source s = { .name = slice_of(file != NULL ? file : SHIPPED_CRITERIA) };
	if (file == NULL && !shipped_find(s.name, &s.text))
		BUG("the criteria that ship are not there");
	AUTO(buf) bytes = buf_init(DOCUMENT_BYTES_MAX + 1);
	if (file != NULL) {
		TRY(trouble_in(t, file, file_read_all(file, &bytes, &t->err)));
		if (!arena_copy(a, buf_slice(&bytes), &s.text))
			return arena_failed(a, &t->err);
	}
	TRY(digest_of(s.text, &d, &t->err));
	if (!digest_text(a, &d, &s.digest))
		return arena_failed(a, &t->err);
	TRY(trouble_in(t, (const char *)s.name.at, decode(kinds, a, &s, notes, t)));
	*out = s;
	return DONE;
}
