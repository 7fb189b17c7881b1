/* keep.c - a home under test: what `assay` does through its commands, asked for line by line.
 *
 *   keep append COUNT LABEL [EVERY [GROUP [SIZE]]]
 *       Registers the subjects product:acme/LABEL-0 and so on, in appends of GROUP (else 1),
 *       each with an attribute of SIZE bytes more. For each: "try LABEL-N" before, and after
 *       home_append() has returned "ack LABEL-N POS NAME", or "known ..." when it was there
 *       already. Publishes after every EVERY appends (else never) and says "published".
 *   keep apply
 *       A line of standard input is one event as JSON: as (actor, or absent), type, subjects,
 *       refs ({rel, id}), files ({path, media_type}, kept as bodies), data. Answers
 *       "ack POS NAME", "known POS NAME" or "refused CODE WHY", then reads the next. Publishes
 *       at the end.
 *   keep publish        signs the head, when there is something new.
 *   keep key ACTOR      makes the actor's key and prints its SubjectPublicKeyInfo in base64.
 *   keep list           "POS NAME SUBJECT" for every entry, the log's last checkpoint first:
 *                       "checkpoint SIZE".
 *   keep watch SECONDS  reads the log again and again: positions without a gap, never fewer than
 *                       before, and the root as in the last checkpoint. "watched TIMES".
 *
 * Home and state come from ASSAY_HOME and ASSAY_STATE. Exit statuses are those of assay. Every line
 * is written by one write() as soon as it is true.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/home/draft.h"
#include "app/home/state.h"
#include "app/log/append.h"
#include "app/log/bodies.h"
#include "app/log/tiles.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/base64.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "ledger/note.h"

#define GROUP_MAX 4096

static struct trouble trouble;
static struct op_call call;

static void __attribute__((format(printf, 1, 2)))
say(const char *format, ...)
{
	char line[4096];
	va_list args;
	va_start(args, format);
	int n = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= sizeof(line) || write(STDOUT_FILENO, line, (size_t)n) != n)
		_exit(6);
}

/* --- a loop of appends ------------------------------------------------------------------------ */

struct loop { struct home h; struct writer w; struct slice filler; };

static void
loop_drop(struct loop *l)
{
	writer_drop(&l->w);
	home_drop(&l->h);
}

static struct rc
draft_subject_of(const struct loop *l, const char *label, uint64_t n, struct arena *a,
    struct event *out, struct err *e)
{
	struct draft d = draft_init(EVENT_SUBJECT_REGISTERED, a);
	struct value attributes = value_object();
	struct slice subject;
	if (!arena_format(a, &subject, "product:acme/%s-%llu", label, (unsigned long long)n))
		return arena_failed(a, e);
	if (l->filler.len > 0)
		value_put(&d.b, &attributes, "filler", value_string(l->filler));
	draft_subject(&d, subject);
	draft_text(&d, "title", SLICE("made by a test"));
	draft_value(&d, "attributes", attributes);
	draft_texts(&d, "part_of", NULL, 0);
	draft_value(&d, "parties", value_array());
	draft_value(&d, "aliases", value_array());
	return draft_end(&d, out, e);
}

static struct rc
append_group(struct loop *l, const char *label, uint64_t first, size_t count, struct err *e)
{
	AUTO(arena) a = arena_init(MIB(256));
	struct event *events = ARENA_ARRAY(&a, struct event, count);
	struct appended *done = ARENA_ARRAY(&a, struct appended, count);
	bool moved;
	if (events == NULL || done == NULL)
		return arena_failed(&a, e);
	for (size_t i = 0; i < count; i++) {
		TRY(draft_subject_of(l, label, first + i, &a, &events[i], e));
		say("try %s-%llu\n", label, (unsigned long long)(first + i));
	}
	const struct append what = { events, count, ANY_SIZE, NULL };
	TRY(home_append(&l->h, &l->w, &what, done, &moved, e));
	for (size_t i = 0; i < count; i++)
		say("%s %s-%llu %llu %.*s\n", done[i].existed ? "known" : "ack", label,
		    (unsigned long long)(first + i), (unsigned long long)done[i].pos,
		    SLICE_FMT(done[i].name));
	return DONE;
}

static uint64_t
number(char **argv, int argc, int n, uint64_t otherwise)
{
	uint64_t v;
	if (n >= argc)
		return otherwise;
	if (!slice_to_u64(slice_of(argv[n]), &v))
		exit(2);
	return v;
}

static struct rc
do_append(int argc, char **argv)
{
	AUTO(loop) l = {0};
	uint64_t count = number(argv, argc, 0, 0), every = number(argv, argc, 2, 0), appends = 0;
	uint64_t group = number(argv, argc, 3, 1), size = number(argv, argc, 4, 0);
	char *filler = malloc(size + 1);
	if (argc < 2 || group == 0 || group > GROUP_MAX || size > KIB(32) || filler == NULL)
		exit(2);
	memset(filler, 'f', size);
	l.filler = (struct slice){ (const uint8_t *)filler, size };
	struct rc done = home_open(&call, HOME_WRITE, &l.h, &trouble);
	if (!failed(done))
		done = writer_open(&call, &l.h, &l.w, &trouble);
	for (uint64_t n = 0; n < count && !failed(done); n += group) {
		size_t some = (size_t)(count - n < group ? count - n : group);
		done = append_group(&l, argv[1], n, some, &trouble.err);
		if (failed(done) || every == 0 || ++appends % every != 0)
			continue;
		done = home_publish_now(&call, &l.h, &trouble);
		if (!failed(done))
			say("published\n");
	}
	free(filler);
	return done;
}

/* --- events as JSON --------------------------------------------------------------------------- */

static struct rc
keep_files(struct home *h, const struct value *files, struct draft *d, struct arena *a,
    struct err *e)
{
	for (size_t i = 0; files != NULL && i < files->count; i++) {
		AUTO(file) f = { .fd = -1 };
		struct event_body body;
		struct slice path, type;
		if (!arena_join(a, value_text(value_get(&files->items[i], SLICE("path"))),
		    SLICE("\0"), &path) || !arena_join(a, value_text(value_get(&files->items[i],
		    SLICE("media_type"))), SLICE("\0"), &type))
			return arena_failed(a, e);
		TRY(file_open((const char *)path.at, true, &f, e));
		TRY(body_keep_file(h, &f, (const char *)type.at, a, &body, e));
		draft_body(d, &body);
	}
	return DONE;
}

static struct rc
draft_line(struct home *h, const struct value *v, struct arena *a, struct event *out,
    struct err *e)
{
	enum event_type type = event_type_find(value_text(value_get(v, SLICE("type"))));
	const struct value *subjects = value_get(v, SLICE("subjects"));
	const struct value *refs = value_get(v, SLICE("refs")), *data = value_get(v, SLICE("data"));
	if (type == EVENT_NONE || data == NULL)
		return fail(e, E_USAGE, 0, "no event of this program");
	struct draft d = draft_init(type, a);
	for (size_t i = 0; subjects != NULL && i < subjects->count; i++)
		draft_subject(&d, subjects->items[i].text);
	for (size_t i = 0; refs != NULL && i < refs->count; i++) {
		struct slice rel;
		if (!arena_join(a, value_text(value_get(&refs->items[i], SLICE("rel"))),
		    SLICE("\0"), &rel))
			return arena_failed(a, e);
		draft_ref(&d, (const char *)rel.at, value_text(value_get(&refs->items[i],
		    SLICE("id"))));
	}
	TRY(keep_files(h, value_get(v, SLICE("files")), &d, a, e));
	for (size_t i = 0; i < data->count; i++)
		value_put_slice(&d.b, &d.v.data, data->members[i].name, data->members[i].value);
	return draft_end(&d, out, e);
}

static struct rc
apply_line(struct home *h, struct slice line, struct arena *a, struct appended *done,
    struct err *e)
{
	AUTO(writer) w = {0};
	struct op_value as = { &(struct op_param){ .name = "as" }, NULL };
	struct op_call one = call;
	struct value v;
	struct event event;
	struct slice actor;
	bool moved;
	TRY(json_tree(line, DOCUMENT_BYTES_MAX, a, &v, e));
	if (value_get(&v, SLICE("as")) != NULL) {
		if (!arena_join(a, value_text(value_get(&v, SLICE("as"))), SLICE("\0"), &actor))
			return arena_failed(a, e);
		as.text = (const char *)actor.at;
		one.values = &as;
		one.count = 1;
	}
	struct trouble t = {0};
	struct rc opened = writer_open(&one, h, &w, &t);
	if (failed(opened))
		return fail(e, opened.code, 0, t.err.what);
	TRY(draft_line(h, &v, a, &event, e));
	const struct append what = { &event, 1, ANY_SIZE, NULL };
	return home_append(h, &w, &what, done, &moved, e);
}

static struct rc
apply_to(struct home *h)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	while ((n = getline(&line, &cap, stdin)) > 0) {
		AUTO(arena) a = arena_init(MIB(64));
		struct appended done = {0};
		struct err e = {0};
		struct slice text = { (const uint8_t *)line, (size_t)n };
		if (failed(apply_line(h, text, &a, &done, &e)))
			say("refused %s %s\n", code_name(e.code), e.what);
		else
			say("%s %llu %.*s\n", done.existed ? "known" : "ack",
			    (unsigned long long)done.pos, SLICE_FMT(done.name));
	}
	free(line);
	return home_publish_now(&call, h, &trouble);
}

static struct rc
do_apply(int argc, char **argv)
{
	AUTO(home) h = {0};
	(void)argc;
	(void)argv;
	TRY(home_open(&call, HOME_WRITE, &h, &trouble));
	return apply_to(&h);
}

static struct rc
do_publish(int argc, char **argv)
{
	AUTO(home) h = {0};
	(void)argc;
	(void)argv;
	TRY(home_open(&call, HOME_WRITE, &h, &trouble));
	return home_publish_now(&call, &h, &trouble);
}

static struct rc
do_key(int argc, char **argv)
{
	AUTO(home) h = {0};
	AUTO(secret_key) secret = {0};
	AUTO(buf) text = buf_init(KIB(4));
	struct key public;
	const char *method;
	if (argc < 1)
		exit(2);
	TRY(home_open(&call, HOME_READ, &h, &trouble));
	const char *name = key_file_name(&h.a, slice_of(argv[0]));
	if (name == NULL)
		return arena_failed(&h.a, &trouble.err);
	TRY(key_file_make(&call, h.path, name, &h.a, &h.bag, &secret, &public, &method, &trouble));
	base64_write(public.spki, &text);
	TRY(buf_end(&text, &trouble.err));
	say("%.*s\n", SLICE_FMT(buf_slice(&text)));
	return DONE;
}

/* --- reading ---------------------------------------------------------------------------------- */

static struct rc
list_entry(void *context, const struct store_entry *entry, struct err *e)
{
	AUTO(arena) a = arena_init(MIB(4));
	AUTO(buf) hex = buf_init(2 * SHA256_BYTES);
	struct slice payload, key_id, signature;
	struct event v;
	(void)context;
	TRY(envelope_decode(entry->envelope, &a, &payload, &key_id, &signature, e));
	TRY(event_decode(payload, &a, &v, e));
	const char *prefix = event_prefix(v.type);
	hex_write(entry->event_id, &hex);
	struct slice subject = v.subject_count > 0 ? v.subjects[0] : SLICE("-");
	say("%llu %s:%.*s %.*s\n", (unsigned long long)entry->pos, prefix[0] != 0 ? prefix :
	    "event", SLICE_FMT(buf_slice(&hex)), SLICE_FMT(subject));
	return DONE;
}

static struct rc
do_list(int argc, char **argv)
{
	AUTO(home) h = {0};
	struct slice note;
	uint64_t size = 0;
	bool found;
	(void)argc;
	(void)argv;
	TRY(home_open(&call, HOME_READ, &h, &trouble));
	TRY(store_begin_read(h.store, &trouble.err));
	TRY(store_checkpoint_last(h.store, UINT64_MAX, &h.a, &size, &note, &found, &trouble.err));
	say("checkpoint %llu\n", (unsigned long long)size);
	return store_entry_each(h.store, 0, UINT64_MAX, list_entry, NULL, &trouble.err);
}

static struct rc
count_entry(void *context, const struct store_entry *entry, struct err *e)
{
	uint64_t *next = context;
	return entry->pos == (*next)++ ? DONE : fail(e, E_VERIFY, entry->pos, "a gap in the log");
}

/* One moment of the log. size: of the moment before. */
static struct rc
look(struct home *h, uint64_t *size, struct err *e)
{
	AUTO(arena) a = arena_init(MIB(1));
	struct tile_reader tiles = tiles_reader(h->store);
	struct checkpoint c;
	struct note note;
	struct slice bytes;
	struct digest root;
	uint64_t next = 0, its_size;
	bool found;
	TRY(store_entry_each(h->store, 0, UINT64_MAX, count_entry, &next, e));
	if (next < *size)
		return fail(e, E_VERIFY, next, "fewer entries than before");
	*size = next;
	TRY(store_checkpoint_last(h->store, UINT64_MAX, &a, &its_size, &bytes, &found, e));
	if (!found || its_size > next)
		return fail(e, E_VERIFY, next, "a checkpoint is missing, or ahead of the entries");
	TRY(note_decode(bytes, &a, &note, e));
	TRY(note_check(&note, home_origin_at(h, its_size), &h->log_key, e));
	TRY(checkpoint_decode(note.text, &a, &c, e));
	TRY(tree_root(&tiles, its_size, &root, e));
	return digest_eq(&root, &c.root) ? DONE : fail(e, E_VERIFY, its_size,
	    "the root is not that of the checkpoint");
}

static struct rc
do_watch(int argc, char **argv)
{
	AUTO(home) h = {0};
	time_t end = time(NULL) + (time_t)number(argv, argc, 0, 1);
	uint64_t size = 0;
	unsigned long times = 0;
	TRY(home_open(&call, HOME_READ, &h, &trouble));
	while (time(NULL) <= end) {
		TRY(store_begin_read(h.store, &trouble.err));
		struct rc done = look(&h, &size, &trouble.err);
		store_rollback(h.store);
		TRY(done);
		times++;
		(void)usleep(2000);
	}
	say("watched %lu %llu\n", times, (unsigned long long)size);
	return DONE;
}

static const struct { const char *name; struct rc (*run)(int argc, char **argv); } verbs[] = {
	{ "append", do_append }, { "apply", do_apply }, { "key", do_key }, { "list", do_list },
	{ "publish", do_publish }, { "watch", do_watch },
};

static struct rc
start(struct arena *a)
{
	const char *now = getenv("ASSAY_NOW");
	call.a = a;
	call.now_given = now != NULL;
	call.now_ms = clock_now_ms();
	TRY(ops_start(&trouble.err));
	return now == NULL ? DONE : time_parse(slice_of(now), TIME_BEGINNING, &call.now_ms,
	    &trouble.err);
}

int
main(int argc, char **argv)
{
	AUTO(arena) a = arena_init(MIB(64));
	struct rc done = start(&a);
	size_t n = 0;
	while (n < COUNT(verbs) && (argc < 2 || strcmp(argv[1], verbs[n].name) != 0))
		n++;
	if (n == COUNT(verbs))
		return 2;
	if (!failed(done))
		done = verbs[n].run(argc - 2, argv + 2);
	if (failed(done) && trouble.err.what != NULL)
		fprintf(stderr, "keep: %s (%s)\n", trouble.err.what, code_name(done.code));
	return failed(done) ? code_status(done.code) : 0;
}
