/* app/desk/duties.c - who is responsible for what of one subject. See app/desk/duties.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/duties.h"

#include "app/desk/duties_made.h"
#include "app/desk/matrix.h"
#include "app/home/draft.h"
#include "event/event.h"
#include "subject/subject.h"

const char *
duty_source_name(enum duty_source s)
{
	static const char *const names[] = { "", "matrix", "register", "assumption",
	    "countermeasure", "requirement" };
	return names[s];
}

const char *
duty_state_name(enum duty_state s)
{
	static const char *const names[] = { "", "unowned", "owned", "two_owners" };
	return names[s];
}

bool
duty_party_is(struct slice a, struct slice b)
{
	return slice_eq_nocase(slice_trim(a), slice_trim(b));
}

struct duties
duties_init(struct arena *a)
{
	return (struct duties){ .a = a, .by_key = map_init(), .contacts = map_init(),
	    .taken = map_init(), .left = map_init() };
}

void
duties_drop(struct duties *d)
{
	map_drop(&d->by_key);
	map_drop(&d->contacts);
	map_drop(&d->taken);
	map_drop(&d->left);
}

struct rc
duties_add(struct duties *d, struct duty_cell c, struct err *e)
{
	void *cells = d->cells;
	if (!arena_format(d->a, &c.key, "%.*s|%.*s|%.*s|%.*s", SLICE_FMT(c.duty),
	    SLICE_FMT(c.stage), SLICE_FMT(c.topic), SLICE_FMT(c.kind)) ||
	    !arena_grow(d->a, &cells, &d->cap, d->count, sizeof(c)))
		return arena_failed(d->a, e);
	d->cells = cells;
	d->cells[d->count++] = c;
	return DONE;
}

/* --- matrices --------------------------------------------------------------------------------- */

static struct duty_cell
cell_of_row(const struct kept_record *r, const struct value *row, size_t ordinal)
{
	struct duty_cell c = { .source = DUTY_OF_MATRIX, .id = r->id, .digest = r->digest,
	    .subject = kept_text(r, "subject"), .topic = text_in(row, "topic"),
	    .duty = text_in(row, "duty"), .stage = text_in(row, "stage"),
	    .party = text_in(row, "party"), .role = text_in(row, "role"),
	    .contact = text_in(row, "contact"), .to = text_in(row, "to"),
	    .kind = text_in(row, "kind"), .retention_owner = text_in(row, "retention_owner"),
	    .location = text_in(row, "location"), .assumption = text_in(row, "assumption"),
	    .cell = text_in(row, "cell"), .table = text_in(row, "table"),
	    .proposed = SLICE(""), .row = row, .ordinal = ordinal, .due_ms = TIME_UNKNOWN };
	struct slice due = text_in(row, "due");
	if (c.table.len == 0)
		c.table = kept_text(r, "table");
	if (due.len > 0 && failed(time_parse(due, TIME_END, &c.due_ms, NULL)))
		c.due_ms = TIME_UNKNOWN;
	return c;
}

static struct rc
add_matrices(struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    struct duties *d, struct err *e)
{
	struct kept_record *all;
	size_t n;
	TRY(kept_records(h, subject, "responsibility_matrix", known, at_ms, d->a, &all, &n, e));
	for (size_t i = 0; i < n; i++) {
		const struct value *rows = value_get(&all[i].predicate, SLICE("rows"));
		if (!slice_eq(kept_text(&all[i], "subject"), subject))
			continue;
		d->matrix_count++;
		for (size_t k = 0; k < rows->count; k++)
			TRY(duties_add(d, cell_of_row(&all[i], &rows->items[k], k), e));
	}
	return DONE;
}

/* Duties of the register are of the whole. */
static struct rc
add_register(struct home *h, struct slice subject, uint64_t known, struct duties *d,
    struct err *e)
{
	struct thing *all;
	size_t n;
	TRY(state_about(h->store, subject, "about", "responsibility", known, d->a, &all, &n, e));
	for (size_t i = 0; i < n; i++) {
		struct duty_cell c = { .source = DUTY_OF_REGISTER, .digest = SLICE(""),
		    .subject = subject, .topic = SLICE("*"),
		    .duty = event_text(&all[i].event, "duty"),
		    .stage = event_text(&all[i].event, "stage"),
		    .party = event_text(&all[i].event, "party"),
		    .contact = event_text(&all[i].event, "contact"), .role = SLICE(""),
		    .to = SLICE(""), .kind = SLICE(""), .retention_owner = SLICE(""),
		    .location = SLICE(""), .assumption = SLICE(""), .cell = SLICE(""),
		    .table = SLICE(""), .proposed = SLICE(""), .due_ms = TIME_UNKNOWN };
		if (!arena_format(d->a, &c.id, "responsibility:%.*s",
		    SLICE_FMT(all[i].row.key)))
			return arena_failed(d->a, e);
		TRY(duties_add(d, c, e));
	}
	return DONE;
}

/* Of a release, cells of its product whose duty the release's own do not speak of. */
static struct rc
drop_overruled(struct duties *d, size_t own, struct err *e)
{
	struct map said = map_init();
	struct rc done = DONE;
	size_t n = own;
	for (size_t i = 0; i < own && !failed(done); i++)
		done = map_put(&said, d->cells[i].key, &d->cells[i], e);
	for (size_t i = own; i < d->count && !failed(done); i++)
		if (!map_has(&said, d->cells[i].key))
			d->cells[n++] = d->cells[i];
	d->count = failed(done) ? d->count : n;
	map_drop(&said);
	return done;
}

/* --- who has them ----------------------------------------------------------------------------- */

static struct rc
note_contact(struct duties *d, const struct duty_cell *c, struct err *e)
{
	struct slice *contact = ARENA_NEW(d->a, struct slice);
	if (contact == NULL)
		return arena_failed(d->a, e);
	*contact = c->contact;
	if (c->party.len == 0 || c->contact.len == 0 || map_has(&d->contacts, c->party))
		return DONE;
	return map_put(&d->contacts, c->party, contact, e);
}

/* The first of each duty that has a party; whoever says otherwise makes two owners of both. */
static struct rc
settle(struct duties *d, struct err *e)
{
	for (size_t i = 0; i < d->count; i++) {
		struct duty_cell *c = &d->cells[i];
		struct duty_cell *first = map_get(&d->by_key, c->key);
		c->state = c->party.len > 0 ? DUTY_OWNED : DUTY_UNOWNED;
		TRY(note_contact(d, c, e));
		if (c->party.len == 0)
			continue;
		if (first == NULL)
			TRY(map_put(&d->by_key, c->key, c, e));
		else if (!duty_party_is(first->party, c->party))
			first->state = c->state = DUTY_TWO_OWNERS;
	}
	/* every cell of such a duty; and what one table leaves open another may have filled, but
	 * not what the product leaves to others: who takes that was settled before */
	for (size_t i = 0; i < d->count; i++) {
		const struct duty_cell *first = map_get(&d->by_key, d->cells[i].key);
		bool said = d->cells[i].source == DUTY_OF_MATRIX ||
		    d->cells[i].source == DUTY_OF_REGISTER;
		if (said && first != NULL && (d->cells[i].party.len == 0 ||
		    first->state == DUTY_TWO_OWNERS))
			d->cells[i].state = first->state;
	}
	return DONE;
}

/* Of matrices and the register, of a release its product's too. */
static struct rc
add_said(struct home *h, const struct subject *s, struct slice subject, uint64_t known,
    int64_t at_ms, struct duties *d, struct err *e)
{
	struct slice product = SLICE("");
	if (s->kind == SUBJECT_RELEASE && !arena_format(d->a, &product, "product:%.*s/%.*s",
	    SLICE_FMT(s->org), SLICE_FMT(s->name)))
		return arena_failed(d->a, e);
	d->subject = subject;
	TRY(add_matrices(h, subject, known, at_ms, d, e));
	TRY(add_register(h, subject, known, d, e));
	if (product.len > 0) {
		size_t own = d->count;
		TRY(add_matrices(h, product, known, at_ms, d, e));
		TRY(add_register(h, product, known, d, e));
		TRY(drop_overruled(d, own, e));
	}
	return DONE;
}

struct rc
duties_find(struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    struct duties *d, struct err *e)
{
	struct subject s;
	TRY(subject_parse(subject, &s, e));
	TRY(add_said(h, &s, subject, known, at_ms, d, e));
	TRY(duties_add_made(h, s.kind, known, at_ms, d, e));
	return settle(d, e);
}

struct rc
duties_find_said(struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    struct duties *d, struct err *e)
{
	struct subject s;
	TRY(subject_parse(subject, &s, e));
	TRY(add_said(h, &s, subject, known, at_ms, d, e));
	return settle(d, e);
}

struct rc
duties_find_own(struct home *h, struct slice subject, uint64_t known, int64_t at_ms,
    struct duties *d, struct err *e)
{
	d->subject = subject;
	TRY(add_matrices(h, subject, known, at_ms, d, e));
	TRY(add_register(h, subject, known, d, e));
	return settle(d, e);
}

/* --- as values -------------------------------------------------------------------------------- */

struct slice
duty_contact(const struct duties *d, const struct duty_cell *c)
{
	const struct slice *contact = map_get(&d->contacts, c->party);
	return c->contact.len > 0 || contact == NULL ? c->contact : *contact;
}

static void
put(struct build *b, struct value *v, const char *name, struct slice text)
{
	value_put(b, v, name, text.len > 0 ? value_string(text) : value_null());
}

static void
put_list(struct build *b, struct value *v, const struct duty_cell *c, const char *name)
{
	const struct value *list = value_get(c->row, slice_of(name));
	value_put(b, v, name, list != NULL && list->kind == VALUE_ARRAY &&
	    c->source == DUTY_OF_MATRIX ? *list : value_array());
}

struct value
duty_value(struct build *b, const struct duties *d, const struct duty_cell *c)
{
	struct value v = value_object();
	struct slice id;
	if (!arena_format(b->a, &id, "%.*s|%.*s", SLICE_FMT(c->key), SLICE_FMT(c->party)))
		b->broken = true;
	else
		put(b, &v, "id", id);
	put(b, &v, "topic", c->topic);
	put(b, &v, "duty", c->duty);
	put(b, &v, "stage", c->stage);
	put(b, &v, "state", slice_of(duty_state_name(c->state)));
	put(b, &v, "party", c->party);
	put(b, &v, "role", c->role);
	put(b, &v, "contact", c->party.len > 0 ? duty_contact(d, c) : SLICE(""));
	put(b, &v, "to", c->to);
	put_list(b, &v, c, "consulted");
	put_list(b, &v, c, "informed");
	put(b, &v, "kind", c->kind);
	put(b, &v, "retention_owner", c->retention_owner);
	value_put(b, &v, "due", instant_value(b, c->due_ms));
	put_list(b, &v, c, "evidence");
	put_list(b, &v, c, "named");
	put(b, &v, "location", c->location);
	put(b, &v, "assumption", c->assumption);
	put(b, &v, "proposed", c->proposed);
	put(b, &v, "cell", c->cell);
	put(b, &v, "table", c->table);
	put(b, &v, "source", slice_of(duty_source_name(c->source)));
	put(b, &v, "subject", c->subject);
	put(b, &v, "stands_in", c->id);
	return v;
}
