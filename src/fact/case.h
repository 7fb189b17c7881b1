/* fact/case.h - the case: the one input of evaluation.
 *
 * Everything that bears on one question at one instant: the subjects, the items offered, what
 * was read in them, what is known about their signatures. Gathered by app, evaluated by
 * criteria, written in RFC 8785 form as assay/case/1 (doc/formats/case.md), a closed form.
 *
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FACT_CASE_H
#define FACT_CASE_H

#include "base/arena.h"
#include "base/base.h"
#include "base/buf.h"
#include "base/time.h"
#include "codec/value.h"
#include "fact/finding.h"
#include "fact/reading.h"
#include "fact/signature.h"

enum holding { HOLDING_KEPT = 1, HOLDING_HELD, HOLDING_SEEN };

/* What the ledger says about an item. Always empty in inspect. */
struct item_state {
	struct slice	 state;		/* superseded, revoked, withdrawn, disputed */
	struct slice	 by;		/* id of what says so: a body's or an entry's */
	int64_t		 at_ms;
};

/* One evidence item. Facts are those of its reading with every subject filled in.
 * id, kind and entry together are distinct within a case. */
struct item {
	/* "sha256:..." of the body; of what was only seen its entry, "evidence:..." */
	struct slice		 id;
	struct slice		 kind;		/* evidence kind; never empty in a case */
	struct slice		 decoder;
	struct slice		 producer;
	struct slice		 stage;
	enum holding		 holding;
	bool			 prose;
	int64_t			 made_ms, received_ms, valid_from_ms, valid_until_ms;
	size_t			 bound_count;
	struct slice		*bound_to;	/* full subjects, sorted, distinct */
	size_t			 fact_count;
	struct fact		*facts;		/* sorted by name, subject, place, value */
	size_t			 signature_count;
	struct signature	*signatures;
	size_t			 finding_count;
	struct reason		*findings;	/* settled order */
	size_t			 vouched_count;
	/* ids of items whose signed content names this digest */
	struct slice		*vouched_by;
	struct slice		 entry;		/* "evidence:..." of the ledger; empty in inspect */
	/* HOLDING_HELD alone: by whom, promised until, when its digest was last recomputed */
	struct slice		 holder;
	int64_t			 held_until_ms, recomputed_ms;
	/* HOLDING_SEEN alone: who saw it, and when */
	struct slice		 seen_by;
	int64_t			 seen_ms;
	size_t			 state_count;
	struct item_state	*states;	/* sorted by state, by, at */
};

/* An anchor that gather asked with. */
struct case_anchor {
	struct slice	 id;			/* "sha256:..." of its SubjectPublicKeyInfo */
	unsigned	 purposes;
	enum trust_how	 how;
	int64_t		 from_ms, until_ms;
	size_t		 subject_count;
	struct slice	*subjects;		/* empty: every party and subject (inspect) */
};

/* An approved or requested exception that is not revoked. Always empty in inspect; the form holds
 * it from the start. Its wording (why, what compensates) stands in the event that id names.
 * Invariant: criterion or requirement, not both, is empty; approved exactly when approver is
 * there, from_ms is known and the approver is not the requester. */
struct case_exception {
	/* outcome: accept_with_exception, risk_accept */
	struct slice	 id, criterion, outcome;
	size_t		 subject_count;
	struct slice	*subjects;
	int64_t		 from_ms, until_ms;
	bool		 approved;
	struct slice	 requirement, owner, requester, approver;
	/* reasons that it covers, sorted by name; none: every reason */
	size_t		 code_count;
	enum finding_id	*codes;
	/* ids of items that show the compensating measure; sorted */
	size_t		 measure_count;
	struct slice	*measures;
};

/* What a reading says of one dimension: origin, integrity, freshness, consistency, scope, binding,
 * completeness, lifecycle. result: as of the whole. */
struct case_dimension { struct slice name, result; };

/* A reading by a person. Always empty in inspect. result, of the whole: pass, fail or
 * indeterminate. facts: what the reader states about the item, as facts of an item. */
struct case_review {
	struct slice		 evidence, reader, role, method, result;
	int64_t			 at_ms;
	struct slice		 id;		/* "verification:..." */
	size_t			 dimension_count, fact_count;
	struct case_dimension	*dimensions;	/* sorted by name, distinct */
	struct fact		*facts;
};

/* One vulnerability feed as it was built (digest, name, built_ms), asked about one bill of
 * materials (evidence) or, where that is empty, about the subjects of the scope; and one record
 * that matched. A build that knew nothing has one row with record null (kind VALUE_NULL, or 0),
 * subject and id empty. Always empty in inspect. */
struct case_feed {
	struct slice	 digest, name;
	int64_t		 built_ms;
	struct value	 record;		/* an object: the matched record in full */
	struct slice	 evidence;
	struct slice	 subject;		/* what it matched: a purl or a full subject */
	struct slice	 id;			/* the record's own: "CVE-2026-0001" */
};

/* Who holds a role for the subject; the manufacturer stands in case_scope. */
struct case_party { struct slice role, party; };

/* What is assessed. Members other than subject may be empty when nothing names them. */
struct case_scope {
	struct slice	 subject;		/* batch:acme/C-2026-041 */
	struct slice	 product, release;	/* product:acme/ic-22, release:acme/ic-22@5.4.2 */
	struct slice	 manufacturer;		/* party:acme */
	size_t		 type_count;
	struct slice	*component_types;	/* where stated; sorted */
	size_t		 asset_count;
	struct slice	*assets;		/* sorted, distinct */
	size_t		 party_count;
	struct case_party *parties;		/* sorted by role, each once */
};

struct case_form {
	struct case_scope	 scope;
	int64_t			 valid_at_ms;
	bool			 position_known;	/* false: no ledger (inspect) */
	uint64_t		 position_size;
	struct slice		 position_root;
	size_t			 item_count, anchor_count, exception_count;
	size_t			 review_count, feed_count;
	struct item		*items;		/* sorted by id, kind, entry */
	struct case_anchor	*anchors;	/* sorted by id, purposes, how, period, subjects */
	struct case_exception	*exceptions;	/* sorted by id */
	struct case_review	*reviews;	/* sorted by id */
	struct case_feed	*feeds;		/* sorted by digest, evidence, subject, id */
};

/* Sorts every list in place as the form demands, and drops equal texts and findings where it
 * forbids them. Call once after gathering. */
void case_settle(struct case_form *c);
/* The tree of the form; members sorted by the writer. Texts are borrowed from c. */
struct value case_value(struct build *b, const struct case_form *c);
/* The same in parts: one item, and the whole with the list of items as the caller has it. */
struct value case_item_value(struct build *b, const struct item *it);
struct value case_value_with(struct build *b, const struct case_form *c, struct value items);
/* Reads the form, refusing unknown members, whatever stands out of order or twice, and any other
 * spelling than the form's. What is accepted writes the same RFC 8785 bytes again.
 * Ownership: texts, and the values of facts and records, are borrowed from v.
 * Errors:    E_SCHEMA with the offset of the place, E_LIMIT, E_NOMEM. */
struct rc case_decode(const struct value *v, struct arena *a, struct case_form *out,
    struct err *e);

#endif
