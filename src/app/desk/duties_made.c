/* app/desk/duties_made.c - what a product takes for granted of others. See app/desk/duties_made.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/duties_made.h"

/* A text that a matrix takes up: trimmed, in ASCII lower case. */
static struct rc
folded(struct arena *a, struct slice text, struct slice *out, struct err *e)
{
	struct slice t = slice_trim(text);
	uint8_t *to = arena_alloc(a, t.len + 1, 1);
	if (to == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < t.len; i++)
		to[i] = t.at[i] >= 'A' && t.at[i] <= 'Z' ? (uint8_t)(t.at[i] + 32) : t.at[i];
	*out = (struct slice){ to, t.len };
	return DONE;
}

static struct rc
take(struct duties *d, struct slice text, struct duty_cell *c, struct err *e)
{
	struct slice key;
	if (text.len == 0)
		return DONE;
	TRY(folded(d->a, text, &key, e));
	return map_put(&d->taken, key, c, e);
}

/* Whoever is named for the assumption takes it; for a topic whoever produces it and names no
 * assumption, but the maker cannot take what he leaves to others. */
static struct rc
index_taken(struct duties *d, struct err *e)
{
	for (size_t i = 0; i < d->count; i++) {
		struct duty_cell *c = &d->cells[i];
		bool maker = slice_eq(c->role, SLICE("supplier")) ||
		    slice_eq(c->role, SLICE("sub_tier"));
		if (c->source != DUTY_OF_MATRIX || c->party.len == 0)
			continue;
		TRY(take(d, c->assumption, c, e));
		if (slice_eq(c->duty, SLICE("produce")) && !maker && c->assumption.len == 0)
			TRY(take(d, c->topic, c, e));
	}
	return DONE;
}

static struct rc
is_taken(struct duties *d, struct slice text, bool *out, struct err *e)
{
	struct slice key;
	TRY(folded(d->a, text, &key, e));
	*out = *out || (key.len > 0 && map_has(&d->taken, key));
	return DONE;
}

/* A cell of nobody, where nobody took its assumption or its topic, and no such cell was made before
 * (several releases say the same). words: for one that says nothing of itself. */
static struct rc
add_made(struct duties *d, struct duty_cell c, const char *words, struct err *e)
{
	struct slice key, whole;
	bool taken = false;
	c.duty = SLICE("produce");
	c.state = DUTY_UNOWNED;
	c.stage = c.party = c.role = c.contact = c.to = c.kind = SLICE("");
	c.retention_owner = c.location = c.cell = c.table = SLICE("");
	TRY(map_put(&d->left, c.topic, &d->left, e));
	TRY(is_taken(d, c.assumption, &taken, e));
	TRY(is_taken(d, c.topic, &taken, e));
	if (taken)
		return DONE;
	if (c.assumption.len == 0)
		c.assumption = slice_of(words);
	if (!arena_format(d->a, &whole, "%.*s\n%.*s\n", SLICE_FMT(c.topic),
	    SLICE_FMT(c.assumption)))
		return arena_failed(d->a, e);
	TRY(folded(d->a, whole, &key, e));
	if (map_has(&d->taken, key))
		return DONE;
	TRY(duties_add(d, c, e));
	return map_put(&d->taken, key, &d->cells[d->count - 1], e);
}

/* --- what says so ----------------------------------------------------------------------------- */

static struct duty_cell
cell_from(const struct kept_record *r, enum duty_source source)
{
	struct slice release = kept_text(r, "release"), zone = kept_text(r, "zone");
	struct duty_cell c = { .source = source, .id = r->id, .digest = r->digest,
	    .subject = release.len > 0 ? release : zone.len > 0 ? zone : kept_text(r, "product"),
	    .assumption = SLICE(""), .proposed = SLICE(""), .due_ms = TIME_UNKNOWN };
	return c;
}

static struct rc
add_assumptions(const struct kept_record *r, struct duties *d, struct err *e)
{
	const struct value *list = value_get(&r->predicate, SLICE("assumptions"));
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		struct duty_cell c = cell_from(r, DUTY_OF_ASSUMPTION);
		c.topic = c.assumption = list->items[i].text;
		TRY(add_made(d, c, "", e));
	}
	return DONE;
}

/* Of a security guideline: both are nobody's until a row of a matrix takes them. */
static struct rc
add_guideline(const struct kept_record *r, struct duties *d, struct err *e)
{
	const struct value *list = value_get(&r->predicate, SLICE("countermeasures"));
	TRY(add_assumptions(r, d, e));
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		struct duty_cell c = cell_from(r, DUTY_OF_MEASURE);
		c.topic = c.assumption = list->items[i].text;
		TRY(add_made(d, c, "", e));
	}
	return DONE;
}

static struct rc
full_name(struct arena *a, struct slice edition, struct slice requirement, struct slice *out,
    struct err *e)
{
	bool full = slice_find(requirement, SLICE("/"), 0) != SIZE_MAX;
	*out = requirement;
	return full || arena_format(a, out, "%.*s/%.*s", SLICE_FMT(edition),
	    SLICE_FMT(requirement)) ? DONE : arena_failed(a, e);
}

static struct rc
add_measure(const struct kept_record *r, struct duties *d, struct err *e)
{
	struct duty_cell c = cell_from(r, DUTY_OF_MEASURE);
	TRY(full_name(d->a, kept_text(r, "edition"), kept_text(r, "requirement"), &c.topic, e));
	c.assumption = kept_text(r, "measure");
	c.proposed = kept_text(r, "owner");
	c.due_ms = kept_instant(r, "due", TIME_END);
	return add_made(d, c, "", e);
}

/* Met by the platform, with user action; met at system level; and whatever stands in at system
 * level for a row that falls short. */
static struct rc
add_requirements(const struct kept_record *r, struct duties *d, struct err *e)
{
	const struct value *rows = value_get(&r->predicate, SLICE("rows"));
	for (size_t i = 0; rows != NULL && i < rows->count; i++) {
		const struct value *row = &rows->items[i];
		struct slice status = text_in(row, "status"), due = text_in(row, "due");
		bool left = slice_eq(status, SLICE("met_by_platform")) ||
		    slice_eq(status, SLICE("met_at_system_level"));
		struct duty_cell c = cell_from(r, left ? DUTY_OF_REQUIREMENT : DUTY_OF_MEASURE);
		c.assumption = text_in(row, "measure");
		if (!left && c.assumption.len == 0)
			continue;
		TRY(full_name(d->a, kept_text(r, "edition"), text_in(row, "requirement"),
		    &c.topic, e));
		c.proposed = text_in(row, "responsible");
		if (due.len > 0 && failed(time_parse(due, TIME_END, &c.due_ms, NULL)))
			c.due_ms = TIME_UNKNOWN;
		TRY(add_made(d, c, slice_eq(status, SLICE("met_by_platform")) ?
		    "met by the platform, with user action" : "met at system level", e));
	}
	return DONE;
}

/* --- which of them ---------------------------------------------------------------------------- */

/* Whether a record is of the subject: of a product whatever names a release of it. */
static bool
is_about(const struct duties *d, enum subject_kind kind, struct slice said)
{
	if (slice_eq(said, d->subject))
		return true;
	return kind == SUBJECT_PRODUCT && slice_starts(said, SLICE("release:")) &&
	    slice_starts(slice_sub(said, 8, said.len), slice_sub(d->subject, 8,
	    d->subject.len)) && said.len > d->subject.len && said.at[d->subject.len] == '@';
}

/* Whether a guideline of a product as such is about the release that is asked for. */
static bool
is_of_its_product(const struct duties *d, enum subject_kind kind, const struct kept_record *r)
{
	struct slice product = kept_text(r, "product");
	size_t at = slice_find(d->subject, SLICE("@"), 0);
	return kind == SUBJECT_RELEASE && kept_text(r, "release").len == 0 && at != SIZE_MAX &&
	    slice_starts(product, SLICE("product:")) && slice_eq(slice_sub(product, 8,
	    product.len), slice_sub(d->subject, 8, at));
}

struct rc
duties_add_made(struct home *h, enum subject_kind kind, uint64_t known, int64_t at_ms,
    struct duties *d, struct err *e)
{
	static const struct {
		const char *kind;
		struct rc (*add)(const struct kept_record *, struct duties *, struct err *);
	} makers[] = { { "scope_statement", add_assumptions },
		{ "security_context", add_guideline },
		{ "compensating_control_record", add_measure },
		{ "requirement_mapping", add_requirements } };
	TRY(index_taken(d, e));
	for (size_t m = 0; m < COUNT(makers); m++) {
		struct kept_record *all;
		size_t n;
		TRY(kept_records_all(h, makers[m].kind, known, at_ms, d->a, &all, &n, e));
		for (size_t i = 0; i < n; i++)
			if (is_of_its_product(d, kind, &all[i]) ||
			    is_about(d, kind, kept_text(&all[i], "release")) ||
			    is_about(d, kind, kept_text(&all[i], "product")) ||
			    is_about(d, kind, kept_text(&all[i], "zone")) ||
			    is_about(d, kind, kept_text(&all[i], "process")))
				TRY(makers[m].add(&all[i], d, e));
	}
	return DONE;
}
