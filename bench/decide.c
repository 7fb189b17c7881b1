/* decide.c - what evaluation, decisions and their replay cost, beside the machine's own rates.
 *
 *   bench-decide FOLDER ASSAY SUBJECT DECISIONS
 *
 * FOLDER holds what bench/decide made: home-many, with criteria "bench", and home-small. Measured:
 * evaluation of the gathered case of home-many; the whole command `assess` on it, as a process of
 * its own, its files read before; decisions on home-small, the first 200 and the last 12 each
 * made, signed and on the disk by what `decide` calls, those between by the same without the look
 * at the log; their replay, one after the other, by what `decision replay` calls; resident memory.
 * Evaluation and replay are given in processor time. bench/decide calls it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/decision/decide.h"
#include "app/decision/decision_draft.h"
#include "app/decision/replay.h"
#include "app/home/catalogues.h"
#include "base/limits.h"
#include "base/pool.h"
#include "criteria/evaluate.h"
#include "machine.h"

#define EVALUATIONS 200
#define COMMANDS 21
#define COMMAND_MEMORY ((size_t)4 << 30)
/* Decisions that are timed one by one, when there are few and when there are many. */
#define SAMPLE 200u
#define ONE_MORE 12u
/* Decisions that are made in one opening of the home. */
#define TOGETHER 50

extern char **environ;

struct bench {
	const char	*folder, *assay;
	struct slice	 subject;
	struct rates	 rates;
};

/* "FOLDER/home-NAME" and its state become those that are meant. */
static void
use_home(const struct bench *b, const char *name)
{
	char path[PATH_BYTES_MAX];
	(void)snprintf(path, sizeof(path), "%s/home-%s", b->folder, name);
	if (setenv("ASSAY_HOME", path, 1) != 0)
		exit(1);
	(void)snprintf(path, sizeof(path), "%s/state-%s", b->folder, name);
	if (setenv("ASSAY_STATE", path, 1) != 0)
		exit(1);
}

/* The instant of the example, and `ms` after it. */
static struct op_call
call_at(struct arena *a, int64_t ms)
{
	struct op_call call = { .a = a, .now_given = true };
	struct err e = {0};
	must(time_parse(SLICE("2026-06-30T12:00:00Z"), TIME_BEGINNING, &call.now_ms, &e), "time",
	    &e);
	call.now_ms += ms;
	return call;
}

/* --- evaluation ------------------------------------------------------------------------------- */

/* What is kept of the subject, assessed once. Transaction and home stay open. */
static void
assess(const struct bench *b, const struct op_call *call, const char *criteria, struct home *h,
    struct assessed *x)
{
	struct trouble t = {0};
	static struct published p;
	struct question q = { .subject = b->subject, .valid_at_ms = call->now_ms,
	    .threads = pool_default_threads() };
	must(home_open(call, HOME_READ, h, &t), "open", &t.err);
	must(store_begin_read(h->store, &t.err), "read", &t.err);
	must(store_size(h->store, &q.known, &t.err), "read", &t.err);
	must(shipped_data_load(call->a, &x->data, &t.err), "data", &t.err);
	must(published_find(h, criteria, q.known, &x->data.kinds, call->a, &p, &t), "criteria",
	    &t.err);
	x->input.criteria = &p.source;
	must(assess_run(&q, h, call->a, x, &t), "assess", &t.err);
}

static void
evaluations(const struct bench *b)
{
	static double seconds[EVALUATIONS];
	AUTO(arena) a = arena_init(COMMAND_MEMORY);
	AUTO(home) h = {0};
	AUTO(assessed) x = assessed_init();
	const struct op_call call = call_at(&a, 0);
	struct err e = {0};
	use_home(b, "many");
	assess(b, &call, "bench", &h, &x);
	const struct evaluation ask = { .form = &x.inspection.form,
	    .criteria = x.input.criteria->criteria, .kinds = &x.data.kinds };
	for (size_t i = 0; i < EVALUATIONS; i++) {
		AUTO(arena) once = arena_init(COMMAND_MEMORY);
		struct assessment made;
		double begin = now_busy();
		must(evaluate(&ask, &once, &made, &e), "evaluate", &e);
		seconds[i] = now_busy() - begin;
	}
	qsort(seconds, EVALUATIONS, sizeof(*seconds), by_time);
	double median = seconds[EVALUATIONS / 2];
	printf("evaluation of %zu criteria over %zu items, %zu assets in %zu parts: median %.2f ms "
	    "(goal: 5), fastest %.2f ms, 99th percentile %.2f ms; the median is %.0f checks of one "
	    "core\n",
	    ask.criteria->count, ask.form->item_count, ask.form->scope.asset_count,
	    x.inspection.assessment.part_count, median * 1e3, seconds[0] * 1e3,
	    seconds[EVALUATIONS * 99 / 100] * 1e3, median * b->rates.check);
}

/* --- the command ------------------------------------------------------------------------------ */

/* Seconds by the wall's clock, and of all processors together. */
struct took { double wall, busy; };

static struct took
run_command(const struct bench *b)
{
	char subject[SUBJECT_BYTES_MAX + 1] = {0};
	char *words[] = { (char *)(uintptr_t)b->assay, "assess", subject, "--criteria", "bench",
	    "--json", NULL };
	posix_spawn_file_actions_t quiet;
	struct rusage used;
	pid_t child;
	int status;
	memcpy(subject, b->subject.at, b->subject.len);
	if (posix_spawn_file_actions_init(&quiet) != 0 || posix_spawn_file_actions_addopen(&quiet,
	    STDOUT_FILENO, "/dev/null", O_WRONLY, 0) != 0)
		exit(1);
	double begin = now();
	if (posix_spawn(&child, b->assay, &quiet, NULL, words, environ) != 0 ||
	    wait4(child, &status, 0, &used) != child)
		exit(1);
	struct took took = { .wall = now() - begin, .busy = (double)used.ru_utime.tv_sec +
	    (double)used.ru_stime.tv_sec + (double)(used.ru_utime.tv_usec +
	    used.ru_stime.tv_usec) / 1e6 };
	(void)posix_spawn_file_actions_destroy(&quiet);
	if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 1 &&
	    WEXITSTATUS(status) != 3)) {
		fprintf(stderr, "bench: assess ended with status %d\n", status);
		exit(1);
	}
	return took;
}

static void
commands(const struct bench *b)
{
	static double wall[COMMANDS], busy[COMMANDS];
	use_home(b, "many");
	(void)run_command(b);
	for (size_t i = 0; i < COMMANDS; i++) {
		struct took took = run_command(b);
		wall[i] = took.wall;
		busy[i] = took.busy;
	}
	qsort(wall, COMMANDS, sizeof(*wall), by_time);
	qsort(busy, COMMANDS, sizeof(*busy), by_time);
	printf("the whole command `assess` on it: median %.1f ms (goal: 100), fastest %.1f ms; of "
	    "processor time %.1f ms, %.0f checks of one core\n", wall[COMMANDS / 2] * 1e3,
	    wall[0] * 1e3, busy[COMMANDS / 2] * 1e3, busy[COMMANDS / 2] * b->rates.check);
}

/* --- decisions -------------------------------------------------------------------------------- */

/* One decision as `decide` makes it: home, key and log are opened and closed, nothing is kept in
 * memory from one to the next. wish: its proposal and outcome are those of an assessment. */
static void
decide_once(const struct decision_wish *wish, int64_t ms)
{
	AUTO(arena) a = arena_init(COMMAND_MEMORY);
	AUTO(home) h = {0};
	AUTO(writer) w = {0};
	const struct op_call call = call_at(&a, ms);
	struct trouble t = {0};
	struct decided done;
	must(home_open(&call, HOME_WRITE, &h, &t), "open", &t.err);
	must(writer_open(&call, &h, &w, &t), "open", &t.err);
	must(decide(&call, &h, &w, wish, &done, &t), "decide", &t.err);
	if (done.refused != REFUSED_NOT)
		must(fail(&t.err, E_VERIFY, 0, "a decision was refused"), "decide", &t.err);
	must(home_publish_now(&call, &h, &t), "publish", &t.err);
}

/* The same decision without looking whether the log holds, and published with those that follow:
 * to have many soon. The home stays open. */
static void
decide_unseen(struct home *h, const struct writer *w, const struct decision_wish *wish, int64_t ms)
{
	AUTO(arena) a = arena_init(COMMAND_MEMORY);
	AUTO(assessed) x = assessed_init();
	const struct op_call call = call_at(&a, ms);
	struct trouble t = {0};
	static struct published p;
	struct question q = { .subject = wish->subject, .valid_at_ms = call.now_ms,
	    .threads = pool_default_threads() };
	struct event v;
	struct appended done;
	size_t conditions;
	bool moved;
	must(store_begin_read(h->store, &t.err), "read", &t.err);
	must(store_size(h->store, &q.known, &t.err), "read", &t.err);
	must(catalogues_known(h, q.known, &a, &x.data, &t.err), "catalogues", &t.err);
	must(published_find(h, NULL, q.known, &x.data.kinds, &a, &p, &t), "criteria", &t.err);
	x.input.criteria = &p.source;
	must(assess_run(&q, h, &a, &x, &t), "assess", &t.err);
	store_rollback(h->store);
	const struct decision_parts parts = { .wish = wish, .x = &x, .criteria = &p,
	    .known = q.known, .valid_at_ms = call.now_ms, .proposed = wish->outcome,
	    .writer = w };
	must(decision_draft(&call, h, &parts, &v, &conditions, &t.err), "draft", &t.err);
	const struct append what = { &v, 1, q.known, NULL };
	must(home_append(h, w, &what, &done, &moved, &t.err), "append", &t.err);
}

static void
decide_many(const struct decision_wish *wish, uint64_t from, uint64_t to)
{
	AUTO(arena) a = arena_init(COMMAND_MEMORY);
	AUTO(home) h = {0};
	AUTO(writer) w = {0};
	struct op_call call = call_at(&a, (int64_t)from);
	struct trouble t = {0};
	must(home_open(&call, HOME_WRITE, &h, &t), "open", &t.err);
	must(writer_open(&call, &h, &w, &t), "open", &t.err);
	for (uint64_t i = from; i < to; i++) {
		w.now_ms = call.now_ms + (int64_t)(i - from);
		decide_unseen(&h, &w, wish, (int64_t)i);
	}
	must(home_publish_now(&call, &h, &t), "publish", &t.err);
}

static void
first_wish(const struct bench *b, struct arena *a, struct decision_wish *wish)
{
	AUTO(home) h = {0};
	AUTO(assessed) x = assessed_init();
	const struct op_call call = call_at(a, 0);
	assess(b, &call, NULL, &h, &x);
	wish->outcome = x.inspection.assessment.proposal;
	if (!arena_copy(a, x.inspection.result_digest, &wish->proposal))
		exit(1);
	printf("a decision: %zu criteria, %zu items, %zu assets; case %zu bytes, assessment %zu "
	    "bytes\n", x.input.criteria->criteria->count, x.inspection.form.item_count,
	    x.inspection.form.scope.asset_count, x.inspection.case_bytes.len,
	    x.inspection.assessment_bytes.len);
}

/* One more on a log with so many, as the first one that looks at the entries since the last note,
 * and then from the note that it leaves. */
static void
one_more(const struct decision_wish *wish, uint64_t count)
{
	static double busy[ONE_MORE];
	for (uint64_t i = 0; i < ONE_MORE; i++) {
		double begin = now_all();
		decide_once(wish, (int64_t)(count + i));
		busy[i] = now_all() - begin;
	}
	double first = busy[0];
	qsort(busy + 1, ONE_MORE - 1, sizeof(*busy), by_time);
	printf("one more on %llu decisions: of processor time %.0f ms where all since the first "
	    "%u are looked at, then %.0f ms (median of %u)\n", (unsigned long long)count,
	    first * 1e3, SAMPLE, busy[ONE_MORE / 2] * 1e3, ONE_MORE - 1);
}

/* All in all `count`: the first SAMPLE and the last ONE_MORE each as `decide` makes it. */
static void
decisions(const struct bench *b, uint64_t count)
{
	AUTO(arena) a = arena_init(COMMAND_MEMORY);
	struct decision_wish wish = { .subject = b->subject, .reason = SLICE("made by a bench"),
	    .valid_at_ms = TIME_UNKNOWN };
	uint64_t some = count < SAMPLE ? count : SAMPLE;
	use_home(b, "small");
	first_wish(b, &a, &wish);
	double begin = now();
	for (uint64_t i = 0; i < some; i++)
		decide_once(&wish, (int64_t)i);
	double each = (now() - begin) / (double)some;
	printf("%llu decisions made, published: %.2f ms each, %.1f bare commits (each makes 2, "
	    "two files, and two durable notes at most)\n", (unsigned long long)some, each * 1e3,
	    each * b->rates.commit);
	if (count <= SAMPLE + ONE_MORE)
		return;
	for (uint64_t i = some; i < count - ONE_MORE; i += TOGETHER)
		decide_many(&wish, i, i + TOGETHER < count - ONE_MORE ? i + TOGETHER :
		    count - ONE_MORE);
	one_more(&wish, count - ONE_MORE);
}

/* --- replay ----------------------------------------------------------------------------------- */

struct replays { struct home *h; uint64_t count; };

static struct rc
replay_row(void *context, const struct state_row *row, struct err *e)
{
	struct replays *g = context;
	AUTO(arena) a = arena_init(COMMAND_MEMORY);
	struct trouble t = {0};
	struct thing d;
	struct replayed made;
	bool found;
	TRY(state_get(g->h->store, "decision", row->key, STORE_OPEN, &a, &d, &found, e));
	must(replay_decision(g->h, &d, REPLAY_KEPT, &a, &made, &t), "replay", &t.err);
	if (!found || !made.same)
		return fail(e, E_REPLAY, row->from_pos, "a decision does not replay");
	g->count++;
	return DONE;
}

static void
replays(const struct bench *b, uint64_t expected)
{
	AUTO(arena) a = arena_init(COMMAND_MEMORY);
	AUTO(home) h = {0};
	const struct op_call call = call_at(&a, 0);
	struct trouble t = {0};
	struct replays g = { .h = &h };
	must(home_open(&call, HOME_READ, &h, &t), "open", &t.err);
	must(store_begin_read(h.store, &t.err), "read", &t.err);
	double begin = now_busy();
	must(store_state_of_kind(h.store, SLICE("decision"), STORE_OPEN, replay_row, &g, &t.err),
	    "replay", &t.err);
	double seconds = now_busy() - begin;
	if (g.count != expected)
		must(fail(&t.err, E_VERIFY, 0, "decisions are missing"), "replay", &t.err);
	printf("replay of %llu decisions, on one core: %.2f s, %.0f/s: 10,000 take %.1f s (goal: "
	    "60); one is %.1f checks of one core\n", (unsigned long long)g.count, seconds,
	    (double)g.count / seconds, 10000 * seconds / (double)g.count,
	    seconds / (double)g.count * b->rates.check);
}

int
main(int argc, char **argv)
{
	struct err e = {0};
	uint64_t count = 0;
	if (argc != 5 || !slice_to_u64(slice_of(argv[4]), &count) || count == 0 ||
	    slice_of(argv[3]).len > SUBJECT_BYTES_MAX) {
		fprintf(stderr, "usage: bench-decide FOLDER ASSAY SUBJECT DECISIONS\n");
		return 2;
	}
	struct bench b = { .folder = argv[1], .assay = argv[2], .subject = slice_of(argv[3]) };
	must(ops_start(&e), "start", &e);
	b.rates = machine_measure(argv[1]);
	commands(&b);
	evaluations(&b);
	say_memory("with the case of all items");
	decisions(&b, count);
	replays(&b, count <= SAMPLE || count > SAMPLE + ONE_MORE ? count : SAMPLE);
	say_memory("with the decisions");
	return 0;
}
