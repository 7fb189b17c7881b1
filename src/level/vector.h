/* level/vector.h - a vector of levels as text: "FR1=2 FR2=2 ... FR7=1".
 *
 * Purity:   no I/O, no clock.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef LEVEL_VECTOR_H
#define LEVEL_VECTOR_H

#include "level/level.h"

/* Seven numbers from 0 to 4: "FR1=2 FR2=2 ...", in any order, each once, with blanks or commas
 * between; or "2 2 2 1 2 1 3" (with blanks, commas or slashes) in the order of the requirements.
 * A bare level ("2", "SL 2") is none. */
bool level_vector_parse(struct slice text, unsigned out[static LEVEL_FRS]);

#endif
