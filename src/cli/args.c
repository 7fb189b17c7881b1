/* cli/args.c - arguments against the table of operations. See cli/args.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "cli/args.h"

#include <string.h>

struct args {
	char		**argv;
	int		 argc;
	struct op_call	*call;
	const char	**words;	/* arguments that are no options, command words first */
	size_t		 word_count;
	struct err	*e;
	struct slice	*culprit;
};

static struct rc
usage(struct args *g, const char *culprit, const char *what)
{
	*g->culprit = slice_of(culprit);
	return fail(g->e, E_USAGE, 0, what);
}

static const struct op_param *
find_param(const struct op_param *params, size_t count, struct slice name)
{
	for (size_t i = 0; i < count; i++)
		if (params[i].kind != PARAM_ARGUMENT && slice_eq(slice_of(params[i].name), name))
			return &params[i];
	return NULL;
}

static void
add_value(struct op_call *call, const struct op_param *p, const char *text)
{
	call->values[call->count++] = (struct op_value){ p, text };
}

/* The word is the first of a command: a verb of its own, or a noun. */
static bool
is_noun(const char *word)
{
	size_t count;
	const struct op *ops = ops_all(&count);
	for (size_t i = 0; i < count; i++)
		if (strcmp(ops[i].noun, word) == 0 && ops[i].verb != NULL)
			return true;
	return false;
}

/* A global option whose value is the next word: "--home DIR". */
static bool
takes_next(const char *arg)
{
	size_t count;
	const struct op_param *global = ops_global(&count), *p;
	if (strncmp(arg, "--", 2) != 0 || strchr(arg, '=') != NULL)
		return false;
	p = find_param(global, count, slice_of(arg + 2));
	return p != NULL && p->kind == PARAM_TEXT;
}

/* Options are looked up once the command is known: the first pass finds its words. An option
 * before the command can only be a global one. */
static void
find_op(struct args *g)
{
	const char *noun = NULL;
	for (int i = 1; i < g->argc && g->call->op == NULL; i++) {
		if (g->argv[i][0] == '-') {
			i += takes_next(g->argv[i]);
			continue;
		}
		if (noun != NULL) {
			g->call->op = op_find(noun, g->argv[i]);
			return;
		}
		if (is_noun(g->argv[i]))
			noun = g->argv[i];
		else if ((g->call->op = op_find(g->argv[i], NULL)) == NULL)
			return;
	}
}

static const struct op_param *
short_option(const struct op *op, const char *arg)
{
	size_t count;
	const struct op_param *global = ops_global(&count), *p;
	static const char *const names[][2] = { { "-q", "quiet" }, { "-h", "help" },
	    { "-o", "output" } };
	for (size_t i = 0; i < COUNT(names); i++) {
		struct slice name = slice_of(names[i][1]);
		if (strcmp(arg, names[i][0]) != 0)
			continue;
		p = find_param(global, count, name);
		return p != NULL ? p : find_param(op->params, op->param_count, name);
	}
	return NULL;
}

static struct rc
option(struct args *g, int *i)
{
	const char *arg = g->argv[*i], *value = strchr(arg, '=');
	struct slice name = slice_of(arg);
	size_t count;
	const struct op_param *global = ops_global(&count), *p = short_option(g->call->op, arg);
	if (p == NULL && strncmp(arg, "--", 2) == 0) {
		name = slice_sub(name, 2, value == NULL ? name.len : (size_t)(value - arg));
		p = find_param(global, count, name);
		if (p == NULL)
			p = find_param(g->call->op->params, g->call->op->param_count, name);
	}
	if (p == NULL)
		return usage(g, arg, "no such option");
	if (p->kind == PARAM_FLAG && value != NULL)
		return usage(g, arg, "this option takes no value");
	if (p->kind == PARAM_TEXT && value == NULL && ++*i >= g->argc)
		return usage(g, arg, "this option needs a value");
	if (p->kind == PARAM_TEXT && !p->repeat && op_flag(g->call, p->name))
		return usage(g, arg, "this option may be given once");
	add_value(g->call, p, p->kind == PARAM_FLAG ? "" : value != NULL ? value + 1 : g->argv[*i]);
	return DONE;
}

static struct rc
split(struct args *g)
{
	bool options = true;
	for (int i = 1; i < g->argc; i++) {
		const char *arg = g->argv[i];
		if (options && strcmp(arg, "--") == 0)
			options = false;
		else if (options && arg[0] == '-' && arg[1] != 0)
			TRY(option(g, &i));
		else
			g->words[g->word_count++] = arg;
	}
	return DONE;
}

/* Positional parameters in order; the last may repeat. */
static struct rc
place_words(struct args *g, size_t from)
{
	const struct op *op = g->call->op;
	size_t p = 0;
	for (size_t i = from; i < g->word_count; i++) {
		while (p < op->param_count && op->params[p].kind != PARAM_ARGUMENT)
			p++;
		if (p >= op->param_count)
			return usage(g, g->words[i], "one argument too many");
		add_value(g->call, &op->params[p], g->words[i]);
		p += op->params[p].repeat ? 0 : 1;
	}
	for (size_t i = 0; i < op->param_count; i++)
		if (op->params[i].required && !op_flag(g->call, op->params[i].name))
			return usage(g, op->params[i].name, "this argument is missing");
	return DONE;
}

static struct rc
ask_for_help(struct args *g)
{
	const struct op *asked = g->call->op, *help = op_find("help", NULL);
	if (help == NULL)
		BUG("there is no help");
	g->call->op = help;
	if (asked == NULL || asked == help)
		return DONE;
	add_value(g->call, &help->params[0], asked->noun);
	if (asked->verb != NULL)
		add_value(g->call, &help->params[0], asked->verb);
	return DONE;
}

static bool
asks_for_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* Nothing that can be run is named: help, the version, or a noun without one of its verbs. */
static struct rc
no_command(struct args *g)
{
	if (g->argc < 2 || asks_for_help(g->argv[1]))
		return ask_for_help(g);
	if (strcmp(g->argv[1], "--version") == 0) {
		g->call->op = op_find("version", NULL);
		return DONE;
	}
	if (!is_noun(g->argv[1]))
		return usage(g, g->argv[1], "no such command");
	if (g->argc < 3 || !asks_for_help(g->argv[2]))
		return usage(g, g->argv[1], "expected one of its verbs behind it; `assay help` "
		    "and this word lists them");
	g->call->op = op_find("help", NULL);
	add_value(g->call, &g->call->op->params[0], g->argv[1]);
	return DONE;
}

struct rc
args_parse(int argc, char **argv, struct op_call *call, struct err *e, struct slice *culprit)
{
	struct args g = { .argv = argv, .argc = argc, .call = call, .e = e, .culprit = culprit };
	size_t room = (size_t)argc + 4;
	call->values = ARENA_ARRAY(call->a, struct op_value, room);
	g.words = ARENA_ARRAY(call->a, const char *, room);
	if (call->values == NULL || g.words == NULL)
		return arena_failed(call->a, e);
	find_op(&g);
	if (call->op == NULL)
		return no_command(&g);
	TRY(split(&g));
	if (op_flag(call, "help")) {
		call->count = 0;
		return ask_for_help(&g);
	}
	return place_words(&g, call->op->verb != NULL ? 2 : 1);
}
