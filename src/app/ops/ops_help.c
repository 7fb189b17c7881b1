/* app/ops/ops_help.c - help, version, and the glossary. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/ops.h"
#include "catalog/kinds.h"
#include "fact/finding.h"

static const struct { struct slice term; const char *sentence; } words[] = {
#define WORD(term, sentence) { SLICE_INIT(term), sentence },
#include "app/words.list"
#undef WORD
};

struct rc
op_version(const struct op_call *call, struct op_result *r)
{
	if (call->json)
		buf_add_text(&r->out,
		    "{\"schema\": \"assay/version/1\", \"version\": \"" ASSAY_VERSION "\"}\n");
	else
		buf_add_text(&r->out, "assay " ASSAY_VERSION "\n");
	return DONE;
}

/* "assay inspect PATH... [options]" */
static void
usage_line(const struct op *op, struct buf *out)
{
	buf_addf(out, "assay %s%s%s", op->noun, op->verb != NULL ? " " : "",
	    op->verb != NULL ? op->verb : "");
	for (size_t i = 0; i < op->param_count; i++) {
		const struct op_param *p = &op->params[i];
		if (p->kind == PARAM_ARGUMENT)
			buf_addf(out, p->required ? " %s%s" : " [%s%s]", p->name,
			    p->repeat ? "..." : "");
	}
	buf_add_text(out, " [options]\n");
}

static void
option_lines(const struct op_param *params, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		const struct op_param *p = &params[i];
		AUTO(buf) name = buf_init(256);
		buf_addf(&name, "%s%s%s%s", p->kind == PARAM_ARGUMENT ? "" : "--", p->name,
		    p->value != NULL ? " " : "", p->value != NULL ? p->value : "");
		buf_follow(out, &name);
		buf_addf(out, "  %-34.*s %s%s\n", SLICE_FMT(buf_slice(&name)), p->help,
		    p->kind == PARAM_TEXT && p->repeat ? " (may be given more than once)" : "");
	}
}

static void
all_commands(struct buf *out)
{
	size_t count;
	const struct op *ops = ops_all(&count);
	buf_add_text(out, "assay takes in the evidence behind an industrial product, verifies "
	    "it, and "
	    "says how it stands\nagainst acceptance criteria under IEC 62443.\n\n"
	    "Look at what a supplier sent, with nothing set up:\n\n  assay inspect "
	    "FOLDER-OR-FILE\n\n"
	    "Commands:\n");
	for (size_t i = 0; i < count; i++) {
		AUTO(buf) name = buf_init(256);
		buf_addf(&name, "%s%s%s", ops[i].noun, ops[i].verb != NULL ? " " : "",
		    ops[i].verb != NULL ? ops[i].verb : "");
		buf_follow(out, &name);
		buf_addf(out, "  %-18.*s %s\n", SLICE_FMT(buf_slice(&name)), ops[i].summary);
	}
	buf_add_text(out, "\n`assay help COMMAND` says more; `assay explain WORD` explains a "
	    "word or "
	    "finding.\nExit status: 0 done or accepted, 1 rejected or split, 2 usage, 3 cannot "
	    "tell, "
	    "4 verification failed,\n5 input malformed, 6 file or store, 7 not authorised, "
	    "8 replay differs, 9 cannot be verified,\n70 a bug in assay.\n");
}

static bool
help_one(const char *noun, const char *verb, struct buf *out)
{
	size_t count, global_count;
	const struct op *ops = ops_all(&count);
	const struct op_param *global = ops_global(&global_count);
	bool any = false;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(ops[i].noun, noun) != 0 ||
		    (verb != NULL && (ops[i].verb == NULL || strcmp(ops[i].verb, verb) != 0)))
			continue;
		buf_add_text(out, any ? "\n" : "");
		usage_line(&ops[i], out);
		buf_addf(out, "\n%s\n\n", ops[i].summary);
		option_lines(ops[i].params, ops[i].param_count, out);
		any = true;
	}
	if (any) {
		buf_add_text(out, "\nWith every command:\n");
		option_lines(global, global_count, out);
	}
	return any;
}

struct rc
op_help(const struct op_call *call, struct op_result *r)
{
	const char *noun = op_value(call, "COMMAND", 0);
	if (noun == NULL) {
		all_commands(&r->out);
		return DONE;
	}
	if (!help_one(noun, op_value(call, "COMMAND", 1), &r->out))
		return trouble_in(&r->trouble, noun, fail(&r->trouble.err, E_USAGE, 0,
		    "no such command"));
	return DONE;
}

static const char *
class_words(enum finding_class c)
{
	return c == CLASS_FAIL ? "the criterion is not met" : c == CLASS_LACK ? "cannot tell" :
	    c == CLASS_CONDITION ? "a condition stays open" : "changes no verdict";
}

/* The words of one call belong together: `assay explain evidence level`. */
static struct rc
join_words(const struct op_call *call, struct slice *joined, struct err *e)
{
	AUTO(buf) b = buf_init(4096);
	for (size_t i = 0; op_value(call, "WORD", i) != NULL; i++) {
		buf_add_text(&b, i > 0 ? " " : "");
		buf_add_text(&b, op_value(call, "WORD", i));
	}
	TRY(buf_end(&b, e));
	return arena_copy(call->a, buf_slice(&b), joined) ? DONE : arena_failed(call->a, e);
}

/* The same word, in the spelling of a report ("packing list") or of JSON ("packing_list"). */
static bool
is_term(struct slice term, struct slice word)
{
	if (term.len != word.len)
		return false;
	for (size_t i = 0; i < term.len; i++) {
		bool gap = (term.at[i] == '_' || term.at[i] == ' ') &&
		    (word.at[i] == '_' || word.at[i] == ' ');
		if (!gap && !slice_eq_nocase(slice_sub(term, i, i + 1), slice_sub(word, i, i + 1)))
			return false;
	}
	return true;
}

/* An evidence kind explains itself: what it is, and what it does not prove. */
static struct rc
explain_kind(struct slice word, struct arena *a, struct buf *out, bool *found, struct err *e)
{
	struct kind_set kinds;
	*found = false;
	TRY(kinds_shipped(a, &kinds, e));
	for (size_t i = 0; i < kinds.count && !*found; i++) {
		const struct kind *k = &kinds.at[i];
		*found = is_term(k->id, word);
		if (*found)
			buf_addf(out, "%.*s: Evidence kind: %.*s. %.*s\n", SLICE_FMT(k->id),
			    SLICE_FMT(k->title), SLICE_FMT(k->does_not_prove));
	}
	return DONE;
}

static struct rc
explain(struct slice word, struct arena *a, struct buf *out, bool *found, struct err *e)
{
	enum finding_id id = finding_find(word);
	*found = true;
	if (id != FINDING_NONE) {
		buf_addf(out, "%s (%s): %s\n", finding_name(id),
		    class_words(finding_class(id)), finding_sentence(id));
		return DONE;
	}
	for (size_t i = 0; i < COUNT(words); i++)
		if (is_term(words[i].term, word)) {
			buf_addf(out, "%.*s: %s\n", SLICE_FMT(words[i].term), words[i].sentence);
			return DONE;
		}
	return explain_kind(word, a, out, found, e);
}

/* As one phrase, or else each word by itself. */
struct rc
op_explain(const struct op_call *call, struct op_result *r)
{
	struct slice phrase;
	bool found;
	const char *word;
	TRY(join_words(call, &phrase, &r->trouble.err));
	TRY(explain(phrase, call->a, &r->out, &found, &r->trouble.err));
	if (found)
		return DONE;
	for (size_t i = 0; (word = op_value(call, "WORD", i)) != NULL; i++) {
		TRY(explain(slice_of(word), call->a, &r->out, &found, &r->trouble.err));
		if (found)
			continue;
		buf_clear(&r->out);
		return trouble_in(&r->trouble, word, fail(&r->trouble.err, E_USAGE, 0,
		    "this word is not in the glossary"));
	}
	return DONE;
}
