/* base/pool.h - runs n numbered jobs on some threads.
 *
 * Which thread runs which job does not show: job i writes only what belongs to i, and the
 * caller reads results by number after pool_run() has returned.
 *
 * Layer:    base. Only app starts it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include "base/base.h"

#define POOL_THREADS_MAX 64

/* Runs job(context, i) once for every i below count and waits for all of them.
 * threads: 1 to POOL_THREADS_MAX; fewer run when the system gives no more. One job at a time is
 * run on the calling thread, so this cannot fail. */
void pool_run(size_t count, unsigned threads, void (*job)(void *context, size_t i),
    void *context);
/* Processors this process may use, at least 1, at most POOL_THREADS_MAX. */
unsigned pool_default_threads(void);

#endif
