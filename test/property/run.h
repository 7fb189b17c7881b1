/* run.h - one case from its seed through every law, and the sets of criteria it is run against.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RUN_H
#define RUN_H

#include "laws.h"

#define SUITES_MAX 16

/* Sets of criteria: every-check.yaml and all that ship. */
struct suites { struct suite at[SUITES_MAX]; size_t count; };

/* What criteria said about the cases before any change: for each criterion of each set. */
#define CRITERIA_COUNTED_MAX 512
struct starts { uint64_t by[CRITERIA_COUNTED_MAX][VERDICT_COUNT], sum[VERDICT_COUNT]; };

/* text: of every-check.yaml. Aborts when a set cannot be read, or a check is in none. */
void suites_load(struct suites *s, struct slice text, const struct check_table *checks,
    struct arena *a);
/* The case of that seed. False and *b at the first breach. */
bool run_case(const struct suites *s, uint64_t seed, struct tally *t, struct starts *starts,
    struct breach *b);

/* --- planted.c -------------------------------------------------------------------------------- */

/* A check that is wrong in one way, and the law that must find it. */
struct planted { const char *name; struct check check; enum law law; };
size_t planted_count(void);
struct planted planted_at(size_t i);

#endif
