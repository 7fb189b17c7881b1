/* check/sbom_matches_release.c - a bill of materials is about the release, and about its image.
 *
 * A bill about another release says nothing about this one: it is a mismatch where no other bill
 * is about this one.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/match.h"

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

/* The version, and nothing that is named otherwise than the product: its package URL, else its
 * name. A name alone says nothing about which maker's, so it counts only where there is no URL. */
static bool
is_of_release(const struct check_call *c, const struct fact *f, struct slice version)
{
	struct slice purl = fact_text(f, "purl"), name = fact_text(f, "name");
	return version.len > 0 && slice_eq(fact_text(f, "version"), version) &&
	    (purl.len > 0 ? scope_is_named(c, purl) : is_product_name(c, name));
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

/* It says of what it is, and of which version. */
static bool
names_something(const struct fact *f)
{
	return fact_text(f, "version").len > 0 &&
	    (fact_text(f, "purl").len > 0 || fact_text(f, "name").len > 0);
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct one_by_one o = one_by_one(c, out);
	struct walk w = {0};
	struct slice version = scope_version(c);
	bool found = false, unknown = is_of_none(c, out);
	(void)e;
	if (version.len == 0 && c->own.count > 0)
		reasons_add(out, FINDING_SUBJECT_UNKNOWN, c->subject, SLICE(""), SLICE(""));
	while (walk_next(&w, &c->own, "bom")) {
		int64_t components;
		if (!is_of_release(c, w.fact, version))
			continue;
		found = true;
		if (!fact_int(w.fact, "components", &components) || components < 1)
			say(&o.now, FINDING_CARRIER_INCOMPLETE, c->subject, &w);
		if (!unknown)
			compare_image(c, &w, &o.now);
		one_next(&o, c->subject);
	}
	one_end(&o);
	for (w = (struct walk){0}; !found && version.len > 0 && walk_next(&w, &c->own, "bom");)
		say(out, names_something(w.fact) ? FINDING_VERSION_MISMATCH :
		    FINDING_EVIDENCE_UNBOUND, c->subject, &w);
	for (size_t i = 0; i < c->own.count && !found; i++)
		if (facts_in(c->own.items[i], "bom") == 0)
			reasons_add(out, FINDING_EVIDENCE_UNBOUND, c->subject,
			    c->own.items[i]->id, SLICE(""));
	return DONE;
}

const struct check check_sbom_matches_release = {
	.name = "sbom_matches_release", .revision = 1,
	.sentence = "the bill of materials names the product and version that are delivered, is "
	    "not empty, and, where it names an image, names that of the signed manifest",
	.supporting = "bom image",
	.adverse = "",
	.own = true,
	.params = {
		{ "manifest", "the firmware manifest of the release", CHECK_NEED, false,
		    FINDING_NONE },
	},
	.run = run,
};
