/* trust/check_certificate.c - a certificate as its issuer's statement. See trust/trust.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "trust/trust_int.h"

/* Authorities of one name that are looked at. More of them make the answer UNVERIFIABLE where it
 * could have been BROKEN, and neither satisfies anything. */
#define NAMESAKES_MAX 16

/* What is said about one possible issuer. */
static void
ask_issuer(const struct certificate *c, const struct certificate *issuer, bool *named,
    bool *signed_by)
{
	if (!certificate_names_issuer(c, issuer))
		return;
	*named = true;
	*signed_by = *signed_by || certificate_is_by(c, issuer);
}

/* The issuer that the certificate names is an anchor or leads to one, and did not sign it. A
 * signature that cannot be checked (SHA-1) breaks nothing. */
static struct rc
is_forged(const struct trust_context *t, const struct certificate *c, bool *forged,
    struct err *e)
{
	bool named = false, signed_by = c->weak;
	unsigned asked = 0;
	for (size_t i = 0; i < t->anchors->count; i++)
		if (t->anchors->anchors[i].certificate != NULL)
			ask_issuer(c, t->anchors->anchors[i].certificate, &named, &signed_by);
	for (size_t i = 0; i < t->pool_count && !signed_by && asked < NAMESAKES_MAX; i++) {
		bool known = false;
		if (!t->pool[i]->is_ca || !certificate_names_issuer(c, t->pool[i]))
			continue;
		asked++;
		TRY(certificate_is_known(t, t->pool[i], &known, e));
		if (known)
			ask_issuer(c, t->pool[i], &named, &signed_by);
	}
	*forged = named && !signed_by;
	return DONE;
}

struct rc
trust_check_certificate(const struct trust_context *t, const struct certificate *c,
    struct signature_list *signatures, struct err *e)
{
	size_t before = signatures->count;
	bool forged;
	struct signature s = answer_blank("x509");
	s.key = c->key.id;
	s.signer = c->issuer;
	s.algorithm = c->algorithm;
	TRY(answer_chains(t, c, false, &s, signatures, e));
	if (signatures->count > before)
		return DONE;
	TRY(is_forged(t, c, &forged, e));
	s.status = forged ? SIGNATURE_BROKEN : SIGNATURE_UNVERIFIABLE;
	return answer_add(t, signatures, &s, e);
}
