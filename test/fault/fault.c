/* fault.c - counts calls and makes one of them fail. See fault.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fault.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FAULTS_MAX 4

static struct fault *all[FAULTS_MAX];
static size_t count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static FILE *
opened(const char *variable)
{
	const char *path = getenv(variable);
	return path != NULL ? fopen(path, "w") : NULL;
}

static void
report_kinds(void)
{
	FILE *out = opened("ASSAY_FAULT_KINDS");
	if (out == NULL)
		return;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < all[i]->kind_count; j++) {
			const struct fault_kind *k = &all[i]->kinds[j];
			(void)fprintf(out, "%s %s %llu %llu\n", all[i]->label, k->what,
			    (unsigned long long)k->first, (unsigned long long)k->last);
		}
	(void)fclose(out);
}

__attribute__((destructor)) static void
report(void)
{
	report_kinds();
	FILE *out = opened("ASSAY_FAULT_COUNT");
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

static void
note_kind(struct fault *f, const char *what, uint64_t n)
{
	size_t i = 0;
	(void)pthread_mutex_lock(&lock);
	while (i < f->kind_count && strcmp(f->kinds[i].what, what) != 0)
		i++;
	if (i == f->kind_count && i < FAULT_KINDS_MAX)
		f->kinds[f->kind_count++] = (struct fault_kind){ what, n, n };
	if (i < FAULT_KINDS_MAX && n > f->kinds[i].last)
		f->kinds[i].last = n;
	(void)pthread_mutex_unlock(&lock);
}

bool
fault_hits(struct fault *f, const char *what)
{
	uint64_t n = ++f->calls;
	if (!f->read)
		read_wish(f);
	note_kind(f, what, n);
	if (f->at == 0 || (f->on ? n < f->at : n != f->at))
		return false;
	if (f->failed == NULL)
		f->failed = what;
	return true;
}
