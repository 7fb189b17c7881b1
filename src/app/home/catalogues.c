/* app/home/catalogues.c - what a home has adopted. See app/home/catalogues.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/catalogues.h"

#include "app/log/bodies.h"
#include "base/limits.h"

/* What was adopted was checked then: what does not load now is damage. */
static struct rc
load_one(struct home *h, const struct thing *t, struct arena *a, struct shipped_data *out,
    bool *kinds, struct err *e)
{
	struct slice bytes, digest = t->event.bodies[0].sha256;
	struct err why = {0};
	bool found, is_kinds = slice_eq(t->row.key, KINDS_NAME);
	TRY(body_read(h, digest, DOCUMENT_BYTES_MAX, a, &bytes, &found, e));
	if (!found)
		return fail(e, E_VERIFY, t->row.from_pos,
		    "the body of a catalogue is gone; `assay fsck` says more");
	struct rc done = is_kinds ? kinds_load(bytes, a, &out->kinds, &why) :
	    catalog_set_load(&out->catalogues, bytes, digest, a, &why);
	if (is_kinds)
		out->kinds_digest = digest;
	*kinds = *kinds || is_kinds;
	if (failed(done))
		return why.code == E_NOMEM || why.code == E_LIMIT ? fail(e, why.code, why.at,
		    why.what) : fail(e, E_VERIFY, t->row.from_pos,
		    "the body of an adopted catalogue is none");
	return DONE;
}

struct rc
catalogues_known(struct home *h, uint64_t known, struct arena *a, struct shipped_data *out,
    struct err *e)
{
	struct thing *all;
	size_t count;
	bool kinds = false;
	*out = (struct shipped_data){0};
	TRY(state_list(h->store, "catalogue", known, a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		TRY(load_one(h, &all[i], a, out, &kinds, e));
	return kinds ? DONE : shipped_kinds_load(a, out, e);
}

struct rc
catalogues_now(struct home *h, struct arena *a, struct shipped_data *out, struct err *e)
{
	TRY(store_begin_read(h->store, e));
	struct rc done = catalogues_known(h, STORE_OPEN, a, out, e);
	store_rollback(h->store);
	return done;
}
