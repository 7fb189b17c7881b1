/* codec/source.h - bytes to decode, whole or through a window.
 *
 * A reader that can work on documents of any size takes a source: either a slice that is all
 * there, or a window over something larger that the owner moves on request. Readers do no I/O;
 * the owner of the source does it in `more`.
 *
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_SOURCE_H
#define CODEC_SOURCE_H

#include "base/base.h"

/* window:  bytes in memory, borrowed until the next call of more.
 * base:    offset of window.at[0] in the whole input.
 * more:    null when the window is all there is. Else replaces the window by one that starts at
 *          offset `keep_from` (within the old window or at its end) and reaches further; leaves
 *          it unchanged in reach when the input has ended. Errors: E_IO, E_LIMIT when keep_from
 *          lies so far back that the window would have to grow beyond its size. */
struct source {
	struct slice	 window;
	uint64_t	 base;
	struct rc	(*more)(struct source *s, uint64_t keep_from, struct err *e);
	void		*context;
};

static inline struct source
source_of(struct slice all)
{
	return (struct source){ .window = all };
}

#endif
