/* ledger/proof.h - inclusion and consistency proofs over the log.
 *
 * A proof is a list of node hashes by which someone who holds only a checkpoint sees that an
 * entry is in the log, or that a later log extends an earlier one. A path alone fixes neither
 * index nor size: take the size from a signed checkpoint, never from whoever sends the proof.
 *
 * A subtree [start, end) is one whose start is a multiple of the smallest power of two that is
 * not below its width.
 *
 * Spec:     RFC 9162 2.1.3 (inclusion), 2.1.4 (consistency); subtrees as in
 *           c2sp.org/tlog-cosignature.
 * Purity:   no I/O, no clock.
 * Threads:  safe, there is no shared state.
 * Layer:    base, codec, crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LEDGER_PROOF_H
#define LEDGER_PROOF_H

#include "ledger/tree.h"

/* Longest path in a log of 2^63 entries; a consistency proof has one more. */
#define PROOF_STEPS_MAX 64

/* From the leaf upward. Invariant: count <= PROOF_STEPS_MAX. */
struct proof {
	size_t		count;
	struct digest	step[PROOF_STEPS_MAX];
};

/* Errors of all four checks: E_USAGE for an index or size out of range (an empty tree proves
 * nothing), E_VERIFY when the path does not lead to the root (at: the first step too many, else
 * the count), E_NOMEM. */
struct rc proof_check_inclusion(const struct digest *leaf, uint64_t index, uint64_t size,
    const struct proof *p, const struct digest *root, struct err *e);
struct rc proof_check_consistency(uint64_t old_size, const struct digest *old_root,
    uint64_t size, const struct digest *root, const struct proof *p, struct err *e);
struct rc proof_check_subtree_inclusion(const struct digest *leaf, uint64_t index,
    uint64_t start, uint64_t end, const struct proof *p, const struct digest *root,
    struct err *e);
/* The empty subtree is in every log: its hash is that of nothing, its path is empty. */
struct rc proof_check_subtree_consistency(uint64_t start, uint64_t end,
    const struct digest *subtree, uint64_t size, const struct digest *root,
    const struct proof *p, struct err *e);

/* Made from tiles. Errors: E_USAGE as above; those of the reader. */
struct rc proof_make_inclusion(const struct tile_reader *r, uint64_t index, uint64_t size,
    struct proof *out, struct err *e);
struct rc proof_make_consistency(const struct tile_reader *r, uint64_t old_size, uint64_t size,
    struct proof *out, struct err *e);

#endif
