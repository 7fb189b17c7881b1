/* catalog/catalog.h - requirement catalogues: rows, full names, applicability, crosswalk.
 *
 * Rows, levels and counts are data of the edition. Two editions stand side by side in one set and
 * a full name never leads from one into the other.
 *
 * Format:   doc/formats/catalogue.md.
 * Purity:   no I/O, no clock.
 * Threads:  what is loaded is only read.
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H

#include "base/arena.h"
#include "base/base.h"
#include "catalog/kinds.h"
#include "codec/value.h"

/* One row. Empty or null where the row says nothing. Slices live as long as the arena. */
struct catalog_item {
	struct slice		 id;		/* as the standard prints it: "CR 1.1 RE(1)" */
	struct slice		 key;		/* "CR-1.1-RE-1" */
	struct slice		 edition;	/* "2019" */
	/* "iec62443-4-2:2019/CR-1.1-RE-1"; null: no edition */
	struct slice		 full;
	struct slice		 kind, group, fr, base, title, paraphrase, condition;
	unsigned		 level_from;	/* 1 to 4; 0: no level */
	bool			 typed;		/* the row has a list of types */
	size_t			 type_count, evidence_count;
	struct slice		*types, *evidence_kinds;
	const struct value	*row;		/* every member, as received */
};

/* relation: strong, partial, weak, related. Catalogues are named without edition. */
struct catalog_mapping {
	struct slice	source, source_id, target, target_id, relation, basis, note;
};

/* items: of all editions in the document, in its order. by_key: the same, sorted by key and
 * edition. Invariant: edition and key are distinct in one catalogue. */
struct catalog {
	struct slice		 name;		/* "iec62443-4-2" */
	struct slice		 edition;	/* "2019"; null: none, or each row its own */
	struct slice		 digest;	/* "sha256:..." as the caller gave it */
	struct slice		 standard, standard_title, standard_edition;
	size_t			 type_count;	/* component types that the edition lists */
	struct slice		*types;
	bool			 levelled;	/* some row has a level */
	bool			 outline;	/* of chapters and whom they address */
	size_t			 item_count, mapping_count;
	struct catalog_item	*items;
	struct catalog_item	**by_key;
	struct catalog_mapping	*mappings;
	struct value		 document;
};

/* Reads one document and verifies its counts. in must live as long as the arena. digest: text of
 * its SHA-256, which the caller has computed; kept, not checked.
 * Errors, with the byte offset: E_SYNTAX, E_SCHEMA, E_LIMIT, E_NOMEM. Where a count is wrong,
 * e->what names it with both numbers and lives in the arena. */
struct rc catalog_load(struct slice in, struct slice digest, struct arena *a, struct catalog *out,
    struct err *e);

/* An id as a key: every run of spaces and round brackets as one "-", none at either end. */
[[nodiscard]] bool catalog_key(struct arena *a, struct slice id, struct slice *out);

/* The row of one catalogue by id or by key; edition may be null where only one has it. Null when
 * there is none, or several. */
const struct catalog_item *catalog_find(const struct catalog *c, struct slice edition,
    struct slice id_or_key);

enum applicability { APPLIES_UNKNOWN = 0, APPLIES_NO, APPLIES_IF, APPLIES_YES };
/* "unknown", "no", "conditional", "yes". */
const char *applicability_name(enum applicability a);
/* Does a product of this component type that claims this level (1 to 4) have to meet the row?
 * APPLIES_IF: where item->condition holds. APPLIES_UNKNOWN: the edition does not say; a statement
 * of applicability must. */
enum applicability catalog_applies(const struct catalog *c, const struct catalog_item *item,
    struct slice component_type, unsigned level);
/* The row has a level and is no common constraint: what the counts of an edition call evaluable. */
bool catalog_evaluable(const struct catalog_item *item);

/* Every evidence kind that a row names is one of the set. Errors: E_SCHEMA at its place. */
struct rc catalog_check_kinds(const struct catalog *c, const struct kind_set *kinds,
    struct err *e);

/* Several catalogues and editions side by side. */
struct catalog_set {
	struct catalog	**at;
	size_t		  count, cap;
};

/* c is borrowed. Errors: E_SCHEMA when its name and edition, or a full name of it, is there
 * already; E_NOMEM, E_LIMIT. */
struct rc catalog_set_add(struct catalog_set *set, struct catalog *c, struct arena *a,
    struct err *e);
/* Loads and adds. */
struct rc catalog_set_load(struct catalog_set *set, struct slice in, struct slice digest,
    struct arena *a, struct err *e);
/* The row of a full name, or null; where from is not null, *from gets its catalogue. */
const struct catalog_item *catalog_set_find(const struct catalog_set *set, struct slice full,
    const struct catalog **from);
/* The catalogue of that name; edition may be null where only one edition is there. Also takes
 * "name:edition" as name. Null when there is none, or several. */
const struct catalog *catalog_set_get(const struct catalog_set *set, struct slice name,
    struct slice edition);

#endif
