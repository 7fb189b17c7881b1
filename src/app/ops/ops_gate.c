/* app/ops/ops_gate.c - `assay condition gate`: whether an action may go on. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/gate.h"
#include "app/home/catalogues.h"
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/listing.h"

/* "condition open, condition:1a2b...#1: the receipt lists every serial". */
static struct value
reason_words(struct build *b, const struct gate_reason *n)
{
	struct buf words = buf_init(MIB(1));
	struct slice text = SLICE("");
	for (const char *p = n->what; *p != 0; p++)
		buf_add_byte(&words, *p == '_' ? ' ' : (uint8_t)*p);
	buf_addf(&words, "%s%.*s%s%.*s", n->id.len > 0 ? ", " : "", SLICE_FMT(n->id),
	    n->text.len > 0 ? ": " : "", SLICE_FMT(n->text));
	if (failed(buf_end(&words, NULL)) || !arena_copy(b->a, buf_slice(&words), &text))
		b->broken = true;
	buf_drop(&words);
	return value_string(text);
}

static void
put_row(struct build *b, const struct gate_row *row, struct value *out)
{
	struct value because = value_array(), reasons = value_array();
	for (size_t i = 0; i < row->why.count; i++) {
		const struct gate_reason *n = &row->why.at[i];
		struct value one = value_object();
		value_push(b, &because, reason_words(b, n));
		value_put(b, &one, "what", value_string(slice_of(n->what)));
		value_put(b, &one, "answer", value_string(slice_of(gate_answer_name(n->answer))));
		value_put(b, &one, "id", value_string(n->id));
		value_put(b, &one, "decision", value_string(n->decision));
		value_put(b, &one, "due", instant_value(b, n->due_ms));
		value_put(b, &one, "text", value_string(n->text));
		value_push(b, &reasons, one);
	}
	value_put(b, out, "subject", value_string(row->subject));
	value_put(b, out, "answer", value_string(slice_of(gate_answer_name(row->why.answer))));
	value_put(b, out, "because", because);
	value_put(b, out, "reasons", reasons);
}

static struct rc
read_subject(const struct op_call *call, struct slice *out, struct trouble *t)
{
	static const char expected[] = "expected whose action it is: --for SUBJECT";
	const char *given = op_value(call, "for", 0);
	if (given == NULL)
		return trouble_in(t, "--for", fail(&t->err, E_USAGE, 0, expected));
	return given_subject(given, 0, expected, out, t);
}

struct rc
op_condition_gate(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "subject", "subject", 28 },
	    { "answer", "answer", 6 }, { "because", "because", 20 } };
	static const int status[] = { [GATE_GO] = 0, [GATE_WAIT] = 3, [GATE_STOP] = 1 };
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array(), head = value_object();
	struct slice action = slice_of(op_value(call, "ACTION", 0)), subject;
	struct shipped_data data;
	struct gate_row *all;
	enum gate_answer whole = GATE_GO;
	size_t count;
	struct err *e = &r->trouble.err;
	TRY(read_subject(call, &subject, &r->trouble));
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, e));
	TRY(catalogues_known(&h, STORE_OPEN, call->a, &data, e));
	TRY(gate_ask(&h, &data.kinds, action, subject, call->now_ms, call->a, &all, &count,
	    &r->trouble));
	for (size_t i = 0; i < count; i++) {
		struct value row = value_object();
		put_row(&b, &all[i], &row);
		value_push(&b, &rows, row);
		if (all[i].why.answer > whole)
			whole = all[i].why.answer;
	}
	value_put(&b, &head, "gate", value_string(action));
	value_put(&b, &head, "answer", value_string(slice_of(gate_answer_name(whole))));
	TRY(build_end(&b, e));
	r->status = status[whole];
	return listing_print(call, r, "assay/condition-gate/1", "things", columns, COUNT(columns),
	    &rows, &head, "nothing is known of it");
}
