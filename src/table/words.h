/* table/words.h - the shipped word list: headings and titles in four languages.
 *
 * Words are compared after folding: ASCII and Latin-1 letters in lower case without accents
 * (ä is a, ß is ss), everything that is no letter or digit dropped. "Serien-Nr." folds to
 * "seriennr".
 *
 * Format:   doc/formats/tables.md.
 * Purity:   no I/O, no clock; only word_fold() allocates.
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

/* Room for the folded form of a short text: what is longer than WORD_SHORT_MAX bytes is no word. */
#define WORD_SHORT_MAX 120
struct word_room { _Alignas(16) uint8_t at[WORD_SHORT_MAX + 64]; };
/* The folded form of a short text, in the room; empty of a longer one. */
struct slice word_fold_short(struct slice text, struct word_room *room);
/* The next part of a heading from *at on, which moves behind it: parts end at / | ( ) , and line
 * ends. False where none is left. */
bool word_part(struct slice text, size_t *at, struct slice *out);

/* What a heading names, FIELD_NONE where it is not known. "Serial no. / Seriennummer" and "Serial
 * number (S/N)" are known by their parts, where those that are known agree.
 * *weak: it gives way to another heading of the same field that is not. */
enum field word_heading(struct slice text, bool *weak);
/* The kind that a title names: the name of a sheet, a cell above the table. The longest title of
 * the list that the text begins with, by whole words. */
enum table_kind word_title(struct slice text);
/* "Total", "Summe: 50 Stück": the words of a total, and nothing else but numbers and units.
 * *number: the number that stands in it, null where there is none. */
bool word_is_total(struct slice text, struct slice *number);

#endif
