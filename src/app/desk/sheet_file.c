/* app/desk/sheet_file.c - a sheet to be signed, as a file. See app/desk/sheet_file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/sheet_file.h"

#include "app/home/draft.h"
#include "app/home/known.h"
#include "base/file.h"
#include "base/limits.h"

struct rc
page_file(const char *file, struct buf *page, struct trouble *t)
{
	TRY(buf_end(page, &t->err));
	return trouble_in(t, file, file_write_all(file, buf_slice(page), &t->err));
}

struct rc
sheet_file(const char *file, struct home *h, const struct question *q, struct build *b,
    struct value *v, sheet_page_fn *page, struct trouble *t)
{
	AUTO(buf) made = buf_init(MIB(64));
	struct value log = value_object();
	struct slice root;
	TRY(known_root(h, q->known, b->a, &root, &t->err));
	value_put(b, &log, "size", value_number(b, (int64_t)q->known));
	value_put(b, &log, "root", value_string(root));
	value_put(b, v, "organisation", value_string(h->organisation));
	value_put(b, v, "valid_at", instant_value(b, q->valid_at_ms));
	value_put(b, v, "log", log);
	TRY(build_end(b, &t->err));
	TRY(page(v, &made, &t->err));
	return page_file(file, &made, t);
}
