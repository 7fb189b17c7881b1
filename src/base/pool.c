/* base/pool.c - runs n numbered jobs on some threads. See base/pool.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

struct pool {
	size_t		 count;
	atomic_size_t	 next;
	void		(*job)(void *context, size_t i);
	void		*context;
};

static void *
work(void *arg)
{
	struct pool *p = arg;
	for (;;) {
		size_t i = atomic_fetch_add(&p->next, 1);
		if (i >= p->count)
			return NULL;
		p->job(p->context, i);
	}
}

void
pool_run(size_t count, unsigned threads, void (*job)(void *context, size_t i), void *context)
{
	struct pool p = { .count = count, .job = job, .context = context };
	pthread_t other[POOL_THREADS_MAX];
	unsigned started = 0;
	if (threads == 0 || threads > POOL_THREADS_MAX)
		BUG("pool_run: threads out of range");
	while (started + 1 < threads && started + 1 < count &&
	    pthread_create(&other[started], NULL, work, &p) == 0)
		started++;
	(void)work(&p);
	for (unsigned i = 0; i < started; i++)
		if (pthread_join(other[i], NULL) != 0)
			BUG("pool_run: a thread could not be joined");
}

unsigned
pool_default_threads(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1;
	int n = CPU_COUNT(&set);
	return n < 1 ? 1 : n > POOL_THREADS_MAX ? POOL_THREADS_MAX : (unsigned)n;
}
