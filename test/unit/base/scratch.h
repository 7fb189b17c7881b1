/* scratch.h - a folder of a test's own, and what stands in it.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCRATCH_H
#define SCRATCH_H

#include "unit.h"

#include <dirent.h>
#include <ftw.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base.h"

static char scratch[PATH_MAX / 2];

static inline int
scratch_begin(void **state)
{
	const char *top = getenv("TMPDIR");
	(void)state;
	(void)snprintf(scratch, sizeof(scratch), "%s/assay-test-XXXXXX",
	    top != NULL ? top : "/tmp");
	return mkdtemp(scratch) != NULL ? 0 : -1;
}

static inline int
scratch_remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	return where->level > 0 ? remove(path) : 0;
}

/* Empties the folder. */
static inline void
scratch_clear(void)
{
	assert_int_equal(nftw(scratch, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

static inline int
scratch_end(void **state)
{
	(void)state;
	scratch_clear();
	return rmdir(scratch);
}

/* A path in the folder; eight of them live at one time. */
static inline const char *
in_scratch(const char *name)
{
	static char paths[8][PATH_MAX];
	static unsigned next;
	char *path = paths[next++ % 8];
	(void)snprintf(path, PATH_MAX, "%s/%s", scratch, name);
	return path;
}

static inline void
put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

/* The file holds this text; null: nothing stands there. */
static inline bool
holds(const char *path, const char *want)
{
	char text[4096];
	FILE *f = fopen(path, "r");
	if (f == NULL || want == NULL)
		return (f == NULL || fclose(f) != 0) && want == NULL;
	size_t n = fread(text, 1, sizeof(text), f);
	return fclose(f) == 0 && n == strlen(want) && memcmp(text, want, n) == 0;
}

/* Names in the folder that are temporary, or all of them. */
static inline unsigned
names_in_scratch(bool temporary)
{
	unsigned n = 0;
	DIR *dir = opendir(scratch);
	assert_non_null(dir);
	for (struct dirent *d; (d = readdir(dir)) != NULL;)
		n += strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0 &&
		    (!temporary || strncmp(d->d_name, ".assay-tmp-", 11) == 0);
	assert_int_equal(closedir(dir), 0);
	return n;
}

#endif
