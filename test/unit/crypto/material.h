/* material.h - keys, certificates, lists and messages of test/data/crypto.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MATERIAL_H
#define MATERIAL_H

#include "unit.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/time.h"
#include "crypto/cms.h"
#include "crypto/x509.h"

struct material { struct arena a; struct crypto_bag bag; };

static inline struct material
material_init(void)
{
	return (struct material){ .a = arena_init(MIB(256)) };
}

static inline void
material_drop(struct material *m)
{
	crypto_bag_drop(&m->bag);
	arena_drop(&m->a);
}

static inline struct slice
material_file(struct material *m, const char *name)
{
	struct slice path, bytes;
	struct buf b = buf_init(MIB(1));
	const char *root = getenv("ASSAY_SOURCE");
	assert_true(arena_format(&m->a, &path, "%s/test/data/crypto/%s", root != NULL ? root : ".",
	    name));
	if (failed(file_read_all((const char *)path.at, &b, NULL)))
		fail_msg("%s cannot be read", name);
	assert_true(arena_copy(&m->a, buf_slice(&b), &bytes));
	buf_drop(&b);
	return bytes;
}

static inline struct certificate *
material_certificate(struct material *m, const char *name)
{
	struct err e = {0};
	struct certificate *c;
	if (failed(certificate_decode(material_file(m, name), &m->a, &m->bag, &c, &e)))
		fail_msg("%s: %s", name, e.what);
	return c;
}

static inline struct crl *
material_list(struct material *m, const char *name)
{
	struct err e = {0};
	struct crl *l;
	if (failed(crl_decode(material_file(m, name), &m->a, &m->bag, &l, &e)))
		fail_msg("%s: %s", name, e.what);
	return l;
}

static inline struct cms *
material_cms(struct material *m, const char *name)
{
	struct err e = {0};
	struct cms *c;
	if (failed(cms_decode(material_file(m, name), &m->a, &m->bag, &c, &e)))
		fail_msg("%s: %s", name, e.what);
	return c;
}

/* A copy that may be written to. */
static inline uint8_t *
material_copy(struct material *m, struct slice s)
{
	struct slice copy;
	assert_true(arena_copy(&m->a, s, &copy));
	return (uint8_t *)(uintptr_t)copy.at;
}

static inline int64_t
material_ms(const char *text)
{
	int64_t ms;
	assert_false(failed(time_parse(slice_of(text), TIME_BEGINNING, &ms, NULL)));
	return ms;
}

static inline void
assert_text(struct slice got, const char *want)
{
	if (!slice_eq(got, slice_of(want)))
		fail_msg("got '%.*s', want '%s'", SLICE_FMT(got), want);
}

#endif
