/* app/consistency.c - items that contradict each other. See app/consistency.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/consistency.h"

#include "subject/subject.h"

#define CONFLICTS_MAX 1000

struct finder {
	const struct delivery	*d;
	const struct scope	*s;
	struct arena		*a;
	struct view_conflict	*at;
	size_t			 count, cap;
};

/* One side: what a body says at a place. */
struct side { size_t file; struct slice text, place; };

static struct rc
add(struct finder *f, enum finding_id id, struct slice subject, const char *what,
    const struct side *left, const struct side *right, struct err *e)
{
	void *list = f->at;
	if (f->count >= CONFLICTS_MAX)
		return DONE;
	if (!arena_grow(f->a, &list, &f->cap, f->count, sizeof(struct view_conflict)))
		return arena_failed(f->a, e);
	f->at = list;
	f->at[f->count++] = (struct view_conflict){ .id = id, .subject = subject,
	    .what = slice_of(what), .left = left->text, .right = right->text,
	    .left_file = left->file, .right_file = right->file, .left_place = left->place,
	    .right_place = right->place };
	return DONE;
}

static bool
speaks(const struct body *b)
{
	return b->same_as == BODY_NONE && b->reading.kind.len > 0;
}

/* The version that a fact states for the product in scope, or empty. */
static struct slice
stated_version(const struct scope *s, const struct fact *f)
{
	static const struct { struct slice fact, member; } plain[] = {
		{ SLICE_INIT("bom"), SLICE_INIT("version") },
		{ SLICE_INIT("manifest"), SLICE_INIT("version") },
		{ SLICE_INIT("certification"), SLICE_INIT("firmware") },
	};
	struct subject release;
	struct slice text = value_text(value_get(&f->value, SLICE("release")));
	for (size_t i = 0; i < COUNT(plain); i++)
		if (slice_eq(f->name, plain[i].fact))
			return value_text(value_get(&f->value, plain[i].member));
	if (text.len == 0 || failed(subject_parse(text, &release, NULL)) ||
	    release.kind != SUBJECT_RELEASE || !slice_eq(release.name, s->product_name))
		return SLICE("");
	return release.second;
}

/* Where the version in scope stands: the mention of the strongest table. */
static struct side
version_source(const struct finder *f)
{
	for (size_t i = 0; i < f->d->count; i++) {
		const struct reading *r = &f->d->bodies[i].reading;
		for (size_t k = 0; k < r->mention_count && speaks(&f->d->bodies[i]); k++)
			if (slice_eq(r->mentions[k].scheme, SLICE("version")) &&
			    slice_eq(r->decoder, SLICE("table/1")) &&
			    slice_eq(r->mentions[k].text, f->s->version))
				return (struct side){ i, r->mentions[k].text,
				    r->mentions[k].place };
	}
	return (struct side){ .file = VIEW_NONE };
}

static struct rc
find_versions(struct finder *f, struct err *e)
{
	struct side source = version_source(f);
	if (source.file == VIEW_NONE)
		return DONE;
	for (size_t i = 0; i < f->d->count; i++) {
		const struct reading *r = &f->d->bodies[i].reading;
		for (size_t k = 0; k < r->fact_count && speaks(&f->d->bodies[i]); k++) {
			struct side other = { i, stated_version(f->s, &r->facts[k]),
			    r->facts[k].place };
			if (other.text.len > 0 && !slice_eq(other.text, source.text))
				TRY(add(f, FINDING_VERSION_MISMATCH, f->s->form.product,
				    "firmware version", &source, &other, e));
		}
	}
	return DONE;
}

/* The body that is this image, or one of the same size that is not. */
static struct rc
find_image(struct finder *f, size_t manifest, const struct fact *image, struct err *e)
{
	struct slice digest = value_text(value_get(&image->value, SLICE("digest")));
	const struct value *size = value_get(&image->value, SLICE("size"));
	struct side left = { manifest, digest, image->place };
	for (size_t i = 0; i < f->d->count; i++)
		if (slice_eq(f->d->bodies[i].id, digest))
			return DONE;
	for (size_t i = 0; i < f->d->count; i++) {
		int64_t stated;
		const struct body *b = &f->d->bodies[i];
		if (!slice_eq(b->reading.kind, SLICE("firmware_image")) || !value_int(size,
		    &stated) ||
		    (uint64_t)stated != b->size_bytes)
			continue;
		struct side right = { i, b->id, SLICE("") };
		return add(f, FINDING_IMAGE_DIGEST_MISMATCH, f->s->form.release, "firmware image",
		    &left, &right, e);
	}
	return DONE;
}

static struct rc
find_certificate(struct finder *f, size_t list, const struct fact *identity, struct err *e)
{
	struct slice serial = value_text(value_get(&identity->value, SLICE("serial")));
	struct side left = { list, value_text(value_get(&identity->value, SLICE("certificate"))),
	    identity->place };
	for (size_t i = 0; i < f->d->count; i++) {
		const struct body *b = &f->d->bodies[i];
		if (!speaks(b) || !slice_eq(b->reading.kind, SLICE("device_certificate")))
			continue;
		for (size_t k = 0; k < b->reading.fact_count; k++) {
			const struct fact *c = &b->reading.facts[k];
			struct side right = { i, value_text(value_get(&c->value,
			    SLICE("certificate"))), c->place };
			if (!slice_eq(value_text(value_get(&c->value, SLICE("serial"))), serial) ||
			    slice_eq(left.text, right.text))
				continue;
			TRY(add(f, FINDING_IDENTITY_MISMATCH, identity->subject,
			    "device certificate", &left, &right, e));
		}
	}
	return DONE;
}

struct rc
consistency_find(const struct delivery *d, const struct scope *s, struct arena *a,
    struct view_conflict **out, size_t *count, struct err *e)
{
	struct finder f = { .d = d, .s = s, .a = a };
	TRY(find_versions(&f, e));
	for (size_t i = 0; i < d->count; i++) {
		const struct reading *r = &d->bodies[i].reading;
		for (size_t k = 0; k < r->fact_count && speaks(&d->bodies[i]); k++) {
			if (slice_eq(r->facts[k].name, SLICE("image")))
				TRY(find_image(&f, i, &r->facts[k], e));
			if (slice_eq(r->facts[k].name, SLICE("identity")))
				TRY(find_certificate(&f, i, &r->facts[k], e));
		}
	}
	*out = f.at;
	*count = f.count;
	return DONE;
}
