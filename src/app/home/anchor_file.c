/* app/home/anchor_file.c - the one key or certificate of a file. See app/home/anchor_file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/anchor_file.h"

#include "base/file.h"
#include "base/limits.h"

/* A certificate in PEM with whatever explains it. */
#define ANCHOR_BYTES_MAX (CERT_BYTES_MAX * 4)

struct rc
anchor_bytes_load(struct slice bytes, unsigned purposes, enum trust_how how, struct arena *a,
    struct crypto_bag *bag, struct anchor *out, struct err *e)
{
	struct anchor_set set = {0};
	TRY(anchor_load(bytes, SLICE(""), purposes, how, a, bag, &set, e));
	if (set.count != 1)
		return fail(e, E_USAGE, 0, "expected one key or certificate, and here are several; "
		    "each is trusted on its own: split the file, e.g. with csplit -z FILE "
		    "'/-----BEGIN/' '{*}'");
	*out = set.anchors[0];
	return DONE;
}

struct rc
anchor_file_load(const char *path, unsigned purposes, enum trust_how how, struct arena *a,
    struct crypto_bag *bag, struct slice *bytes, struct anchor *out, struct trouble *t)
{
	TRY(trouble_in(t, path, file_read_small(path, ANCHOR_BYTES_MAX, a, bytes, &t->err)));
	struct rc done = anchor_bytes_load(*bytes, purposes, how, a, bag, out, &t->err);
	bool placed = done.code == E_SYNTAX || done.code == E_SCHEMA ||
	    done.code == E_UNVERIFIABLE;
	if (placed && slice_find(*bytes, SLICE("-----BEGIN"), 0) != SIZE_MAX)
		trouble_at_line(t, *bytes, a);
	else if (placed && !arena_format(a, &t->place, "+%llu", (unsigned long long)t->err.at))
		t->place = SLICE("");
	return trouble_in(t, path, done);
}
