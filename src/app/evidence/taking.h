/* app/evidence/taking.h - evidence on its way into the store.
 *
 * What a supplier sent is read as `inspect` reads it: each file gets its kind with the reason, what
 * it is about, who made it and when. Whoever records it may correct that; then the files are kept
 * as bodies and each becomes an evidence.added, all in one append.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EVIDENCE_TAKING_H
#define APP_EVIDENCE_TAKING_H

#include "app/evidence/content.h"
#include "app/inspect/inspect.h"
#include "app/inspect/verify.h"
#include "app/log/append.h"

/* One file as it will be recorded. body: index in the delivery, or BODY_NONE for what is held or
 * seen elsewhere. Dates TIME_UNKNOWN where not known; received never is.
 * by_person: the kind or binding is what a person said. binding: what it is about.
 * intake: "good", "unverified", "quarantined", "malformed". keep: to be recorded at all: containers
 * whose members are files of their own are not. */
struct take_row {
	size_t		 body;
	struct slice	 name, source;
	struct slice	 subject;		/* what it was recorded for */
	struct slice	 kind, why;
	bool		 kind_by_person, bound_by_person;
	size_t		 bound_count;
	struct slice	*binding;
	struct slice	 producer, owner, label, stage;
	int64_t		 made_ms, received_ms, valid_from_ms, valid_until_ms;
	bool		 received_given;
	const char	*intake;
	bool		 keep;
};

/* A delivery that was read for a subject. subject: as the caller named it. read: content rows that
 * this reading has made already. signatures: those that hold, all checked. */
struct taking {
	struct delivery		 delivery;
	struct content_plan	 read;
	struct remembered	 signatures;
	struct scope		 scope;
	struct shipped_data	 data;
	struct slice		 subject;
	size_t			 count;
	struct take_row		*rows;		/* in the order of the delivery's bodies */
};

void taking_drop(struct taking *t);

/* made: files that are not on disk yet, because assay itself wrote them; or null. */
struct taking_input {
	const char *const	*paths;
	size_t			 path_count;
	const struct intake_kept *made;
	size_t			 made_count;
	const struct table_map	*maps;
	size_t			 map_count;
	struct slice		 subject;
	int64_t			 received_ms;
	unsigned		 threads;
};

/* Reads the paths, checks their signatures with the anchors of the home, and proposes a row for
 * each body. Failures name path or subject in *t. Errors: of intake_run() and scope_resolve(); E_IO
 * where a file cannot be read. */
struct rc taking_open(const struct op_call *call, struct home *h, const struct taking_input *in,
    struct taking *out, struct trouble *t);

/* What was recorded of each kept row, in their order. existed: the same evidence was in force. */
struct taken { size_t row; struct slice id; bool existed; };

/* Keeps the bodies and appends the events, all or none. Rows with keep unset are passed over.
 * Names live in the home's arena. Errors: E_LIMIT where a member of a container is too large to be
 * kept from there (what says so); of body_keep() and home_append(). */
struct rc taking_record(struct home *h, const struct writer *w,
    struct taking *t, struct taken **out, size_t *count, struct trouble *trouble);

#endif
