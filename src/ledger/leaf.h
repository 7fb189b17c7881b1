/* ledger/leaf.h - the leaf: what the Merkle log holds for one event.
 *
 * Layout (big-endian), final:
 *   "ASLEAF1\n" | U8 flags (bit 0: clock not trusted) | U64 time_ms
 *   | 32 SHA-256 and 64 SHA-512 of the DSSE envelope
 *   | 32 key_id: SHA-256 of the recorder key's SubjectPublicKeyInfo
 *   | U8 n, at most 16 | n x (U8 class, U64 size, 32 SHA-256, 64 SHA-512)
 *
 * One byte string for each meaning: trailing bytes, other flags and other classes are refused.
 * No content, no names, no subjects: bodies can be disposed of while every proof still holds.
 *
 * Spec:     doc/formats/leaf.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LEDGER_LEAF_H
#define LEDGER_LEAF_H

#include "base/buf.h"
#include "crypto/digest.h"

#define LEAF_BODIES_MAX 16
#define LEAF_BYTES_MAX 1826
#define LEAF_CLASS_OPEN 1

struct leaf_body {
	uint64_t	size_bytes;
	struct digest	sha256;
	uint8_t		sha512[SHA512_BYTES];
};

struct leaf {
	bool			clock_not_trusted;
	int64_t			time_ms;	/* 0 or more */
	struct digest		envelope_sha256;
	uint8_t			envelope_sha512[SHA512_BYTES];
	struct digest		key_id;
	size_t			body_count;
	struct leaf_body	bodies[LEAF_BODIES_MAX];	/* in the event's order */
};

/* Appends the leaf's bytes. BUG when body_count or time_ms is out of range. */
void leaf_encode(const struct leaf *l, struct buf *out);
/* Errors: E_SYNTAX with the offset of what is cut, unknown or too much. */
struct rc leaf_decode(struct slice in, struct leaf *out, struct err *e);

#endif
