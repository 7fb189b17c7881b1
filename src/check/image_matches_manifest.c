/* check/image_matches_manifest.c - the firmware images are those that the signed manifest names.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "check/fact_walk.h"

/* What is known while images and manifests are held against each other. named: digests in
 * manifests; here: digests of images. stray_sizes: sizes of images that no manifest names. */
struct match {
	const struct check_call	*c;
	struct reasons		*out;
	struct map		 named, here, stray_sizes;
};

static struct rc
read_manifests(struct match *m, struct err *e)
{
	struct walk w = {0};
	while (walk_next(&w, &m->c->own, "image"))
		TRY(map_put(&m->named, fact_text(w.fact, "digest"), m, e));
	return DONE;
}

static struct slice
size_of(const struct fact *f)
{
	const struct value *v = value_get(&f->value, SLICE("size"));
	return v != NULL && v->kind == VALUE_NUMBER ? v->text : SLICE("");
}

static struct rc
read_images(struct match *m, struct err *e)
{
	struct walk w = {0};
	while (walk_next(&w, &m->c->needs[0], "bytes")) {
		TRY(map_put(&m->here, w.item->id, m, e));
		if (map_has(&m->named, w.item->id))
			continue;
		TRY(map_put(&m->stray_sizes, size_of(w.fact), m, e));
		reasons_add(m->out, FINDING_IMAGE_DIGEST_MISMATCH, m->c->subject, w.item->id,
		    SLICE(""));
	}
	return DONE;
}

/* An image that is named and not here. One of the same size under another digest has been said. */
static void
find_missing(struct match *m)
{
	struct walk w = {0};
	while (walk_next(&w, &m->c->own, "image"))
		if (!map_has(&m->here, fact_text(w.fact, "digest")) &&
		    !map_has(&m->stray_sizes, size_of(w.fact)))
			say(m->out, FINDING_IMAGE_MISSING, m->c->subject, &w);
}

/* At least one manifest is the release's; each names as many images as it says. */
static void
check_manifests(struct match *m)
{
	struct walk w = {0}, last = {0};
	struct slice version = scope_version(m->c);
	bool matches = version.len == 0;
	while (walk_next(&w, &m->c->own, "manifest")) {
		matches = matches || slice_eq(fact_text(w.fact, "version"), version);
		last = w;
		if (!facts_are_complete(w.item, w.fact, "images", "image"))
			say(m->out, FINDING_IMAGE_MISSING, m->c->subject, &w);
	}
	if (!matches && last.fact != NULL)
		say(m->out, FINDING_VERSION_MISMATCH, m->c->subject, &last);
	for (size_t i = 0; i < m->c->own.count; i++)
		if (facts_in(m->c->own.items[i], "manifest") == 0)
			reasons_add(m->out, FINDING_IMAGE_MISSING, m->c->subject,
			    m->c->own.items[i]->id, SLICE(""));
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct match m = { .c = c, .out = out, .named = map_init(), .here = map_init(),
	    .stray_sizes = map_init() };
	struct rc result = read_manifests(&m, e);
	/* without a manifest nothing tells which image is right */
	if (!failed(result) && c->own.count > 0)
		result = read_images(&m, e);
	if (!failed(result)) {
		check_manifests(&m);
		find_missing(&m);
	}
	map_drop(&m.named);
	map_drop(&m.here);
	map_drop(&m.stray_sizes);
	return result;
}

const struct check check_image_matches_manifest = {
	.name = "image_matches_manifest", .revision = 1,
	.sentence = "the firmware images are, byte for byte, those that the signed manifest of the "
	    "release names",
	.supporting = "manifest image bytes",
	.adverse = "",
	.own = true,
	.params = {
		{ "image", "the firmware images", CHECK_NEED, true, FINDING_NONE },
	},
	.run = run,
};
