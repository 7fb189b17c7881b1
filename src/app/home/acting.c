/* app/home/acting.c - a command that records one event. See app/home/acting.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/acting.h"

#include "app/listing.h"
#include "codec/utf8.h"

void
acting_drop(struct acting *x)
{
	writer_drop(&x->w);
	home_drop(&x->h);
	*x = (struct acting){0};
}

/* Who may not, and which roles would let him. */
static struct rc
say_right(struct acting *x, enum event_type type)
{
	struct trouble *t = &x->r->trouble;
	struct slice text = SLICE("");
	if (slice_eq(slice_of(t->err.what), slice_of(fold_why_text(FOLD_OWN_REQUEST))))
		t->err.what = "whoever asked for an exception does not approve it, whatever keys "
		    "or roles they hold";
	if (!slice_eq(slice_of(t->err.what), slice_of(fold_why_text(FOLD_NOT_ENTITLED))))
		return (struct rc){ E_AUTH };
	for (enum role r = ROLE_ADMINISTRATOR; r < ROLE_COUNT; r++)
		if ((event_roles(type) & 1u << r) != 0 && !arena_format(x->call->a, &text,
		    "%.*s%s%s", SLICE_FMT(text), text.len > 0 ? " or " : "", role_name(r)))
			return (struct rc){ E_AUTH };
	if (!arena_format(x->call->a, &text, "not entitled: no role in force that covers this; "
	    "it takes %.*s%c", SLICE_FMT(text), 0) || !arena_copy(x->call->a, x->w.actor,
	    &t->file))
		return (struct rc){ E_AUTH };
	t->err.what = (const char *)text.at;
	return (struct rc){ E_AUTH };
}

/* What an option said can be wrong in an event only as a text: the rest was read here. */
static struct rc
write_it(struct acting *x, const struct draft *d, uint64_t size, bool *moved, struct err *e)
{
	struct event v;
	struct appended done;
	TRY(draft_end(d, &v, e));
	const struct append what = { &v, 1, size };
	struct rc rc = home_append(&x->h, &x->w, &what, &done, moved, e);
	if (rc.code == E_SCHEMA) {
		e->code = E_USAGE;
		return (struct rc){ E_USAGE };
	}
	if (rc.code == E_AUTH)
		return say_right(x, v.type);
	TRY(rc);
	if (!*moved) {
		x->id = done.name;
		x->existed = done.existed;
	}
	return DONE;
}

static struct rc
compose_once(struct acting *x, acting_compose *compose, void *context, struct draft *d,
    uint64_t *size)
{
	struct err *e = &x->r->trouble.err;
	TRY(store_begin_read(x->h.store, e));
	struct rc done = store_size(x->h.store, size, e);
	if (!failed(done))
		done = compose(x, context, d);
	store_rollback(x->h.store);
	return done;
}

struct rc
acting_run(const struct op_call *call, struct op_result *r, struct acting *x,
    acting_compose *compose, void *context)
{
	bool moved = true;
	x->call = call;
	x->r = r;
	TRY(home_open(call, HOME_WRITE, &x->h, &r->trouble));
	TRY(writer_open(call, &x->h, &x->w, &r->trouble));
	for (unsigned round = 0; moved && round < ACTING_ROUNDS_MAX; round++) {
		struct draft d = {0};
		uint64_t size;
		x->note = (struct slice){0};
		TRY(compose_once(x, compose, context, &d, &size));
		if (x->existed)
			return DONE;
		TRY(write_it(x, &d, size, &moved, &r->trouble.err));
	}
	if (moved)
		return fail(&r->trouble.err, E_IO, 0,
		    "others kept writing to the log; try again");
	return x->existed ? DONE : home_publish_now(call, &x->h, &r->trouble);
}

/* --- options ---------------------------------------------------------------------------------- */

/* "--reason", for a message. */
static struct rc
refuse(const struct acting *x, const char *option, const char *what)
{
	struct slice name;
	if (!arena_format(x->call->a, &name, "--%s%c", option, 0))
		return arena_failed(x->call->a, &x->r->trouble.err);
	return trouble_in(&x->r->trouble, (const char *)name.at, fail(&x->r->trouble.err, E_USAGE,
	    0, what));
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
acting_need(const struct acting *x, const char *option, const char *what, struct slice *out)
{
	*out = slice_trim(slice_of(op_value(x->call, option, 0)));
	if (has_controls(*out))
		return refuse(x, option, "control characters cannot be recorded");
	return out->len > 0 ? DONE : refuse(x, option, what);
}

static bool
is_one_of(struct slice text, const char *words)
{
	struct slice left = slice_of(words);
	while (left.len > 0) {
		size_t end = slice_find(left, SLICE(" "), 0);
		end = end == SIZE_MAX ? left.len : end;
		if (slice_eq(slice_sub(left, 0, end), text))
			return true;
		left = slice_sub(left, end + 1, left.len);
	}
	return false;
}

struct rc
acting_word(const struct acting *x, const char *option, const char *words, const char *what,
    const char *otherwise, struct slice *out)
{
	const char *given = op_value(x->call, option, 0);
	*out = slice_of(given != NULL ? given : otherwise);
	if (given == NULL)
		return otherwise != NULL ? DONE : refuse(x, option, what);
	return is_one_of(*out, words) ? DONE : trouble_in(&x->r->trouble, given, fail(
	    &x->r->trouble.err, E_USAGE, 0, what));
}

struct rc
acting_resolve(struct acting *x, const char *text, const char *word, struct slice *out)
{
	struct trouble *t = &x->r->trouble;
	return trouble_in(t, text, state_resolve(x->h.store, slice_of(text), word, STORE_OPEN,
	    &x->h.a, out, &t->err));
}

struct rc
acting_thing(struct acting *x, const char *text, const char *word, struct thing *out)
{
	struct slice id;
	bool found;
	TRY(acting_resolve(x, text, word, &id));
	TRY(state_get(x->h.store, word, id, STORE_OPEN, &x->h.a, out, &found,
	    &x->r->trouble.err));
	return found ? DONE : fail(&x->r->trouble.err, E_VERIFY, 0,
	    "what was just found is gone; `assay fsck` says more");
}

struct rc
acting_ground(struct acting *x, struct draft *d)
{
	struct slice id;
	for (size_t i = 0; op_value(x->call, "evidence", i) != NULL; i++) {
		TRY(acting_resolve(x, op_value(x->call, "evidence", i), "evidence", &id));
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
acting_same(struct acting *x, const struct event *there, struct slice id, const struct draft *d)
{
	struct event v;
	TRY(draft_end(d, &v, &x->r->trouble.err));
	event_settle(&v);
	if (!slice_eq(there->actor, x->w.actor) || !same_lists(there, &v) ||
	    !value_eq(&there->data, &v.data))
		return DONE;
	x->id = id;
	x->existed = true;
	return DONE;
}

/* Notes may hold what a user or a supplier wrote. */
static void
say_note(const struct acting *x)
{
	buf_add_text(&x->r->notes, "assay: ");
	text_show(x->note, &x->r->notes);
	buf_add_text(&x->r->notes, "\n");
}

struct rc
acting_say(const struct acting *x, const char *schema, const char *word)
{
	struct build b = { .a = x->call->a };
	struct value v = value_object();
	value_put(&b, &v, "id", value_string(x->id));
	if (word != NULL)
		value_put(&b, &v, word, value_string(x->about));
	value_put(&b, &v, "existed", value_bool(x->existed));
	TRY(build_end(&b, &x->r->trouble.err));
	if (x->note.len > 0)
		say_note(x);
	return object_print(x->call, x->r, schema, &v);
}
