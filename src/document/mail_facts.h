/* document/mail_facts.h - a mail as evidence: who claims to have written what, and when.
 *
 * Every field is a claim of the mail itself. Its own text is prose; attachments are files of their
 * own and are read as such.
 *
 * Facts:    `mail` in doc/formats/facts.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef DOCUMENT_MAIL_FACTS_H
#define DOCUMENT_MAIL_FACTS_H

#include "codec/mail.h"
#include "fact/reading.h"

/* The part is the mail's own text: unnamed, not an attachment, its characters known. */
bool mail_part_is_own(const struct mail_part *part);

/* Fills r, which must be fresh: kind `correspondence`. Its text is the subject line and the own
 * parts of type text/plain, or all own parts where there is no plain one. Texts are borrowed from
 * the mail.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc mail_read(const struct mail *m, struct reading *r, struct err *e);

#endif
