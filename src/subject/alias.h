/* subject/alias.h - other names of subjects: an article number, a tag, a MAC address.
 *
 * An alias is a text in a scheme, given by a party; it is unique within scheme and party. Schemes:
 * sap, tag, mac, article, purl, cpe, model, sku, hash. Texts are compared by bytes, except: a purl
 * in its canonical form; a mac by its twelve hex digits; a hash (sha256:HEX) without regard to
 * case.
 *
 * Format:   doc/formats/subject.md.
 * Purity:   no I/O, no clock.
 * Threads:  one thread at a time.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SUBJECT_ALIAS_H
#define SUBJECT_ALIAS_H

#include "base/arena.h"
#include "base/base.h"
#include "base/map.h"

/* Texts are copied into the arena. */
struct alias_table {
	struct arena	*a;
	struct map	 map;
};

struct alias_table alias_table_init(struct arena *a);
void alias_table_drop(struct alias_table *t);

/* party: "party:acme", who gives the name. The same alias of the same subject again changes
 * nothing. Errors: E_USAGE no such scheme; E_SYNTAX, with the place in it, party, subject or text
 * (empty, over 512 bytes, no purl, no mac, no hash); E_SCHEMA the alias is another subject's;
 * E_NOMEM, E_LIMIT. */
struct rc alias_add(struct alias_table *t, struct slice scheme, struct slice party,
    struct slice text, struct slice subject, struct err *e);
/* The subject, or a null slice: no such alias, scheme or text. */
struct slice alias_find(const struct alias_table *t, struct slice scheme, struct slice party,
    struct slice text);

#endif
