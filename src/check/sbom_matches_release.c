/* check/sbom_matches_release.c - a bill of materials is about the release, and about its image.
 *
 * A bill about another release says nothing about this one: it is a mismatch where no other bill
 * is about this one.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/fact_walk.h"

/* A manifest of the release names this image. */
static bool
is_released(const struct check_call *c, struct slice image)
{
	struct walk w = {0};
	while (walk_next(&w, &c->needs[0], "image"))
		if (slice_eq(fact_text(w.fact, "digest"), image) &&
		    is_manifest_of_release(c, w.item))
			return true;
	return false;
}

static void
compare_image(const struct check_call *c, const struct walk *w, struct reasons *out)
{
	struct slice image = fact_text(w->fact, "image");
	if (c->needs[0].count > 0 && image.len > 0 && !is_released(c, image))
		say(out, FINDING_IMAGE_DIGEST_MISMATCH, c->subject, w);
}

/* Where manifests are offered and none is of the release, nothing tells which image is right. */
static bool
is_of_none(const struct check_call *c, struct reasons *out)
{
	for (size_t i = 0; i < c->needs[0].count; i++)
		if (is_manifest_of_release(c, c->needs[0].items[i]))
			return false;
	for (size_t i = 0; i < c->needs[0].count; i++)
		reasons_add(out, FINDING_EVIDENCE_UNBOUND, c->subject, c->needs[0].items[i]->id,
		    SLICE(""));
	return c->needs[0].count > 0;
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct walk w = {0};
	struct slice version = scope_version(c);
	bool found = false, unknown = is_of_none(c, out);
	(void)e;
	if (version.len == 0 && c->own.count > 0)
		reasons_add(out, FINDING_SUBJECT_UNKNOWN, c->subject, SLICE(""), SLICE(""));
	while (walk_next(&w, &c->own, "bom")) {
		if (version.len == 0 || !slice_eq(fact_text(w.fact, "version"), version))
			continue;
		found = true;
		if (!unknown)
			compare_image(c, &w, out);
	}
	for (w = (struct walk){0}; !found && version.len > 0 && walk_next(&w, &c->own, "bom");)
		say(out, fact_text(w.fact, "version").len > 0 ? FINDING_VERSION_MISMATCH :
		    FINDING_EVIDENCE_UNBOUND, c->subject, &w);
	for (size_t i = 0; i < c->own.count && !found; i++)
		if (facts_in(c->own.items[i], "bom") == 0)
			reasons_add(out, FINDING_EVIDENCE_UNBOUND, c->subject,
			    c->own.items[i]->id, SLICE(""));
	return DONE;
}

const struct check check_sbom_matches_release = {
	.name = "sbom_matches_release", .revision = 1,
	.sentence = "the bill of materials names the version that is delivered, and, where it "
	    "names an image, the image of the signed manifest",
	.supporting = "bom image",
	.adverse = "",
	.own = true,
	.params = {
		{ "manifest", "the firmware manifest of the release", CHECK_NEED, false,
		    FINDING_NONE },
	},
	.run = run,
};
