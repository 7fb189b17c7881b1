/* crypto/sign.c - secret keys, Ed25519. See crypto/sign.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/sign.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <string.h>

#include "base/limits.h"
#include "crypto/armour.h"

#define PBKDF2_ROUNDS 600000
#define PBKDF2_SALT_BYTES 16
/* A file of one key, encrypted or not, is far smaller. */
#define KEY_FILE_BYTES_MAX KIB(16)
#define PLAIN_LABEL SLICE("PRIVATE KEY")
#define SEALED_LABEL SLICE("ENCRYPTED PRIVATE KEY")

void
secret_wipe(void *at, size_t n)
{
	if (at != NULL && n > 0)
		OPENSSL_cleanse(at, n);
}

struct rc
random_bytes(uint8_t *out, size_t n, struct err *e)
{
	if (n > INT32_MAX || RAND_bytes(out, (int)n) != 1) {
		ERR_clear_error();
		return fail(e, E_IO, 0, "the random generator has nothing to give");
	}
	return DONE;
}

void
secret_key_drop(struct secret_key *k)
{
	EVP_PKEY_free(k->object);	/* which wipes it */
	*k = (struct secret_key){0};
}

struct rc
secret_key_make(struct secret_key *out, struct err *e)
{
	EVP_PKEY *k = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	ERR_clear_error();
	if (k == NULL)
		return fail(e, E_IO, 0, "no key could be made");
	*out = (struct secret_key){ k };
	return DONE;
}

/* --- files ----------------------------------------------------------------------------------- */

static X509_SIG *
seal(PKCS8_PRIV_KEY_INFO *plain, struct slice passphrase)
{
	uint8_t salt[PBKDF2_SALT_BYTES];
	if (RAND_bytes(salt, sizeof(salt)) != 1)
		return NULL;
	X509_ALGOR *how = PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), PBKDF2_ROUNDS, salt, sizeof(salt),
	    NULL, NID_hmacWithSHA256);
	if (how == NULL)
		return NULL;
	X509_SIG *sealed = PKCS8_set0_pbe((const char *)passphrase.at, (int)passphrase.len, plain,
	    how);
	if (sealed == NULL)
		X509_ALGOR_free(how);
	return sealed;
}

static bool
write_pem(BIO *out, PKCS8_PRIV_KEY_INFO *plain, struct slice passphrase)
{
	if (slice_is_null(passphrase))
		return PEM_write_bio_PKCS8_PRIV_KEY_INFO(out, plain) == 1;
	X509_SIG *sealed = seal(plain, passphrase);
	bool ok = sealed != NULL && PEM_write_bio_PKCS8(out, sealed) == 1;
	X509_SIG_free(sealed);
	return ok;
}

struct rc
secret_key_encode(const struct secret_key *k, struct slice passphrase, struct buf *pem,
    struct err *e)
{
	if (passphrase.len > PASSPHRASE_BYTES_MAX ||
	    (!slice_is_null(passphrase) && passphrase.len == 0))
		return fail(e, E_USAGE, 0, "a passphrase has 1 to 1024 bytes");
	/* secret heap where the library has one; wiped when freed in any case */
	BIO *out = BIO_new(BIO_s_secmem());
	PKCS8_PRIV_KEY_INFO *plain = EVP_PKEY2PKCS8(k->object);
	char *text = NULL;
	bool ok = out != NULL && plain != NULL && write_pem(out, plain, passphrase);
	long n = ok ? BIO_get_mem_data(out, &text) : 0;
	if (n > 0)
		buf_add(pem, (struct slice){ (const uint8_t *)text, (size_t)n });
	PKCS8_PRIV_KEY_INFO_free(plain);
	BIO_free(out);
	ERR_clear_error();
	return n > 0 ? buf_end(pem, e) : fail(e, E_NOMEM, 0, "the key could not be written");
}

static struct rc
take(PKCS8_PRIV_KEY_INFO *plain, struct secret_key *out, struct err *e)
{
	EVP_PKEY *k = EVP_PKCS82PKEY(plain);
	ERR_clear_error();
	if (k == NULL)
		return fail(e, E_UNVERIFIABLE, 0, "a kind of secret key that is not used here");
	if (EVP_PKEY_get_id(k) != EVP_PKEY_ED25519) {
		EVP_PKEY_free(k);
		return fail(e, E_UNVERIFIABLE, 0, "not an Ed25519 key");
	}
	secret_key_drop(out);
	*out = (struct secret_key){ k };
	return DONE;
}

static struct rc
take_plain(struct slice der, struct secret_key *out, struct err *e)
{
	const uint8_t *p = der.at;
	PKCS8_PRIV_KEY_INFO *plain = d2i_PKCS8_PRIV_KEY_INFO(NULL, &p, (long)der.len);
	if (plain == NULL || p != der.at + der.len) {
		PKCS8_PRIV_KEY_INFO_free(plain);
		ERR_clear_error();
		return fail(e, E_SYNTAX, 0, "no secret key in PKCS#8 form");
	}
	struct rc done = take(plain, out, e);
	PKCS8_PRIV_KEY_INFO_free(plain);
	return done;
}

static struct rc
take_sealed(struct slice der, struct slice passphrase, struct secret_key *out, struct err *e)
{
	const uint8_t *p = der.at;
	X509_SIG *sealed = d2i_X509_SIG(NULL, &p, (long)der.len);
	if (sealed == NULL || p != der.at + der.len) {
		X509_SIG_free(sealed);
		ERR_clear_error();
		return fail(e, E_SYNTAX, 0, "no encrypted secret key in PKCS#8 form");
	}
	PKCS8_PRIV_KEY_INFO *plain = PKCS8_decrypt(sealed, (const char *)passphrase.at,
	    (int)passphrase.len);
	X509_SIG_free(sealed);
	ERR_clear_error();
	if (plain == NULL)
		return fail(e, E_AUTH, 0, "the passphrase does not open the key");
	struct rc done = take(plain, out, e);
	PKCS8_PRIV_KEY_INFO_free(plain);
	return done;
}

struct rc
secret_key_decode(struct slice pem, struct slice passphrase, bool *needs_passphrase,
    struct secret_key *out, struct err *e)
{
	AUTO(arena) a = arena_init(2 * KEY_FILE_BYTES_MAX);
	struct armour_block block, next;
	size_t from = 0;
	bool found, more = false;
	*needs_passphrase = false;
	if (pem.len > KEY_FILE_BYTES_MAX || passphrase.len > PASSPHRASE_BYTES_MAX)
		return fail(e, E_LIMIT, 0, "larger than a file of one secret key may be");
	TRY(armour_next(pem, &from, &a, &block, &found, e));
	if (found)
		TRY(armour_next(pem, &from, &a, &next, &more, e));
	struct rc done;
	if (!found || more)
		done = fail(e, E_SYNTAX, 0, "expected a PEM file of one secret key");
	else if (slice_eq(block.label, PLAIN_LABEL))
		done = take_plain(block.der, out, e);
	else if (!slice_eq(block.label, SEALED_LABEL))
		done = fail(e, E_SYNTAX, block.at, "a PEM block that is no secret key");
	else if (slice_is_null(passphrase)) {
		*needs_passphrase = true;
		done = fail(e, E_USAGE, block.at, "the key is under a passphrase");
	} else
		done = take_sealed(block.der, passphrase, out, e);
	if (found && block.der.len > 0)
		secret_wipe((void *)(uintptr_t)block.der.at, block.der.len);
	return done;
}

/* --- public halves --------------------------------------------------------------------------- */

struct rc
secret_key_public(const struct secret_key *k, struct arena *a, struct crypto_bag *bag,
    struct key *out, struct err *e)
{
	uint8_t raw[ED25519_PUBLIC_BYTES];
	size_t n = sizeof(raw);
	if (EVP_PKEY_get_raw_public_key(k->object, raw, &n) != 1 || n != sizeof(raw)) {
		ERR_clear_error();
		return fail(e, E_NOMEM, 0, "the public key could not be had");
	}
	return key_from_ed25519_raw(raw, a, bag, out, e);
}

struct rc
key_ed25519_raw(const struct key *k, uint8_t out[static ED25519_PUBLIC_BYTES], struct err *e)
{
	size_t n = ED25519_PUBLIC_BYTES;
	bool ok = key_can(k, SCHEME_ED25519) && EVP_PKEY_get_raw_public_key(k->object, out,
	    &n) == 1 && n == ED25519_PUBLIC_BYTES;
	ERR_clear_error();
	return ok ? DONE : fail(e, E_USAGE, 0, "not an Ed25519 key");
}

/* RFC 8410: the SubjectPublicKeyInfo is these bytes and the key. */
static const uint8_t spki_head[] = { 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03,
    0x21, 0x00 };

struct rc
key_from_ed25519_raw(const uint8_t raw[static ED25519_PUBLIC_BYTES], struct arena *a,
    struct crypto_bag *bag, struct key *out, struct err *e)
{
	uint8_t der[sizeof(spki_head) + ED25519_PUBLIC_BYTES];
	memcpy(der, spki_head, sizeof(spki_head));
	memcpy(der + sizeof(spki_head), raw, ED25519_PUBLIC_BYTES);
	return key_from_der((struct slice){ der, sizeof(der) }, a, bag, out, e);
}

struct rc
key_pem(const struct key *k, struct buf *out, struct err *e)
{
	char *text = NULL;
	BIO *pem = BIO_new(BIO_s_mem());
	long n = pem != NULL && PEM_write_bio_PUBKEY(pem, k->object) == 1 ?
	    BIO_get_mem_data(pem, &text) : 0;
	if (n > 0)
		buf_add(out, (struct slice){ (const uint8_t *)text, (size_t)n });
	BIO_free(pem);
	ERR_clear_error();
	return n > 0 ? buf_end(out, e) : fail(e, E_NOMEM, 0, "out of memory");
}

struct rc
secret_key_sign(const struct secret_key *k, struct slice message,
    uint8_t out[static ED25519_SIGNATURE_BYTES], struct err *e)
{
	size_t n = ED25519_SIGNATURE_BYTES;
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	bool ok = c != NULL && EVP_DigestSignInit(c, NULL, NULL, NULL, k->object) == 1 &&
	    EVP_DigestSign(c, out, &n, message.at != NULL ? message.at : (const uint8_t *)"",
	    message.len) == 1 && n == ED25519_SIGNATURE_BYTES;
	EVP_MD_CTX_free(c);
	ERR_clear_error();
	return ok ? DONE : fail(e, E_NOMEM, 0, "the signature could not be made");
}
