/* app/ops/ops_decode.c - `assay decode`: one file as its reader sees it. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/inspect/maps.h"
#include "app/ops.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/time.h"
#include "check/checks.h"
#include "codec/archive.h"
#include "codec/base64.h"
#include "codec/csv.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "codec/mail.h"
#include "codec/utf8.h"
#include "codec/xlsx.h"
#include "codec/yaml.h"
#include "criteria/criteria_value.h"
#include "crypto/armour.h"
#include "crypto/cms.h"
#include "crypto/x509.h"
#include "subject/subject.h"
#include "table/table.h"
#include "trust/dsse.h"

/* What one decoding works with. text: places are line and column, else "+byte". */
struct decoding {
	const struct op_call	*call;
	struct slice		 in;
	struct arena		*a;
	struct crypto_bag	 bag;
	struct build		 b;
	struct err		*e;		/* trouble's */
	struct trouble		*trouble;
	bool			 text;
};

static void
put_text(struct decoding *d, struct value *v, const char *name, struct slice text)
{
	value_put(&d->b, v, name, slice_is_null(text) ? value_null() : value_string(text));
}

static void
put_time(struct decoding *d, struct value *v, const char *name, int64_t ms)
{
	char shown[TIME_TEXT_BYTES];
	struct slice s = {0};
	if (ms != TIME_UNKNOWN) {
		time_show(ms, shown);
		if (!arena_copy(d->a, slice_of(shown), &s))
			d->b.broken = true;
	}
	put_text(d, v, name, s);
}

/* Bytes that may be anything: as text when they are, else in base64. */
static void
put_bytes(struct decoding *d, struct value *v, const char *name, struct slice bytes)
{
	struct slice s = bytes;
	if (!utf8_valid(bytes)) {
		AUTO(buf) b = buf_init(bytes.len / 3 * 4 + 8);
		base64_write(bytes, &b);
		if (b.broken || !arena_copy(d->a, buf_slice(&b), &s))
			d->b.broken = true;
	}
	put_text(d, v, name, s);
}

static struct rc
decode_json(struct decoding *d, struct value *out)
{
	return json_tree(d->in, STATEMENT_BYTES_MAX * 2, d->a, out, d->e);
}

static struct rc
decode_yaml(struct decoding *d, struct value *out)
{
	return yaml_tree(d->in, d->a, out, d->e);
}

static struct rc
decode_dsse(struct decoding *d, struct value *out)
{
	struct value doc, signatures = value_array();
	struct dsse *envelope;
	TRY(json_tree(d->in, STATEMENT_BYTES_MAX * 2, d->a, &doc, d->e));
	TRY(dsse_decode(&doc, d->a, &envelope, d->e));
	*out = value_object();
	put_text(d, out, "payloadType", envelope->payload_type);
	put_bytes(d, out, "payload", envelope->payload.bytes);
	for (size_t i = 0; i < envelope->count; i++) {
		struct value one = value_object();
		put_text(d, &one, "keyid", envelope->signatures[i].keyid);
		value_put(&d->b, &one, "bytes", value_number(&d->b,
		    (int64_t)envelope->signatures[i].bytes.len));
		value_push(&d->b, &signatures, one);
	}
	value_put(&d->b, out, "signatures", signatures);
	return DONE;
}

static void
certificate_value(struct decoding *d, const struct certificate *c, struct value *out)
{
	*out = value_object();
	put_text(d, out, "certificate", c->id);
	put_text(d, out, "subject", c->subject);
	put_text(d, out, "issuer", c->issuer);
	put_text(d, out, "number", c->number);
	put_text(d, out, "serial", c->serial);
	put_text(d, out, "hardware_serial", c->hardware_serial);
	put_time(d, out, "from", c->from_ms);
	put_time(d, out, "until", c->until_ms);
	value_put(&d->b, out, "authority", value_bool(c->is_ca));
	put_text(d, out, "key", c->key_known ? c->key.id : (struct slice){0});
	put_text(d, out, "algorithm", c->key_known ? slice_of(scheme_name(c->key.scheme)) :
	    (struct slice){0});
}

static struct rc
decode_certificate(struct decoding *d, struct value *out)
{
	size_t from = 0, count = 0;
	struct certificate *c;
	*out = value_array();
	d->text = d->in.len > 0 && d->in.at[0] == '-';
	for (bool found = true; found;) {
		struct armour_block block = { .der = d->in };
		struct value one;
		if (d->in.len > 0 && d->in.at[0] == 0x30)
			found = count == 0;
		else
			TRY(armour_next(d->in, &from, d->a, &block, &found, d->e));
		if (!found)
			break;
		TRY(certificate_decode(block.der, d->a, &d->bag, &c, d->e));
		certificate_value(d, c, &one);
		value_push(&d->b, out, one);
		count++;
	}
	return count > 0 ? DONE : fail(d->e, E_SYNTAX, 0, "expected a certificate, PEM or DER");
}

static struct rc
decode_cms(struct decoding *d, struct value *out)
{
	struct armour_block block = { .der = d->in };
	size_t from = 0;
	bool found = true;
	struct cms *message;
	struct value certificates = value_array();
	if (d->in.len == 0 || d->in.at[0] != 0x30)
		TRY(armour_next(d->in, &from, d->a, &block, &found, d->e));
	if (!found)
		return fail(d->e, E_SYNTAX, 0, "expected a CMS message, PEM or DER");
	TRY(cms_decode(block.der, d->a, &d->bag, &message, d->e));
	*out = value_object();
	value_put(&d->b, out, "detached", value_bool(message->detached));
	value_put(&d->b, out, "signers", value_number(&d->b, (int64_t)message->signer_count));
	for (size_t i = 0; i < message->certificate_count; i++) {
		struct value one;
		certificate_value(d, message->certificates[i], &one);
		value_push(&d->b, &certificates, one);
	}
	value_put(&d->b, out, "certificates", certificates);
	return DONE;
}

static struct rc
decode_table(struct decoding *d, struct value *out)
{
	struct grid g;
	struct table_map *maps;
	size_t map_count;
	struct reading r = reading_init(d->a);
	struct value facts = value_array(), findings = value_array();
	TRY(maps_load(d->call, d->a, &maps, &map_count, d->trouble));
	if (slice_starts(d->in, SLICE("PK\3\4")))
		TRY(xlsx_decode(d->in, d->a, &g, d->e));
	else
		TRY(csv_decode(d->in, d->a, &g, d->e));
	TRY(table_read(&g, maps, map_count, &r, d->e));
	for (size_t i = 0; i < r.fact_count; i++) {
		struct value one = value_object();
		put_text(d, &one, "fact", r.facts[i].name);
		put_text(d, &one, "place", r.facts[i].place);
		value_put(&d->b, &one, "value", r.facts[i].value);
		value_push(&d->b, &facts, one);
	}
	for (size_t i = 0; i < r.findings.count; i++) {
		struct value one = value_object();
		put_text(d, &one, "code", slice_of(finding_name(r.findings.at[i].id)));
		put_text(d, &one, "place", r.findings.at[i].place);
		value_push(&d->b, &findings, one);
	}
	*out = value_object();
	put_text(d, out, "kind", r.kind);
	put_text(d, out, "why", r.why);
	put_text(d, out, "encoding", g.encoding);
	value_put(&d->b, out, "facts", facts);
	value_put(&d->b, out, "findings", findings);
	return DONE;
}

static struct rc
decode_mail(struct decoding *d, struct value *out)
{
	struct mail m;
	struct value parts = value_array();
	TRY(mail_decode(d->in, d->a, &m, d->e));
	*out = value_object();
	put_text(d, out, "from", m.from);
	put_text(d, out, "to", m.to);
	put_text(d, out, "subject", m.subject);
	put_text(d, out, "message_id", m.message_id);
	put_time(d, out, "date", m.date_ms);
	for (size_t i = 0; i < m.count; i++) {
		struct value one = value_object();
		put_text(d, &one, "type", m.parts[i].type);
		put_text(d, &one, "name", m.parts[i].name);
		value_put(&d->b, &one, "at", value_number(&d->b, (int64_t)m.parts[i].at));
		value_put(&d->b, &one, "bytes", value_number(&d->b, (int64_t)m.parts[i].bytes.len));
		put_text(d, &one, "text", m.parts[i].text);
		value_push(&d->b, &parts, one);
	}
	value_put(&d->b, out, "parts", parts);
	return DONE;
}

struct listing { struct decoding *d; struct value *out; };

static struct rc
list_entry(void *context, const struct archive_item *item, bool *want, struct err *e)
{
	static const char *const kinds[] = { "", "regular", "folder", "link", "other" };
	struct listing *l = context;
	struct value one = value_object();
	struct slice name;
	(void)want;
	if (!arena_copy(l->d->a, item->name, &name))
		return arena_failed(l->d->a, e);
	put_text(l->d, &one, "name", name);
	put_text(l->d, &one, "kind", slice_of(kinds[item->kind]));
	value_put(&l->d->b, &one, "size", value_number(&l->d->b, (int64_t)item->size_bytes));
	value_put(&l->d->b, &one, "hostile_name", value_bool(item->state != NAME_PLAIN));
	value_push(&l->d->b, l->out, one);
	return build_end(&l->d->b, e);
}

static struct rc
decode_archive(struct decoding *d, struct value *out)
{
	struct archive_totals totals = {0};
	struct listing l = { d, out };
	struct archive_sink sink = { .context = &l, .entry = list_entry };
	*out = value_array();
	return archive_visit((struct archive_input){ .bytes = d->in },
	    (struct archive_limits){ ENTRIES_MAX, UNPACKED_BYTES_MAX }, sink, &totals, d->e);
}

static struct rc
decode_subject(struct decoding *d, struct value *out)
{
	struct subject s;
	struct slice text = slice_trim(d->in), plain = {0};
	TRY(subject_parse(text, &s, d->e));
	*out = value_object();
	put_text(d, out, "subject", s.text);
	put_text(d, out, "kind", slice_of(subject_kind_name(s.kind)));
	put_text(d, out, "org", s.org);
	if (!slice_is_null(s.name) && !subject_unescape(d->a, s.name, &plain))
		return arena_failed(d->a, d->e);
	put_text(d, out, "name", plain);
	put_text(d, out, "second", s.second);
	put_text(d, out, "third", s.third);
	return DONE;
}

/* The first error; `assay criteria check` names them all. */
static struct rc
decode_criteria(struct decoding *d, struct value *out)
{
	struct kind_set kinds;
	struct value document;
	struct criteria_errors errors;
	const struct criteria *c;
	TRY(kinds_shipped(d->a, &kinds, d->e));
	TRY(document_tree(d->in, d->a, &document, d->e));
	TRY(criteria_decode(&document, &kinds, checks_all(), d->a, &c, &errors, d->e));
	*out = criteria_value(&d->b, c);
	return DONE;
}

static const struct {
	const char	*kind;
	size_t		 bytes_max;
	bool		 text;
	struct rc	(*decode)(struct decoding *d, struct value *out);
} decoders[] = {
	{ "json", STATEMENT_BYTES_MAX * 2, true, decode_json },
	{ "yaml", DOCUMENT_BYTES_MAX + 1, true, decode_yaml },
	{ "dsse", STATEMENT_BYTES_MAX * 2, true, decode_dsse },
	{ "cms", STATEMENT_BYTES_MAX, false, decode_cms },
	{ "criteria", DOCUMENT_BYTES_MAX + 1, true, decode_criteria },
	{ "certificate", MIB(4), false, decode_certificate },
	{ "table", BODY_KEEP_MAX, false, decode_table },
	{ "mail", BODY_KEEP_MAX, true, decode_mail },
	{ "archive", BODY_HELD_MAX, false, decode_archive },
	{ "subject", SUBJECT_BYTES_MAX + 2, true, decode_subject },
};

static struct rc
run_decoder(struct decoding *d, size_t i, struct op_result *r)
{
	struct value v;
	TRY(decoders[i].decode(d, &v));
	TRY(build_end(&d->b, d->e));
	return json_write_pretty(&v, &r->out, d->e);
}

struct rc
op_decode(const struct op_call *call, struct op_result *r)
{
	const char *kind = op_value(call, "KIND", 0), *file = op_value(call, "FILE", 0);
	struct err *e = &r->trouble.err;
	size_t i = 0;
	while (i < COUNT(decoders) && strcmp(decoders[i].kind, kind) != 0)
		i++;
	if (i == COUNT(decoders))
		return trouble_in(&r->trouble, kind, fail(e, E_USAGE, 0, "no such kind of file"));
	AUTO(buf) bytes = buf_init(decoders[i].bytes_max);
	TRY(trouble_in(&r->trouble, file, file_read_all(file, &bytes, e)));
	struct decoding d = { .call = call, .in = buf_slice(&bytes), .a = call->a,
	    .b = { .a = call->a }, .e = e, .trouble = &r->trouble,
	    .text = decoders[i].text };
	struct rc done = run_decoder(&d, i, r);
	bool elsewhere = r->trouble.file.len > 0;	/* in a map, which has its own place */
	if (failed(done) && !elsewhere && d.text)
		trouble_at_line(&r->trouble, d.in, call->a);
	else if (failed(done) && !elsewhere && !arena_format(call->a, &r->trouble.place, "+%llu",
	    (unsigned long long)e->at))
		r->trouble.place = SLICE("");
	crypto_bag_drop(&d.bag);
	return trouble_in(&r->trouble, file, done);
}
