/* app/desk/level_csv.c - levels as a table: a row for each foundational requirement. See
 * app/desk/level_view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/level_view.h"

#include "app/listing.h"

/* "CR 1.1: only the web page; CR 1.3: ..." of the rows of one foundational requirement, or of the
 * common constraints. */
static struct rc
put_limitations(const struct levels *v, unsigned fr, struct buf *out, struct err *e)
{
	AUTO(buf) text = buf_init(MIB(8));
	struct level_limitation l;
	for (size_t i = 0; (i = level_limitations(v, i, &l)) > 0;) {
		if (l.fr != fr)
			continue;
		buf_addf(&text, "%s%.*s: ", text.len > 0 ? "; " : "", SLICE_FMT(l.item->id));
		buf_add(&text, l.text);
	}
	TRY(buf_end(&text, e));
	csv_cell(buf_slice(&text), out);
	return DONE;
}

static bool
common_is_limited(const struct levels *v)
{
	struct level_limitation l;
	for (size_t i = 0; (i = level_limitations(v, i, &l)) > 0;)
		if (l.fr == LEVEL_FRS)
			return true;
	return false;
}

struct rc
level_csv(const struct levels *v, struct buf *out, struct err *e)
{
	buf_add_text(out, "fr,target,claimed,native,with_countermeasures,independent,"
	    "limitations,target_standing\r\n");
	for (unsigned fr = 0; fr < LEVEL_FRS; fr++) {
		buf_addf(out, "%s,", level_fr_name(fr));
		if (v->has_target)
			buf_addf(out, "%u", v->target[fr]);
		buf_add_byte(out, ',');
		if (v->has_claim)
			buf_addf(out, "%u", v->claimed[fr]);
		buf_addf(out, ",%s,%s,%s,", level_text(v->result.at[LEVEL_NATIVE][fr]),
		    level_text(v->result.at[LEVEL_WITH_MEASURES][fr]),
		    level_text(v->result.at[LEVEL_INDEPENDENT][fr]));
		TRY(put_limitations(v, fr, out, e));
		buf_addf(out, ",%s\r\n", v->has_target ? level_target_standing(v, fr) : "");
	}
	if (common_is_limited(v)) {
		buf_add_text(out, "CCSC,,,,,,");
		TRY(put_limitations(v, LEVEL_FRS, out, e));
		buf_add_text(out, ",\r\n");
	}
	return buf_end(out, e);
}
