/* answer_test.c - windows, revocation and purposes of what is good.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/forge.h"
#include "trust/setting.h"

#define ALL 1022u

/* Root, authority and device of this run, the root an anchor for all purposes. */
struct fleet { struct setting s; struct party root, authority, device; };

static void
fleet_init(struct fleet *f)
{
	setting_init(&f->s);
	f->root = forge_party(&f->s.m, (struct recipe){ .name = "Root", .ca = true,
	    .from = "200101000000Z", .until = "20400101000000Z" });
	f->authority = forge_party(&f->s.m, (struct recipe){ .name = "Middle", .by = &f->root,
	    .ca = true, .from = "210101000000Z", .until = "20350101000000Z" });
	f->device = forge_party(&f->s.m, (struct recipe){ .name = "Device", .by = &f->authority,
	    .from = "220101000000Z", .until = "99991231235959Z" });
	setting_add_anchor(&f->s, f->root.c->der, ALL, HOW_CONTRACT);
	setting_add_pool(&f->s, f->authority.c);
}

static void
add_list(struct fleet *f, struct forge_list l)
{
	f->s.lists[f->s.t.list_count++] = forge_crl(&f->s.m, l);
}

static struct signature_list
ask(struct fleet *f, const struct certificate *c)
{
	struct signature_list list = {0};
	assert_false(failed(trust_check_certificate(&f->s.t, c, &list, NULL)));
	return list;
}

/* --- windows ---------------------------------------------------------------------------------- */

static void
a_window_is_what_every_certificate_and_the_anchor_allow(void **state)
{
	struct fleet f;
	(void)state;
	fleet_init(&f);
	struct signature_list list = ask(&f, f.device.c);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.at[0].status, SIGNATURE_GOOD);
	assert_int_equal(list.at[0].from_ms, material_ms("2022-01-01T00:00:00Z"));
	assert_int_equal(list.at[0].until_ms, material_ms("2035-01-01T00:00:00Z") + 999);
	assert_int_equal(list.at[0].chain_count, 2);
	assert_true(slice_eq(list.at[0].chain[0].certificate, f.device.c->id));
	assert_int_equal(list.at[0].chain[0].until_ms, TIME_MAX);
	/* the anchor's own period, then one that its owner set */
	struct party lasting = forge_party(&f.s.m, (struct recipe){ .name = "Lasting",
	    .by = &f.root, .from = "190101000000Z", .until = "20600101000000Z" });
	list = ask(&f, lasting.c);
	assert_int_equal(list.at[0].from_ms, material_ms("2020-01-01T00:00:00Z"));
	assert_int_equal(list.at[0].until_ms, material_ms("2040-01-01T00:00:00Z") + 999);
	anchor_limit(&f.s.anchors, 0, material_ms("2024-05-01T00:00:00.001Z"),
	    material_ms("2026-06-30T12:00:00Z"), NULL, 0);
	list = ask(&f, f.device.c);
	assert_int_equal(list.at[0].from_ms, material_ms("2024-05-01T00:00:00.001Z"));
	assert_int_equal(list.at[0].until_ms, material_ms("2026-06-30T12:00:00Z"));
	setting_drop(&f.s);
}

/* Windows that do not meet give one that covers no instant, never one without bounds. */
static void
windows_that_do_not_meet_are_empty(void **state)
{
	struct fleet f;
	(void)state;
	fleet_init(&f);
	struct party late = forge_party(&f.s.m, (struct recipe){ .name = "Late", .by = &f.root,
	    .from = "20450101000000Z", .until = "20500101000000Z" });
	struct signature_list list = ask(&f, late.c);
	assert_int_equal(list.at[0].status, SIGNATURE_GOOD);
	assert_true(list.at[0].from_ms > list.at[0].until_ms);
	setting_drop(&f.s);
}

/* --- revocation ------------------------------------------------------------------------------- */

static void
lists_keep_their_own_windows(void **state)
{
	struct fleet f;
	(void)state;
	fleet_init(&f);
	assert_int_equal(ask(&f, f.device.c).at[0].chain[0].list_count, 0);
	add_list(&f, (struct forge_list){ .by = &f.authority, .from = "260301000000Z",
	    .until = "260601000000Z" });
	add_list(&f, (struct forge_list){ .by = &f.authority, .from = "260101000000Z",
	    .until = "260401000000Z" });
	add_list(&f, (struct forge_list){ .by = &f.authority, .from = "260501000000Z" });
	/* the same list in another file */
	f.s.lists[f.s.t.list_count] = f.s.lists[0];
	f.s.t.list_count++;
	struct signature_list list = ask(&f, f.device.c);
	const struct chain_link *device = &list.at[0].chain[0];
	assert_int_equal(device->list_count, 3);
	assert_int_equal(device->revoked_ms, TIME_UNKNOWN);
	assert_int_equal(device->lists[0].this_update_ms, material_ms("2026-01-01"));
	assert_int_equal(device->lists[0].next_update_ms,
	    material_ms("2026-04-01T00:00:00Z") + 999);
	assert_int_equal(device->lists[1].this_update_ms, material_ms("2026-03-01"));
	/* without nextUpdate a list covers nothing */
	assert_int_equal(device->lists[2].next_update_ms, TIME_UNKNOWN);
	/* the authority's own revocation is the root's matter */
	assert_int_equal(list.at[0].chain[1].list_count, 0);
	setting_drop(&f.s);
}

static void
only_usable_lists_of_the_issuer_speak(void **state)
{
	struct fleet f;
	(void)state;
	fleet_init(&f);
	struct material *m = &f.s.m;
	/* the issuer's name, another key */
	struct party twin = forge_party(m, (struct recipe){ .name = "Middle", .ca = true });
	/* the issuer's key, another name */
	struct forge_entry e = { f.device.c, "260101000000Z", 1, SLICE("") };
	struct slice point = forge_extension(m, "2.5.29.28", true, SLICE("\x30\x03\x84\x01\xff"));
	struct slice user = forge_extension(m, "2.5.29.28", true, SLICE("\x30\x03\x81\x01\xff"));
	struct slice delta = forge_extension(m, "2.5.29.27", true, SLICE("\x02\x01\x01"));
	struct slice many = SLICE("");
	for (char n = 0; n < 64; n++) {
		char oid[] = "1.3.6.1.4.1.55555.4.00";
		oid[20] = (char)('1' + n / 8);
		oid[21] = (char)('1' + n % 8);
		many = JOIN(m, many, forge_extension(m, oid, false, SLICE("\x05\x00")));
	}
	struct forge_entry crowded = { f.device.c, "260101000000Z", 1, many };
	struct slice issuer = forge_extension(m, "2.5.29.29", true, TLV(m, 0x30,
	    TLV(m, 0xa4, f.root.name)));
	struct forge_entry indirect = { f.device.c, "260101000000Z", 1, issuer };
	const struct { const char *name; struct forge_list list; bool speaks; } cases[] = {
		{ "the issuer's", { .by = &f.authority, .entries = &e }, true },
		{ "another key", { .by = &twin, .entries = &e }, false },
		{ "another name", { .by = &f.authority, .as = f.root.name, .entries = &e }, false },
		{ "the root's", { .by = &f.root, .entries = &e }, false },
		{ "the device's own", { .by = &f.device, .as = f.authority.name, .entries = &e },
		    false },
		{ "indirect", { .by = &f.authority, .entries = &e, .more = point }, false },
		{ "partitioned", { .by = &f.authority, .entries = &e, .more = user }, false },
		{ "delta", { .by = &f.authority, .entries = &e, .more = delta }, false },
		{ "65 extensions", { .by = &f.authority, .entries = &e, .more = many }, false },
		{ "an entry with 65 extensions", { .by = &f.authority, .entries = &crowded },
		    false },
		{ "an entry of another issuer", { .by = &f.authority, .entries = &indirect },
		    false },
		{ "SHA-1", { .by = &f.authority, .entries = &e, .digest = "SHA1" }, false },
		{ "outside of the key's record", { .by = &f.authority, .entries = &e,
		    .digest = "SHA512" }, false },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct forge_list l = cases[i].list;
		l.from = "260601000000Z";
		l.until = "260801000000Z";
		l.count = 1;
		f.s.t.list_count = 0;
		add_list(&f, l);
		struct signature_list list = ask(&f, f.device.c);
		const struct chain_link *device = &list.at[0].chain[0];
		if (device->list_count != cases[i].speaks ||
		    (device->revoked_ms != TIME_UNKNOWN) != cases[i].speaks)
			fail_msg("%s", cases[i].name);
	}
	setting_drop(&f.s);
}

/* Of several lists the earliest date and the gravest reason, whatever a later one leaves out. */
static void
what_was_revoked_once_stays_revoked(void **state)
{
	static const struct {
		const char *name, *at[2]; int reason[2]; const char *want_at, *want_reason;
	} cases[] = {
		{ "one entry", { "260105000000Z", NULL }, { 4 }, "2026-01-05", "superseded" },
		{ "no reason", { "260105000000Z", NULL }, { -1 }, "2026-01-05", "unspecified" },
		{ "a compromise", { "260105000000Z", NULL }, { 1 }, "2026-01-05",
		    "key_compromise" },
		{ "in the future", { "20990105000000Z", NULL }, { 4 }, "2099-01-05",
		    "superseded" },
		{ "removed from the list, which only a delta list may say",
		    { "260105000000Z", NULL }, { 8 }, "2026-01-05", "remove_from_crl" },
		{ "a reason of the future", { "260105000000Z", NULL }, { 42 }, "2026-01-05",
		    "unspecified" },
		{ "on hold, then compromised", { "260105000000Z", "260301000000Z" }, { 6, 1 },
		    "2026-01-05", "key_compromise" },
		{ "compromised, then superseded", { "260205000000Z", "260105000000Z" }, { 1, 4 },
		    "2026-01-05", "key_compromise" },
		{ "an authority's compromise", { "260205000000Z", "260105000000Z" }, { 4, 2 },
		    "2026-01-05", "ca_compromise" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fleet f;
		fleet_init(&f);
		for (size_t k = 0; k < 2 && cases[i].at[k] != NULL; k++) {
			struct forge_entry e = { f.device.c, cases[i].at[k], cases[i].reason[k],
			    SLICE("") };
			add_list(&f, (struct forge_list){ .by = &f.authority,
			    .from = k == 0 ? "260601000000Z" : "260501000000Z",
			    .until = "260801000000Z", .entries = &e, .count = 1 });
		}
		add_list(&f, (struct forge_list){ .by = &f.authority, .from = "260701000000Z",
		    .until = "260901000000Z" });
		struct signature_list list = ask(&f, f.device.c);
		const struct chain_link *device = &list.at[0].chain[0];
		if (device->revoked_ms != material_ms(cases[i].want_at) ||
		    !slice_eq(device->revoked_reason, slice_of(cases[i].want_reason)))
			fail_msg("%s: %.*s", cases[i].name, SLICE_FMT(device->revoked_reason));
		setting_drop(&f.s);
	}
}

/* A list names numbers: a negative one is not its positive twin. */
static void
numbers_are_compared_with_their_sign(void **state)
{
	struct fleet f;
	(void)state;
	fleet_init(&f);
	struct party plus = forge_party(&f.s.m, (struct recipe){ .name = "P", .by = &f.authority,
	    .number = SLICE("\x01") });
	struct party minus = forge_party(&f.s.m, (struct recipe){ .name = "M", .by = &f.authority,
	    .number = SLICE("\xff") });
	struct forge_entry e = { minus.c, "260101000000Z", -1, SLICE("") };
	add_list(&f, (struct forge_list){ .by = &f.authority, .from = "260601000000Z",
	    .until = "260801000000Z", .entries = &e, .count = 1 });
	assert_text(minus.c->number, "-01");
	assert_int_equal(ask(&f, plus.c).at[0].chain[0].revoked_ms, TIME_UNKNOWN);
	assert_int_equal(ask(&f, minus.c).at[0].chain[0].revoked_ms, material_ms("2026-01-01"));
	setting_drop(&f.s);
}

/* --- purposes --------------------------------------------------------------------------------- */

#define CODE "\x30\x0a\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x03"
#define CLIENT "\x30\x0a\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x02"
#define OTHER "\x30\x08\x06\x06\x2b\x06\x01\x04\x01\x63"

static void
usages_narrow_what_the_anchor_is_for(void **state)
{
	static const struct {
		const char *name; unsigned anchor; struct slice authority, leaf; unsigned want;
	} cases[] = {
		{ "no usage stated", ALL, {0}, {0}, ALL },
		{ "never more than the anchor's", PURPOSE_EVIDENCE, {0}, {0}, PURPOSE_EVIDENCE },
		{ "evidence is not release", PURPOSE_EVIDENCE, {0}, SLICE_INIT(CODE),
		    PURPOSE_EVIDENCE },
		{ "clients identify", ALL, {0}, SLICE_INIT(CLIENT),
		    PURPOSE_IDENTITY | PURPOSE_ATTESTATION },
		{ "clients release nothing", PURPOSE_RELEASE, {0}, SLICE_INIT(CLIENT), 0 },
		{ "unknown usage", ALL, {0}, SLICE_INIT(OTHER), 0 },
		{ "two usages that share nothing", ALL, SLICE_INIT(CODE), SLICE_INIT(CLIENT), 0 },
		{ "the authority's usage counts", ALL, SLICE_INIT(CLIENT), {0},
		    PURPOSE_IDENTITY | PURPOSE_ATTESTATION },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct setting s;
		setting_init(&s);
		struct slice above = cases[i].authority.len == 0 ? SLICE("") :
		    forge_extension(&s.m, "2.5.29.37", false, cases[i].authority);
		struct slice below = cases[i].leaf.len == 0 ? SLICE("") :
		    forge_extension(&s.m, "2.5.29.37", true, cases[i].leaf);
		struct party root = forge_party(&s.m, (struct recipe){ .name = "R", .ca = true });
		struct party sub = forge_party(&s.m, (struct recipe){ .name = "S", .by = &root,
		    .ca = true, .more = above });
		struct party leaf = forge_party(&s.m, (struct recipe){ .name = "L", .by = &sub,
		    .more = below });
		struct signature_list list = {0};
		setting_add_anchor(&s, root.c->der, cases[i].anchor, HOW_CONTRACT);
		setting_add_pool(&s, sub.c);
		assert_false(failed(trust_check_certificate(&s.t, leaf.c, &list, NULL)));
		if (list.count != 1 || list.at[0].status != SIGNATURE_GOOD ||
		    list.at[0].purposes != cases[i].want)
			fail_msg("%s: %u", cases[i].name, list.at[0].purposes);
		setting_drop(&s);
	}
}

/* An anchor in the middle, a leaf that is an anchor itself, a chain that stops short. */
static void
anchors_end_the_chain_wherever_they_stand(void **state)
{
	struct fleet f;
	(void)state;
	fleet_init(&f);
	setting_add_anchor(&f.s, f.authority.c->der, PURPOSE_EVIDENCE, HOW_IN_PERSON);
	setting_add_anchor(&f.s, f.device.c->der, PURPOSE_IDENTITY, HOW_WITH_THE_GOODS);
	struct signature_list list = ask(&f, f.device.c);
	assert_int_equal(list.count, 3);
	assert_int_equal(list.at[0].chain_count, 2);
	assert_int_equal(list.at[0].purposes, ALL);
	assert_int_equal(list.at[1].chain_count, 1);
	assert_int_equal(list.at[1].purposes, PURPOSE_EVIDENCE);
	assert_int_equal(list.at[1].how, HOW_IN_PERSON);
	assert_int_equal(list.at[2].chain_count, 0);
	assert_int_equal(list.at[2].purposes, PURPOSE_IDENTITY);
	assert_int_equal(list.at[2].how, HOW_WITH_THE_GOODS);
	setting_drop(&f.s);
}

/* --- forged, unknown, crowded ----------------------------------------------------------------- */

static void
forged_certificates_are_broken_and_strange_ones_unverifiable(void **state)
{
	struct fleet f;
	(void)state;
	fleet_init(&f);
	struct slice same = JOIN(&f.s.m, forge_extension(&f.s.m, "2.5.29.35", false,
	    TLV(&f.s.m, 0x30, TLV(&f.s.m, 0x80, forge_key_identifier(&f.s.m, f.root.key)))));
	struct party stranger = forge_party(&f.s.m, (struct recipe){ .name = "Elsewhere",
	    .ca = true });
	struct party foreign = forge_party(&f.s.m, (struct recipe){ .name = "D",
	    .by = &stranger });
	/* in the root's name, naming the root's key, signed by another */
	struct party forged = forge_party(&f.s.m, (struct recipe){ .name = "D", .by = &stranger,
	    .as = f.root.name, .bare = true, .more = same });
	assert_int_equal(ask(&f, foreign.c).at[0].status, SIGNATURE_UNVERIFIABLE);
	assert_int_equal(ask(&f, forged.c).at[0].status, SIGNATURE_BROKEN);
	assert_int_equal(ask(&f, forged.c).at[0].purposes, 0);
	setting_drop(&f.s);
}

/* 200 authorities of the issuer's name and key identifier lie in the delivery, and 20 devices
 * that name them. What is remembered keeps this from costing the square for each. */
static void
namesakes_of_an_issuer_cost_little_and_lend_nothing(void **state)
{
	static struct certificate *pool[256];
	struct fleet f;
	(void)state;
	fleet_init(&f);
	struct material *m = &f.s.m;
	EVP_PKEY *key = forge_key(m, "P-256");
	struct slice same = JOIN(m, forge_extension(m, "2.5.29.19", true,
	    SLICE("\x30\x03\x01\x01\xff")), forge_extension(m, "2.5.29.15", true,
	    SLICE("\x03\x02\x01\x06")), forge_extension(m, "2.5.29.14", false,
	    TLV(m, 0x04, forge_key_identifier(m, f.authority.key))),
	    forge_extension(m, "2.5.29.35", false, TLV(m, 0x30, TLV(m, 0x80,
	    forge_key_identifier(m, f.authority.key)))));
	for (size_t i = 0; i < 200; i++) {
		uint8_t number[2] = { 2, (uint8_t)i };
		pool[i] = forge_party(m, (struct recipe){ .name = "Middle", .key = key,
		    .bare = true, .more = same, .number = { number, 2 } }).c;
	}
	pool[200] = f.authority.c;
	f.s.t.pool_count = certificate_order(pool, 201);
	f.s.t.pool = pool;
	assert_false(failed(trust_remember(&f.s.t, NULL)));
	struct party decoy = { .key = key, .name = f.authority.name };
	for (size_t i = 0; i < 20; i++) {
		struct party forged = forge_party(m, (struct recipe){ .name = "D",
		    .by = &decoy, .bare = true, .more = forge_extension(m, "2.5.29.35", false,
		    TLV(m, 0x30, TLV(m, 0x80, forge_key_identifier(m, f.authority.key)))) });
		struct signature_list list = ask(&f, forged.c);
		assert_int_equal(list.count, 1);
		assert_int_not_equal(list.at[0].status, SIGNATURE_GOOD);
	}
	for (size_t i = 0; i < f.s.t.pool_count; i++)
		if (f.s.t.known[i] == 2)	/* leads to an anchor */
			assert_ptr_equal(pool[i], f.authority.c);
	setting_drop(&f.s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_window_is_what_every_certificate_and_the_anchor_allow),
		cmocka_unit_test(windows_that_do_not_meet_are_empty),
		cmocka_unit_test(lists_keep_their_own_windows),
		cmocka_unit_test(only_usable_lists_of_the_issuer_speak),
		cmocka_unit_test(what_was_revoked_once_stays_revoked),
		cmocka_unit_test(numbers_are_compared_with_their_sign),
		cmocka_unit_test(usages_narrow_what_the_anchor_is_for),
		cmocka_unit_test(anchors_end_the_chain_wherever_they_stand),
		cmocka_unit_test(forged_certificates_are_broken_and_strange_ones_unverifiable),
		cmocka_unit_test(namesakes_of_an_issuer_cost_little_and_lend_nothing),
	};
	return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
