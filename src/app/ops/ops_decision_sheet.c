/* app/ops/ops_decision_sheet.c - `assay decision sheet`: one page to sign by hand. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/decision.h"
#include "app/decision/explain.h"
#include "app/desk/sheet_file.h"
#include "app/listing.h"
#include "base/limits.h"
#include "codec/base64.h"
#include "ledger/note.h"
#include "report/decision_sheet.h"

/* The last checkpoint: it must hold the decision. */
static struct rc
read_log(struct home *h, const struct thing *d, struct build *b, struct value *log,
    struct err *e)
{
	struct slice bytes, root;
	struct note note;
	struct checkpoint c;
	uint64_t size;
	bool found;
	AUTO(buf) text = buf_init(KIB(1));
	TRY(store_checkpoint_last(h->store, UINT64_MAX, b->a, &size, &bytes, &found, e));
	if (!found || size <= d->row.from_pos)
		return fail(e, E_USAGE, 0, "no checkpoint covers this decision yet; the next "
		    "command that records something signs one");
	TRY(note_decode(bytes, b->a, &note, e));
	TRY(checkpoint_decode(note.text, b->a, &c, e));
	base64_write((struct slice){ c.root.bytes, SHA256_BYTES }, &text);
	TRY(buf_end(&text, e));
	if (!arena_copy(b->a, buf_slice(&text), &root))
		return arena_failed(b->a, e);
	*log = value_object();
	value_put(b, log, "origin", value_string(c.origin));
	value_put(b, log, "size", value_number(b, (int64_t)c.size));
	value_put(b, log, "root_base64", value_string(root));
	return DONE;
}

static struct rc
make_sheet(const struct op_call *call, struct home *h, const struct thing *d, struct value *v,
    struct buf *page, struct trouble *t)
{
	struct build b = { .a = call->a };
	struct value log;
	TRY(read_log(h, d, &b, &log, &t->err));
	TRY(explain_decision(call, h, d, call->a, v, t));
	value_put(&b, v, "log", log);
	value_put(&b, v, "proposal", *value_get(&d->event.data, SLICE("proposal")));
	value_put(&b, v, "conditions", *value_get(&d->event.data, SLICE("conditions")));
	TRY(build_end(&b, &t->err));
	return decision_sheet(v, call->a, page, &t->err);
}

/* What a person compares the page with. */
static struct rc
say_sheet(const struct op_call *call, const struct thing *d, const char *file,
    const struct value *v, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value said = value_object();
	struct slice line;
	AUTO(buf) paper = buf_init(KIB(1));
	sheet_paper_line(value_get(v, SLICE("log")), &paper);
	TRY(buf_end(&paper, &r->trouble.err));
	if (!arena_copy(call->a, buf_slice(&paper), &line))
		return arena_failed(call->a, &r->trouble.err);
	value_put(&b, &said, "id", value_string(d->row.key));
	value_put(&b, &said, "file", value_string(slice_of(file)));
	value_put(&b, &said, "paper", value_string(line));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/decision-sheet/1", &said);
}

struct rc
op_decision_sheet(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	AUTO(buf) page = buf_init(MIB(4));
	const char *file = op_value(call, "output", 0);
	struct thing d;
	struct value v;
	if (file == NULL && call->json)
		return fail(&r->trouble.err, E_USAGE, 0, "--json needs --output FILE: the page "
		    "itself is HTML");
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, &r->trouble.err));
	TRY(decision_find(call, &h, &d, &r->trouble));
	TRY(make_sheet(call, &h, &d, &v, &page, &r->trouble));
	if (file == NULL || (file[0] == '-' && file[1] == '\0')) {
		buf_add(&r->out, buf_slice(&page));
		return DONE;
	}
	TRY(page_file(file, &page, &r->trouble));
	return say_sheet(call, &d, file, &v, r);
}
