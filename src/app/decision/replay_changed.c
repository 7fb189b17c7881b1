/* app/decision/replay_changed.c - a kept body that is another one now: where it was changed.
 * See app/decision/replay_int.h.
 *
 * A digest says that a body was changed, not where. Where is known when the body that was kept can
 * be had again and has the digest that was recorded: a case is gathered again, an assessment
 * evaluated again, criteria and catalogues may ship with this program. Else what follows from the
 * changed body is looked at: the first place of the assessment that comes out otherwise, or why it
 * cannot be read. What does not show in either is not guessed at.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/decision/differ.h"
#include "app/decision/replay_int.h"
#include "app/inspect/maps.h"
#include "app/log/bodies.h"
#include "base/limits.h"
#include "base/pool.h"
#include "codec/json.h"
#include "crypto/digest.h"

/* found: the bytes that stand where the body stood; null when nothing does. */
struct changed {
	struct body_source	 from;
	struct home		*h;
	const struct event	*d;
	struct kept		*k;
	struct arena		*a;
	struct slice		 id, found;
	struct replayed		*out;
};

static struct rc
read_home(void *context, struct slice id, size_t max, struct arena *a, struct slice *bytes,
    bool *found, struct err *e)
{
	return body_read(context, id, max, a, bytes, found, e);
}

/* An attempt that came to nothing is no failure of the replay; that memory ran out is. */
static struct rc
attempted(struct rc done, const struct trouble *tried, bool *ok, struct err *e)
{
	*ok = !failed(done);
	if (done.code == E_NOMEM || done.code == E_IO)
		return fail(e, done.code, tried->err.at, tried->err.what);
	return DONE;
}

/* --- what was kept, made again ---------------------------------------------------------------- */

/* Everything of the decision but the changed body. *ok false: something else was changed too. */
static struct rc
read_rest(struct changed *c, bool *ok, struct trouble *t)
{
	struct replayed unused = {0};
	bool is_case = strcmp(c->out->what, "case") == 0;
	bool is_assessment = strcmp(c->out->what, "assessment") == 0;
	*ok = true;
	if (!is_case)
		TRY(replay_read_case(&c->from, c->d, c->k, c->a, ok, &unused, t));
	if (*ok && !is_assessment)
		TRY(replay_read_assessment(&c->from, c->d, c->k, c->a, ok, &unused, t));
	if (*ok && strcmp(c->out->what, "criteria") != 0)
		TRY(replay_read_criteria(&c->from, c->d, c->k, c->a, ok, &unused, t));
	if (*ok && strcmp(c->out->what, "catalogue") != 0)
		TRY(replay_read_catalogues(&c->from, c->d, c->k, c->a, ok, &unused, t));
	return DONE;
}

static struct rc
gather_kept(struct changed *c, struct slice *bytes, struct trouble *t)
{
	AUTO(assessed) x = assessed_init();
	const struct value *position = value_get(&c->d->data, SLICE("position"));
	int64_t size;
	TRY(replay_load_criteria(c->k, c->d, c->a, t));
	const struct criteria_source source = { c->k->criteria.name, c->k->criteria_bytes,
	    c->k->criteria.digest, c->k->criteria.criteria };
	if (!value_int(value_get(position, SLICE("size")), &size) || size < 0)
		return fail(&t->err, E_SCHEMA, 0, "a decision without its position");
	const struct question q = { .subject = c->d->subjects[0], .known = (uint64_t)size,
	    .valid_at_ms = event_instant(c->d, "valid_at"),
	    .threads = pool_default_threads() };
	x.input.criteria = &source;
	TRY(replay_gather(c->h, c->k, &q, c->a, &x, t));
	return arena_copy(c->a, buf_slice(&x.inspection.case_bytes), bytes) ? DONE :
	    arena_failed(c->a, &t->err);
}

static struct rc
list_catalogues(const struct changed *c, struct assessment *names, struct err *e)
{
	const struct value *list = value_get(&c->d->data, SLICE("catalogues"));
	*names = (struct assessment){ .case_digest = event_text(c->d, "case"),
	    .catalogue_count = list->count };
	names->catalogues = ARENA_ARRAY(c->a, struct slice, list->count);
	if (names->catalogues == NULL)
		return arena_failed(c->a, e);
	for (size_t i = 0; i < list->count; i++)
		names->catalogues[i] = value_text(&list->items[i]);
	return DONE;
}

static struct rc
evaluate_case(struct changed *c, struct slice *bytes, struct trouble *t)
{
	AUTO(buf) made = buf_init(FORM_BYTES_MAX);
	struct assessment names;
	TRY(list_catalogues(c, &names, &t->err));
	TRY(replay_load_criteria(c->k, c->d, c->a, t));
	TRY(replay_evaluate(c->k, c->k->criteria.criteria, c->k->criteria.digest, &names, c->a,
	    &made, &t->err));
	return arena_copy(c->a, buf_slice(&made), bytes) ? DONE : arena_failed(c->a, &t->err);
}

/* The body as it was kept; null where it cannot be had. Only one of the recorded digest counts. */
static struct rc
make_again(struct changed *c, struct slice *bytes, struct err *e)
{
	struct trouble tried = {0};
	struct digest d;
	struct slice made = {0}, text;
	bool ok, rest;
	*bytes = (struct slice){0};
	if (strcmp(c->out->what, "criteria") == 0 || strcmp(c->out->what, "catalogue") == 0) {
		*bytes = shipped_data_bytes(c->id);
		return DONE;
	}
	TRY(attempted(read_rest(c, &rest, &tried), &tried, &ok, e));
	if (!ok || !rest)
		return DONE;
	struct rc done = strcmp(c->out->what, "case") == 0 ? gather_kept(c, &made, &tried) :
	    evaluate_case(c, &made, &tried);
	TRY(attempted(done, &tried, &ok, e));
	if (!ok)
		return DONE;
	TRY(digest_of(made, &d, e));
	if (!digest_text(c->a, &d, &text))
		return arena_failed(c->a, e);
	*bytes = slice_eq(text, c->id) ? made : (struct slice){0};
	return DONE;
}

/* --- where two documents differ --------------------------------------------------------------- */

/* A document of any size that a body may have. */
static struct rc
read_document(struct slice bytes, struct arena *a, struct value *out, struct err *e)
{
	return slice_starts(bytes, SLICE("{")) ? json_tree_nodes(bytes, FORM_BYTES_MAX,
	    FORM_NODES_MAX, a, out, e) : document_tree(bytes, a, out, e);
}

/* "12:5" of the first byte that differs. */
static struct rc
name_byte(struct changed *c, struct slice kept, struct err *e)
{
	unsigned line, column;
	size_t at = 0;
	while (at < kept.len && at < c->found.len && kept.at[at] == c->found.at[at])
		at++;
	text_place(kept, at, &line, &column);
	return arena_format(c->a, &c->out->member, "%u:%u", line, column) ? DONE :
	    arena_failed(c->a, e);
}

static struct rc
name_member(struct changed *c, struct slice kept, const char *by, struct err *e)
{
	struct value left, right;
	struct trouble tried = {0};
	bool ok;
	c->out->by = by;
	struct rc done = read_document(kept, c->a, &left, &tried.err);
	if (!failed(done))
		done = read_document(c->found, c->a, &right, &tried.err);
	TRY(attempted(done, &tried, &ok, e));
	if (ok)
		TRY(differ_first(&left, &right, c->a, &c->out->member, &c->out->kept,
		    &c->out->made, e));
	return ok && c->out->member.len > 0 ? DONE : name_byte(c, kept, e);
}

/* --- what follows from the changed body ------------------------------------------------------- */

/* What was changed is a catalogue of requirements still, and not one of evidence kinds. */
static bool
is_requirements(const struct changed *c)
{
	struct catalog unused;
	bool kinds = true;
	return !failed(kinds_may_be(c->found, &kinds, NULL)) && !kinds &&
	    !failed(catalog_load(c->found, c->id, c->a, &unused, NULL));
}

/* As it stands now, whatever its digest is; every other body as the home has it. */
static struct rc
read_as_found(void *context, struct slice id, size_t max, struct arena *a, struct slice *bytes,
    bool *found, struct err *e)
{
	const struct changed *c = context;
	if (!slice_eq(id, c->id))
		return c->from.read(c->from.context, id, max, a, bytes, found, e);
	*bytes = c->found;
	*found = true;
	return DONE;
}

/* Puts the changed body in its place. */
static struct rc
take_changed(struct changed *c, struct trouble *t)
{
	struct kept *k = c->k;
	if (strcmp(c->out->what, "criteria") == 0) {
		k->criteria_bytes = c->found;
	} else if (strcmp(c->out->what, "case") == 0) {
		TRY(json_tree_nodes(c->found, FORM_BYTES_MAX, FORM_NODES_MAX, c->a, &k->case_tree,
		    &t->err));
		TRY(case_decode(&k->case_tree, c->a, &k->form, &t->err));
	} else if (is_requirements(c)) {
		const struct body_source as_found = { c, read_as_found };
		struct replayed unused = {0};
		bool ok;
		TRY(replay_read_catalogues(&as_found, c->d, k, c->a, &ok, &unused, t));
	} else {
		struct kind_set kinds;
		TRY(kinds_shipped(c->a, &k->kinds, &t->err));
		TRY(kinds_load(c->found, c->a, &kinds, &t->err));
		k->kinds = kinds;
	}
	return replay_load_criteria(k, c->d, c->a, t);
}

static struct rc
say_unreadable(struct changed *c, const struct trouble *tried, struct err *e)
{
	struct trouble place = *tried;
	if (slice_is_null(place.place))
		trouble_at_line(&place, c->found, c->a);
	c->out->by = "unreadable";
	c->out->member = place.place;
	return arena_copy(c->a, slice_of(tried->err.what), &c->out->made) ? DONE :
	    arena_failed(c->a, e);
}

static struct rc
name_consequence(struct changed *c, struct err *e)
{
	AUTO(buf) made = buf_init(FORM_BYTES_MAX);
	struct trouble tried = {0};
	struct replayed p = {0};
	const struct kept *k = c->k;
	bool ok, rest = false;
	TRY(attempted(read_rest(c, &rest, &tried), &tried, &ok, e));
	if (!ok || !rest)
		return DONE;
	TRY(attempted(take_changed(c, &tried), &tried, &ok, e));
	if (!ok)
		return say_unreadable(c, &tried, e);
	TRY(attempted(replay_evaluate(k, k->criteria.criteria, k->assessment.criteria_digest,
	    &k->assessment, c->a, &made, &tried.err), &tried, &ok, e));
	if (!ok)
		return say_unreadable(c, &tried, e);
	TRY(replay_compare("assessment", k->assessment_bytes, buf_slice(&made), c->a, &p, e));
	if (p.same)
		return DONE;
	c->out->by = "evaluated";
	c->out->member = p.place;
	c->out->kept = p.kept;
	c->out->made = p.made;
	return DONE;
}

/* --- the whole -------------------------------------------------------------------------------- */

struct rc
replay_changed(struct home *h, const struct event *d, struct kept *k, struct arena *a,
    struct replayed *out, struct trouble *t)
{
	struct changed c = { .from = { h, read_home }, .h = h, .d = d, .k = k, .a = a,
	    .id = out->place, .out = out };
	struct digest digest;
	struct slice kept;
	bool there;
	TRY(body_look(h, c.id, FORM_BYTES_MAX, a, &c.found, &there, &t->err));
	if (!there)
		return DONE;
	TRY(digest_of(c.found, &digest, &t->err));
	if (!digest_text(a, &digest, &out->found))
		return arena_failed(a, &t->err);
	TRY(make_again(&c, &kept, &t->err));
	if (!slice_is_null(kept))
		return name_member(&c, kept, strcmp(out->what, "criteria") == 0 ||
		    strcmp(out->what, "catalogue") == 0 ? "ships" : "made_again", &t->err);
	return strcmp(out->what, "assessment") == 0 ? DONE : name_consequence(&c, &t->err);
}
