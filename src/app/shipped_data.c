/* app/shipped_data.c - the data inside the program, loaded. See app/shipped_data.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/shipped_data.h"

#include "catalog/shipped.h"
#include "crypto/digest.h"

static struct rc
load_catalogue(struct catalog_set *set, struct slice bytes, struct arena *a, struct err *e)
{
	struct digest d;
	struct slice text;
	struct err why = {0};
	TRY(digest_of(bytes, &d, e));
	if (!digest_text(a, &d, &text))
		return arena_failed(a, e);
	struct rc done = catalog_set_load(set, bytes, text, a, &why);
	if (failed(done) && why.code != E_NOMEM && why.code != E_LIMIT)
		BUG("a shipped catalogue does not load");
	return failed(done) ? fail(e, why.code, why.at, why.what) : DONE;
}

struct rc
shipped_kinds_load(struct arena *a, struct shipped_data *out, struct err *e)
{
	struct slice bytes;
	struct digest d;
	if (!shipped_find(SLICE("catalog/evidence-kinds.json"), &bytes))
		BUG("the evidence kinds do not ship");
	TRY(digest_of(bytes, &d, e));
	if (!digest_text(a, &d, &out->kinds_digest))
		return arena_failed(a, e);
	return kinds_load(bytes, a, &out->kinds, e);
}

struct rc
shipped_data_load(struct arena *a, struct shipped_data *out, struct err *e)
{
	size_t count;
	const struct shipped_file *files = shipped_files(&count);
	*out = (struct shipped_data){0};
	TRY(shipped_kinds_load(a, out, e));
	for (size_t i = 0; i < count; i++) {
		struct slice name = slice_of(files[i].name);
		if (slice_starts(name, SLICE("catalog/")) &&
		    !slice_eq(name, SLICE("catalog/evidence-kinds.json")))
			TRY(load_catalogue(&out->catalogues, files[i].bytes, a, e));
	}
	return DONE;
}

struct slice
shipped_data_bytes(struct slice digest)
{
	size_t count;
	const struct shipped_file *files = shipped_files(&count);
	for (size_t i = 0; i < count; i++) {
		char text[DIGEST_TEXT_BYTES];
		struct digest d;
		if (failed(digest_of(files[i].bytes, &d, NULL)))
			continue;
		digest_show(&d, text);
		if (slice_eq(digest, (struct slice){ (const uint8_t *)text, sizeof(text) }))
			return files[i].bytes;
	}
	return (struct slice){0};
}
