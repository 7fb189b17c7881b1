/* good_case.c - a case that meets everything: the delivery of a batch, whole and in order.
 *
 * Every fact of doc/formats/facts.md that a check reads is there, with the members it has there.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "world.h"

#define S(literal) slice_of(literal)
#define DIGEST_NONE ((struct slice){0})

static const char *const settings[][2] = {
	{ "ntp", "on" }, { "ssh", "off" }, { "tls", "1.3" }, { "usb", "off" }, { "web", "on" },
};

/* The keys of those who sign, and the anchors they lead to. */
struct signer { struct slice key, anchor; unsigned purpose; const char *scheme; };
enum { MAKER, RELEASER, DEVICES, OWNER, ASSESSOR, VERIFIER, TESTER, SIGNERS };

struct maker {
	struct world	*w;
	struct signer	 signers[SIGNERS];
	int64_t		 now, released;
	struct slice	 certificates[8], manifest, baseline, scope;
	size_t		 assets;
};

static int64_t
ago(const struct maker *m, size_t min_days, size_t max_days)
{
	return m->now - (int64_t)(min_days + rng_below(m->w->r, max_days - min_days + 1)) *
	    DAY_MS;
}

static struct slice
asset(const struct maker *m, size_t i)
{
	return m->w->c.scope.assets[i];
}

static struct slice
serial(const struct maker *m, size_t i)
{
	struct slice s = asset(m, i);
	return slice_sub(s, s.len - 4, s.len);
}

/* --- who signs -------------------------------------------------------------------------------- */

static void
add_signers(struct maker *m)
{
	static const struct { unsigned purpose; const char *scheme; bool makers; } who[] = {
		[MAKER] = { PURPOSE_EVIDENCE, "dsse", true },
		[RELEASER] = { PURPOSE_RELEASE | PURPOSE_UPDATE, "cms", true },
		[DEVICES] = { PURPOSE_IDENTITY, "x509", true },
		[OWNER] = { PURPOSE_EVIDENCE, "dsse", false },
		[ASSESSOR] = { PURPOSE_EVIDENCE, "dsse", false },
		[VERIFIER] = { PURPOSE_ATTESTATION, "dsse", false },
		[TESTER] = { PURPOSE_EVIDENCE, "dsse", false },
	};
	struct case_form *c = &m->w->c;
	for (size_t i = 0; i < SIGNERS; i++) {
		c->anchors = grown(m->w, c->anchors, &c->anchor_count, sizeof(*c->anchors));
		struct case_anchor *n = &c->anchors[i];
		*n = (struct case_anchor){ .id = digest(m->w), .purposes = who[i].purpose,
		    .how = HOW_IN_PERSON, .from_ms = TIME_MIN, .until_ms = TIME_MAX };
		if (who[i].makers && rng_one_in(m->w->r, 2)) {
			n->subjects = grown(m->w, NULL, &n->subject_count, sizeof(struct slice));
			n->subjects[0] = c->scope.manufacturer;
		}
		if (i == TESTER) {
			n->subjects = grown(m->w, NULL, &n->subject_count, sizeof(struct slice));
			n->subjects[0] = S("party:testlab");
		}
		m->signers[i] = (struct signer){ digest(m->w), n->id, who[i].purpose,
		    who[i].scheme };
	}
}

static void
add_link(struct maker *m, struct signature *s, struct slice certificate)
{
	s->chain = grown(m->w, s->chain, &s->chain_count, sizeof(struct chain_link));
	struct chain_link *l = &s->chain[s->chain_count - 1];
	*l = (struct chain_link){ .certificate = certificate, .subject = SLICE("CN=x"),
	    .number = SLICE("01"), .from_ms = ago(m, 400, 800), .until_ms = m->now + 900 *
	    DAY_MS, .revoked_ms = TIME_UNKNOWN, .revoked_reason = SLICE("") };
	for (size_t i = 0; i <= rng_below(m->w->r, 2); i++) {
		l->lists = grown(m->w, l->lists, &l->list_count, sizeof(*l->lists));
		l->lists[i] = (struct revocation_list){ digest(m->w), ago(m, 1 + 30 * i, 20 + 30 *
		    i), m->now + (int64_t)(10 - 12 * (int64_t)i) * DAY_MS };
	}
}

/* leaf: its certificate, or null for a key of its own or a bare one. */
static void
sign(struct maker *m, struct item *it, unsigned who, struct slice leaf)
{
	const struct signer *by = &m->signers[who];
	it->signatures = grown(m->w, it->signatures, &it->signature_count,
	    sizeof(struct signature));
	struct signature *s = &it->signatures[it->signature_count - 1];
	*s = (struct signature){ .status = SIGNATURE_GOOD, .scheme = S(by->scheme),
	    .algorithm = SLICE("ecdsa-p256"), .key = leaf.len > 0 ? digest(m->w) : by->key,
	    .signer = SLICE(""), .anchor = by->anchor, .how = HOW_IN_PERSON,
	    .purposes = by->purpose, .from_ms = ago(m, 400, 800), .until_ms = m->now +
	    900 * DAY_MS, .claimed_ms = TIME_UNKNOWN };
	if (leaf.len > 0)
		add_link(m, s, leaf);
	if (who == DEVICES || who == RELEASER)
		add_link(m, s, by->key);
}

static struct item *
add(struct maker *m, const char *kind, unsigned who, struct slice subject, int64_t made)
{
	struct item *it = item_add(m->w, kind);
	it->made_ms = made;
	bind(m->w, it, subject);
	if (who < SIGNERS)
		sign(m, it, who, DIGEST_NONE);
	return it;
}

/* --- identity --------------------------------------------------------------------------------- */

static void
add_certificates(struct maker *m)
{
	struct world *w = m->w;
	for (size_t i = 0; i < m->assets; i++) {
		struct item *it = item_add(w, "device_certificate");
		m->certificates[i] = digest(w);
		bind(w, it, asset(m, i));
		sign(m, it, DEVICES, m->certificates[i]);
		it->made_ms = it->valid_from_ms = m->released;
		it->valid_until_ms = m->now + 3000 * DAY_MS;
		struct fact *f = fact_add(w, it, "certificate", asset(m, i), S("+0"));
		put_text(w, f, "certificate", m->certificates[i]);
		put_text(w, f, "serial", serial(m, i));
		put_text(w, f, "model", S("IC-22"));
	}
}

static void
add_readouts(struct maker *m)
{
	struct world *w = m->w;
	for (size_t i = 0; i < m->assets; i++) {
		struct item *it = item_add(w, "identity_readout");
		bind(w, it, asset(m, i));
		sign(m, it, DEVICES, m->certificates[i]);
		it->made_ms = ago(m, 1, 60);
		struct fact *f = fact_add(w, it, "readout", asset(m, i), S("/predicate"));
		put_text(w, f, "asset", asset(m, i));
		put_text(w, f, "challenge", digest(w));
		put_text(w, f, "answered", instant(w, it->made_ms));
	}
}

static void
add_identity_list(struct maker *m)
{
	struct world *w = m->w;
	struct item *it = add(m, "identity_list", MAKER, w->c.scope.subject, ago(m, 30, 60));
	struct fact *head = fact_add(w, it, "identity_list", w->c.scope.subject, S("/predicate"));
	put_int(w, head, "entries", (int64_t)m->assets);
	for (size_t i = 0; i < m->assets; i++) {
		struct fact *f = fact_add(w, it, "identity", asset(m, i),
		    text(w, "/predicate/entries/%zu", i));
		put_text(w, f, "serial", serial(m, i));
		put_text(w, f, "certificate", m->certificates[i]);
	}
}

/* --- provenance ------------------------------------------------------------------------------- */

static void
add_table(struct maker *m, const char *kind)
{
	struct world *w = m->w;
	struct item *it = add(m, kind, SIGNERS, w->c.scope.subject, ago(m, 10, 40));
	for (size_t i = 0; i < m->assets; i++) {
		struct fact *f = fact_add(w, it, "listed", asset(m, i), text(w, "A!B%zu", i + 2));
		put_text(w, f, "serial", serial(m, i));
		if (rng_one_in(w->r, 2))
			put_int(w, f, "quantity", 1);
	}
	if (rng_one_in(w->r, 2)) {
		struct fact *f = fact_add(w, it, "quantity", w->c.scope.release, S("A!C9"));
		put_int(w, f, "quantity", (int64_t)m->assets);
	}
}

static void
add_custody(struct maker *m)
{
	struct world *w = m->w;
	struct item *it = add(m, "custody_record", MAKER, w->c.scope.subject, ago(m, 5, 8));
	struct fact *f = fact_add(w, it, "custody", w->c.scope.subject, S("/predicate"));
	size_t count = 1 + rng_below(w->r, 4);
	put_text(w, f, "origin", w->c.scope.manufacturer);
	put_text(w, f, "destination", text(w, "place%zu", count));
	put_int(w, f, "handoffs", (int64_t)count);
	for (size_t i = 0; i < count; i++) {
		int64_t handed = m->now - (int64_t)(60 - 10 * i) * DAY_MS;
		f = fact_add(w, it, "handoff", w->c.scope.subject,
		    text(w, "/predicate/handoffs/%zu", i));
		put_int(w, f, "ordinal", (int64_t)i);
		put_text(w, f, "from", i == 0 ? w->c.scope.manufacturer :
		    text(w, "place%zu", i));
		put_text(w, f, "to", text(w, "place%zu", i + 1));
		put_text(w, f, "handed", instant(w, handed));
		put_text(w, f, "received", instant(w, handed + 3 * DAY_MS));
	}
}

/* --- firmware, composition, configuration ----------------------------------------------------- */

static void
add_firmware(struct maker *m)
{
	struct world *w = m->w;
	size_t count = 1 + rng_below(w->r, 2), at[2];
	for (size_t i = 0; i < count; i++) {
		struct item *it = add(m, "firmware_image", SIGNERS, w->c.scope.release,
		    TIME_UNKNOWN);
		struct fact *f = fact_add(w, it, "bytes", w->c.scope.release, S("+0"));
		put_int(w, f, "size", (int64_t)(4096 * (1 + rng_below(w->r, 2))));
		at[i] = w->c.item_count - 1;
	}
	struct item *manifest = add(m, "firmware_manifest", RELEASER, w->c.scope.release,
	    m->released);
	m->manifest = manifest->id;
	struct fact *f = fact_add(w, manifest, "manifest", w->c.scope.release, S(""));
	put_text(w, f, "version", S(VERSION));
	put_text(w, f, "release", w->c.scope.release);
	put_int(w, f, "images", (int64_t)count);
	for (size_t i = 0; i < count; i++) {
		struct item *image = &w->c.items[at[i]];
		int64_t size = 0;
		if (!value_int(value_get(&image->facts[0].value, SLICE("size")), &size))
			BUG("an image without size");
		image->vouched_by = grown(w, NULL, &image->vouched_count, sizeof(struct slice));
		image->vouched_by[0] = manifest->id;
		f = fact_add(w, manifest, "image", w->c.scope.release, text(w, "/images/%zu", i));
		put_text(w, f, "name", text(w, "image%zu", i));
		put_text(w, f, "digest", image->id);
		put_int(w, f, "size", size);
	}
}

static void
add_boms(struct maker *m)
{
	struct world *w = m->w;
	for (size_t i = 0; i < 2; i++) {
		struct item *it = add(m, "sbom", MAKER, w->c.scope.release, m->released);
		struct fact *f = fact_add(w, it, "bom", w->c.scope.release, S("/metadata"));
		put_text(w, f, "name", S("ic-22"));
		put_text(w, f, "version", S(VERSION));
		put_int(w, f, "components", 5);
		if (rng_one_in(w->r, 2))
			put_text(w, f, "image", member_text(pick_fact(w, pick_item(w,
			    "firmware_manifest"), "image"), "digest"));
		it->producer = i == 0 ? S("party:acme") : S("party:builder");
	}
}

static void
add_settings(struct maker *m, struct item *it)
{
	for (size_t i = 0; i < COUNT(settings); i++) {
		struct fact *f = fact_add(m->w, it, "setting", m->w->c.scope.release,
		    text(m->w, "/predicate/settings/%zu", i));
		put_text(m->w, f, "name", S(settings[i][0]));
		put_text(m->w, f, "value", S(settings[i][1]));
	}
}

static void
add_configuration(struct maker *m)
{
	struct world *w = m->w;
	struct item *it = add(m, "configuration_baseline", MAKER, w->c.scope.release, m->released);
	struct fact *f = fact_add(w, it, "baseline", w->c.scope.release, S("/predicate"));
	put_text(w, f, "release", w->c.scope.release);
	put_int(w, f, "settings", COUNT(settings));
	add_settings(m, it);
	m->baseline = it->id;
	it = add(m, "configuration_export", MAKER, asset(m, 0), ago(m, 2, 60));
	f = fact_add(w, it, "export", asset(m, 0), S("/predicate"));
	put_text(w, f, "asset", asset(m, 0));
	put_text(w, f, "release", w->c.scope.release);
	put_text(w, f, "taken", instant(w, it->made_ms));
	put_int(w, f, "settings", COUNT(settings));
	add_settings(m, it);
}

static void
add_attestations(struct maker *m)
{
	struct world *w = m->w;
	for (size_t i = 0; i < m->assets; i++) {
		struct item *it = add(m, "attestation_result", VERIFIER, asset(m, i), ago(m, 1, 9));
		struct fact *f = fact_add(w, it, "attestation", asset(m, i), S("/predicate"));
		put_text(w, f, "asset", asset(m, i));
		put_text(w, f, "release", w->c.scope.release);
		put_text(w, f, "baseline", m->baseline);
		put_text(w, f, "result", S("equal"));
	}
}

/* --- updates, vulnerabilities, life cycle ----------------------------------------------------- */

static void
add_history(struct maker *m)
{
	struct world *w = m->w;
	struct item *it = add(m, "update_history", MAKER, w->c.scope.subject, m->now);
	size_t count = rng_below(w->r, 4);
	struct fact *f = fact_add(w, it, "history", w->c.scope.subject, S("/predicate"));
	put_text(w, f, "covers_from", instant(w, m->released));
	put_text(w, f, "covers_until", instant(w, m->now));
	put_bool(w, f, "complete", true);
	put_int(w, f, "changes", (int64_t)count);
	for (size_t i = 0; i < count; i++) {
		f = fact_add(w, it, "change", asset(m, i % m->assets),
		    text(w, "/predicate/changes/%zu", i));
		put_text(w, f, "at", instant(w, m->released + (int64_t)(i + 1) * DAY_MS));
		put_text(w, f, "from_version", S("5.4.1"));
		put_text(w, f, "to_version", S(VERSION));
		put_bool(w, f, "authorised", true);
		put_text(w, f, "authorised_by", S("person:acme/r1"));
	}
}

static void
add_status(struct maker *m)
{
	struct world *w = m->w;
	struct item *it = add(m, "vex_statement", MAKER, w->c.scope.release, ago(m, 1, 25));
	size_t count = 1 + rng_below(w->r, 3);
	const char *const products[] = { "product:acme/ic-22", "pkg:generic/acme/ic-22@" VERSION,
	    "release:acme/ic-22@" VERSION };
	for (size_t i = 0; i < count; i++) {
		struct fact *f = fact_add(w, it, "status", w->c.scope.release,
		    text(w, "/statements/%zu", i));
		put_text(w, f, "vulnerability", text(w, "CVE-2026-%zu", 1000 + i));
		size_t product = rng_below(w->r, COUNT(products));
		/* "fixed" of the product as a whole does not say in which version */
		put_text(w, f, "status", product > 0 && rng_one_in(w->r, 2) ? S("fixed") :
		    S("not_affected"));
		put_text(w, f, "product", S(products[product]));
	}
	struct fact *f = fact_add(w, it, "statements", w->c.scope.release, S(""));
	put_int(w, f, "count", (int64_t)count);
}

static void
add_support(struct maker *m)
{
	struct world *w = m->w;
	struct item *it = add(m, "support_period_statement", MAKER, w->c.scope.release,
	    m->released);
	struct fact *f = fact_add(w, it, "support", w->c.scope.release, S("/predicate"));
	put_text(w, f, "product", w->c.scope.product);
	put_text(w, f, "release", w->c.scope.release);
	put_text(w, f, "support_start", instant(w, m->released));
	put_text(w, f, "support_end", instant(w, m->now + 3000 * DAY_MS));
	it = add(m, "planned_use", OWNER, w->c.scope.product, ago(m, 5, 50));
	f = fact_add(w, it, "use", w->c.scope.product, S("/predicate"));
	put_text(w, f, "product", w->c.scope.product);
	put_text(w, f, "use_until", instant(w, m->now + 2000 * DAY_MS));
}

/* --- verification, retention ------------------------------------------------------------------ */

static void
add_claim(struct maker *m)
{
	struct world *w = m->w;
	struct slice level = S("FR1=2 FR2=2 FR3=2 FR4=2 FR5=2 FR6=2 FR7=2");
	struct item *it = add(m, "scope_statement", MAKER, w->c.scope.release, m->released);
	struct fact *f = fact_add(w, it, "scope", w->c.scope.release, S("/predicate"));
	put_text(w, f, "product", w->c.scope.product);
	put_text(w, f, "release", w->c.scope.release);
	put_list(w, f, "component_types", S("embedded_device"));
	put_text(w, f, "configuration", S("as delivered"));
	put_text(w, f, "environment", S("monitored zone"));
	put_text(w, f, "edition", S("iec62443-4-2:2019"));
	put_text(w, f, "claimed", level);
	m->scope = it->id;
	it = add(m, "capability_claim", MAKER, w->c.scope.product, m->released);
	f = fact_add(w, it, "claim", w->c.scope.product, S("/predicate"));
	put_text(w, f, "product", w->c.scope.product);
	put_text(w, f, "level", level);
	put_bool(w, f, "vector", true);
	put_text(w, f, "edition", S("iec62443-4-2:2019"));
	put_text(w, f, "scope", m->scope);
}

/* One row of the mapping, or one result of a test. */
static struct fact *
add_row(struct maker *m, struct item *it, const char *fact, const char *row)
{
	struct world *w = m->w;
	struct fact *f = fact_add(w, it, fact, w->c.scope.release, text(w, "/predicate/%zu",
	    it->fact_count));
	put_text(w, f, "release", w->c.scope.release);
	put_text(w, f, "edition", S("house-4-2:2026"));
	put_text(w, f, "requirement", S(row));
	return f;
}

/* Rows of the made-up edition in run.c. What is met at system level has a countermeasure there. */
static void
add_levels(struct maker *m)
{
	static const char *const rows[][2] = { { "A-1", "met" }, { "A-1-RE-1", "met" },
	    { "B-1", "met" }, { "C-1", "not_applicable" }, { "D-1", "met_at_system_level" } };
	struct world *w = m->w;
	struct item *it = add(m, "capability_test_report", TESTER, w->c.scope.release,
	    ago(m, 20, 90));
	it->producer = S("party:testlab");
	put_text(w, add_row(m, it, "test", "B-1"), "result", S("passed"));
	put_text(w, add_row(m, it, "test", "A-1"), "result", S("passed"));
	struct slice report = it->id;
	struct slice doc = add(m, "capability_doc", MAKER, w->c.scope.release, m->released)->id;
	it = add(m, "requirement_mapping", MAKER, w->c.scope.release, m->released);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fact *f = add_row(m, it, "requirement", rows[i][0]);
		put_text(w, f, "status", S(rows[i][1]));
		put_text(w, f, "reason", S("it has no radio"));
		put_list(w, f, "evidence", i == 1 ? report : doc);
	}
	it = add(m, "compensating_control_record", OWNER, w->c.scope.release, ago(m, 1, 9));
	struct fact *f = add_row(m, it, "measure", "D-1");
	put_text(w, f, "zone", S("zone:bus/line/1"));
	put_list(w, f, "evidence", doc);
	it = add(m, "security_level_target", OWNER, S("zone:bus/line/1"), ago(m, 1, 60));
	f = fact_add(w, it, "target", S("zone:bus/line/1"), S("/predicate"));
	put_text(w, f, "zone", S("zone:bus/line/1"));
	put_text(w, f, "edition", S("house-4-2:2026"));
	put_text(w, f, "target", S("FR1=1 FR2=1 FR3=2 FR4=1 FR5=0 FR6=0 FR7=0"));
}

/* By two auditors with two keys, and by some more: again, later, too early, by a key of both. */
static void
add_readings(struct world *w, const struct item *it, int64_t now)
{
	static const char *const readers[] = { "person:bus/a1", "person:bus/a2", "person:acme/q" };
	static const char *const keys[] = { "sha256:1", "sha256:2", NULL };
	(void)review_add(w, it, readers[0], keys[0], now - DAY_MS);
	(void)review_add(w, it, readers[1], keys[1], now - (int64_t)rng_below(w->r, 30) * DAY_MS);
	for (size_t i = rng_below(w->r, 3); i > 0; i--)
		(void)review_add(w, it, readers[rng_below(w->r, COUNT(readers))],
		    keys[rng_below(w->r, COUNT(keys))],
		    now + DAY_MS - (int64_t)rng_below(w->r, 60) * DAY_MS);
}

static void
add_verification(struct maker *m)
{
	struct world *w = m->w;
	struct item *it = add(m, "certificate_component", ASSESSOR, w->c.scope.product,
	    m->released);
	struct fact *f = fact_add(w, it, "certification", w->c.scope.product, S("/predicate"));
	it->producer = S("party:nordcert");
	it->valid_from_ms = m->released;
	it->valid_until_ms = m->now + 700 * DAY_MS;
	put_text(w, f, "body", S("NordCert"));
	put_text(w, f, "number", S("NC-1"));
	put_text(w, f, "holder", w->c.scope.manufacturer);
	put_text(w, f, "level", S("FR1=2 FR2=2 FR3=2 FR4=2 FR5=2 FR6=3 FR7=2"));
	put_bool(w, f, "vector", true);
	put_text(w, f, "edition", S("iec62443-4-2:2019"));
	put_text(w, f, "firmware", S(VERSION));
	it = add(m, "certificate_lookup", OWNER, w->c.scope.product, ago(m, 1, 60));
	f = fact_add(w, it, "lookup", w->c.scope.product, S("/predicate"));
	put_text(w, f, "body", S("NordCert"));
	put_text(w, f, "number", S("NC-1"));
	put_text(w, f, "looked_up", instant(w, it->made_ms));
	put_text(w, f, "status", S("valid"));
	it = add(m, "visual_inspection", OWNER, w->c.scope.subject, ago(m, 1, 9));
	it->stage = S("acceptance");
	f = fact_add(w, it, "inspection", w->c.scope.subject, S("/predicate"));
	put_text(w, f, "result", S("ok"));
	add_readings(w, it, m->now);
	it = add(m, "hardening_check", OWNER, w->c.scope.release, ago(m, 1, 9));
	it->holding = rng_one_in(w->r, 2) ? HOLDING_HELD : HOLDING_KEPT;
	f = fact_add(w, it, "hardening", w->c.scope.release, S("/predicate"));
	put_text(w, f, "result", S("ok"));
	it = add(m, "retention_record", OWNER, w->c.scope.subject, ago(m, 1, 9));
	f = fact_add(w, it, "retention", w->c.scope.subject, S("/predicate"));
	put_text(w, f, "owner", S("party:bus"));
	put_text(w, f, "until", instant(w, m->now + 4000 * DAY_MS));
}

/* A second item of some kinds that says the same, and a mail that says nothing. */
static void
add_more(struct maker *m)
{
	static const char *const kinds[] = { "sbom", "update_history", "custody_record",
	    "vex_statement", "identity_list", "packing_list", "capability_claim",
	    "certificate_component", "support_period_statement", "device_certificate",
	    "configuration_baseline", "configuration_export", "retention_record",
	    "firmware_manifest", "attestation_result", "identity_readout", "scope_statement",
	    "purchase_order", "goods_receipt", "planned_use", "visual_inspection",
	    "requirement_mapping", "capability_test_report", "security_level_target",
	    "compensating_control_record" };
	struct world *w = m->w;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct item *it = pick_item(w, kinds[i]);
		if (it != NULL && rng_one_in(w->r, 4))
			(void)item_twin(w, it);
	}
	struct item *it = add(m, "statement", SIGNERS, w->c.scope.subject, TIME_UNKNOWN);
	it->prose = true;
}

static void
add_scope(struct world *w)
{
	struct case_scope *s = &w->c.scope;
	*s = (struct case_scope){ .subject = S("batch:acme/C-2026-041"),
	    .product = S("product:acme/ic-22"), .release = S("release:acme/ic-22@" VERSION),
	    .manufacturer = S("party:acme") };
	s->component_types = grown(w, NULL, &s->type_count, sizeof(struct slice));
	s->component_types[0] = S("embedded_device");
	/* five answers are what the shipped criteria ask for */
	size_t count = rng_one_in(w->r, 2) ? 5 + rng_below(w->r, 2) : 1 + rng_below(w->r, 4);
	for (size_t i = 0; i < count; i++) {
		s->assets = grown(w, s->assets, &s->asset_count, sizeof(struct slice));
		s->assets[i] = text(w, "asset:acme/ic-22#%zu", 3101 + i);
	}
}

void
good_case(struct world *w)
{
	int64_t now = 0;
	if (!time_civil(2026, 6, 30, 12, 0, 0, &now))
		BUG("no such day");
	w->c = (struct case_form){ .valid_at_ms = now + (int64_t)rng_below(w->r, 300) * DAY_MS,
	    .position_root = SLICE("") };
	add_scope(w);
	struct maker m = { .w = w, .now = w->c.valid_at_ms, .assets = w->c.scope.asset_count,
	    .released = w->c.valid_at_ms - 120 * DAY_MS };
	add_signers(&m);
	add_certificates(&m);
	add_readouts(&m);
	add_identity_list(&m);
	add_table(&m, "purchase_order");
	add_table(&m, "packing_list");
	add_table(&m, "goods_receipt");
	add_custody(&m);
	add_firmware(&m);
	add_boms(&m);
	add_configuration(&m);
	add_attestations(&m);
	add_history(&m);
	add_status(&m);
	add_support(&m);
	add_claim(&m);
	add_levels(&m);
	add_verification(&m);
	add_more(&m);
}
