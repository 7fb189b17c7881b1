/* table_show.h - a table read, and its reading as one line of text for comparing.
 *
 * "kind | serial@place[member=text ...] | #quantity@place | table(rows,serials,carrier[,total]) |
 *  !FINDING@place", in the order in which they were stated.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TABLE_SHOW_H
#define TABLE_SHOW_H

#include "unit.h"

#include "base/buf.h"
#include "base/limits.h"
#include "codec/csv.h"
#include "table/table.h"

static inline void
show_members(const struct value *v, struct buf *out)
{
	for (size_t i = 0; i < v->count; i++) {
		const struct member *m = &v->members[i];
		if (slice_eq(m->name, SLICE("serial")))
			continue;
		buf_addf(out, " %.*s=%.*s", SLICE_FMT(m->name), SLICE_FMT(m->value.text));
	}
}

static inline void
show_fact(const struct fact *f, struct buf *out)
{
	const struct value *v = &f->value;
	struct slice serial = value_text(value_get(v, SLICE("serial")));
	if (slice_eq(f->name, SLICE("table"))) {
		const struct value *total = value_get(v, SLICE("total"));
		const struct value *carrier = value_get(v, SLICE("carrier"));
		buf_addf(out, " table(%.*s,%.*s,%s", SLICE_FMT(value_get(v, SLICE("rows"))->text),
		    SLICE_FMT(value_get(v, SLICE("serials"))->text),
		    carrier->kind == VALUE_TRUE ? "carrier" : "none");
		if (total != NULL)
			buf_addf(out, ",total %.*s", SLICE_FMT(total->text));
		buf_addf(out, ")");
		return;
	}
	if (slice_eq(f->name, SLICE("listed")))
		buf_addf(out, " %.*s@%.*s", SLICE_FMT(serial), SLICE_FMT(f->place));
	else
		buf_addf(out, " #%.*s@%.*s", SLICE_FMT(value_get(v, SLICE("quantity"))->text),
		    SLICE_FMT(f->place));
}

/* members: with the members of each line, besides its serial. */
static inline void
reading_show(const struct reading *r, bool members, struct buf *out)
{
	buf_add(out, r->kind);
	for (size_t i = 0; i < r->fact_count; i++) {
		show_fact(&r->facts[i], out);
		if (members && !slice_eq(r->facts[i].name, SLICE("table")))
			show_members(&r->facts[i].value, out);
	}
	for (size_t i = 0; i < r->findings.count; i++)
		buf_addf(out, " !%s@%.*s", finding_name(r->findings.at[i].id),
		    SLICE_FMT(r->findings.at[i].place));
}

/* Reads the text as CSV; the reading lives in the arena. */
static inline struct reading
csv_read(struct slice in, const struct table_map *maps, size_t count, struct arena *a)
{
	struct grid g;
	struct err e = {0};
	struct reading r = reading_init(a);
	if (failed(csv_decode(in, a, &g, &e)) || failed(table_read(&g, maps, count, &r, &e)))
		fail_msg("not read: %s at %llu", e.what, (unsigned long long)e.at);
	return r;
}

static inline void
assert_shows(const char *name, const struct reading *r, bool members, const char *want)
{
	AUTO(buf) b = buf_init(MIB(1));
	reading_show(r, members, &b);
	buf_add_byte(&b, 0);
	assert_false(b.broken);
	if (strcmp((const char *)b.at, want) != 0)
		fail_msg("%s:\n got  %s\n want %s", name, (const char *)b.at, want);
}

#endif
