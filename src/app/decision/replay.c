/* app/decision/replay.c - a recorded decision, computed again. See app/decision/replay.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/replay_int.h"

#include "app/decision/differ.h"
#include "app/home/catalogues.h"
#include "app/log/bodies.h"
#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "criteria/evaluate.h"

/* --- reading what was kept -------------------------------------------------------------------- */

static struct rc
differs(struct replayed *out, const char *what, struct slice place)
{
	*out = (struct replayed){ .what = what, .place = place, .kept = SLICE(""),
	    .made = SLICE("") };
	return DONE;
}

/* *ok false: the body is not what the decision names, which is said. */
static struct rc
read_body(const struct body_source *h, struct slice id, const char *what, struct arena *a,
    struct slice *bytes, bool *ok, struct replayed *out, struct trouble *t)
{
	bool found;
	struct rc done = h->read(h->context, id, FORM_BYTES_MAX, a, bytes, &found, &t->err);
	*ok = true;
	if (done.code == E_VERIFY) {
		t->err = (struct err){0};
		*ok = false;
		return differs(out, what, id);
	}
	TRY(done);
	if (found)
		return DONE;
	trouble_name(t, id);
	return fail(&t->err, E_UNVERIFIABLE, 0, "a body that the decision rests on is not here");
}

struct rc
replay_read_case(const struct body_source *h, const struct event *d, struct kept *k,
    struct arena *a, bool *ok, struct replayed *out, struct trouble *t)
{
	TRY(read_body(h, event_text(d, "case"), "case", a, &k->case_bytes, ok, out, t));
	if (!*ok)
		return DONE;
	TRY(json_tree_nodes(k->case_bytes, FORM_BYTES_MAX, FORM_NODES_MAX, a, &k->case_tree,
	    &t->err));
	return case_decode(&k->case_tree, a, &k->form, &t->err);
}

struct rc
replay_read_assessment(const struct body_source *h, const struct event *d, struct kept *k,
    struct arena *a, bool *ok, struct replayed *out, struct trouble *t)
{
	TRY(read_body(h, event_text(d, "assessment"), "assessment", a, &k->assessment_bytes, ok,
	    out, t));
	if (!*ok)
		return DONE;
	TRY(json_tree_nodes(k->assessment_bytes, FORM_BYTES_MAX, FORM_NODES_MAX, a,
	    &k->assessment_tree, &t->err));
	return assessment_decode(&k->assessment_tree, a, &k->assessment, &t->err);
}

struct rc
replay_read_criteria(const struct body_source *h, const struct event *d, struct kept *k,
    struct arena *a, bool *ok, struct replayed *out, struct trouble *t)
{
	const struct value *criteria = value_get(&d->data, SLICE("criteria"));
	return read_body(h, value_text(value_get(criteria, SLICE("digest"))), "criteria", a,
	    &k->criteria_bytes, ok, out, t);
}

struct rc
replay_read_catalogues(const struct body_source *h, const struct event *d, struct kept *k,
    struct arena *a, bool *ok, struct replayed *out, struct trouble *t)
{
	const struct value *list = value_get(&d->data, SLICE("catalogues"));
	bool found = false;
	*ok = true;
	k->catalogue_count = 0;
	k->catalogues = ARENA_ARRAY(a, struct slice, list->count);
	k->digests = ARENA_ARRAY(a, struct slice, list->count);
	if (k->catalogues == NULL || k->digests == NULL)
		return arena_failed(a, &t->err);
	for (size_t i = 0; i < list->count && *ok; i++) {
		struct slice bytes;
		struct kind_set kinds;
		struct err ignored = {0};
		bool may = false;
		TRY(read_body(h, value_text(&list->items[i]), "catalogue", a, &bytes, ok, out, t));
		if (*ok)
			TRY(kinds_may_be(bytes, &may, &t->err));
		if (may && !failed(kinds_load(bytes, a, &kinds, &ignored))) {
			k->kinds = kinds;
			found = true;
		}
		if (ignored.code == E_NOMEM)
			return fail(&t->err, E_NOMEM, 0, "out of memory");
		if (!may && *ok) {
			k->catalogues[k->catalogue_count] = bytes;
			k->digests[k->catalogue_count++] = value_text(&list->items[i]);
		}
	}
	return found ? DONE : kinds_shipped(a, &k->kinds, &t->err);
}

struct rc
replay_load_rows(struct kept *k, const struct criteria *criteria, struct arena *a, struct err *e)
{
	k->rows = (struct catalog_set){0};
	for (size_t i = 0; criteria_read_catalogues(criteria) && i < k->catalogue_count; i++)
		TRY(catalog_set_load(&k->rows, k->catalogues[i], k->digests[i], a, e));
	return DONE;
}

struct rc
replay_load_criteria(struct kept *k, const struct event *d, struct arena *a, struct trouble *t)
{
	const struct value *criteria = value_get(&d->data, SLICE("criteria"));
	const struct assessment *s = &k->assessment;
	size_t count = 0, n = 0;
	for (size_t i = 0; i < s->result_count; i++)	/* every part has the same */
		count += s->results[i].part == 0 ? s->results[i].check_count : 0;
	struct check_pin *pins = ARENA_ARRAY(a, struct check_pin, count);
	if (pins == NULL)
		return arena_failed(a, &t->err);
	for (size_t i = 0; i < s->result_count; i++)
		for (size_t c = 0; s->results[i].part == 0 && c < s->results[i].check_count; c++)
			pins[n++] = (struct check_pin){ s->results[i].id, s->results[i].checks[c] };
	TRY(criteria_recorded_load(k->criteria_bytes, value_text(value_get(criteria,
	    SLICE("name"))), &k->kinds, pins, n, a, &k->criteria, t));
	return replay_load_rows(k, k->criteria.criteria, a, &t->err);
}

/* --- evaluating again ------------------------------------------------------------------------- */

struct rc
replay_evaluate(const struct kept *k, const struct criteria *criteria, struct slice digest,
    const struct assessment *names, struct arena *a, struct buf *out, struct err *e)
{
	struct assessment made;
	struct evaluation ask = { .form = &k->form, .criteria = criteria, .kinds = &k->kinds,
	    .rows = &k->rows,
	    .case_digest = names->case_digest, .criteria_digest = digest,
	    .catalogues = names->catalogues, .catalogue_count = names->catalogue_count };
	TRY(evaluate(&ask, a, &made, e));
	AUTO(arena) tree = arena_init(FORM_TREE_BYTES);
	struct build b = { .a = &tree };
	struct value v = assessment_value(&b, &made);
	TRY(build_end(&b, e));
	TRY(jcs_write(&v, out, e));
	return buf_end(out, e);
}

struct rc
replay_compare(const char *what, struct slice kept, struct slice made, struct arena *a,
    struct replayed *out, struct err *e)
{
	struct value left, right;
	out->same = slice_eq(kept, made);
	if (out->same)
		return DONE;
	out->what = what;
	TRY(json_tree_nodes(kept, FORM_BYTES_MAX, FORM_NODES_MAX, a, &left, e));
	struct slice again;
	if (!arena_copy(a, made, &again))
		return arena_failed(a, e);
	TRY(json_tree_nodes(again, FORM_BYTES_MAX, FORM_NODES_MAX, a, &right, e));
	return differ_first(&left, &right, a, &out->place, &out->kept, &out->made, e);
}

/* --- the three depths ------------------------------------------------------------------------- */

static struct rc
replay_kept(const struct kept *k, struct arena *a, struct replayed *out, struct err *e)
{
	AUTO(buf) made = buf_init(FORM_BYTES_MAX);
	TRY(replay_evaluate(k, k->criteria.criteria, k->criteria.digest, &k->assessment, a, &made,
	    e));
	return replay_compare("assessment", k->assessment_bytes, buf_slice(&made), a, out, e);
}

/* Today's criteria of the same name, today's checks and kinds. */
static struct rc
replay_with_current(struct home *h, const struct kept *k, struct arena *a, struct replayed *out,
    struct trouble *t)
{
	AUTO(buf) made = buf_init(FORM_BYTES_MAX);
	struct published p;
	struct slice name;
	struct kept now = *k;
	struct shipped_data data;
	if (!arena_format(a, &name, "%.*s%c", SLICE_FMT(k->criteria.criteria->name), 0))
		return arena_failed(a, &t->err);
	TRY(catalogues_known(h, STORE_OPEN, a, &data, &t->err));
	now.kinds = data.kinds;
	now.rows = data.catalogues;
	TRY(published_find(h, (const char *)name.at, STORE_OPEN, &now.kinds, a, &p, t));
	TRY(replay_evaluate(&now, p.source.criteria, p.source.digest, &k->assessment, a, &made,
	    &t->err));
	return replay_compare("assessment", k->assessment_bytes, buf_slice(&made), a, out, &t->err);
}

/* Everything that was kept. *ok false: something of it is not what the decision names, which is
 * said. */
static struct rc
read_kept(const struct body_source *from, const struct event *d, struct kept *k, struct arena *a,
    bool *ok, struct replayed *out, struct trouble *t)
{
	*out = (struct replayed){0};
	TRY(replay_read_case(from, d, k, a, ok, out, t));
	if (*ok)
		TRY(replay_read_assessment(from, d, k, a, ok, out, t));
	if (*ok)
		TRY(replay_read_criteria(from, d, k, a, ok, out, t));
	if (*ok)
		TRY(replay_read_catalogues(from, d, k, a, ok, out, t));
	return *ok ? replay_load_criteria(k, d, a, t) : DONE;
}

static struct rc
read_home(void *context, struct slice id, size_t max, struct arena *a, struct slice *bytes,
    bool *found, struct err *e)
{
	return body_read(context, id, max, a, bytes, found, e);
}

struct rc
replay_decision(struct home *h, const struct thing *d, enum replay_depth depth, struct arena *a,
    struct replayed *out, struct trouble *t)
{
	const struct body_source from = { h, read_home };
	struct kept *k = ARENA_NEW(a, struct kept);
	bool ok;
	if (k == NULL)
		return arena_failed(a, &t->err);
	TRY(read_kept(&from, &d->event, k, a, &ok, out, t));
	if (!ok)
		return replay_changed(h, &d->event, k, a, out, t);
	if (depth == REPLAY_WITH_CURRENT)
		return replay_with_current(h, k, a, out, t);
	TRY(replay_kept(k, a, out, &t->err));
	return depth == REPLAY_DEEP && out->same ? replay_deep(h, k, a, out, t) : DONE;
}

struct rc
replay_from(const struct body_source *from, const struct event *d, struct arena *a,
    struct replayed *out, struct trouble *t)
{
	struct kept *k = ARENA_NEW(a, struct kept);
	bool ok;
	if (k == NULL)
		return arena_failed(a, &t->err);
	TRY(read_kept(from, d, k, a, &ok, out, t));
	return ok ? replay_kept(k, a, out, &t->err) : DONE;
}
