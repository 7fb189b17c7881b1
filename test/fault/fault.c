/* fault.c - counts calls and makes one of them fail. See fault.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fault.h"

#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#define FAULTS_MAX 4

static struct fault *all[FAULTS_MAX];
static size_t count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((destructor)) static void
report(void)
{
	const char *path = getenv("ASSAY_FAULT_COUNT");
	FILE *out = path != NULL ? fopen(path, "w") : NULL;
	if (out == NULL)
		return;
	for (size_t i = 0; i < count; i++) {
		const char *what = all[i]->failed;
		(void)fprintf(out, "%s %llu %s\n", all[i]->label,
		    (unsigned long long)all[i]->calls, what != NULL ? what : "-");
	}
	(void)fclose(out);
}

static void
read_wish(struct fault *f)
{
	(void)pthread_mutex_lock(&lock);
	if (!f->read && count < FAULTS_MAX) {
		const char *wish = getenv(f->name);
		char *end = NULL;
		if (wish != NULL) {
			f->at = strtoull(wish, &end, 10); /* check-source: a test's own variable */
			f->on = *end == '+';
		}
		all[count++] = f;
		f->read = true;
	}
	(void)pthread_mutex_unlock(&lock);
}

bool
fault_hits(struct fault *f, const char *what)
{
	uint64_t n = ++f->calls;
	if (!f->read)
		read_wish(f);
	if (f->at == 0 || (f->on ? n < f->at : n != f->at))
		return false;
	if (f->failed == NULL)
		f->failed = what;
	return true;
}
