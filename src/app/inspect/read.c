/* app/inspect/read.c - one file of a known form: what it is as evidence, and what it states.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/intake.h"
#include "app/inspect/statement.h"
#include "base/limits.h"
#include "bom/cyclonedx.h"
#include "codec/csv.h"
#include "codec/file_source.h"
#include "codec/json.h"
#include "codec/xlsx.h"
#include "crypto/armour.h"
#include "crypto/cms.h"
#include "crypto/x509.h"
#include "document/json_form.h"
#include "document/prose.h"
#include "firmware/image.h"
#include "firmware/manifest.h"
#include "identity/identity.h"
#include "record/openeox.h"
#include "table/table.h"
#include "trust/dsse.h"
#include "vex/openvex.h"

/* A window that holds one token of 1 MiB and what surrounds it. */
#define JSON_WINDOW_BYTES MIB(2)

struct rc
intake_trouble(struct intake_job *job, size_t index, enum finding_id id, const struct err *why,
    struct err *e)
{
	struct slice place = {0};
	struct body *b = &job->bodies[index];
	if (why->code == E_NOMEM)
		return fail(e, why->code, why->at, why->what);
	bool text = b->form == FORM_JSON || b->form == FORM_PEM || b->form == FORM_MAIL;
	if (text && !slice_is_null(b->bytes)) {
		unsigned line, column;
		text_place(b->bytes, why->at, &line, &column);
		if (!arena_format(job->a, &place, "%u:%u", line, column))
			return arena_failed(job->a, e);
	} else if (why->code != E_IO) {
		if (!arena_format(job->a, &place, "+%llu", (unsigned long long)why->at))
			return arena_failed(job->a, e);
	}
	b->problem = slice_of(why->what);
	b->problem_at = why->at;
	intake_find(b, id, place);
	return DONE;
}

/* What a reader made of the file: malformed input is a finding, and nothing of it counts. */
static struct rc
settle(struct intake_job *job, size_t index, struct rc done, const struct err *why,
    struct err *e)
{
	struct body *b = &job->bodies[index];
	if (!failed(done))
		return reading_end(&b->reading, e);
	struct slice kind = b->reading.kind;
	b->reading = reading_init(job->a);
	b->reading.kind = kind;
	return intake_trouble(job, index, why->code == E_LIMIT ? FINDING_LIMIT_REACHED :
	    FINDING_INPUT_MALFORMED, why, e);
}

/* The first body of a job is the file itself; a member of it is none that was decoded before. */
static struct rc
read_table(struct intake_job *job, struct body *b, struct err *e)
{
	struct grid g;
	if (job->grid != NULL && b == &job->bodies[0])
		g = *job->grid;
	else if (b->form == FORM_XLSX)
		TRY(xlsx_decode(b->bytes, job->a, &g, e));
	else
		TRY(csv_decode(b->bytes, job->a, &g, e));
	return table_read(&g, job->options->maps, job->options->map_count, &b->reading, e);
}

static struct rc
add_certificate(struct intake_job *job, struct body *b, struct slice der, struct err *e)
{
	struct certificate **list = ARENA_ARRAY(job->a, struct certificate *,
	    b->certificate_count + 1);
	if (list == NULL)
		return arena_failed(job->a, e);
	for (size_t i = 0; i < b->certificate_count; i++)
		list[i] = b->certificates[i];
	TRY(certificate_decode(der, job->a, job->bag, &list[b->certificate_count], e));
	b->certificates = list;
	b->certificate_count++;
	return DONE;
}

static struct rc
add_crl(struct intake_job *job, struct body *b, struct slice der, struct err *e)
{
	struct crl **list = ARENA_ARRAY(job->a, struct crl *, b->crl_count + 1);
	if (list == NULL)
		return arena_failed(job->a, e);
	for (size_t i = 0; i < b->crl_count; i++)
		list[i] = b->crls[i];
	TRY(crl_decode(der, job->a, job->bag, &list[b->crl_count], e));
	b->crls = list;
	b->crl_count++;
	return DONE;
}

static struct rc
read_block(struct intake_job *job, struct body *b, const struct armour_block *block,
    struct err *e)
{
	if (slice_eq(block->label, SLICE("CERTIFICATE")) ||
	    slice_eq(block->label, SLICE("X509 CERTIFICATE")))
		return add_certificate(job, b, block->der, e);
	if (slice_eq(block->label, SLICE("X509 CRL")))
		return add_crl(job, b, block->der, e);
	if (slice_eq(block->label, SLICE("CMS")) || slice_eq(block->label, SLICE("PKCS7"))) {
		if (b->cms != NULL)
			return fail(e, E_SCHEMA, 0, "more than one CMS message in one file");
		return cms_decode(block->der, job->a, job->bag, &b->cms, e);
	}
	return DONE;
}

/* Said, and nothing of it is decoded or shown. */
static void
private_key(struct body *b)
{
	intake_find(b, FINDING_PRIVATE_KEY_PRESENT, (struct slice){0});
	b->reading.title = SLICE("a private key");
}

static struct rc
read_pem(struct intake_job *job, struct body *b, struct err *e)
{
	struct armour_block block;
	size_t from = 0;
	unsigned labels = pem_labels(b->bytes);
	if ((labels & PEM_PRIVATE_KEY) != 0)
		private_key(b);
	if ((labels & (PEM_CERTIFICATE | PEM_CRL | PEM_CMS)) == 0) {
		if ((labels & PEM_PRIVATE_KEY) == 0)
			b->reading.title = (labels & PEM_REQUEST) != 0 ?
			    SLICE("a request for a certificate") : SLICE("a public key");
		return DONE;
	}
	for (bool found;;) {
		struct err inner = {0};
		TRY(armour_next(b->bytes, &from, job->a, &block, &found, e));
		if (!found)
			return DONE;
		if (failed(read_block(job, b, &block, &inner)))
			return fail(e, inner.code, block.at, inner.what);
	}
}

/* Certificates, lists and detached signatures, in PEM or DER. */
static struct rc
read_crypto(struct intake_job *job, struct body *b, struct err *e)
{
	if (b->form == FORM_PEM)
		TRY(read_pem(job, b, e));
	else if (b->form == FORM_CERTIFICATE)
		TRY(add_certificate(job, b, b->bytes, e));
	else if (b->form == FORM_CRL)
		TRY(add_crl(job, b, b->bytes, e));
	else
		TRY(cms_decode(b->bytes, job->a, job->bag, &b->cms, e));
	const struct certificate *chosen = certificate_choose(b->certificates,
	    b->certificate_count);
	if (chosen != NULL)
		return certificate_read(chosen, &b->reading, e);
	if (b->crl_count > 0)
		return crl_read(b->crls[0], &b->reading, e);
	if (b->cms != NULL) {
		b->reading.kind = SLICE("signature");
		b->reading.title = SLICE("a signature over another file");
	}
	return DONE;
}

/* A bare statement is read like a signed one; it carries no signature to show. */
static struct rc
read_bare_statement(struct intake_job *job, struct body *b, struct err *e)
{
	struct dsse *d = ARENA_NEW(job->a, struct dsse);
	if (d == NULL)
		return arena_failed(job->a, e);
	d->payload_type = SLICE("application/vnd.in-toto+json");
	d->payload.bytes = b->bytes;
	return statement_read(d, &b->reading, e);
}

static struct rc
read_json(struct intake_job *job, struct body *b, struct err *e)
{
	enum json_form form;
	const char *why;
	struct value *doc = ARENA_NEW(job->a, struct value);
	if (doc == NULL)
		return arena_failed(job->a, e);
	TRY(json_form_find(source_of(b->bytes), &form, &why, e));
	b->why = slice_of(why);
	switch (form) {
	case JSON_FORM_CYCLONEDX:
		return cyclonedx_read(source_of(b->bytes), &b->reading, e);
	case JSON_FORM_MANIFEST:
		return manifest_read(b->bytes, &b->reading, e);
	case JSON_FORM_STATEMENT:
		return read_bare_statement(job, b, e);
	default:
		break;
	}
	if (json_form_waiting(form) != NULL)
		return unread_read(json_form_waiting(form), &b->reading, e);
	TRY(json_tree_lent(b->bytes, STATEMENT_BYTES_MAX * 2, job->a, doc, e));
	if (form == JSON_FORM_DSSE) {
		TRY(dsse_decode(doc, job->a, &b->dsse, e));
		return statement_read(b->dsse, &b->reading, e);
	}
	if (form == JSON_FORM_OPENEOX)
		return openeox_read(doc, &b->reading, e);
	if (form == JSON_FORM_OPENVEX)
		return openvex_read(doc, &b->reading, e);
	intake_find(b, FINDING_NOT_RECOGNISED, (struct slice){0});
	return DONE;
}

/* A form that has no reader: what it is stands in the body already. */
static struct rc
read_other(struct body *b, struct err *e)
{
	if (form_needs_reader(b->form))
		return unread_read(form_name(b->form), &b->reading, e);
	if (b->form == FORM_PRIVATE_KEY)
		private_key(b);
	else if (form_is_unopened(b->form))
		intake_find(b, FINDING_ARCHIVE_UNOPENED, (struct slice){0});
	else if (b->form != FORM_EMPTY)
		intake_find(b, FINDING_NOT_RECOGNISED, (struct slice){0});
	return DONE;
}

static struct rc
read_form(struct intake_job *job, struct body *b, struct err *e)
{
	switch (b->form) {
	case FORM_TABLE:
	case FORM_XLSX:
		return read_table(job, b, e);
	case FORM_PEM:
	case FORM_CERTIFICATE:
	case FORM_CRL:
	case FORM_CMS:
		return read_crypto(job, b, e);
	case FORM_JSON:
		return read_json(job, b, e);
	case FORM_TEXT:
		return text_read(b->bytes, &b->reading, e);
	default:
		return read_other(b, e);
	}
}

struct rc
intake_read(struct intake_job *job, size_t index, struct err *e)
{
	struct err why = {0};
	struct body *b = &job->bodies[index];
	struct rc done = read_form(job, b, &why);
	return settle(job, index, done, &why, e);
}

struct rc
intake_head(struct intake_job *job, size_t index, struct slice head, struct err *e)
{
	struct err why = {0};
	struct body *b = &job->bodies[index];
	struct rc done = DONE;
	if (b->form == FORM_SQUASHFS)
		done = image_read(head, b->size_bytes, &b->reading, &why);
	else if (form_needs_reader(b->form) || !intake_keeps(b->form, 0))
		done = read_other(b, &why);
	else
		intake_find(b, FINDING_LIMIT_REACHED, (struct slice){0});
	return settle(job, index, done, &why, e);
}

/* What a large JSON document is; through windows. */
static struct rc
find_large_form(struct file *file, enum json_form *form, const char **clause, struct err *e)
{
	struct file_source s;
	TRY(file_source_open(file, JSON_WINDOW_BYTES, &s, e));
	struct rc done = json_form_find(s.source, form, clause, e);
	file_source_drop(&s);
	return done;
}

/* Of large JSON documents only a bill of materials is read; through windows too. */
static struct rc
read_large_json(struct intake_job *job, size_t index, struct file *file, struct err *e)
{
	struct err why = {0};
	struct file_source s;
	enum json_form form;
	const char *clause;
	struct body *b = &job->bodies[index];
	struct rc done = find_large_form(file, &form, &clause, &why);
	if (failed(done))
		return settle(job, index, done, &why, e);
	b->why = slice_of(clause);
	if (json_form_waiting(form) != NULL) {
		done = unread_read(json_form_waiting(form), &b->reading, &why);
		return settle(job, index, done, &why, e);
	}
	if (form != JSON_FORM_CYCLONEDX) {
		struct rc large = fail(&why, E_LIMIT, STATEMENT_BYTES_MAX,
		    "larger than a document of its form may be");
		return settle(job, index, large, &why, e);
	}
	TRY(file_source_open(file, JSON_WINDOW_BYTES, &s, e));
	done = cyclonedx_read(s.source, &b->reading, &why);
	file_source_drop(&s);
	return settle(job, index, done, &why, e);
}

struct rc
intake_large(struct intake_job *job, size_t index, struct file *file, struct err *e)
{
	uint8_t head[4096];
	size_t got;
	if (job->bodies[index].form == FORM_JSON)
		return read_large_json(job, index, file, e);
	TRY(file_read_at(file, 0, head, sizeof(head), &got, e));
	return intake_head(job, index, (struct slice){ head, got }, e);
}

struct rc
intake_load(struct intake_job *job, size_t index, struct file *file, struct err *e)
{
	struct body *b = &job->bodies[index];
	size_t got;
	if (!intake_keeps(b->form, b->size_bytes)) {
		struct err why = { E_LIMIT, BODY_KEEP_MAX, "larger than a file of its form may "
		    "be" };
		return intake_trouble(job, index, FINDING_LIMIT_REACHED, &why, e);
	}
	uint8_t *bytes = arena_alloc(job->a, (size_t)b->size_bytes, 1);
	if (bytes == NULL)
		return arena_failed(job->a, e);
	TRY(file_read_at(file, 0, bytes, (size_t)b->size_bytes, &got, e));
	b->bytes = (struct slice){ bytes, got };
	return intake_read(job, index, e);
}
