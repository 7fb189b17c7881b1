/* app/inspect/consistency.c - items that contradict each other. See app/inspect/consistency.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/consistency.h"

#include "app/inspect/about.h"
#include "base/map.h"

#define CONFLICTS_MAX 1000
/* Of one file: a spreadsheet that eats zeros eats them in every row. */
#define DAMAGED_MAX 20

struct finder {
	const struct delivery	*d;
	const struct scope	*s;
	struct arena		*a;
	struct view_conflict	*at;
	size_t			 count, cap;
	struct map		 certificates;	/* asset to the certificates that name it */
	struct map		 ids;		/* digests of all bodies */
};

/* A certificate on file that names an asset. */
struct holder { size_t file; const struct fact *fact; const struct holder *next; };

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

/* It is about the product in scope: what it says of another contradicts nothing. */
static bool
speaks_of_product(const struct finder *f, const struct body *b)
{
	return speaks(b) && scope_holds_any(f->s, b->bound_to, b->bound_count);
}

/* The version that a fact states for the product in scope, or empty. */
static struct slice
stated_version(const struct scope *s, const struct fact *f)
{
	static const struct { struct slice fact, member; } plain[] = {
		{ SLICE_INIT("bom"), SLICE_INIT("version") },
		{ SLICE_INIT("manifest"), SLICE_INIT("version") },
		{ SLICE_INIT("certification"), SLICE_INIT("firmware") },
		{ SLICE_INIT("listed"), SLICE_INIT("firmware") },
	};
	struct subject release;
	struct slice text = value_text(value_get(&f->value, SLICE("release")));
	if (row_is_foreign(s, &f->value))
		return SLICE("");
	for (size_t i = 0; i < COUNT(plain); i++)
		if (slice_eq(f->name, plain[i].fact))
			return value_text(value_get(&f->value, plain[i].member));
	if (text.len == 0 || failed(subject_parse(text, &release, NULL)) ||
	    release.kind != SUBJECT_RELEASE || !scope_has_product(s, &release) ||
	    slice_eq(text, s->form.release))
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
		bool of_product = speaks_of_product(f, &f->d->bodies[i]);
		struct slice last = SLICE("");		/* said once, not in every row */
		for (size_t k = 0; k < r->fact_count && of_product; k++) {
			struct side other = { i, stated_version(f->s, &r->facts[k]),
			    r->facts[k].place };
			if (other.text.len == 0 || slice_eq(other.text, source.text) ||
			    slice_eq(other.text, last))
				continue;
			TRY(add(f, FINDING_VERSION_MISMATCH, f->s->form.product,
			    "firmware version", &source, &other, e));
			last = other.text;
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
	if (map_has(&f->ids, digest))
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

/* The same number with leading zeros in front, in another file. */
static struct side
whole_number(const struct finder *f, size_t body, const struct mention *short_one)
{
	for (size_t i = 0; i < f->d->count; i++) {
		const struct reading *r = &f->d->bodies[i].reading;
		for (size_t k = 0; k < r->mention_count && i != body; k++) {
			const struct mention *m = &r->mentions[k];
			struct slice zeros = slice_sub(m->text, 0, m->text.len -
			    (slice_ends(m->text, short_one->text) ? short_one->text.len : 0));
			bool only_zeros = zeros.len > 0 && zeros.len < m->text.len;
			for (size_t z = 0; z < zeros.len && only_zeros; z++)
				only_zeros = zeros.at[z] == '0';
			if (only_zeros && slice_eq(m->scheme, short_one->scheme))
				return (struct side){ i, m->text, m->place };
		}
	}
	return (struct side){ .file = VIEW_NONE };
}

/* What app/inspect/zeros.c found: both spellings of the number, each with its place. */
static struct rc
find_damaged(struct finder *f, size_t body, const struct reason *finding, struct err *e)
{
	const struct reading *r = &f->d->bodies[body].reading;
	for (size_t k = 0; k < r->mention_count; k++) {
		const struct mention *m = &r->mentions[k];
		if (m->place.len == 0 || !slice_starts(finding->place, m->place) ||
		    (finding->place.len > m->place.len && finding->place.at[m->place.len] != ':'))
			continue;
		struct side left = whole_number(f, body, m);
		struct side right = { body, m->text, finding->place };
		if (left.file != VIEW_NONE)
			return add(f, FINDING_IDENTIFIER_DAMAGED, f->s->form.subject,
			    "article, order or batch number", &left, &right, e);
	}
	return DONE;
}

static struct rc
find_certificate(struct finder *f, size_t list, const struct fact *identity, struct err *e)
{
	struct side left = { list, value_text(value_get(&identity->value, SLICE("certificate"))),
	    identity->place };
	for (const struct holder *h = map_get(&f->certificates, identity->subject); h != NULL;
	    h = h->next) {
		struct side right = { h->file, value_text(value_get(&h->fact->value,
		    SLICE("certificate"))), h->fact->place };
		if (!slice_eq(left.text, right.text))
			TRY(add(f, FINDING_IDENTITY_MISMATCH, identity->subject,
			    "device certificate", &left, &right, e));
	}
	return DONE;
}

/* Bodies from the last to the first, so that each list is in their order. */
static struct rc
index_bodies(struct finder *f, struct err *e)
{
	for (size_t i = f->d->count; i-- > 0;) {
		struct body *b = &f->d->bodies[i];
		if (b->id.len > 0)
			TRY(map_put(&f->ids, b->id, b, e));
		if (!speaks(b) || !slice_eq(b->reading.kind, SLICE("device_certificate")))
			continue;
		for (size_t k = 0; k < b->reading.fact_count; k++) {
			const struct fact *fact = &b->reading.facts[k];
			struct holder *h = ARENA_NEW(f->a, struct holder);
			if (h == NULL)
				return arena_failed(f->a, e);
			*h = (struct holder){ i, fact, map_get(&f->certificates, fact->subject) };
			TRY(map_put(&f->certificates, fact->subject, h, e));
		}
	}
	return DONE;
}

static struct rc
find_all(struct finder *f, struct err *e)
{
	TRY(index_bodies(f, e));
	TRY(find_versions(f, e));
	for (size_t i = 0; i < f->d->count && f->count < CONFLICTS_MAX; i++) {
		const struct reading *r = &f->d->bodies[i].reading;
		for (size_t k = 0, n = 0; k < r->findings.count && n < DAMAGED_MAX &&
		    speaks(&f->d->bodies[i]); k++)
			if (r->findings.at[k].id == FINDING_IDENTIFIER_DAMAGED && ++n > 0)
				TRY(find_damaged(f, i, &r->findings.at[k], e));
		for (size_t k = 0; k < r->fact_count && speaks(&f->d->bodies[i]); k++) {
			if (slice_eq(r->facts[k].name, SLICE("image")))
				TRY(find_image(f, i, &r->facts[k], e));
			if (slice_eq(r->facts[k].name, SLICE("identity")))
				TRY(find_certificate(f, i, &r->facts[k], e));
		}
	}
	return DONE;
}

struct rc
consistency_find(const struct delivery *d, const struct scope *s, struct arena *a,
    struct view_conflict **out, size_t *count, struct err *e)
{
	struct finder f = { .d = d, .s = s, .a = a, .certificates = map_init(),
	    .ids = map_init() };
	struct rc done = find_all(&f, e);
	map_drop(&f.certificates);
	map_drop(&f.ids);
	*out = f.at;
	*count = f.count;
	return done;
}
