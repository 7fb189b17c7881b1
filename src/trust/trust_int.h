/* trust/trust_int.h - shared by the files that make answers.
 *
 * Layer:    private to trust.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TRUST_TRUST_INT_H
#define TRUST_TRUST_INT_H

#include "trust/trust.h"

/* What trust_context.known holds for each certificate. */
enum { KNOWN_UNASKED = 0, KNOWN_NO, KNOWN_YES };

/* An answer with nothing filled in but these. */
struct signature answer_blank(const char *scheme);
struct rc answer_add(const struct trust_context *t, struct signature_list *list,
    const struct signature *s, struct err *e);

/* Adds one GOOD answer for each anchor whose own key this is. base: what they share. */
struct rc answer_anchors(const struct trust_context *t, const struct key *k,
    const struct signature *base, struct signature_list *out, struct err *e);
/* Adds one GOOD answer for each chain from the certificate to an anchor.
 * as_signer: its key has signed something, so its key usage and purposes count. */
struct rc answer_chains(const struct trust_context *t, const struct certificate *leaf,
    bool as_signer, const struct signature *base, struct signature_list *out, struct err *e);
/* The certificate's key is an anchor's, or it has a chain to one. */
struct rc certificate_is_known(const struct trust_context *t, const struct certificate *c,
    bool *known, struct err *e);
/* Keeps the payload when any answer from `first` on is GOOD; else *out is null. */
struct rc verified_make(const struct trust_context *t, struct slice payload, struct slice type,
    const struct signature_list *list, size_t first, const struct verified **out,
    struct err *e);

#endif
