/* check/match.c - small comparisons. See check/match.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/match.h"

#include "subject/purl.h"
#include "subject/subject.h"

int64_t
day_end(int64_t ms)
{
	return ms - ms % DAY_MS + DAY_MS - 1;
}

bool
is_product_name(const struct check_call *c, struct slice text)
{
	struct subject product;
	struct slice name;
	return c->form->scope.product.len > 0 &&
	    !failed(subject_parse(c->form->scope.product, &product, NULL)) &&
	    subject_unescape(c->a, product.name, &name) && slice_eq_nocase(name, text);
}

bool
is_purl_of_all(const struct check_call *c, struct slice text)
{
	struct purl p;
	return slice_starts(text, SLICE("pkg:")) && !failed(purl_parse(text, c->a, &p, NULL)) &&
	    p.version.len == 0;
}

bool
is_wanted(const struct check_call *c, unsigned param, struct slice text)
{
	for (size_t i = 0; i < c->text_count[param]; i++)
		if (slice_eq(c->texts[param][i], text))
			return true;
	return c->text_count[param] == 0;
}

bool
is_held_by_maker(const struct check_call *c, const struct fact *f)
{
	struct slice holder = fact_text(f, "holder");
	return holder.len > 0 && (!slice_starts(holder, SLICE("party:")) ||
	    slice_eq(holder, c->form->scope.manufacturer));
}

bool
is_at_least(struct slice certified, struct slice asked)
{
	if (certified.len != asked.len)
		return false;
	for (size_t i = 0; i < asked.len; i++)
		if (i > 0 && asked.at[i - 1] == '=' ? certified.at[i] < asked.at[i] :
		    certified.at[i] != asked.at[i])
			return false;
	return asked.len > 0;
}
