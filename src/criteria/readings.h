/* criteria/readings.h - what people read in items, put beside what programs read.
 *
 * Layer:    private to criteria.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRITERIA_READINGS_H
#define CRITERIA_READINGS_H

#include "base/arena.h"
#include "fact/case.h"

/* A reading at or before the instant. */
bool reading_is_in_time(const struct case_review *r, int64_t at_ms);
/* What was recorded with the reading, as its fact `reading` says: "key" ("sha256:...") by which it
 * was recorded, "relation" of the reader to the producer. Empty where a case says nothing of it.
 * That fact is about the reading: the item has none of it. */
struct slice reading_said(const struct case_review *r, struct slice member);
/* A person read the item and found it sound, as a whole: it waits for a reader no longer. */
bool item_was_read(const struct case_form *c, const struct item *it);
/* Its origin was checked through something its sender does not control: a call back to a number or
 * person known before, a laboratory, an inspection, recorded as a verification of its own. */
bool item_origin_was_checked(const struct case_form *c, const struct item *it);

/* The form as evaluation sees it: items with the facts that people read off them; of several
 * readings of one item all that are in time count. Items that were read are prose no longer. Where
 * there
 * is no reading *out is the form itself. Errors: E_LIMIT, E_NOMEM. */
struct rc readings_apply(const struct case_form *form, struct arena *a,
    const struct case_form **out, struct err *e);

#endif
