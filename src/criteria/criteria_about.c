/* criteria/criteria_about.c - what criteria ask for beside what is assessed. See
 * criteria/criteria.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "criteria/criteria.h"

bool
criteria_read_catalogues(const struct criteria *c)
{
	for (size_t i = 0; i < c->count; i++)
		for (size_t k = 0; k < c->criteria[i].check_count; k++)
			if (c->criteria[i].checks[k].check->catalogues)
				return true;
	return false;
}

/* The n-th text of the use that names a subject; *n is counted down by those before it. */
static struct slice
about_of(const struct check_use *u, size_t *n)
{
	for (size_t p = 0; p < CHECK_PARAMS_MAX && u->check->params[p].name != NULL; p++)
		for (const struct check_text *t = u->check->texts; t != NULL && t->param != NULL;
		    t++) {
			if (!t->about || strcmp(t->param, u->check->params[p].name) != 0)
				continue;
			if (*n < u->text_count[p])
				return u->texts[p][*n];
			*n -= u->text_count[p];
		}
	return (struct slice){0};
}

struct slice
criteria_about(const struct criteria *c, size_t n)
{
	struct slice found = {0};
	for (size_t i = 0; i < c->count; i++)
		for (size_t k = 0; k < c->criteria[i].check_count && slice_is_null(found); k++)
			found = about_of(&c->criteria[i].checks[k], &n);
	return found;
}
