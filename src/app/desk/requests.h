/* app/desk/requests.h - what others were asked for, what came of it, and what that is worth.
 *
 * The rating is computed whenever it is asked for, from what is known of the evidence that came;
 * nobody types it in. The rule stands in doc/decisions/0056-rating-answers.md, and when an answer
 * closes a request in 0069-weak-answers.md.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_REQUESTS_H
#define APP_DESK_REQUESTS_H

#include "app/decision/assess.h"
#include "app/home/home.h"
#include "app/home/state.h"

/* WEAKLY: what came was rated weak, and nobody accepted it: the request stays open. ACCEPTED: what
 * came will do, whatever it is rated, by somebody who said why. */
enum request_state { REQUEST_OPEN, REQUEST_OVERDUE, REQUEST_ANSWERED, REQUEST_REFUSED,
	REQUEST_WEAKLY, REQUEST_ACCEPTED };
/* In ascending order of worth. NONE: no evidence came. */
enum request_rating { RATING_NONE, RATING_WEAK, RATING_BETTER, RATING_STRONGER };

/* One item that came: what it is worth, and why it is not worth more (or why it is worth most). */
struct request_item { struct slice id; enum request_rating rating; const char *why; };

/* answers: by position; the last says whether something came or was refused. */
struct kept_request {
	struct thing		 thing;
	enum request_state	 state;
	int64_t			 due_ms;	/* TIME_UNKNOWN: no date */
	size_t			 answer_count, item_count;
	struct thing		*answers;
	enum request_rating	 rating;	/* of the best item */
	const char		*why;
	struct request_item	*items;		/* of every answer, each once */
};

const char *request_state_name(enum request_state s);
/* Somebody has to do something about it: nobody answered, or weakly. Of a rated one. */
bool request_is_open(const struct kept_request *k);
const char *request_rating_name(enum request_rating r);

/* One request with its answers, unrated. now_ms: by which it is overdue. An open transaction.
 * Errors: E_VERIFY, E_LIMIT, E_NOMEM; of the store. */
struct rc request_read(struct home *h, const struct thing *t, uint64_t known, int64_t now_ms,
    struct arena *a, struct kept_request *out, struct err *e);
/* All of them, by position. */
struct rc requests_list(struct home *h, uint64_t known, int64_t now_ms, struct arena *a,
    struct kept_request **out, size_t *count, struct err *e);
/* An answer names the evidence, "evidence:HEX64". */
bool request_came(const struct kept_request *k, struct slice evidence);
/* known: a size of the log. Rates the items that came, and whether they close the request.
 * Errors: of assess_gather(), but not that a subject cannot be assessed: then nothing that came
 * is about it. */
struct rc request_rate(struct home *h, struct kept_request *k, uint64_t known, int64_t at_ms,
    struct arena *a, struct trouble *t);

#endif
