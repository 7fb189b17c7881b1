/* app/ops/ops_init.c - `assay init`: a home with its log, keys, and one person. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/home/catalogues.h"
#include "app/home/draft.h"
#include "app/inspect/criteria_source.h"
#include "app/listing.h"
#include "app/log/append.h"
#include "app/log/bodies.h"
#include "base/file.h"
#include "base/limits.h"
#include "catalog/shipped.h"
#include "codec/hex.h"
#include "ledger/note.h"
#include "subject/subject.h"

/* Digits of the log key's id in an origin that nobody chose. */
#define ORIGIN_DIGITS 16
#define FIRST_PERSON "first"
/* The store, a grant for each role, the catalogues, the criteria. */
#define FIRST_EVENTS_MAX 64

/* A home on its way: made beside its place, and put there when all of it stands. */
struct founding {
	const struct op_call	*call;
	struct home		 h;
	struct writer		 w;
	struct secret_key	 log_secret;
	const char		*place, *work;	/* where it goes; where it is made */
	struct slice		 party, title;
	struct span		 span;
	struct trouble		*t;
};

static void
founding_drop(struct founding *f)
{
	secret_key_drop(&f->log_secret);
	writer_drop(&f->w);
	home_drop(&f->h);
}

/* --- names ------------------------------------------------------------------------------------ */

static struct rc
read_names(struct founding *f, struct err *e)
{
	struct subject s;
	const char *name = op_value(f->call, "name", 0), *person = op_value(f->call, "person", 0);
	struct slice org = slice_of(name);
	if (name == NULL)
		return trouble_in(f->t, "--name", fail(e, E_USAGE, 0,
		    "expected the organisation's name, e.g. --name acme"));
	if (!arena_format(&f->h.a, &f->party, "party:%s", name) || !arena_format(&f->h.a,
	    &f->w.actor, "person:%s/%s", name, person != NULL ? person : FIRST_PERSON))
		return arena_failed(&f->h.a, e);
	if (failed(subject_parse(f->party, &s, NULL)))
		return trouble_in(f->t, name, fail(e, E_USAGE, 0,
		    "expected 1 to 63 of a-z 0-9 - . as the organisation's name"));
	if (failed(subject_parse(f->w.actor, &s, NULL)))
		return trouble_in(f->t, person, fail(e, E_USAGE, 0, "expected a name of A-Z a-z "
		    "0-9 - . _ ~ + for the person; a pseudonym will do"));
	f->title = op_value(f->call, "title", 0) != NULL ? slice_of(op_value(f->call, "title", 0)) :
	    org;
	f->h.organisation = f->party;
	return DONE;
}

static struct rc
choose_origin(struct founding *f, struct err *e)
{
	const char *given = op_value(f->call, "origin", 0);
	struct slice org = slice_sub(f->party, 6, f->party.len);
	if (given != NULL) {
		f->h.origin = slice_of(given);
		return note_name_is_good(f->h.origin) ? DONE : trouble_in(f->t, given, fail(e,
		    E_USAGE, 0, "an origin is a name without blanks and +, at most 255 bytes, like "
		    "acme.example/evidence"));
	}
	struct slice digits = slice_sub(f->h.log_key.id, 7, 7 + ORIGIN_DIGITS);
	return arena_format(&f->h.a, &f->h.origin, "%.*s.assay.invalid/%.*s", SLICE_FMT(org),
	    SLICE_FMT(digits)) ? DONE : arena_failed(&f->h.a, e);
}

/* --- the place -------------------------------------------------------------------------------- */

/* An empty folder may be where the home goes; anything else may not. */
static struct rc
look_at_place(struct founding *f, struct err *e)
{
	enum file_kind kind;
	uint64_t size;
	struct walk_entry *entries;
	size_t count = 0;
	if (failed(file_kind_of(f->place, true, &kind, &size, NULL)))
		return DONE;
	if (kind == FILE_FOLDER)
		TRY(trouble_in(f->t, f->place, file_walk(f->place, &f->h.a, &entries, &count, e)));
	if (kind == FILE_FOLDER && count == 0)
		return DONE;
	return trouble_in(f->t, f->place, fail(e, E_USAGE, 0,
	    "something is there already; name another folder with --home"));
}

static struct rc
make_work(struct founding *f, struct err *e)
{
	uint8_t random[8];
	struct slice path;
	AUTO(buf) hex = buf_init(2 * sizeof(random));
	TRY(random_bytes(random, sizeof(random), e));
	hex_write((struct slice){ random, sizeof(random) }, &hex);
	TRY(buf_end(&hex, e));
	size_t n = strlen(f->place);
	while (n > 1 && f->place[n - 1] == '/')
		n--;
	if (!arena_format(&f->h.a, &path, "%.*s.assay-tmp-%.*s%c", (int)n, f->place,
	    SLICE_FMT(buf_slice(&hex)), 0))
		return arena_failed(&f->h.a, e);
	f->work = (const char *)path.at;
	f->h.path = f->work;
	return trouble_in(f->t, f->work, file_make_folder(f->work, 0700, e));
}

static struct rc
write_settings(struct founding *f, struct err *e)
{
	AUTO(buf) text = buf_init(KIB(4));
	const char *path = home_join(&f->h.a, f->work, "settings.yaml");
	if (path == NULL)
		return arena_failed(&f->h.a, e);
	buf_addf(&text, "# Nothing in this file can change a verdict.\n"
	    "# Who acts when neither --as nor ASSAY_ACTOR says:\nactor: \"%.*s\"\n",
	    SLICE_FMT(f->w.actor));
	TRY(buf_end(&text, e));
	return trouble_in(f->t, path, file_write_durable(path, buf_slice(&text), 0600, e));
}

static struct rc
make_keys(struct founding *f, struct err *e)
{
	const char *method, *name = key_file_name(&f->h.a, f->w.actor);
	if (name == NULL)
		return arena_failed(&f->h.a, e);
	TRY(key_file_make(f->call, f->work, "log.pem", &f->h.a, &f->h.bag, &f->log_secret,
	    &f->h.log_key, &method, f->t));
	return key_file_make(f->call, f->work, name, &f->h.a, &f->h.bag, &f->w.secret, &f->w.key,
	    &f->w.method, f->t);
}

static struct rc
make_store(struct founding *f, struct err *e)
{
	const char *db = home_join(&f->h.a, f->work, "assay.db");
	if (db == NULL)
		return arena_failed(&f->h.a, e);
	return trouble_in(f->t, f->place, store_open(db, STORE_CREATE, &f->h.store, e));
}

/* --- the first events ------------------------------------------------------------------------- */

static struct rc
draft_store(struct founding *f, struct event *out, struct err *e)
{
	struct draft d = draft_init(EVENT_STORE_CREATED, &f->h.a);
	draft_subject(&d, f->party);
	draft_text(&d, "organisation", f->party);
	draft_text(&d, "title", f->title);
	draft_base64(&d, "log_key", f->h.log_key.spki);
	draft_base64(&d, "actor_key", f->w.key.spki);
	draft_word(&d, "method", f->w.method);
	draft_word(&d, "program", "assay " ASSAY_VERSION);
	return draft_end(&d, out, e);
}

static struct rc
draft_role(struct founding *f, enum role role, struct event *out, struct err *e)
{
	struct draft d = draft_init(EVENT_ROLE_GRANTED, &f->h.a);
	draft_subject(&d, f->w.actor);
	draft_text(&d, "actor", f->w.actor);
	draft_word(&d, "role", role_name(role));
	draft_texts(&d, "scope", NULL, 0);
	draft_null(&d, "from");
	draft_null(&d, "until");
	draft_word(&d, "ground", "self-appointed");
	return draft_end(&d, out, e);
}

static struct rc
draft_catalogue(struct founding *f, struct slice digest, struct slice name, struct slice edition,
    struct event *out, struct err *e)
{
	struct event_body body;
	struct draft d = draft_init(EVENT_CATALOGUE_ADOPTED, &f->h.a);
	TRY(body_keep(&f->h, shipped_data_bytes(digest), "application/json",
	    &f->h.a, &body, e));
	draft_subject(&d, f->party);
	draft_text(&d, "name", name);
	draft_text(&d, "edition", edition);
	draft_body(&d, &body);
	return draft_end(&d, out, e);
}

/* The criteria that ship, so that the first acceptance needs no others. */
static struct rc
draft_criteria(struct founding *f, const struct shipped_data *data, struct event *out,
    struct err *e)
{
	struct criteria_source c;
	struct event_body body;
	struct draft d = draft_init(EVENT_CRITERIA_PUBLISHED, &f->h.a);
	AUTO(buf) notes = buf_init(KIB(64));
	TRY(criteria_source_load(NULL, &data->kinds, &f->h.a, &c, &notes, f->t));
	TRY(body_keep(&f->h, c.text, "application/yaml", &f->h.a, &body, e));
	draft_subject(&d, f->party);
	draft_text(&d, "name", c.criteria->name);
	draft_text(&d, "version", c.criteria->version);
	draft_text(&d, "decision", c.criteria->decision);
	draft_body(&d, &body);
	return draft_end(&d, out, e);
}

static struct rc
first_events(struct founding *f, struct err *e)
{
	struct shipped_data data;
	struct event events[FIRST_EVENTS_MAX];
	struct appended done[FIRST_EVENTS_MAX];
	size_t n = 0;
	bool moved;
	TRY(shipped_data_load(&f->h.a, &data, e));
	TRY(draft_store(f, &events[n++], e));
	for (enum role r = ROLE_ADMINISTRATOR; r < ROLE_COUNT; r++)
		TRY(draft_role(f, r, &events[n++], e));
	if (n + data.catalogues.count + 2 > COUNT(events))
		BUG("more catalogues ship than a founding has room for");
	for (size_t i = 0; i < data.catalogues.count; i++) {
		const struct catalog *c = data.catalogues.at[i];
		TRY(draft_catalogue(f, c->digest, c->name, c->edition, &events[n++], e));
	}
	TRY(draft_catalogue(f, data.kinds_digest, KINDS_NAME, SLICE(""), &events[n++], e));
	TRY(draft_criteria(f, &data, &events[n++], e));
	const struct append what = { events, n, 0, NULL };
	TRY(home_append(&f->h, &f->w, &what, done, &moved, e));
	return home_publish(&f->h, &f->log_secret, e);
}

static struct rc
found(struct founding *f, struct err *e)
{
	TRY(home_paths(f->call, &f->h.a, &f->place, &f->h.state_path, e));
	TRY(read_names(f, e));
	TRY(look_at_place(f, e));
	TRY(make_work(f, e));
	TRY(make_keys(f, e));
	TRY(choose_origin(f, e));
	f->span = (struct span){ 0, f->h.origin };
	f->h.spans = &f->span;
	f->h.span_count = 1;
	TRY(write_settings(f, e));
	TRY(make_store(f, e));
	TRY(first_events(f, e));
	store_close(f->h.store);
	f->h.store = NULL;
	return trouble_in(f->t, f->place, file_rename(f->work, f->place, e));
}

static struct rc
say(struct founding *f, struct op_result *r)
{
	struct build b = { .a = f->call->a };
	struct value v = value_object();
	AUTO(buf) key = buf_init(KIB(1));
	TRY(note_verifier_encode(f->h.origin, &f->h.log_key, &key, &r->trouble.err));
	TRY(buf_end(&key, &r->trouble.err));
	value_put(&b, &v, "home", value_string(slice_of(f->place)));
	value_put(&b, &v, "organisation", value_string(f->party));
	value_put(&b, &v, "actor", value_string(f->w.actor));
	value_put(&b, &v, "origin", value_string(f->h.origin));
	value_put(&b, &v, "log_verifier", value_string(buf_slice(&key)));
	TRY(build_end(&b, &r->trouble.err));
	buf_addf(&r->notes, "assay: keep a copy of %s/keys, and give the log_verifier to whoever "
	    "will check your log\n", f->place);
	return object_print(f->call, r, "assay/init/1", &v);
}

/* What a failure names may live in the arena of the home that goes. */
static void
keep_name(struct arena *a, struct slice *name)
{
	if (name->len > 0 && !arena_copy(a, *name, name))
		*name = SLICE("");
}

struct rc
op_init(const struct op_call *call, struct op_result *r)
{
	AUTO(founding) f = { .call = call, .h = { .a = arena_init(MIB(128)), .said = call->a },
	    .t = &r->trouble, .w = { .now_ms = call->now_ms, .now_given = call->now_given } };
	struct rc done = found(&f, &r->trouble.err);
	if (!failed(done))
		return say(&f, r);
	store_close(f.h.store);
	f.h.store = NULL;
	if (f.work != NULL)
		file_discard_folder(f.work);	/* made by this command alone */
	keep_name(call->a, &r->trouble.file);
	keep_name(call->a, &r->trouble.place);
	return done;
}
