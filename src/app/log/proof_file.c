/* app/log/proof_file.c - a proof of inclusion as a file. See app/log/proof_file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/proof_file.h"

#include "app/log/tiles.h"
#include "codec/base64.h"
#include "ledger/proof.h"

static void
write_steps(const struct proof *p, struct buf *out)
{
	for (size_t i = 0; i < p->count; i++) {
		base64_write((struct slice){ p->step[i].bytes, SHA256_BYTES }, out);
		buf_add_byte(out, '\n');
	}
}

struct rc
proof_file_write(struct store *s, uint64_t pos, uint64_t size, struct slice note,
    struct buf *out, struct err *e)
{
	struct tile_reader tiles = tiles_reader(s);
	struct proof p = {0};
	TRY(proof_make_inclusion(&tiles, pos, size, &p, e));
	buf_addf(out, "c2sp.org/tlog-proof@v1\nindex %llu\n", (unsigned long long)pos);
	write_steps(&p, out);
	buf_add_byte(out, '\n');
	buf_add(out, note);
	return buf_end(out, e);
}

struct rc
proof_file_write_growth(struct store *s, uint64_t old_size, uint64_t size, struct buf *out,
    struct err *e)
{
	struct tile_reader tiles = tiles_reader(s);
	struct proof p = {0};
	TRY(proof_make_consistency(&tiles, old_size, size, &p, e));
	buf_addf(out, "assay/consistency/1\nold %llu\n", (unsigned long long)old_size);
	write_steps(&p, out);
	return buf_end(out, e);
}
