/* report/view.h - everything an inspection shows, ready to be rendered.
 *
 * app fills it; report renders it as text, JSON, HTML, Markdown and as the letter. Rendering
 * decides on words and layout, never on facts. All slices are borrowed and outlive the view.
 * Texts that came from outside are not yet escaped: every renderer escapes for its own form.
 *
 * Layer:    base, codec, fact, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_VIEW_H
#define REPORT_VIEW_H

#include "base/base.h"
#include "base/buf.h"
#include "fact/assessment.h"
#include "fact/case.h"
#include "fact/finding.h"
#include "fact/reading.h"
#include "fact/signature.h"

#define VIEW_NONE SIZE_MAX

/* One file as it came, or as it was found in a container. */
struct view_file {
	/* display path; members: "delivery.zip/orders.csv" */
	struct slice		 path;
	size_t			 container;	/* index into files, or VIEW_NONE */
	uint64_t		 size_bytes;
	struct slice		 digest;	/* "sha256:..."; empty when it could not be read */
	struct slice		 form;		/* "ZIP archive", "JSON", "DER certificate" */
	/* evidence kind, or empty: not recognised as evidence */
	struct slice		 kind;
	struct slice		 why;		/* why it was taken for this */
	struct slice		 title;		/* what it says about itself */
	struct slice		 producer;	/* as claimed */
	int64_t			 made_ms;	/* as claimed, or TIME_UNKNOWN */
	size_t			 bound_count;
	struct slice		*bound_to;	/* full subjects */
	enum level		 level;
	/* why not higher; FINDING_NONE at E4 or LEVEL_NONE */
	enum finding_id		 level_why;
	size_t			 finding_count;
	struct reason		*findings;
	size_t			 signature_count;
	struct signature	*signatures;
	size_t			 fact_count;
	const struct fact	*facts;		/* what was read in it, for words about a place */
	/* index of an earlier file with the same bytes, or VIEW_NONE */
	size_t			 same_as;
};

/* An anchor that was named. */
struct view_anchor {
	struct slice	file, id, subject;	/* subject: the certificate's name, or empty */
	unsigned	purposes;
	enum trust_how	how;
	bool		with_delivery;	/* the same key was found among the delivered files */
};

/* Evidence that a criterion, or a check of it, needs. */
struct view_need {
	struct slice	kind, phrase;	/* "a device certificate" */
	struct slice	party;		/* who signs: "manufacturer"; or empty */
	struct slice	not_older_than;	/* "30d", or empty */
	struct slice	readers;	/* "read by the assessor"; or empty */
	bool		each_asset;	/* an item of its own for each asset */
	bool		of_asset;	/* it names an asset */
	bool		unsigned_allowed;
	uint64_t	at_least;
};

/* A criterion's words, in the order of the criteria file. */
struct view_criterion {
	struct slice	id, title;
	enum area	area;
	struct slice	wanted;		/* one sentence: what would meet it */
	size_t		need_count;
	struct view_need *needs;
};

/* A list that was reconciled. */
struct view_list {
	size_t		file;		/* index into files */
	struct slice	kind;
	uint64_t	rows, serials;
	uint64_t	in_scope;	/* assets of the scope that it names */
	bool		carrier;
	bool		counts;		/* an order, packing list, receipt or identity list */
	bool		compared;	/* its serials were held against the other lists */
	const struct reason *why;	/* the finding that keeps it from that, or null */
};

/* A row or entry that names an asset. */
struct view_stand { size_t list; struct slice place; };	/* list: index into lists */

/* An asset that does not stand exactly once in the lists of each kind. */
struct view_serial {
	struct slice		 asset;
	size_t			 stand_count;
	struct view_stand	*stands;	/* by list, then as they stand there */
	size_t			 other_count;
	struct view_stand	*others;	/* rows with its number, of something else */
};

/* Two items that disagree; each side with its place. */
struct view_conflict {
	enum finding_id	id;
	struct slice	subject;
	struct slice	what;		/* "firmware version" */
	struct slice	left, right;	/* what each side says */
	size_t		left_file, right_file;
	struct slice	left_place, right_place;
};

/* What an evidence kind does not prove. */
struct view_limit { struct slice kind, title, sentence; };

/* Who keeps evidence, where and until when, as a record in scope names it. */
struct view_retention {
	size_t		file;		/* index into files */
	struct slice	owner, location, until, subject;	/* empty where not stated */
};

/* The whole inspection. */
struct view {
	struct slice		 program_version;
	struct slice		 subject;
	bool			 subject_assumed;	/* no --for: named by `subject_source` */
	struct slice		 subject_source;	/* display path of the file that named it */
	size_t			 assumption_count;
	struct slice		*assumptions;	/* whole sentences */
	const struct case_scope	*scope;
	int64_t			 valid_at_ms;
	bool			 valid_at_given;
	size_t			 anchor_count, file_count, criterion_count, list_count;
	size_t			 conflict_count, limit_count, serial_count;
	struct view_anchor	*anchors;
	struct view_file	*files;		/* sorted by path, then digest */
	struct view_criterion	*criteria;
	struct slice		 criteria_name, criteria_version, criteria_digest, criteria_source;
	size_t			 driver_count;
	struct slice		*drivers;	/* requirement ids that the criteria inform */
	struct view_list	*lists;
	uint64_t		 certified;	/* assets that a device certificate names */
	struct view_serial	*serials;	/* sorted by asset */
	struct view_conflict	*conflicts;
	struct view_limit	*limits;
	const struct assessment	*assessment;
	struct slice		 result_digest;
	/* of what a home keeps, as the first `position` entries of its log knew it */
	bool			 stored;
	uint64_t		 position;
	int			 exit_status;
	size_t			 retention_count;	/* 0: nobody is named */
	struct view_retention	*retentions;
};

/* Each appends to out. Errors: E_LIMIT, E_NOMEM. */
struct rc view_text(const struct view *v, bool colour, struct buf *out, struct err *e);
struct rc view_json(const struct view *v, struct buf *out, struct err *e);
struct rc view_html(const struct view *v, struct buf *out, struct err *e);
struct rc view_markdown(const struct view *v, struct buf *out, struct err *e);
struct rc view_letter(const struct view *v, struct buf *out, struct err *e);

/* "Nothing was stored. Trusted: ", or from which state of a home it comes. */
void view_source_words(const struct view *v, struct buf *out);

#endif
