/* app/export/export.c - a decision as a plain folder. See app/export/export.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/export/export.h"

#include "app/export/verify_script.h"
#include "app/log/bodies.h"
#include "app/log/proof_file.h"
#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "ledger/note.h"

/* "events/00000012.json": long enough for most logs, longer where it must be. */
#define NUMBER "%08llu"
#define NAME_BYTES_MAX 64

static void
exporting_drop(struct exporting *x)
{
	export_names_drop(&x->names);
	export_folder_drop(&x->folder);
}

/* --- what is exported ------------------------------------------------------------------------- */

static struct rc
read_checkpoint(struct exporting *x, struct err *e)
{
	struct note note;
	struct checkpoint c;
	AUTO(buf) verifier = buf_init(KIB(1));
	uint64_t size;
	bool found;
	TRY(store_size(x->h->store, &size, e));
	TRY(store_checkpoint_last(x->h->store, UINT64_MAX, x->a, &x->size, &x->note, &found, e));
	if (!found || x->size < size)
		return fail(e, E_USAGE, 0, "no checkpoint covers the last entries of the log yet; "
		    "the next command that records something signs one");
	TRY(note_decode(x->note, x->a, &note, e));
	TRY(checkpoint_decode(note.text, x->a, &c, e));
	x->root = c.root;
	TRY(note_verifier_encode(home_origin_at(x->h, x->size), &x->h->log_key, &verifier, e));
	return arena_copy(x->a, buf_slice(&verifier), &x->verifier) ? DONE :
	    arena_failed(x->a, e);
}

static struct rc
read_case(struct exporting *x, struct err *e)
{
	struct slice bytes;
	struct value tree;
	bool found;
	TRY(body_read(x->h, event_text(&x->decision->event, "case"), EXPORT_FORM_BYTES_MAX, x->a,
	    &bytes, &found, e));
	if (!found)
		return fail(e, E_UNVERIFIABLE, 0, "the case of this decision is not kept here any "
		    "more");
	TRY(json_tree_nodes(bytes, EXPORT_FORM_BYTES_MAX, EXPORT_FORM_NODES_MAX, x->a, &tree, e));
	return case_decode(&tree, x->a, &x->form, e);
}

/* --- entries ---------------------------------------------------------------------------------- */

static struct rc
put_numbered(struct exporting *x, const char *folder, uint64_t pos, const char *suffix,
    struct slice bytes, struct slice *name, struct err *e)
{
	if (!arena_format(x->a, name, "%s/" NUMBER "%s", folder, (unsigned long long)pos, suffix))
		return arena_failed(x->a, e);
	return export_folder_put(&x->folder, *name, bytes, e);
}

static struct rc
put_entry(struct exporting *x, const struct chosen *c, struct value *rows, struct err *e)
{
	AUTO(arena) a = arena_init(MIB(1));
	AUTO(buf) proof = buf_init(NOTE_BYTES_MAX + KIB(8));
	struct store_entry entry;
	struct slice payload, key_id, signature, name, event;
	struct value row = value_object();
	bool found;
	TRY(store_entry_get(x->h->store, c->pos, &a, &entry, &found, e));
	if (!found)
		return fail(e, E_VERIFY, c->pos, "an entry is missing; `assay fsck` says more");
	TRY(envelope_decode(entry.envelope, &a, &payload, &key_id, &signature, e));
	TRY(put_numbered(x, "events", c->pos, ".json", payload, &event, e));
	TRY(put_numbered(x, "envelopes", c->pos, ".dsse.json", entry.envelope, &name, e));
	TRY(put_numbered(x, "leaves", c->pos, ".leaf", entry.leaf, &name, e));
	TRY(proof_file_write(x->h->store, c->pos, x->size, x->note, &proof, e));
	TRY(put_numbered(x, "proofs", c->pos, ".tlog-proof", buf_slice(&proof), &name, e));
	value_put(&x->b, &row, "pos", value_number(&x->b, (int64_t)c->pos));
	value_put(&x->b, &row, "id", value_string(c->name));
	value_put(&x->b, &row, "type", value_string(slice_of(event_type_name(c->event.type))));
	value_put(&x->b, &row, "event", value_string(event));
	value_push(&x->b, rows, row);
	if (c->pos != x->decision->row.from_pos)
		return DONE;
	return export_folder_put(&x->folder, SLICE("decision.json"), payload, e);
}

/* --- the list of everything ------------------------------------------------------------------- */

static struct value
log_value(struct exporting *x)
{
	struct value log = value_object();
	struct slice root = {0};
	if (!digest_text(x->a, &x->root, &root))
		x->b.broken = true;
	value_put(&x->b, &log, "origin", value_string(home_origin_at(x->h, x->size)));
	value_put(&x->b, &log, "root", value_string(root));
	value_put(&x->b, &log, "size", value_number(&x->b, (int64_t)x->size));
	value_put(&x->b, &log, "verifier", value_string(x->verifier));
	return log;
}

static struct value
evidence_rows(struct exporting *x)
{
	struct value rows = value_array();
	for (size_t i = 0; i < x->item_count; i++) {
		const struct event *v = &x->items[i].entry->event;
		struct value row = value_object();
		value_put(&x->b, &row, "id", value_string(x->items[i].entry->name));
		value_put(&x->b, &row, "name", value_string(event_text(v, "name")));
		value_put(&x->b, &row, "file", value_string(x->items[i].file));
		value_put(&x->b, &row, "state", value_string(slice_of(x->items[i].state)));
		value_push(&x->b, &rows, row);
	}
	return rows;
}

static struct rc
put_manifest(struct exporting *x, struct value entries, struct err *e)
{
	AUTO(buf) out = buf_init(MIB(256));
	struct value v = value_object();
	value_put(&x->b, &v, "assay", value_string(SLICE("export/1")));
	value_put(&x->b, &v, "program", value_string(SLICE("assay " ASSAY_VERSION)));
	value_put(&x->b, &v, "decision", value_string(x->decision->row.key));
	value_put(&x->b, &v, "log", log_value(x));
	value_put(&x->b, &v, "entries", entries);
	value_put(&x->b, &v, "bodies", x->bodies);
	value_put(&x->b, &v, "evidence", evidence_rows(x));
	TRY(build_end(&x->b, e));
	TRY(jcs_write(&v, &out, e));
	TRY(buf_end(&out, e));
	return export_folder_put(&x->folder, SLICE("export.json"), buf_slice(&out), e);
}

/* The log that the decision knew is how the exported one begins. */
static struct rc
put_position(struct exporting *x, struct err *e)
{
	AUTO(buf) out = buf_init(KIB(8));
	if (!x->form.position_known || x->form.position_size == 0)
		return fail(e, E_VERIFY, 0, "the case of this decision names no position in the "
		    "log");
	TRY(proof_file_write_growth(x->h->store, x->form.position_size, x->size, &out, e));
	return export_folder_put(&x->folder, SLICE("position.proof"), buf_slice(&out), e);
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct rc
write_all(struct exporting *x, struct trouble *t)
{
	struct err *e = &t->err;
	struct value entries = value_array();
	TRY(export_folder_put(&x->folder, SLICE("checkpoint"), x->note, e));
	TRY(export_folder_put(&x->folder, SLICE("verify.py"), verify_script(), e));
	for (size_t i = 0; i < x->choice.count; i++)
		TRY(put_entry(x, &x->choice.at[i], &entries, e));
	TRY(put_position(x, e));
	TRY(export_bodies(x, e));
	TRY(put_manifest(x, entries, e));
	TRY(export_index(x, t));
	return export_folder_end(&x->folder, e);
}

static void
count_up(const struct exporting *x, struct exported *out)
{
	*out = (struct exported){ .size = x->size, .file_count = x->folder.count + 1,
	    .entry_count = x->choice.count, .evidence_count = x->item_count };
	for (size_t i = 0; i < x->item_count; i++)
		out->absent_count += x->items[i].file.len == 0;
}

static struct rc
export_with(struct exporting *x, const char *dir, struct exported *out, struct trouble *t)
{
	struct err *e = &t->err;
	TRY(read_checkpoint(x, e));
	TRY(read_case(x, e));
	TRY(export_choose(x->h, x->decision, &x->form, x->size, x->a, &x->choice, e));
	TRY(trouble_in(t, dir, export_folder_open(dir, x->a, &x->folder, e)));
	TRY(trouble_in(t, dir, write_all(x, t)));
	count_up(x, out);
	return DONE;
}

struct rc
export_decision(const struct op_call *call, struct home *h, const struct thing *d,
    const char *dir, struct exported *out, struct trouble *t)
{
	struct exporting x = { .call = call, .h = h, .a = call->a, .decision = d,
	    .names = export_names_init(call->a), .b = { .a = call->a }, .bodies = value_array() };
	struct rc done = export_with(&x, dir, out, t);
	exporting_drop(&x);
	return done;
}
