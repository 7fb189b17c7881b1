/* report/letter_words.h - what to ask a supplier for, gap by gap.
 *
 * Layer:    private to report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_LETTER_WORDS_H
#define REPORT_LETTER_WORDS_H

#include "report/view.h"

/* One whole sentence without its full stop: "Please send us a newer VEX statement". kind: the one
 * that the gap is about, or empty. need: null where the gap is not about a needed kind. */
void please_words(enum finding_id id, struct slice kind, const struct view_need *need,
    struct buf *out);
/* Forms of answer that would do for this gap, one a call; false when there is no such number. */
bool answer_words(enum finding_id id, struct slice kind, const struct view_need *need,
    size_t number, struct buf *out);
/* Who has read it, or has not. */
bool is_about_readers(enum finding_id id);
/* What the reader of the letter is not asked for: a kind that the buyer makes, and his reading. */
bool is_ours(enum finding_id id, struct slice kind, const struct view_need *need);

#endif
