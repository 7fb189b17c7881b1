/* readout_by_own_key_test.c - answers to challenges, and whose key signed them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define CERT(id, asset, digest) "certificates " id " bound=" asset "\n  certificate " asset \
    " - {'certificate':'" digest "'}\n"
#define ANSWER(id, serial, digest) "own " id " bound=#" serial " cert=" digest "\n  readout #" \
    serial " / {'asset':'asset:acme/ic-22#" serial "','challenge':'of " serial "'}\n"
#define CERTS CERT("c1", "#3101", "d1") CERT("c2", "#3102", "d2")

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", CERTS, "" },
	{ "two devices with their own keys", CERTS ANSWER("a", "3101", "d1")
	    ANSWER("b", "3102", "d2"), "" },
	{ "one answered for both", CERTS ANSWER("a", "3101", "d1") ANSWER("b", "3102", "d1"),
	    "EVIDENCE_MISSING B - -; IDENTITY_MISMATCH #3102 b /" },
	{ "one device twice counts once", CERTS ANSWER("a", "3101", "d1") ANSWER("b", "3101", "d1"),
	    "EVIDENCE_MISSING B - -" },
	{ "a second answer by another key", CERTS ANSWER("a", "3101", "d1") ANSWER("b", "3102",
	    "d2") ANSWER("z", "3102", "d1"), "IDENTITY_MISMATCH #3102 z /" },
	{ "a key of no certificate on file", CERTS ANSWER("a", "3101", "d1")
	    ANSWER("b", "3102", "d9"), "EVIDENCE_MISSING B - -; IDENTITY_MISMATCH #3102 b /" },
	{ "not signed", CERTS ANSWER("a", "3101", "d1") "own b\n  readout #3102 / "
	    "{'asset':'asset:acme/ic-22#3102'}\n",
	    "EVIDENCE_MISSING B - -; IDENTITY_MISMATCH #3102 b /" },
	{ "no certificate on file", ANSWER("a", "3101", "d1") ANSWER("b", "3102", "d2"),
	    "EVIDENCE_MISSING B - -; IDENTITY_MISMATCH #3101 a /; IDENTITY_MISMATCH #3102 b /" },
	{ "a device that is not assessed counts for nothing", CERTS
	    CERT("c9", "#9999", "d9") ANSWER("a", "3101", "d1") ANSWER("z", "9999", "d9"),
	    "EVIDENCE_MISSING B - -" },
	{ "one challenge for both", CERTS "own a bound=#3101 cert=d1\n  readout #3101 / "
	    "{'asset':'asset:acme/ic-22#3101','challenge':'x'}\nown b bound=#3102 cert=d2\n"
	    "  readout #3102 / {'asset':'asset:acme/ic-22#3102','challenge':'x'}\n",
	    "CHALLENGE_NOT_OWN #3101 a /; CHALLENGE_NOT_OWN #3102 b /; EVIDENCE_MISSING B - -" },
	{ "no challenge", CERTS ANSWER("a", "3101", "d1") "own b bound=#3102 cert=d2\n"
	    "  readout #3102 / {'asset':'asset:acme/ic-22#3102'}\n",
	    "CHALLENGE_NOT_OWN #3102 b /; EVIDENCE_MISSING B - -" },
	{ "an answer that names no device", CERTS ANSWER("a", "3101", "d1")
	    "own b cert=d2\n  readout #3102 / {}\n", "EVIDENCE_MISSING B - -" },
	{ "items without an answer", CERTS "own b cert=d2\n", "EVIDENCE_MISSING B - -" },
	{ "a certificate that names no digest is nobody's", "certificates c\n  certificate #3101 - "
	    "{}\n" CERT("c2", "#3102", "d2") "own a bound=#3101 cert=-\n  readout #3101 / "
	    "{'asset':'asset:acme/ic-22#3101'}\n" ANSWER("b", "3102", "d2"),
	    "EVIDENCE_MISSING B - -; IDENTITY_MISMATCH #3101 a /" },
};

CASES_MAIN(each_answer_is_signed_by_its_device, &check_readout_by_own_key, 2)
