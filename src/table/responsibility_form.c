/* table/responsibility_form.c - responsibility matrices and maps as documents, and who is meant in
 * them. See table/responsibility_form.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/responsibility_form.h"

#include "base/time.h"
#include "table/responsibility_words.h"
#include "table/words.h"

/* --- who is meant ----------------------------------------------------------------------------- */

#define FOLD_BYTES_MAX 200

static const struct responsibility_party *
find_party(struct slice said, const struct responsibility_map *map)
{
	_Alignas(16) uint8_t room[FOLD_BYTES_MAX + 64] = {0};
	struct arena a = arena_in(room, sizeof(room));
	if (map == NULL || said.len == 0 || said.len > FOLD_BYTES_MAX)
		return NULL;
	struct slice word = word_fold(&a, said);
	for (size_t i = 0; i < map->party_count && word.len > 0; i++)
		if (slice_eq(map->parties[i].said, word))
			return &map->parties[i];
	return NULL;
}

struct slice
party_name(struct slice said, const struct responsibility_map *map)
{
	const struct responsibility_party *p = find_party(said, map);
	return p != NULL && p->party.len > 0 ? p->party : said;
}

void
party_settle(struct responsibility_row *row, struct slice said,
    const struct responsibility_map *map)
{
	const struct responsibility_party *p = find_party(said, map);
	const char *role = p != NULL && p->role != NULL ? p->role : responsibility_role(said);
	if (row->role == NULL)
		row->role = role;
	row->texts[RESPONSIBILITY_PARTY] = p != NULL && p->party.len > 0 ? p->party :
	    responsibility_role(said) != NULL || responsibility_is_none(said) ? SLICE("") : said;
	if (p != NULL && row->texts[RESPONSIBILITY_CONTACT].len == 0)
		row->texts[RESPONSIBILITY_CONTACT] = p->contact;
}

void
others_settle(struct responsibility_row *row, const struct responsibility_map *map)
{
	static const enum responsibility_field fields[] = { RESPONSIBILITY_TO,
		RESPONSIBILITY_RETENTION_OWNER };
	for (size_t i = 0; i < COUNT(fields); i++)
		row->texts[fields[i]] = party_name(row->texts[fields[i]], map);
}

struct rc
names_split(struct arena *a, struct slice text, const struct responsibility_map *map,
    struct slice **out, size_t *count, struct err *e)
{
	size_t most = 1;
	*out = NULL;
	*count = 0;
	if (text.len == 0)
		return DONE;
	for (size_t i = 0; i < text.len; i++)
		most += text.at[i] == ';' || text.at[i] == ',' || text.at[i] == '\n';
	*out = ARENA_ARRAY(a, struct slice, most);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t from = 0; from <= text.len;) {
		size_t to = from;
		while (to < text.len && text.at[to] != ';' && text.at[to] != ',' &&
		    text.at[to] != '\n')
			to++;
		struct slice name = slice_trim(slice_sub(text, from, to));
		if (name.len > 0)
			(*out)[(*count)++] = party_name(name, map);
		from = to + 1;
	}
	return DONE;
}

/* --- who is who ------------------------------------------------------------------------------- */

static struct rc
decode_party(const struct member *m, struct arena *a, struct responsibility_party *out,
    struct err *e)
{
	struct obj o = obj_open(&m->value);
	out->said = word_fold(a, m->name);
	out->party = obj_may_text(&o, "party", "expected party: who it is, e.g. party:acme");
	out->contact = obj_may_text(&o, "contact", "expected contact: how to reach it");
	struct slice role = obj_may_text(&o, "role", "expected role: e.g. supplier");
	TRY(obj_end(&o, e));
	out->role = responsibility_role(role);
	if (role.len > 0 && out->role == NULL)
		return fail(e, E_SCHEMA, m->value.at, "expected a role: supplier, sub_tier, "
		    "integrator, maintenance_provider, asset_owner, operator or user");
	return out->said.len > 0 ? DONE : fail(e, E_SCHEMA, m->at,
	    "expected what the table calls the party");
}

static struct rc
decode_parties(const struct value *v, struct arena *a, struct responsibility_map *out,
    struct err *e)
{
	if (v == NULL)
		return DONE;
	out->parties = ARENA_ARRAY(a, struct responsibility_party, v->count);
	if (out->parties == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < v->count; i++) {
		out->parties[i] = (struct responsibility_party){0};
		TRY(decode_party(&v->members[i], a, &out->parties[i], e));
		for (size_t k = 0; k < i; k++)
			if (slice_eq(out->parties[k].said, out->parties[i].said))
				return fail(e, E_SCHEMA, v->members[i].at,
				    "the same name a second time");
		out->party_count++;
	}
	return DONE;
}

/* apiVersion and kind, which every document has. */
static struct rc
check_kind(const struct value *v, struct slice version, struct slice kind, struct slice wanted,
    const char *what, struct err *e)
{
	return slice_eq(version, SLICE("assay/v1")) && slice_eq(kind, wanted) ? DONE :
	    fail(e, E_SCHEMA, v->at, what);
}

struct rc
responsibility_map_decode(const struct value *v, struct arena *a, struct responsibility_map *out,
    struct err *e)
{
	struct obj o = obj_open(v);
	*out = (struct responsibility_map){0};
	struct slice version = obj_need_text(&o, "apiVersion", "expected apiVersion: assay/v1");
	struct slice kind = obj_need_text(&o, "kind", "expected kind: ResponsibilityMap");
	out->sheet = obj_may_text(&o, "sheet", "expected sheet: the name of a sheet");
	const struct value *columns = obj_may(&o, "columns", VALUE_OBJECT,
	    "expected columns: fields and their headings");
	const struct value *parties = obj_may(&o, "parties", VALUE_OBJECT,
	    "expected parties: what the table calls them, and who they are");
	TRY(obj_end(&o, e));
	TRY(check_kind(v, version, kind, SLICE("ResponsibilityMap"),
	    "expected apiVersion assay/v1, kind ResponsibilityMap", e));
	for (size_t i = 0; columns != NULL && i < columns->count; i++) {
		enum responsibility_field f = responsibility_field_parse(columns->members[i].name);
		if (f == RESPONSIBILITY_NONE)
			return fail(e, E_SCHEMA, columns->members[i].at, "no such field");
		out->columns[f] = value_text(&columns->members[i].value);
		if (out->columns[f].len == 0)
			return fail(e, E_SCHEMA, columns->members[i].value.at,
			    "expected a heading or a column's letters");
	}
	return decode_parties(parties, a, out, e);
}

/* --- a matrix as a document ------------------------------------------------------------------- */

static struct rc
take_list(struct obj *o, const char *name, const char *what, struct arena *a, struct slice **out,
    size_t *count, struct err *e)
{
	const struct value *list = obj_may(o, name, VALUE_ARRAY, what);
	*count = 0;
	*out = NULL;
	if (list == NULL)
		return DONE;
	*out = ARENA_ARRAY(a, struct slice, list->count);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < list->count; i++) {
		if (value_text(&list->items[i]).len == 0)
			return fail(e, E_SCHEMA, list->items[i].at, what);
		(*out)[(*count)++] = list->items[i].text;
	}
	return DONE;
}

/* Evidence is a list, or one text. */
static struct slice
take_evidence(struct obj *o, struct arena *a)
{
	const struct value *v = obj_any(o, "evidence");
	struct slice all = SLICE("");
	if (v == NULL || v->kind == VALUE_STRING)
		return value_text(v);
	for (size_t i = 0; v->kind == VALUE_ARRAY && i < v->count; i++) {
		struct slice one = value_text(&v->items[i]);
		if (one.len == 0 || !arena_format(a, &all, "%.*s%s%.*s", SLICE_FMT(all),
		    all.len > 0 ? "\n" : "", SLICE_FMT(one)))
			obj_fail(o, v->items[i].at, "expected evidence: a list of names");
	}
	if (v->kind != VALUE_ARRAY)
		obj_fail(o, v->at, "expected evidence: a name, or a list of names");
	return all;
}

static struct rc
settle_row(const struct value *v, struct slice duty, struct slice role,
    const struct responsibility_map *map, struct responsibility_row *out, struct err *e)
{
	struct slice due = out->texts[RESPONSIBILITY_DUE], party = out->texts[RESPONSIBILITY_PARTY];
	out->duty = responsibility_duty(duty);
	out->role = responsibility_role(role);
	out->due_ms = TIME_UNKNOWN;
	if (out->duty == NULL)
		return fail(e, E_SCHEMA, value_get(v, SLICE("duty"))->at, "expected a duty: "
		    "produce, verify, review, accept, refresh, retain, patch, notify or respond");
	if (role.len > 0 && out->role == NULL)
		return fail(e, E_SCHEMA, value_get(v, SLICE("role"))->at, "expected a role: "
		    "supplier, sub_tier, integrator, maintenance_provider, asset_owner, operator "
		    "or user");
	if (due.len > 0 && failed(time_parse(due, TIME_END, &out->due_ms, NULL)))
		return fail(e, E_SCHEMA, value_get(v, SLICE("due"))->at,
		    "expected due: a date, e.g. 2026-12-31");
	if (party.len > 0)
		party_settle(out, party, map);
	others_settle(out, map);
	return DONE;
}

static struct rc
decode_row(const struct value *v, struct arena *a, const struct responsibility_map *map,
    struct responsibility_row *out, struct err *e)
{
	static const struct {
		const char			*name, *what;
		enum responsibility_field	 field;
	} texts[] = {
		{ "stage", "expected stage: text", RESPONSIBILITY_STAGE },
		{ "party", "expected party: who has the duty", RESPONSIBILITY_PARTY },
		{ "contact", "expected contact: text", RESPONSIBILITY_CONTACT },
		{ "to", "expected to: to whom it is owed", RESPONSIBILITY_TO },
		{ "kind", "expected kind: an evidence kind", RESPONSIBILITY_KIND },
		{ "retention_owner", "expected retention_owner: who keeps it",
		    RESPONSIBILITY_RETENTION_OWNER },
		{ "due", "expected due: a date, e.g. 2026-12-31", RESPONSIBILITY_DUE },
		{ "location", "expected location: where it is retained", RESPONSIBILITY_LOCATION },
		{ "assumption", "expected assumption: text", RESPONSIBILITY_ASSUMPTION },
	};
	struct obj o = obj_open(v);
	out->texts[RESPONSIBILITY_TOPIC] = slice_trim(obj_need_text(&o, "topic",
	    "expected topic: what it is about"));
	struct slice duty = obj_need_text(&o, "duty", "expected duty: e.g. produce");
	struct slice role = obj_may_text(&o, "role", "expected role: e.g. supplier");
	for (size_t i = 0; i < COUNT(texts); i++)
		out->texts[texts[i].field] = slice_trim(obj_may_text(&o, texts[i].name,
		    texts[i].what));
	out->texts[RESPONSIBILITY_EVIDENCE] = take_evidence(&o, a);
	TRY(take_list(&o, "consulted", "expected consulted: a list of names", a, &out->consulted,
	    &out->consulted_count, e));
	TRY(take_list(&o, "informed", "expected informed: a list of names", a, &out->informed,
	    &out->informed_count, e));
	TRY(obj_end(&o, e));
	if (out->texts[RESPONSIBILITY_TOPIC].len == 0)
		return fail(e, E_SCHEMA, v->at, "expected topic: what it is about");
	return settle_row(v, duty, role, map, out, e);
}

struct rc
responsibility_document_read(const struct value *v, struct arena *a, struct slice *subject,
    struct slice *contract, struct responsibility_table *out, struct err *e)
{
	struct obj o = obj_open(v);
	struct responsibility_map map = {0};
	*out = (struct responsibility_table){0};
	struct slice version = obj_need_text(&o, "apiVersion", "expected apiVersion: assay/v1");
	struct slice kind = obj_need_text(&o, "kind", "expected kind: ResponsibilityMatrix");
	*subject = obj_may_text(&o, "for", "expected for: a subject");
	*contract = obj_may_text(&o, "contract", "expected contract: text");
	const struct value *parties = obj_may(&o, "parties", VALUE_OBJECT,
	    "expected parties: what the rows call them, and who they are");
	const struct value *rows = obj_need(&o, "rows", VALUE_ARRAY, "expected rows: a list");
	TRY(obj_end(&o, e));
	TRY(check_kind(v, version, kind, SLICE("ResponsibilityMatrix"),
	    "expected apiVersion assay/v1, kind ResponsibilityMatrix", e));
	TRY(decode_parties(parties, a, &map, e));
	out->rows = ARENA_ARRAY(a, struct responsibility_row, rows->count);
	if (out->rows == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < rows->count; i++) {
		out->rows[i] = (struct responsibility_row){0};
		TRY(decode_row(&rows->items[i], a, &map, &out->rows[i], e));
		if (!arena_format(a, &out->rows[i].cell, "/rows/%zu", i))
			return arena_failed(a, e);
		out->row_count++;
	}
	return out->row_count > 0 ? DONE : fail(e, E_SCHEMA, rows->at, "no row");
}
