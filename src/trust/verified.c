/* trust/verified.c - payloads that a trusted key has signed. See trust/verified.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "trust/verified.h"

#include "trust/trust_int.h"

struct verified {
	struct slice		 payload, type;
	size_t			 count, good;
	struct signature	*signatures;
};

struct slice
verified_payload(const struct verified *v)
{
	return v->payload;
}

struct slice
verified_type(const struct verified *v)
{
	return v->type;
}

const struct signature *
verified_signatures(const struct verified *v, size_t *count)
{
	*count = v->count;
	return v->signatures;
}

const struct signature *
verified_signature(const struct verified *v)
{
	return &v->signatures[v->good];
}

struct rc
verified_make(const struct trust_context *t, struct slice payload, struct slice type,
    const struct signature_list *list, size_t first, const struct verified **out,
    struct err *e)
{
	size_t good = first;
	*out = NULL;
	while (good < list->count && list->at[good].status != SIGNATURE_GOOD)
		good++;
	if (good == list->count)
		return DONE;
	struct verified *v = ARENA_NEW(t->a, struct verified);
	if (v == NULL)
		return arena_failed(t->a, e);
	*v = (struct verified){ .payload = payload, .type = type, .count = list->count - first,
	    .good = good - first };
	/* a copy: the list may grow and move */
	v->signatures = ARENA_ARRAY(t->a, struct signature, v->count);
	if (v->signatures == NULL)
		return arena_failed(t->a, e);
	for (size_t i = 0; i < v->count; i++)
		v->signatures[i] = list->at[first + i];
	*out = v;
	return DONE;
}

/* purpose 0: any. */
static size_t
count_keys(const struct signature_list *s, unsigned purpose)
{
	size_t n = 0;
	for (size_t i = 0; i < s->count; i++) {
		const struct signature *one = &s->at[i];
		bool counts = one->status == SIGNATURE_GOOD && (one->purposes & purpose) == purpose;
		for (size_t k = 0; k < i && counts; k++)
			counts = s->at[k].status != SIGNATURE_GOOD ||
			    (s->at[k].purposes & purpose) != purpose ||
			    !slice_eq(s->at[k].key, one->key);
		n += counts;
	}
	return n;
}

size_t
signature_list_keys(const struct signature_list *s)
{
	return count_keys(s, 0);
}

size_t
signature_list_keys_for(const struct signature_list *s, enum purpose p)
{
	return count_keys(s, p);
}
