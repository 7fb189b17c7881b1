/* firmware/manifest.c - assay's firmware manifest. See firmware/manifest.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "firmware/manifest.h"

#include "base/limits.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "crypto/digest.h"
#include "subject/subject.h"

/* Sizes beyond what assay reads at all are mistakes. */
#define SIZE_MAX_BYTES ((int64_t)FILE_BYTES_MAX)

/* A required member whose text must not be empty. */
static struct slice
need_text(struct obj *o, const char *name, const char *what)
{
	const struct value *v = obj_need(o, name, VALUE_STRING, what);
	if (v != NULL && v->text.len == 0)
		obj_fail(o, v->at, what);
	return value_text(v);
}

static struct slice
need_subject(struct obj *o, const char *name, enum subject_kind kind, const char *what)
{
	struct subject s;
	const struct value *v = obj_need(o, name, VALUE_STRING, what);
	if (v != NULL && (failed(subject_parse(v->text, &s, NULL)) || s.kind != kind))
		obj_fail(o, v->at, what);
	return value_text(v);
}

static void
check_hardware(struct obj *o)
{
	const struct value *list = obj_may(o, "hardware", VALUE_ARRAY,
	    "expected hardware: a list of texts");
	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (value_text(&list->items[i]).len == 0)
			obj_fail(o, list->items[i].at, "expected hardware: a list of texts");
}

static struct rc
read_image(const struct value *v, struct slice place, struct reading *r, struct build *b,
    struct err *e)
{
	int64_t size = 0;
	struct slice digest;
	struct obj o = obj_open(v);
	struct slice name = need_text(&o, "name", "expected name: text");
	const struct value *bytes = obj_need(&o, "size", VALUE_NUMBER, "expected size: bytes");
	if (bytes != NULL && (!value_int(bytes, &size) || size < 0 || size > SIZE_MAX_BYTES))
		obj_fail(&o, bytes->at, "expected size: bytes");
	const struct value *hex = obj_need(&o, "sha256", VALUE_STRING,
	    "expected sha256: 64 lower-case hex digits");
	if (hex != NULL && !hex_is_lower(hex->text, 2 * SHA256_BYTES))
		obj_fail(&o, hex->at, "expected sha256: 64 lower-case hex digits");
	check_hardware(&o);
	TRY(obj_end(&o, e));
	if (!arena_join(r->a, SLICE("sha256:"), value_text(hex), &digest))
		return arena_failed(r->a, e);
	struct value fact = value_object();
	value_put(b, &fact, "name", value_string(name));
	value_put(b, &fact, "digest", value_string(digest));
	value_put(b, &fact, "size", value_number(b, size));
	reading_fact(r, "image", (struct slice){0}, fact, place);
	reading_mention(r, "digest", digest, place);
	return DONE;
}

static struct rc
read_images(const struct value *list, struct reading *r, struct build *b, struct err *e)
{
	if (list->count == 0)
		return fail(e, E_SCHEMA, list->at, "expected images: a list that is not empty");
	for (size_t i = 0; i < list->count; i++) {
		struct slice place;
		if (!arena_format(r->a, &place, "/images/%zu", i))
			return arena_failed(r->a, e);
		TRY(read_image(&list->items[i], place, r, b, e));
	}
	return DONE;
}

/* The members of the manifest, checked. */
struct manifest {
	struct slice		 product, release, version, model;
	int64_t			 issued_ms;
	const struct value	*images;
};

static struct rc
read_members(const struct value *v, struct manifest *out, struct err *e)
{
	struct manifest m = { .issued_ms = TIME_UNKNOWN };
	struct obj o = obj_open(v);
	const struct value *schema = obj_need(&o, "schema", VALUE_STRING, "expected schema: text");
	if (schema != NULL && !slice_eq(schema->text, SLICE(MANIFEST_SCHEMA)))
		obj_fail(&o, schema->at, "expected schema: " MANIFEST_SCHEMA);
	m.product = need_subject(&o, "product", SUBJECT_PRODUCT,
	    "expected product: a full subject (product:...)");
	if (value_get(v, SLICE("model")) != NULL)
		m.model = need_text(&o, "model", "expected model: text");
	m.version = need_text(&o, "version", "expected version: text");
	m.release = need_subject(&o, "release", SUBJECT_RELEASE,
	    "expected release: a full subject (release:...)");
	const struct value *issued = obj_need(&o, "issued", VALUE_STRING,
	    "expected issued: a time or date");
	if (issued != NULL && failed(time_parse(issued->text, TIME_BEGINNING, &m.issued_ms, NULL)))
		obj_fail(&o, issued->at, "expected issued: a time or date");
	m.images = obj_need(&o, "images", VALUE_ARRAY, "expected images: a list");
	TRY(obj_end(&o, e));
	*out = m;
	return DONE;
}

static void
state(const struct manifest *m, struct reading *r, struct build *b)
{
	struct value fact = value_object();
	value_put(b, &fact, "product", value_string(m->product));
	value_put(b, &fact, "release", value_string(m->release));
	value_put(b, &fact, "version", value_string(m->version));
	if (m->model.len > 0)
		value_put(b, &fact, "model", value_string(m->model));
	value_put(b, &fact, "images", value_number(b, (int64_t)m->images->count));
	reading_fact(r, "manifest", (struct slice){0}, fact, SLICE(""));
	reading_mention(r, "subject", m->product, SLICE("/product"));
	reading_mention(r, "subject", m->release, SLICE("/release"));
	reading_mention(r, "version", m->version, SLICE("/version"));
	if (m->model.len > 0)
		reading_mention(r, "model", m->model, SLICE("/model"));
}

struct rc
manifest_read(struct slice in, struct reading *r, struct err *e)
{
	struct value v;
	struct manifest m;
	struct build b = { .a = r->a };
	TRY(json_tree(in, DOCUMENT_BYTES_MAX, r->a, &v, e));
	TRY(read_members(&v, &m, e));
	TRY(read_images(m.images, r, &b, e));
	state(&m, r, &b);
	r->kind = SLICE("firmware_manifest");
	r->decoder = SLICE("manifest/1");
	r->why = SLICE("JSON whose schema is " MANIFEST_SCHEMA);
	r->made_ms = m.issued_ms;
	if (!arena_format(r->a, &r->title, "firmware manifest of version %.*s",
	    SLICE_FMT(slice_sub(m.version, 0, 200))))
		return arena_failed(r->a, e);
	TRY(build_end(&b, e));
	return reading_end(r, e);
}
