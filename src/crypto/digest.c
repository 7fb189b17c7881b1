/* crypto/digest.c - SHA-256 and SHA-512. See crypto/digest.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/digest.h"

#include <openssl/evp.h>
#include <string.h>

/* Piece that both digests of a pair run over while it lies in the cache. */
#define PAIR_BYTES 16384

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

static struct rc
begin(const EVP_MD *md, void **context, struct err *e)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	if (c == NULL || EVP_DigestInit_ex(c, md, NULL) != 1) {
		EVP_MD_CTX_free(c);
		return fail(e, E_NOMEM, 0, "out of memory");
	}
	EVP_MD_CTX_free(*context);
	*context = c;
	return DONE;
}

static struct rc
add(void *context, struct slice piece, struct err *e)
{
	if (piece.len > 0 && EVP_DigestUpdate(context, piece.at, piece.len) != 1)
		return fail(e, E_NOMEM, 0, "the digest could not be computed");
	return DONE;
}

static struct rc
end(void *context, uint8_t *out, struct err *e)
{
	return EVP_DigestFinal_ex(context, out, NULL) == 1 ? DONE :
	    fail(e, E_NOMEM, 0, "the digest could not be computed");
}

struct rc
digest_begin(struct digest_run *run, struct err *e)
{
	return begin(EVP_sha256(), &run->context, e);
}

struct rc
digest_add(struct digest_run *run, struct slice piece, struct err *e)
{
	return add(run->context, piece, e);
}

struct rc
digest_whole(struct digest_run *run, struct slice in, struct digest *out, struct err *e)
{
	TRY(add(run->context, in, e));
	TRY(end(run->context, out->bytes, e));
	/* without a digest named the library need not look for it again */
	return EVP_DigestInit_ex(run->context, NULL, NULL) == 1 ? DONE :
	    fail(e, E_NOMEM, 0, "out of memory");
}

struct rc
digest_end(struct digest_run *run, struct digest *out, struct err *e)
{
	struct rc result = end(run->context, out->bytes, e);
	digest_run_drop(run);
	return result;
}

void
digest_run_drop(struct digest_run *run)
{
	EVP_MD_CTX_free(run->context);
	run->context = NULL;
}

struct rc
digest_pair_begin(struct digest_pair_run *run, struct err *e)
{
	TRY(begin(EVP_sha256(), &run->sha256, e));
	return begin(EVP_sha512(), &run->sha512, e);
}

struct rc
digest_pair_add(struct digest_pair_run *run, struct slice piece, struct err *e)
{
	for (size_t at = 0; at < piece.len; at += PAIR_BYTES) {
		size_t left = piece.len - at;
		struct slice part = { piece.at + at, left < PAIR_BYTES ? left : PAIR_BYTES };
		TRY(add(run->sha256, part, e));
		TRY(add(run->sha512, part, e));
	}
	return DONE;
}

struct rc
digest_pair_end(struct digest_pair_run *run, struct digest_pair *out, struct err *e)
{
	struct digest_pair pair;
	struct rc result = end(run->sha256, pair.sha256.bytes, e);
	if (!failed(result))
		result = end(run->sha512, pair.sha512, e);
	if (!failed(result))
		*out = pair;
	digest_pair_run_drop(run);
	return result;
}

void
digest_pair_run_drop(struct digest_pair_run *run)
{
	EVP_MD_CTX_free(run->sha256);
	EVP_MD_CTX_free(run->sha512);
	*run = (struct digest_pair_run){0};
}

struct rc
digest_pair_of(struct slice in, struct digest_pair *out, struct err *e)
{
	AUTO(digest_pair_run) run = {0};
	TRY(digest_pair_begin(&run, e));
	TRY(digest_pair_add(&run, in, e));
	return digest_pair_end(&run, out, e);
}

bool
digest_pair_eq(const struct digest_pair *a, const struct digest_pair *b)
{
	return digest_eq(&a->sha256, &b->sha256) &&
	    memcmp(a->sha512, b->sha512, SHA512_BYTES) == 0;
}

bool
digest_eq(const struct digest *a, const struct digest *b)
{
	return memcmp(a->bytes, b->bytes, SHA256_BYTES) == 0;
}

static void
show_hex(const uint8_t *bytes, size_t n, char *text)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		text[2 * i] = digits[bytes[i] >> 4];
		text[2 * i + 1] = digits[bytes[i] & 15];
	}
}

/* 2n lower-case digits; what is written up to a wrong one is for nobody to use. */
static bool
parse_hex(const uint8_t *text, size_t n, uint8_t *bytes)
{
	for (size_t i = 0; i < 2 * n; i++) {
		uint8_t c = text[i];
		int v = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
		if (v < 0)
			return false;
		bytes[i / 2] = (uint8_t)(i % 2 == 0 ? v << 4 : bytes[i / 2] | v);
	}
	return true;
}

void
digest_show(const struct digest *d, char text[static DIGEST_TEXT_BYTES])
{
	memcpy(text, "sha256:", 7);
	show_hex(d->bytes, SHA256_BYTES, text + 7);
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
	if (text.len != DIGEST_TEXT_BYTES || !slice_starts(text, SLICE("sha256:")) ||
	    !parse_hex(text.at + 7, SHA256_BYTES, d.bytes))
		return false;
	*out = d;
	return true;
}

bool
sha512_text(struct arena *a, const uint8_t bytes[static SHA512_BYTES], struct slice *out)
{
	char text[2 * SHA512_BYTES];
	show_hex(bytes, SHA512_BYTES, text);
	return arena_copy(a, (struct slice){ (const uint8_t *)text, sizeof(text) }, out);
}

bool
sha512_parse(struct slice text, uint8_t out[static SHA512_BYTES])
{
	uint8_t bytes[SHA512_BYTES];
	if (text.len != 2 * SHA512_BYTES || !parse_hex(text.at, SHA512_BYTES, bytes))
		return false;
	memcpy(out, bytes, SHA512_BYTES);
	return true;
}
