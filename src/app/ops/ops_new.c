/* app/ops/ops_new.c - `assay new acceptance` and `new product`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/ask.h"
#include "app/home/new_file.h"
#include "app/register/register.h"

/* What is written is what `apply` will read. */
static struct rc
check_register(const struct op_call *call, const struct buf *text, struct trouble *t)
{
	struct crypto_bag bag = {0};
	struct saids said = { .a = call->a, .bag = &bag };
	TRY(buf_end(text, &t->err));
	struct rc done = register_read(buf_slice(text), SLICE("the answers"), SLICE(""), &said, t);
	crypto_bag_drop(&bag);
	return done;
}

/* --- subjects out of answers ------------------------------------------------------------------ */

/* "product:acme/ic-22" of plain names, quoted. */
static struct rc
put_subject(const struct op_call *call, enum subject_kind kind, struct slice org,
    struct slice name, struct slice second, struct buf *out, struct trouble *t)
{
	struct slice s;
	bool made = kind == SUBJECT_PARTY ? subject_make_party(call->a, org, &s) :
	    kind == SUBJECT_RELEASE ? subject_make_release(call->a, org, name, second, &s) :
	    subject_make(call->a, kind, org, name, second, &s);
	if (!made)
		return fail(&t->err, E_USAGE, 0, "an answer cannot be a name: at most 200 bytes");
	ask_quote(s, out);
	return DONE;
}

static void
put_title(struct buf *out, struct slice title)
{
	buf_add_text(out, "\n    title: ");
	ask_quote(title, out);
	buf_add_text(out, "\n");
}

static void
put_attribute(struct buf *out, const char *name, struct slice text)
{
	if (text.len == 0)
		return;
	buf_addf(out, "      %s: ", name);
	ask_quote(text, out);
	buf_add_text(out, "\n");
}

static const char head_of_register[] =
    "# A register: what is so. `assay apply` writes only what differs from it; apply it again\n"
    "# after every change. `assay apply --dry-run` says what would be written.\n"
    "# The form: doc/formats/register.md, assay-apply(1).\n"
    "apiVersion: assay/v1\nkind: Register\n";

/* --- product ---------------------------------------------------------------------------------- */

static bool
is_component_type(struct slice answer)
{
	return slice_eq(answer, SLICE("software_application")) ||
	    slice_eq(answer, SLICE("embedded_device")) ||
	    slice_eq(answer, SLICE("host_device")) || slice_eq(answer, SLICE("network_device"));
}

#define ORG_EXPECTED "expected 1 to 63 of a-z 0-9 - ."

enum { P_MAKER, P_MAKER_TITLE, P_NAME, P_TITLE, P_MODEL, P_ARTICLE, P_TYPE, P_VERSION, P_PATCH,
	P_CONTACT, P_COUNT };

static const struct ask product_questions[P_COUNT] = {
	{ "The maker's name in subjects, e.g. beta", NULL, ORG_EXPECTED, 0, ask_is_org },
	{ "The maker's name for people", NULL, "expected a name", P_MAKER + 1, NULL },
	{ "The product's name in subjects, e.g. ic-22", NULL, "expected a name", 0, NULL },
	{ "The product's name for people", NULL, "expected a name", P_NAME + 1, NULL },
	{ "Its model, as packing lists print it", NULL, "expected a model", P_NAME + 1, NULL },
	{ "Its article number", "", "expected an article number", 0, NULL },
	{ "What it is: software_application, embedded_device, host_device or network_device",
	    "embedded_device", "expected software_application, embedded_device, host_device or "
	    "network_device", 0, is_component_type },
	{ "The version of the firmware or software that is delivered", "", "expected a version", 0,
	    NULL },
	{ "Who has to provide patches (a name in subjects)", NULL, ORG_EXPECTED, P_MAKER + 1,
	    ask_is_org },
	{ "How to report a vulnerability there", "", "expected an address", 0, NULL },
};

static struct rc
put_product(const struct op_call *call, const struct slice *a, struct buf *out,
    struct trouble *t)
{
	const struct slice none = {0};
	buf_add_text(out, "\nproducts:\n  - id: ");
	TRY(put_subject(call, SUBJECT_PRODUCT, a[P_MAKER], a[P_NAME], none, out, t));
	put_title(out, a[P_TITLE]);
	buf_add_text(out, "    attributes:\n");
	put_attribute(out, "model", a[P_MODEL]);
	put_attribute(out, "article", a[P_ARTICLE]);
	put_attribute(out, "component_type", a[P_TYPE]);
	buf_add_text(out, "    # Who does what for it: manufacturer, seller, integrator, "
	    "asset_owner, assessor ...\n    parties:\n      - {party: ");
	TRY(put_subject(call, SUBJECT_PARTY, a[P_MAKER], none, none, out, t));
	buf_add_text(out, ", role: manufacturer}\n");
	if (a[P_ARTICLE].len == 0)
		return DONE;
	buf_add_text(out, "    # Other names of it, each once: article, model, sku, sap, cpe, purl "
	    "...\n    aliases:\n      - {scheme: article, text: ");
	ask_quote(a[P_ARTICLE], out);
	buf_add_text(out, "}\n");
	return DONE;
}

static struct rc
put_release(const struct op_call *call, struct slice maker, struct slice name,
    struct slice version, struct buf *out, struct trouble *t)
{
	if (version.len == 0)
		return DONE;
	buf_add_text(out, "\nreleases:\n  - id: ");
	TRY(put_subject(call, SUBJECT_RELEASE, maker, name, version, out, t));
	buf_add_text(out, "\n    part_of: [");
	TRY(put_subject(call, SUBJECT_PRODUCT, maker, name, (struct slice){0}, out, t));
	buf_add_text(out, "]\n");
	return DONE;
}

static struct rc
product_text(const struct op_call *call, const struct slice *a, struct buf *out,
    struct trouble *t)
{
	const struct slice none = {0};
	buf_add_text(out, head_of_register);
	buf_add_text(out, "\nparties:\n  - id: ");
	TRY(put_subject(call, SUBJECT_PARTY, a[P_MAKER], none, none, out, t));
	put_title(out, a[P_MAKER_TITLE]);
	TRY(put_product(call, a, out, t));
	TRY(put_release(call, a[P_MAKER], a[P_NAME], a[P_VERSION], out, t));
	buf_add_text(out, "\n# Who answers for what: produce, verify, review, accept, refresh, "
	    "retain, patch, notify.\nresponsibilities:\n  - subject: ");
	TRY(put_subject(call, SUBJECT_PRODUCT, a[P_MAKER], a[P_NAME], none, out, t));
	buf_add_text(out, "\n    duty: patch\n    party: ");
	TRY(put_subject(call, SUBJECT_PARTY, a[P_PATCH], none, none, out, t));
	buf_add_text(out, "\n    contact: ");
	ask_quote(a[P_CONTACT], out);
	buf_add_text(out, "\n");
	return check_register(call, out, t);
}

struct rc
op_new_product(const struct op_call *call, struct op_result *r)
{
	AUTO(buf) text = buf_init(NEW_FILE_BYTES_MAX);
	struct slice answers[P_COUNT];
	TRY(new_file_check(call, &r->trouble));
	TRY(ask_all(call, product_questions, P_COUNT, answers, &r->trouble));
	TRY(product_text(call, answers, &text, &r->trouble));
	return new_file_write(call, &text, "assay/new-product/1", "assay apply", r);
}

/* --- acceptance ------------------------------------------------------------------------------- */

static bool
is_range(struct slice answer)
{
	size_t dots = slice_find(answer, SLICE(".."), 0);
	bool good = dots != SIZE_MAX && dots > 0 && dots <= 18 && answer.len == 2 * dots + 2;
	for (size_t i = 0; good && i < answer.len; i++)
		good = (i >= dots && i < dots + 2) || (answer.at[i] >= '0' && answer.at[i] <= '9');
	return good;
}

enum { A_OWNER, A_MAKER, A_NAME, A_VERSION, A_BATCH, A_SERIALS, A_RETAIN, A_NOTIFY, A_COUNT };

static const struct ask acceptance_questions[A_COUNT] = {
	{ "Your organisation's name in subjects (who owns the goods), e.g. acme", NULL,
	    ORG_EXPECTED, 0, ask_is_org },
	{ "The maker's name in subjects, e.g. beta", NULL, ORG_EXPECTED, 0, ask_is_org },
	{ "The product's name in subjects, e.g. ic-22", NULL, "expected a name", 0, NULL },
	{ "The version of the firmware or software that was ordered", "", "expected a version", 0,
	    NULL },
	{ "The batch, as the packing list names it", NULL, "expected a batch", 0, NULL },
	{ "The serial numbers, first..last (a list comes in with assay apply LIST.csv)", "",
	    "expected FIRST..LAST, digits of the same width", 0, is_range },
	{ "Who keeps the evidence (a name in subjects)", NULL, ORG_EXPECTED, A_OWNER + 1,
	    ask_is_org },
	{ "Whom the maker tells about vulnerabilities: an address", "", "expected an address", 0,
	    NULL },
};

static struct rc
put_assets(const struct op_call *call, const struct slice *a, struct buf *out, struct trouble *t)
{
	struct slice id, product;
	if (a[A_SERIALS].len == 0)
		return DONE;
	if (!subject_make(call->a, SUBJECT_PRODUCT, a[A_MAKER], a[A_NAME], (struct slice){0},
	    &product) || !arena_format(call->a, &id, "asset:%.*s#%.*s", SLICE_FMT(slice_sub(
	    product, 8, product.len)), SLICE_FMT(a[A_SERIALS])))
		return arena_failed(call->a, &t->err);
	buf_add_text(out, "\n# A range stands for every serial in it.\nassets:\n  - id: ");
	ask_quote(id, out);
	buf_add_text(out, "\n    part_of: [");
	ask_quote(product, out);
	buf_add_text(out, ", ");
	TRY(put_subject(call, SUBJECT_BATCH, a[A_MAKER], a[A_BATCH], (struct slice){0}, out, t));
	buf_add_text(out, "]\n");
	return DONE;
}

static struct rc
put_duty(const struct op_call *call, const struct slice *a, const char *duty, struct slice org,
    struct slice contact, struct buf *out, struct trouble *t)
{
	buf_add_text(out, "  - subject: ");
	TRY(put_subject(call, SUBJECT_BATCH, a[A_MAKER], a[A_BATCH], (struct slice){0}, out, t));
	buf_addf(out, "\n    duty: %s\n    party: ", duty);
	TRY(put_subject(call, SUBJECT_PARTY, org, (struct slice){0}, (struct slice){0}, out, t));
	buf_add_text(out, "\n    contact: ");
	ask_quote(contact, out);
	buf_add_text(out, "\n");
	return DONE;
}

static struct rc
put_batch(const struct op_call *call, const struct slice *a, struct buf *out, struct trouble *t)
{
	const struct slice none = {0};
	buf_add_text(out, "\nproducts:\n  - id: ");
	TRY(put_subject(call, SUBJECT_PRODUCT, a[A_MAKER], a[A_NAME], none, out, t));
	buf_add_text(out, "\n    parties:\n      - {party: ");
	TRY(put_subject(call, SUBJECT_PARTY, a[A_MAKER], none, none, out, t));
	buf_add_text(out, ", role: manufacturer}\n");
	TRY(put_release(call, a[A_MAKER], a[A_NAME], a[A_VERSION], out, t));
	buf_add_text(out, "\n# What is accepted. Its parties are those that the criteria ask "
	    "signatures of.\nbatches:\n  - id: ");
	TRY(put_subject(call, SUBJECT_BATCH, a[A_MAKER], a[A_BATCH], none, out, t));
	buf_add_text(out, "\n    part_of: [");
	TRY(put_subject(call, SUBJECT_PRODUCT, a[A_MAKER], a[A_NAME], none, out, t));
	if (a[A_VERSION].len > 0) {
		buf_add_text(out, ", ");
		TRY(put_subject(call, SUBJECT_RELEASE, a[A_MAKER], a[A_NAME], a[A_VERSION], out,
		    t));
	}
	buf_add_text(out, "]\n    parties:\n      - {party: ");
	TRY(put_subject(call, SUBJECT_PARTY, a[A_MAKER], none, none, out, t));
	buf_add_text(out, ", role: manufacturer}\n      - {party: ");
	TRY(put_subject(call, SUBJECT_PARTY, a[A_OWNER], none, none, out, t));
	buf_add_text(out, ", role: asset_owner}\n");
	return put_assets(call, a, out, t);
}

/* The parties, each once. */
static struct rc
put_parties(const struct op_call *call, const struct slice *a, struct buf *out,
    struct trouble *t)
{
	static const unsigned who[] = { A_OWNER, A_MAKER, A_RETAIN };
	buf_add_text(out, "\nparties:\n");
	for (size_t i = 0; i < COUNT(who); i++) {
		bool before = false;
		for (size_t k = 0; k < i; k++)
			before = before || slice_eq(a[who[i]], a[who[k]]);
		if (before)
			continue;
		buf_add_text(out, "  - id: ");
		TRY(put_subject(call, SUBJECT_PARTY, a[who[i]], (struct slice){0},
		    (struct slice){0}, out, t));
		buf_add_text(out, "\n");
	}
	return DONE;
}

static struct rc
acceptance_text(const struct op_call *call, const struct slice *a, struct buf *out,
    struct trouble *t)
{
	buf_add_text(out, head_of_register);
	buf_add_text(out, "# Then: assay intake propose FOLDER --for ");
	TRY(put_subject(call, SUBJECT_BATCH, a[A_MAKER], a[A_BATCH], (struct slice){0}, out, t));
	buf_add_text(out, " -o sheet.csv\n");
	TRY(put_parties(call, a, out, t));
	TRY(put_batch(call, a, out, t));
	buf_add_text(out, "\nresponsibilities:\n");
	TRY(put_duty(call, a, "accept", a[A_OWNER], SLICE(""), out, t));
	TRY(put_duty(call, a, "retain", a[A_RETAIN], SLICE(""), out, t));
	TRY(put_duty(call, a, "notify", a[A_MAKER], a[A_NOTIFY], out, t));
	return check_register(call, out, t);
}

struct rc
op_new_acceptance(const struct op_call *call, struct op_result *r)
{
	AUTO(buf) text = buf_init(NEW_FILE_BYTES_MAX);
	struct slice answers[A_COUNT];
	TRY(new_file_check(call, &r->trouble));
	TRY(ask_all(call, acceptance_questions, A_COUNT, answers, &r->trouble));
	TRY(acceptance_text(call, answers, &text, &r->trouble));
	return new_file_write(call, &text, "assay/new-acceptance/1", "assay apply", r);
}
