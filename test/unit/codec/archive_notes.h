/* archive_notes.h - ordinary archives of every form, and a sink that writes down what it gets.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ARCHIVE_NOTES_H
#define ARCHIVE_NOTES_H

#include "codec/archive.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#undef fail		/* of cmocka; base/base.h has its own */

#include "base/buf.h"
#include "base/limits.h"
#include "archive_make.h"

static const struct archive_limits all = { ENTRIES_MAX, UNPACKED_BYTES_MAX };

/* --- a sink that writes down what it gets --------------------------------------------------- */

struct notes {
	struct buf	text;
	size_t		complete;	/* entries whose end was called */
	uint64_t	bytes;
	bool		brief;		/* no content, only its length */
	const char	*refuse;	/* the name at which to fail */
};

static inline struct rc
note_entry(void *context, const struct archive_item *i, bool *want, struct err *e)
{
	static const char *const kinds[] = { "?", "file", "folder", "link", "other" };
	static const char *const states[] = { "?", "", " empty", " not-utf8", " control", " drive",
	    " backslash", " absolute", " parent" };
	static const char *const contents[] = { "?", "", " encrypted", " method" };
	struct notes *n = context;

	if (n->refuse != NULL && slice_eq(i->name, slice_of(n->refuse)))
		return fail(e, E_USAGE, i->at, "refused by the test");
	buf_addf(&n->text, "%s%s%s ", kinds[i->kind], states[i->state], contents[i->content]);
	buf_add(&n->text, i->name);
	if (i->target.len > 0) {
		buf_add_text(&n->text, " -> ");
		buf_add(&n->text, i->target);
	}
	*want = i->kind == FILE_REGULAR;
	buf_add_text(&n->text, i->kind == FILE_REGULAR ? ": " : "\n");
	return DONE;
}

static inline struct rc
note_data(void *context, struct slice piece, struct err *e)
{
	struct notes *n = context;

	(void)e;
	assert_true(piece.len > 0 && piece.len <= WINDOW_BYTES);
	n->bytes += piece.len;
	if (!n->brief)
		buf_add(&n->text, piece);
	return DONE;
}

static inline struct rc
note_end(void *context, struct err *e)
{
	struct notes *n = context;

	(void)e;
	n->complete++;
	buf_add_text(&n->text, "\n");
	return DONE;
}

static inline struct rc
visit(struct slice in, struct archive_limits limits, struct notes *n,
    struct archive_totals *totals, struct err *e)
{
	struct archive_sink sink = { n, note_entry, note_data, note_end };
	n->text = buf_init(MIB(4));
	return archive_visit((struct archive_input){ .bytes = in }, limits, sink, totals, e);
}

static inline void
expect_text(struct slice in, const char *want)
{
	struct notes n = {0};
	struct archive_totals totals;
	struct err e = {0};
	struct rc r = visit(in, all, &n, &totals, &e);

	if (failed(r))
		print_error("%s at %llu\n", e.what, (unsigned long long)e.at);
	assert_int_equal(r.code, OK);
	buf_add_byte(&n.text, 0);
	assert_string_equal((const char *)n.text.at, want);
	buf_drop(&n.text);
}

static inline void
expect_error(struct slice in, enum code code, uint64_t at, const char *what)
{
	struct notes n = {0};
	struct archive_totals totals;
	struct err e = {0};
	struct rc r = visit(in, all, &n, &totals, &e);

	buf_drop(&n.text);
	assert_int_equal(r.code, code);
	assert_int_equal(e.code, code);
	assert_string_equal(e.what, what);
	assert_int_equal(e.at, at);
}

static const struct made ordinary[] = {
	{ .name = "papers/" },
	{ .name = "papers/a.txt", .content = SLICE_INIT("hello") },
	{ .name = "./b.txt", .content = SLICE_INIT("") },
	{ .name = "gr\xc3\xbc\xc3\x9f.txt", .content = SLICE_INIT("x") },
	{ .name = "a/../../etc/passwd", .content = SLICE_INIT("root") },
	{ .name = "papers/a.txt", .content = SLICE_INIT("again") },
};
static const char ordinary_text[] =
    "folder papers\nfile papers/a.txt: hello\nfile b.txt: \nfile gr\xc3\xbc\xc3\x9f.txt: x\n"
    "file parent a/%2E%2E/%2E%2E/etc/passwd: root\nfile papers/a.txt: again\n";

static const struct {
	const char *name, *format, *filter, *options;
	enum archive_form form;
} forms[] = {
	{ "zip, deflate", "zip", NULL, NULL, ARCHIVE_ZIP_FORM },
	{ "zip, stored", "zip", NULL, "compression=store", ARCHIVE_ZIP_FORM },
	{ "zip64", "zip", NULL, "zip64", ARCHIVE_ZIP_FORM },
	{ "ustar", "ustar", NULL, NULL, ARCHIVE_TAR_FORM },
	{ "pax", "pax", NULL, NULL, ARCHIVE_TAR_FORM },
	{ "gnu", "gnutar", NULL, NULL, ARCHIVE_TAR_FORM },
	{ "tar, gzip", "pax", "gzip", NULL, ARCHIVE_GZIP_FORM },
	{ "tar, bzip2", "pax", "bzip2", NULL, ARCHIVE_BZIP2_FORM },
	{ "tar, xz", "pax", "xz", NULL, ARCHIVE_XZ_FORM },
	{ "tar, zstd", "pax", "zstd", NULL, ARCHIVE_ZSTD_FORM },
};

#endif
