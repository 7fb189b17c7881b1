/* catalog/requirement_key.h - names of requirements as people write them.
 *
 * "CR 1.1 RE(1)", "cr1.1 re 1" and "CR-1.1-RE-1" are one row. A name is two to four letters, a
 * number or two with a dot, and an enhancement. Whether an edition has the row is the catalogue's
 * to say.
 *
 * Format:   doc/formats/requirement-tables.md.
 * Purity:   no I/O, no allocation, no clock.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CATALOG_REQUIREMENT_KEY_H
#define CATALOG_REQUIREMENT_KEY_H

#include "base/base.h"

/* The key that a cell names: "CR-1.1-RE-1" for "CR 1.1 RE(1)", "cr 1.1 re 1", "CR1.1 (1) Unique
 * ...", "SM-1". "RE(2)" takes its base from `base`. Written to out; 0 when the text begins with no
 * such name, else its length. */
#define REQUIREMENT_KEY_MAX 40
size_t requirement_key(struct slice text, struct slice base,
    uint8_t out[static REQUIREMENT_KEY_MAX]);

/* The next such name anywhere in a text, from *at on, which moves behind it: at the beginning of a
 * word, at the hump of "testCR1_1", with "_" for blanks and dots. An enhancement has its RE: of
 * "CR 1.1 (3 users)" nothing is taken. 0 when there is none. */
size_t requirement_in(struct slice text, size_t *at, uint8_t out[static REQUIREMENT_KEY_MAX]);

/* Whether a text that begins with such a name goes on with another one, as its equal: "CR 1.1, CR
 * 1.2", "CR 1.7/1.8", "SM-1 - SM-5", one below the other; not "CR 1.5 (see CR 2.1)". */
bool requirement_names_more(struct slice text);

#endif
