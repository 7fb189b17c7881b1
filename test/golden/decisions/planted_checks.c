/* planted_checks.c - the table of checks that ships, with a fault in it, for a test build linked
 * with --wrap=checks_all.
 *
 *   ASSAY_PLANTED=NAME+N   NAME has the revisions 1 to N side by side: 1 as it ships; each later
 *                          one says one thing more than the one before
 *   ASSAY_PLANTED=NAME!1   revision 1 itself says one thing more: what must never be done
 *   (none)                 as it ships
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/checks.h"

#define CHECKS_MAX 40
#define REVISIONS_MAX 4

/* The linker's names for the table that ships and for the one in its place. */
const struct check_table *__real_checks_all(void);
const struct check_table *__wrap_checks_all(void);

static const struct check_table *shipped;
static const struct check *origin;		/* the check with the fault */
static struct check planted[REVISIONS_MAX];
static const struct check *all[CHECKS_MAX];
static struct check_table table;

/* What the shipped one says, and `more` times that the chain of custody broke: a reason to fail,
 * which no criterion hides. */
static struct rc
say_more(unsigned more, const struct check_call *c, struct reasons *out, struct err *e)
{
	static const char *const places[] = { "planted/1", "planted/2", "planted/3" };
	TRY(origin->run(c, out, e));
	for (unsigned i = 0; i < more; i++)
		reasons_add(out, FINDING_CUSTODY_BREAK, c->subject, SLICE(""), slice_of(places[i]));
	return DONE;
}

static struct rc
one_more(const struct check_call *c, struct reasons *out, struct err *e)
{
	return say_more(1, c, out, e);
}

static struct rc
two_more(const struct check_call *c, struct reasons *out, struct err *e)
{
	return say_more(2, c, out, e);
}

static struct rc
three_more(const struct check_call *c, struct reasons *out, struct err *e)
{
	return say_more(3, c, out, e);
}

static void
plant(size_t at, char how, unsigned revision)
{
	static struct rc (*const runs[])(const struct check_call *c, struct reasons *out,
	    struct err *e) = { one_more, two_more, three_more };
	origin = shipped->checks[at];
	if (how == '!') {
		planted[0] = *origin;
		planted[0].run = one_more;
		all[at] = &planted[0];
		return;
	}
	memmove(&all[at + revision], &all[at + 1], (shipped->count - at - 1) *
	    sizeof(all[0]));
	for (unsigned r = 2; r <= revision; r++) {
		planted[r] = *origin;
		planted[r].revision = r;
		planted[r].run = runs[r - 2];
		all[at + r - 1] = &planted[r];
	}
	table.count += revision - 1;
}

/* Ends the program when the fault cannot be planted: a test that changes nothing proves nothing. */
static void
plant_asked(const char *fault)
{
	size_t length = strcspn(fault, "+!");
	unsigned revision = 0;
	for (size_t i = 0; i < shipped->count; i++) {
		const struct check *c = shipped->checks[i];
		if (strncmp(c->name, fault, length) != 0 || c->name[length] != 0)
			continue;
		if (fault[length] != 0 && fault[length + 1] >= '1' &&
		    fault[length + 1] < '0' + REVISIONS_MAX && fault[length + 2] == 0)
			revision = (unsigned)(fault[length + 1] - '0');
		if (revision == 0 || c->revision != 1)
			break;
		plant(i, fault[length], revision);
		return;
	}
	fprintf(stderr, "planted: nothing to plant: %s\n", fault);
	exit(70);
}

const struct check_table *
__wrap_checks_all(void)
{
	const char *fault = getenv("ASSAY_PLANTED");
	if (table.count > 0)
		return &table;
	shipped = __real_checks_all();
	if (shipped->count + REVISIONS_MAX > CHECKS_MAX)
		BUG("planted: more checks than there is room for");
	memcpy(all, shipped->checks, shipped->count * sizeof(all[0]));
	table = (struct check_table){ .checks = all, .count = shipped->count };
	if (fault != NULL && fault[0] != 0)
		plant_asked(fault);
	return &table;
}
