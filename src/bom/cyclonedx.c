/* bom/cyclonedx.c - CycloneDX bills of materials in JSON. See bom/cyclonedx.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "bom/cyclonedx.h"

#include "base/limits.h"
#include "bom/refs.h"
#include "codec/hex.h"
#include "codec/json.h"

#define TYPE "https://cyclonedx.org/bom"
#define TOOLS_MAX 16
/* Longest text of a tool list, and of a name in the title. */
#define TOOLS_BYTES_MAX 1024
#define TITLE_NAME_MAX 200

/* What was read so far. Texts live in the arena; null: not stated. */
struct bom {
	bool		format, vulnerabilities, services, about;
	struct slice	spec, serial_number;
	struct slice	manufacturer, supplier, manufacture;
	struct slice	name, version, purl, sha256;
	int64_t		made_ms;
	uint64_t	components, tools;
	struct buf	tool;
};

struct run {
	struct json_reader	*json;
	struct json_token	 t;		/* the one just read */
	struct arena		*a;
	struct refs		 refs;
	struct bom		 bom;
};

/* Reads the value of the member whose name was just read: what is of interest in it. */
typedef struct rc member_reader(struct run *run, struct err *e);

/* One member of an object that is read, and what reads its value. */
struct member_rule {
	const char	*name;
	member_reader	*read;
};

static struct rc
next(struct run *run, struct err *e)
{
	return json_next(run->json, &run->t, e);
}

static struct rc
expect(struct run *run, enum json_kind kind, const char *what, struct err *e)
{
	TRY(next(run, e));
	return run->t.kind == kind ? DONE : fail(e, E_SCHEMA, run->t.at, what);
}

static struct rc
read_ref(struct run *run, struct err *e)
{
	bool twice;
	TRY(expect(run, JSON_STRING, "expected bom-ref: text", e));
	TRY(refs_add(&run->refs, run->t.text, &twice, e));
	return twice ? fail(e, E_SCHEMA, run->t.at, "one bom-ref twice in one document") : DONE;
}

/* Passes over the value that was just begun; references in it count all the same. */
static struct rc
pass(struct run *run, struct err *e)
{
	unsigned open = 0;
	for (;;) {
		if (run->t.kind == JSON_OBJECT || run->t.kind == JSON_ARRAY)
			open++;
		else if (run->t.kind == JSON_OBJECT_END || run->t.kind == JSON_ARRAY_END)
			open--;
		else if (run->t.kind == JSON_NAME && slice_eq(run->t.text, SLICE("bom-ref")))
			TRY(read_ref(run, e));
		if (open == 0)
			return DONE;
		TRY(next(run, e));
	}
}

/* The members of an object that was just begun. Those without a rule are passed over. */
static struct rc
members(struct run *run, const struct member_rule *rules, size_t count, struct err *e)
{
	for (;;) {
		TRY(next(run, e));
		if (run->t.kind == JSON_OBJECT_END)
			return DONE;
		size_t i = 0;
		while (i < count && !slice_eq(run->t.text, slice_of(rules[i].name)))
			i++;
		if (i < count) {
			TRY(rules[i].read(run, e));
			continue;
		}
		if (slice_eq(run->t.text, SLICE("bom-ref"))) {
			TRY(read_ref(run, e));
			continue;
		}
		TRY(next(run, e));
		TRY(pass(run, e));
	}
}

/* Each element of a list whose name was just read; all must be objects. */
static struct rc
elements(struct run *run, member_reader *read, const char *what, struct err *e)
{
	TRY(expect(run, JSON_ARRAY, what, e));
	for (;;) {
		TRY(next(run, e));
		if (run->t.kind == JSON_ARRAY_END)
			return DONE;
		if (run->t.kind != JSON_OBJECT)
			return fail(e, E_SCHEMA, run->t.at, what);
		TRY(read(run, e));
	}
}

static struct rc
text(struct run *run, const char *what, struct slice *out, struct err *e)
{
	TRY(expect(run, JSON_STRING, what, e));
	return arena_copy(run->a, run->t.text, out) ? DONE : arena_failed(run->a, e);
}

/* --- components ------------------------------------------------------------------------------- */

static struct rc read_components(struct run *run, struct err *e);

static struct rc
read_component(struct run *run, struct err *e)
{
	static const struct member_rule rules[] = { { "components", read_components } };
	run->bom.components++;
	return members(run, rules, COUNT(rules), e);
}

static struct rc
read_components(struct run *run, struct err *e)
{
	return elements(run, read_component, "expected components: a list of objects", e);
}

/* --- what the bill is about ------------------------------------------------------------------- */

static struct rc
read_name(struct run *run, struct err *e)
{
	return text(run, "expected name: text", &run->bom.name, e);
}

static struct rc
read_version(struct run *run, struct err *e)
{
	return text(run, "expected version: text", &run->bom.version, e);
}

static struct rc
read_purl(struct run *run, struct err *e)
{
	return text(run, "expected purl: text", &run->bom.purl, e);
}

/* {"alg": "SHA-256", "content": "..."}, in any order. */
static struct rc
read_hash(struct run *run, struct err *e)
{
	struct value v;
	TRY(json_subtree(run->json, &run->t, run->a, &v, e));
	struct slice alg = value_text(value_get(&v, SLICE("alg")));
	const struct value *content = value_get(&v, SLICE("content"));
	if (slice_is_null(alg) || slice_is_null(value_text(content)))
		return fail(e, E_SCHEMA, v.at, "expected a hash: alg and content");
	if (!slice_eq(alg, SLICE("SHA-256")))
		return DONE;
	if (!hex_is_lower(content->text, 64))
		return fail(e, E_SCHEMA, content->at, "expected content: 64 lower-case hex digits");
	if (run->bom.sha256.len > 0 && !slice_eq(run->bom.sha256, content->text))
		return fail(e, E_SCHEMA, content->at, "a second SHA-256 of one component");
	run->bom.sha256 = content->text;
	return DONE;
}

static struct rc
read_hashes(struct run *run, struct err *e)
{
	return elements(run, read_hash, "expected hashes: a list of objects", e);
}

static struct rc
read_about(struct run *run, struct err *e)
{
	static const struct member_rule rules[] = { { "name", read_name },
		{ "version", read_version }, { "purl", read_purl }, { "hashes", read_hashes },
		{ "components", read_components } };
	run->bom.about = true;
	TRY(expect(run, JSON_OBJECT, "expected component: an object", e));
	uint64_t at = run->t.at;
	TRY(members(run, rules, COUNT(rules), e));
	return run->bom.name.len > 0 ? DONE : fail(e, E_SCHEMA, at, "expected name: text");
}

/* --- metadata --------------------------------------------------------------------------------- */

static struct rc
read_timestamp(struct run *run, struct err *e)
{
	static const char what[] = "expected timestamp: a time or date";
	TRY(expect(run, JSON_STRING, what, e));
	if (failed(time_parse(run->t.text, TIME_BEGINNING, &run->bom.made_ms, NULL)))
		return fail(e, E_SCHEMA, run->t.at, what);
	return DONE;
}

/* An organisation: its name, where it has one. */
static struct rc
organisation(struct run *run, struct slice *out, struct err *e)
{
	TRY(expect(run, JSON_OBJECT, "expected an organisation: an object", e));
	for (;;) {
		TRY(next(run, e));
		if (run->t.kind == JSON_OBJECT_END)
			return DONE;
		if (slice_eq(run->t.text, SLICE("name"))) {
			TRY(text(run, "expected name: text", out, e));
			continue;
		}
		if (slice_eq(run->t.text, SLICE("bom-ref"))) {
			TRY(read_ref(run, e));
			continue;
		}
		TRY(next(run, e));
		TRY(pass(run, e));
	}
}

static struct rc
read_manufacturer(struct run *run, struct err *e)
{
	return organisation(run, &run->bom.manufacturer, e);
}

static struct rc
read_supplier(struct run *run, struct err *e)
{
	return organisation(run, &run->bom.supplier, e);
}

static struct rc
read_manufacture(struct run *run, struct err *e)
{
	return organisation(run, &run->bom.manufacture, e);
}

/* A piece of the text that names the tools; what does not fit is left out. */
static void
tool_text(struct run *run, struct slice piece, const char *before)
{
	if (run->bom.tools > TOOLS_MAX || run->bom.tool.len + piece.len + 2 > TOOLS_BYTES_MAX)
		return;
	buf_add_text(&run->bom.tool, before);
	buf_add(&run->bom.tool, piece);
}

static struct rc
read_tool_name(struct run *run, struct err *e)
{
	TRY(expect(run, JSON_STRING, "expected name: text", e));
	tool_text(run, run->t.text, run->bom.tool.len > 0 ? ", " : "");
	return DONE;
}

static struct rc
read_tool_version(struct run *run, struct err *e)
{
	TRY(expect(run, JSON_STRING, "expected version: text", e));
	tool_text(run, run->t.text, run->bom.tool.len > 0 ? " " : "");
	return DONE;
}

static struct rc
read_tool(struct run *run, struct err *e)
{
	static const struct member_rule rules[] = { { "name", read_tool_name },
		{ "version", read_tool_version } };
	run->bom.tools++;
	return members(run, rules, COUNT(rules), e);
}

static struct rc
read_tool_list(struct run *run, struct err *e)
{
	return elements(run, read_tool, "expected tools: a list of objects", e);
}

/* A list of tools (to 1.4, deprecated since), or components and services (from 1.5). */
static struct rc
read_tools(struct run *run, struct err *e)
{
	static const struct member_rule rules[] = { { "components", read_tool_list },
		{ "services", read_tool_list } };
	TRY(next(run, e));
	if (run->t.kind == JSON_OBJECT)
		return members(run, rules, COUNT(rules), e);
	if (run->t.kind != JSON_ARRAY)
		return fail(e, E_SCHEMA, run->t.at, "expected tools: a list or an object");
	for (;;) {
		TRY(next(run, e));
		if (run->t.kind == JSON_ARRAY_END)
			return DONE;
		if (run->t.kind != JSON_OBJECT)
			return fail(e, E_SCHEMA, run->t.at, "expected tools: a list of objects");
		TRY(read_tool(run, e));
	}
}

static struct rc
read_metadata(struct run *run, struct err *e)
{
	static const struct member_rule rules[] = { { "timestamp", read_timestamp },
		{ "tools", read_tools }, { "component", read_about },
		{ "manufacturer", read_manufacturer }, { "supplier", read_supplier },
		{ "manufacture", read_manufacture } };
	TRY(expect(run, JSON_OBJECT, "expected metadata: an object", e));
	return members(run, rules, COUNT(rules), e);
}

/* --- the document ----------------------------------------------------------------------------- */

static struct rc
read_format(struct run *run, struct err *e)
{
	TRY(expect(run, JSON_STRING, "expected bomFormat: CycloneDX", e));
	if (!slice_eq(run->t.text, SLICE("CycloneDX")))
		return fail(e, E_SCHEMA, run->t.at, "expected bomFormat: CycloneDX");
	run->bom.format = true;
	return DONE;
}

static struct rc
read_spec(struct run *run, struct err *e)
{
	static const char what[] = "expected specVersion: 1.2 to 1.7";
	TRY(expect(run, JSON_STRING, what, e));
	struct slice t = run->t.text;
	if (t.len != 3 || t.at[0] != '1' || t.at[1] != '.' || t.at[2] < '2' || t.at[2] > '7')
		return fail(e, E_SCHEMA, run->t.at, what);
	return arena_copy(run->a, t, &run->bom.spec) ? DONE : arena_failed(run->a, e);
}

static struct rc
read_number(struct run *run, struct err *e)
{
	return text(run, "expected serialNumber: text", &run->bom.serial_number, e);
}

static struct rc
read_revision(struct run *run, struct err *e)
{
	uint64_t n;
	TRY(expect(run, JSON_NUMBER, "expected version: a number", e));
	if (!slice_to_u64(run->t.text, &n) || n == 0)
		return fail(e, E_SCHEMA, run->t.at, "expected version: a whole number from 1");
	return DONE;
}

static struct rc
read_vulnerabilities(struct run *run, struct err *e)
{
	run->bom.vulnerabilities = true;
	TRY(next(run, e));
	return pass(run, e);
}

static struct rc
read_services(struct run *run, struct err *e)
{
	run->bom.services = true;
	TRY(next(run, e));
	return pass(run, e);
}

static struct rc
read_document(struct run *run, bool embedded, struct err *e)
{
	static const struct member_rule rules[] = { { "bomFormat", read_format },
		{ "specVersion", read_spec }, { "serialNumber", read_number },
		{ "version", read_revision }, { "metadata", read_metadata },
		{ "components", read_components }, { "services", read_services },
		{ "vulnerabilities", read_vulnerabilities } };
	TRY(expect(run, JSON_OBJECT, "expected an object", e));
	uint64_t at = run->t.at;
	TRY(members(run, rules, COUNT(rules), e));
	if (!run->bom.format)
		return fail(e, E_SCHEMA, at, "expected bomFormat: CycloneDX");
	if (run->bom.spec.len == 0)
		return fail(e, E_SCHEMA, at, "expected specVersion: 1.2 to 1.7");
	return embedded ? DONE : next(run, e);
}

/* --- what it states --------------------------------------------------------------------------- */

/* A mention whose place is a member of metadata.component. */
static struct rc
mention(struct reading *r, const char *scheme, struct slice text, struct slice above,
    const char *member, struct err *e)
{
	struct slice place;
	if (text.len == 0)
		return DONE;
	if (!arena_format(r->a, &place, "%.*s/metadata/component/%s", SLICE_FMT(above), member))
		return arena_failed(r->a, e);
	reading_mention(r, scheme, text, place);
	return DONE;
}

static void
put(struct build *b, struct value *fact, const char *name, struct slice text)
{
	if (text.len > 0)
		value_put(b, fact, name, value_string(text));
}

static struct rc
state(struct bom *bom, struct slice above, struct reading *r, struct err *e)
{
	struct slice image = {0}, tool;
	struct build b = { .a = r->a };
	struct value fact = value_object();
	TRY(buf_end(&bom->tool, e));
	if (!arena_copy(r->a, buf_slice(&bom->tool), &tool) ||
	    (bom->sha256.len > 0 && !arena_join(r->a, SLICE("sha256:"), bom->sha256, &image)))
		return arena_failed(r->a, e);
	put(&b, &fact, "format", SLICE("CycloneDX"));
	put(&b, &fact, "spec", bom->spec);
	put(&b, &fact, "name", bom->name);
	put(&b, &fact, "version", bom->version);
	put(&b, &fact, "purl", bom->purl);
	value_put(&b, &fact, "components", value_number(&b, (int64_t)bom->components));
	put(&b, &fact, "tool", tool);
	put(&b, &fact, "serial_number", bom->serial_number);
	put(&b, &fact, "image", image);
	reading_fact(r, "bom", (struct slice){0}, fact, above);
	TRY(mention(r, "product", bom->name, above, "name", e));
	TRY(mention(r, "version", bom->version, above, "version", e));
	TRY(mention(r, "purl", bom->purl, above, "purl", e));
	TRY(mention(r, "digest", image, above, "hashes", e));
	TRY(build_end(&b, e));
	return reading_end(r, e);
}

static struct rc
entitle(const struct bom *bom, struct reading *r, struct err *e)
{
	bool list = bom->components > 0 || bom->services || !bom->vulnerabilities;
	struct slice name = slice_sub(bom->name, 0, TITLE_NAME_MAX);
	struct slice version = slice_sub(bom->version, 0, TITLE_NAME_MAX);
	r->kind = list ? SLICE("sbom") : SLICE("");
	r->decoder = SLICE("cyclonedx/1");
	r->why = SLICE("JSON whose bomFormat is CycloneDX");
	r->made_ms = bom->made_ms;
	r->producer = bom->manufacturer.len > 0 ? bom->manufacturer : bom->supplier.len > 0 ?
	    bom->supplier : bom->manufacture;
	if (!arena_format(r->a, &r->title, "CycloneDX %.*s %s%s%.*s%s%.*s, %llu components",
	    SLICE_FMT(bom->spec), list ? "bill of materials" : "vulnerability statements",
	    name.len > 0 ? " of " : "", SLICE_FMT(name), version.len > 0 ? " " : "",
	    SLICE_FMT(version), (unsigned long long)bom->components))
		return arena_failed(r->a, e);
	return DONE;
}

bool
cyclonedx_handles(struct slice predicate_type)
{
	struct slice type = SLICE(TYPE);
	return slice_eq(predicate_type, type) || (slice_starts(predicate_type, type) &&
	    predicate_type.at[type.len] == '/');
}

bool
cyclonedx_looks_like(const struct value *doc)
{
	return slice_eq(value_text(value_get(doc, SLICE("bomFormat"))), SLICE("CycloneDX"));
}

/* embedded: the value ends before the source does. above: what goes before every place. */
static struct rc
read_source(struct source source, bool embedded, struct slice above, struct reading *r,
    struct err *e)
{
	struct run run = { .a = r->a, .bom = { .made_ms = TIME_UNKNOWN } };
	struct json_budget budget = { DEPTH_MAX, FILE_BYTES_MAX, UINT64_MAX };
	TRY(json_open(source, budget, &run.json, e));
	run.refs = refs_init();
	run.bom.tool = buf_init(TOOLS_BYTES_MAX);
	struct rc done = read_document(&run, embedded, e);
	if (!failed(done))
		done = entitle(&run.bom, r, e);
	if (!failed(done))
		done = state(&run.bom, above, r, e);
	buf_drop(&run.bom.tool);
	refs_drop(&run.refs);
	json_close(run.json);
	return done;
}

struct rc
cyclonedx_read(struct source source, struct reading *r, struct err *e)
{
	return read_source(source, false, SLICE(""), r, e);
}

struct rc
cyclonedx_read_predicate(struct slice payload, uint64_t at, struct reading *r, struct err *e)
{
	struct source s = { .window = slice_sub(payload, (size_t)at, payload.len), .base = at };
	return read_source(s, true, SLICE("/predicate"), r, e);
}
