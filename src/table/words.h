/* table/words.h - the shipped word list: headings and titles in four languages.
 *
 * Words are compared after folding: ASCII and Latin-1 letters in lower case without accents
 * (ä is a, ß is ss), everything that is no letter or digit dropped. "Serien-Nr." folds to
 * "seriennr".
 *
 * Layer:    base. Data: table/words.list.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TABLE_WORDS_H
#define TABLE_WORDS_H

#include "base/arena.h"
#include "base/base.h"

/* What a column holds. The first ones identify a thing. */
enum field {
	FIELD_NONE = 0, FIELD_SERIAL, FIELD_ARTICLE, FIELD_BATCH, FIELD_MODEL, FIELD_FIRMWARE,
	FIELD_ORDER, FIELD_MANUFACTURER, FIELD_QUANTITY, FIELD_DESCRIPTION, FIELD_POSITION,
	FIELD_RECEIVED, FIELD_NOTE, FIELD_PACKAGE, FIELD_PRICE, FIELD_TAG, FIELD_LOCATION,
	FIELD_DATE, FIELD_TOTAL, FIELD_COUNT
};

enum table_kind {
	TABLE_UNKNOWN = 0, TABLE_ORDER, TABLE_PACKING, TABLE_RECEIPT, TABLE_SERIALS, TABLE_ASSETS,
	TABLE_PRODUCTS, TABLE_KIND_COUNT
};

/* "serial"; the member name in a fact. "" for FIELD_NONE. */
const char *field_name(enum field f);
enum field field_parse(struct slice name);	/* FIELD_NONE when there is none */
/* "packing_list"; the evidence kind. */
const char *table_kind_name(enum table_kind k);
enum table_kind table_kind_parse(struct slice name);

/* The folded form, into the arena; null slice when there is no room. */
struct slice word_fold(struct arena *a, struct slice text);
/* Whole folded text is a heading of the list. */
enum field word_field(struct slice folded);
/* A folded title (sheet name, cell above the table) begins with or is a title of the list. */
enum table_kind word_kind(struct slice folded);

#endif
