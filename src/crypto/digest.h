/* crypto/digest.h - SHA-256 and SHA-512 of bytes.
 *
 * A digest that names a thing is SHA-256, written "sha256:" and 64 lower-case hex digits.
 *
 * Spec:     FIPS 180-4.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRYPTO_DIGEST_H
#define CRYPTO_DIGEST_H

#include "base/arena.h"
#include "base/base.h"

#define SHA256_BYTES 32
#define SHA512_BYTES 64
/* "sha256:" and 64 digits. */
#define DIGEST_TEXT_BYTES 71

struct digest { uint8_t bytes[SHA256_BYTES]; };

/* Errors: E_NOMEM. */
struct rc digest_of(struct slice in, struct digest *out, struct err *e);
struct rc sha512_of(struct slice in, uint8_t out[static SHA512_BYTES], struct err *e);

/* In pieces. AUTO(digest_run) run = {0}; digest_begin(&run) ... digest_end(&run, &d). */
struct digest_run { void *context; };
struct rc digest_begin(struct digest_run *run, struct err *e);
struct rc digest_add(struct digest_run *run, struct slice piece, struct err *e);
struct rc digest_end(struct digest_run *run, struct digest *out, struct err *e);
/* A whole message by a run that was begun, which then is as it was: many short ones cost less so.
 * The caller drops the run. */
struct rc digest_whole(struct digest_run *run, struct slice in, struct digest *out,
    struct err *e);
void digest_run_drop(struct digest_run *run);

/* Both digests of the same bytes, each byte fetched from memory once. */
struct digest_pair { struct digest sha256; uint8_t sha512[SHA512_BYTES]; };

/* Errors: E_NOMEM. */
struct rc digest_pair_of(struct slice in, struct digest_pair *out, struct err *e);
/* In pieces, as above: AUTO(digest_pair_run) run = {0}; ... The end empties the run; begun again,
 * it forgets what it had. */
struct digest_pair_run { void *sha256, *sha512; };
struct rc digest_pair_begin(struct digest_pair_run *run, struct err *e);
struct rc digest_pair_add(struct digest_pair_run *run, struct slice piece, struct err *e);
struct rc digest_pair_end(struct digest_pair_run *run, struct digest_pair *out, struct err *e);
void digest_pair_run_drop(struct digest_pair_run *run);

bool digest_pair_eq(const struct digest_pair *a, const struct digest_pair *b);

bool digest_eq(const struct digest *a, const struct digest *b);
/* Text form, not NUL-terminated. */
void digest_show(const struct digest *d, char text[static DIGEST_TEXT_BYTES]);
[[nodiscard]] bool digest_text(struct arena *a, const struct digest *d, struct slice *out);
/* Accepts exactly the text form. */
bool digest_parse(struct slice text, struct digest *out);
/* SHA-512 is written as 128 lower-case hex digits without a prefix. */
[[nodiscard]] bool sha512_text(struct arena *a, const uint8_t bytes[static SHA512_BYTES],
    struct slice *out);
/* Accepts exactly that. */
bool sha512_parse(struct slice text, uint8_t out[static SHA512_BYTES]);

#endif
