/* app/ops/ops_requirement_show.c - `assay requirement show`: one row and its history. See
 * app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/row_history.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "codec/utf8.h"

static struct rc
read_subject(const struct op_call *call, struct row_wish *wish, struct trouble *t)
{
	struct subject s;
	const char *text = op_value(call, "for", 0);
	TRY(given_subject(text == NULL ? "" : text, SUBJECT_BIT(SUBJECT_RELEASE) |
	    SUBJECT_BIT(SUBJECT_PROCESS), "expected --for a release or a process, e.g. "
	    "release:acme/ic-22@5.4.2 or process:acme/sdl@7", &wish->subject, t));
	TRY(subject_parse(wish->subject, &s, &t->err));
	return s.kind != SUBJECT_RELEASE || arena_format(call->a, &wish->product,
	    "product:%.*s/%.*s", SLICE_FMT(s.org), SLICE_FMT(s.name)) ? DONE :
	    arena_failed(call->a, &t->err);
}

/* --- text ------------------------------------------------------------------------------------- */

static struct slice
text_of(const struct value *v, const char *member)
{
	struct slice s = value_text(value_get(v, slice_of(member)));
	return slice_is_null(s) ? SLICE("") : s;
}

/* ", reason: ..." where there is one. */
static void
put_more(const struct value *v, const char *title, const char *member, struct buf *out)
{
	struct slice text = text_of(v, member);
	if (text.len == 0)
		return;
	buf_addf(out, "%s", title);
	text_show(text, out);
}

/* The day, as who reads it looks for the order of things; JSON has the instant. */
static void
put_day(const struct value *v, const char *title, const char *member, struct buf *out)
{
	struct slice day = slice_sub(text_of(v, member), 0, 10);
	if (day.len > 0)
		buf_addf(out, "%s%.*s", title, SLICE_FMT(day));
}

static void
put_stated(const struct value *one, struct buf *out)
{
	put_day(one, "  ", "recorded", out);
	buf_addf(out, "  %-16.*s", SLICE_FMT(text_of(one, "status")));
	put_more(one, " by ", "stated_by", out);
	put_more(one, " for ", "issuer", out);
	put_more(one, ", in ", "cell", out);
	buf_addf(out, ", %.*s", SLICE_FMT(text_of(one, "change")));
	if (!slice_eq(text_of(one, "state"), SLICE("in_force")))
		put_more(one, "; ", "state", out);
	put_day(one, " ", "ended", out);
	put_more(one, " by ", "ended_by", out);
	put_more(one, "\n              says: ", "claim", out);
	put_more(one, "\n              reason: ", "reason", out);
	put_more(one, "\n              limitation: ", "limitation", out);
	put_more(one, "\n              measure: ", "measure", out);
	put_more(one, "\n              mapping ", "mapping", out);
	buf_add_byte(out, '\n');
}

static void
put_approval(const struct value *one, struct buf *out)
{
	put_day(one, "  ", "at", out);
	buf_addf(out, "  %-16.*s", SLICE_FMT(text_of(one, "status")));
	put_more(one, " ", "what", out);
	put_more(one, " by ", "by", out);
	put_day(one, ", until ", "until", out);
	put_more(one, ": ", "reason", out);
	buf_add_text(out, value_get(one, SLICE("holds"))->kind == VALUE_TRUE ? "\n" :
	    "; no longer: the row says something else now, or the time is over\n");
}

static void
put_test(const struct value *one, struct buf *out)
{
	buf_add_text(out, text_of(one, "performed").len == 0 ? "  no date   " : "");
	put_day(one, "  ", "performed", out);
	buf_addf(out, "  %-16.*s ", SLICE_FMT(text_of(one, "result")));
	text_show(text_of(one, "test"), out);
	put_more(one, ", by ", "tester", out);
	put_more(one, ", independence: ", "independence", out);
	put_more(one, ": ", "note", out);
	if (!slice_eq(text_of(one, "state"), SLICE("in_force")))
		put_more(one, "; ", "state", out);
	put_more(one, "\n              ", "evidence", out);
	buf_add_byte(out, '\n');
}

static void
put_evidence(const struct value *one, struct buf *out)
{
	put_more(one, "  ", "evidence", out);
	put_more(one, " (", "kind", out);
	put_more(one, ", ", "name", out);
	buf_add_text(out, text_of(one, "kind").len > 0 ? ")\n" : " (not kept about it)\n");
}

static void
put_list(const struct value *v, const char *title, const char *member,
    void (*put)(const struct value *one, struct buf *out), struct buf *out)
{
	const struct value *list = value_get(v, slice_of(member));
	if (list->count == 0)
		return;
	buf_addf(out, "\n%s\n", title);
	for (size_t i = 0; i < list->count; i++)
		put(&list->items[i], out);
}

static void
put_name(const struct value *one, struct buf *out)
{
	buf_add_text(out, "  ");
	text_show(one->text, out);
	buf_add_byte(out, '\n');
}

static struct rc
text_page(const struct value *v, struct buf *out, struct err *e)
{
	text_show(text_of(v, "requirement"), out);
	put_more(v, "  ", "title", out);
	put_more(v, "\n", "subject", out);
	put_more(v, "  ", "edition", out);
	put_more(v, "\nstated now: ", "status", out);
	buf_add_text(out, text_of(v, "status").len == 0 ? "\nnobody states anything of it now\n" :
	    "\n");
	put_list(v, "Stated", "history", put_stated, out);
	put_list(v, "Approved", "approvals", put_approval, out);
	put_list(v, "Tested", "tests", put_test, out);
	put_list(v, "Evidence that it names", "evidence", put_evidence, out);
	put_list(v, "Named, and not found", "not_found", put_name, out);
	return buf_end(out, e);
}

struct rc
op_requirement_show(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct shipped_data data;
	struct value v;
	struct trouble *t = &r->trouble;
	const char *row = op_value(call, "ROW", 0);
	struct row_wish wish = { .row = slice_of(row), .edition = slice_of(op_value(call,
	    "edition", 0)), .now_ms = call->now_ms };
	TRY(read_subject(call, &wish, t));
	TRY(known_open(call, &h, &wish.known, t));
	TRY(catalogues_known(&h, wish.known, call->a, &data, &t->err));
	TRY(trouble_in(t, row, row_history(&h, &wish, &data, &b, &v, &t->err)));
	if (!call->json && !call->csv)
		return text_page(&v, &r->out, &t->err);
	return object_print(call, r, "assay/requirement-show/1", &v);
}
