/* app/home/single.h - a command that records one event and says its id.
 *
 * See app/home/acting.h: the event is composed on one state of the log, and again where somebody
 * else wrote meanwhile. So what was looked up (an id, that nothing of the kind is there yet) holds
 * when it is written.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_SINGLE_H
#define APP_HOME_SINGLE_H

#include "app/home/acting.h"
#include "app/home/state.h"

/* id: of what was recorded; existed: it stood there already and nothing was written. about: the
 * thing that it is about. note: for a line on standard error. Both may be null. */
struct single {
	struct acting	g;
	struct slice	id, note, about;
	bool		existed;
};

void single_drop(struct single *x);

/* Composes the event in *d, which it begins itself, inside a read transaction; or sets x->id and
 * x->existed (single_same()), and *d is not looked at. What it allocates lives in the arena of the
 * command or of the home; what a failure names, in that of the command. */
typedef struct rc single_compose(struct single *x, void *context, struct draft *d);

/* Opens the home for writing, finds who acts, composes, appends, publishes.
 * Errors: of compose; of acting_run(). */
struct rc single_run(const struct op_call *call, struct op_result *r, struct single *x,
    single_compose *compose, void *context);

/* The required value of an option, without blanks at both ends. E_USAGE, naming the option, when it
 * is missing or empty, or holds control characters. */
struct rc single_need(const struct single *x, const char *option, const char *what,
    struct slice *out);
/* The value of an option that must be one of the words ("pass fail"); without it what is given as
 * otherwise, or E_USAGE when that is null. */
struct rc single_word(const struct single *x, const char *option, const char *words,
    const char *what, const char *otherwise, struct slice *out);
/* One of some words with blanks between them. */
bool single_is_word(struct slice word, const char *words);
/* The full id that an argument or option means. */
struct rc single_resolve(struct single *x, const char *text, const char *word,
    struct slice *out);
/* The same, and the thing, which is open. */
struct rc single_thing(struct single *x, const char *text, const char *word, struct thing *out);
/* Each --evidence as a based_on reference. */
struct rc single_ground(struct single *x, struct draft *d);
/* Sets x->id and x->existed when `there`, whose thing is `id`, says the very same as the draft,
 * by the same actor. */
struct rc single_same(struct single *x, const struct event *there, struct slice id,
    const struct draft *d);
/* {"id": ..., word: about, "existed": ...} for what was recorded. word: null without a thing. */
struct rc single_say(const struct single *x, const char *schema, const char *word);

#endif
