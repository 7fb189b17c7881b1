/* document/json_form.h - what a JSON document is, by the first member that tells.
 *
 * Works on documents of any size and reads no further than it must. Nothing is promised about the
 * rest of the document.
 *
 * Purity:   no I/O (source.more does it), no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef DOCUMENT_JSON_FORM_H
#define DOCUMENT_JSON_FORM_H

#include "codec/source.h"

enum json_form {
	JSON_FORM_OTHER = 0,
	JSON_FORM_DSSE,			/* a signed envelope */
	JSON_FORM_STATEMENT,		/* a bare in-toto Statement: nobody has signed it */
	JSON_FORM_CYCLONEDX,
	JSON_FORM_OPENVEX,
	JSON_FORM_OPENEOX,
	JSON_FORM_MANIFEST,		/* firmware/manifest.h */
	/* known by name only; a person has to read them */
	JSON_FORM_SPDX, JSON_FORM_CSAF, JSON_FORM_SIGSTORE, JSON_FORM_SARIF,
	JSON_FORM_EAT, JSON_FORM_JWS, JSON_FORM_OSCAL,
	JSON_FORM_COUNT
};

/* The name of a form that waits for a reader, "spdx"; null for a form that has one, and for
 * JSON_FORM_OTHER. BUG beyond JSON_FORM_COUNT. */
const char *json_form_waiting(enum json_form form);

/* *why: a constant clause for people.
 * Errors, with the offset, where the document breaks before anything told: as json_next(). */
struct rc json_form_find(struct source source, enum json_form *form, const char **why,
    struct err *e);

#endif
