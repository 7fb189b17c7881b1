/* app/desk/supports.h - until when what is registered is supported, as it is stated.
 *
 * A line stands for one statement that is kept: a support period of a product or release, or the
 * dates of a life cycle, which may be those of a BOM component. An OpenEoX document names nothing:
 * it is about what whoever recorded it said. What is said of a component stands again for
 * everything whose bill of materials is kept and lists it. Of the statements of one kind by one
 * issuer about one subject the last that was recorded counts. Statements of several issuers stand
 * side by side: none outweighs the other here.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_SUPPORTS_H
#define APP_DESK_SUPPORTS_H

#include "app/desk/kept_record.h"
#include "codec/value.h"
#include "record/openeox.h"

enum support_status {
	SUPPORT_OPEN_ENDED = 1,		/* nothing is said of an end */
	SUPPORT_TO_BE_ANNOUNCED,	/* it is said that an end is still to be announced */
	SUPPORT_AHEAD,			/* has not begun */
	SUPPORT_RUNS,
	SUPPORT_ENDED
};

/* What Regulation (EU) 2024/2847 makes of the end of a product or release, to be checked and no
 * legal advice; of components, and where no end is stated, all null. support_duties() fills it.
 * floor (Art. 13(8)): "below", "met", or "undetermined" where nothing says when it was placed on
 * the market; floor_ms: the earliest end that would do; floor_from: "clock:..." or "evidence:..."
 * of the placing, else "support_start". The second in which a period ends counts whole.
 * told (Art. 13(19)): "told", "told_other_end", "not_told": whether a notice of the end of support
 * reached customers by then; told_ms, told_id: the last one. purchase_ms, purchase_id: of the last
 * that told the end for the time of purchase. */
struct support_duty {
	const char	*floor, *told;
	int64_t		 floor_ms, told_ms, purchase_ms;
	struct slice	 floor_from, told_id, purchase_id;
};

/* What is still in use of it: in_field_find() fills it. counted: assets were looked at; decided:
 * "decision:..." of the last decision about it since its end, or empty. */
struct support_field { bool counted; size_t assets; struct slice decided; };

/* id: "evidence:..." of the statement. subject: a product, release or purl. component, sbom: of a
 * line for what contains it, its purl and the "evidence:..." that lists it; else null. end_ms: of
 * security support where it is named, else of support, else of life; which: the member it stands
 * in, empty where there is none. dates: each of the four of a life cycle as it is stated. any: the
 * component's purl names no version, and stands for every one. stated: when it was issued, else
 * recorded. Other instants are TIME_UNKNOWN where nothing is stated. days_left: whole days from the
 * instant asked for to the end, 0 on its last day; days_past: begun days since the end. Else 0. */
struct support_line {
	struct support_duty	 duty;
	struct support_field	 field;
	struct slice		 id, kind, subject, which, policy, maintenance, source, issuer;
	struct slice		 component, sbom;
	int64_t			 start_ms, end_ms, life_ms, stated_ms, days_left, days_past;
	struct openeox		 dates;
	bool			 any;
	enum support_status	 status;
};

/* "open_ended", "to_be_announced", "ahead", "supported", "ended". */
const char *support_status_name(enum support_status s);

/* The lines in force at `known` as they stand at at_ms, by the position of their entries; subject
 * null: of all; a purl with a version also has what is said of every version. A transaction is
 * open. Errors: of kept_records_all(). */
struct rc supports_find(struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    struct arena *a, struct support_line **out, size_t *count, struct err *e);
/* A line as a row of a listing. */
struct value support_value(struct build *b, const struct support_line *l);

#endif
