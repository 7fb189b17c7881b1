/* bom/cyclonedx.h - CycloneDX bills of materials in JSON, in one pass.
 *
 * Reads what an assessment needs: what the bill is about (metadata.component), when and with what
 * it was made, how many BOM components it lists. Members that this does not need are checked as
 * JSON and passed over; the format's full validation comes with its own reader. Memory does not
 * follow the size of the document.
 *
 * Refused: a bomFormat or specVersion that is not CycloneDX 1.2 to 1.7, a wrong type of a member
 * that is read, one bom-ref that stands twice (looked for among the first REFS_MAX).
 *
 * Spec:     ECMA-424 (CycloneDX 1.6) and the schemas of 1.2 to 1.7; facts: doc/formats/facts.md.
 * Purity:   no I/O (source.more does it), no clock.
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BOM_CYCLONEDX_H
#define BOM_CYCLONEDX_H

#include "codec/source.h"
#include "fact/reading.h"

/* A predicate type: https://cyclonedx.org/bom, with or without a version behind it. */
bool cyclonedx_handles(struct slice predicate_type);
/* An object whose bomFormat is CycloneDX; document/json_form.h finds out without a tree. */
bool cyclonedx_looks_like(const struct value *doc);

/* A whole document. Fills r, which must be fresh. kind "sbom"; empty for a document that holds
 * vulnerabilities and lists no components: that is no bill of materials.
 * Errors, with the offset in the source: as json_next(); E_SCHEMA; E_LIMIT, E_NOMEM. */
struct rc cyclonedx_read(struct source source, struct reading *r, struct err *e);
/* The predicate of a statement: payload is the statement's text, at the offset of the predicate in
 * it (struct value's `at`). Places begin with /predicate, offsets count in the payload.
 * Errors: as cyclonedx_read(). */
struct rc cyclonedx_read_predicate(struct slice payload, uint64_t at, struct reading *r,
    struct err *e);

#endif
