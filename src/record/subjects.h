/* record/subjects.h - what an in-toto statement is about, whatever its predicate.
 *
 * A subject that is a full subject (batch:acme/C-2026-041) has no bytes of its own: its digest is
 * the SHA-256 of its name, and any other digest makes the statement malformed. Every other
 * subject is a file with that name and digest. In a record of assay's own kinds every subject
 * has a sha256; elsewhere one without a strong digest is a finding.
 *
 * Format:   doc/formats/records.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, crypto, fact, subject, format.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef RECORD_SUBJECTS_H
#define RECORD_SUBJECTS_H

#include "fact/reading.h"
#include "format/intoto.h"

/* Adds to r a mention for each subject: scheme "subject" for a full subject, "digest" for a file.
 * Call it for every statement, before or after the reader of its predicate.
 * Errors: E_SCHEMA at the subject; E_LIMIT, E_NOMEM. */
struct rc subjects_read(const struct intoto_statement *s, struct reading *r, struct err *e);

/* For a statement whose predicate nothing reads: no kind, and a title that names the type.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc subjects_unread(const struct intoto_statement *s, struct reading *r, struct err *e);

#endif
