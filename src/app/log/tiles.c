/* app/log/tiles.c - the tree over the store's tiles. See app/log/tiles.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/tiles.h"

#include <string.h>

#include "base/limits.h"

static struct rc
read_tile(void *context, unsigned level, uint64_t n, unsigned width, struct digest *into,
    struct err *e)
{
	AUTO(arena) a = arena_init(KIB(32));
	struct slice hashes;
	bool found;
	TRY(store_tile_get(context, level, n, &a, &hashes, &found, e));
	if (!found || hashes.len < width * sizeof(struct digest))
		return fail(e, E_VERIFY, n, "a tile of the log is not there, or is cut");
	memcpy(into, hashes.at, width * sizeof(struct digest));
	return DONE;
}

static struct rc
put_tile(void *context, unsigned level, uint64_t n, const struct digest *hashes, unsigned width,
    struct err *e)
{
	return store_tile_put(context, level, n, (struct slice){ (const uint8_t *)hashes,
	    width * sizeof(struct digest) }, e);
}

struct tile_reader
tiles_reader(struct store *s)
{
	return (struct tile_reader){ s, read_tile };
}

struct tile_sink
tiles_sink(struct store *s)
{
	return (struct tile_sink){ s, put_tile };
}
