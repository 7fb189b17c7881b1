/* mail_facts_test.c - mails as evidence: claims, the mail's own text, what is left out.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "document/mail_facts.h"

#define FROM "From: Vertrieb <v@acme.invalid>\r\n"
#define DATE "Date: Mon, 29 Jun 2026 09:12:40 +0200\r\n"
#define REST "Subject: Your question\r\nMessage-ID: <1@acme.invalid>\r\n"
#define MULTI "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
#define PART(type, body) "--b\r\nContent-Type: " type "\r\n\r\n" body "\r\n"

static struct rc
read_mail(struct arena *a, struct slice in, struct reading *r)
{
	struct mail m;
	*r = reading_init(a);
	TRY(mail_decode(in, a, &m, NULL));
	return mail_read(&m, r, NULL);
}

static struct slice
fact_text(const struct reading *r, const char *member)
{
	return value_text(value_get(&r->facts[0].value, slice_of(member)));
}

static void
what_it_states(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(KIB(64));
	struct reading r;
	int64_t parts;
	assert_false(failed(read_mail(&a, SLICE(FROM DATE REST "\r\ngenuine\r\n"), &r)));
	assert_true(slice_eq(r.kind, SLICE("correspondence")));
	assert_true(r.prose);
	assert_int_equal(r.fact_count, 1);
	assert_true(slice_eq(fact_text(&r, "from"), SLICE("Vertrieb <v@acme.invalid>")));
	assert_true(slice_eq(fact_text(&r, "date"), SLICE("2026-06-29T07:12:40.000Z")));
	assert_true(slice_starts(fact_text(&r, "subject"), SLICE("Your question")));
	struct slice id = fact_text(&r, "message_id");
	assert_true(slice_find(id, SLICE("1@acme.invalid"), 0) != SIZE_MAX);
	assert_true(value_int(value_get(&r.facts[0].value, SLICE("parts")), &parts) && parts == 1);
	assert_true(slice_eq(r.title, SLICE("Your question")));
	assert_true(slice_eq(r.producer, SLICE("Vertrieb <v@acme.invalid>")));
	assert_int_equal(r.made_ms, 1782717160000);
	assert_true(slice_starts(r.text, SLICE("Your question\ngenuine")));
	assert_int_equal(r.mention_count, 0);	/* prose names nothing by itself */
}

static void
what_a_mail_does_not_say_is_left_out(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(KIB(64));
	struct reading r;
	assert_false(failed(read_mail(&a, SLICE(FROM "Date: sometime\r\n\r\ngenuine\r\n"), &r)));
	assert_null(value_get(&r.facts[0].value, SLICE("date")));
	assert_null(value_get(&r.facts[0].value, SLICE("subject")));
	assert_true(r.made_ms == TIME_UNKNOWN);
	assert_true(slice_eq(r.title, SLICE("genuine")));
}

static void
its_own_text_and_nothing_else(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(KIB(64));
	struct reading r;
	assert_false(failed(read_mail(&a, SLICE(FROM DATE MULTI
	    PART("text/plain", "plain") PART("text/html", "<b>html</b>")
	    PART("text/plain; name=a.txt", "attached") "--b--\r\n"), &r)));
	assert_true(slice_find(r.text, SLICE("plain"), 0) != SIZE_MAX);
	assert_true(slice_find(r.text, SLICE("html"), 0) == SIZE_MAX);
	assert_true(slice_find(r.text, SLICE("attached"), 0) == SIZE_MAX);
	assert_false(failed(read_mail(&a, SLICE(FROM DATE MULTI
	    PART("text/html", "<b>html</b>") "--b--\r\n"), &r)));
	assert_true(slice_find(r.text, SLICE("<b>html</b>"), 0) != SIZE_MAX);
}

static void
a_small_arena_is_an_error(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(KIB(64));
	struct mail m;
	assert_false(failed(mail_decode(SLICE(FROM DATE REST "\r\ngenuine\r\n"), &a, &m, NULL)));
	unsigned refused = 0;
	for (size_t left = 0; left < 2048; left += 16) {
		AUTO(arena) small = arena_init(left);
		struct reading r = reading_init(&small);
		struct rc rc = mail_read(&m, &r, NULL);
		assert_true(!failed(rc) || rc.code == E_LIMIT);
		refused += failed(rc);
	}
	assert_true(refused > 5 && refused < 128);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_it_states),
		cmocka_unit_test(what_a_mail_does_not_say_is_left_out),
		cmocka_unit_test(its_own_text_and_nothing_else),
		cmocka_unit_test(a_small_arena_is_an_error),
	};
	return cmocka_run_group_tests_name("mail_facts", tests, NULL, NULL);
}
