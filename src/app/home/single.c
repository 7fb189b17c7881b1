/* app/home/single.c - a command that records one event. See app/home/single.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/single.h"

#include "app/listing.h"
#include "codec/utf8.h"

void
single_drop(struct single *x)
{
	acting_drop(&x->g);
	*x = (struct single){0};
}

struct composing { struct single *x; single_compose *compose; void *context; };

static struct rc
plan(struct acting *g, void *context)
{
	struct composing *c = context;
	struct draft d = {0};
	c->x->note = (struct slice){0};
	c->x->existed = false;
	TRY(c->compose(c->x, c->context, &d));
	return c->x->existed ? DONE : acting_add(g, &d);
}

/* Roles do not help whoever asked: the note that names them would mislead. */
static void
say_own_request(struct op_result *r, size_t notes)
{
	const char *what = r->trouble.err.what;
	if (what == NULL || !slice_eq(slice_of(what), slice_of(fold_why_text(FOLD_OWN_REQUEST))))
		return;
	r->trouble.err.what = "whoever asked for it, or stated it, does not approve it, whatever "
	    "keys or roles they hold";
	r->notes.len = notes;
}

struct rc
single_run(const struct op_call *call, struct op_result *r, struct single *x,
    single_compose *compose, void *context)
{
	struct composing c = { x, compose, context };
	TRY(acting_open(call, r, &x->g));
	size_t notes = r->notes.len;
	struct rc done = acting_run(&x->g, plan, &c);
	if (failed(done)) {
		say_own_request(r, notes);
		return done;
	}
	if (x->g.written) {
		x->id = x->g.done[0].name;
		x->existed = x->g.done[0].existed;
	}
	return DONE;
}

/* --- options ---------------------------------------------------------------------------------- */

/* "--reason", for a message. */
static struct rc
refuse(const struct single *x, const char *option, const char *what)
{
	struct slice name;
	if (!arena_format(x->g.call->a, &name, "--%s%c", option, 0))
		return arena_failed(x->g.call->a, &x->g.r->trouble.err);
	struct trouble *t = &x->g.r->trouble;
	return trouble_in(t, (const char *)name.at, fail(&t->err, E_USAGE, 0, what));
}

/* As the form of events has it. */
static bool
has_controls(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.at[i] < 0x20 && s.at[i] != '\n' && s.at[i] != '\t') || s.at[i] == 0x7f)
			return true;
	return false;
}

struct rc
single_need(const struct single *x, const char *option, const char *what, struct slice *out)
{
	*out = slice_trim(slice_of(op_value(x->g.call, option, 0)));
	if (has_controls(*out))
		return refuse(x, option, "control characters cannot be recorded");
	return out->len > 0 ? DONE : refuse(x, option, what);
}

bool
single_is_word(struct slice word, const char *words)
{
	struct slice left = slice_of(words);
	while (left.len > 0) {
		size_t end = slice_find(left, SLICE(" "), 0);
		end = end == SIZE_MAX ? left.len : end;
		if (slice_eq(slice_sub(left, 0, end), word))
			return true;
		left = slice_sub(left, end + 1, left.len);
	}
	return false;
}

struct rc
single_word(const struct single *x, const char *option, const char *words, const char *what,
    const char *otherwise, struct slice *out)
{
	const char *given = op_value(x->g.call, option, 0);
	*out = slice_of(given != NULL ? given : otherwise);
	if (given == NULL)
		return otherwise != NULL ? DONE : refuse(x, option, what);
	return single_is_word(*out, words) ? DONE : trouble_in(&x->g.r->trouble, given, fail(
	    &x->g.r->trouble.err, E_USAGE, 0, what));
}

struct rc
single_resolve(struct single *x, const char *text, const char *word, struct slice *out)
{
	struct trouble *t = &x->g.r->trouble;
	return trouble_in(t, text, state_resolve(x->g.h.store, slice_of(text), word, STORE_OPEN,
	    &x->g.h.a, out, &t->err));
}

struct rc
single_thing(struct single *x, const char *text, const char *word, struct thing *out)
{
	struct slice id;
	bool found;
	TRY(single_resolve(x, text, word, &id));
	TRY(state_get(x->g.h.store, word, id, STORE_OPEN, &x->g.h.a, out, &found,
	    &x->g.r->trouble.err));
	return found ? DONE : fail(&x->g.r->trouble.err, E_VERIFY, 0,
	    "what was just found is gone; `assay fsck` says more");
}

struct rc
single_ground(struct single *x, struct draft *d)
{
	struct slice id;
	for (size_t i = 0; op_value(x->g.call, "evidence", i) != NULL; i++) {
		TRY(single_resolve(x, op_value(x->g.call, "evidence", i), "evidence", &id));
		draft_ref(d, "based_on", id);
	}
	return DONE;
}

static bool
same_lists(const struct event *a, const struct event *b)
{
	if (a->subject_count != b->subject_count || a->ref_count != b->ref_count)
		return false;
	for (size_t i = 0; i < a->subject_count; i++)
		if (!slice_eq(a->subjects[i], b->subjects[i]))
			return false;
	for (size_t i = 0; i < a->ref_count; i++)
		if (!slice_eq(a->refs[i].rel, b->refs[i].rel) ||
		    !slice_eq(a->refs[i].id, b->refs[i].id))
			return false;
	return true;
}

struct rc
single_same(struct single *x, const struct event *there, struct slice id, const struct draft *d)
{
	struct event v;
	TRY(draft_end(d, &v, &x->g.r->trouble.err));
	event_settle(&v);
	if (!slice_eq(there->actor, x->g.w.actor) || !same_lists(there, &v) ||
	    !value_eq(&there->data, &v.data))
		return DONE;
	x->id = id;
	x->existed = true;
	return DONE;
}

/* Notes may hold what a user or a supplier wrote. */
static void
say_note(const struct single *x)
{
	buf_add_text(&x->g.r->notes, "assay: ");
	text_show(x->note, &x->g.r->notes);
	buf_add_text(&x->g.r->notes, "\n");
}

struct rc
single_say(const struct single *x, const char *schema, const char *word)
{
	struct build b = { .a = x->g.call->a };
	struct value v = value_object();
	value_put(&b, &v, "id", value_string(x->id));
	if (word != NULL)
		value_put(&b, &v, word, value_string(x->about));
	value_put(&b, &v, "existed", value_bool(x->existed));
	TRY(build_end(&b, &x->g.r->trouble.err));
	if (x->note.len > 0)
		say_note(x);
	return object_print(x->g.call, x->g.r, schema, &v);
}
