/* app/inspect/intake.h - takes in what people have: folders, archives, mails, single files.
 *
 * Every file is digested, recognised by its content and read; containers are opened and their
 * members are files of their own. The result does not depend on the order of the arguments or on
 * the number of threads.
 *
 * Nothing is written, and nothing in a delivery can fail the whole: what is wrong with a file is
 * a finding of that file.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_INTAKE_H
#define APP_INSPECT_INTAKE_H

#include "app/inspect/body.h"
#include "base/file.h"
#include "codec/grid.h"
#include "table/table_map.h"

/* A body that is kept: its name, and its bytes, or the file that holds them. known: its digest, so
 * that a file of which only the beginning is read need not be hashed; or null. grid: what the
 * decoder of its form made of exactly these bytes, so that a large table is unpacked once; or null.
 * Borrowed as long as the delivery stands. */
struct intake_kept {
	struct slice		 name, bytes;
	const char		*file;
	uint64_t		 size_bytes;
	const struct digest	*known;
	const struct grid	*grid;
};

/* kept: bodies read beside the paths, as if each were a file of this name. */
struct intake_options {
	const char *const	*paths;
	size_t			 path_count;
	const struct intake_kept *kept;
	size_t			 kept_count;
	const struct table_map	*maps;
	size_t			 map_count;
	unsigned		 threads;
	/* the bytes of what is not read too: of members of containers that are to be kept */
	bool			 keep_all;
	bool				 alone;	/* without the members of containers */
};

/* Errors: E_IO when a path that the user named cannot be read (*culprit says which); E_LIMIT
 * when there are more files than ENTRIES_MAX; E_NOMEM. */
struct rc intake_run(const struct intake_options *options, struct delivery *out,
    const char **culprit, struct err *e);

/* What a single file is called in a delivery: the end of its path. Borrowed. */
struct slice intake_name(const char *path);

/* --- for app/inspect/members.c and app/inspect/read.c ----------------------------------------- */

/* What reads one named file and everything in it. The arena outlives the job. */
struct intake_job {
	const struct intake_options	*options;
	const struct grid		*grid;		/* of the first body, or null */
	struct arena			*a;
	struct crypto_bag		*bag;
	struct body			*bodies;	/* in the order they were found */
	size_t				 count, cap;
	uint64_t			 unpacked_bytes,
	    entries;	/* of all archives in this file */
};

/* Adds an empty body; null when there is no room. Pointers to others become invalid. */
struct body *intake_add(struct intake_job *job, struct slice path, size_t container);
/* A file whose bytes are all there: digest, recognition, reading, members. depth: containers
 * around it. Errors: E_NOMEM, E_LIMIT of the job's arena only. */
struct rc intake_bytes(struct intake_job *job, size_t index, struct slice bytes, unsigned depth,
    struct err *e);
/* Opens the archive or mail at index and takes in its members. */
struct rc intake_members(struct intake_job *job, size_t index, struct slice bytes,
    struct file *file, unsigned depth, struct err *e);
/* Reads the body at index, whose content is kept: fills reading and findings. */
struct rc intake_read(struct intake_job *job, size_t index, struct err *e);
/* Reads what is too large to be kept, through windows of the file. */
struct rc intake_large(struct intake_job *job, size_t index, struct file *file, struct err *e);
/* Loads the whole file where its form may be that large, and reads it. */
struct rc intake_load(struct intake_job *job, size_t index, struct file *file, struct err *e);
/* Reads what the first bytes alone tell: firmware images. */
struct rc intake_head(struct intake_job *job, size_t index, struct slice head, struct err *e);
/* A finding with the place ("+OFFSET") and the problem of a failed reading. */
struct rc intake_trouble(struct intake_job *job, size_t index, enum finding_id id,
    const struct err *why, struct err *e);
void intake_find(struct body *b, enum finding_id id, struct slice place);
/* The content is worth keeping for later: signatures, certificates, statements. */
bool intake_keeps(enum form form, uint64_t size_bytes);

#endif
