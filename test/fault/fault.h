/* fault.h - counts calls and makes one of them fail.
 *
 * ASSAY_FAULT_COUNT names a file that gets, at exit, a line "LABEL CALLS WHAT" for each seam,
 * WHAT being the call that was made to fail, or -.
 *
 * Threads:  safe.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FAULT_H
#define FAULT_H

#include <stdbool.h>
#include <stdint.h>

/* Initialised with name (the environment variable) and label alone. */
struct fault {
	const char		*name, *label;
	_Atomic uint64_t	 calls;
	const char		*_Atomic failed;
	uint64_t		 at;		/* 0: none fails */
	bool			 read, on;	/* on: all from there on fail */
};

/* Counts one call; true when it must fail. WHAT is a literal, for the report. */
bool fault_hits(struct fault *f, const char *what);

#endif
