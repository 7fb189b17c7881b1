/* crypto/cms.c - CMS messages: reading. The checking is in cms_signer.c. See crypto/cms.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/cms.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include "base/limits.h"
#include "crypto/armour.h"
#include "crypto/x509_int.h"

#define CERTIFICATES_MAX 64

static void
drop_cms(void *object)
{
	CMS_ContentInfo_free(object);
}

/* One that cannot be read is left out; running out of room is not. */
static struct rc
take_one(X509 *x, struct cms *c, struct arena *a, struct crypto_bag *bag, struct err *e)
{
	struct err why = {0};
	if (X509_up_ref(x) != 1)
		BUG("a certificate that cannot be shared");
	struct rc one = certificate_take(x, a, bag, &c->certificates[c->certificate_count], &why);
	if (!failed(one))
		c->certificate_count++;
	else if (one.code == E_NOMEM || a->spent)
		return fail(e, why.code, 0, why.what);
	return DONE;
}

static struct rc
take_certificates(struct cms *c, struct arena *a, struct crypto_bag *bag, struct err *e)
{
	struct rc done = DONE;
	STACK_OF(X509) *certs = CMS_get1_certs(c->object);
	int n = sk_X509_num(certs);
	c->certificates = ARENA_ARRAY(a, struct certificate *, CERTIFICATES_MAX);
	if (c->certificates == NULL)
		done = arena_failed(a, e);
	else if (n > CERTIFICATES_MAX)
		done = fail(e, E_LIMIT, 0, "more than 64 certificates in one message");
	for (int i = 0; i < n && !failed(done); i++)
		done = take_one(sk_X509_value(certs, i), c, a, bag, e);
	sk_X509_pop_free(certs, X509_free);
	if (!failed(done))
		c->certificate_count = certificate_order(c->certificates, c->certificate_count);
	return done;
}

static struct rc
read_message(struct cms *c, struct arena *a, struct crypto_bag *bag, struct err *e)
{
	if (OBJ_obj2nid(CMS_get0_type(c->object)) != NID_pkcs7_signed)
		return fail(e, E_SCHEMA, 0, "a CMS message that is not signed data");
	int n = sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(c->object));
	if (n < 1)
		return fail(e, E_SCHEMA, 0, "a CMS message without signers");
	if (n > SIGNATURES_MAX)
		return fail(e, E_LIMIT, 0, "a CMS message with more than 64 signers");
	c->signer_count = (size_t)n;
	ASN1_OCTET_STRING **content = CMS_get0_content(c->object);
	c->detached = content == NULL || *content == NULL;
	if (!c->detached)
		c->content.bytes = (struct slice){ ASN1_STRING_get0_data(*content),
		    (size_t)ASN1_STRING_length(*content) };
	return take_certificates(c, a, bag, e);
}

static struct rc
decode_der(struct slice der, struct arena *a, struct crypto_bag *bag, struct cms **out,
    struct err *e)
{
	const uint8_t *p = der.at;
	struct cms *c = ARENA_NEW(a, struct cms);
	if (c == NULL)
		return arena_failed(a, e);
	c->object = der.len == 0 ? NULL : d2i_CMS_ContentInfo(NULL, &p, (long)der.len);
	if (c->object == NULL)
		return fail(e, E_SYNTAX, 0, "not a CMS message in DER");
	TRY(crypto_bag_add(bag, a, c->object, drop_cms, e));
	if (p != der.at + der.len)
		return fail(e, E_SYNTAX, (uint64_t)(p - der.at),
		    "trailing bytes after the message");
	TRY(read_message(c, a, bag, e));
	*out = c;
	return DONE;
}

struct rc
cms_decode(struct slice in, struct arena *a, struct crypto_bag *bag, struct cms **out,
    struct err *e)
{
	struct armour_block b;
	struct err inner = {0};
	TRY(armour_single(in, SLICE("CMS"), SLICE("PKCS7"), STATEMENT_BYTES_MAX, a, &b, e));
	struct rc done = decode_der(b.der, a, bag, out, &inner);
	ERR_clear_error();
	return failed(done) ? armour_fail(&b, in, &inner, e) : DONE;
}
