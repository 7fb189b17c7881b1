/* app/inspect/intake.c - takes in what people have. See app/inspect/intake.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/intake.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/pool.h"

/* Memory for everything that one named file, with all its members, leaves behind. */
#define JOB_ARENA_BYTES MIB(768)

/* One named file before it is read. */
struct named {
	struct slice	path;		/* as shown */
	const char	*system_path;
	enum file_kind	kind;
	uint64_t	size_bytes;
	bool		follow;
	struct slice	bytes;		/* the whole content, or null: read the file */
	const struct digest *known;	/* what it hashes to, or null */
	const struct grid *grid;	/* what its bytes say as a table, or null */
};

struct intake {
	const struct intake_options	*options;
	struct arena			*a;
	struct named			*named;
	size_t				 count, cap;
	struct intake_job		*jobs;
	struct err			*errors;	/* one for each job */
};

void
delivery_drop(struct delivery *d)
{
	for (size_t i = 0; i < d->job_count; i++) {
		crypto_bag_drop(&d->job_bags[i]);
		arena_drop(&d->job_arenas[i]);
	}
	for (size_t i = 0; i < d->check_count; i++)
		arena_drop(&d->check_arenas[i]);
	mem_free(d->job_bags);
	mem_free(d->job_arenas);
	mem_free(d->check_arenas);
	arena_drop(&d->arena);
	*d = (struct delivery){0};
}

void
intake_find(struct body *b, enum finding_id id, struct slice place)
{
	reasons_add(&b->findings, id, (struct slice){0}, b->id, place);
}

struct body *
intake_add(struct intake_job *job, struct slice path, size_t container)
{
	void *list = job->bodies;
	if (!arena_grow(job->a, &list, &job->cap, job->count, sizeof(struct body)))
		return NULL;
	job->bodies = list;
	struct body *b = &job->bodies[job->count++];
	*b = (struct body){ .path = path, .container = container, .same_as = BODY_NONE,
	    .reading = reading_init(job->a), .findings = reasons_init(job->a) };
	return b;
}

/* --- naming the files --------------------------------------------------------------------- */

static struct rc
add_named(struct intake *in, struct named n, struct err *e)
{
	void *list = in->named;
	if (in->count >= ENTRIES_MAX)
		return fail(e, E_LIMIT, in->count, "more files than one inspection takes");
	if (!arena_grow(in->a, &list, &in->cap, in->count, sizeof(struct named)))
		return arena_failed(in->a, e);
	in->named = list;
	in->named[in->count++] = n;
	return DONE;
}

static struct rc
name_folder(struct intake *in, const char *root, struct err *e)
{
	struct walk_entry *entries;
	size_t count;
	TRY(file_walk(root, in->a, &entries, &count, e));
	for (size_t i = 0; i < count; i++) {
		struct slice full;
		if (!arena_format(in->a, &full, "%s/%.*s", root, SLICE_FMT(entries[i].path)))
			return arena_failed(in->a, e);
		TRY(add_named(in, (struct named){ .path = entries[i].path,
		    .system_path = (const char *)full.at, .kind = entries[i].kind,
		    .size_bytes = entries[i].size_bytes }, e));
	}
	return DONE;
}

struct slice
intake_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slice_of(slash != NULL && slash[1] != 0 ? slash + 1 : path);
}

static struct rc
name_path(struct intake *in, const char *path, struct err *e)
{
	enum file_kind kind;
	uint64_t size;
	TRY(file_kind_of(path, true, &kind, &size, e));
	if (kind == FILE_FOLDER)
		return name_folder(in, path, e);
	if (kind != FILE_REGULAR)
		return fail(e, E_IO, 0, "neither a file nor a folder");
	return add_named(in, (struct named){ .path = intake_name(path), .system_path = path,
	    .kind = kind, .size_bytes = size, .follow = true }, e);
}

/* --- reading one named file ----------------------------------------------------------------- */

bool
intake_keeps(enum form form, uint64_t size_bytes)
{
	switch (form) {
	case FORM_SQUASHFS:
	case FORM_ELF:
	case FORM_SQLITE:
	case FORM_EXT:
	case FORM_UBI:
	case FORM_UBIFS:
	case FORM_SEVENZIP:
	case FORM_RAR:
	case FORM_CAB:
	case FORM_PRIVATE_KEY:
	case FORM_UNKNOWN:
	case FORM_EMPTY:
		return false;
	case FORM_ZIP:
	case FORM_XLSX:
	case FORM_MAIL:
		return size_bytes <= BODY_KEEP_MAX;
	default:
		return size_bytes <= STATEMENT_BYTES_MAX * 2;
	}
}

static struct rc
set_digest(struct intake_job *job, struct body *b, const struct digest *d, struct err *e)
{
	b->digest = *d;
	b->digested = true;
	return digest_text(job->a, d, &b->id) ? DONE : arena_failed(job->a, e);
}

static void
recognise_body(struct body *b, struct slice head)
{
	struct recognised r = recognise(head, b->size_bytes);
	b->form = r.form;
	b->why = slice_of(r.why);
	if (r.form == FORM_EMPTY)
		intake_find(b, FINDING_INPUT_EMPTY, (struct slice){0});
}

struct rc
intake_bytes(struct intake_job *job, size_t index, struct slice bytes, unsigned depth,
    struct err *e)
{
	struct body *b = &job->bodies[index];
	struct digest d;
	b->size_bytes = bytes.len;
	TRY(digest_of(bytes, &d, e));
	TRY(set_digest(job, b, &d, e));
	recognise_body(b, slice_sub(bytes, 0, HEAD_BYTES));
	if (form_is_container(b->form))
		return intake_members(job, index, bytes, NULL, depth, e);
	bool reads = intake_keeps(b->form, bytes.len);
	if ((reads || job->options->keep_all) && !arena_copy(job->a, bytes, &b->bytes))
		return arena_failed(job->a, e);
	if (!reads)
		return intake_head(job, index, slice_sub(bytes, 0, HEAD_BYTES), e);
	return intake_read(job, index, e);
}

/* Room for the whole of a small file and a byte that it may have grown by: thousands of them come
 * in one delivery. */
static size_t
window_bytes(uint64_t size_bytes)
{
	return size_bytes < HEAD_BYTES ? HEAD_BYTES : size_bytes < WINDOW_BYTES ?
	    (size_t)size_bytes + 1 : WINDOW_BYTES;
}

/* A window of the file at a time: digest, and the content when it is to be kept. */
static struct rc
digest_file(struct file *f, struct slice *head, uint8_t *window, size_t room, struct buf *keep,
    struct digest *d, uint64_t *size, struct err *e)
{
	AUTO(digest_run) run = {0};
	TRY(digest_begin(&run, e));
	for (*size = head->len; head->len > 0;) {
		TRY(digest_add(&run, *head, e));
		buf_add(keep, *head);
		size_t got;
		TRY(file_read_at(f, *size, window, room, &got, e));
		*head = (struct slice){ window, got };
		*size += got;
	}
	return digest_end(&run, d, e);
}

static struct rc
take_file(struct intake_job *job, const struct named *n, uint8_t *window, size_t room,
    struct err *e)
{
	__attribute__((cleanup(file_drop))) struct file f = { .fd = -1 };
	struct body *b = &job->bodies[0];
	struct digest d;
	size_t got;
	TRY(file_open(n->system_path, n->follow, &f, e));
	b->size_bytes = f.size_bytes;
	TRY(file_read_at(&f, 0, window, room, &got, e));
	struct slice head = { window, got };
	recognise_body(b, slice_sub(head, 0, HEAD_BYTES));
	bool container = form_is_container(b->form);
	bool whole = intake_keeps(b->form, f.size_bytes) || (container &&
	    b->form == FORM_MAIL && f.size_bytes <= BODY_KEEP_MAX);
	if (!whole && !container && n->known != NULL) {
		TRY(set_digest(job, b, n->known, e));
		return intake_large(job, 0, &f, e);
	}
	AUTO(buf) keep = buf_init(whole ? (size_t)f.size_bytes + 1 : 0);
	uint64_t size;
	TRY(digest_file(&f, &head, window, room, &keep, &d, &size, e));
	TRY(set_digest(job, b, &d, e));
	if (size != f.size_bytes)
		return fail(e, E_IO, size, "the file changed while it was read");
	if (whole)
		TRY(buf_end(&keep, e));
	if (container)
		return intake_members(job, 0, whole ? buf_slice(&keep) : (struct slice){0},
		    whole ? NULL : &f, 0, e);
	if (whole && !arena_copy(job->a, buf_slice(&keep), &b->bytes))
		return arena_failed(job->a, e);
	if (!whole)
		return intake_large(job, 0, &f, e);
	return intake_read(job, 0, e);
}

static void
run_job(void *context, size_t i)
{
	struct intake *in = context;
	struct intake_job *job = &in->jobs[i];
	const struct named *n = &in->named[i];
	struct err *e = &in->errors[i];
	struct body *b = intake_add(job, n->path, BODY_NONE);
	if (b == NULL) {
		(void)arena_failed(job->a, e);	/* recorded in e */
		return;
	}
	b->system_path = n->system_path;
	if (n->kind != FILE_REGULAR) {
		b->form = FORM_LINK;
		intake_find(b, FINDING_LINK_NOT_FOLLOWED, (struct slice){0});
		return;
	}
	if (!slice_is_null(n->bytes)) {
		(void)intake_bytes(job, 0, n->bytes, 0, e);	/* recorded in e */
		return;
	}
	size_t room = window_bytes(n->size_bytes);
	uint8_t *window = mem_alloc(1, room);
	struct rc done = window == NULL ? fail(e, E_NOMEM, 0, "out of memory") :
	    take_file(job, n, window, room, e);
	mem_free(window);
	/* What cannot be read is said of the file; what assay lacks itself ends the inspection. */
	if (failed(done) && (done.code == E_IO) && job->count > 0 && !n->follow) {
		struct err why = *e;
		*e = (struct err){0};
		(void)intake_trouble(job, 0, FINDING_FILE_UNREADABLE, &why, e);	/* recorded in e */
	}
}

/* --- putting it together -------------------------------------------------------------------- */

static int
by_path(const void *left, const void *right)
{
	const struct body *const *a = left, *const *b = right;
	int c = slice_cmp((*a)->path, (*b)->path);
	return c != 0 ? c : slice_cmp((*a)->id, (*b)->id);
}

/* All bodies of all jobs in one list, sorted; indices of containers follow. */
static struct rc
collect(struct intake *in, struct delivery *d, struct err *e)
{
	size_t total = 0;
	for (size_t i = 0; i < in->count; i++)
		total += in->jobs[i].count;
	if (total > ENTRIES_MAX)
		return fail(e, E_LIMIT, total, "more files than one inspection takes");
	struct body **order = ARENA_ARRAY(in->a, struct body *, total);
	size_t *moved = ARENA_ARRAY(in->a, size_t, total), n = 0;
	d->bodies = ARENA_ARRAY(in->a, struct body, total);
	if (order == NULL || moved == NULL || d->bodies == NULL)
		return arena_failed(in->a, e);
	for (size_t i = 0, base = 0; i < in->count; base = n, i++)
		for (size_t k = 0; k < in->jobs[i].count; k++) {
			struct body *b = &in->jobs[i].bodies[k];
			b->container += b->container == BODY_NONE ? 0 : base;
			b->bound_count = n;		/* its number before sorting,
			    for a moment */
			order[n++] = b;
		}
	if (n > 1)
		qsort(order, n, sizeof(*order), by_path);
	for (size_t i = 0; i < n; i++) {
		moved[order[i]->bound_count] = i;
		d->bodies[i] = *order[i];
		d->bodies[i].bound_count = 0;
	}
	for (size_t i = 0; i < n; i++)
		if (d->bodies[i].container != BODY_NONE)
			d->bodies[i].container = moved[d->bodies[i].container];
	d->count = d->cap = n;
	return DONE;
}

/* The same bytes again: only the first one speaks. */
static struct rc
mark_same(struct delivery *d, struct err *e)
{
	struct map first = map_init();
	struct rc result = DONE;
	for (size_t i = 0; i < d->count && !failed(result); i++) {
		struct body *b = &d->bodies[i], *before = map_get(&first, b->id);
		if (b->id.len == 0)
			continue;
		if (before == NULL) {
			result = map_put(&first, b->id, b, e);
			continue;
		}
		b->same_as = (size_t)(before - d->bodies);
		b->reading = reading_init(b->reading.a);
	}
	map_drop(&first);
	return result;
}

/* culprit: the named file whose reading ended the whole; else null. */
static struct rc
run_jobs(struct intake *in, struct delivery *out, const char **culprit, struct err *e)
{
	in->jobs = ARENA_ARRAY(in->a, struct intake_job, in->count);
	in->errors = ARENA_ARRAY(in->a, struct err, in->count);
	out->job_arenas = mem_alloc(in->count, sizeof(struct arena));
	out->job_bags = mem_alloc(in->count, sizeof(struct crypto_bag));
	if (in->jobs == NULL || in->errors == NULL || out->job_arenas == NULL ||
	    out->job_bags == NULL)
		return fail(e, E_NOMEM, 0, "out of memory");
	out->job_count = in->count;
	for (size_t i = 0; i < in->count; i++) {
		out->job_arenas[i] = arena_init(JOB_ARENA_BYTES);
		in->jobs[i] = (struct intake_job){ .options = in->options,
		    .grid = in->named[i].grid, .a = &out->job_arenas[i], .bag = &out->job_bags[i] };
	}
	pool_run(in->count, in->options->threads, run_job, in);
	for (size_t i = 0; i < in->count; i++)
		if (in->errors[i].code != OK) {
			*culprit = in->errors[i].code == E_IO ? in->named[i].system_path : NULL;
			return fail(e, in->errors[i].code, in->errors[i].at, in->errors[i].what);
		}
	TRY(collect(in, out, e));
	return mark_same(out, e);
}

struct rc
intake_run(const struct intake_options *options, struct delivery *out, const char **culprit,
    struct err *e)
{
	*out = (struct delivery){ .arena = arena_init(MIB(512)) };
	struct intake in = { .options = options, .a = &out->arena };
	for (size_t i = 0; i < options->path_count; i++) {
		*culprit = options->paths[i];
		TRY(name_path(&in, options->paths[i], e));
	}
	*culprit = NULL;
	for (size_t i = 0; i < options->kept_count; i++) {
		const struct intake_kept *k = &options->kept[i];
		TRY(add_named(&in, (struct named){ k->name, k->file, FILE_REGULAR, k->size_bytes,
		    true, k->bytes, k->known, k->grid }, e));
	}
	return run_jobs(&in, out, culprit, e);
}
