/* fault.h - counts calls and makes one of them fail.
 *
 * ASSAY_FAULT_COUNT names a file that gets, at exit, a line "LABEL CALLS WHAT" for each seam,
 * WHAT being the call that was made to fail, or -. ASSAY_FAULT_KINDS names one that gets a line
 * "LABEL WHAT FIRST LAST" for each kind of call of a seam: the numbers of its first and last.
 *
 * Threads:  safe.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FAULT_H
#define FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FAULT_KINDS_MAX 24

struct fault_kind { const char *what; uint64_t first, last; };

/* Initialised with name (the environment variable) and label alone. */
struct fault {
	const char		*name, *label;
	_Atomic uint64_t	 calls;
	const char		*_Atomic failed;
	uint64_t		 at;		/* 0: none fails */
	bool			 read, on;	/* on: all from there on fail */
	size_t			 kind_count;
	struct fault_kind	 kinds[FAULT_KINDS_MAX];
};

/* Counts one call; true when it must fail. WHAT is a literal, for the report. */
bool fault_hits(struct fault *f, const char *what);

#endif
