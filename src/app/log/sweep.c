/* app/log/sweep.c - what was left in a home. See app/log/sweep.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/sweep.h"

#include "app/log/bodies.h"
#include "base/file.h"
#include "base/limits.h"

/* Names of one folder. A home with more old bodies in one of its 256 is swept in part. */
#define NAMES_BYTES_MAX MIB(64)

/* --- temporary files -------------------------------------------------------------------------- */

static void
sweep_temporary(const char *folder, int64_t before_ms)
{
	AUTO(arena) a = arena_init(NAMES_BYTES_MAX);
	struct old_files old;
	if (folder == NULL || failed(file_old(folder, before_ms, &a, &old, NULL)))
		return;
	for (size_t i = 0; i < old.count; i++) {
		const char *path = file_is_temporary(slice_of(old.names[i])) ?
		    home_join(&a, folder, old.names[i]) : NULL;
		if (path != NULL)
			file_discard(path);
	}
}

/* --- files of bodies -------------------------------------------------------------------------- */

/* Has the file a row? A name that is no digest is not ours to take away. */
static struct rc
is_named(struct home *h, const char *name, bool *named, struct err *e)
{
	AUTO(arena) a = arena_init(KIB(64));
	AUTO(buf) text = buf_init(DIGEST_TEXT_BYTES);
	struct digest d;
	struct store_body row;
	*named = true;
	buf_addf(&text, "sha256:%s", name);
	if (text.broken || !digest_parse(buf_slice(&text), &d))
		return DONE;
	return store_body_get(h->store, (struct slice){ d.bytes, SHA256_BYTES }, &a, &row, named,
	    e);
}

/* Takes one away under the lock that a row is written under: whoever is about to name it looks
 * there whether it is there (body_rows_add()). */
static struct rc
discard_orphan(struct home *h, const char *path, const char *name, int64_t before_ms)
{
	int64_t changed;
	bool named, there;
	TRY(store_begin_write(h->store, NULL));
	struct rc done = is_named(h, name, &named, NULL);
	if (!failed(done) && !named)
		done = file_changed(path, &changed, &there, NULL);
	if (!failed(done) && !named && there && changed < before_ms)
		file_discard(path);
	store_rollback(h->store);
	return done;
}

static struct rc
sweep_bodies(struct home *h, const char *folder, int64_t before_ms)
{
	AUTO(arena) a = arena_init(NAMES_BYTES_MAX);
	struct old_files old;
	TRY(file_old(folder, before_ms, &a, &old, NULL));
	for (size_t i = 0; i < old.count; i++) {
		const char *path = home_join(&a, folder, old.names[i]);
		bool named;
		if (path == NULL)
			return arena_failed(&a, NULL);
		TRY(store_begin_read(h->store, NULL));
		struct rc done = is_named(h, old.names[i], &named, NULL);
		store_rollback(h->store);
		TRY(done);
		if (!named)
			TRY(discard_orphan(h, path, old.names[i], before_ms));
	}
	return DONE;
}

static void
sweep_all_bodies(struct home *h, const char *bodies, int64_t before_ms)
{
	AUTO(arena) a = arena_init(MIB(1));
	struct rc done = DONE;
	for (unsigned i = 0; i < 256 && !failed(done); i++) {
		struct slice folder;
		if (!arena_format(&a, &folder, "%s/%02x%c", bodies, i, 0))
			return;
		done = sweep_bodies(h, (const char *)folder.at, before_ms);
	}
}

/* --- when ------------------------------------------------------------------------------------- */

/* Notes the time first, so that a folder which cannot be read is not tried with every append. */
static bool
is_due(const char *note, int64_t host_ms)
{
	int64_t last;
	bool there;
	if (failed(file_changed(note, &last, &there, NULL)))
		return false;
	if (there && last > host_ms - DAY_MS && last < host_ms + DAY_MS)
		return false;
	return !failed(file_write_all(note, SLICE(""), NULL));
}

void
home_sweep(struct home *h, int64_t host_ms)
{
	AUTO(arena) a = arena_init(KIB(64));
	const char *note = home_join(&a, h->path, "swept");
	const char *bodies = home_join(&a, h->path, "bodies");
	if (host_ms == 0 || note == NULL || bodies == NULL || !is_due(note, host_ms))
		return;
	sweep_temporary(h->path, host_ms - DAY_MS);
	sweep_temporary(home_join(&a, h->path, "keys"), host_ms - DAY_MS);
	sweep_temporary(bodies, host_ms - DAY_MS);
	sweep_temporary(h->state_path, host_ms - DAY_MS);
	sweep_all_bodies(h, bodies, host_ms - DAY_MS);
}
