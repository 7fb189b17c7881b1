/* app/inspect/verify.c - signatures of a delivery. See app/inspect/verify.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/verify.h"

#include "app/inspect/intake.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/pool.h"
#include "crypto/armour.h"
#include "identity/identity.h"
#include "trust/trust.h"

/* Bytes of what one job answers about its bodies. */
#define CHECK_ARENA_BYTES MIB(512)

/* Every certificate and list of the delivery, each body once. */
static struct rc
collect(const struct delivery *d, struct arena *a, struct trust_context *t, struct err *e)
{
	size_t certificates = 0, lists = 0;
	for (size_t i = 0; i < d->count; i++) {
		certificates += d->bodies[i].certificate_count;
		lists += d->bodies[i].crl_count;
	}
	struct certificate **pool = ARENA_ARRAY(a, struct certificate *, certificates);
	struct crl **all = ARENA_ARRAY(a, struct crl *, lists);
	if (pool == NULL || all == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < d->count; i++) {
		const struct body *b = &d->bodies[i];
		for (size_t k = 0; k < b->certificate_count && b->same_as == BODY_NONE; k++)
			pool[t->pool_count++] = b->certificates[k];
		for (size_t k = 0; k < b->crl_count && b->same_as == BODY_NONE; k++)
			all[t->list_count++] = b->crls[k];
	}
	/* the order of files, and how often a certificate came, change nothing */
	t->pool_count = certificate_order(pool, t->pool_count);
	t->pool = pool;
	t->lists = all;
	return trust_remember(t, e);
}

static struct rc
append(struct body *b, const struct signature_list *list, struct arena *a, struct err *e)
{
	struct signature *all = ARENA_ARRAY(a, struct signature, b->signature_count + list->count);
	if (all == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < b->signature_count; i++)
		all[i] = b->signatures[i];
	for (size_t i = 0; i < list->count; i++)
		all[b->signature_count + i] = list->at[i];
	b->signatures = all;
	b->signature_count += list->count;
	return DONE;
}

static bool
any_holds(const struct signature_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].status == SIGNATURE_GOOD)
			return true;
	return false;
}

/* The file that the detached signature is over: the one whose digest it states; a signature that
 * states none is tried on every manifest. */
static struct rc
check_detached(struct delivery *d, struct body *signature, struct cms_content *contents,
    const struct trust_context *t, struct err *e)
{
	for (size_t i = 0; i < d->count; i++) {
		struct signature_list list = {0};
		struct body *b = &d->bodies[i];
		if (b->same_as != BODY_NONE || slice_is_null(b->bytes) || b == signature)
			continue;
		contents[i].bytes = b->bytes;
		bool named = cms_names_content(signature->cms, &contents[i]);
		if (!named && !slice_eq(b->reading.kind, SLICE("firmware_manifest")))
			continue;
		TRY(trust_check_cms(t, signature->cms, b->bytes, &list, e));
		if (named || any_holds(&list))
			return append(b, &list, t->a, e);
	}
	intake_find(signature, FINDING_SIGNATURE_ALONE, (struct slice){0});
	return DONE;
}

/* --- envelopes and certificates, on several threads ------------------------------------------ */

/* Jobs for each thread: more of them share the work better, fewer need fewer arenas. */
#define JOBS_PER_THREAD 4

/* Job j looks at bodies j, j + jobs, j + 2 * jobs, ... and writes to nothing but them, its own
 * arena and its own error. Certificates, lists and anchors are shared, and only read. */
struct checking {
	struct delivery			*d;
	const struct trust_context	*shared;
	size_t				 jobs;
	struct err			*errors;
	struct held_list		*said;		/* of each job */
};

static bool
is_certificate(const struct body *b)
{
	return b->certificate_count > 0 && slice_eq(b->reading.kind, SLICE("device_certificate"));
}

static struct rc
check_body(struct body *b, struct trust_context *t, struct err *e)
{
	struct signature_list list = {0};
	const struct verified *verified;
	t->body = b->digested ? &b->digest : NULL;
	if (b->dsse != NULL)
		TRY(trust_check_dsse(t, b->dsse, &list, &verified, e));
	else if (is_certificate(b))
		TRY(trust_check_certificate(t, certificate_choose(b->certificates,
		    b->certificate_count), &list, e));
	return list.count > 0 ? append(b, &list, t->a, e) : DONE;
}

static void
check_job(void *context, size_t j)
{
	struct checking *c = context;
	struct trust_context t = *c->shared;
	t.a = &c->d->check_arenas[j];
	c->said[j].a = t.a;
	t.said = &c->said[j];
	for (size_t i = j; i < c->d->count; i += c->jobs)
		if (c->d->bodies[i].same_as == BODY_NONE &&
		    failed(check_body(&c->d->bodies[i], &t, &c->errors[j])))
			return;
}

/* What all jobs put down. */
static struct rc
gather_said(const struct checking *c, struct remembered *m, struct err *e)
{
	m->now = (struct held_list){ .a = &c->d->arena };
	for (size_t j = 0; j < c->jobs; j++) {
		for (size_t i = 0; i < c->said[j].count; i++)
			TRY(held_add(&m->now, &c->said[j].at[i], e));
		m->now.fresh += c->said[j].fresh;
	}
	return DONE;
}

static struct rc
check_bodies(struct delivery *d, const struct trust_context *t, unsigned threads,
    struct remembered *m, struct err *e)
{
	struct checking c = { .d = d, .shared = t, .jobs = (size_t)threads * JOBS_PER_THREAD };
	c.errors = ARENA_ARRAY(&d->arena, struct err, c.jobs);
	c.said = ARENA_ARRAY(&d->arena, struct held_list, c.jobs);
	d->check_arenas = mem_alloc(c.jobs, sizeof(struct arena));
	if (c.errors == NULL || c.said == NULL || d->check_arenas == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	d->check_count = c.jobs;
	for (size_t j = 0; j < c.jobs; j++)
		d->check_arenas[j] = arena_init(CHECK_ARENA_BYTES);
	pool_run(c.jobs, threads, check_job, &c);
	for (size_t j = 0; j < c.jobs; j++)
		if (c.errors[j].code != OK)
			return fail(e, c.errors[j].code, c.errors[j].at, c.errors[j].what);
	return m != NULL ? gather_said(&c, m, e) : DONE;
}

struct rc
verify_delivery(struct delivery *d, const struct anchor_set *anchors, unsigned threads,
    struct remembered *m, struct err *e)
{
	struct trust_context t = { .anchors = anchors, .a = &d->arena,
	    .held = m != NULL ? m->before : NULL };
	/* digests of each body, so that many signatures do not digest each body many times */
	struct cms_content *contents = ARENA_ARRAY(&d->arena, struct cms_content, d->count);
	if (contents == NULL)
		return arena_failed(&d->arena, e);
	TRY(collect(d, &d->arena, &t, e));
	TRY(check_bodies(d, &t, threads, m, e));
	/* a detached signature's answers are another body's, so these go one after another */
	for (size_t i = 0; i < d->count; i++) {
		struct body *b = &d->bodies[i];
		if (b->same_as == BODY_NONE && b->cms != NULL && b->dsse == NULL &&
		    !is_certificate(b))
			TRY(check_detached(d, b, contents, &t, e));
	}
	return DONE;
}

/* The key in DER stands in the bytes, or in a PEM block of theirs. What cannot be decoded holds
 * no key that anybody could use. */
static struct rc
holds_key(struct slice bytes, struct slice spki, bool *out, struct err *e)
{
	AUTO(arena) a = arena_init(2 * bytes.len + KIB(64));
	struct armour_block block;
	struct rc done = DONE;
	bool found = true;
	size_t from = 0;
	*out = slice_find(bytes, spki, 0) != SIZE_MAX;
	while (!*out && !failed(done) && found) {
		done = armour_next(bytes, &from, &a, &block, &found, NULL);
		*out = !failed(done) && found && slice_find(block.der, spki, 0) != SIZE_MAX;
	}
	return done.code == E_NOMEM ? arena_failed(&a, e) : DONE;
}

struct rc
verify_anchor_is_delivered(const struct delivery *d, const struct anchor *n, bool *out,
    struct err *e)
{
	*out = false;
	for (size_t i = 0; i < d->count && !*out; i++) {
		const struct body *b = &d->bodies[i];
		for (size_t k = 0; k < b->certificate_count; k++)
			*out = *out || slice_eq(b->certificates[k]->key.id, n->id);
		if (!*out && !slice_is_null(b->bytes))
			TRY(holds_key(b->bytes, n->key.spki, out, e));
	}
	return DONE;
}
