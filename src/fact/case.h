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

/* One evidence item. Facts are those of its reading with every subject filled in. */
struct item {
	struct slice		 id;		/* "sha256:..." of the body */
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

/* An approved or requested exception. Always empty in inspect; the form holds it from the start. */
struct case_exception {
	/* outcome: accept_with_exception, risk_accept */
	struct slice	 id, criterion, outcome;
	size_t		 subject_count;
	struct slice	*subjects;
	int64_t		 from_ms, until_ms;
	bool		 approved;
};

/* A reading by a person. Always empty in inspect. */
struct case_review {
	struct slice	 evidence, reader, role, method, result;
	int64_t		 at_ms;
};

/* A matched record of a vulnerability feed. Always empty in inspect. */
struct case_feed {
	struct slice	 digest, name;
	int64_t		 built_ms;
	struct value	 record;
};

/* What is assessed. Members other than subject may be empty when nothing names them. */
struct case_scope {
	struct slice	 subject;		/* batch:acme/C-2026-041 */
	struct slice	 product, release;	/* product:acme/ic-22, release:acme/ic-22@5.4.2 */
	struct slice	 manufacturer;		/* party:acme */
	size_t		 type_count;
	struct slice	*component_types;	/* where stated; sorted */
	size_t		 asset_count;
	struct slice	*assets;		/* sorted, distinct */
};

struct case_form {
	struct case_scope	 scope;
	int64_t			 valid_at_ms;
	bool			 position_known;	/* false: no ledger (inspect) */
	uint64_t		 position_size;
	struct slice		 position_root;
	size_t			 item_count, anchor_count, exception_count;
	size_t			 review_count, feed_count;
	struct item		*items;		/* sorted by id, then kind */
	struct case_anchor	*anchors;	/* sorted by id, purposes, how */
	struct case_exception	*exceptions;
	struct case_review	*reviews;
	struct case_feed	*feeds;
};

/* Sorts every list in place as the form demands. Call once after gathering. */
void case_settle(struct case_form *c);
/* The tree of the form; members sorted by the writer. Texts are borrowed from c. */
struct value case_value(struct build *b, const struct case_form *c);
/* Reads the form, refusing unknown members and anything out of order.
 * Errors: E_SCHEMA with the offset of the place, E_LIMIT, E_NOMEM. */
struct rc case_decode(const struct value *v, struct arena *a, struct case_form *out,
    struct err *e);

#endif
