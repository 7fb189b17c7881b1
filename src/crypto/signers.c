/* crypto/signers.c - under which keys an ECDSA signature can hold at all. See crypto/signers.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/signers.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <string.h>

#include "crypto/key_int.h"

static const struct { int curve; const char *digest; } curves[SCHEME_COUNT] = {
	[SCHEME_ECDSA_P256_SHA256] = { NID_X9_62_prime256v1, "SHA2-256" },
	[SCHEME_ECDSA_P384_SHA384] = { NID_secp384r1, "SHA2-384" },
	[SCHEME_ECDSA_P384_SHA256] = { NID_secp384r1, "SHA2-256" },
};

/* Everything of one computation. sig owns r and s; all else that is not owned by `bn` is freed by
 * solving_drop(). by_r: 1/r. minus_u: -(e/r)G. */
struct solving {
	enum scheme	 scheme;
	size_t		 field;
	EC_GROUP	*group;
	BN_CTX		*bn;
	ECDSA_SIG	*sig;
	BIGNUM		*e, *by_r, *t;
	EC_POINT	*minus_u, *point, *sum;
};

static void
solving_drop(struct solving *v)
{
	EC_POINT_free(v->minus_u);
	EC_POINT_free(v->point);
	EC_POINT_free(v->sum);
	BN_free(v->e);
	BN_free(v->by_r);
	BN_free(v->t);
	ECDSA_SIG_free(v->sig);
	BN_CTX_free(v->bn);
	EC_GROUP_free(v->group);
	ERR_clear_error();
}

static bool
solving_begin(struct solving *v, struct slice message, struct slice signature)
{
	uint8_t digest[EVP_MAX_MD_SIZE];
	size_t len = 0;
	v->field = ecdsa_field(v->scheme);
	v->group = EC_GROUP_new_by_curve_name(curves[v->scheme].curve);
	v->bn = BN_CTX_new();
	v->sig = ecdsa_parse(signature, v->field);
	v->by_r = BN_new();
	v->t = BN_new();
	if (v->group == NULL || v->bn == NULL || v->sig == NULL || v->by_r == NULL ||
	    v->t == NULL)
		return false;
	v->minus_u = EC_POINT_new(v->group);
	v->point = EC_POINT_new(v->group);
	v->sum = EC_POINT_new(v->group);
	if (v->minus_u == NULL || v->point == NULL || v->sum == NULL ||
	    EVP_Q_digest(NULL, curves[v->scheme].digest, NULL, message.at != NULL ? message.at :
	    (const uint8_t *)"", message.len, digest, &len) != 1)
		return false;
	/* no digest is longer than the order of its curve: nothing is cut off */
	v->e = BN_bin2bn(digest, (int)len, NULL);
	return v->e != NULL;
}

/* 0 < r, s < n, and r + n is no coordinate: then r is the abscissa of R itself. */
static bool
is_plain(struct solving *v)
{
	const BIGNUM *r = ECDSA_SIG_get0_r(v->sig), *s = ECDSA_SIG_get0_s(v->sig);
	const BIGNUM *n = EC_GROUP_get0_order(v->group), *p = EC_GROUP_get0_field(v->group);
	return !BN_is_zero(r) && !BN_is_negative(r) && BN_cmp(r, n) < 0 &&
	    !BN_is_zero(s) && !BN_is_negative(s) && BN_cmp(s, n) < 0 &&
	    BN_add(v->t, r, n) == 1 && BN_cmp(v->t, p) >= 0;
}

/* The factor of G is taken modulo n, so that it is not negative. */
static bool
find_minus_u(struct solving *v)
{
	const BIGNUM *n = EC_GROUP_get0_order(v->group);
	return BN_mod_inverse(v->by_r, ECDSA_SIG_get0_r(v->sig), n, v->bn) != NULL &&
	    BN_mod_mul(v->t, v->e, v->by_r, n, v->bn) == 1 &&
	    BN_sub(v->t, n, v->t) == 1 &&
	    EC_POINT_mul(v->group, v->minus_u, v->t, NULL, NULL, v->bn) == 1;
}

/* Adds a point unless it is the infinite one, which is no key. */
static bool
take(struct solving *v, const EC_POINT *point, struct signers *out)
{
	uint8_t text[1 + POINT_BYTES_MAX];
	if (EC_POINT_is_at_infinity(v->group, point) == 1)
		return true;
	if (EC_POINT_point2oct(v->group, point, POINT_CONVERSION_UNCOMPRESSED, text, sizeof(text),
	    v->bn) != 1 + 2 * v->field)
		return false;
	out->bytes = 2 * v->field;
	memcpy(out->points[out->count++], text + 1, out->bytes);
	return true;
}

/* The held one, and -(2e/r)G less it. */
static bool
solve_held(struct solving *v, const struct key *held, struct signers *out)
{
	size_t len = 1 + 2 * v->field;
	if (held->spki.len < len || EC_POINT_oct2point(v->group, v->point,
	    held->spki.at + held->spki.len - len, len, v->bn) != 1)
		return false;
	out->bytes = len - 1;
	memcpy(out->points[out->count++], held->spki.at + held->spki.len - out->bytes, out->bytes);
	return EC_POINT_invert(v->group, v->point, v->bn) == 1 &&
	    EC_POINT_dbl(v->group, v->sum, v->minus_u, v->bn) == 1 &&
	    EC_POINT_add(v->group, v->sum, v->sum, v->point, v->bn) == 1 && take(v, v->sum, out);
}

/* Of an r that is no abscissa libcrypto gives no point. Then no key fits; but that is seldom, and
 * why it gave none is not asked. */
static bool
solve(struct solving *v, struct signers *out)
{
	const BIGNUM *n = EC_GROUP_get0_order(v->group);
	return EC_POINT_set_compressed_coordinates(v->group, v->sum, ECDSA_SIG_get0_r(v->sig), 0,
	    v->bn) == 1 &&
	    BN_mod_mul(v->t, ECDSA_SIG_get0_s(v->sig), v->by_r, n, v->bn) == 1 &&
	    EC_POINT_mul(v->group, v->point, NULL, v->sum, v->t, v->bn) == 1 &&
	    EC_POINT_add(v->group, v->sum, v->minus_u, v->point, v->bn) == 1 &&
	    take(v, v->sum, out) && EC_POINT_invert(v->group, v->point, v->bn) == 1 &&
	    EC_POINT_add(v->group, v->sum, v->minus_u, v->point, v->bn) == 1 &&
	    take(v, v->sum, out);
}

struct signers
signers_find(enum scheme s, const struct key *held, struct slice message, struct slice signature)
{
	struct signers out = {0};
	struct solving v = { .scheme = s };
	if (s <= SCHEME_NONE || s >= SCHEME_COUNT || curves[s].digest == NULL)
		return out;
	out.known = solving_begin(&v, message, signature) && is_plain(&v) && find_minus_u(&v) &&
	    (held != NULL ? solve_held(&v, held, &out) : solve(&v, &out));
	solving_drop(&v);
	return out;
}

/* A key in DER ends with its point, uncompressed. */
bool
signers_may_be(const struct signers *g, const struct key *k)
{
	for (size_t i = 0; i < g->count && k->spki.len > g->bytes; i++)
		if (memcmp(g->points[i], k->spki.at + k->spki.len - g->bytes, g->bytes) == 0)
			return true;
	return !g->known;
}
