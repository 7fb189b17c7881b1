/* fact/assessment_int.h - order of the lists of an assessment. Only for fact/.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FACT_ASSESSMENT_INT_H
#define FACT_ASSESSMENT_INT_H

#include "fact/assessment.h"

/* Of what is missing for one criterion: by kind, subject. Of items: by evidence, kind, level,
 * why. As qsort() wants it. */
int assessment_by_missing(const void *left, const void *right);
int assessment_by_item(const void *left, const void *right);

#endif
