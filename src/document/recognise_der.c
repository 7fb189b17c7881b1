/* document/recognise_der.c - certificates, revocation lists and CMS by their ASN.1 skeleton.
 *
 * Only tags are looked at, never the contents: a certificate begins with a tbsCertificate of
 * version, serial number, algorithm, issuer and validity (RFC 5280 4.1), a revocation list has a
 * time where a certificate has the pair of them (5.1), CMS begins with an object identifier
 * below 1.2.840.113549.1.7 (RFC 5652 3), a private key with its version, then an algorithm and an
 * octet string (RFC 5958 2), or CMS data behind the version 3 (PKCS #12, RFC 7292 4), or the
 * numbers of RSA (RFC 8017 A.1.2), or an octet string (RFC 5915 3).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/rd.h"
#include "document/recognise_int.h"

#define TAG_INTEGER 0x02
#define TAG_OCTETS 0x04
#define TAG_OID 0x06
#define TAG_UTC_TIME 0x17
#define TAG_GENERAL_TIME 0x18
#define TAG_SEQUENCE 0x30
#define TAG_VERSION 0xa0

/* Bytes of the object identifier 1.2.840.113549.1.7 without its last arc. */
static const struct slice pkcs7 = SLICE_INIT("\x2a\x86\x48\x86\xf7\x0d\x01\x07");

/* Reads one tag and its length; the cursor stands at the contents. 0 when there is none.
 * Indefinite length (BER, as some CMS writers use it) gives length 0. */
static int
element(struct rd *r, uint64_t *length)
{
	int tag = (int)rd_be(r, 1);
	uint64_t n = rd_be(r, 1);
	*length = n;
	if (n == 0x80)
		*length = 0;
	else if (n > 0x84)
		rd_fail(r, E_SYNTAX, "a length of more than four bytes");
	else if (n > 0x80)
		*length = rd_be(r, (unsigned)(n - 0x80));
	return rd_ok(r) ? tag : 0;
}

/* Passes one element of that tag. */
static bool
passed(struct rd *r, int tag)
{
	uint64_t length;
	if (element(r, &length) != tag)
		return false;
	(void)rd_take(r, length);
	return rd_ok(r);
}

static struct recognised
certificate_or_list(struct rd r)
{
	struct recognised none = { FORM_UNKNOWN, "" };
	bool version = rd_peek(&r) == TAG_VERSION && passed(&r, TAG_VERSION);
	bool number = rd_peek(&r) == TAG_INTEGER && passed(&r, TAG_INTEGER);
	if ((version && !number) || !passed(&r, TAG_SEQUENCE) || !passed(&r, TAG_SEQUENCE))
		return none;
	int next = rd_peek(&r);
	if (number && next == TAG_SEQUENCE)
		return (struct recognised){ FORM_CERTIFICATE,
		    "has the ASN.1 structure of an X.509 certificate" };
	if (!version && (next == TAG_UTC_TIME || next == TAG_GENERAL_TIME))
		return (struct recognised){ FORM_CRL,
		    "has the ASN.1 structure of a certificate revocation list" };
	return none;
}

/* The cursor stands behind the tag and length of the version. */
static struct recognised
private_key(struct rd r, uint64_t length)
{
	struct recognised none = { FORM_UNKNOWN, "" };
	uint64_t inner, version = length == 1 ? rd_be(&r, 1) : UINT64_MAX;
	if (version > 3)
		return none;
	int next = element(&r, &inner);
	if (version == 1 && next == TAG_OCTETS && inner >= 28 && inner <= 66)
		return (struct recognised){ FORM_PRIVATE_KEY,
		    "has the ASN.1 structure of a private key for elliptic curves" };
	if (version == 0 && next == TAG_INTEGER && inner >= 64) {
		(void)rd_take(&r, inner);
		return rd_ok(&r) && passed(&r, TAG_INTEGER) && passed(&r, TAG_INTEGER) ?
		    (struct recognised){ FORM_PRIVATE_KEY,
		    "has the ASN.1 structure of a private key for RSA" } : none;
	}
	if (next != TAG_SEQUENCE)
		return none;
	struct rd body = r;		/* the head may end within it */
	uint64_t oid;
	int tag = element(&body, &oid);
	bool cms = tag == TAG_OID && slice_starts(rd_take(&body, oid), pkcs7);
	(void)rd_take(&r, inner);
	if (version == 3 && cms)
		return (struct recognised){ FORM_PRIVATE_KEY,
		    "has the ASN.1 structure of a PKCS #12 file, which holds private keys" };
	if (version < 2 && tag == TAG_OID && rd_peek(&r) == TAG_OCTETS)
		return (struct recognised){ FORM_PRIVATE_KEY,
		    "has the ASN.1 structure of a private key (PKCS #8)" };
	return none;
}

struct recognised
recognise_der(struct slice head)
{
	uint64_t length;
	struct rd r = rd_init(head);
	if (element(&r, &length) != TAG_SEQUENCE)
		return (struct recognised){ FORM_UNKNOWN, "" };
	int inner = element(&r, &length);
	if (inner == TAG_OID && slice_starts(rd_take(&r, length), pkcs7) && length == pkcs7.len + 1)
		return (struct recognised){ FORM_CMS,
		    "begins with an object identifier of CMS (PKCS #7)" };
	if (inner == TAG_INTEGER)
		return private_key(r, length);
	if (inner != TAG_SEQUENCE)
		return (struct recognised){ FORM_UNKNOWN, "" };
	return certificate_or_list(r);
}
