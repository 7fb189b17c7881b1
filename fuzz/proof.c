/* proof.c - fuzz target: bytes as a proof. The checks end, agree with the recursive definition of
 * RFC 9162 2.1.3 and 2.1.4, and accept nothing that was not made for its root.
 *
 *   U8 kind, of which bit 0: consistency | U64 index or older size | U64 size
 *   | 32 leaf or older root | 32 bytes for each step
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/rd.h"
#include "ledger/proof.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
	bool		consistency;
	uint64_t	first, size;
	struct digest	hash;
	struct proof	p;
};

static uint64_t
split(uint64_t n)
{
	uint64_t k = 1;
	while (k < n - k)
		k *= 2;
	return k;
}

static struct digest
node(const struct digest *left, const struct digest *right)
{
	struct digest d;
	if (failed(tree_node_hash(left, right, &d, NULL)))
		abort();
	return d;
}

/* PATH(m, D[n]) backwards: the root that the steps give, the last step at the top. False when
 * there are too few or too many of them. */
static bool
path_root(uint64_t m, uint64_t n, const struct digest *leaf, const struct digest *step,
    size_t count, struct digest *out)
{
	if (n == 1) {
		*out = *leaf;
		return count == 0;
	}
	if (count == 0)
		return false;
	uint64_t k = split(n);
	bool right = m >= k, ok = path_root(right ? m - k : m, right ? n - k : k, leaf, step,
	    count - 1, out);
	*out = right ? node(&step[count - 1], out) : node(out, &step[count - 1]);
	return ok;
}

/* SUBPROOF(m, D[n], whole) backwards: both roots. */
static bool
subproof_roots(uint64_t m, uint64_t n, bool whole, const struct input *in, size_t count,
    struct digest *old, struct digest *new)
{
	const struct digest *step = in->p.step;
	*old = *new = in->hash;
	if (m == n && whole)
		return count == 0;
	if (count == 0)
		return false;
	if (m == n) {
		*old = *new = step[0];
		return count == 1;
	}
	uint64_t k = split(n);
	const struct digest *top = &step[count - 1];
	bool ok;
	if (m <= k) {
		ok = subproof_roots(m, k, whole, in, count - 1, old, new);
		*new = node(new, top);
	} else {
		ok = subproof_roots(m - k, n - k, false, in, count - 1, old, new);
		*old = node(top, old);
		*new = node(top, new);
	}
	return ok;
}

static bool
check(const struct input *in, const struct digest *old, const struct digest *root)
{
	struct err e = {0};
	struct rc done = in->consistency ?
	    proof_check_consistency(in->first, old, in->size, root, &in->p, &e) :
	    proof_check_inclusion(&in->hash, in->first, in->size, &in->p, root, &e);
	if (failed(done) && (e.what == NULL || e.at > in->p.count ||
	    (done.code != E_VERIFY && done.code != E_USAGE)))
		abort();
	return !failed(done);
}

/* Whatever the definition makes of the steps is accepted, for these roots alone. */
static void
compare(struct input *in)
{
	struct digest old = in->hash, root, wrong;
	bool whole = in->consistency ?
	    subproof_roots(in->first, in->size, true, in, in->p.count, &old, &root) :
	    path_root(in->first, in->size, &in->hash, in->p.step, in->p.count, &root);
	if (check(in, &old, &root) != whole)
		abort();
	wrong = root;
	wrong.bytes[31] ^= 1;
	if (check(in, &old, &wrong))
		abort();
	/* long paths at their ends and in the middle: time is better spent on other inputs */
	for (size_t i = 0; i < in->p.count; i += in->p.count > 8 ? (in->p.count - 1) / 2 : 1) {
		in->p.step[i].bytes[0] ^= 0x80;
		if (check(in, &old, &root))
			abort();
		in->p.step[i].bytes[0] ^= 0x80;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rd r = rd_init((struct slice){ data, size });
	struct input in = { .consistency = (rd_be(&r, 1) & 1) != 0 };
	struct digest any = {0};
	in.first = rd_be(&r, 8);
	in.size = rd_be(&r, 8);
	struct slice hash = rd_take(&r, SHA256_BYTES);
	if (!rd_ok(&r) || rd_left(&r) / SHA256_BYTES > PROOF_STEPS_MAX)
		return 0;
	memcpy(in.hash.bytes, hash.at, SHA256_BYTES);
	for (; rd_left(&r) >= SHA256_BYTES; in.p.count++)
		memcpy(in.p.step[in.p.count].bytes, rd_take(&r, SHA256_BYTES).at, SHA256_BYTES);
	/* a root that nobody made the steps for */
	memset(any.bytes, 0x5a, sizeof(any.bytes));
	if (check(&in, &in.hash, &any) && memcmp(&in.hash, &any, sizeof(any)) != 0)
		abort();
	if (in.consistency ? in.first > 0 && in.first <= in.size : in.first < in.size)
		compare(&in);
	return 0;
}
