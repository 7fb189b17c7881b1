/* fact/finding.h - findings and reasons: one list, one shape.
 *
 * A finding says what is lacking in a file, a reason why a criterion is not met. Both are a
 * `struct reason`: a code of fact/finding.list, the subject, the evidence and the place in it.
 *
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FACT_FINDING_H
#define FACT_FINDING_H

#include "base/arena.h"
#include "base/base.h"

enum finding_id {
	FINDING_NONE = 0,
#define FINDING(id, class, sentence) FINDING_##id,
#include "fact/finding.list"
#undef FINDING
	FINDING_COUNT
};

enum finding_class { CLASS_NOTE = 1, CLASS_CONDITION, CLASS_LACK, CLASS_FAIL };

/* "SERIAL_MISSING", its class and its sentence. BUG for FINDING_NONE and beyond. */
const char *finding_name(enum finding_id id);
enum finding_class finding_class(enum finding_id id);
const char *finding_sentence(enum finding_id id);
/* FINDING_NONE when there is no such name. */
enum finding_id finding_find(struct slice name);

/* subject:  a full subject, or empty when it is about the file itself.
 * evidence: "sha256:..." of the file, or empty when there is none (missing evidence).
 * place:    inside that file, never its path: "Lieferung!B17", "12:5" (line and column), "+4711"
 *           (byte), "/predicate/entries/3" (JSON pointer); or empty. */
struct reason {
	enum finding_id	id;
	struct slice	subject, evidence, place;
};

/* By code name, subject, evidence, place, in bytes: the one order of reasons. */
int reason_cmp(const void *a, const void *b);

/* A growing list. Invariant: count <= cap. */
struct reasons {
	struct arena	*a;
	struct reason	*at;
	size_t		 count, cap;
	bool		 broken;	/* the arena is spent; reasons_end() says so */
};

struct reasons reasons_init(struct arena *a);
/* Slices are borrowed. */
void reasons_add(struct reasons *r, enum finding_id id, struct slice subject,
    struct slice evidence, struct slice place);
/* Room for so many more at once, where that is known. */
void reasons_reserve(struct reasons *r, size_t more);
bool reasons_have(const struct reasons *r, enum finding_id id);
/* Sorts and drops equal ones. */
void reasons_settle(struct reasons *r);
struct rc reasons_end(const struct reasons *r, struct err *e);

#endif
