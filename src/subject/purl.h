/* subject/purl.h - package URLs: taken apart, settled by the rules of their type, written
 * canonically.
 *
 * Two spellings mean the same package when their canonical forms are equal. What is compared is
 * the canonical form; what is kept is the text as received.
 *
 * Where we differ from the published type definitions, on purpose:
 *   - a namespace that a definition requires is not demanded of alpm, apk, deb, git, golang,
 *     huggingface, qpkg and rpm: tools write such purls (pkg:golang/stdlib);
 *   - names of git repositories keep their case, as the definition of git says (one recommended
 *     test says otherwise);
 *   - a qualifier key in upper case is refused everywhere, as two required parse tests demand (a
 *     third, and four recommended ones, would fold it).
 *
 * Spec:     ECMA-427 (package-url/purl-spec) and its type definitions.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SUBJECT_PURL_H
#define SUBJECT_PURL_H

#include "base/arena.h"
#include "base/base.h"
#include "base/buf.h"

struct purl_qualifier {
	struct slice	key, value;
};

/* Decoded parts; what is absent is empty. namespace and subpath: segments joined by "/". The name
 * of a git repository may hold "/" too. qualifiers: sorted by key, keys distinct, values not
 * empty. Slices live in the arena. */
struct purl {
	struct slice		 type, namespace, name, version, subpath;
	size_t			 qualifier_count;
	struct purl_qualifier	*qualifiers;
};

/* Takes text apart and settles it. Errors, with the place: E_SYNTAX, E_LIMIT (PURL_BYTES_MAX),
 * E_NOMEM. The place of what a type's rule refuses is the end of the text. */
struct rc purl_parse(struct slice text, struct arena *a, struct purl *out, struct err *e);
/* Makes of given parts what purl_parse() would have made: folds case, sorts qualifiers, drops
 * empty ones, and applies the type's rules. Errors as purl_parse(), with place 0. */
struct rc purl_settle(struct purl *p, struct arena *a, struct err *e);
/* Appends the canonical form of a settled purl. */
void purl_show(const struct purl *p, struct buf *out);
/* The canonical form of text, in the arena. Errors as purl_parse(). */
struct rc purl_canonical(struct slice text, struct arena *a, struct slice *out, struct err *e);
/* Both settled: the same package, version, qualifiers and subpath. */
bool purl_eq(const struct purl *a, const struct purl *b);

#endif
