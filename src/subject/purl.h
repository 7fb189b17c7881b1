/* subject/purl.h - package URLs, taken apart.
 *
 * The rules that hold for every type: order of the parts, percent-encoding, lower-case type,
 * empty segments dropped. Rules of single types (which of them fold case, which need a namespace)
 * are not applied here; compare parts accordingly.
 *
 * Spec:     ECMA-427 (package-url/purl-spec), "How to parse a purl string".
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SUBJECT_PURL_H
#define SUBJECT_PURL_H

#include "base/arena.h"
#include "base/base.h"

/* Decoded parts in the arena; what is absent is empty. namespace: segments joined by "/".
 * qualifiers: as written, still encoded. */
struct purl {
	struct slice	type, namespace, name, version, qualifiers, subpath;
};

/* Errors: E_SYNTAX with the place, E_LIMIT, E_NOMEM. */
struct rc purl_parse(struct slice text, struct arena *a, struct purl *out, struct err *e);

#endif
