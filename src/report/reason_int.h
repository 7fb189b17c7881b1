/* report/reason_int.h - the pieces of a sentence that says why. See report/reason_words.h.
 *
 * Layer:    private to report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_REASON_INT_H
#define REPORT_REASON_INT_H

#include "report/reason_words.h"

/* Places and names that one sentence lists; the others are counted. */
#define NAMED_MAX 3

struct sentence {
	const struct view	*v;
	const struct run	*run;
	struct buf		*out;
};

const struct reason *reason_number(const struct sentence *s, size_t i);
void reason_put(struct sentence *s, const char *text);
/* "serial 3127", "serials 3113, 3131"; false, and nothing, when the run names no serial. */
bool reason_put_serials(struct sentence *s, const char *before);
/* Every place of the run, each once: "A!B17, A!B18 and 4 more". Returns how many. */
size_t reason_put_places(struct sentence *s);
/* What was read at the place of a reason; null where nothing of that name was. */
const struct fact *reason_fact(const struct view *v, const struct reason *r, const char *name);
/* A text of a fact; empty where there is none. */
struct slice fact_member(const struct fact *f, const char *name);
const struct view_conflict *reason_conflict(const struct view *v, const struct reason *r);
/* names: separated by spaces. */
bool kind_is_one_of(struct slice kind, const char *names);
/* Serials, places, and the sentence of the list. */
void reason_general(struct sentence *s);

void words_revoked(struct sentence *s);
void words_expired(struct sentence *s);
void words_wrong_purpose(struct sentence *s);
void words_unknown_signer(struct sentence *s);
void words_anchor_came_along(struct sentence *s);
void words_image(struct sentence *s);
void words_version(struct sentence *s);
void words_baseline(struct sentence *s);
void words_custody(struct sentence *s);
void words_support(struct sentence *s);
void words_vulnerability(struct sentence *s);
void words_stale(struct sentence *s);
void words_readers(struct sentence *s);
void words_other_kind(struct sentence *s);
void words_scope_is_missing(struct sentence *s);
void words_unbound(struct sentence *s);
void words_damaged(struct sentence *s);
void words_open_condition(struct sentence *s);

#endif
