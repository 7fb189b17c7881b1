/* version/version.h - versions in their order, and ranges of them.
 *
 * A version that can be ordered is whole numbers with dots between them, a `v` before them or not,
 * then `-` and identifiers with dots between them (it comes before the version without them), then
 * `+` and a build, which says nothing of the order: 5.4.2, v2.1.0-rc.1, 4.0+b7. Missing numbers are
 * 0. Any other text is a version that nobody can order: it equals itself and lies in no range.
 *
 * A range is alternatives with `|` between them, each of one or more bounds with `,` between them,
 * all of which hold: `>=5.4, <5.6 | =6.0-beta`. A bound is `<`, `<=`, `>`, `>=` and a version that
 * can be ordered, or `=` and the very text of one. `*` is every version. Blanks may stand around
 * any of these.
 *
 * Format:   doc/formats/event.md.
 * Purity:   no I/O, no clock, no allocation.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VERSION_VERSION_H
#define VERSION_VERSION_H

#include "base/base.h"

/* Below, equal to or above 0. False when one of the two cannot be ordered. */
bool version_cmp(struct slice left, struct slice right, int *out);

/* Errors: E_SYNTAX with the offset; E_LIMIT above VERSION_RANGE_BYTES_MAX. */
struct rc version_range_check(struct slice range, struct err *e);
/* False too where the range is none, or the version cannot be ordered and no `=` names it. */
bool version_in_range(struct slice version, struct slice range);

#endif
