/* cyclonedx_test.c - bills of materials: what is read, what is refused and where, large ones.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/buf.h"
#include "base/limits.h"
#include "bom/cyclonedx.h"

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OPEN "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\""
#define META OPEN ",\"metadata\":{"
#define ABOUT META "\"component\":{"
#define AT(before) (sizeof(before) - 1)

static struct rc
read_bom(struct arena *a, struct slice in, struct reading *r, struct err *e)
{
	*r = reading_init(a);
	*e = (struct err){0};
	return cyclonedx_read(source_of(in), r, e);
}

static const struct {
	const char	*name;
	struct slice	 in;
	enum code	 want;
	uint64_t	 at;
} cases[] = {
	{ "the least", SLICE_INIT(OPEN "}"), OK, 0 },
	{ "no format", SLICE_INIT("{\"specVersion\":\"1.5\"}"), E_SCHEMA, 0 },
	{ "another format", SLICE_INIT("{\"bomFormat\":\"SPDX\"}"), E_SCHEMA, 13 },
	{ "no version of the format", SLICE_INIT(" {\"bomFormat\":\"CycloneDX\"}"), E_SCHEMA, 1 },
	{ "version 1.1", SLICE_INIT("{\"specVersion\":\"1.1\"}"), E_SCHEMA, 15 },
	{ "version 1.2",
	    SLICE_INIT("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.2\"}"), OK, 0 },
	{ "version 1.7",
	    SLICE_INIT("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\"}"), OK, 0 },
	{ "version 1.8", SLICE_INIT("{\"specVersion\":\"1.8\"}"), E_SCHEMA, 15 },
	{ "a version that is a number", SLICE_INIT("{\"specVersion\":1.5}"), E_SCHEMA, 15 },
	{ "no object", SLICE_INIT("[]"), E_SCHEMA, 0 },
	{ "nothing", SLICE_INIT(""), E_SYNTAX, 0 },
	{ "something behind it", SLICE_INIT(OPEN "} x"), E_SYNTAX, AT(OPEN "} ") },
	{ "a name twice", SLICE_INIT(OPEN ",\"specVersion\":\"1.5\"}"), E_SYNTAX, AT(OPEN ",") },
	{ "a revision of nought", SLICE_INIT(OPEN ",\"version\":0}"), E_SCHEMA,
	    AT(OPEN ",\"version\":") },
	{ "a revision in text", SLICE_INIT(OPEN ",\"version\":\"1\"}"), E_SCHEMA,
	    AT(OPEN ",\"version\":") },
	{ "a serial number that is none", SLICE_INIT(OPEN ",\"serialNumber\":1}"), E_SCHEMA,
	    AT(OPEN ",\"serialNumber\":") },
	{ "metadata in a list", SLICE_INIT(OPEN ",\"metadata\":[]}"), E_SCHEMA,
	    AT(OPEN ",\"metadata\":") },
	{ "an instant that is none", SLICE_INIT(META "\"timestamp\":\"today\"}}"), E_SCHEMA,
	    AT(META "\"timestamp\":") },
	{ "tools in text", SLICE_INIT(META "\"tools\":\"syft\"}}"), E_SCHEMA,
	    AT(META "\"tools\":") },
	{ "a tool in text", SLICE_INIT(META "\"tools\":[\"syft\"]}}"), E_SCHEMA,
	    AT(META "\"tools\":[") },
	{ "a component about nothing", SLICE_INIT(META "\"component\":{}}}"), E_SCHEMA,
	    AT(META "\"component\":") },
	{ "a component in a list", SLICE_INIT(META "\"component\":[]}}"), E_SCHEMA,
	    AT(META "\"component\":") },
	{ "a name that is a number", SLICE_INIT(ABOUT "\"name\":1}}}"), E_SCHEMA,
	    AT(ABOUT "\"name\":") },
	{ "a version that is null", SLICE_INIT(ABOUT "\"name\":\"a\",\"version\":null}}}"),
	    E_SCHEMA, AT(ABOUT "\"name\":\"a\",\"version\":") },
	{ "a purl in a list", SLICE_INIT(ABOUT "\"name\":\"a\",\"purl\":[]}}}"), E_SCHEMA,
	    AT(ABOUT "\"name\":\"a\",\"purl\":") },
	{ "a hash without its content", SLICE_INIT(ABOUT "\"hashes\":[{\"alg\":\"SHA-256\"}]}}}"),
	    E_SCHEMA, AT(ABOUT "\"hashes\":[") },
	{ "a hash of a wrong length",
	    SLICE_INIT(ABOUT "\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"ab\"}]}}}"), E_SCHEMA,
	    AT(ABOUT "\"hashes\":[{\"alg\":\"SHA-256\",\"content\":") },
	{ "components in an object", SLICE_INIT(OPEN ",\"components\":{}}"), E_SCHEMA,
	    AT(OPEN ",\"components\":") },
	{ "a component in text", SLICE_INIT(OPEN ",\"components\":[\"zlib\"]}"), E_SCHEMA,
	    AT(OPEN ",\"components\":[") },
	{ "a reference that is a number", SLICE_INIT(OPEN ",\"components\":[{\"bom-ref\":1}]}"),
	    E_SCHEMA, AT(OPEN ",\"components\":[{\"bom-ref\":") },
	{ "a reference twice", SLICE_INIT(OPEN
	    ",\"components\":[{\"bom-ref\":\"a\"},{\"bom-ref\":\"a\"}]}"), E_SCHEMA,
	    AT(OPEN ",\"components\":[{\"bom-ref\":\"a\"},{\"bom-ref\":") },
	{ "a reference of a component and of a service", SLICE_INIT(OPEN
	    ",\"components\":[{\"bom-ref\":\"a\"}],\"services\":[{\"bom-ref\":\"a\"}]}"), E_SCHEMA,
	    AT(OPEN ",\"components\":[{\"bom-ref\":\"a\"}],\"services\":[{\"bom-ref\":") },
	{ "a reference and an edge to it", SLICE_INIT(OPEN
	    ",\"components\":[{\"bom-ref\":\"a\"}],\"dependencies\":[{\"ref\":\"a\"}]}"), OK, 0 },
	{ "unknown members", SLICE_INIT(OPEN ",\"more\":{\"a\":[1,2,{\"b\":null}]},\"less\":1}"),
	    OK, 0 },
};

static void
members(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct reading r;
		struct err e;
		struct rc rc = read_bom(&a, cases[i].in, &r, &e);
		if (rc.code != cases[i].want || e.at != cases[i].at)
			fail_msg("%s: %s at %u: %s", cases[i].name, code_name(rc.code),
			    (unsigned)e.at, e.what);
		assert_true(failed(rc) == slice_is_empty(r.kind));
	}
}

static struct slice
text_of(const struct reading *r, const char *member)
{
	return value_text(value_get(&r->facts[0].value, slice_of(member)));
}

static int64_t
count_of(const struct reading *r)
{
	int64_t n;
	assert_true(value_int(value_get(&r->facts[0].value, SLICE("components")), &n));
	return n;
}

static bool
mentions(const struct reading *r, const char *scheme, struct slice text, const char *place)
{
	for (size_t i = 0; i < r->mention_count; i++)
		if (slice_eq(r->mentions[i].scheme, slice_of(scheme)) &&
		    slice_eq(r->mentions[i].text, text) &&
		    slice_eq(r->mentions[i].place, slice_of(place)))
			return true;
	return false;
}

static const struct slice full = SLICE_INIT(OPEN ",\"serialNumber\":\"urn:uuid:1\",\"version\":3,"
    "\"metadata\":{\"timestamp\":\"2026-05-04T09:00:00Z\","
    "\"tools\":{\"components\":[{\"name\":\"syft\",\"version\":\"1.0\",\"bom-ref\":\"t\"}],"
    "\"services\":[{\"name\":\"scan\"}]},\"supplier\":{\"name\":\"Acme\",\"url\":[\"x\"]},"
    "\"component\":{\"type\":\"firmware\",\"bom-ref\":\"root\",\"name\":\"ic-22\",\"version\":"
    "\"5.4.2\",\"purl\":\"pkg:generic/acme/ic-22@5.4.2\",\"hashes\":[{\"alg\":\"MD5\",\"content\":"
    "\"00\"},{\"content\":\"" HEX64 "\",\"alg\":\"SHA-256\"}],\"components\":[{\"name\":\"u\"}]}},"
    "\"components\":[{\"name\":\"a\",\"components\":[{\"name\":\"b\",\"components\":[{}]}]},"
    "{\"name\":\"c\"}]}");

static void
what_it_states(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct reading r;
	struct err e;
	assert_false(failed(read_bom(&a, full, &r, &e)));
	assert_true(slice_eq(r.kind, SLICE("sbom")));
	assert_true(slice_eq(r.producer, SLICE("Acme")));
	assert_int_equal(r.made_ms, 1777885200000);
	assert_int_equal(r.fact_count, 1);
	assert_true(slice_eq(text_of(&r, "format"), SLICE("CycloneDX")));
	assert_true(slice_eq(text_of(&r, "spec"), SLICE("1.5")));
	assert_true(slice_eq(text_of(&r, "name"), SLICE("ic-22")));
	assert_true(slice_eq(text_of(&r, "version"), SLICE("5.4.2")));
	assert_true(slice_eq(text_of(&r, "tool"), SLICE("syft 1.0, scan")));
	assert_true(slice_eq(text_of(&r, "serial_number"), SLICE("urn:uuid:1")));
	assert_true(slice_eq(text_of(&r, "image"), SLICE("sha256:" HEX64)));
	assert_int_equal(count_of(&r), 5);
	assert_int_equal(r.mention_count, 4);
	assert_true(mentions(&r, "product", SLICE("ic-22"), "/metadata/component/name"));
	assert_true(mentions(&r, "version", SLICE("5.4.2"), "/metadata/component/version"));
	assert_true(mentions(&r, "purl", SLICE("pkg:generic/acme/ic-22@5.4.2"),
	    "/metadata/component/purl"));
	assert_true(mentions(&r, "digest", SLICE("sha256:" HEX64), "/metadata/component/hashes"));
}

static void
tools_of_older_documents(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct reading r;
	struct err e;
	assert_false(failed(read_bom(&a, SLICE(META "\"tools\":[{\"vendor\":\"x\","
	    "\"name\":\"cdxgen\",\"version\":\"2\"},{\"name\":\"b\"}]}}"), &r, &e)));
	assert_true(slice_eq(text_of(&r, "tool"), SLICE("cdxgen 2, b")));
	assert_int_equal(r.mention_count, 0);	/* about nothing: bound to nothing */
	assert_true(r.made_ms == TIME_UNKNOWN);
}

static void
vulnerabilities_alone_are_no_bill(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct reading r;
	struct err e;
	assert_false(failed(read_bom(&a, SLICE(OPEN ",\"vulnerabilities\":[{\"id\":\"x\"}]}"), &r,
	    &e)));
	assert_true(slice_is_empty(r.kind));
	assert_true(slice_starts(r.title, SLICE("CycloneDX 1.5 vulnerability statements")));
	assert_false(failed(read_bom(&a, SLICE(OPEN ",\"vulnerabilities\":[],\"components\":[{}]}"),
	    &r, &e)));
	assert_true(slice_eq(r.kind, SLICE("sbom")));
}

/* In a statement: places begin at the predicate, offsets at the statement, the rest is left. */
static void
a_predicate_in_a_statement(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	struct reading r = reading_init(&a);
	struct err e = {0};
#define BEFORE "{\"_type\":\"x\",\"predicate\":"
	struct slice in = SLICE(BEFORE ABOUT "\"name\":\"x\"}}},\"more\":1}");
	assert_false(failed(cyclonedx_read_predicate(in, AT(BEFORE), &r, &e)));
	assert_true(mentions(&r, "product", SLICE("x"), "/predicate/metadata/component/name"));
	assert_true(slice_eq(r.facts[0].place, SLICE("/predicate")));
	r = reading_init(&a);
	in = SLICE(BEFORE "{\"specVersion\":\"9\"}}");
	assert_int_equal(cyclonedx_read_predicate(in, AT(BEFORE), &r, &e).code, E_SCHEMA);
	assert_int_equal(e.at, AT(BEFORE) + 15);
}

static void
predicate_types(void **state)
{
	(void)state;
	assert_true(cyclonedx_handles(SLICE("https://cyclonedx.org/bom")));
	assert_true(cyclonedx_handles(SLICE("https://cyclonedx.org/bom/v1.5")));
	assert_false(cyclonedx_handles(SLICE("https://cyclonedx.org/bomb")));
	assert_false(cyclonedx_handles(SLICE("https://cyclonedx.org/")));
}

static void
every_truncation_is_refused(void **state)
{
	(void)state;
	for (size_t n = 0; n < full.len; n++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct reading r;
		struct err e;
		uint8_t *exact = malloc(n + 1);
		memcpy(exact, full.at, n);
		assert_int_equal(read_bom(&a, (struct slice){ exact, n }, &r, &e).code, E_SYNTAX);
		assert_true(e.at <= n);
		free(exact);
	}
}

static void
every_flip_is_survived(void **state)
{
	(void)state;
	uint8_t bytes[2048];
	for (size_t bit = 0; bit < full.len * 8; bit++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct reading r;
		struct err e;
		memcpy(bytes, full.at, full.len);
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		struct rc rc = read_bom(&a, (struct slice){ bytes, full.len }, &r, &e);
		assert_true(!failed(rc) || (e.what != NULL && e.at <= full.len));
	}
}

static void
depth_and_breadth_are_bounded(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(MIB(1));
	AUTO(buf) b = buf_init(MIB(1));
	struct reading r;
	struct err e;
	buf_add_text(&b, OPEN);
	for (unsigned i = 0; i < DEPTH_MAX; i++)
		buf_add_text(&b, i == 0 ? ",\"components\":[{" : "\"components\":[{");
	assert_int_equal(read_bom(&a, buf_slice(&b), &r, &e).code, E_LIMIT);
	AUTO(arena) little = arena_init(64);
	assert_int_equal(read_bom(&little, full, &r, &e).code, E_LIMIT);
}

/* A document made as it is read, so that its size costs no memory of its own. */
struct maker {
	uint8_t		at[2 * WINDOW_BYTES];
	size_t		made, wanted;		/* components */
	bool		ended;
};

static struct rc
make_more(struct source *s, uint64_t keep_from, struct err *e)
{
	struct maker *m = s->context;
	size_t kept = (size_t)(s->base + s->window.len - keep_from), n = kept;
	(void)e;
	memmove(m->at, m->at + (keep_from - s->base), kept);
	if (m->made == 0)
		n += (size_t)snprintf((char *)m->at + n, 256, "%s,\"components\":[{}", ABOUT
		    "\"name\":\"big\"}}");
	while (m->made < m->wanted && n + 256 < sizeof(m->at)) {
		m->made++;
		n += (size_t)snprintf((char *)m->at + n, 256, ",{\"type\":\"library\",\"bom-ref\":"
		    "\"pkg:generic/part-%zu@1.0\",\"name\":\"part-%zu\",\"version\":\"1.0\","
		    "\"purl\":\"pkg:generic/part-%zu@1.0\",\"licenses\":[{\"name\":\"MIT\"}]}",
		    m->made, m->made, m->made);
	}
	if (m->made == m->wanted && !m->ended && n + 2 < sizeof(m->at)) {
		n += (size_t)snprintf((char *)m->at + n, 3, "]}");
		m->ended = true;
	}
	s->window = (struct slice){ m->at, n };
	s->base = keep_from;
	return DONE;
}

/* 20 MB, or as many components as ASSAY_BIG_BOM says (1,800,000 make 300 MB). */
static void
memory_does_not_follow_the_size(void **state)
{
	(void)state;
	const char *asked = getenv("ASSAY_BIG_BOM");
	uint64_t wanted = 125000;
	if (asked != NULL)
		assert_true(slice_to_u64(slice_of(asked), &wanted));
	AUTO(arena) a = arena_init(KIB(64));
	struct maker *m = calloc(1, sizeof(*m));
	m->wanted = (size_t)wanted;
	struct source s = { .window = { m->at, 0 }, .more = make_more, .context = m };
	struct reading r = reading_init(&a);
	struct err e = {0};
	struct rc rc = cyclonedx_read(s, &r, &e);
	if (failed(rc))
		fail_msg("%s at %llu: %s", code_name(rc.code), (unsigned long long)e.at, e.what);
	assert_int_equal(count_of(&r), wanted + 1);
	free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members),
		cmocka_unit_test(what_it_states),
		cmocka_unit_test(tools_of_older_documents),
		cmocka_unit_test(vulnerabilities_alone_are_no_bill),
		cmocka_unit_test(a_predicate_in_a_statement),
		cmocka_unit_test(predicate_types),
		cmocka_unit_test(every_truncation_is_refused),
		cmocka_unit_test(every_flip_is_survived),
		cmocka_unit_test(depth_and_breadth_are_bounded),
		cmocka_unit_test(memory_does_not_follow_the_size),
	};
	return cmocka_run_group_tests_name("cyclonedx", tests, NULL, NULL);
}
