/* app/desk/duty_sheet.c - the sheet of who is responsible for what. See app/desk/duty_sheet.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/duty_sheet.h"

#include "app/desk/duties_lint.h"
#include "app/desk/sheet_file.h"
#include "app/home/catalogues.h"
#include "report/responsibility_page.h"

static struct rc
put_findings(struct home *h, const struct question *q, const struct duties *d, struct build *b,
    struct value *page, struct err *e)
{
	struct shipped_data data;
	struct duty_rules rules;
	struct duty_fault *faults;
	struct value list = value_array();
	size_t count;
	TRY(catalogues_known(h, q->known, b->a, &data, e));
	TRY(duty_rules_load(b->a, &rules, e));
	TRY(duties_lint(d, &rules, &data.catalogues, &faults, &count, e));
	for (size_t i = 0; i < count; i++)
		value_push(b, &list, duty_fault_value(b, &faults[i]));
	value_put(b, page, "findings", list);
	return build_end(b, e);
}

/* Everybody who is named, each once, in the order of the cells. */
static struct rc
put_parties(const struct duties *d, struct build *b, struct value *page, struct err *e)
{
	struct map seen = map_init();
	struct value list = value_array();
	struct rc done = DONE;
	for (size_t i = 0; i < d->count && !failed(done); i++) {
		struct duty_cell *c = &d->cells[i];
		if (c->party.len == 0 || map_has(&seen, c->party))
			continue;
		value_push(b, &list, value_string(c->party));
		done = map_put(&seen, c->party, c, e);
	}
	map_drop(&seen);
	value_put(b, page, "parties", list);
	return done;
}

struct rc
duty_sheet(const struct op_call *call, struct home *h, const struct question *q,
    const struct duties *d, const struct value *head, const struct value *rows,
    struct trouble *t)
{
	const char *file = op_value(call, "html", 0), *party = op_value(call, "party", 0);
	struct build b = { .a = call->a };
	struct value page = *head;
	if (file == NULL)
		return DONE;
	TRY(put_findings(h, q, d, &b, &page, &t->err));
	TRY(put_parties(d, &b, &page, &t->err));
	if (party != NULL)
		value_put(&b, &page, "party", value_string(slice_of(party)));
	value_put(&b, &page, "responsibilities", *rows);
	return sheet_file(file, h, q, &b, &page, responsibility_page, t);
}
