/* case_test.c - the form of a case: hand-made files, what is refused, and where.
 * SPDX-License-Identifier: Apache-2.0 */
#include "form.h"

#include "fact/case.h"

#define LIST(type, ...) (type[]){ __VA_ARGS__ }
/* 2026-06-30T12:00:00.000Z and other instants as they stand in the file. */
#define AT(text) instant(text)

static int64_t
instant(const char *text)
{
	int64_t ms;
	assert_false(failed(time_parse(S(text), TIME_BEGINNING, &ms, NULL)));
	return ms;
}

static struct item
blank_item(struct slice id, const char *kind)
{
	return (struct item){ .id = id, .kind = S(kind), .holding = HOLDING_KEPT,
	    .made_ms = TIME_UNKNOWN, .received_ms = TIME_UNKNOWN, .valid_from_ms = TIME_UNKNOWN,
	    .valid_until_ms = TIME_UNKNOWN, .held_until_ms = TIME_UNKNOWN,
	    .recomputed_ms = TIME_UNKNOWN, .seen_ms = TIME_UNKNOWN };
}

/* Two members, in the order given. */
static struct value
two(struct build *b, const char *left, struct value x, const char *right, struct value y)
{
	struct value v = value_object();
	value_put(b, &v, left, x);
	value_put(b, &v, right, y);
	return v;
}

/* --- the case of test/data/forms/case.json, every list in another order ----------------------- */

static struct item
packing_list(struct build *b)
{
	struct item it = blank_item(DIGEST("1"), "packing_list");
	struct value types = value_array();
	struct slice place = S("Blatt \"1\"!B2"), asset = S("asset:acme/ic-22#3101");
	struct value article = value_string(S("0047022"));
	struct value serials[] = { value_string(S("3102")), value_string(S("3101")) };
	value_push(b, &types, value_string(S("embedded_device")));
	value_push(b, &types, value_string(S("host_device")));
	static struct fact list[5];
	list[0] = (struct fact){ S("table"), {0}, two(b, "rows", value_number(b, 2), "carrier",
	    value_bool(true)), {0} };
	list[1] = (struct fact){ S("listed"), asset, two(b, "serial", serials[0], "article",
	    article), place };
	list[2] = (struct fact){ S("scope"), S(""), two(b, "product",
	    value_string(S("Pr\xc3\xbc" "fger\xc3\xa4t\n")), "component_types", types), S("") };
	list[3] = (struct fact){ S("listed"), asset, two(b, "article", article, "serial",
	    serials[1]), place };
	list[4] = list[1];
	static struct reason findings[3];
	findings[0] = (struct reason){ FINDING_TABLE_COLUMN_SUSPECT, S("batch:acme/C-1"), {0},
	    {0} };
	findings[1] = (struct reason){ FINDING_IDENTIFIER_DAMAGED, {0}, DIGEST("1"),
	    S("Blatt \"1\"!C3") };
	findings[2] = findings[0];
	static struct slice bound[3], vouched[1];
	bound[0] = bound[2] = S("batch:acme/C-1");
	bound[1] = asset;
	vouched[0] = DIGEST("2");
	static struct item_state states[1];
	states[0] = (struct item_state){ S("superseded"), DIGEST("2"),
	    AT("2026-06-20T00:00:00Z") };
	it.decoder = S("table/1");
	it.producer = S("party:acme");
	it.stage = S("logistics");
	it.made_ms = AT("2026-06-10");
	it.received_ms = AT("2026-06-12T09:15:00Z");
	it.fact_count = COUNT(list);
	it.facts = list;
	it.finding_count = COUNT(findings);
	it.findings = findings;
	it.bound_count = COUNT(bound);
	it.bound_to = bound;
	it.vouched_count = COUNT(vouched);
	it.vouched_by = vouched;
	it.state_count = COUNT(states);
	it.states = states;
	return it;
}

static struct item
certificate(void)
{
	struct item it = blank_item(DIGEST("2"), "device_certificate");
	static struct revocation_list lists[3];
	lists[0] = (struct revocation_list){ DIGEST("3"), AT("2026-06-01"), AT("2026-07-01") };
	lists[1] = (struct revocation_list){ DIGEST("d"), AT("2026-06-01"), TIME_UNKNOWN };
	lists[2] = lists[0];
	static struct chain_link link;
	link = (struct chain_link){ .certificate = DIGEST("c"), .subject = S("CN=3101"),
	    .number = S("0A1B"), .from_ms = AT("2026-01-01"),
	    .until_ms = AT("2036-01-01T00:00:00.999Z"), .revoked_ms = AT("2026-06-25"),
	    .revoked_reason = S("superseded"), .list_count = COUNT(lists), .lists = lists };
	static struct signature signatures[2];
	signatures[0] = (struct signature){ .status = SIGNATURE_GOOD, .scheme = S("x509"),
	    .algorithm = S("ecdsa-p256"), .key = DIGEST("e"), .signer = S("CN=3101"),
	    .anchor = DIGEST("a"), .how = HOW_IN_PERSON, .purposes = PURPOSE_IDENTITY,
	    .from_ms = AT("2026-01-01"), .until_ms = AT("2036-01-01T00:00:00.999Z"),
	    .claimed_ms = AT("2026-06-02T08:00:00Z"), .chain_count = 1, .chain = &link };
	signatures[1] = (struct signature){ .scheme = S("dsse"), .from_ms = TIME_UNKNOWN,
	    .until_ms = TIME_UNKNOWN, .claimed_ms = TIME_UNKNOWN };
	it.decoder = S("identity/1");
	it.holding = HOLDING_HELD;
	it.holder = S("party:acme");
	it.recomputed_ms = AT("2026-06-14");
	it.prose = true;
	it.valid_from_ms = AT("2026-01-01");
	it.valid_until_ms = AT("2036-01-01T00:00:00.999Z");
	it.signature_count = COUNT(signatures);
	it.signatures = signatures;
	return it;
}

static struct item
inspection(void)
{
	struct item it = blank_item(ID("evidence", "9"), "visual_inspection");
	static struct slice bound[1];
	bound[0] = S("batch:acme/C-1");
	it.bound_count = COUNT(bound);
	it.bound_to = bound;
	it.entry = it.id;
	it.holding = HOLDING_SEEN;
	it.seen_by = S("person:buyer/anton");
	it.seen_ms = AT("2026-06-15T10:30:00.250Z");
	it.stage = S("acceptance");
	return it;
}

static void
add_exceptions(struct case_form *c)
{
	static struct case_exception list[2];
	static struct slice subjects[2], asset[1], measures[1];
	static enum finding_id codes[3] = { FINDING_EVIDENCE_STALE, FINDING_EVIDENCE_MISSING,
		FINDING_EVIDENCE_STALE };
	subjects[0] = DIGEST("2");
	subjects[1] = S("batch:acme/C-1");
	asset[0] = S("asset:acme/ic-22#3101");
	measures[0] = DIGEST("1");
	list[1] = (struct case_exception){ .id = ID("exception", "1"), .criterion = S("support"),
	    .outcome = S("risk_accept"), .subject_count = 2, .subjects = subjects,
	    .from_ms = AT("2026-06-01"), .until_ms = AT("2026-12-31T23:59:59.999Z"),
	    .approved = true, .owner = S("party:buyer"), .requester = S("person:buyer/anton"),
	    .approver = S("person:buyer/vera"), .code_count = COUNT(codes), .codes = codes,
	    .measure_count = 1, .measures = measures };
	list[0] = (struct case_exception){ .id = ID("exception", "2"),
	    .requirement = S("iec62443-4-2:2019/CR-1.2"), .outcome = S("accept_with_exception"),
	    .subject_count = 1, .subjects = asset, .from_ms = TIME_UNKNOWN,
	    .until_ms = AT("2026-07-31T23:59:59.999Z"), .owner = S("party:buyer"),
	    .requester = S("person:buyer/anton") };
	c->exception_count = COUNT(list);
	c->exceptions = list;
}

static void
add_readings(struct build *b, struct case_form *c)
{
	static struct case_review review;
	static struct case_dimension dimensions[2];
	static struct fact fact;
	struct value result = value_object();
	value_put(b, &result, "result", value_string(S("ok")));
	fact = (struct fact){ S("inspection"), S("batch:acme/C-1"), result, {0} };
	dimensions[0] = (struct case_dimension){ S("scope"), S("indeterminate") };
	dimensions[1] = (struct case_dimension){ S("origin"), S("pass") };
	review = (struct case_review){ .id = ID("verification", "4"),
	    .evidence = ID("evidence", "9"), .reader = S("person:buyer/vera"),
	    .role = S("assessor"), .method = S("by eye"), .result = S("pass"),
	    .at_ms = AT("2026-06-16"), .dimension_count = 2, .dimensions = dimensions,
	    .fact_count = 1, .facts = &fact };
	c->review_count = 1;
	c->reviews = &review;
}

static void
add_feeds(struct build *b, struct case_form *c)
{
	static struct case_feed list[2];
	struct value affected = value_array();
	value_push(b, &affected, two(b, "up_to", value_number(b, 12), "fixed", value_null()));
	list[0] = (struct case_feed){ .digest = DIGEST("f"), .name = S("feed"),
	    .built_ms = AT("2026-06-29T02:00:00Z"), .evidence = DIGEST("1"),
	    .subject = S("pkg:generic/zlib@1.2.11"), .id = S("CVE-2026-0001"),
	    .record = two(b, "score", value_string(S("9.8")), "affected", affected) };
	list[1] = (struct case_feed){ .digest = DIGEST("f"), .name = S("feed"),
	    .built_ms = AT("2026-06-29T02:00:00Z") };
	c->feed_count = COUNT(list);
	c->feeds = list;
}

static void
add_anchors(struct case_form *c)
{
	static struct case_anchor list[3];
	static struct slice subjects[2];
	subjects[0] = S("product:acme/ic-22");
	subjects[1] = S("party:acme");
	list[0] = (struct case_anchor){ .id = DIGEST("b"), .purposes = PURPOSE_RELEASE,
	    .from_ms = TIME_UNKNOWN, .until_ms = TIME_UNKNOWN };
	list[1] = (struct case_anchor){ .id = DIGEST("a"),
	    .purposes = PURPOSE_EVIDENCE | PURPOSE_IDENTITY, .how = HOW_IN_PERSON,
	    .from_ms = AT("2020-01-01"), .until_ms = TIME_MAX, .subject_count = 2,
	    .subjects = subjects };
	list[2] = list[0];
	c->anchor_count = COUNT(list);
	c->anchors = list;
}

static struct case_form
whole_case(struct build *b)
{
	static struct item items[3];
	static struct slice assets[3], types[1];
	static struct case_party parties[2];
	items[0] = certificate();
	items[1] = packing_list(b);
	items[2] = inspection();
	assets[0] = assets[2] = S("asset:acme/ic-22#3102");
	assets[1] = S("asset:acme/ic-22#3101");
	types[0] = S("embedded_device");
	parties[0] = (struct case_party){ S("seller"), S("party:shop") };
	parties[1] = (struct case_party){ S("asset_owner"), S("party:buyer") };
	struct case_form c = { .valid_at_ms = AT("2026-06-30T12:00:00Z"), .position_known = true,
	    .position_size = 42, .position_root = DIGEST("0"), .item_count = 3, .items = items };
	c.scope = (struct case_scope){ .subject = S("batch:acme/C-1"),
	    .product = S("product:acme/ic-22"), .release = S("release:acme/ic-22@5.4.2"),
	    .manufacturer = S("party:acme"), .type_count = 1, .component_types = types,
	    .asset_count = 3, .assets = assets, .party_count = 2, .parties = parties };
	add_anchors(&c);
	add_exceptions(&c);
	add_readings(b, &c);
	add_feeds(b, &c);
	return c;
}

/* --- tests ------------------------------------------------------------------------------------ */

static struct rc
read_case(const struct value *v, struct arena *a, struct err *e)
{
	struct case_form c;
	return case_decode(v, a, &c, e);
}

static struct slice
written(struct arena *a, const struct case_form *c)
{
	struct build b = { .a = a };
	struct value v = case_value(&b, c);
	assert_false(failed(build_end(&b, NULL)));
	return bytes_of(a, &v);
}

static void
a_case_is_written_as_by_hand(void **state)
{
	struct arena a = arena_init(MIB(4));
	struct build b = { .a = &a };
	struct case_form c = whole_case(&b);
	(void)state;
	case_settle(&c);
	assert_same(written(&a, &c), form_file(&a, "case.json"));
	case_settle(&c);
	assert_same(written(&a, &c), form_file(&a, "case.json"));
	c = (struct case_form){ .scope.subject = S("batch:acme/C-1") };
	case_settle(&c);
	assert_same(written(&a, &c), form_file(&a, "case-least.json"));
	arena_drop(&a);
}

static void
what_is_read_is_written_again(void **state)
{
	static const char *const files[] = { "case.json", "case-least.json" };
	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		struct arena a = arena_init(MIB(4));
		struct slice golden = form_file(&a, files[i]);
		struct case_form c;
		struct value v;
		struct err e = {0};
		assert_false(failed(json_tree(golden, MIB(1), &a, &v, &e)));
		if (failed(case_decode(&v, &a, &c, &e)))
			fail_msg("%s: %s at %llu", files[i], e.what, (unsigned long long)e.at);
		assert_same(written(&a, &c), golden);
		/* settled already */
		case_settle(&c);
		assert_same(written(&a, &c), golden);
		arena_drop(&a);
	}
}

static void
what_is_read_means_what_was_meant(void **state)
{
	struct arena a = arena_init(MIB(4));
	struct case_form c;
	struct value v;
	(void)state;
	assert_false(failed(json_tree(form_file(&a, "case.json"), MIB(1), &a, &v, NULL)));
	assert_false(failed(case_decode(&v, &a, &c, NULL)));
	const struct item *it = &c.items[2];
	assert_int_equal(it->holding, HOLDING_HELD);
	assert_int_equal(it->made_ms, TIME_UNKNOWN);
	assert_int_equal(it->seen_ms, TIME_UNKNOWN);
	assert_int_equal(it->held_until_ms, TIME_UNKNOWN);
	assert_true(it->prose);
	const struct signature *s = &it->signatures[1];
	assert_int_equal(s->status, SIGNATURE_GOOD);
	assert_int_equal(s->purposes, PURPOSE_IDENTITY);
	assert_int_equal(s->how, HOW_IN_PERSON);
	assert_int_equal(s->chain[0].lists[0].next_update_ms, TIME_UNKNOWN);
	assert_int_equal(s->chain[0].revoked_ms, AT("2026-06-25"));
	assert_int_equal(c.items[1].facts[0].value.kind, VALUE_OBJECT);
	assert_int_equal(c.items[1].findings[0].id, FINDING_IDENTIFIER_DAMAGED);
	assert_int_equal(c.anchors[0].purposes, PURPOSE_IDENTITY | PURPOSE_EVIDENCE);
	assert_int_equal(c.exceptions[0].codes[1], FINDING_EVIDENCE_STALE);
	assert_true(c.exceptions[0].approved && !c.exceptions[1].approved);
	assert_int_equal(c.feeds[0].record.kind, VALUE_NULL);
	assert_true(c.position_known && c.position_size == 42);
	arena_drop(&a);
}

/* How a row of feeds begins. */
#define FEED "{\"built\":\"2026-06-29T02:00:00.000Z\",\"digest\":\"sha256:" EIGHT(EIGHT("f"))

static const struct refusal refusals[] = {
	{ "another form", "case/1", "case/2", "\"case/2\"", OK },
	{ "no form", "\"assay\":\"case/1\",", "", "{", OK },
	{ "unknown member", "\"assay\":", "\"about\":1,\"assay\":", "\"about\"", OK },
	{ "member twice", "\"assay\":", "\"assay\":1,\"assay\":", "\"assay\":\"case", E_SYNTAX },
	{ "unknown member of an item", "\"kind\":\"packing", "\"kin\":0,\"kind\":\"packing",
	    "\"kin\"", OK },
	{ "unknown member of a fact", "\"place\":\"Blatt", "\"page\":1,\"place\":\"Blatt",
	    "\"page\"", OK },
	{ "unknown member of the scope", "\"product\":\"product", "\"x\":1,\"product\":\"product",
	    "\"x\"", OK },
	{ "unknown member of the position", "\"size\":42", "\"size\":42,\"t\":1", "\"t\"", OK },
	{ "missing member", "\"prose\":true,", "", "{\"bound_to\":[],\"decoder\":\"identity", OK },
	{ "missing list", "\"vouched_by\":[]},{\"bound_to\":[\"asset",
	    "\"z\":[]},{\"bound_to\":[\"asset",
	    "{\"bound_to\":[\"batch", OK },
	{ "text that is null", "\"signer\":\"\"", "\"signer\":null", "null,\"status\":\"unv", OK },
	{ "instant by offset", "2026-06-30T12:00:00.000Z", "2026-06-30T12:00:00+00:0",
	    "\"2026-06-30T", OK },
	{ "instant without milliseconds", "2026-06-30T12:00:00.000Z", "2026-06-30T12:00:00Z",
	    "\"2026-06-30T", OK },
	{ "instant with microseconds", "2026-06-30T12:00:00.000Z", "2026-06-30T12:00:00.000000Z",
	    "\"2026-06-30T", OK },
	{ "instant in small letters", "2026-06-10T00:00:00.000Z", "2026-06-10t00:00:00.000z",
	    "\"2026-06-10t", OK },
	{ "no such day", "2026-06-30T12", "2026-06-31T12", "\"2026-06-31T", OK },
	{ "instant that is a number", "\"made\":\"2026-06-10T00:00:00.000Z\"", "\"made\":7",
	    "7,\"producer", OK },
	{ "instant that must be there", "\"at\":\"2026-06-16T00:00:00.000Z\"", "\"at\":null",
	    "null,\"dimensions", OK },
	{ "digest in capitals", "sha256:cccc", "sha256:Cccc", "\"sha256:C", OK },
	{ "digest cut", "\"sha256:d", "\"sha256:", "\"sha256:ddd", OK },
	{ "digest of another kind", "\"sha256:d", "\"sha512:d", "\"sha512:", OK },
	{ "id of another kind", "\"exception:2", "\"decision:2", "\"decision:2", OK },
	{ "unknown holding", "\"held\",\"id\"", "\"lost\",\"id\"", "\"lost\"", OK },
	{ "empty holding", "\"held\",\"id\"", "\"\",\"id\"", "\"\",\"id\":\"sha256", OK },
	{ "held, and kept", "\"held\",\"id\"", "\"kept\",\"id\"",
	    "{\"bound_to\":[],\"decoder\":\"identity", OK },
	{ "kept, and seen", "\"seen\",\"id\"", "\"kept\",\"id\"", "{\"bound_to\":[\"batch", OK },
	{ "unknown status", "\"unverifiable\"", "\"unknown\"", "\"unknown\"", OK },
	{ "unknown purpose", "[\"identity\"]", "[\"identify\"]", "\"identify\"", OK },
	{ "purposes out of order", "[\"identity\",\"evidence\"]", "[\"evidence\",\"identity\"]",
	    "\"identity\"]", OK },
	{ "purpose twice", "[\"identity\",\"evidence\"]", "[\"identity\",\"identity\"]",
	    "\"identity\"],", OK },
	{ "unknown way to trust", "\"how\":\"in_person\",\"key\"", "\"how\":\"by_luck\",\"key\"",
	    "\"by_luck\"", OK },
	{ "unknown finding", "IDENTIFIER_DAMAGED", "IDENTIFIER_LOST", "\"IDENTIFIER_LOST", OK },
	{ "unknown state", "\"superseded\"}]", "\"replaced\"}]", "\"replaced\"", OK },
	{ "unknown result", "\"result\":\"pass\",\"role\"", "\"result\":\"fine\",\"role\"",
	    "\"fine\"", OK },
	{ "unknown dimension", "\"name\":\"scope\",\"result", "\"name\":\"taste\",\"result",
	    "\"taste\"", OK },
	{ "unknown outcome", "\"risk_accept\"", "\"accept\"", "\"accept\"", OK },
	{ "good without an anchor", "\"anchor\":\"sha256:" EIGHT(EIGHT("a")) "\"",
	    "\"anchor\":\"\"", "{\"algorithm\":\"ecdsa", OK },
	{ "unverifiable with a purpose", "\"purposes\":[],\"scheme\"",
	    "\"purposes\":[\"log\"],\"scheme\"", "{\"algorithm\":\"\"", OK },
	{ "assets out of order", "[\"asset:acme/ic-22#3101\",\"asset:acme/ic-22#3102\"]",
	    "[\"asset:acme/ic-22#3102\",\"asset:acme/ic-22#3101\"]",
	    "\"asset:acme/ic-22#3101\"],\"component", OK },
	{ "asset twice", "\"asset:acme/ic-22#3102\"]", "\"asset:acme/ic-22#3101\"]",
	    "\"asset:acme/ic-22#3101\"],\"component", OK },
	{ "empty asset", "[\"asset:acme/ic-22#3101\",\"asset:acme/ic-22#3102\"]", "[\"\"]",
	    "\"\"],\"component", OK },
	{ "facts out of order", "\"name\":\"listed\"", "\"name\":\"table\"",
	    "{\"name\":\"listed\"", OK },
	{ "facts out of order by value", "\"serial\":\"3101\"", "\"serial\":\"3109\"",
	    "{\"name\":\"listed\",\"place\":\"Blatt \\\"1\\\"!B2\",\"subject\":"
	    "\"asset:acme/ic-22#3101\",\"value\":{\"article\":\"0047022\",\"serial\":\"3102", OK },
	{ "fact with an object inside", "\"carrier\":true", "\"carrier\":{}", "{},\"rows", OK },
	{ "fact with null inside", "\"carrier\":true", "\"carrier\":null", "null,\"rows", OK },
	{ "fact with a fraction", "\"rows\":2", "\"rows\":2.0", "2.0", OK },
	{ "fact with a list of numbers", "[\"embedded_device\",\"host_device\"]", "[1]",
	    "[1]", OK },
	{ "fact that is no object", "{\"carrier\":true,\"rows\":2}", "\"full\"", "\"full\"", OK },
	{ "finding twice", "{\"code\":\"TABLE_COLUMN_SUSPECT\",\"evidence\":\"\",\"place\":\"\","
	    "\"subject\":\"batch:acme/C-1\"}]", "{\"subject\":\"\",\"code\":\"IDENTIFIER_DAMAGED\","
	    "\"evidence\":\"sha256:" EIGHT(EIGHT("1")) "\",\"place\":\"Blatt \\\"1\\\"!C3\"}]",
	    "{\"subject\":\"\"", OK },
	{ "items out of order", "\"id\":\"sha256:1", "\"id\":\"sha256:3",
	    "{\"bound_to\":[],\"decoder\":\"identity", OK },
	{ "seen, and named by a digest", "\"id\":\"evidence:", "\"id\":\"sha256:",
	    "{\"bound_to\":[\"batch", OK },
	{ "seen under another entry", "\"id\":\"evidence:9", "\"id\":\"evidence:8",
	    "{\"bound_to\":[\"batch", OK },
	{ "kept, and named by an entry", "\"kept\",\"id\":\"sha256:",
	    "\"kept\",\"id\":\"evidence:", "{\"bound_to\":[\"asset", OK },
	{ "unverifiable and trusted", "\"how\":\"with_the_goods\",\"key\"",
	    "\"how\":\"contract\",\"key\"", "{\"algorithm\":\"\"", OK },
	{ "item twice", "\"id\":\"sha256:" EIGHT(EIGHT("2")) "\",\"kind\":\"device_certificate\"",
	    "\"id\":\"sha256:" EIGHT(EIGHT("1")) "\",\"kind\":\"packing_list\"",
	    "{\"bound_to\":[],\"decoder\":\"identity", OK },
	{ "signatures out of order", "\"key\":\"\"", "\"key\":\"sha256:" EIGHT(EIGHT("f")) "\"",
	    "{\"algorithm\":\"ecdsa", OK },
	{ "revocation lists out of order", "\"next_update\":null",
	    "\"next_update\":\"2026-07-02T00:00:00.000Z\"", "{\"evidence\":\"sha256:333", OK },
	{ "anchors out of order", "\"how\":\"with_the_goods\",\"id\":\"sha256:b",
	    "\"how\":\"with_the_goods\",\"id\":\"sha256:0", "{\"from\":null", OK },
	{ "exception twice", "\"exception:" EIGHT(EIGHT("2")), "\"exception:" EIGHT(EIGHT("1")),
	    "{\"approved\":false", OK },
	{ "exception to two things", "\"criterion\":\"\"", "\"criterion\":\"x\"",
	    "{\"approved\":false", OK },
	{ "exception to nothing", "\"criterion\":\"support\"", "\"criterion\":\"\"",
	    "{\"approved\":true", OK },
	{ "exception approved by the requester", "person:buyer/vera\",\"codes",
	    "person:buyer/anton\",\"codes",
	    "{\"approved\":true", OK },
	{ "exception approved by nobody", "\"approved\":false", "\"approved\":true",
	    "{\"approved\":true,\"approver\":\"\"", OK },
	{ "exception not approved by someone", "\"approved\":true", "\"approved\":false",
	    "{\"approved\":false,\"approver\":\"person", OK },
	{ "exception without end", "\"until\":\"2026-12-31T23:59:59.999Z\"", "\"until\":null",
	    "null},{\"approved", OK },
	{ "codes out of order", "\"EVIDENCE_MISSING\",\"EVIDENCE_STALE\"",
	    "\"EVIDENCE_STALE\",\"EVIDENCE_MISSING\"", "\"EVIDENCE_MISSING\"", OK },
	{ "record without an id", "\"CVE-2026-0001\"", "\"\"",
	    FEED "\",\"evidence\":\"sha256", OK },
	{ "id without a record", "\"record\":null", "\"record\":{}", "{\"built\"", OK },
	{ "record beside none", "\"evidence\":\"sha256:" EIGHT(EIGHT("1")) "\",\"id\":\"CVE",
	    "\"evidence\":\"\",\"id\":\"CVE", FEED "\",\"evidence\":\"\",\"id\":\"CVE", OK },
	{ "a build with two names", "\"name\":\"feed\",\"record\":null",
	    "\"name\":\"food\",\"record\":null", FEED "\",\"evidence\":\"sha256", OK },
	{ "record with a fraction", "\"score\":\"9.8\"", "\"score\":9.8", "9.8", OK },
	{ "manufacturer among the parties", "\"role\":\"asset_owner\"", "\"role\":\"manufacturer\"",
	    "{\"party\":\"party:buyer\"", OK },
	{ "role twice", "\"role\":\"seller\"", "\"role\":\"asset_owner\"",
	    "{\"party\":\"party:shop\"", OK },
	{ "nothing is assessed", "\"subject\":\"batch:acme/C-1\"},\"valid_at\"",
	    "\"subject\":\"\"},\"valid_at\"", "\"\"},\"valid_at\"", OK },
	{ "size below zero", "\"size\":42", "\"size\":-1", "-1}", OK },
	{ "size too large", "\"size\":42", "\"size\":9007199254740992", "9007199254740992", OK },
	{ "true as a text", "\"prose\":true", "\"prose\":\"true\"", "\"true\"", OK },
	{ "a list that is an object", "\"states\":[]", "\"states\":{}", "{},\"valid_from", OK },
};

static void
refusals_name_the_place(void **state)
{
	struct arena a = arena_init(MIB(1));
	struct slice golden = form_file(&a, "case.json");
	(void)state;
	assert_refused(golden, refusals, COUNT(refusals), read_case);
	arena_drop(&a);
}

static void
no_beginning_is_a_case(void **state)
{
	struct arena a = arena_init(MIB(1));
	(void)state;
	assert_whole(form_file(&a, "case.json"), read_case);
	arena_drop(&a);
}

/* A fact of n members, in the least case. */
static void
try_fact(size_t n, enum code want)
{
	struct arena a = arena_init(MIB(4));
	struct build b = { .a = &a };
	struct item it = blank_item(DIGEST("1"), "sbom");
	struct fact f = { S("bom"), {0}, value_object(), {0} };
	struct case_form c = { .scope.subject = S("batch:acme/C-1"), .item_count = 1,
	    .items = &it };
	struct err e = {0};
	it.fact_count = 1;
	it.facts = &f;
	for (size_t i = 0; i < n; i++) {
		struct slice name;
		assert_true(arena_format(&a, &name, "m%zu", i));
		value_put_slice(&b, &f.value, name, value_bool(true));
	}
	struct slice bytes = written(&a, &c);
	assert_int_equal(form_read(bytes, read_case, &a, &e).code, want);
	if (want != OK)
		assert_int_equal(e.at, slice_find(bytes, S("{\"m0\""), 0));
	arena_drop(&a);
}

static void
a_fact_has_at_most_256_members(void **state)
{
	(void)state;
	try_fact(FACT_MEMBERS_MAX, OK);
	try_fact(FACT_MEMBERS_MAX + 1, E_SCHEMA);
}

/* Whatever order things were gathered in, the bytes are the same. */
static void
order_of_gathering_does_not_show(void **state)
{
	struct arena a = arena_init(MIB(4));
	struct build b = { .a = &a };
	struct signature s = { .scheme = S("dsse"), .status = SIGNATURE_GOOD,
	    .key = DIGEST("1"), .anchor = DIGEST("a"), .from_ms = 1, .until_ms = 2,
	    .claimed_ms = TIME_UNKNOWN };
	struct signature later = s, left[2], right[2];
	struct case_anchor n = { .id = DIGEST("a"), .until_ms = 5 }, m = n, few[2], more[2];
	struct value x = two(&b, "a", value_bool(true), "b", value_number(&b, 1));
	struct value y = two(&b, "b", value_number(&b, 2), "a", value_bool(true));
	struct fact facts[2] = { { S("f"), {0}, y, {0} }, { S("f"), {0}, x, {0} } };
	struct fact other[2] = { facts[1], facts[0] };
	struct item one = blank_item(DIGEST("1"), "sbom"), two_ = one;
	(void)state;
	later.until_ms = 3;
	m.until_ms = 4;
	memcpy(left, LIST(struct signature, s, later), sizeof(left));
	memcpy(right, LIST(struct signature, later, s), sizeof(right));
	memcpy(few, LIST(struct case_anchor, n, m), sizeof(few));
	memcpy(more, LIST(struct case_anchor, m, n), sizeof(more));
	one.signature_count = two_.signature_count = one.fact_count = two_.fact_count = 2;
	one.signatures = left;
	two_.signatures = right;
	one.facts = facts;
	two_.facts = other;
	struct case_form c = { .scope.subject = S("x"), .item_count = 1, .items = &one,
	    .anchor_count = 2, .anchors = few };
	struct case_form d = { .scope.subject = S("x"), .item_count = 1, .items = &two_,
	    .anchor_count = 2, .anchors = more };
	case_settle(&c);
	case_settle(&d);
	assert_same(written(&a, &c), written(&a, &d));
	struct err e = {0};
	assert_false(failed(form_read(written(&a, &c), read_case, &a, &e)));
	arena_drop(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_case_is_written_as_by_hand),
		cmocka_unit_test(what_is_read_is_written_again),
		cmocka_unit_test(what_is_read_means_what_was_meant),
		cmocka_unit_test(refusals_name_the_place),
		cmocka_unit_test(no_beginning_is_a_case),
		cmocka_unit_test(a_fact_has_at_most_256_members),
		cmocka_unit_test(order_of_gathering_does_not_show),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
