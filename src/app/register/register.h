/* app/register/register.h - what a register says about parties, actors, products, assets: in YAML,
 * JSON or a table; and the events that make it so.
 *
 * A register says how things are, not what to do: whatever is so already writes nothing.
 *
 * Format:   doc/formats/register.md.
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_REGISTER_REGISTER_H
#define APP_REGISTER_REGISTER_H

#include "app/home/acting.h"
#include "codec/value.h"
#include "subject/subject.h"

enum said_kind { SAID_SUBJECT = 1, SAID_ACTOR, SAID_ROLE, SAID_RESPONSIBILITY };

/* One entry. file, place: where it stands. subject: what it is about; the actor's.
 * Of a subject: a member that is null stays as it is registered. merge: what is said is added to
 * attributes, part_of, parties and aliases that are registered, and takes nothing away. Lists are
 * in the order of events, aliases name their party.
 * Of an actor: spki null where no key is named.
 * Of a role or responsibility: the members of its event. */
struct said {
	enum said_kind	 kind;
	struct slice	 file, place, subject;
	const struct value *title, *attributes, *part_of, *parties, *aliases;
	bool		 merge;
	struct slice	 party, spki;
	struct slice	 word, stage, text;	/* role or duty; stage; ground or contact */
	size_t		 scope_count;
	struct slice	*scope;
	int64_t		 from_ms, until_ms;
};

struct saids {
	struct arena		*a;
	struct crypto_bag	*bag;
	struct said		*at;
	size_t			 count, cap;
};

enum said_list { SAID_PART_OF, SAID_PARTIES, SAID_ALIASES };
/* In the order of events; of elements that say the same one is left. False: there were any. */
bool register_sort(enum said_list which, struct value *list);

/* The subjects that are registered and begin so ("product:"), by position; their events are not
 * read. An open transaction. */
struct rc register_keys(struct store *s, struct slice prefix, struct arena *a, struct slice **out,
    size_t *count, struct err *e);

/* Terms of tables: they name products and makers in words of their own.
 * product: of every row; org: party:ORG under which products of a list are named; or null. */
struct table_terms { struct slice product, org; };

/* E_LIMIT above APPEND_MAX entries; E_NOMEM. */
struct rc saids_add(struct saids *s, const struct said *one, struct err *e);

/* One document of kind Register. folder: of the document, ending in "/" or empty: key files are
 * beside it. Failures name file and place in *t. */
struct rc register_read(struct slice text, struct slice file, struct slice folder,
    struct saids *out, struct trouble *t);
/* A list of assets or products. Wants an open transaction: what a row is of is looked up in what is
 * registered. What makes a list doubtful is a note. Failures name file and cell in *t. */
struct rc register_read_table(struct slice bytes, struct slice file, const struct op_call *call,
    const struct table_terms *terms, struct home *h, struct saids *out, struct buf *notes,
    struct trouble *t);

/* What an entry changes. said: index. action: "registered", "changed", "granted", "set", "ended".
 * members: the members that differ, of a change. */
struct change { size_t said; const char *action; struct value members; };

struct changes { size_t count, cap; struct change *at; };

/* The events that differ from the state, with acting_add(), and a change for each. Notes say which
 * subjects are named and not registered. Failures name file and place. */
struct rc register_plan(struct acting *g, const struct saids *said, struct changes *out);

#endif
