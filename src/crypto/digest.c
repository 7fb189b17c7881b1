/* crypto/digest.c - SHA-256 and SHA-512. See crypto/digest.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/digest.h"

#include <openssl/evp.h>
#include <string.h>

static struct rc
one_shot(const EVP_MD *md, struct slice in, uint8_t *out, struct err *e)
{
	if (EVP_Digest(in.at != NULL ? in.at : (const uint8_t *)"", in.len, out, NULL, md,
	    NULL) != 1)
		return fail(e, E_NOMEM, 0, "the digest could not be computed");
	return DONE;
}

struct rc
digest_of(struct slice in, struct digest *out, struct err *e)
{
	return one_shot(EVP_sha256(), in, out->bytes, e);
}

struct rc
sha512_of(struct slice in, uint8_t out[static SHA512_BYTES], struct err *e)
{
	return one_shot(EVP_sha512(), in, out, e);
}

struct rc
digest_begin(struct digest_run *run, struct err *e)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	if (c == NULL || EVP_DigestInit_ex(c, EVP_sha256(), NULL) != 1) {
		EVP_MD_CTX_free(c);
		return fail(e, E_NOMEM, 0, "out of memory");
	}
	digest_run_drop(run);
	run->context = c;
	return DONE;
}

struct rc
digest_add(struct digest_run *run, struct slice piece, struct err *e)
{
	if (piece.len > 0 && EVP_DigestUpdate(run->context, piece.at, piece.len) != 1)
		return fail(e, E_NOMEM, 0, "the digest could not be computed");
	return DONE;
}

struct rc
digest_end(struct digest_run *run, struct digest *out, struct err *e)
{
	int ok = EVP_DigestFinal_ex(run->context, out->bytes, NULL);
	digest_run_drop(run);
	return ok == 1 ? DONE : fail(e, E_NOMEM, 0, "the digest could not be computed");
}

void
digest_run_drop(struct digest_run *run)
{
	EVP_MD_CTX_free(run->context);
	run->context = NULL;
}

bool
digest_eq(const struct digest *a, const struct digest *b)
{
	return memcmp(a->bytes, b->bytes, SHA256_BYTES) == 0;
}

void
digest_show(const struct digest *d, char text[static DIGEST_TEXT_BYTES])
{
	static const char digits[] = "0123456789abcdef";
	memcpy(text, "sha256:", 7);
	for (size_t i = 0; i < SHA256_BYTES; i++) {
		text[7 + 2 * i] = digits[d->bytes[i] >> 4];
		text[8 + 2 * i] = digits[d->bytes[i] & 15];
	}
}

bool
digest_text(struct arena *a, const struct digest *d, struct slice *out)
{
	char text[DIGEST_TEXT_BYTES];
	digest_show(d, text);
	return arena_copy(a, (struct slice){ (const uint8_t *)text, sizeof(text) }, out);
}

bool
digest_parse(struct slice text, struct digest *out)
{
	struct digest d;
	if (text.len != DIGEST_TEXT_BYTES || !slice_starts(text, SLICE("sha256:")))
		return false;
	for (size_t i = 0; i < 2 * SHA256_BYTES; i++) {
		uint8_t c = text.at[7 + i];
		int v = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
		if (v < 0)
			return false;
		d.bytes[i / 2] = (uint8_t)(i % 2 == 0 ? v << 4 : d.bytes[i / 2] | v);
	}
	*out = d;
	return true;
}
