/* app/desk/made.h - records that assay writes for whoever records them.
 *
 * What a person types as options or imports from a table becomes evidence of a kind that assay
 * reads (doc/formats/records.md): an in-toto Statement without a signature, in RFC 8785 form. So
 * the same record may come signed from a supplier, and is read by the same rows. It is an
 * assertion of whoever recorded it, and counts as one: E1, `unsigned: allowed`.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_MADE_H
#define APP_DESK_MADE_H

#include "app/home/keys.h"
#include "app/evidence/taking.h"

/* One record, or a file that is taken in with it as it is. path: of such a file, else null.
 * bytes: of the file, where it was read already, so that what is recorded is what was read; grid:
 * what they say as a table, decoded once; or null both, and the file is read.
 * kind: an evidence kind; without a path one that record_handles(). subjects: full subjects, what
 * it is about. predicate: of a record, an object with the members of the kind; `issued` and
 * `issuer` are the caller's to put. name: of a record, what its file would be called. from: the
 * file in which a person wrote the predicate, named where it is refused; or null. */
struct made {
	const char		*path, *kind, *from;
	struct slice		 bytes;
	const struct grid	*grid;
	const struct slice	*subjects;
	size_t			 subject_count;
	struct value		 predicate;
	struct slice		 name;
};

/* What became of it. id: "evidence:..."; digest: "sha256:..." of its bytes; existed: the very same
 * was recorded before, and nothing was written. intake: "good", "unverified", "quarantined" or
 * "malformed", as taken in just now; what came in one of the last two ways satisfies nothing. */
struct made_done { struct slice id, digest; const char *intake; bool existed; };

/* The bytes of the statement, in the arena. Errors: E_LIMIT, E_NOMEM. */
struct rc made_bytes(const struct made *m, struct arena *a, struct slice *out, struct err *e);

/* Records them, all or none, in the order given, and publishes. Each is about its first subject.
 * What the reader of the kind refuses is E_SCHEMA: a record that assay writes is never kept
 * malformed. out: one for each. Errors: of taking_open() and taking_record(). */
struct rc made_record(const struct op_call *call, struct home *h, const struct writer *w,
    const struct made *list, size_t count, struct made_done *out, struct trouble *t);

/* Records one and says it: {id, digest, kind, subject, existed}, the first of its subjects.
 * Errors: as above. */
struct rc made_say(const struct op_call *call, struct home *h, const struct writer *w,
    const struct made *m, const char *schema, struct op_result *r);

/* How a file (m->path) would be taken in, with the anchors of the home: as made_done.intake.
 * Nothing is recorded. Errors: of taking_open(). */
struct rc made_intake(const struct op_call *call, struct home *h, const struct made *m,
    const char **intake, struct trouble *t);

/* What gives way to a record that was made: old, the ids of evidence about the subject, among which
 * the new one itself is passed over. */
struct made_instead {
	struct slice		 subject, new_id;
	const struct slice	*old;
	size_t			 old_count;
	struct slice		 reason;
};

/* Writes an event for each, all or none, and publishes; none where nothing gives way.
 * Errors: of home_append(). */
struct rc made_supersede(const struct op_call *call, struct home *h, const struct writer *w,
    const struct made_instead *what, struct trouble *t);

#endif
