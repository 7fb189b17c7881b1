/* file_fault_test.c - what base/file.h leaves behind when a system call fails, or when the
 * process is killed before it.
 *
 * Each act is run with its first call failing, then its second, until none fails. The names of
 * the calls, in order, are what makes an act durable, and are pinned here.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "scratch.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "base/file.h"
#include "base/limits.h"
#include "sys_fault.h"

static struct rc
act_write(struct err *e)
{
	return file_write_durable(in_scratch("target"), SLICE("new"), 0600, e);
}

static struct rc
act_keep(struct err *e)
{
	AUTO(file_out) out = {0};
	TRY(file_out_open(scratch, &out, e));
	TRY(file_out_add(&out, SLICE("new"), e));
	return file_out_keep(&out, in_scratch("target"), e);
}

static struct rc
act_copy(struct err *e)
{
	return file_copy(in_scratch("source"), in_scratch("target"), e);
}

static struct rc
act_remove(struct err *e)
{
	return file_remove(in_scratch("target"), e);
}

static struct rc
act_folder(struct err *e)
{
	return file_make_folder(in_scratch("a/b"), 0700, e);
}

static struct rc
act_exists(struct err *e)
{
	enum file_kind kind;
	return file_exists(in_scratch("target"), &kind, e);
}

static struct rc
act_read(struct err *e)
{
	AUTO(arena) a = arena_init(64);
	struct slice text;
	return file_read_small(in_scratch("target"), 10, &a, &text, e);
}

/* before, after: what the target holds. calls: in order; the stat of folders that are there
 * already, whose number is that of the parts of the scratch path, is left out. turn: the call
 * after which the target is the new one, counted among `calls`. The last `quiet` calls may fail
 * without harm: what they close was only read. */
static const struct act {
	const char	*name;
	struct rc	(*run)(struct err *e);
	const char	*before, *after, *calls;
	size_t		 turn, quiet;
} acts[] = {
	{ "write over", act_write, "old", "new",
	    "random open write fsync close rename open fsync close ", 6, 0 },
	{ "write anew", act_write, NULL, "new",
	    "random open write fsync close rename open fsync close ", 6, 0 },
	{ "keep", act_keep, NULL, "new",
	    "random open write fsync close rename-new open fsync close ", 6, 0 },
	{ "copy", act_copy, NULL, "source",
	    "open fstat random open pread pread write pread fsync close rename-new open fsync "
	    "close close ", 11, 1 },
	{ "remove", act_remove, "old", NULL, "remove open fsync close ", 1, 0 },
	{ "exists", act_exists, "old", "old", "stat ", 0, 0 },
	{ "read", act_read, "old", "old", "open fstat pread pread close ", 0, 1 },
};

static void
set_up(const struct act *act)
{
	scratch_clear();
	put(in_scratch("source"), "source");
	if (act->before != NULL)
		put(in_scratch("target"), act->before);
}

static size_t
words_in(const char *text)
{
	size_t n = 0;
	for (const char *p = text; *p != 0; p++)
		n += *p == ' ';
	return n;
}

static void
every_call_may_fail(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(acts); i++) {
		const struct act *act = &acts[i];
		size_t count = words_in(act->calls);
		AUTO(buf) calls = buf_init(4096);
		for (size_t n = 1; n <= count; n++) {
			struct err e = {0};
			set_up(act);
			sys_fault_arm(n, SYS_FAULT_USUAL);
			struct rc r = act->run(&e);
			const char *hit = sys_fault_hit();
			sys_fault_arm(0, 0);
			assert_non_null(hit);
			buf_addf(&calls, "%s ", hit);
			if (failed(r) == (n > count - act->quiet) || r.code != e.code ||
			    (failed(r) && r.code != E_IO))
				fail_msg("%s, call %zu (%s): %s", act->name, n, hit,
				    failed(r) ? e.what : "went on as if all were well");
			if (!holds(in_scratch("target"),
			    n <= act->turn ? act->before : act->after) ||
			    names_in_scratch(true) != 0)
				fail_msg("%s, call %zu (%s): leaves a mess", act->name, n, hit);
		}
		buf_add_byte(&calls, 0);
		assert_string_equal((const char *)calls.at, act->calls);
		set_up(act);
		sys_fault_arm(count + 1, SYS_FAULT_USUAL);
		assert_false(failed(act->run(NULL)));
		assert_int_equal(sys_fault_calls(), count);
		sys_fault_arm(0, 0);
		assert_true(holds(in_scratch("target"), act->after));
	}
	scratch_clear();
}

static void
a_killed_process_leaves_old_or_new(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(acts); i++) {
		const struct act *act = &acts[i];
		size_t count = words_in(act->calls);
		for (size_t n = 1; n <= count; n++) {
			int status = 0;
			set_up(act);
			pid_t child = fork();
			if (child == 0) {
				sys_fault_arm(n, SYS_FAULT_KILL);
				_exit(failed(act->run(NULL)) ? 1 : 0);
			}
			assert_true(child > 0 && waitpid(child, &status, 0) == child);
			/* sys_fault closes before it counts; the rest dies before the call. */
			assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
			if (!holds(in_scratch("target"),
			    n <= act->turn ? act->before : act->after))
				fail_msg("%s, killed at call %zu: neither old nor new", act->name,
				    n);
			bool there = access(in_scratch("target"), F_OK) == 0;
			unsigned all = names_in_scratch(false), temporary = names_in_scratch(true);
			assert_int_equal(all - temporary, there ? 2 : 1);
			assert_true(temporary <= 1);
		}
	}
	scratch_clear();
}

/* Folders: every call of the two that are new, in the order that makes them durable. */
static void
every_call_may_fail_while_folders_are_made(void **state)
{
	static const char want[] = "stat mkdir open fsync close stat mkdir open fsync close ";
	AUTO(buf) calls = buf_init(4096);
	size_t above = 0;
	(void)state;
	for (const char *p = scratch; *p != 0; p++)
		above += *p == '/' && p[1] != '/';
	for (size_t n = 1;; n++) {
		struct err e = {0};
		scratch_clear();
		sys_fault_arm(n, SYS_FAULT_USUAL);
		struct rc r = act_folder(&e);
		const char *hit = sys_fault_hit();
		sys_fault_arm(0, 0);
		if (hit == NULL) {
			assert_false(failed(r));
			break;
		}
		assert_int_equal(r.code, E_IO);
		if (n > above)
			buf_addf(&calls, "%s ", hit);
		/* Tried again, it is there: what an earlier try made does not stand in the way. */
		assert_false(failed(act_folder(NULL)));
		assert_int_equal(access(in_scratch("a/b"), F_OK), 0);
	}
	buf_add_byte(&calls, 0);
	assert_string_equal((const char *)calls.at, want);
	scratch_clear();
}

/* A file system that cannot rename without replacing: by a link, with the same promise. */
static void
keeping_falls_back_to_a_link(void **state)
{
	static const int why[] = { EINVAL, ENOSYS };
	(void)state;
	for (size_t i = 0; i < COUNT(why); i++) {
		struct err e = {0};
		scratch_clear();
		sys_fault_arm(6, why[i]);
		assert_false(failed(act_keep(NULL)));
		assert_string_equal(sys_fault_hit(), "rename-new");
		assert_int_equal(sys_fault_calls(), 10);	/* one more: link */
		assert_true(holds(in_scratch("target"), "new"));
		assert_int_equal(names_in_scratch(false), 1);
		put(in_scratch("target"), "old");
		sys_fault_arm(6, why[i]);
		assert_int_equal(act_keep(&e).code, E_IO);
		sys_fault_arm(0, 0);
		assert_string_equal(e.what, "something of this name is there already");
		assert_true(holds(in_scratch("target"), "old"));
		assert_int_equal(names_in_scratch(false), 1);
	}
	scratch_clear();
}

static void
a_folder_that_cannot_be_synced_is_no_failure(void **state)
{
	(void)state;
	sys_fault_arm(2, EINVAL);
	assert_false(failed(file_sync_folder(scratch, NULL)));
	assert_string_equal(sys_fault_hit(), "fsync");
	sys_fault_arm(4, EINVAL);	/* but a file must */
	assert_int_equal(act_write(NULL).code, E_IO);
	assert_string_equal(sys_fault_hit(), "fsync");
	sys_fault_arm(0, 0);
	scratch_clear();
}

static void
a_file_that_failed_can_only_be_dropped(void **state)
{
	static const struct { size_t at; const char *call; } cases[] = {
		{ 3, "write" }, { 4, "fsync" }, { 5, "close" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(file_out) out = {0};
		struct err e = {0};
		sys_fault_arm(cases[i].at, SYS_FAULT_USUAL);
		assert_false(failed(file_out_open(scratch, &out, NULL)));
		struct rc r = file_out_add(&out, SLICE("new"), NULL);
		if (!failed(r))
			r = file_out_keep(&out, in_scratch("target"), NULL);
		assert_int_equal(r.code, E_IO);
		assert_string_equal(sys_fault_hit(), cases[i].call);
		sys_fault_arm(0, 0);
		assert_int_equal(file_out_keep(&out, in_scratch("target"), &e).code, E_IO);
		assert_string_equal(e.what, "a write before this one failed");
		assert_true(failed(file_out_add(&out, SLICE("more"), NULL)));
		assert_int_equal(names_in_scratch(true), 1);
		file_out_drop(&out);
		assert_int_equal(names_in_scratch(false), 0);
	}
}

/* A rename that failed may be tried again: the bytes are on the disk. */
static void
a_rename_may_be_tried_again(void **state)
{
	AUTO(file_out) out = {0};
	(void)state;
	sys_fault_arm(6, SYS_FAULT_USUAL);
	assert_false(failed(file_out_open(scratch, &out, NULL)));
	assert_false(failed(file_out_add(&out, SLICE("new"), NULL)));
	assert_int_equal(file_out_keep(&out, in_scratch("target"), NULL).code, E_IO);
	assert_string_equal(sys_fault_hit(), "rename-new");
	sys_fault_arm(0, 0);
	assert_false(failed(file_out_keep(&out, in_scratch("target"), NULL)));
	assert_true(holds(in_scratch("target"), "new"));
	scratch_clear();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_call_may_fail),
		cmocka_unit_test(a_killed_process_leaves_old_or_new),
		cmocka_unit_test(every_call_may_fail_while_folders_are_made),
		cmocka_unit_test(keeping_falls_back_to_a_link),
		cmocka_unit_test(a_folder_that_cannot_be_synced_is_no_failure),
		cmocka_unit_test(a_file_that_failed_can_only_be_dropped),
		cmocka_unit_test(a_rename_may_be_tried_again),
	};
	return cmocka_run_group_tests(tests, scratch_begin, scratch_end);
}
