/* subject/subject.h - the grammar of subjects: one spelling each.
 *
 *   party:ORG  person:ORG/NAME  agent:ORG/NAME  product:ORG/NAME  release:ORG/NAME@NAME
 *   asset:ORG/NAME#NAME  batch:ORG/NAME  delivery:ORG/NAME  configuration:ORG/NAME@NAME/NAME
 *   service:ORG/NAME@NAME  process:ORG/NAME@NAME  site:ORG/NAME  zone:ORG/NAME/NAME
 *   system:ORG/NAME  and a purl for a BOM component
 *
 * ORG is 1 to 63 of a-z 0-9 - . ; NAME is 1 to 200 bytes of A-Z a-z 0-9 - . _ ~ + with every
 * other byte of its UTF-8 text as %HH, upper case. What need not be escaped must not be, so that
 * accepted text prints back byte for byte and subjects compare by bytes.
 *
 * Format:   doc/formats/subject.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SUBJECT_SUBJECT_H
#define SUBJECT_SUBJECT_H

#include "base/arena.h"
#include "base/base.h"

enum subject_kind {
	SUBJECT_PARTY = 1, SUBJECT_PERSON, SUBJECT_AGENT, SUBJECT_PRODUCT, SUBJECT_RELEASE,
	SUBJECT_ASSET, SUBJECT_BATCH, SUBJECT_DELIVERY, SUBJECT_CONFIGURATION, SUBJECT_SERVICE,
	SUBJECT_PROCESS, SUBJECT_SITE, SUBJECT_ZONE, SUBJECT_SYSTEM, SUBJECT_PURL
};

/* Slices of the text that was parsed, still escaped. name, second and third are null where the
 * kind has none: release NAME@NAME has name and second, configuration all three. A purl has only
 * text; subject/purl.h reads it. */
struct subject {
	enum subject_kind	kind;
	struct slice		text, org, name, second, third;
};

/* Accepts exactly the grammar; a range is refused, because it stands for many assets. A purl must
 * be one (subject/purl.h), in printable ASCII. Errors, with the place: E_SYNTAX, E_LIMIT (512
 * bytes, 200 and 63 for the parts). */
struct rc subject_parse(struct slice text, struct subject *out, struct err *e);
/* "release"; for SUBJECT_PURL "pkg". */
const char *subject_kind_name(enum subject_kind kind);

/* Makes a subject of plain names, escaping where needed, in the arena. Names that the kind does
 * not have must be null. False when there is no room or the result would not parse (a part too
 * long, an ORG outside of its alphabet, text that is not UTF-8). */
[[nodiscard]] bool subject_make(struct arena *a, enum subject_kind kind, struct slice org,
    struct slice name, struct slice second, struct slice *out);
/* The same for the kinds that subject_make() serves by name, and for the one of three names. */
[[nodiscard]] bool subject_make_party(struct arena *a, struct slice org, struct slice *out);
[[nodiscard]] bool subject_make_release(struct arena *a, struct slice org, struct slice product,
    struct slice version, struct slice *out);
[[nodiscard]] bool subject_make_asset(struct arena *a, struct slice org, struct slice product,
    struct slice serial, struct slice *out);
[[nodiscard]] bool subject_make_configuration(struct arena *a, struct slice org,
    struct slice product, struct slice version, struct slice name, struct slice *out);
/* The plain text of an escaped name. False when there is no room. */
[[nodiscard]] bool subject_unescape(struct arena *a, struct slice name, struct slice *out);

/* asset:acme/ic-22#3101..3150 (digits, same width, at most 18 of them, at most SUBJECT_RANGE_MAX
 * assets) as its assets in order; any other subject as itself. The list and what was expanded live
 * in the arena. Errors: as subject_parse(); E_LIMIT, E_NOMEM. */
struct rc subject_expand(struct slice text, struct arena *a, struct slice **out, size_t *count,
    struct err *e);

#endif
