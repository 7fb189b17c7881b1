/* app/home/draft.h - an event in the making.
 *
 * Remembers failure, so that a long construction may check once, at draft_end(). Texts are
 * borrowed and must live as long as the event.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_DRAFT_H
#define APP_HOME_DRAFT_H

#include "event/event.h"

struct draft {
	struct build	b;
	struct event	v;
	size_t		subject_cap, ref_cap, body_cap;
};

struct draft draft_init(enum event_type type, struct arena *a);
void draft_subject(struct draft *d, struct slice subject);
void draft_ref(struct draft *d, const char *rel, struct slice id);
void draft_body(struct draft *d, const struct event_body *body);

/* Members of data. A null slice is written "". */
void draft_text(struct draft *d, const char *name, struct slice text);
void draft_word(struct draft *d, const char *name, const char *word);
void draft_instant(struct draft *d, const char *name, int64_t ms);	/* TIME_UNKNOWN: null */
void draft_bool(struct draft *d, const char *name, bool value);
void draft_null(struct draft *d, const char *name);
/* Sorted and without doubles in the event, whatever order they come in. */
void draft_texts(struct draft *d, const char *name, const struct slice *texts, size_t count);
void draft_value(struct draft *d, const char *name, struct value v);
/* base64 of the bytes. */
void draft_base64(struct draft *d, const char *name, struct slice bytes);

/* An instant as a value: a text, or null. */
struct value instant_value(struct build *b, int64_t ms);

/* *out: the event, without log, actor and at. */
struct rc draft_end(const struct draft *d, struct event *out, struct err *e);

/* Puts subjects and refs in the form's order and drops what stands twice: callers name things in
 * theirs. home_append() does it too. */
void event_settle(struct event *v);

#endif
