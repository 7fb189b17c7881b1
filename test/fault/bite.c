/* bite.c - one fault of each kind that the sanitizers are there for; see test/fault/bites.
 * SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
overflow(volatile int n)
{
	n = INT_MAX - 1 + n;
	return n + 1;
}

static int
index_beyond(volatile unsigned n)
{
	volatile int four[4] = { 1, 2, 3, 4 };
	return four[n + 3];
}

static int
shift(volatile int n)
{
	return 1 << (31 + n);
}

static char *volatile held;

static int
freed(volatile int n)
{
	held = malloc((size_t)n + 16);
	if (held == NULL)
		return 0;
	held[0] = 'x';
	free(held);
	return held[0];
}

static int
leak(volatile int n)
{
	held = malloc((size_t)n + 16);
	held = NULL;
	return held != NULL;
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(int);
	} kinds[] = { { "overflow", overflow }, { "shift", shift }, { "freed", freed },
		{ "leak", leak } };
	int seen = 0;
	const char *kind = argc > 1 ? argv[1] : "";
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, kind) == 0)
			seen = kinds[i].run(argc - 1);
	if (strcmp(kind, "index") == 0)
		seen = index_beyond((unsigned)argc - 1);
	printf("%d\n", seen);
	return 0;
}
