/* note.c - fuzz target: an accepted note or checkpoint is written again byte for byte, and a key
 * that is not the writer's finds no signature in it that holds.
 *
 * The input is a note; its text may be a checkpoint. An input without LF is a verifier key.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "codec/base64.h"
#include "ledger/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* RFC 8032 7.1, test 2: its secret half signs nothing here. */
static const uint8_t other[ED25519_PUBLIC_BYTES] = {
	0x3d, 0x40, 0x17, 0xc3, 0xe8, 0x43, 0x89, 0x5a, 0x92, 0xb7, 0x0a, 0xa7, 0x4d, 0x1b, 0x7e,
	0xbc, 0x9c, 0x98, 0x2c, 0xcf, 0x2e, 0xc4, 0x96, 0x8c, 0xc0, 0xcd, 0x55, 0xf1, 0x2a, 0xf4,
	0x66, 0x0c
};

static void
write_line(const struct note_line *l, struct arena *a, struct buf *out)
{
	uint8_t *bytes = arena_alloc(a, 4 + l->signature.len, 1);
	if (bytes == NULL)
		abort();
	for (unsigned i = 0; i < 4; i++)
		bytes[i] = (uint8_t)(l->key_id >> (24 - 8 * i));
	memcpy(bytes + 4, l->signature.at, l->signature.len);
	buf_add_text(out, "\xe2\x80\x94 ");
	buf_add(out, l->name);
	buf_add_byte(out, ' ');
	base64_write((struct slice){ bytes, 4 + l->signature.len }, out);
	buf_add_byte(out, '\n');
}

static void
try_checkpoint(struct slice text, struct arena *a)
{
	AUTO(buf) again = buf_init(NOTE_BYTES_MAX);
	struct checkpoint c;
	struct err e = {0};
	if (failed(checkpoint_decode(text, a, &c, &e))) {
		if (e.what == NULL || e.at > text.len)
			abort();
		return;
	}
	checkpoint_encode(&c, &again);
	if (!slice_eq(buf_slice(&again), text))
		abort();
}

/* The other key under each name that signed. */
static void
try_other_key(const struct note *n, struct arena *a)
{
	AUTO(crypto_bag) bag = {0};
	struct key k;
	if (failed(key_from_ed25519_raw(other, a, &bag, &k, NULL)))
		abort();
	for (size_t i = 0; i < n->count && i < 4; i++)
		if (note_check(n, n->lines[i].name, &k, NULL).code != E_VERIFY)
			abort();
}

static void
try_note(struct slice in, struct arena *a)
{
	AUTO(buf) again = buf_init(NOTE_BYTES_MAX);
	struct note n;
	struct err e = {0};
	if (failed(note_decode(in, a, &n, &e))) {
		if (e.what == NULL || e.at > in.len)
			abort();
		return;
	}
	if (n.count == 0 || n.count > NOTE_SIGNATURES_MAX)
		abort();
	buf_add(&again, n.text);
	buf_add_byte(&again, '\n');
	for (size_t i = 0; i < n.count; i++)
		write_line(&n.lines[i], a, &again);
	if (!slice_eq(buf_slice(&again), in))
		abort();
	try_checkpoint(n.text, a);
	try_other_key(&n, a);
}

static void
try_verifier_key(struct slice in, struct arena *a)
{
	AUTO(crypto_bag) bag = {0};
	AUTO(buf) again = buf_init(KIB(1));
	struct slice name;
	struct key k;
	struct err e = {0};
	if (failed(note_verifier_decode(in, a, &bag, &name, &k, &e))) {
		if (e.what == NULL || e.at > in.len)
			abort();
		return;
	}
	if (failed(note_verifier_encode(name, &k, &again, &e)) || !slice_eq(buf_slice(&again), in))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(MIB(8));
	struct slice in = { data, size };
	if (slice_find(in, SLICE("\n"), 0) == SIZE_MAX)
		try_verifier_key(in, &a);
	try_note(in, &a);
	try_checkpoint(in, &a);
	return 0;
}
