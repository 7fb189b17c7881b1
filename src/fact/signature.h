/* fact/signature.h - what is known about one signature (or certificate), without an instant.
 *
 * trust answers in windows: these bytes, signed by this key, through this chain, to this anchor,
 * for these purposes, from F until U. Comparing a window with the instant of an assessment is
 * evaluation's work. One signature that leads to two anchors gives two of these.
 *
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FACT_SIGNATURE_H
#define FACT_SIGNATURE_H

#include "base/base.h"
#include "base/time.h"

/* What an anchor is good for. One bit each; bit 0 is left out so that `true` names none. */
enum purpose {
	PURPOSE_IDENTITY = 2, PURPOSE_RELEASE = 4, PURPOSE_UPDATE = 8, PURPOSE_RECOVERY = 16,
	PURPOSE_EVIDENCE = 32, PURPOSE_ATTESTATION = 64, PURPOSE_TIMESTAMP = 128,
	PURPOSE_RECORD = 256, PURPOSE_LOG = 512
};
#define PURPOSE_COUNT 9

/* How an anchor came to be trusted. The zero value is the weakest. */
enum trust_how {
	HOW_WITH_THE_GOODS = 0, HOW_IN_PERSON, HOW_CALL_BACK, HOW_CONTRACT, HOW_PUBLIC_REGISTER,
	HOW_EARLIER_DELIVERY, HOW_COUNT
};

/* "identity" ... and back; 0 and HOW_COUNT for words that are none. */
const char *purpose_name(enum purpose p);
unsigned purpose_parse(struct slice word);
const char *how_name(enum trust_how how);
enum trust_how how_parse(struct slice word);

enum signature_status {
	SIGNATURE_UNVERIFIABLE = 0,	/* by a key that no anchor leads to: says nothing */
	/* names a known key or carries its certificate; does not hold */
	SIGNATURE_BROKEN,
	SIGNATURE_GOOD			/* holds over the bytes, by a key that an anchor leads to */
};

/* One revocation list that speaks about a certificate: verified by the certificate's issuer. */
struct revocation_list {
	struct slice	evidence;		/* digest of the list's file, "sha256:..." */
	int64_t		this_update_ms, next_update_ms;	/* TIME_UNKNOWN when it names none */
};

/* One certificate below the anchor, the signer's first. */
struct chain_link {
	struct slice		 certificate;	/* digest of its DER */
	struct slice		 subject;	/* RFC 4514-like one-line name, UTF-8 */
	struct slice		 number;	/* serial number, upper-case hex */
	int64_t			 from_ms, until_ms;
	int64_t			 revoked_ms;	/* TIME_UNKNOWN: on no list */
	struct slice		 revoked_reason;/* "key_compromise", ... ; empty */
	size_t			 list_count;
	struct revocation_list	*lists;		/* sorted by this_update_ms, then evidence */
};

/* A window is closed at both ends. All slices live in the arena of whoever asked.
 * status BROKEN or UNVERIFIABLE: anchor is empty, purposes 0. */
struct signature {
	enum signature_status	 status;
	struct slice		 scheme;	/* "dsse", "cms", "x509" */
	struct slice		 algorithm;	/* "ed25519", "ecdsa-p256", "rsa-pss-sha256", ... */
	/* "sha256:..." of the signer's SubjectPublicKeyInfo */
	struct slice		 key;
	/* its certificate's subject; empty for a bare key */
	struct slice		 signer;
	/* "sha256:..." of the anchor's SubjectPublicKeyInfo */
	struct slice		 anchor;
	enum trust_how		 how;
	/* bits of enum purpose that the chain is good for */
	unsigned		 purposes;
	int64_t			 from_ms, until_ms;	/* intersection over chain and anchor */
	size_t			 chain_count;
	/* certificates below the anchor; the anchor is left out */
	struct chain_link	*chain;
	/* signing time the message claims, or TIME_UNKNOWN */
	int64_t			 claimed_ms;
};

#endif
