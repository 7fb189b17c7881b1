/* criteria/criteria_value.h - decoded criteria as a tree, with every default filled in.
 *
 * The tree is itself a criteria file with the same meaning: decoding it gives the same criteria.
 *
 * Format:   doc/formats/criteria.md.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, fact.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CRITERIA_CRITERIA_VALUE_H
#define CRITERIA_CRITERIA_VALUE_H

#include "criteria/criteria.h"

/* Texts are borrowed from c. */
struct value criteria_value(struct build *b, const struct criteria *c);

#endif
