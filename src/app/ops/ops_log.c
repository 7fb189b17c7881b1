/* app/ops/ops_log.c - `assay log checkpoint`, `prove`, `check` and `export`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/home/state.h"
#include "app/listing.h"
#include "app/log/mark.h"
#include "app/log/proof_file.h"
#include "app/log/tiles.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/base64.h"
#include "codec/hex.h"

/* --- the last checkpoint ---------------------------------------------------------------------- */

/* The last stored note. E_USAGE when nothing was published yet. */
static struct rc
last_note(struct home *h, struct slice *note, uint64_t *size, struct err *e)
{
	bool found;
	TRY(store_checkpoint_last(h->store, UINT64_MAX, &h->a, size, note, &found, e));
	return found ? DONE : fail(e, E_USAGE, 0, "the log has no checkpoint yet");
}

static struct rc
add_verifier(struct home *h, struct build *b, struct value *v, struct err *e)
{
	struct slice kept;
	AUTO(buf) key = buf_init(KIB(1));
	TRY(note_verifier_encode(h->origin, &h->log_key, &key, e));
	TRY(buf_end(&key, e));
	if (!arena_copy(b->a, buf_slice(&key), &kept))
		return arena_failed(b->a, e);
	value_put(b, v, "verifier", value_string(kept));
	return DONE;
}

struct rc
op_log_checkpoint(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value v = value_object();
	struct slice note, kept;
	uint64_t size;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, &r->trouble.err));
	TRY(last_note(&h, &note, &size, &r->trouble.err));
	if (!call->json) {
		buf_add(&r->out, note);
		return DONE;
	}
	if (!arena_copy(call->a, note, &kept))
		return arena_failed(call->a, &r->trouble.err);
	value_put(&b, &v, "size", value_number(&b, (int64_t)size));
	value_put(&b, &v, "note", value_string(kept));
	TRY(add_verifier(&h, &b, &v, &r->trouble.err));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/log-checkpoint/1", &v);
}

/* --- proofs ----------------------------------------------------------------------------------- */

/* The entry that an argument means: a position, or an id of any word. */
static struct rc
find_entry(struct home *h, const char *text, uint64_t *pos, struct err *e)
{
	struct slice s = slice_of(text), bytes;
	size_t colon = slice_find(s, SLICE(":"), 0), mark = slice_find(s, SLICE("#"), 0);
	size_t count;
	if (slice_to_u64(s, pos))
		return DONE;
	s = slice_sub(s, colon == SIZE_MAX ? 0 : colon + 1, mark == SIZE_MAX ? s.len : mark);
	if (s.len < 8 || s.len > 64 || !hex_is_lower(s, s.len))
		return fail(e, E_USAGE, 0, "expected a position, or an id with 8 or more digits");
	uint64_t found[2];
	unsigned half = 0xff;
	if (s.len % 2 != 0) {
		uint8_t last = s.at[s.len - 1];
		half = (unsigned)(last <= '9' ? last - '0' : last - 'a' + 10) << 4;
	}
	TRY(hex_decode(slice_sub(s, 0, s.len / 2 * 2), &h->a, &bytes, e));
	TRY(store_entry_match(h->store, bytes, half, COUNT(found), found, &count, e));
	*pos = found[0];
	return count == 1 ? DONE : fail(e, E_USAGE, 0, count == 0 ? "there is nothing of this id" :
	    "this id is short and means more than one thing; give more digits");
}

static struct rc
write_proof(struct home *h, uint64_t pos, struct buf *out, struct err *e)
{
	struct slice note;
	uint64_t size;
	TRY(last_note(h, &note, &size, e));
	if (pos >= size)
		return fail(e, E_USAGE, 0, "no checkpoint covers this entry yet");
	return proof_file_write(h->store, pos, size, note, out, e);
}

struct rc
op_log_prove(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	AUTO(buf) proof = buf_init(NOTE_BYTES_MAX + KIB(8));
	struct build b = { .a = call->a };
	struct value v = value_object();
	const char *entry = op_value(call, "ENTRY", 0);
	uint64_t pos;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, &r->trouble.err));
	TRY(trouble_in(&r->trouble, entry, find_entry(&h, entry, &pos, &r->trouble.err)));
	TRY(trouble_in(&r->trouble, entry, write_proof(&h, pos, &proof, &r->trouble.err)));
	if (!call->json) {
		buf_add(&r->out, buf_slice(&proof));
		return DONE;
	}
	value_put(&b, &v, "index", value_number(&b, (int64_t)pos));
	value_put(&b, &v, "proof", value_string(buf_slice(&proof)));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/log-prove/1", &v);
}

/* --- outside checkpoints ---------------------------------------------------------------------- */

static const char *
state_words(enum mark_state state)
{
	return state == MARK_FITS ? "fits" : state == MARK_AHEAD ? "ahead" :
	    state == MARK_DIFFERS ? "differs" : "missing";
}

static const char *
state_sentence(enum mark_state state)
{
	return state == MARK_FITS ? "today's log still contains that state" :
	    state == MARK_AHEAD ? "that state knows more entries than this log has: an older copy "
	    "was put back" : state == MARK_DIFFERS ? "that state is not one of this log" :
	    "no high-water mark is kept; the next append writes one";
}

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* What a person types off a printed sheet: the size, then the root in base64, blanks anywhere. */
static struct rc
read_paper(struct slice text, uint64_t *size, struct digest *root, struct arena *a,
    struct err *e)
{
	struct slice line = slice_trim(text), bytes;
	size_t n = 0;
	AUTO(buf) root_text = buf_init(KIB(1));
	while (n < line.len && !is_blank(line.at[n]))
		n++;
	if (!slice_to_u64(slice_sub(line, 0, n), size))
		return fail(e, E_SYNTAX, 0, "expected the size, a blank, and the root as printed");
	for (size_t i = n; i < line.len; i++)
		if (!is_blank(line.at[i]))
			buf_add_byte(&root_text, line.at[i]);
	TRY(buf_end(&root_text, e));
	struct rc done = base64_decode(buf_slice(&root_text), BASE64_STANDARD, a, &bytes, NULL);
	if (done.code == E_NOMEM)
		return arena_failed(a, e);
	if (failed(done) || bytes.len != SHA256_BYTES)
		return fail(e, E_SYNTAX, n, "expected the root as printed: 44 characters");
	memcpy(root->bytes, bytes.at, SHA256_BYTES);
	return DONE;
}

static struct rc
check_paper(struct home *h, struct slice text, enum mark_state *state, uint64_t *size,
    struct err *e)
{
	struct tile_reader tiles = tiles_reader(h->store);
	struct digest root, here;
	uint64_t have;
	TRY(read_paper(text, size, &root, &h->a, e));
	TRY(store_size(h->store, &have, e));
	*state = MARK_AHEAD;
	if (*size > have)
		return DONE;
	TRY(*size == 0 ? tree_empty_root(&here, e) : tree_root(&tiles, *size, &here, e));
	*state = digest_eq(&root, &here) ? MARK_FITS : MARK_DIFFERS;
	return DONE;
}

/* What is no checkpoint at all is said as that. */
static struct rc
check_note(struct home *h, struct slice bytes, enum mark_state *state, uint64_t *size,
    struct err *e)
{
	AUTO(arena) a = arena_init(4 * NOTE_BYTES_MAX);
	struct checkpoint c;
	struct note note;
	TRY(note_decode(bytes, &a, &note, e));
	TRY(checkpoint_decode(note.text, &a, &c, e));
	return mark_compare_note(h, bytes, state, size, e);
}

static struct rc
check_given(const struct op_call *call, struct home *h, enum mark_state *state, uint64_t *size,
    struct trouble *t)
{
	const char *file = op_value(call, "NOTE", 0);
	AUTO(buf) bytes = buf_init(NOTE_BYTES_MAX);
	bool paper = op_flag(call, "paper");
	if (file == NULL && !paper)
		return mark_compare(h, state, size, &t->err);
	TRY(trouble_in(t, file, file_read_all(file != NULL ? file : "-", &bytes, &t->err)));
	struct rc done = paper ? check_paper(h, buf_slice(&bytes), state, size, &t->err) :
	    check_note(h, buf_slice(&bytes), state, size, &t->err);
	if (done.code == E_SYNTAX)
		trouble_at_line(t, buf_slice(&bytes), call->a);
	return trouble_in(t, file != NULL ? file : "standard input", done);
}

struct rc
op_log_check(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value v = value_object();
	enum mark_state state;
	uint64_t size, have;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, &r->trouble.err));
	TRY(store_size(h.store, &have, &r->trouble.err));
	TRY(check_given(call, &h, &state, &size, &r->trouble));
	r->status = state == MARK_AHEAD || state == MARK_DIFFERS ? code_status(E_VERIFY) : 0;
	value_put(&b, &v, "state", value_string(slice_of(state_words(state))));
	value_put(&b, &v, "says", value_string(slice_of(state_sentence(state))));
	value_put(&b, &v, "its_size", value_number(&b, (int64_t)size));
	value_put(&b, &v, "log_size", value_number(&b, (int64_t)have));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/log-check/1", &v);
}

/* --- export ----------------------------------------------------------------------------------- */

/* A folder as any client of c2sp.org/tlog-tiles reads it. */
struct exporting { const char *folder; struct arena *a; struct home *h; uint64_t size; };

static struct rc
write_under(struct exporting *x, const char *name, struct slice bytes, struct err *e)
{
	AUTO(arena) a = arena_init(KIB(16));
	const char *path = home_join(&a, x->folder, name);
	struct slice folder;
	if (path == NULL || !arena_format(&a, &folder, "%.*s", (int)(strrchr(path, '/') - path),
	    path))
		return arena_failed(&a, e);
	TRY(file_make_folder((const char *)folder.at, 0755, e));
	return file_write_all(path, bytes, e);
}

static struct rc
export_tile(void *context, unsigned level, uint64_t n, struct slice hashes, struct err *e)
{
	struct exporting *x = context;
	char name[TILE_PATH_BYTES_MAX];
	unsigned width = tile_width(level, n, x->size);
	if (width == 0 || hashes.len < width * sizeof(struct digest))
		return DONE;		/* beyond the checkpoint; what is cut fsck names */
	(void)tile_path(level, n, width, name);		/* its length is not needed */
	return write_under(x, name, slice_sub(hashes, 0, width * sizeof(struct digest)), e);
}

/* U16 length and leaf, 256 of them to a bundle. */
static struct rc
export_bundle(struct exporting *x, uint64_t n, struct err *e)
{
	AUTO(arena) a = arena_init(MIB(32));
	AUTO(buf) bundle = buf_init(MIB(2));
	uint64_t from = n * TILE_WIDTH;
	uint64_t to = x->size - from > TILE_WIDTH ? from + TILE_WIDTH : x->size;
	char name[TILE_PATH_BYTES_MAX];
	for (uint64_t pos = from; pos < to; pos++) {
		struct store_entry entry;
		bool found;
		TRY(store_entry_get(x->h->store, pos, &a, &entry, &found, e));
		if (!found || entry.leaf.len > UINT16_MAX)
			return fail(e, E_VERIFY, pos, "an entry is missing or damaged");
		buf_add_byte(&bundle, (uint8_t)(entry.leaf.len >> 8));
		buf_add_byte(&bundle, (uint8_t)entry.leaf.len);
		buf_add(&bundle, entry.leaf);
	}
	TRY(buf_end(&bundle, e));
	(void)tile_path(TILE_ENTRIES, n, (unsigned)(to - from), name);	/* the same */
	return write_under(x, name, buf_slice(&bundle), e);
}

struct rc
op_log_export(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct exporting x = { .folder = op_value(call, "DIR", 0), .a = call->a, .h = &h };
	struct build b = { .a = call->a };
	struct value v = value_object();
	struct slice note;
	struct err *e = &r->trouble.err;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, e));
	TRY(last_note(&h, &note, &x.size, e));
	TRY(trouble_in(&r->trouble, x.folder, store_tile_each(h.store, export_tile, &x, e)));
	for (uint64_t n = 0; n * TILE_WIDTH < x.size; n++)
		TRY(trouble_in(&r->trouble, x.folder, export_bundle(&x, n, e)));
	TRY(trouble_in(&r->trouble, x.folder, write_under(&x, "checkpoint", note, e)));
	value_put(&b, &v, "folder", value_string(slice_of(x.folder)));
	value_put(&b, &v, "size", value_number(&b, (int64_t)x.size));
	TRY(build_end(&b, e));
	return object_print(call, r, "assay/log-export/1", &v);
}
