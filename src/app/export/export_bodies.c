/* app/export/export_bodies.c - the bodies of an exported decision. See app/export/export.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/export/export.h"

#include "app/log/bodies.h"
#include "base/map.h"
#include "codec/json.h"

/* --- one body --------------------------------------------------------------------------------- */

/* name: of the arena. *found false: it is not kept any more. */
static struct rc
copy_body(struct exporting *x, const struct event_body *body, struct slice name, bool *found,
    struct err *e)
{
	struct store_body row;
	struct digest want, got;
	const char *path;
	if (!digest_parse(body->sha256, &want))
		BUG("a body without its digest");
	TRY(store_body_get(x->h->store, (struct slice){ want.bytes, SHA256_BYTES }, x->a, &row,
	    found, e));
	if (!*found)
		return DONE;
	if (!slice_is_null(row.bytes)) {
		TRY(digest_of(row.bytes, &got, e));
		TRY(export_folder_put(&x->folder, name, row.bytes, e));
	} else {
		if ((path = body_path(x->h, &want, x->a)) == NULL)
			return arena_failed(x->a, e);
		TRY(export_folder_copy(&x->folder, name, path, &got, e));
	}
	return digest_eq(&want, &got) ? DONE : fail(e, E_VERIFY, 0,
	    "a body is not what its digest says; `assay fsck` says which");
}

static void
list_body(struct exporting *x, const struct event_body *body, const char *what, struct slice name)
{
	struct value row = value_object();
	value_put(&x->b, &row, "digest", value_string(body->sha256));
	value_put(&x->b, &row, "file", value_string(name));
	value_put(&x->b, &row, "what", value_string(slice_of(what)));
	value_push(&x->b, &x->bodies, row);
}

/* The decision cannot be told without it. */
static struct rc
put_form(struct exporting *x, const struct event_body *body, const char *what, struct slice name,
    struct err *e)
{
	bool found;
	TRY(copy_body(x, body, name, &found, e));
	if (!found)
		return fail(e, E_UNVERIFIABLE, 0, "a form that the decision rests on is not kept "
		    "here any more");
	list_body(x, body, what, name);
	return DONE;
}

/* --- what the decision keeps ------------------------------------------------------------------ */

/* "catalogues/iec62443-4-2.json", by its own member `catalog`. */
static struct rc
put_catalogue(struct exporting *x, const struct event_body *body, struct err *e)
{
	struct slice bytes, name, own = body->sha256;
	struct value tree;
	bool found;
	TRY(body_read(x->h, body->sha256, MIB(64), x->a, &bytes, &found, e));
	struct rc done = found ? json_tree(bytes, MIB(64), x->a, &tree, NULL) : DONE;
	if (done.code == E_NOMEM)
		return arena_failed(x->a, e);
	if (found && !failed(done) && value_text(value_get(&tree, SLICE("catalog"))).len > 0)
		own = value_text(value_get(&tree, SLICE("catalog")));
	if (!arena_format(x->a, &name, "%.*s.json", SLICE_FMT(own)))
		return arena_failed(x->a, e);
	TRY(export_name(&x->names, "catalogues/", name, &name, e));
	return put_form(x, body, "catalogue", name, e);
}

static struct rc
put_forms(struct exporting *x, struct err *e)
{
	const struct event *v = &x->decision->event;
	size_t catalogues = value_get(&v->data, SLICE("catalogues"))->count;
	TRY(put_form(x, &v->bodies[0], "case", SLICE("case.json"), e));
	TRY(put_form(x, &v->bodies[1], "assessment", SLICE("assessment.json"), e));
	TRY(put_form(x, &v->bodies[2], "criteria", SLICE("criteria.yaml"), e));
	for (size_t i = 0; i < catalogues; i++)
		TRY(put_catalogue(x, &v->bodies[3 + i], e));
	return v->body_count == 3 + catalogues ? DONE : put_form(x, &v->bodies[3 + catalogues],
	    "assessment_recorded", SLICE("assessment-recorded.json"), e);
}

/* --- anchors and evidence --------------------------------------------------------------------- */

static struct rc
put_anchor(struct exporting *x, struct export_item *it, struct err *e)
{
	const struct event_body *body = &it->entry->event.bodies[0];
	struct slice bytes, name, hex = slice_sub(it->entry->name, 7, 15);
	bool found;
	TRY(body_read(x->h, body->sha256, MIB(4), x->a, &bytes, &found, e));
	it->state = found ? "here" : "gone";
	if (!found)
		return DONE;
	if (!arena_format(x->a, &name, "%.*s%s", SLICE_FMT(hex),
	    slice_find(bytes, SLICE("-----BEGIN"), 0) != SIZE_MAX ? ".pem" : ".der"))
		return arena_failed(x->a, e);
	TRY(export_name(&x->names, "anchors/", name, &it->file, e));
	TRY(export_folder_put(&x->folder, it->file, bytes, e));
	list_body(x, body, "anchor", it->file);
	return DONE;
}

/* Evidence with the same bytes has one file, under the name that came first. */
static struct rc
put_evidence(struct exporting *x, struct map *files, struct export_item *it, struct err *e)
{
	const struct event *v = &it->entry->event;
	struct slice *before, *file;
	bool found;
	it->state = "gone";
	it->file = SLICE("");
	if (v->body_count == 0) {
		it->state = slice_eq(event_text(v, "holding"), SLICE("held")) ? "held" : "seen";
		return DONE;
	}
	before = map_get(files, v->bodies[0].sha256);
	if (before == NULL) {
		if ((file = ARENA_NEW(x->a, struct slice)) == NULL)
			return arena_failed(x->a, e);
		TRY(export_name(&x->names, "evidence/", event_text(v, "name"), file, e));
		TRY(copy_body(x, &v->bodies[0], *file, &found, e));
		if (!found)
			return DONE;
		list_body(x, &v->bodies[0], "evidence", *file);
		TRY(map_put(files, v->bodies[0].sha256, file, e));
		before = file;
	}
	it->file = *before;
	it->state = "here";
	return DONE;
}

static struct rc
put_items(struct exporting *x, struct map *files, struct err *e)
{
	x->items = ARENA_ARRAY(x->a, struct export_item, x->choice.count);
	x->anchors = ARENA_ARRAY(x->a, struct export_item, x->choice.count);
	if (x->items == NULL || x->anchors == NULL)
		return arena_failed(x->a, e);
	for (size_t i = 0; i < x->choice.count; i++) {
		const struct chosen *c = &x->choice.at[i];
		struct export_item it = { .entry = c };
		if (c->event.type == EVENT_ANCHOR_ADDED) {
			TRY(put_anchor(x, &it, e));
			x->anchors[x->anchor_count++] = it;
		} else if (c->event.type == EVENT_EVIDENCE_ADDED) {
			TRY(put_evidence(x, files, &it, e));
			x->items[x->item_count++] = it;
		}
	}
	return DONE;
}

struct rc
export_bodies(struct exporting *x, struct err *e)
{
	struct map files = map_init();
	struct rc done = put_forms(x, e);
	if (!failed(done))
		done = put_items(x, &files, e);
	map_drop(&files);
	return done;
}
