/* vex/openvex.h - OpenVEX: which vulnerabilities touch a product, as its maker states.
 *
 * Takes v0.2.0, and v0.0.1 whose version may be a text or missing and whose products and
 * vulnerabilities are texts. Members that are not known are ignored, as the format wants it;
 * those that are read must be what the format says. A statement without products is about the
 * subjects of the in-toto statement around the document.
 *
 * Spec:     OpenVEX v0.2.0, and v0.0.1; facts: doc/formats/facts.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact, subject, format.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VEX_OPENVEX_H
#define VEX_OPENVEX_H

#include "fact/reading.h"
#include "format/intoto.h"

/* https://openvex.dev/ns, with or without a version behind it: a predicate type or a @context. */
bool openvex_handles(struct slice type);

/* An object whose @context is one of those. */
bool openvex_looks_like(const struct value *doc);

/* A document that stands alone. Fills r, which must be fresh; texts are borrowed from the
 * document, which must live as long.
 * Errors: E_SCHEMA at the offset of the member (of its object when it is missing): a required
 *         member missing or of a wrong type, an unknown status or justification, not_affected
 *         without a reason, affected without an action; E_LIMIT, E_NOMEM. */
struct rc openvex_read(const struct value *doc, struct reading *r, struct err *e);
/* The predicate of a statement; places begin with /predicate. Errors: as openvex_read(). */
struct rc openvex_read_predicate(const struct intoto_statement *s, struct reading *r,
    struct err *e);

#endif
