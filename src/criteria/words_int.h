/* criteria/words_int.h - what the files that put criteria into words share.
 *
 * Layer:    base, codec, fact, catalog.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRITERIA_WORDS_INT_H
#define CRITERIA_WORDS_INT_H

#include "criteria/criteria.h"

/* "asset_owner" as "asset owner". */
void put_plain(struct slice word, struct buf *out);
/* "30d" as "30 days". */
void put_duration(struct slice text, struct buf *out);
/* for_each: with " for each serial" where that is so. */
void put_need(const struct need *n, const struct kind_set *kinds, bool for_each,
    struct buf *out);
/* "serial", "release", "BOM component"; null for EACH_NONE. */
const char *each_name(enum each each);

#endif
