/* app/ops/ops_new_criteria.c - `assay new criteria`: those that ship, less what one does not ask
 * for. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/ask.h"
#include "app/home/new_file.h"
#include "app/inspect/criteria_file.h"
#include "base/limits.h"
#include "base/time.h"
#include "catalog/shipped.h"
#include "level/vector.h"

static bool
is_word(struct slice s)
{
	bool good = s.len > 0 && s.len <= 63;
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.at[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		good = good && (letter || (i > 0 && (c == '-' || c == '_' || c == '.')));
	}
	return good;
}

static bool
is_duration(struct slice s)
{
	int64_t ms;
	return !failed(duration_parse(s, &ms, NULL)) && ms > 0;
}

/* One or several of the component types, blanks between; all. */
static bool
are_types(struct slice s)
{
	static const char *const types[] = { "software_application", "embedded_device",
	    "host_device", "network_device" };
	size_t from = 0;
	if (slice_eq(s, SLICE("all")))
		return true;
	while (from < s.len) {
		size_t end = slice_find(s, SLICE(" "), from);
		bool known = false;
		end = end == SIZE_MAX ? s.len : end;
		for (size_t i = 0; i < COUNT(types); i++)
			known = known || slice_eq(slice_sub(s, from, end), slice_of(types[i]));
		if (!known)
			return false;
		from = end + 1;
	}
	return s.len > 0;
}

/* Whether only a claim is asked about, or a level that must be shown: a bare "2" is none. */
static bool
is_level(struct slice s)
{
	unsigned levels[LEVEL_FRS];
	return ask_is_yes_or_no(s) || level_vector_parse(s, levels);
}

static bool
is_certified(struct slice s)
{
	return ask_is_yes_or_no(s) || slice_eq(s, SLICE("looked_up"));
}

#define YES_OR_NO(text) { text, "yes", "expected yes or no", 0, ask_is_yes_or_no }

enum { C_NAME, C_VERSION, C_TYPES, C_IDENTITY, C_CUSTODY, C_BASELINE, C_CERTIFICATE, C_CLAIM,
	C_RETENTION, C_AGE, C_COUNT };

static const struct ask questions[C_COUNT] = {
	{ "Their name", "our-acceptance", "expected 1 to 63 of a-z 0-9 - _ .", 0, is_word },
	{ "Their version", "1", "expected at most 63 of a-z 0-9 - _ .", 0, is_word },
	{ "For which types: all, or some of software_application embedded_device host_device "
	    "network_device", "all", "expected all, or types with one blank between", 0,
	    are_types },
	YES_OR_NO("Must every device have a certificate of its own"),
	YES_OR_NO("Must the way of the goods be recorded without a gap"),
	YES_OR_NO("Must a sample be configured as accepted, and each device attest so later"),
	{ "Must somebody other than the maker have certified the release; looked_up: and must its "
	    "register have been found to keep it in force", "yes", "expected yes, no or "
	    "looked_up", 0, is_certified },
	{ "Must a claimed security level say for what it holds; or which level must be shown, a "
	    "number for each of FR1 to FR7", "yes", "expected yes, no or a level for each of FR1 "
	    "to FR7, e.g. 2,2,2,1,2,1,3", 0, is_level },
	YES_OR_NO("Must somebody be named who keeps the evidence"),
	{ "How old may the maker's statement on vulnerabilities be", "30d", "expected a duration: "
	    "30d, 4w", 0, is_duration },
};

/* Criteria that ship, and the answer that takes them out. */
static const struct { const char *id; unsigned question; } optional[] = {
	{ "identity", C_IDENTITY }, { "possession", C_IDENTITY }, { "custody", C_CUSTODY },
	{ "baseline", C_BASELINE }, { "first-attestation", C_BASELINE },
	{ "component-certificate", C_CERTIFICATE }, { "capability", C_CLAIM },
	{ "retention", C_RETENTION },
};

static bool
is_wanted(struct slice line, const struct slice *answers)
{
	struct slice id = slice_trim(slice_sub(line, sizeof("    - id: ") - 1, line.len));
	for (size_t i = 0; i < COUNT(optional); i++)
		if (slice_eq(id, slice_of(optional[i].id)))
			return ask_yes(answers[optional[i].question]) ||
			    !ask_is_yes_or_no(answers[optional[i].question]);
	return true;
}

static void
put_head(const struct slice *answers, struct buf *out)
{
	buf_add_text(out, "# Criteria of our own, made of those that ship with assay.\n"
	    "# `assay criteria check` names errors, `assay criteria show` prints them as sentences "
	    "for a\n# contract, `assay criteria publish` makes them those by which decisions are "
	    "made. A name and\n# version is published once: give every change another version.\n"
	    "apiVersion: assay/v1\nkind: Criteria\nmetadata: {name: ");
	ask_quote(answers[C_NAME], out);
	buf_add_text(out, ", version: ");
	ask_quote(answers[C_VERSION], out);
	buf_add_text(out, "}\nspec:\n  decision: product_acceptance\n");
	if (slice_eq(answers[C_TYPES], SLICE("all")))
		return;
	buf_add_text(out, "  applies: {component_type: [");
	for (size_t i = 0; i < answers[C_TYPES].len; i++)
		if (answers[C_TYPES].at[i] == ' ')
			buf_add_text(out, ", ");
		else
			buf_add_byte(out, answers[C_TYPES].at[i]);
	buf_add_text(out, "]}\n");
}

static void
put_line(struct slice line, struct slice age, struct buf *out)
{
	size_t at = slice_find(line, SLICE("vex_statement"), 0);
	size_t old = at == SIZE_MAX ? at : slice_find(line, SLICE("not_older_than: "), at);
	size_t end = old == SIZE_MAX ? old : slice_find(line, SLICE("}"), old);
	if (end == SIZE_MAX) {
		buf_add(out, line);
	} else {
		buf_add(out, slice_sub(line, 0, old + sizeof("not_older_than: ") - 1));
		buf_add(out, age);
		buf_add(out, slice_sub(line, end, line.len));
	}
	buf_add_byte(out, '\n');
}

/* From `criteria:` on, block by block; a comment between blocks goes with the one that follows. */
static void
put_criteria(struct slice shipped, const struct slice *answers, struct buf *out)
{
	AUTO(buf) comment = buf_init(KIB(4));
	bool wanted = true;
	size_t from = slice_find(shipped, SLICE("  criteria:\n"), 0);
	if (from == SIZE_MAX)
		BUG("the criteria that ship have no criteria");
	while (from < shipped.len) {
		size_t end = slice_find(shipped, SLICE("\n"), from);
		struct slice line = slice_sub(shipped, from, end);
		from = end == SIZE_MAX ? shipped.len : end + 1;
		if (slice_starts(line, SLICE("    #"))) {
			buf_clear(&comment);
			buf_add(&comment, line);
			buf_add_byte(&comment, '\n');
			continue;
		}
		if (slice_starts(line, SLICE("    - id: ")))
			wanted = is_wanted(line, answers);
		if (!wanted)
			continue;
		buf_follow(out, &comment);
		buf_add(out, buf_slice(&comment));
		buf_clear(&comment);
		put_line(line, answers[C_AGE], out);
	}
}

/* --- what the shipped ones do not ask for ----------------------------------------------------- */

#define EDITION "iec62443-4-2:2019"
#define BY(kind, party) "{kind: " kind ", bound_to: any, signed_by: {party: " party ", purpose: " \
	"evidence}}"

/* "FR1=2 FR2=2 ..."; nothing where no level was given. */
static void
put_wanted(struct slice answer, const char *name, struct buf *out)
{
	unsigned levels[LEVEL_FRS];
	if (!level_vector_parse(answer, levels))
		return;
	buf_addf(out, "          %s: [\"", name);
	for (unsigned fr = 0; fr < LEVEL_FRS; fr++)
		buf_addf(out, "%sFR%u=%u", fr > 0 ? " " : "", fr + 1, levels[fr]);
	buf_add_text(out, "\"]\n");
}

/* Every row that the level asks for, by records of this release: a claim shows none. */
static void
put_level(const struct slice *answers, struct buf *out)
{
	unsigned levels[LEVEL_FRS];
	if (!level_vector_parse(answers[C_CLAIM], levels))
		return;
	buf_add_text(out, "    # What the maker claims shows nothing: each row that the level asks "
	    "for needs a record.\n"
	    "    # shown: shown_with_countermeasures or shown_independently ask for other things.\n"
	    "    - id: security-level\n"
	    "      title: Each requirement of the security level is shown for this release\n"
	    "      area: verification\n"
	    "      any_of:\n"
	    "        - " BY("capability_test_report", "manufacturer") "\n"
	    "        - " BY("capability_test_report", "assessor") "\n"
	    "        - " BY("capability_doc", "manufacturer") "\n"
	    "      check:\n"
	    "        capability_level:\n"
	    "          mapping: " BY("requirement_mapping", "manufacturer") "\n");
	put_wanted(answers[C_CLAIM], "wanted", out);
	buf_add_text(out, "          shown: [shown]\n          edition: [\"" EDITION "\"]\n"
	    "      on_fail: [remediate]\n"
	    "      on_indeterminate: [remediate, accept_with_exception]\n");
}

/* A certificate of somebody else, as its register knows it, of the level that is asked for. */
static void
put_looked_up(const struct slice *answers, struct buf *out)
{
	if (!slice_eq(answers[C_CERTIFICATE], SLICE("looked_up")))
		return;
	buf_add_text(out, "    # What the register says is looked up by ourselves, and not older "
	    "than this.\n"
	    "    - id: certificate-in-force\n"
	    "      title: The certificate covers what is delivered, and its register keeps it in "
	    "force\n"
	    "      area: verification\n"
	    "      need: {kind: certificate_component, signed_by: {party: assessor, purpose: "
	    "evidence}}\n"
	    "      check:\n"
	    "        certificate_covers:\n"
	    "          lookup: {kind: certificate_lookup, bound_to: any, unsigned: allowed, "
	    "not_older_than: 90d}\n"
	    "          edition: [\"" EDITION "\"]\n");
	put_wanted(answers[C_CLAIM], "level", out);
	buf_add_text(out, "      on_fail: [remediate]\n"
	    "      on_indeterminate: [remediate, accept_with_exception]\n");
}

struct rc
op_new_criteria(const struct op_call *call, struct op_result *r)
{
	AUTO(buf) text = buf_init(NEW_FILE_BYTES_MAX);
	struct slice answers[C_COUNT], shipped;
	struct criteria_file file;
	struct kind_set kinds;
	struct criteria_errors *errors = ARENA_NEW(call->a, struct criteria_errors);
	if (errors == NULL)
		return arena_failed(call->a, &r->trouble.err);
	TRY(new_file_check(call, &r->trouble));
	TRY(kinds_shipped(call->a, &kinds, &r->trouble.err));
	if (!shipped_find(CRITERIA_SHIPPED, &shipped))
		BUG("no criteria ship with assay");
	TRY(ask_all(call, questions, C_COUNT, answers, &r->trouble));
	put_head(answers, &text);
	put_criteria(shipped, answers, &text);
	put_level(answers, &text);
	put_looked_up(answers, &text);
	TRY(buf_end(&text, &r->trouble.err));
	TRY(criteria_bytes_load(buf_slice(&text), SLICE("the answers"), &kinds, call->a, &file,
	    errors, &r->trouble));
	return new_file_write(call, &text, "assay/new-criteria/1", "assay criteria publish", r);
}
