/* json.c - fuzz target: tokens are where they say, and what is accepted survives writing.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads every token; the reader's answer. */
static enum code
read_tokens(struct slice in, struct err *e)
{
	struct json_reader *r;
	struct json_token t = {0};
	unsigned open = 0;
	uint64_t last = 0;

	if (failed(json_open(source_of(in), (struct json_budget){ DEPTH_MAX, in.len, NODES_MAX },
	    &r, e)))
		abort();
	while (t.kind != JSON_END && !failed(json_next(r, &t, e))) {
		if (t.kind == JSON_OBJECT_END || t.kind == JSON_ARRAY_END)
			open--;
		if (t.depth != open || t.at < last || t.at + t.raw.len > in.len ||
		    !slice_eq(t.raw, slice_sub(in, t.at, t.at + t.raw.len)))
			abort();	/* every token lies where it says, in order */
		if (t.kind == JSON_OBJECT || t.kind == JSON_ARRAY)
			open++;
		last = t.at;
	}
	if (e->code == OK && open != 0)
		abort();		/* what begins ends */
	json_close(r);
	return e->code;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice in = { data, size };
	struct arena a = arena_init(DOCUMENT_ARENA_BYTES);
	struct buf out = buf_init(MIB(16));
	struct value v, back;
	struct err e = {0}, f = {0}, g = {0};

	if (size > KIB(64))
		return 0;
	enum code tokens = read_tokens(in, &e), tree = json_tree(in, size, &a, &v, &f).code;
	if (tree != tokens || e.at != f.at || f.at > size)
		abort();		/* the tree refuses what the tokens do, at the same place */
	if (tree == OK && !failed(json_write_pretty(&v, &out, &g)))
		if (failed(json_tree(buf_slice(&out), MIB(16), &a, &back, &g)) ||
		    !value_eq(&v, &back))
			abort();	/* written for people, it still says the same */
	buf_drop(&out);
	arena_drop(&a);
	return 0;
}
