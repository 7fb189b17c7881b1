/* app/desk/notices.h - what customers were told, as it is recorded.
 *
 * A line stands for one notice: about which product, release or component, on account of what, to
 * whom, by which way, and who acknowledged it. Of records by one issuer of the same notice (its
 * subject, occasion, vulnerability, audience and instant) the last counts, so that later
 * acknowledgements take their place. A notice that was sent is not one that arrived.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_NOTICES_H
#define APP_DESK_NOTICES_H

#include "app/desk/kept_record.h"
#include "codec/value.h"

/* id: "evidence:..."; about: the occasion, a word of the kind. end: the end of support that was
 * told, or TIME_UNKNOWN. recipients, acknowledged: of the record, or null. Texts may be empty. */
struct notice {
	struct slice		 id, subject, about, vulnerability, audience, channel, content;
	struct slice		 reference, issuer;
	int64_t			 sent_ms, end_ms;
	const struct value	*recipients, *acknowledged;
};

/* Those in force at `known` and sent by at_ms, by when they were sent. subject null: about all; a
 * notice about a product is one about its releases too. An open transaction.
 * Errors: of kept_records_all(). */
struct rc notices_find(struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    struct arena *a, struct notice **out, size_t *count, struct err *e);
/* Whoever has the subject was meant by it. */
bool notice_reaches(const struct notice *n, struct slice subject);
/* A row of a listing. */
struct value notice_value(struct build *b, const struct notice *n);

#endif
