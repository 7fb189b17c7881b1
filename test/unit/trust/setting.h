/* setting.h - anchors, pool and lists of a test, from test/data/crypto.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SETTING_H
#define SETTING_H

#include "crypto/material.h"

#include "codec/json.h"
#include "trust/trust.h"

#define SETTING_MAX 24

struct setting {
	struct material		 m;
	struct anchor_set	 anchors;
	struct certificate	*pool[SETTING_MAX];
	struct crl		*lists[SETTING_MAX];
	struct trust_context	 t;
};

static inline void
setting_init(struct setting *s)
{
	*s = (struct setting){ .m = material_init() };
	s->t = (struct trust_context){ .anchors = &s->anchors, .pool = s->pool, .lists = s->lists,
	    .a = &s->m.a };
}

static inline void
setting_drop(struct setting *s)
{
	material_drop(&s->m);
}

static inline void
setting_add_anchor(struct setting *s, struct slice bytes, unsigned purposes, enum trust_how how)
{
	struct err e = {0};
	if (failed(anchor_load(bytes, SLICE("anchor"), purposes, how, &s->m.a, &s->m.bag,
	    &s->anchors, &e)))
		fail_msg("%s", e.what);
}

static inline void
setting_anchor(struct setting *s, const char *name, unsigned purposes, enum trust_how how)
{
	setting_add_anchor(s, material_file(&s->m, name), purposes, how);
}

static inline void
setting_add_pool(struct setting *s, struct certificate *c)
{
	s->pool[s->t.pool_count++] = c;
	s->t.pool_count = certificate_order(s->pool, s->t.pool_count);
}

static inline void
setting_pool(struct setting *s, const char *name)
{
	setting_add_pool(s, material_certificate(&s->m, name));
}

static inline void
setting_list(struct setting *s, const char *name)
{
	s->lists[s->t.list_count++] = material_list(&s->m, name);
}

/* The answers about an envelope; *verified may be null. */
static inline struct signature_list
setting_dsse(struct setting *s, struct slice in, const struct verified **verified)
{
	struct value doc;
	struct dsse *d;
	struct signature_list list = {0};
	const struct verified *v;
	assert_false(failed(json_tree(in, MIB(1), &s->m.a, &doc, NULL)));
	assert_false(failed(dsse_decode(&doc, &s->m.a, &d, NULL)));
	assert_false(failed(trust_check_dsse(&s->t, d, &list, &v, NULL)));
	if (verified != NULL)
		*verified = v;
	return list;
}

static inline struct slice
setting_key_id(struct setting *s, const char *name)
{
	struct anchor_set one = {0};
	assert_false(failed(anchor_load(material_file(&s->m, name), SLICE("x"), PURPOSE_LOG,
	    HOW_CONTRACT, &s->m.a, &s->m.bag, &one, NULL)));
	return one.anchors[0].id;
}

#endif
