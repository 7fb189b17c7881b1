/* sys_fault.h - the failing system calls of sys_fault.c, armed by a test of the same process.
 *
 * Threads:  one; nothing else may call while the seam is armed anew.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SYS_FAULT_H
#define SYS_FAULT_H

#include <stdint.h>

/* How a call fails: with the errno that is usual for it, with this one, or not at all because
 * the process is killed before it. */
#define SYS_FAULT_USUAL 0
#define SYS_FAULT_KILL (-1)

/* The call number `at` from now on fails (1 is the first, 0 none does); counts from nought. */
void sys_fault_arm(uint64_t at, int how);
/* Calls since then, and the one that was made to fail, or null. */
uint64_t sys_fault_calls(void);
const char *sys_fault_hit(void);

#endif
