/* app/decision/explain_text.c - an explained decision for people. See app/decision/explain.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/explain.h"
#include "app/listing.h"
#include "codec/utf8.h"

static struct slice
text_of(const struct value *v, const char *name)
{
	struct slice s = value_text(value_get(v, slice_of(name)));
	return slice_is_null(s) ? SLICE("") : s;
}

static void
put(struct buf *out, const struct value *v, const char *name)
{
	text_show(text_of(v, name), out);
}

/* accept_with_conditions: "accept with conditions" */
static void
put_word(struct buf *out, const struct value *v, const char *name)
{
	struct slice s = text_of(v, name);
	for (size_t i = 0; i < s.len; i++)
		buf_add_byte(out, s.at[i] == '_' ? ' ' : s.at[i]);
}

static size_t
count_of(const struct value *v, const char *name)
{
	const struct value *list = value_get(v, slice_of(name));
	return list != NULL ? list->count : 0;
}

static void
say_head(const struct value *v, struct buf *out)
{
	const struct value *right = value_get(v, SLICE("right"));
	size_t assets = count_of(v, "assets");
	put(out, v, "subject");
	if (assets > 0)
		buf_addf(out, " (%zu %s of it)", assets, assets == 1 ? "serial" : "serials");
	buf_add_text(out, ": ");
	put_word(out, v, "outcome");
	buf_add_text(out, ", decided by ");
	put(out, v, text_of(v, "on_behalf_of").len > 0 ? "on_behalf_of" : "actor");
	buf_add_text(out, " at ");
	put(out, v, "at");
	if (text_of(v, "on_behalf_of").len > 0) {
		buf_add_text(out, ", from paper, entered by ");
		put(out, v, "actor");
	}
	buf_add_text(out, ".\nThe assessment proposed: ");
	put_word(out, v, "proposed");
	buf_add_text(out, ". The reason given: ");
	put(out, v, "reason");
	if (count_of(v, "findings") > 0) {
		buf_add_text(out, "\nIt is backdated: it speaks of ");
		put(out, v, "valid_at");
		buf_add_text(out, ", before it was recorded (DECISION_BACKDATED).");
	}
	buf_add_text(out, "\nThe right to decide: ");
	put_word(out, right, "role");
	buf_add_text(out, ", granted by ");
	put(out, right, "granted_by");
	buf_add_text(out, ", ground: ");
	put(out, right, "ground");
	buf_add_text(out, ".\n");
}

static void
say_reason(const struct value *r, struct buf *out)
{
	int64_t times = 0;
	buf_add_text(out, "      ");
	put(out, r, "says");
	if (value_int(value_get(r, SLICE("times")), &times) && times > 1)
		buf_addf(out, " %lld times, first", (long long)times);
	if (text_of(r, "subject").len > 0) {
		buf_add_text(out, " ");
		put(out, r, "subject");
	}
	if (text_of(r, "place").len > 0) {
		buf_add_text(out, " at ");
		put(out, r, "place");
	}
	buf_add_text(out, " (");
	put(out, r, "code");
	buf_add_text(out, ")\n");
}

static void
say_results(const struct value *v, struct buf *out)
{
	const struct value *met = value_get(v, SLICE("met")), *gaps = value_get(v, SLICE("gaps"));
	buf_addf(out, "\nWhy\n  met: ");
	words_put(met, ", ", out);
	buf_add_byte(out, '\n');
	for (size_t i = 0; i < gaps->count; i++) {
		const struct value *g = &gaps->items[i], *reasons = value_get(g, SLICE("reasons"));
		bool fails = slice_eq(text_of(g, "verdict"), SLICE("fail"));
		buf_addf(out, "  %s: ", fails ? "not met" : "cannot tell");
		put(out, g, "criterion");
		buf_add_text(out, ", which proposed ");
		put_word(out, g, "proposal");
		if (text_of(g, "exception").len > 0) {
			buf_add_text(out, ", covered by ");
			put(out, g, "exception");
		}
		buf_add_byte(out, '\n');
		for (size_t k = 0; k < reasons->count; k++)
			say_reason(&reasons->items[k], out);
	}
}

static void
say_since(const struct value *v, struct buf *out)
{
	const struct value *since = value_get(v, SLICE("since"));
	buf_addf(out, "\nSince then\n%s", since->count == 0 ? "  nothing that bears on it\n" : "");
	for (size_t i = 0; i < since->count; i++) {
		const struct value *s = &since->items[i];
		const struct value *bad = value_get(s, SLICE("carries_no_more"));
		buf_addf(out, "  %s ", bad->kind == VALUE_TRUE ? "!" : "-");
		put_word(out, s, "what");
		buf_add_text(out, ": ");
		put(out, s, "id");
		if (text_of(s, "text").len > 0) {
			buf_add_text(out, ", ");
			put(out, s, "text");
		}
		if (text_of(s, "at").len > 0) {
			buf_add_text(out, ", ");
			put(out, s, "at");
		}
		if (text_of(s, "by").len > 0) {
			buf_add_text(out, ", by ");
			put(out, s, "by");
		}
		buf_add_byte(out, '\n');
	}
}

static void
say_not_shown(const struct value *v, struct buf *out)
{
	const struct value *list = value_get(v, SLICE("not_shown"));
	buf_add_text(out, "\nNot shown\n  That a criterion is met does not show that a "
	    "requirement of a "
	    "standard or law is.\n");
	for (size_t i = 0; i < list->count; i++) {
		buf_add_text(out, "  ");
		put_word(out, &list->items[i], "kind");
		buf_add_text(out, ": ");
		put(out, &list->items[i], "says");
		buf_add_byte(out, '\n');
	}
}

struct rc
explain_text(const struct value *v, struct buf *out, struct err *e)
{
	say_head(v, out);
	say_results(v, out);
	say_since(v, out);
	say_not_shown(v, out);
	return buf_end(out, e);
}
