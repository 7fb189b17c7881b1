/* verify_test.c - which signatures a delivery's files get, and that what was read is what was
 * signed.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/forge.h"

#include <sys/stat.h>
#include <unistd.h>

#include "app/inspect/intake.h"
#include "app/inspect/verify.h"
#include "codec/base64.h"
#include "trust/dsse.h"

#define ALL 1022u
#define INTOTO "application/vnd.in-toto+json"

/* A folder that is inspected, with one authority as anchor. */
struct desk {
	struct material		 m;
	struct party		 root, signer, second;
	struct anchor_set	 anchors;
	struct delivery		 d;
	char			 folder[32];
	struct slice		 names[64];
	size_t			 count;
};

static void
desk_init(struct desk *k)
{
	*k = (struct desk){ .m = material_init(), .folder = "/tmp/assay-verify-XXXXXX" };
	assert_non_null(mkdtemp(k->folder));
	k->root = forge_party(&k->m, (struct recipe){ .name = "Root", .ca = true });
	k->signer = forge_party(&k->m, (struct recipe){ .name = "Signer", .by = &k->root });
	k->second = forge_party(&k->m, (struct recipe){ .name = "Second", .by = &k->root });
	assert_false(failed(anchor_load(k->root.c->der, SLICE("root"), ALL, HOW_CONTRACT, &k->m.a,
	    &k->m.bag, &k->anchors, NULL)));
}

static void
desk_put(struct desk *k, const char *name, struct slice bytes)
{
	struct slice path;
	assert_true(arena_format(&k->m.a, &path, "%s/%s", k->folder, name));
	FILE *f = fopen((const char *)path.at, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes.at, 1, bytes.len, f), bytes.len);
	assert_int_equal(fclose(f), 0);
	assert_true(k->count < COUNT(k->names));
	k->names[k->count++] = path;
}

static void
desk_inspect(struct desk *k)
{
	const char *paths[] = { k->folder }, *culprit = NULL;
	struct intake_options options = { .paths = paths, .path_count = 1, .threads = 1 };
	assert_false(failed(intake_run(&options, &k->d, &culprit, NULL)));
	assert_false(failed(verify_delivery(&k->d, &k->anchors, 2, NULL, NULL)));
}

static const struct body *
desk_body(const struct desk *k, const char *name)
{
	for (size_t i = 0; i < k->d.count; i++)
		if (slice_eq(k->d.bodies[i].path, slice_of(name)))
			return &k->d.bodies[i];
	fail_msg("%s was not taken in", name);
	return NULL;
}

static void
desk_drop(struct desk *k)
{
	for (size_t i = 0; i < k->count; i++)
		assert_int_equal(unlink((const char *)k->names[i].at), 0);
	assert_int_equal(rmdir(k->folder), 0);
	delivery_drop(&k->d);
	material_drop(&k->m);
}

static size_t
good(const struct body *b)
{
	size_t n = 0;
	for (size_t i = 0; i < b->signature_count; i++)
		n += b->signatures[i].status == SIGNATURE_GOOD;
	return n;
}

static struct slice
pem(struct material *m, const char *label, struct slice der)
{
	AUTO(buf) b = buf_init(MIB(1));
	struct slice out;
	buf_addf(&b, "-----BEGIN %s-----\n", label);
	base64_write(der, &b);
	buf_addf(&b, "\n-----END %s-----\n", label);
	assert_true(arena_copy(&m->a, buf_slice(&b), &out));
	return out;
}

/* --- envelopes -------------------------------------------------------------------------------- */

#define NAME_DIGEST "a9bb2eee7ff9c20b4d2d9d9d5b1fd7e12a85d1ee4eabbd3f0c19ff2d5fa9a2d7"

/* A retention record about batch:acme/B. */
static struct slice
statement(struct material *m, const char *revision)
{
	struct slice out, id;
	struct digest d;
	assert_false(failed(digest_of(SLICE("batch:acme/B"), &d, NULL)));
	assert_true(digest_text(&m->a, &d, &id));
	assert_true(arena_format(&m->a, &out, "{\"_type\":\"https://in-toto.io/Statement/v1\","
	    "\"subject\":[{\"name\":\"batch:acme/B\",\"digest\":{\"sha256\":\"%.*s\"}}],"
	    "\"predicateType\":\"https://assay.invalid/evidence/retention_record/%s\","
	    "\"predicate\":{\"batch\":\"batch:acme/B\",\"owner\":\"acme\",\"until\":\"2040-01-01\","
	    "\"location\":\"archive\"}}", SLICE_FMT(slice_sub(id, 7, id.len)), revision));
	return out;
}

static void
what_is_read_is_what_was_signed(void **state)
{
	struct desk k;
	(void)state;
	desk_init(&k);
	struct slice payload = statement(&k.m, "1");
	EVP_PKEY *keys[] = { k.signer.key, k.signer.key, k.second.key };
	struct slice envelope = forge_dsse(&k.m, INTOTO, payload, keys, 3);
	desk_put(&k, "signer.crt", k.signer.c->der);
	desk_put(&k, "second.crt", k.second.c->der);
	desk_put(&k, "signed.json", envelope);
	/* the same statement without an envelope, and a second payload beside the signed one */
	desk_put(&k, "bare.json", payload);
	desk_put(&k, "two-payloads.json", JOIN(&k.m, SLICE("{\"payload\":\"e30=\","),
	    slice_sub(envelope, 1, envelope.len)));
	/* its own revision of a kind is another kind */
	desk_put(&k, "revision-2.json", forge_dsse(&k.m, INTOTO, statement(&k.m, "2"), keys, 1));
	/* signed as something else than a statement */
	desk_put(&k, "type.json", forge_dsse(&k.m, "application/json", payload, keys, 1));
	desk_inspect(&k);
	const struct body *b = desk_body(&k, "signed.json");
	assert_text(b->reading.kind, "retention_record");
	assert_true(b->reading.fact_count > 0);
	assert_int_equal(good(b), 3);
	/* the bytes that the facts were read from are those that were checked */
	assert_true(slice_eq(b->dsse->payload.bytes, payload));
	const struct body *bare = desk_body(&k, "bare.json");
	assert_text(bare->reading.kind, "retention_record");
	assert_int_equal(bare->signature_count, 0);
	const struct body *two = desk_body(&k, "two-payloads.json");
	assert_int_equal(two->reading.kind.len, 0);
	assert_int_equal(two->reading.fact_count, 0);
	assert_int_equal(two->signature_count, 0);
	assert_true(reasons_have(&two->findings, FINDING_INPUT_MALFORMED));
	assert_int_equal(desk_body(&k, "revision-2.json")->reading.kind.len, 0);
	const struct body *type = desk_body(&k, "type.json");
	assert_int_equal(type->reading.kind.len, 0);
	assert_int_equal(type->reading.fact_count, 0);
	desk_drop(&k);
}

/* --- detached signatures ---------------------------------------------------------------------- */

static struct slice
manifest(struct material *m, const char *version)
{
	struct slice out;
	assert_true(arena_format(&m->a, &out, "{\"schema\":\"assay.invalid/firmware-manifest/1\","
	    "\"product\":\"product:acme/x\",\"version\":\"%s\",\"release\":\"release:acme/x@%s\","
	    "\"issued\":\"2026-01-01\",\"images\":[{\"name\":\"i\",\"size\":1,\"sha256\":"
	    "\"" NAME_DIGEST "\"}]}", version, version));
	return out;
}

static struct slice
detached(struct desk *k, const struct party *signer, struct slice content)
{
	return forge_cms(&k->m, signer, NULL, (struct slice){0}, content);
}

static void
a_detached_signature_belongs_to_the_file_it_is_over(void **state)
{
	struct desk k;
	(void)state;
	desk_init(&k);
	struct slice one = manifest(&k.m, "1"), two = manifest(&k.m, "2");
	struct slice over_one = detached(&k, &k.signer, one);
	desk_put(&k, "one.json", one);
	desk_put(&k, "two.json", two);
	desk_put(&k, "one.p7s", over_one);
	desk_put(&k, "one-again.p7s", detached(&k, &k.second, one));
	/* over the signature itself, over a file that is not here, with other content inside */
	desk_put(&k, "over-signature.p7s", detached(&k, &k.second, over_one));
	desk_put(&k, "over-nothing.p7s", detached(&k, &k.second, SLICE("gone")));
	desk_put(&k, "inside.p7s", forge_cms(&k.m, &k.second, NULL, SLICE("else"), SLICE("else")));
	desk_inspect(&k);
	assert_int_equal(good(desk_body(&k, "one.json")), 2);
	assert_int_equal(desk_body(&k, "one.json")->signature_count, 2);
	assert_int_equal(desk_body(&k, "two.json")->signature_count, 0);
	static const char *const alone[] = { "over-nothing.p7s", "inside.p7s",
		"over-signature.p7s" };
	for (size_t i = 0; i < COUNT(alone); i++) {
		const struct body *b = desk_body(&k, alone[i]);
		assert_text(b->reading.kind, "signature");
		assert_int_equal(b->signature_count, 0);
		assert_int_equal(b->reading.fact_count, 0);
		assert_true(reasons_have(&b->findings, FINDING_SIGNATURE_ALONE));
	}
	assert_false(reasons_have(&desk_body(&k, "one.p7s")->findings, FINDING_SIGNATURE_ALONE));
	desk_drop(&k);
}

/* The second message of a file would be overlooked: the file is malformed, and says where. */
static void
two_messages_in_one_file_are_refused(void **state)
{
	struct desk k;
	(void)state;
	desk_init(&k);
	struct slice one = manifest(&k.m, "1");
	struct slice first = pem(&k.m, "CMS", detached(&k, &k.signer, one));
	desk_put(&k, "one.json", one);
	desk_put(&k, "both.pem", JOIN(&k.m, first,
	    pem(&k.m, "PKCS7", detached(&k, &k.second, one))));
	desk_inspect(&k);
	const struct body *b = desk_body(&k, "both.pem");
	assert_true(reasons_have(&b->findings, FINDING_INPUT_MALFORMED));
	assert_text(b->findings.at[0].place, "4:1");
	desk_drop(&k);
}

/* --- the pool --------------------------------------------------------------------------------- */

static void
names_and_copies_of_files_change_no_answer(void **state)
{
	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		struct desk k;
		desk_init(&k);
		struct party middle = forge_party(&k.m, (struct recipe){ .name = "Middle",
		    .by = &k.root, .ca = true });
		/* the same authority with another term: two ways, in one order */
		struct party renewed = forge_party(&k.m, (struct recipe){ .name = "Middle",
		    .by = &k.root, .ca = true, .key = middle.key, .from = "230101000000Z" });
		struct party device = forge_party(&k.m, (struct recipe){ .by = &middle,
		    .subject = forge_name(&k.m, "2.5.4.5", 0x0c, SLICE("3101")) });
		struct slice chain = pem(&k.m, "CERTIFICATE", middle.c->der);
		desk_put(&k, turn == 0 ? "a.crt" : "z.crt", middle.c->der);
		desk_put(&k, "m.crt", renewed.c->der);
		desk_put(&k, "device.pem", JOIN(&k.m, pem(&k.m, "CERTIFICATE", device.c->der),
		    chain, chain, chain));
		desk_inspect(&k);
		const struct body *b = desk_body(&k, "device.pem");
		assert_text(b->reading.kind, "device_certificate");
		assert_int_equal(b->signature_count, 2);
		assert_int_equal(good(b), 2);
		struct slice first = b->signatures[0].chain[1].certificate;
		bool lower = slice_cmp(middle.c->id, renewed.c->id) < 0;
		assert_true(slice_eq(first, lower ? middle.c->id : renewed.c->id));
		desk_drop(&k);
	}
}

static void
an_anchor_among_the_files_is_found_in_every_wrapping(void **state)
{
	(void)state;
	for (int form = 0; form < 5; form++) {
		struct desk k;
		struct anchor_set other = {0};
		desk_init(&k);
		assert_false(failed(anchor_load(forge_spki(&k.m, k.second.key), SLICE("k"),
		    PURPOSE_RELEASE, HOW_CONTRACT, &k.m.a, &k.m.bag, &other, NULL)));
		struct slice message = detached(&k, &k.second, SLICE("x"));
		struct slice wrapped = form == 0 ? k.second.c->der :
		    form == 1 ? pem(&k.m, "CERTIFICATE", k.second.c->der) :
		    form == 2 ? pem(&k.m, "PUBLIC KEY", forge_spki(&k.m, k.second.key)) :
		    form == 3 ? pem(&k.m, "CMS", message) : k.signer.c->der;
		desk_put(&k, "file", wrapped);
		desk_inspect(&k);
		bool found;
		assert_false(failed(verify_anchor_is_delivered(&k.d, &other.anchors[0], &found,
		    NULL)));
		assert_int_equal(found, form < 4);
		desk_drop(&k);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_read_is_what_was_signed),
		cmocka_unit_test(a_detached_signature_belongs_to_the_file_it_is_over),
		cmocka_unit_test(two_messages_in_one_file_are_refused),
		cmocka_unit_test(names_and_copies_of_files_change_no_answer),
		cmocka_unit_test(an_anchor_among_the_files_is_found_in_every_wrapping),
	};
	return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
