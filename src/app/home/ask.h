/* app/home/ask.h - a few questions to whoever sits before the program, one a line.
 *
 * Each is shown on standard error with its default in brackets; an empty line takes the default. At
 * the end of the input every question that is left takes its default, so that answers can come
 * from a file as well.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_ASK_H
#define APP_HOME_ASK_H

#include "app/ops.h"

/* At most so many questions for one file. */
#define ASK_MAX 10

/* otherwise: the default; null: an answer is needed; "" : nothing will do. like: number (from 1) of
 * the question whose answer is the default; 0: none. good: whether an answer will do; null: any. */
struct ask {
	const char	*question, *otherwise, *expected;
	unsigned	 like;
	bool		(*good)(struct slice answer);
};

/* Answers in call->a, never null. Errors: E_USAGE, with the question's number, for an answer that
 * will not do or holds control characters; E_IO. */
struct rc ask_all(const struct op_call *call, const struct ask *questions, size_t count,
    struct slice *answers, struct trouble *t);

/* Answers that will do. */
bool ask_is_org(struct slice answer);
bool ask_is_yes_or_no(struct slice answer);
/* "yes", "y", "ja" ... */
bool ask_yes(struct slice answer);

/* A text as a scalar in double quotes, good for YAML and JSON alike. */
void ask_quote(struct slice text, struct buf *out);

#endif
