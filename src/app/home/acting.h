/* app/home/acting.h - a command that records one event.
 *
 * The event is composed from what the log says at one size, and appended only if the log still has
 * that size; else it is composed again. So what was looked up (an id, that nothing of the kind is
 * there yet) holds when it is written.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_ACTING_H
#define APP_HOME_ACTING_H

#include "app/home/append.h"
#include "app/home/draft.h"
#include "app/home/state.h"

/* Times that an event is composed again because others were faster. */
#define ACTING_ROUNDS_MAX 100

/* id: of what was recorded; existed: it stood there already and nothing was written. about: the
 * thing that it is about. note: for a line on standard error. Both may be null; texts live in the
 * home's arena. */
struct acting {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct writer		 w;
	struct slice		 id;
	bool			 existed;
	struct slice		 note, about;
};

void acting_drop(struct acting *x);

/* Composes the event in *d, which it begins itself, inside a read transaction; or sets x->id and
 * x->existed, and *d is not looked at. */
typedef struct rc acting_compose(struct acting *x, void *context, struct draft *d);

/* Opens the home for writing, finds who acts, composes, appends, publishes.
 * Errors: of compose; E_USAGE too where a text cannot stand in an event; of home_append(). */
struct rc acting_run(const struct op_call *call, struct op_result *r, struct acting *x,
    acting_compose *compose, void *context);

/* The required value of an option. E_USAGE, naming the option, when it is missing or empty. */
struct rc acting_need(const struct acting *x, const char *option, const char *what,
    struct slice *out);
/* The value of an option that must be one of the words ("pass fail"); without it what is given as
 * otherwise, or E_USAGE when that is null. */
struct rc acting_word(const struct acting *x, const char *option, const char *words,
    const char *what, const char *otherwise, struct slice *out);
/* The full id that an argument or option means. */
struct rc acting_resolve(struct acting *x, const char *text, const char *word,
    struct slice *out);
/* The same, and the thing, which is open. */
struct rc acting_thing(struct acting *x, const char *text, const char *word, struct thing *out);
/* Each --evidence as a based_on reference. */
struct rc acting_ground(struct acting *x, struct draft *d);
/* Sets x->id and x->existed when `there`, whose thing is `id`, says the very same as the draft,
 * by the same actor. */
struct rc acting_same(struct acting *x, const struct event *there, struct slice id,
    const struct draft *d);
/* {"id": ..., word: about, "existed": ...} for what was recorded. */
struct rc acting_say(const struct acting *x, const char *schema, const char *word);

#endif
