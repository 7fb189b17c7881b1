/* machine.h - what this machine can do at all: what benches give their figures as ratios to.
 *
 * A bench is a program of its own and ends when something fails.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MACHINE_H
#define MACHINE_H

#include "base/base.h"

/* The size of what is signed, checked and hashed. */
#define MACHINE_BYTES 4096

/* A second of processor time on one core, so that whatever else runs changes it little: Ed25519
 * signatures made and checked, SHA-256 with SHA-512. A second of the wall's clock: commits of one
 * row by bare SQLite (write-ahead log, synchronous FULL), and the same checks by as many threads
 * as there are cores, all together. */
struct rates { double sign, check, digest, commit, checks_all; unsigned cores; };

/* Measures and prints them. folder: on the disk that is meant. */
struct rates machine_measure(const char *folder);
/* Says what failed, and ends the program. */
void must(struct rc rc, const char *what, const struct err *e);
/* Seconds of a clock that only goes forward, and of processor time of this thread. */
double now(void);
double now_busy(void);
/* The same of all threads of this process. */
double now_all(void);
/* Checks a second by all cores, measured anew. */
double machine_checks(void);
/* How many threads wait for a processor on average, as the kernel counts it. */
void say_load(void);
int by_time(const void *a, const void *b);
void say_memory(const char *when);

#endif
