/* app/inspect/criteria_file.c - criteria from a file. See app/inspect/criteria_file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/criteria_file.h"

#include "app/inspect/maps.h"
#include "base/file.h"
#include "base/limits.h"
#include "catalog/shipped.h"
#include "check/checks.h"
#include "crypto/digest.h"

static struct rc
decode(const struct kind_set *kinds, const struct check_table *checks, struct arena *a,
    struct criteria_file *out, struct criteria_errors *errors, struct err *e)
{
	struct digest d;
	TRY(digest_of(out->bytes, &d, e));
	if (!digest_text(a, &d, &out->digest))
		return arena_failed(a, e);
	struct rc done = document_tree(out->bytes, a, &out->document, e);
	if (failed(done) && done.code != E_NOMEM)
		errors->at[errors->count++] = *e;
	TRY(done);
	return criteria_decode(&out->document, kinds, checks, a, &out->criteria, errors, e);
}

/* Names the file and the place of a failure. */
static struct rc
finish(struct criteria_file *out, struct rc done, struct arena *a, struct trouble *t)
{
	if (!failed(done))
		return DONE;
	if (!slice_is_null(out->bytes))
		trouble_at_line(t, out->bytes, a);
	if (t->file.len == 0)
		trouble_name(t, out->name);
	return done;
}

struct rc
criteria_file_load(const char *path, const struct kind_set *kinds, struct arena *a,
    struct criteria_file *out, struct criteria_errors *errors, struct trouble *t)
{
	AUTO(buf) bytes = buf_init(DOCUMENT_BYTES_MAX + 1);
	*out = (struct criteria_file){ .name = slice_of(path) };
	errors->count = 0;
	struct rc done = file_read_all(path, &bytes, &t->err);
	if (!failed(done) && !arena_copy(a, buf_slice(&bytes), &out->bytes))
		done = arena_failed(a, &t->err);
	if (!failed(done))
		done = decode(kinds, checks_all(), a, out, errors, &t->err);
	return finish(out, done, a, t);
}

struct rc
criteria_bytes_load(struct slice bytes, struct slice name, const struct kind_set *kinds,
    struct arena *a, struct criteria_file *out, struct criteria_errors *errors, struct trouble *t)
{
	*out = (struct criteria_file){ .name = name, .bytes = bytes };
	errors->count = 0;
	return finish(out, decode(kinds, checks_all(), a, out, errors, &t->err), a, t);
}

struct rc
criteria_recorded_load(struct slice bytes, struct slice name, const struct kind_set *kinds,
    const struct check_pin *pins, size_t pin_count, struct arena *a, struct criteria_file *out,
    struct trouble *t)
{
	struct criteria_errors *errors = ARENA_NEW(a, struct criteria_errors);
	struct check_table checks = *checks_all();
	*out = (struct criteria_file){ .name = name, .bytes = bytes };
	if (errors == NULL)
		return arena_failed(a, &t->err);
	checks.pins = pins;
	checks.pin_count = pin_count;
	for (size_t i = 0; i < pin_count; i++)
		if (check_find_exact(&checks, pins[i].check) == NULL) {
			t->file = pins[i].check;
			return fail(&t->err, E_UNVERIFIABLE, 0, "this program does not have the "
			    "revision of a check that was taken then");
		}
	return finish(out, decode(kinds, &checks, a, out, errors, &t->err), a, t);
}

struct rc
criteria_shipped_load(struct slice name, const struct kind_set *kinds, struct arena *a,
    struct criteria_file *out, struct criteria_errors *errors, struct trouble *t)
{
	*out = (struct criteria_file){ .name = name };
	errors->count = 0;
	struct rc done = shipped_find(name, &out->bytes) ? DONE : fail(&t->err, E_USAGE, 0,
	    "no criteria of this name ship with assay");
	if (!failed(done))
		done = decode(kinds, checks_all(), a, out, errors, &t->err);
	return finish(out, done, a, t);
}
