/* case_make.h - small cases out of a few lines of text, for tests of checks and of the engine.
 *
 * A case is lines of words; what stands for itself is left out.
 *
 *   case release=- assets=3101,3102      changes what is assessed
 *   anchor k1 in_person evidence M        a key that is trusted, for whom; k2 ... that is in a
 *                                         signature and in no such line is trusted for everybody
 *   own a bound=#3101 made=2026-06-01     an item: who admits it (a parameter of the check, "own",
 *                                         or "item" where nobody has yet), its id, its members
 *     certificate #3101 /x {'serial':'3101'}      a fact of the item above: name, subject, place,
 *                                         value with ' for "
 *
 * Subjects: B, P, R and M are the batch, product, release and manufacturer of the scope; #3101 is
 * an asset of the product; - is none. Reasons are written in the same way, in their settled order:
 * "CODE subject evidence place", joined by "; ".
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CASE_MAKE_H
#define CASE_MAKE_H

#include "../unit.h"

#include "base/limits.h"
#include "check/checks.h"
#include "codec/json.h"

#define CASE_ITEMS_MAX 32
#define CASE_PARTS_MAX 64
#define CASE_ANCHORS_MAX 16
#define PURPOSE_ALL 1022u
#define NOON "2026-06-30T12:00:00.000Z"

struct case_made {
	struct arena		 a;
	struct case_form	 form;
	struct item		 items[CASE_ITEMS_MAX];
	struct case_anchor	 anchors[CASE_ANCHORS_MAX];
	const struct check	*check;
	struct check_call	 call;
};

static const struct { const char *letter, *subject; } case_letters[] = {
	{ "B", "batch:acme/B1" }, { "P", "product:acme/ic-22" }, { "M", "party:acme" },
	{ "R", "release:acme/ic-22@5.4.2" },
};

/* A copy that ends in a NUL. */
static inline const char *
case_text(struct case_made *m, struct slice s)
{
	struct slice out;
	assert_true(arena_format(&m->a, &out, "%.*s", SLICE_FMT(s)));
	return (const char *)out.at;
}

static inline struct slice
case_subject(struct case_made *m, struct slice word)
{
	struct slice out;
	for (size_t i = 0; i < COUNT(case_letters); i++)
		if (slice_eq(word, slice_of(case_letters[i].letter)))
			return slice_of(case_letters[i].subject);
	if (slice_eq(word, SLICE("-")))
		return SLICE("");
	if (!slice_starts(word, SLICE("#")))
		return word;
	assert_true(arena_format(&m->a, &out, "asset:acme/ic-22%.*s", SLICE_FMT(word)));
	return out;
}

static inline int64_t
case_time(struct slice word)
{
	int64_t ms;
	if (slice_eq(word, SLICE("-")))
		return TIME_UNKNOWN;
	if (failed(time_parse(word, TIME_BEGINNING, &ms, NULL)))
		fail_msg("no time: %.*s", SLICE_FMT(word));
	return ms;
}

/* The words of a text between separators. */
static inline size_t
case_split(struct slice text, const char *separator, struct slice words[CASE_PARTS_MAX])
{
	size_t count = 0;
	for (size_t at = 0; at < text.len;) {
		size_t end = slice_find(text, slice_of(separator), at);
		end = end == SIZE_MAX ? text.len : end;
		assert_true(count < CASE_PARTS_MAX);
		if (end > at)
			words[count++] = slice_sub(text, at, end);
		at = end + 1;
	}
	return count;
}

static inline struct slice *
case_subjects(struct case_made *m, struct slice list, size_t *count)
{
	struct slice words[CASE_PARTS_MAX];
	*count = slice_eq(list, SLICE("-")) ? 0 : case_split(list, ",", words);
	struct slice *out = ARENA_ARRAY(&m->a, struct slice, *count);
	assert_non_null(out);
	for (size_t i = 0; i < *count; i++)
		out[i] = case_subject(m, words[i]);
	return out;
}

static inline struct value
case_json(struct case_made *m, struct slice text)
{
	struct value v;
	struct err e = {0};
	char *copy = arena_alloc(&m->a, text.len, 1);
	assert_non_null(copy);
	for (size_t i = 0; i < text.len; i++)
		copy[i] = text.at[i] == '\'' ? '"' : (char)text.at[i];
	if (failed(json_tree((struct slice){ (uint8_t *)copy, text.len }, DOCUMENT_BYTES_MAX,
	    &m->a, &v, &e)))
		fail_msg("%.*s: %s", SLICE_FMT(text), e.what);
	return v;
}

/* "  name subject place {value}"; the value may be left out. */
static inline void
case_fact(struct case_made *m, struct slice line)
{
	struct slice words[CASE_PARTS_MAX];
	struct item *it = &m->items[m->form.item_count - 1];
	size_t brace = slice_find(line, SLICE("{"), 0);
	size_t count = case_split(slice_sub(line, 0, brace), " ", words);
	void *list = it->facts;
	size_t cap = it->fact_count;	/* grows by one: tests are small */
	assert_int_equal(count, 3);
	struct fact *wider = ARENA_ARRAY(&m->a, struct fact, cap + 1);
	assert_non_null(wider);
	if (cap > 0)
		memcpy(wider, list, cap * sizeof(struct fact));
	it->facts = wider;
	it->facts[it->fact_count++] = (struct fact){ words[0], case_subject(m, words[1]),
	    case_json(m, brace == SIZE_MAX ? SLICE("{}") : slice_sub(line, brace, line.len)),
	    words[2] };
}

/* A good signature by a certificate, valid for ever. */
static inline void
case_sign(struct case_made *m, struct item *it, struct slice certificate)
{
	struct chain_link *link = ARENA_NEW(&m->a, struct chain_link);
	it->signatures = ARENA_NEW(&m->a, struct signature);
	assert_true(link != NULL && it->signatures != NULL);
	*link = (struct chain_link){ .certificate = certificate, .revoked_ms = TIME_UNKNOWN };
	it->signature_count = 1;
	it->signatures[0] = (struct signature){ .status = SIGNATURE_GOOD, .key = SLICE("key"),
	    .anchor = certificate, .chain_count = 1, .chain = link, .from_ms = TIME_MIN,
	    .until_ms = TIME_MAX };
}

/* "evidence+release"; "all". */
static inline unsigned
case_purposes(struct slice list)
{
	struct slice words[CASE_PARTS_MAX];
	size_t count = case_split(list, "+", words);
	unsigned bits = 0;
	for (size_t i = 0; i < count; i++)
		bits |= slice_eq(words[i], SLICE("all")) ? PURPOSE_ALL : purpose_parse(words[i]);
	assert_true(bits != 0);
	return bits;
}

static inline struct case_anchor *
case_anchor_add(struct case_made *m, struct slice id, enum trust_how how, unsigned purposes)
{
	struct case_anchor *n = &m->anchors[m->form.anchor_count++];
	assert_true(m->form.anchor_count <= CASE_ANCHORS_MAX && how != HOW_COUNT);
	*n = (struct case_anchor){ .id = id, .purposes = purposes, .how = how,
	    .from_ms = TIME_MIN, .until_ms = TIME_MAX };
	return n;
}

/* A chain of one certificate with a list that covers everything. */
static inline struct chain_link *
case_link(struct case_made *m, int64_t revoked_ms, const char *reason, size_t list_count)
{
	struct chain_link *link = ARENA_NEW(&m->a, struct chain_link);
	struct revocation_list *list = ARENA_NEW(&m->a, struct revocation_list);
	assert_true(link != NULL && list != NULL);
	*list = (struct revocation_list){ SLICE("crl"), TIME_MIN, TIME_MAX };
	*link = (struct chain_link){ .certificate = SLICE("leaf"), .revoked_ms = revoked_ms,
	    .revoked_reason = slice_of(reason), .from_ms = TIME_MIN, .until_ms = TIME_MAX,
	    .list_count = list_count, .lists = list };
	return link;
}

/* One signature, "KEY/how/purposes/state"; state, where it is not good: broken, foreign (a
 * certificate of nobody known), stranger (a key of nobody known), expired, early, revoked,
 * uncovered. */
static inline struct signature
case_signature(struct case_made *m, struct slice text)
{
	struct slice words[CASE_PARTS_MAX];
	size_t count = case_split(text, "/", words);
	struct slice state = count > 3 ? words[3] : SLICE("good");
	int64_t at = m->form.valid_at_ms;
	assert_true(count >= 3);
	struct signature s = { .status = SIGNATURE_GOOD, .scheme = SLICE("dsse"), .key = words[0],
	    .anchor = words[0], .how = how_parse(words[1]), .purposes = case_purposes(words[2]),
	    .from_ms = TIME_MIN, .until_ms = TIME_MAX };
	bool known = false;
	for (size_t i = 0; i < m->form.anchor_count; i++)
		known = known || slice_eq(m->anchors[i].id, words[0]);
	if (!known)
		(void)case_anchor_add(m, words[0], s.how, PURPOSE_ALL);
	if (slice_eq(state, SLICE("broken")) || slice_eq(state, SLICE("foreign")) ||
	    slice_eq(state, SLICE("stranger"))) {
		s.status = slice_eq(state, SLICE("broken")) ? SIGNATURE_BROKEN :
		    SIGNATURE_UNVERIFIABLE;
		s.scheme = slice_eq(state, SLICE("foreign")) ? SLICE("x509") : s.scheme;
		s.anchor = SLICE("");
		s.purposes = 0;
	} else if (slice_eq(state, SLICE("expired"))) {
		s.until_ms = at - 1;
	} else if (slice_eq(state, SLICE("early"))) {
		s.from_ms = at + 1;
	} else if (slice_eq(state, SLICE("revoked"))) {
		s.chain = case_link(m, at, "superseded", 1);
	} else if (slice_eq(state, SLICE("uncovered"))) {
		s.chain = case_link(m, TIME_UNKNOWN, "", 0);
	} else {
		assert_true(slice_eq(state, SLICE("good")));
	}
	s.chain_count = s.chain != NULL;
	return s;
}

static inline void
case_signatures(struct case_made *m, struct item *it, struct slice list)
{
	struct slice words[CASE_PARTS_MAX];
	it->signature_count = case_split(list, ",", words);
	it->signatures = ARENA_ARRAY(&m->a, struct signature, it->signature_count);
	assert_non_null(it->signatures);
	for (size_t i = 0; i < it->signature_count; i++)
		it->signatures[i] = case_signature(m, words[i]);
}

static inline void
case_finding(struct case_made *m, struct item *it, struct slice name)
{
	it->findings = ARENA_NEW(&m->a, struct reason);
	assert_true(it->findings != NULL && finding_find(name) != FINDING_NONE);
	it->findings[it->finding_count++] = (struct reason){ finding_find(name), SLICE(""), it->id,
	    SLICE("+7") };
}

static inline void
case_member(struct case_made *m, struct item *it, struct slice name, struct slice value)
{
	if (slice_eq(name, SLICE("bound")))
		it->bound_to = case_subjects(m, value, &it->bound_count);
	else if (slice_eq(name, SLICE("made")))
		it->made_ms = case_time(value);
	else if (slice_eq(name, SLICE("until")))
		it->valid_until_ms = case_time(value);
	else if (slice_eq(name, SLICE("from")))
		it->valid_from_ms = case_time(value);
	else if (slice_eq(name, SLICE("kind")))
		it->kind = value;
	else if (slice_eq(name, SLICE("by")))
		it->producer = value;
	else if (slice_eq(name, SLICE("stage")))
		it->stage = value;
	else if (slice_eq(name, SLICE("cert")))
		case_sign(m, it, value);
	else if (slice_eq(name, SLICE("sign")))
		case_signatures(m, it, value);
	else if (slice_eq(name, SLICE("finding")))
		case_finding(m, it, value);
	else if (slice_eq(name, SLICE("vouched")))
		it->vouched_by = case_subjects(m, value, &it->vouched_count);
	else if (slice_eq(name, SLICE("recomputed")))
		it->recomputed_ms = case_time(value);
	else if (slice_eq(name, SLICE("prose")))
		it->prose = true;
	else if (slice_eq(name, SLICE("holding")))
		it->holding = slice_eq(value, SLICE("held")) ? HOLDING_HELD :
		    slice_eq(value, SLICE("seen")) ? HOLDING_SEEN : (enum holding)0;
	else
		fail_msg("no member: %.*s", SLICE_FMT(name));
}

static inline void
case_item(struct case_made *m, const struct slice *words, size_t count)
{
	struct item *it = &m->items[m->form.item_count++];
	assert_true(m->form.item_count <= CASE_ITEMS_MAX && count >= 2);
	*it = (struct item){ .id = words[1], .kind = SLICE("document"), .decoder = SLICE(""),
	    .producer = SLICE(""), .stage = SLICE(""), .holding = HOLDING_KEPT,
	    .made_ms = TIME_UNKNOWN, .received_ms = TIME_UNKNOWN, .valid_from_ms = TIME_UNKNOWN,
	    .valid_until_ms = TIME_UNKNOWN, .held_until_ms = TIME_UNKNOWN,
	    .recomputed_ms = TIME_UNKNOWN, .seen_ms = TIME_UNKNOWN };
	it->bound_to = case_subjects(m, SLICE("B"), &it->bound_count);
	for (size_t i = 2; i < count; i++) {
		size_t mark = slice_find(words[i], SLICE("="), 0);
		assert_true(mark != SIZE_MAX);
		case_member(m, it, slice_sub(words[i], 0, mark), slice_sub(words[i], mark + 1,
		    words[i].len));
	}
	struct admitted *to = slice_eq(words[0], SLICE("own")) ? &m->call.own : NULL;
	for (size_t i = 0; m->check != NULL && i < CHECK_PARAMS_MAX; i++)
		if (m->check->params[i].name != NULL && slice_eq(words[0], slice_of(
		    m->check->params[i].name)))
			to = &m->call.needs[i];
	if (to == NULL && slice_eq(words[0], SLICE("item")))
		return;
	if (to == NULL)
		fail_msg("no parameter: %.*s", SLICE_FMT(words[0]));
	if (to->items == NULL)
		to->items = ARENA_ARRAY(&m->a, const struct item *, CASE_ITEMS_MAX);
	assert_non_null(to->items);
	to->items[to->count++] = it;
}

static inline void
case_scope(struct case_made *m, const struct slice *words, size_t count)
{
	struct case_scope *s = &m->form.scope;
	for (size_t i = 1; i < count; i++) {
		size_t mark = slice_find(words[i], SLICE("="), 0), n;
		struct slice name = slice_sub(words[i], 0, mark);
		struct slice *list = case_subjects(m, slice_sub(words[i], mark + 1, words[i].len),
		    &n);
		struct slice first = n > 0 ? list[0] : SLICE("");
		if (slice_eq(name, SLICE("assets"))) {
			s->assets = list;
			s->asset_count = n;
		} else if (slice_eq(name, SLICE("types"))) {
			s->component_types = list;
			s->type_count = n;
		} else if (slice_eq(name, SLICE("at"))) {
			m->form.valid_at_ms = case_time(first);
		} else if (slice_eq(name, SLICE("subject"))) {
			s->subject = first;
		} else if (slice_eq(name, SLICE("release"))) {
			s->release = first;
		} else if (slice_eq(name, SLICE("product"))) {
			s->product = first;
		} else if (slice_eq(name, SLICE("manufacturer"))) {
			s->manufacturer = first;
		} else {
			fail_msg("no such member of a scope: %.*s", SLICE_FMT(name));
		}
	}
}

static inline void
case_trust(struct case_made *m, const struct slice *words, size_t count)
{
	assert_true(count >= 4);
	struct case_anchor *n = case_anchor_add(m, words[1], how_parse(words[2]),
	    case_purposes(words[3]));
	if (count > 4)
		n->subjects = case_subjects(m, words[4], &n->subject_count);
}

/* Makes the case; facts keep the order in which they stand. */
static inline void
case_start(struct case_made *m, const struct check *check, const char *text)
{
	struct slice lines[CASE_PARTS_MAX], words[CASE_PARTS_MAX];
	memset(m, 0, sizeof(*m));
	m->a = arena_init(MIB(16));
	m->check = check;
	m->form.items = m->items;
	m->form.anchors = m->anchors;
	m->form.valid_at_ms = case_time(SLICE(NOON));
	case_scope(m, (struct slice[]){ SLICE(""), SLICE("subject=B"), SLICE("product=P"),
	    SLICE("release=R"), SLICE("manufacturer=M"), SLICE("assets=#3101,#3102,#3103") }, 6);
	size_t count = case_split(slice_of(text), "\n", lines);
	for (size_t i = 0; i < count; i++) {
		size_t n = case_split(lines[i], " ", words);
		if (slice_starts(lines[i], SLICE("  ")))
			case_fact(m, lines[i]);
		else if (slice_eq(words[0], SLICE("case")))
			case_scope(m, words, n);
		else if (slice_eq(words[0], SLICE("anchor")))
			case_trust(m, words, n);
		else
			case_item(m, words, n);
	}
}

static inline void
case_end(struct case_made *m)
{
	arena_drop(&m->a);
}

/* The subject as the text writes it. */
static inline const char *
case_short(struct case_made *m, struct slice s)
{
	for (size_t i = 0; i < COUNT(case_letters); i++)
		if (slice_eq(s, slice_of(case_letters[i].subject)))
			return case_letters[i].letter;
	if (slice_starts(s, SLICE("asset:acme/ic-22#")))
		return case_text(m, slice_sub(s, strlen("asset:acme/ic-22"), s.len));
	return s.len > 0 ? case_text(m, s) : "-";
}

static inline const char *
case_reasons(struct case_made *m, const struct reason *at, size_t count)
{
	struct slice all = SLICE("");
	for (size_t i = 0; i < count; i++)
		assert_true(arena_format(&m->a, &all, "%.*s%s%s %s %s %s", SLICE_FMT(all),
		    i > 0 ? "; " : "", finding_name(at[i].id), case_short(m, at[i].subject),
		    at[i].evidence.len > 0 ? case_text(m, at[i].evidence) : "-",
		    at[i].place.len > 0 ? case_text(m, at[i].place) : "-"));
	return case_text(m, all);
}

static inline void
case_compare(const char *rule, const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		fail_msg("%s:\n  got  %s\n  want %s", rule, got, want);
}

/* A case of a table: what the check must say of it. texts: of its second parameter, if any. */
struct check_case { const char *rule, *text, *want; };

static const char *const case_barred[] = { "affected", "under_investigation", "unknown" };
/* What parameters that are texts are given, by their name; any other is given what is barred. */
static const struct { const char *param, *text; } case_texts[] = {
	{ "edition", "2019" }, { "level", "FR1=2 FR2=2" }, { "hardware", "B" },
};

/* Runs the check on one case. */
static inline void
case_run(const struct check *check, const struct check_case *one, uint64_t at_least)
{
	struct case_made m;
	struct slice barred[COUNT(case_barred)], texts[COUNT(case_texts)];
	case_start(&m, check, one->text);
	struct case_scope *s = &m.form.scope;
	struct reasons out = reasons_init(&m.a);
	struct err e = {0};
	m.call.form = &m.form;
	m.call.a = &m.a;
	m.call.own_at_least = at_least;
	m.call.subject = s->release.len > 0 ? s->release : s->subject;
	for (size_t i = 0; i < COUNT(case_barred); i++)
		barred[i] = slice_of(case_barred[i]);
	for (size_t i = 0; i < CHECK_PARAMS_MAX && check->params[i].name != NULL; i++)
		if (check->params[i].kind == CHECK_TEXTS) {
			m.call.texts[i] = barred;
			m.call.text_count[i] = COUNT(barred);
			for (size_t k = 0; k < COUNT(case_texts); k++) {
				texts[k] = slice_of(case_texts[k].text);
				if (strcmp(check->params[i].name, case_texts[k].param) != 0)
					continue;
				m.call.texts[i] = &texts[k];
				m.call.text_count[i] = 1;
			}
		}
	if (failed(check->run(&m.call, &out, &e)) || failed(reasons_end(&out, &e)))
		fail_msg("%s: %s", one->rule, e.what);
	reasons_settle(&out);
	case_compare(one->rule, case_reasons(&m, out.at, out.count), one->want);
	for (size_t i = 0; i < out.count; i++)
		assert_true(finding_class(out.at[i].id) >= CLASS_LACK);
	case_end(&m);
}

/* The whole program of a table: one test of that name over `cases`. */
#define CASES_MAIN(name, check, at_least) \
	static void \
	name(void **state) \
	{ \
		(void)state; \
		for (size_t i = 0; i < COUNT(cases); i++) \
			case_run(check, &cases[i], at_least); \
	} \
	int \
	main(void) \
	{ \
		const struct CMUnitTest tests[] = { cmocka_unit_test(name) }; \
		return cmocka_run_group_tests(tests, NULL, NULL); \
	}

#endif
