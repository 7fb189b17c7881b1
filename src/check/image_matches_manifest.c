/* check/image_matches_manifest.c - the firmware images are those that the signed manifest names.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "check/fact_walk.h"

/* What is known while images and manifests are held against each other. named: digests in the
 * manifests that count; elsewhere: in those of other releases. here: digests of images.
 * stray_sizes: sizes of images that no manifest names. ours: some manifest is the release's, and
 * only such count; where none is, all do. */
struct match {
	const struct check_call	*c;
	struct reasons		*out;
	struct map		 named, elsewhere, here, stray_sizes;
	bool			 ours;
};

static bool
counts(const struct match *m, const struct item *manifest)
{
	return !m->ours || is_manifest_of_release(m->c, manifest);
}

static struct rc
read_manifests(struct match *m, struct err *e)
{
	struct walk w = {0};
	for (size_t i = 0; i < m->c->own.count; i++)
		m->ours = m->ours || is_manifest_of_release(m->c, m->c->own.items[i]);
	while (walk_next(&w, &m->c->own, "image"))
		TRY(map_put(counts(m, w.item) ? &m->named : &m->elsewhere,
		    fact_text(w.fact, "digest"), m, e));
	return DONE;
}

static struct slice
size_of(const struct fact *f)
{
	const struct value *v = value_get(&f->value, SLICE("size"));
	return v != NULL && v->kind == VALUE_NUMBER ? v->text : SLICE("");
}

static struct slice
image_size(const struct item *it)
{
	for (size_t i = 0; i < it->fact_count; i++)
		if (slice_eq(it->facts[i].name, SLICE("bytes")))
			return size_of(&it->facts[i]);
	return SLICE("");
}

/* An image that a manifest of another release names is that release's, and nothing to this one. */
static struct rc
read_images(struct match *m, struct err *e)
{
	const struct admitted *images = &m->c->needs[0];
	for (size_t i = 0; i < images->count; i++) {
		const struct item *it = images->items[i];
		TRY(map_put(&m->here, it->id, m, e));
		if (map_has(&m->named, it->id) || map_has(&m->elsewhere, it->id))
			continue;
		TRY(map_put(&m->stray_sizes, image_size(it), m, e));
		reasons_add(m->out, FINDING_IMAGE_DIGEST_MISMATCH, m->c->subject, it->id,
		    SLICE(""));
	}
	return DONE;
}

/* The size that the manifest states is not that of the image whose digest it states. */
static bool
is_missized(const struct match *m, const struct fact *named)
{
	const struct admitted *images = &m->c->needs[0];
	struct slice digest = fact_text(named, "digest");
	for (size_t i = 0; i < images->count; i++)
		if (slice_eq(images->items[i]->id, digest))
			return !slice_eq(image_size(images->items[i]), size_of(named));
	return false;
}

/* An image that is named and not here, or here and of another size. One of the same size under
 * another digest has been said. */
static void
find_missing(struct match *m)
{
	struct walk w = {0};
	while (walk_next(&w, &m->c->own, "image"))
		if (counts(m, w.item) && is_missized(m, w.fact))
			say(m->out, FINDING_IMAGE_DIGEST_MISMATCH, m->c->subject, &w);
		else if (counts(m, w.item) && !map_has(&m->here, fact_text(w.fact, "digest")) &&
		    !map_has(&m->stray_sizes, size_of(w.fact)))
			say(m->out, FINDING_IMAGE_MISSING, m->c->subject, &w);
}

/* At least one manifest is the release's; each names as many images as it says. */
static void
check_manifests(struct match *m)
{
	struct walk w = {0};
	bool known = scope_version(m->c).len > 0;
	if (!known && m->c->own.count > 0)
		reasons_add(m->out, FINDING_SUBJECT_UNKNOWN, m->c->subject, SLICE(""), SLICE(""));
	while (walk_next(&w, &m->c->own, "manifest")) {
		if (known && !m->ours)
			say(m->out, FINDING_VERSION_MISMATCH, m->c->subject, &w);
		if (counts(m, w.item) && (facts_in(w.item, "image") == 0 ||
		    !facts_are_complete(w.item, w.fact, "images", "image")))
			say(m->out, FINDING_IMAGE_MISSING, m->c->subject, &w);
	}
	for (size_t i = 0; i < m->c->own.count; i++)
		if (facts_in(m->c->own.items[i], "manifest") == 0)
			reasons_add(m->out, FINDING_IMAGE_MISSING, m->c->subject,
			    m->c->own.items[i]->id, SLICE(""));
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct match m = { .c = c, .out = out, .named = map_init(),
	    .elsewhere = map_init(), .here = map_init(), .stray_sizes = map_init() };
	struct rc result = read_manifests(&m, e);
	/* without a manifest nothing tells which image is right */
	if (!failed(result) && c->own.count > 0)
		result = read_images(&m, e);
	if (!failed(result)) {
		check_manifests(&m);
		find_missing(&m);
	}
	map_drop(&m.named);
	map_drop(&m.elsewhere);
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
