/* document/prose.h - text without structure, and files that wait for a person to read them.
 *
 * Both are assertions until somebody has read them: E1 at most.
 *
 * Facts:    doc/formats/facts.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef DOCUMENT_PROSE_H
#define DOCUMENT_PROSE_H

#include "fact/reading.h"

/* Fills r, which must be fresh: kind `statement`, the whole text as UTF-8, its first line as the
 * title. in: any encoding of codec/utf8.h; borrowed where it is UTF-8.
 * Errors: E_SYNTAX at a byte that stands for no character, E_LIMIT, E_NOMEM. */
struct rc text_read(struct slice in, struct reading *r, struct err *e);

/* Fills r, which must be fresh: kind `document` with the finding READER_NEEDED, so that it
 * satisfies nothing before a person has read it. form: "pdf", as form_name() gives it. Why it is of
 * that form is recognition's to say; the reading adds nothing to it.
 * Errors: E_LIMIT, E_NOMEM. */
struct rc unread_read(const char *form, struct reading *r, struct err *e);

/* The first line that holds anything, at most 100 bytes, "..." behind a shortened one. Borrowed
 * from the text, which must be UTF-8, or in the arena. False when there is no room. */
[[nodiscard]] bool prose_title(struct slice text, struct arena *a, struct slice *out);

#endif
