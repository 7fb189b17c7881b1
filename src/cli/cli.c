/* cli/cli.c - the command line. See cli/cli.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/ops.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/time.h"
#include "cli/args.h"
#include "codec/utf8.h"
#include "fact/finding.h"

/* What one command may print, and what it may hold for that. */
#define OUTPUT_BYTES_MAX MIB(512)
#define COMMAND_ARENA_BYTES MIB(512)

/* "assay: FILE:12:5: problem (E_SYNTAX)", escaped for a terminal. */
static void
show_trouble(const struct trouble *t)
{
	AUTO(buf) text = buf_init(KIB(64));
	const char *what = t->err.what != NULL ? t->err.what : "failed";
	buf_add_text(&text, "assay: ");
	if (t->file.len > 0) {
		text_show(t->file, &text);
		buf_add_text(&text, ":");
		if (t->place.len > 0) {
			text_show(t->place, &text);
			buf_add_text(&text, ":");
		}
		buf_add_text(&text, " ");
	}
	buf_addf(&text, "%s (%s)\n", what, code_name(t->err.code));
	if (!text.broken) {
		file_put_stderr(buf_slice(&text));
		return;
	}
	/* No memory for the message: what needs none is said all the same. */
	file_put_stderr(SLICE("assay: "));
	file_put_stderr(slice_of(what));
	file_put_stderr(SLICE(" ("));
	file_put_stderr(slice_of(code_name(t->err.code)));
	file_put_stderr(SLICE(")\n"));
}

/* What did not fit is said to be missing. */
static void
show_notes(const struct buf *notes)
{
	file_put_stderr(buf_slice(notes));
	if (notes->starved)
		file_put_stderr(SLICE("assay: out of memory for what else was to be said here "
		    "(E_NOMEM)\n"));
	else if (notes->broken)
		file_put_stderr(SLICE("assay: there is more to say than is shown (E_LIMIT)\n"));
}

static struct rc
clock_read(struct op_call *call, struct err *e)
{
	const char *given = getenv("ASSAY_NOW");
	call->host_ms = clock_now_ms();
	call->now_ms = call->host_ms;
	call->now_given = given != NULL && *given != 0;
	return call->now_given ? time_parse(slice_of(given), TIME_BEGINNING, &call->now_ms, e) :
	    DONE;
}

static bool
want_colour(const struct op_call *call)
{
	const char *no = getenv("NO_COLOR");
	const char *term = getenv("TERM");
	return isatty(STDOUT_FILENO) == 1 && (no == NULL || *no == 0) &&
	    !op_flag(call, "no-color") && (term == NULL || strcmp(term, "dumb") != 0);
}

/* What was found on the way, once. A failure says what it says. */
static void
say_beside(const struct op_call *call, struct buf *notes)
{
	if (call->beside->mark_missing)
		buf_addf(notes, "assay: no high-water mark was kept for this log on this machine; "
		    "one is kept from now on (%s)\n",
		    finding_name(FINDING_HIGH_WATER_MARK_MISSING));
}

static int
run(struct op_call *call)
{
	struct op_beside beside = {0};
	struct op_result r = { .out = buf_init(OUTPUT_BYTES_MAX), .notes = buf_init(MIB(1)) };
	struct rc done = ops_start(&r.trouble.err);
	if (!failed(done) && failed(done = clock_read(call, &r.trouble.err)))
		r.trouble.file = SLICE("ASSAY_NOW");
	call->beside = &beside;
	if (!failed(done))
		done = call->op->run(call, &r);
	if (!failed(done))
		say_beside(call, &r.notes);
	if (!failed(done))
		done = buf_end(&r.out, &r.trouble.err);
	/* the notes of a failure are part of what is said about it */
	if (!call->quiet || failed(done))
		show_notes(&r.notes);
	if (!failed(done)) {
		done = file_put_stdout(buf_slice(&r.out), &r.trouble.err);
		if (failed(done))
			r.trouble.file = SLICE("standard output");
	}
	if (failed(done))
		show_trouble(&r.trouble);
	int status = failed(done) ? code_status(done.code) : r.status;
	buf_drop(&r.out);
	buf_drop(&r.notes);
	return status;
}

int
cli_main(int argc, char **argv)
{
	AUTO(arena) a = arena_init(COMMAND_ARENA_BYTES);
	struct op_call call = { .a = &a };
	struct trouble t = {0};
	(void)signal(SIGPIPE, SIG_IGN);		/* a closed pipe is a failed write, seen there */
	if (failed(args_parse(argc, argv, &call, &t.err, &t.file))) {
		show_trouble(&t);
		file_put_stderr(SLICE("assay: `assay help` lists the commands\n"));
		return code_status(t.err.code);
	}
	call.json = op_flag(&call, "json");
	call.csv = op_flag(&call, "csv");
	call.quiet = op_flag(&call, "quiet");
	call.colour = want_colour(&call);
	return run(&call);
}
