/* app/log/tiles.h - the tree of the log, over the tiles of the store.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_TILES_H
#define APP_LOG_TILES_H

#include "ledger/tree.h"
#include "store/store.h"

/* Reads tiles of the store, in an open transaction. */
struct tile_reader tiles_reader(struct store *s);
/* Writes them. */
struct tile_sink tiles_sink(struct store *s);

#endif
