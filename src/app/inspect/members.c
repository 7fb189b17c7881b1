/* app/inspect/members.c - what stands in archives and mails, each member a file of its own.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/intake.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "codec/archive.h"
#include "codec/mail.h"
#include "document/mail_facts.h"

/* The visit of one archive. */
struct visit {
	struct intake_job	*job;
	size_t			 container;
	unsigned		 depth;
	size_t			 member;	/* body of the entry that is being read */
	uint64_t		 size;
	struct digest_run	 run;
	struct buf		 content;	/* as far as it is worth keeping */
	bool			 oversize;
	struct map		 names;
};

static struct body *
at(struct visit *v, size_t i)
{
	return &v->job->bodies[i];
}

/* "container/name" */
static struct rc
member_path(struct intake_job *job, size_t container, struct slice name, struct slice *out,
    struct err *e)
{
	if (!arena_join(job->a, job->bodies[container].path, SLICE("/"), out) ||
	    !arena_join(job->a, *out, name, out))
		return arena_failed(job->a, e);
	return DONE;
}

static struct rc
begin_member(void *context, const struct archive_item *item, bool *want, struct err *e)
{
	struct visit *v = context;
	struct slice path;
	if (item->kind == FILE_FOLDER)
		return DONE;
	TRY(member_path(v->job, v->container, item->name, &path, e));
	if (intake_add(v->job, path, v->container) == NULL)
		return arena_failed(v->job->a, e);
	v->member = v->job->count - 1;
	struct body *b = at(v, v->member);
	b->size_bytes = item->size_bytes;
	if (item->state != NAME_PLAIN)
		intake_find(b, FINDING_NAME_HOSTILE, (struct slice){0});
	if (map_has(&v->names, path))
		intake_find(b, FINDING_NAME_DUPLICATE, (struct slice){0});
	TRY(map_put(&v->names, path, b, e));
	if (item->kind != FILE_REGULAR) {
		b->form = FORM_LINK;
		intake_find(b, FINDING_LINK_NOT_FOLLOWED, (struct slice){0});
		return DONE;
	}
	if (item->content != CONTENT_READABLE) {
		intake_find(b, item->content == CONTENT_ENCRYPTED ? FINDING_ARCHIVE_ENCRYPTED :
		    FINDING_FILE_UNREADABLE, (struct slice){0});
		return DONE;
	}
	*want = true;
	v->size = 0;
	v->oversize = false;
	buf_clear(&v->content);
	return digest_begin(&v->run, e);
}

static struct rc
member_piece(void *context, struct slice piece, struct err *e)
{
	struct visit *v = context;
	v->size += piece.len;
	v->oversize = v->oversize || piece.len > v->content.max - v->content.len;
	if (!v->oversize)
		buf_add(&v->content, piece);
	if (v->content.broken)
		return fail(e, E_NOMEM, 0, "out of memory");
	return digest_add(&v->run, piece, e);
}

/* A member that was too large to be held: its first bytes tell what it is, no more. */
static struct rc
end_large(struct visit *v, struct err *e)
{
	struct body *b = at(v, v->member);
	struct digest d;
	struct recognised r = recognise(slice_sub(buf_slice(&v->content), 0, HEAD_BYTES), v->size);
	TRY(digest_end(&v->run, &d, e));
	b->digest = d;
	b->digested = true;
	b->size_bytes = v->size;
	b->form = r.form;
	b->why = slice_of(r.why);
	if (!digest_text(v->job->a, &d, &b->id))
		return arena_failed(v->job->a, e);
	if (intake_keeps(r.form, 0) || form_is_container(r.form))
		intake_find(b, FINDING_LIMIT_REACHED, (struct slice){0});
	return intake_head(v->job, v->member, slice_sub(buf_slice(&v->content), 0, HEAD_BYTES), e);
}

static struct rc
end_member(void *context, struct err *e)
{
	struct visit *v = context;
	struct rc done;
	if (v->oversize) {
		done = end_large(v, e);
	} else {
		/* the member may be a container itself: its own visit needs the content */
		struct buf own = v->content;
		v->content = buf_init(BODY_KEEP_MAX);
		done = intake_bytes(v->job, v->member, buf_slice(&own), v->depth + 1, e);
		buf_drop(&own);
	}
	digest_run_drop(&v->run);
	return done;
}

/* What ended the visit is a finding of the container, unless assay itself lacks something. */
static struct rc
visit_failed(struct intake_job *job, size_t index, const struct archive_totals *totals,
    const struct err *why, struct err *e)
{
	enum finding_id id = FINDING_INPUT_MALFORMED;
	if (why->code == E_NOMEM)
		return fail(e, why->code, why->at, why->what);
	if (why->code == E_SCHEMA)		/* compressed, and no archive inside */
		id = FINDING_ARCHIVE_UNOPENED;
	else if (why->code == E_LIMIT)
		id = totals->bomb ? FINDING_ARCHIVE_BOMB : FINDING_LIMIT_REACHED;
	else if (why->code == E_IO)
		id = FINDING_FILE_UNREADABLE;
	return intake_trouble(job, index, id, why, e);
}

static struct rc
open_archive(struct intake_job *job, size_t index, struct slice bytes, struct file *file,
    unsigned depth, struct err *e)
{
	struct err why = {0};
	struct archive_totals totals = {0};
	struct visit v = { .job = job, .container = index, .depth = depth,
	    .content = buf_init(BODY_KEEP_MAX), .names = map_init() };
	struct archive_sink sink = { &v, begin_member, member_piece, end_member };
	struct archive_limits limits = { ENTRIES_MAX - job->entries,
	    UNPACKED_BYTES_MAX - job->unpacked_bytes };
	struct rc done = archive_visit((struct archive_input){ bytes, file }, limits, sink, &totals,
	    &why);
	job->entries += totals.entries;
	job->unpacked_bytes += totals.unpacked_bytes;
	digest_run_drop(&v.run);
	buf_drop(&v.content);
	map_drop(&v.names);
	return failed(done) ? visit_failed(job, index, &totals, &why, e) : DONE;
}

/* --- documents in ZIPs ------------------------------------------------------------------------ */

/* A workbook or other document is a ZIP with names of its own; it is read, not opened. */
static struct rc
zip_form(struct intake_job *job, size_t index, struct slice bytes, struct file *file,
    struct err *e)
{
	struct err why = {0};
	struct zip_directory directory;
	struct zip_names names = {0};
	struct body *b = &job->bodies[index];
	struct archive_input in = { bytes, file };
	struct rc done = zip_directory_read(in, job->a, &directory, &why);
	if (failed(done) && why.code == E_NOMEM)
		return fail(e, why.code, why.at, why.what);
	if (failed(done))
		return DONE;		/* the visit says where it is damaged */
	for (size_t i = 0; i < directory.count; i++)
		zip_names_add(&names, directory.entries[i].name);
	struct recognised r = zip_names_form(&names);
	b->form = r.form;
	b->why = slice_of(r.why);
	return DONE;
}

/* --- mails ------------------------------------------------------------------------------------ */

/* Every mail that was saved on Unix has lines that end in LF alone; nothing is lost by it. */
static bool
is_damaged(unsigned flags)
{
	return (flags & ~(unsigned)MAIL_BARE_LF) != 0;
}

/* The name a part claims, made safe, or its number. */
static struct rc
part_path(struct intake_job *job, size_t container, const struct mail_part *p, size_t number,
    enum archive_name *state, struct slice *out, struct err *e)
{
	struct slice name, claimed = slice_sub(p->name, 0, PATH_BYTES_MAX);
	*state = NAME_PLAIN;
	if (claimed.len > 0)
		TRY(archive_name_judge(claimed, job->a, state, &name, e));
	else if (!arena_format(job->a, &name, "part-%zu", number + 1))
		return arena_failed(job->a, e);
	return member_path(job, container, name, out, e);
}

static struct rc
take_part(struct intake_job *job, size_t container, const struct mail_part *p, size_t number,
    struct map *names, unsigned depth, struct err *e)
{
	struct slice path;
	enum archive_name state;
	TRY(part_path(job, container, p, number, &state, &path, e));
	if (intake_add(job, path, container) == NULL)
		return arena_failed(job->a, e);
	size_t index = job->count - 1;
	struct body *b = &job->bodies[index];
	if (is_damaged(p->flags))
		intake_find(b, FINDING_MAIL_DAMAGED, (struct slice){0});
	if (state != NAME_PLAIN)
		intake_find(b, FINDING_NAME_HOSTILE, (struct slice){0});
	if (map_has(names, path))
		intake_find(b, FINDING_NAME_DUPLICATE, (struct slice){0});
	TRY(map_put(names, path, job, e));
	return intake_bytes(job, index, p->bytes, depth + 1, e);
}

static struct rc
take_parts(struct intake_job *job, size_t container, const struct mail *m, unsigned depth,
    struct err *e)
{
	struct map names = map_init();
	struct rc result = DONE;
	for (size_t i = 0; i < m->count && !failed(result); i++)
		if (!mail_part_is_own(&m->parts[i]))
			result = take_part(job, container, &m->parts[i], i, &names, depth, e);
	map_drop(&names);
	return result;
}

static struct rc
open_mail(struct intake_job *job, size_t index, struct slice bytes, unsigned depth,
    struct err *e)
{
	struct err why = {0};
	struct mail m;
	struct slice kept;
	if (!arena_copy(job->a, bytes, &kept))
		return arena_failed(job->a, e);
	job->bodies[index].bytes = kept;
	struct rc done = mail_decode(kept, job->a, &m, &why);
	if (failed(done) && why.code == E_NOMEM)
		return fail(e, why.code, why.at, why.what);
	if (failed(done))
		return intake_trouble(job, index, why.code == E_LIMIT ? FINDING_LIMIT_REACHED :
		    FINDING_INPUT_MALFORMED, &why, e);
	TRY(mail_read(&m, &job->bodies[index].reading, e));
	if (is_damaged(m.flags))
		intake_find(&job->bodies[index], FINDING_MAIL_DAMAGED, (struct slice){0});
	return job->options->alone ? DONE : take_parts(job, index, &m, depth, e);
}

struct rc
intake_members(struct intake_job *job, size_t index, struct slice bytes, struct file *file,
    unsigned depth, struct err *e)
{
	if (job->bodies[index].form == FORM_ZIP)
		TRY(zip_form(job, index, bytes, file, e));
	struct body *b = &job->bodies[index];
	if (!form_is_container(b->form)) {
		/* a document in a ZIP: read whole, where it is not too large */
		if (file != NULL && slice_is_null(bytes))
			return intake_load(job, index, file, e);
		if (!arena_copy(job->a, bytes, &b->bytes))
			return arena_failed(job->a, e);
		return intake_read(job, index, e);
	}
	if (depth >= NESTING_MAX) {
		intake_find(b, FINDING_NESTED_TOO_DEEP, (struct slice){0});
		return DONE;
	}
	if (b->form == FORM_MAIL && slice_is_null(bytes)) {
		intake_find(b, FINDING_LIMIT_REACHED, (struct slice){0});
		return DONE;
	}
	if (b->form == FORM_MAIL)
		return open_mail(job, index, bytes, depth, e);
	if (job->options->alone)
		return DONE;
	return open_archive(job, index, bytes, file, depth, e);
}
