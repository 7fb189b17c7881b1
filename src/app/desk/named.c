/* app/desk/named.c - evidence by the names that people give it. See app/desk/named.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/named.h"

#include "event/event.h"

/* What a name leads to that two pieces of evidence have. */
static struct slice nothing;

struct named
named_init(struct arena *a)
{
	return (struct named){ .a = a, .by_name = map_init() };
}

void
named_drop(struct named *n)
{
	map_drop(&n->by_name);
}

static struct slice
lower(struct arena *a, struct slice text)
{
	uint8_t *out = arena_alloc(a, text.len + 1, 1);
	for (size_t i = 0; out != NULL && i < text.len; i++)
		out[i] = text.at[i] >= 'A' && text.at[i] <= 'Z' ? (uint8_t)(text.at[i] + 32) :
		    text.at[i];
	return out == NULL ? (struct slice){0} : (struct slice){ out, text.len };
}

static struct rc
put(struct named *n, struct slice name, struct slice *digest, struct err *e)
{
	if (name.len == 0)
		return DONE;
	struct slice key = lower(n->a, name);
	if (slice_is_null(key))
		return arena_failed(n->a, e);
	const struct slice *before = map_get(&n->by_name, key);
	if (before != NULL && (slice_is_null(*before) || !slice_eq(*before, *digest)))
		digest = &nothing;
	return map_put(&n->by_name, key, digest, e);
}

/* Behind the last slash, and before the last dot. */
static struct rc
put_file(struct named *n, struct slice path, struct slice *digest, struct err *e)
{
	size_t from = 0, dot = SIZE_MAX;
	for (size_t i = 0; i < path.len; i++)
		from = path.at[i] == '/' ? i + 1 : from;
	for (size_t i = from + 1; i < path.len; i++)
		dot = path.at[i] == '.' ? i : dot;
	TRY(put(n, slice_sub(path, from, path.len), digest, e));
	return dot == SIZE_MAX ? DONE : put(n, slice_sub(path, from, dot), digest, e);
}

static struct slice
digest_of_thing(const struct thing *t)
{
	if (t->event.body_count > 0)
		return t->event.bodies[0].sha256;
	return value_text(value_get(value_get(&t->event.data, SLICE("held")), SLICE("digest")));
}

struct rc
named_add(struct named *n, struct home *h, struct slice subject, struct err *e)
{
	struct thing *all;
	size_t count;
	TRY(state_about(h->store, subject, "about", "evidence", STORE_OPEN, n->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		struct slice kind = event_text(&all[i].event, "kind");
		struct slice *digest = ARENA_NEW(n->a, struct slice);
		if (digest == NULL)
			return arena_failed(n->a, e);
		*digest = digest_of_thing(&all[i]);
		/* a workbook is no evidence for its own rows */
		if (digest->len == 0 || slice_eq(kind, SLICE("requirement_table")) ||
		    slice_eq(kind, SLICE("requirement_mapping")) ||
		    slice_eq(kind, SLICE("responsibility_matrix")))
			continue;
		TRY(put(n, all[i].row.key, digest, e));
		TRY(put(n, *digest, digest, e));
		TRY(put_file(n, event_text(&all[i].event, "name"), digest, e));
	}
	return DONE;
}

struct slice
named_find(const struct named *n, struct slice text)
{
	struct slice key = lower(n->a, slice_trim(text));
	const struct slice *found = key.len == 0 ? NULL : map_get(&n->by_name, key);
	return found == NULL ? (struct slice){0} : *found;
}

static bool
is_in(const struct value *list, struct slice text)
{
	for (size_t i = 0; i < list->count; i++)
		if (slice_eq(list->items[i].text, text))
			return true;
	return false;
}

/* --- cells ------------------------------------------------------------------------------------ */

/* Words behind which stands where in a document. */
static bool
is_locator(struct slice word)
{
	static const struct slice words[] = { SLICE_INIT("kap"), SLICE_INIT("kapitel"),
		SLICE_INIT("abschnitt"), SLICE_INIT("abs"), SLICE_INIT("abschn"),
		SLICE_INIT("seite"), SLICE_INIT("s"), SLICE_INIT("anhang"),
		SLICE_INIT("tabelle"), SLICE_INIT("tab"),
		SLICE_INIT("zeile"), SLICE_INIT("ziffer"), SLICE_INIT("punkt"),
		SLICE_INIT("section"), SLICE_INIT("sec"), SLICE_INIT("chapter"), SLICE_INIT("ch"),
		SLICE_INIT("chap"), SLICE_INIT("page"), SLICE_INIT("p"), SLICE_INIT("pp"),
		SLICE_INIT("clause"), SLICE_INIT("annex"), SLICE_INIT("appendix"),
		SLICE_INIT("table"), SLICE_INIT("line"), SLICE_INIT("chapitre"),
		SLICE_INIT("annexe"), SLICE_INIT("capitulo"), SLICE_INIT("anexo") };
	if (slice_ends(word, SLICE(".")))
		word = slice_sub(word, 0, word.len - 1);
	for (size_t i = 0; i < COUNT(words); i++)
		if (slice_eq_nocase(word, words[i]))
			return true;
	return slice_starts(word, SLICE("\xc2\xa7"));
}

static size_t
word_end(struct slice text, size_t from)
{
	while (from < text.len && text.at[from] > ' ' && text.at[from] != ',')
		from++;
	return from;
}

/* "TR 1 (Kap. 3)", "TR 1, section 3", "TR 1 § 3": where the name ends. 0: the text is a locator and
 * nothing else. A number has to follow, so that "Annex" alone may be a name. */
static size_t
name_end(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		bool starts = i == 0 || text.at[i - 1] <= ' ' || text.at[i - 1] == ',';
		size_t to = word_end(text, i), next = to;
		if (text.at[i] == '(')
			return i;
		while (next < text.len && text.at[next] <= ' ')
			next++;
		bool told = text.at[i] == 0xc2 || (to > i && text.at[to - 1] == '.') ||
		    (next < text.len && text.at[next] >= '0' && text.at[next] <= '9');
		if (starts && told && is_locator(slice_sub(text, i, to)))
			return i;
	}
	return text.len;
}

static struct slice
name_in(struct slice text)
{
	struct slice name = slice_trim(slice_sub(text, 0, name_end(text)));
	while (name.len > 0 && (name.at[name.len - 1] == ',' || name.at[name.len - 1] == ' '))
		name = slice_sub(name, 0, name.len - 1);
	return name;
}

/* As it stands, else without where in it. */
static struct slice
find_part(const struct named *n, struct slice text)
{
	struct slice digest = named_find(n, text);
	return digest.len > 0 ? digest : named_find(n, name_in(text));
}

static void
put_one(const struct named *n, struct slice text, struct build *b, struct value *digests,
    struct value *others)
{
	struct slice digest = find_part(n, text);
	struct value *list = digest.len > 0 ? digests : others;
	struct slice what = digest.len > 0 ? digest : slice_trim(text);
	if (what.len > 0 && !is_in(list, what))
		value_push(b, list, value_string(what));
}

/* "TR 1, section 3" is one name; "TR1.pdf, TR2.pdf" are two when one of them is known. */
static bool
has_known_part(const struct named *n, struct slice text)
{
	for (size_t from = 0; from < text.len;) {
		size_t to = slice_find(text, SLICE(","), from);
		if (find_part(n, slice_sub(text, from, to)).len > 0)
			return true;
		from = to == SIZE_MAX ? text.len : to + 1;
	}
	return false;
}

/* A part that only says where in the document before it is no name. */
static void
put_part(const struct named *n, struct slice text, struct build *b, struct value *digests,
    struct value *others)
{
	if (named_find(n, text).len > 0 || !has_known_part(n, text)) {
		put_one(n, text, b, digests, others);
		return;
	}
	for (size_t from = 0; from < text.len;) {
		size_t to = slice_find(text, SLICE(","), from);
		struct slice part = slice_trim(slice_sub(text, from, to));
		if (from == 0 || name_end(part) > 0)
			put_one(n, part, b, digests, others);
		from = to == SIZE_MAX ? text.len : to + 1;
	}
}

struct rc
named_split(const struct named *n, struct slice cell, struct build *b, struct value *digests,
    struct value *others, struct err *e)
{
	for (size_t from = 0; from < cell.len;) {
		size_t to = from;
		while (to < cell.len && cell.at[to] != ';' && cell.at[to] != '\n')
			to++;
		put_part(n, slice_sub(cell, from, to), b, digests, others);
		from = to + 1;
	}
	return build_end(b, e);
}
