/* fact/reading.h - what a decoder read in one body: its facts, its dates, what it is about.
 *
 * A reading is a function of the body's bytes and the decoder's revision, nothing else. It knows
 * no other file, no anchor and no clock. Names of facts and the members of their values are
 * listed in doc/formats/facts.md.
 *
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FACT_READING_H
#define FACT_READING_H

#include "base/arena.h"
#include "base/base.h"
#include "base/time.h"
#include "codec/value.h"
#include "fact/finding.h"

/* value: an object (flat: texts, integers, booleans; lists of texts where the page says so).
 * subject: a full subject, or empty: then gather derives it from the value's serial, release or
 * product within the scope of the assessment. */
struct fact {
	struct slice	name;
	struct slice	subject;
	struct value	value;
	struct slice	place;		/* inside the body; see struct reason */
};

/* What the body says it is about, in its own words.
 * scheme: "subject" (text is a full subject), or an alias scheme: "serial", "batch", "article",
 * "model", "product", "version", "purl", "order", "manufacturer". */
struct mention {
	struct slice	scheme, text, place;
};

/* All slices live in the arena `a` or are constants. */
struct reading {
	struct arena	*a;
	struct slice	 kind;		/* evidence kind (catalog/evidence-kinds.json), or empty */
	struct slice	 decoder;	/* with its revision: "table/1" */
	struct slice	 why;		/* why it was taken for this kind, for people: a clause */
	struct slice	 title;		/* what it says about itself, one line; or empty */
	struct slice	 producer;	/* as claimed: "party:acme" or a name; or empty */
	int64_t		 made_ms, valid_from_ms, valid_until_ms;	/* or TIME_UNKNOWN */
	bool		 prose;		/* text, or a file that waits for a reader: E1 at most */
	struct slice	 text;		/* of prose: UTF-8, searched for identifiers; or empty */
	struct fact	*facts;
	size_t		 fact_count, fact_cap;
	struct mention	*mentions;
	size_t		 mention_count, mention_cap;
	struct reasons	 findings;
	bool		 broken;	/* the arena is spent */
};

/* Dates unknown, everything empty. */
struct reading reading_init(struct arena *a);
/* Slices are borrowed and must live as long as the arena. */
void reading_fact(struct reading *r, const char *name, struct slice subject, struct value value,
    struct slice place);
void reading_mention(struct reading *r, const char *scheme, struct slice text, struct slice place);
void reading_find(struct reading *r, enum finding_id id, struct slice place);
struct rc reading_end(const struct reading *r, struct err *e);

#endif
