/* ledger/note.h - signed notes, and the checkpoint that is one.
 *
 *   text (lines, the last one ends in LF) | LF | signature lines:
 *   EM DASH SP name SP base64(U32 key id | signature) LF
 *
 * The text is signed, its last LF included, the empty line not. A line by an unknown name and id
 * is passed over; one by a known key that does not hold spoils the note, and so does a name and
 * id that stand there twice.
 *
 * A checkpoint's text: origin LF size LF base64(root) LF, and extension lines that are kept and
 * mean nothing here.
 *
 * Spec:     c2sp.org/signed-note v1.0.0, c2sp.org/tlog-checkpoint v1.0.0. Ed25519 (type 0x01).
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, crypto.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LEDGER_NOTE_H
#define LEDGER_NOTE_H

#include "base/arena.h"
#include "base/buf.h"
#include "crypto/digest.h"
#include "crypto/key.h"
#include "crypto/sign.h"

#define NOTE_BYTES_MAX 262144
#define NOTE_SIGNATURES_MAX 64
#define NOTE_ED25519 0x01
#define ORIGIN_BYTES_MAX 255

struct note_line { struct slice name; uint32_t key_id; struct slice signature; };

struct note {
	struct slice		 text;
	size_t			 count;
	struct note_line	*lines;
};

struct checkpoint {
	struct slice	origin;
	uint64_t	size;
	struct digest	root;
	size_t		extension_count;
	struct slice	*extensions;
};

/* A name that may stand in a note: not empty, at most ORIGIN_BYTES_MAX, UTF-8, no white space,
 * no control character, no "+". */
bool note_name_is_good(struct slice name);
/* First four bytes of SHA-256(name LF 0x01 public key of 32 bytes). E_USAGE for another key, and
 * for a name that is not good. */
struct rc note_key_id(struct slice name, const struct key *k, uint32_t *out, struct err *e);
/* Errors: E_SYNTAX with the place; E_LIMIT, E_NOMEM. */
struct rc note_decode(struct slice in, struct arena *a, struct note *out, struct err *e);
/* Appends text, empty line and one signature line. Errors: E_SYNTAX with the place for text that
 * may not stand in a note, or does not end in LF; E_USAGE for such a name; E_LIMIT, E_NOMEM. */
struct rc note_sign(struct slice text, struct slice name, const struct secret_key *k,
    struct buf *out, struct err *e);
/* The line by this name and key holds. E_VERIFY when it does not, or is not there; E_USAGE as
 * note_key_id(). */
struct rc note_check(const struct note *n, struct slice name, const struct key *k,
    struct err *e);

/* BUG when it could not be read again: an origin or extension that is no line. */
void checkpoint_encode(const struct checkpoint *c, struct buf *out);
/* Of the text of a note. Errors: E_SYNTAX with the place: size with a leading zero, a root that
 * is not 32 bytes, a missing line, an empty origin or extension. E_LIMIT above ORIGIN_BYTES_MAX
 * and TREE_SIZE_MAX; E_NOMEM. A size of 0 may come with any root: whoever trusts it compares. */
struct rc checkpoint_decode(struct slice text, struct arena *a, struct checkpoint *out,
    struct err *e);
/* Verifier key text: "name+hex8+base64(type | key)". Errors: E_SYNTAX with the place, also where
 * the id is not that of name and key; E_UNVERIFIABLE for another type, or a key that
 * crypto/key.h does not accept; E_LIMIT, E_NOMEM. */
struct rc note_verifier_decode(struct slice text, struct arena *a, struct crypto_bag *bag,
    struct slice *name, struct key *k, struct err *e);
struct rc note_verifier_encode(struct slice name, const struct key *k, struct buf *out,
    struct err *e);

#endif
