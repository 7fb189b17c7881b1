/* app/log/mark.c - the high-water mark. See app/log/mark.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/mark.h"

#include "app/log/tiles.h"
#include "base/file.h"

struct rc
mark_read(struct home *h, struct arena *a, struct slice *note, bool *found, struct err *e)
{
	enum file_kind kind;
	AUTO(buf) bytes = buf_init(NOTE_BYTES_MAX);
	const char *path = home_state_file(h, "checkpoint", a);
	if (path == NULL)
		return arena_failed(a, e);
	TRY(file_exists(path, &kind, e));
	*found = kind != FILE_ABSENT;
	if (!*found)
		return DONE;
	TRY(file_read_all(path, &bytes, e));
	return arena_copy(a, buf_slice(&bytes), note) ? DONE : arena_failed(a, e);
}

struct rc
mark_write(struct home *h, struct slice note, struct err *e)
{
	AUTO(arena) a = arena_init(NOTE_BYTES_MAX);
	const char *path = home_state_file(h, "checkpoint", &a);
	if (path == NULL)
		return arena_failed(&a, e);
	TRY(file_make_folder(h->state_path, 0700, e));
	return file_write_durable(path, note, 0600, e);
}

/* One of the names that this log has had. */
static bool
is_name(const struct home *h, struct slice origin)
{
	for (size_t i = 0; i < h->span_count; i++)
		if (slice_eq(h->spans[i].origin, origin))
			return true;
	return false;
}

struct rc
mark_compare_note(struct home *h, struct slice bytes, enum mark_state *state, uint64_t *size,
    struct err *e)
{
	AUTO(arena) a = arena_init(4 * NOTE_BYTES_MAX);
	struct tile_reader tiles = tiles_reader(h->store);
	struct checkpoint c;
	struct note note;
	struct digest root;
	uint64_t here;
	*state = MARK_DIFFERS;
	*size = 0;
	struct rc read = note_decode(bytes, &a, &note, NULL);
	if (!failed(read))
		read = checkpoint_decode(note.text, &a, &c, NULL);
	if (!failed(read))
		read = note_check(&note, c.origin, &h->log_key, NULL);
	if (read.code == E_NOMEM)
		return fail(e, E_NOMEM, 0, "out of memory");
	if (failed(read) || !is_name(h, c.origin))
		return DONE;
	*size = c.size;
	TRY(store_size(h->store, &here, e));
	if (c.size > here) {
		*state = MARK_AHEAD;
		return DONE;
	}
	if (!slice_eq(c.origin, home_origin_at(h, c.size)))
		return DONE;		/* it knew entries under that name that are lost */
	TRY(c.size == 0 ? tree_empty_root(&root, e) : tree_root(&tiles, c.size, &root, e));
	if (digest_eq(&root, &c.root))
		*state = MARK_FITS;
	return DONE;
}

struct rc
mark_compare(struct home *h, enum mark_state *state, uint64_t *size, struct err *e)
{
	AUTO(arena) a = arena_init(2 * NOTE_BYTES_MAX);
	struct slice note;
	bool found;
	*state = MARK_MISSING;
	*size = 0;
	TRY(mark_read(h, &a, &note, &found, e));
	return found ? mark_compare_note(h, note, state, size, e) : DONE;
}

/* Both sizes, and what to do. Without room for that it is said without the sizes. */
static struct rc
frozen(struct home *h, const char *what, uint64_t mark, struct err *e)
{
	struct slice text;
	uint64_t here;
	TRY(store_size(h->store, &here, e));
	if (!arena_format(h->said, &text, "%s: the mark is of %llu entries, the store has %llu; "
	    "nothing is signed (see `assay log recover`)%c", what, (unsigned long long)mark,
	    (unsigned long long)here, 0))
		return fail(e, E_VERIFY, mark, "the store is not the one its high-water mark is "
		    "of; nothing is signed (see `assay log recover`)");
	return fail(e, E_VERIFY, mark, (const char *)text.at);
}

struct rc
mark_demand(struct home *h, struct err *e)
{
	enum mark_state state;
	uint64_t size;
	TRY(mark_compare(h, &state, &size, e));
	if (state == MARK_MISSING && h->beside != NULL)
		h->beside->mark_missing = true;
	if (state == MARK_AHEAD)
		return frozen(h, "the store is older than its high-water mark, a copy was put "
		    "back", size, e);
	if (state == MARK_DIFFERS)
		return frozen(h, "the store is not the one its high-water mark is of", size, e);
	return DONE;
}
