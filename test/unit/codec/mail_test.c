/* mail_test.c - mails as they should be, as they are, and as an enemy makes them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/mail.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/time.h"

#define HEAD "From: Acme <sales@acme.example>\r\nDate: Tue, 30 Jun 2026 14:00:00 +0200\r\n"

/* The mail as lines of text, one for each leaf. */
static void
show(const struct mail *m, struct buf *b)
{
	for (size_t i = 0; i < m->count; i++) {
		const struct mail_part *p = &m->parts[i];
		buf_addf(b, "%u@%u %.*s", p->depth, (unsigned)p->at, SLICE_FMT(p->type));
		if (!slice_is_null(p->name))
			buf_addf(b, " '%.*s'", SLICE_FMT(p->name));
		if (p->disposition != MAIL_UNSAID)
			buf_add_text(b, p->disposition == MAIL_INLINE ? " inline" : " attached");
		buf_addf(b, " [%.*s]", SLICE_FMT(p->bytes));
		if (!slice_is_null(p->text) && !slice_eq(p->text, p->bytes))
			buf_addf(b, " text [%.*s]", SLICE_FMT(p->text));
		if (p->flags != 0)
			buf_addf(b, " flags %x", p->flags);
		buf_add_byte(b, '\n');
	}
}

static void
expect(struct slice in, unsigned flags, const char *want)
{
	AUTO(arena) a = arena_init(MIB(8));
	AUTO(buf) b = buf_init(MIB(1));
	struct mail m;
	struct err e = {0};

	struct rc r = mail_decode(in, &a, &m, &e);
	if (failed(r))
		print_error("%s at %u\n", e.what, (unsigned)e.at);
	assert_int_equal(r.code, OK);
	show(&m, &b);
	buf_add_byte(&b, 0);
	assert_string_equal((const char *)b.at, want);
	assert_int_equal(m.flags, flags);
}

static const struct {
	const char *name;
	struct slice in;
	unsigned flags;
	const char *want;
} parts[] = {
	{ "no MIME at all", SLICE_INIT(HEAD "\r\nhello\r\n"), 0, "0@74 text/plain [hello\r\n]\n" },
	{ "no body", SLICE_INIT(HEAD), 0, "0@72 text/plain []\n" },
	{ "quoted-printable in a charset", SLICE_INIT(HEAD
	    "Content-Type: text/plain; charset=ISO-8859-1\r\n"
	    "Content-Transfer-Encoding: Quoted-Printable\r\n\r\nGr=FC=\r\n=DFe  \r\n"), 0,
	    "0@165 text/plain [Gr\xfc\xdf" "e\r\n] text [Gr\xc3\xbc\xc3\x9f" "e\r\n]\n" },
	{ "ISO-8859-15 has the euro", SLICE_INIT(HEAD
	    "Content-Type: text/plain; charset=\"iso-8859-15\" (new)\r\n\r\n\xa4"), 0,
	    "0@129 text/plain [\xa4] text [\xe2\x82\xac]\n" },
	{ "base64", SLICE_INIT(HEAD "Content-Type: application/pdf; name=a.pdf\r\n"
	    "Content-Transfer-Encoding: base64\r\n\r\naGVs\r\nbG8=\r\n"), 0,
	    "0@152 application/pdf 'a.pdf' [hello]\n" },
	{ "a nested multipart",
	    SLICE_INIT(HEAD "Content-Type: multipart/mixed; boundary=\"o\"\r\n\r\n"
	    "preamble\r\n--o\r\n"
	    "Content-Type: multipart/alternative;\r\n boundary=i\r\n\r\n--i\r\n\r\nplain\r\n"
	    "--i  \r\nContent-Type: text/html\r\n\r\n<p>\r\n--i--\r\n\r\n--o\r\n"
	    "Content-Type: application/zip\r\nContent-Disposition: attachment;\r\n"
	    " filename=\"a \\\"b\\\".zip\"\r\n\r\nPK\r\n--o--\r\nepilogue\r\n"), 0,
	    "2@192 text/plain [plain]\n2@208 text/html [<p>]\n"
	    "1@254 application/zip 'a \"b\".zip' attached [PK]\n" },
	{ "an inner part ends at the outer boundary",
	    SLICE_INIT(HEAD "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
	    "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nin\r\n--o\r\n\r\n"
	    "out\r\n--o--"),
	    MAIL_BOUNDARY_OPEN, "2@172 text/plain [in]\n1@183 text/plain [out]\n" },
	{ "a forwarded mail is a leaf",
	    SLICE_INIT(HEAD "Content-Type: message/rfc822\r\n\r\nFrom: x\r\n\r\ny"), 0,
	    "0@104 message/rfc822 [From: x\r\n\r\ny]\n" },
	{ "a boundary never closed",
	    SLICE_INIT(HEAD "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\r\ncut o"),
	    MAIL_BOUNDARY_OPEN, "1@122 text/plain [cut o]\n" },
	{ "no boundary", SLICE_INIT(HEAD "Content-Type: multipart/mixed\r\n\r\nx"), MAIL_NO_PARTS,
	    "0@105 multipart/mixed [x] flags 100\n" },
	{ "a boundary never used",
	    SLICE_INIT(HEAD "Content-Type: multipart/mixed; boundary=o\r\n\r\n--ox\r\n"),
	    MAIL_NO_PARTS | MAIL_BOUNDARY_OPEN, "0@117 multipart/mixed [--ox\r\n] flags 100\n" },
	{ "lines that end in LF alone",
	    SLICE_INIT("From: a\nDate: x\nContent-Type: multipart/mixed; boundary=o\n\n"
	    "--o\n\nt\n--o--\n"),
	    MAIL_BARE_LF | MAIL_DATE_INVALID, "1@63 text/plain [t]\n" },
	{ "From twice", SLICE_INIT("From: a\r\nFrom: b\r\n\r\n"), MAIL_FIELD_TWICE,
	    "0@20 text/plain []\n" },
	{ "a mailbox line", SLICE_INIT("From x Tue\r\nFrom: a\r\n\r\nt"), MAIL_MBOX_LINE,
	    "0@23 text/plain [t]\n" },
	{ "broken base64", SLICE_INIT("From: a\r\nContent-Type: x/y\r\n"
	    "Content-Transfer-Encoding: base64\r\n\r\naGVs*bG8=a"), MAIL_TRANSFER_DAMAGED,
	    "0@65 x/y [hello] flags 10\n" },
	{ "broken quoted-printable", SLICE_INIT("From: a\r\nContent-Type: x/y\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\na=G1=4"), MAIL_TRANSFER_DAMAGED,
	    "0@75 x/y [a=G1=4] flags 10\n" },
	{ "unknown transfer encoding", SLICE_INIT("From: a\r\nContent-Type: x/y\r\n"
	    "Content-Transfer-Encoding: x-uuencode\r\n\r\nabc"), MAIL_TRANSFER_UNKNOWN,
	    "0@69 x/y [abc] flags 20\n" },
	{ "unknown charset",
	    SLICE_INIT("From: a\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\nx"),
	    MAIL_CHARSET_LEFT, "0@53 text/plain [x] flags 40\n" },
	{ "no charset stated", SLICE_INIT("From: a\r\n\r\nGr\xfc\xdf" "e"), MAIL_CHARSET_LEFT,
	    "0@11 text/plain [Gr\xfc\xdf" "e] text [Gr\xc3\xbc\xc3\x9f" "e] flags 40\n" },
	{ "a type that is none", SLICE_INIT("From: a\r\nContent-Type: text\r\n\r\nx"), 0,
	    "0@31 text/plain [x]\n" },
};

static void
parts_are_cut_and_decoded(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(parts); i++) {
		print_message("%s\n", parts[i].name);
		expect(parts[i].in, parts[i].flags, parts[i].want);
	}
}

static void
names_of_files_in_every_notation(void **state)
{
	static const struct {
		const char *field, *want;
		unsigned flags;
	} cases[] = {
		{ "filename=plain.csv", "plain.csv", 0 },
		{ "FileName = \"sp ace.csv\"", "sp ace.csv", 0 },
		{ "filename=two words.csv", "two words.csv", 0 },
		{ "filename*=UTF-8'de'Gr%C3%BC%C3%9Fe.csv", "Gr\xc3\xbc\xc3\x9f" "e.csv", 0 },
		{ "filename*=iso-8859-1''Gr%FC%DFe.csv; filename=x",
		    "Gr\xc3\xbc\xc3\x9f" "e.csv", 0 },
		{ "filename*0=\"one-\"; filename*1=\"two-\"; filename*2=three",
		    "one-two-three", 0 },
		{ "filename*1*=%9F.csv; filename*0*=utf-8''Gr%C3%BC%C3",
		    "Gr\xc3\xbc\xc3\x9f.csv", 0 },
		{ "filename*0*=utf-8''a%20; filename*1=\"b%20\"", "a b%20", 0 },
		{ "filename=\"=?utf-8?Q?Gr=C3=BC=C3=9Fe?=.csv\"", "Gr\xc3\xbc\xc3\x9f" "e.csv", 0 },
		{ "filename*=koi8-r''%C1", "koi8-r''%C1", MAIL_WORD_LEFT },
		{ "filename*=utf-8''%FF", "utf-8''%FF", MAIL_WORD_LEFT },
		{ "filename=\"../../etc/passwd\"", "../../etc/passwd", 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		AUTO(buf) b = buf_init(4096);
		struct mail m;
		struct err e = {0};
		buf_addf(&b, "From: a\r\nContent-Disposition: attachment; %s\r\n\r\n",
		    cases[i].field);
		assert_int_equal(mail_decode(buf_slice(&b), &a, &m, &e).code, OK);
		struct slice want = slice_of(cases[i].want);
		if (!slice_eq(m.parts[0].name, want))
			print_error("%s: %.*s\n", cases[i].field, SLICE_FMT(m.parts[0].name));
		assert_true(slice_eq(m.parts[0].name, want));
		assert_int_equal(m.flags, cases[i].flags);
	}
}

static void
words_are_decoded_once(void **state)
{
	static const struct {
		const char *field, *want;
		unsigned flags;
	} cases[] = {
		{ "plain", "plain", 0 },
		{ "=?utf-8?B?R3LDvMOfZQ==?=", "Gr\xc3\xbc\xc3\x9f" "e", 0 },
		{ "=?ISO-8859-1?q?Gr=FC=DFe_an?= alle", "Gr\xc3\xbc\xc3\x9f" "e an alle", 0 },
		{ "=?utf-8?q?a?= =?utf-8?q?b?=", "ab", 0 },
		{ "=?utf-8?q?a?=\r\n =?iso-8859-15?q?=A4?= c", "a\xe2\x82\xac c", 0 },
		{ "=?utf-8?q?Gr=C3?= =?utf-8?q?=BC?=", "Gr\xc3\xbc", 0 },
		{ "=?utf-8*de?q?a?=", "a", 0 },
		{ "=?windows-1252?q?=80?=", "\xe2\x82\xac", 0 },
		{ "=?koi8-r?q?=C1?= x", "=?koi8-r?q?=C1?= x", MAIL_WORD_LEFT },
		{ "=?utf-8?q?=FF?=", "=?utf-8?q?=FF?=", MAIL_WORD_LEFT },
		{ "=?utf-8?x?a?=", "=?utf-8?x?a?=", 0 },
		{ "=?utf-8?q?never closed", "=?utf-8?q?never closed", 0 },
		{ "=?utf-8?q?=3D=3Futf-8=3Fq=3Fa=3F=3D?=", "=?utf-8?q?a?=", 0 },
		{ "Gr\xc3\xbc\xc3\x9f" "e", "Gr\xc3\xbc\xc3\x9f" "e", MAIL_RAW_BYTES },
		{ "Gr\xfc\xdf" "e", "Gr\xc3\xbc\xc3\x9f" "e", MAIL_RAW_BYTES | MAIL_WORD_LEFT },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		AUTO(buf) b = buf_init(4096);
		struct mail m;
		struct err e = {0};
		buf_addf(&b, "From: a\r\nSubject:  %s \r\n\r\n", cases[i].field);
		assert_int_equal(mail_decode(buf_slice(&b), &a, &m, &e).code, OK);
		if (!slice_eq(m.subject, slice_of(cases[i].want)))
			print_error("%s: %.*s\n", cases[i].field, SLICE_FMT(m.subject));
		assert_true(slice_eq(m.subject, slice_of(cases[i].want)));
		assert_int_equal(m.flags, cases[i].flags);
	}
}

static void
dates_of_every_age_are_read(void **state)
{
	static const struct {
		const char *text, *want;	/* null: no date */
	} cases[] = {
		{ "Tue, 30 Jun 2026 14:00:00 +0200", "2026-06-30T12:00:00.000Z" },
		{ "30 Jun 2026 12:00 GMT", "2026-06-30T12:00:00.000Z" },
		{ "Tue,30 jun 26 07:00:01 EST (winter (really))", "2026-06-30T12:00:01.000Z" },
		{ "Sat, 1 Jan 00 00:00:00 UT", "2000-01-01T00:00:00.000Z" },
		{ "1 Jan 70 00:00:00 Z", "1970-01-01T00:00:00.000Z" },
		{ "1 Jan 100 00:00:00 A", "2000-01-01T00:00:00.000Z" },
		{ "29 Feb 2028 23:59:59 -0000", "2028-02-29T23:59:59.000Z" },
		{ "29 Feb 2026 00:00:00 +0000", NULL },
		{ "30 Jun 2026", NULL },
		{ "30 Jun 2026 25:00 +0000", NULL },
		{ "30 Jun 2026 12:00", NULL },
		{ "30 Jun 2026 12:00 +02", NULL },
		{ "30 Jun 2026 12:00 +0200 or so", NULL },
		{ "1 Jan 1970 00:00:00 +0200", NULL },
		{ "2026-06-30T12:00:00Z", NULL },
		{ "", NULL },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		AUTO(buf) b = buf_init(4096);
		struct mail m;
		struct err e = {0};
		char text[TIME_TEXT_BYTES] = "";
		buf_addf(&b, "From: a\r\nDate: %s\r\n\r\n", cases[i].text);
		assert_int_equal(mail_decode(buf_slice(&b), &a, &m, &e).code, OK);
		assert_int_equal(m.date_at, 9);
		assert_int_equal(m.date_ms == TIME_UNKNOWN, cases[i].want == NULL);
		assert_int_equal(m.flags, cases[i].want == NULL ? MAIL_DATE_INVALID : 0);
		if (cases[i].want == NULL)
			continue;
		time_show(m.date_ms, text);
		assert_string_equal(text, cases[i].want);
	}
}

static void
claims_keep_their_places(void **state)
{
	static const struct slice in = SLICE_INIT("Received: by x\r\nFrom: a\r\n b <c@d>\r\n"
	    "To: e\r\nMessage-ID: <1@x>\r\n\r\n");
	AUTO(arena) a = arena_init(MIB(1));
	struct mail m;
	struct err e = {0};

	(void)state;
	assert_int_equal(mail_decode(in, &a, &m, &e).code, OK);
	assert_true(slice_eq(m.from, SLICE("a b <c@d>")));
	assert_int_equal(m.from_at, 16);
	assert_true(slice_eq(m.to, SLICE("e")));
	assert_true(slice_eq(m.message_id, SLICE("<1@x>")));
	assert_int_equal(m.message_id_at, 42);
	assert_true(slice_is_null(m.subject));
	assert_true(slice_is_null(m.date));
	assert_int_equal(m.date_ms, TIME_UNKNOWN);
}

static void
refusals_name_the_place(void **state)
{
	static const struct {
		struct slice in;
		uint64_t at;
		const char *what;
	} cases[] = {
		{ SLICE_INIT(""), 0, "the header has no From" },
		{ SLICE_INIT("Subject: x\r\n\r\n"), 14, "the header has no From" },
		{ SLICE_INIT("From: a\r\nno field\r\n\r\n"), 9, "a header line that is no field" },
		{ SLICE_INIT(" folded first\r\n"), 0, "a header line that is no field" },
		{ SLICE_INIT("From: a\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n"
		    "--o\r\nno field here\r\n\r\n--o--"), 59, "a header line that is no field" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct mail m;
		struct err e = {0};
		assert_int_equal(mail_decode(cases[i].in, &a, &m, &e).code, E_SYNTAX);
		assert_string_equal(e.what, cases[i].what);
		assert_int_equal(e.at, cases[i].at);
	}
}

static struct rc
decode_made(const struct buf *b, struct mail *m, struct err *e)
{
	AUTO(arena) a = arena_init(MIB(64));
	return mail_decode(buf_slice(b), &a, m, e);
}

static void
parts_stop_at_their_limit(void **state)
{
	static const size_t counts[] = { MAIL_PARTS_MAX, MAIL_PARTS_MAX + 1, 10000 };

	(void)state;
	for (size_t i = 0; i < COUNT(counts); i++) {
		AUTO(buf) b = buf_init(MIB(1));
		struct mail m = {0};
		struct err e = {0};
		buf_add_text(&b, "From: a\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n");
		for (size_t k = 0; k < counts[i]; k++)
			buf_add_text(&b, "--o\r\n\r\nx\r\n");
		buf_add_text(&b, "--o--\r\n");
		struct rc r = decode_made(&b, &m, &e);
		assert_int_equal(r.code, counts[i] > MAIL_PARTS_MAX ? E_LIMIT : OK);
		assert_int_equal(e.at, r.code == OK ? 0 : 54 + 10 * MAIL_PARTS_MAX + 5);
	}
}

static void
nesting_stops_at_its_limit(void **state)
{
	(void)state;
	for (unsigned depth = MAIL_DEPTH_MAX; depth <= MAIL_DEPTH_MAX + 1; depth++) {
		AUTO(buf) b = buf_init(MIB(1));
		struct mail m = {0};
		struct err e = {0};
		buf_add_text(&b, "From: a\r\n");
		for (unsigned k = 0; k < depth; k++)
			buf_addf(&b, "Content-Type: multipart/mixed; boundary=b%u-\r\n\r\n"
			    "--b%u-\r\n", k, k);
		struct rc r = decode_made(&b, &m, &e);
		assert_int_equal(r.code, depth > MAIL_DEPTH_MAX ? E_LIMIT : OK);
		if (depth > MAIL_DEPTH_MAX)
			assert_int_equal(e.at, b.len - strlen("--b10-\r\n"));
	}
}

static void
headers_stop_at_their_limit(void **state)
{
	(void)state;
	for (unsigned more = 0; more <= 1; more++) {
		AUTO(buf) b = buf_init(MIB(1));
		struct mail m = {0};
		struct err e = {0};
		buf_add_text(&b, "From: a\r\nX: ");
		while (b.len < MAIL_HEADER_BYTES_MAX - 2 + more)
			buf_add_byte(&b, 'x');
		buf_add_text(&b, "\r\n\r\n");
		assert_int_equal(decode_made(&b, &m, &e).code, more ? E_LIMIT : OK);
		assert_int_equal(e.at, more ? 9 : 0);
	}
}

static void
a_spent_budget_is_told(void **state)
{
	struct mail m;

	(void)state;
	for (size_t budget = 0; budget < 12000; budget += 16) {
		AUTO(arena) a = arena_init(budget);
		struct err e = {0};
		struct rc r = mail_decode(parts[5].in, &a, &m, &e);
		assert_true(r.code == E_LIMIT || (budget > 2000 && r.code == OK));
	}
}

static void
truncation_and_flips_never_crash(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct slice in = parts[i].in;
		for (size_t k = 0; k < in.len * 9; k++) {
			AUTO(arena) a = arena_init(MIB(1));
			struct mail m = {0};
			struct err e = {0};
			size_t n = k < in.len ? k : in.len;
			size_t bit = k - in.len;
			uint8_t *copy = malloc(n + 1);
			memcpy(copy, in.at, n);
			if (k >= in.len)
				copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
			struct rc r = mail_decode((struct slice){ copy, n }, &a, &m, &e);
			assert_int_equal(failed(r), e.code != OK);
			assert_true(e.at <= n);
			assert_true(failed(r) || m.count > 0);
			(void)mail_looks_like((struct slice){ copy, n });
			free(copy);
		}
	}
}

static void
a_mail_is_recognised_by_its_header(void **state)
{
	static const struct {
		struct slice head;
		bool want;
	} cases[] = {
		{ SLICE_INIT(HEAD "\r\nx"), true },
		{ SLICE_INIT("Received: by x\r\n\tfor y\r\nFrom: a\r\n\r\n"), true },
		{ SLICE_INIT("From x Tue\r\nFrom: a\r\nMessage-ID: <1>\r\n\r\n"), true },
		{ SLICE_INIT("from: a\ndate: b\n"), true },
		{ SLICE_INIT("From: a\r\nDate: b\r\nSubject: cut of"), true },
		{ SLICE_INIT("From: a\r\n\r\nDate: b\r\n"), false },
		{ SLICE_INIT("From: a\r\nthe plain text\r\nDate: b\r\n\r\n"), false },
		{ SLICE_INIT("Subject: x\r\nDate: b\r\n\r\n"), false },
		{ SLICE_INIT("{\"From\": 1}"), false },
		{ SLICE_INIT(""), false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(mail_looks_like(cases[i].head), cases[i].want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_cut_and_decoded),
		cmocka_unit_test(names_of_files_in_every_notation),
		cmocka_unit_test(words_are_decoded_once),
		cmocka_unit_test(dates_of_every_age_are_read),
		cmocka_unit_test(claims_keep_their_places),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(parts_stop_at_their_limit),
		cmocka_unit_test(nesting_stops_at_its_limit),
		cmocka_unit_test(headers_stop_at_their_limit),
		cmocka_unit_test(a_spent_budget_is_told),
		cmocka_unit_test(truncation_and_flips_never_crash),
		cmocka_unit_test(a_mail_is_recognised_by_its_header),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
