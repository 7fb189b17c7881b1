/* identity/identity.h - device certificates and revocation lists as evidence.
 *
 * What a certificate says; whether to believe it is asked of trust/.
 *
 * Spec:     RFC 5280; IEEE 802.1AR (serialNumber, hardware module name); facts:
 *           doc/formats/facts.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, crypto, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef IDENTITY_IDENTITY_H
#define IDENTITY_IDENTITY_H

#include "crypto/x509.h"
#include "fact/reading.h"

/* The certificate that a file is about: the first that is no authority's, else the first. Null
 * when there is none. A file may bring the chain above a device with it, in any order. */
const struct certificate *certificate_choose(struct certificate *const *list, size_t count);

/* Fills r, which must be fresh; texts are borrowed from the certificate. Kind
 * `device_certificate`, or empty with a title: for an authority's certificate, and for one that
 * names no serial and is self-issued or made for signing only. Those are anchors, intermediates
 * and signers, not evidence about a device.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc certificate_read(const struct certificate *c, struct reading *r, struct err *e);

/* Fills r, which must be fresh; texts are borrowed from the list. Kind `revocation_list`; finding
 * LIST_UNUSABLE where it cannot be relied on. Errors: E_LIMIT, E_NOMEM. */
struct rc crl_read(const struct crl *l, struct reading *r, struct err *e);

#endif
