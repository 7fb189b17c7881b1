/* golden_replay.c - the golden decisions, replayed as `assay decision replay` does.
 *
 *   golden-replay FOLDER
 *
 * Each pair NAME.case.json and NAME.assessment.json of FOLDER (a list on standard input, one NAME
 * a line) with NAME.criteria.yaml, or where that is not there FOLDER/product-acceptance-1.yaml, is
 * replayed from its bytes by the functions of the command. The catalogue by which levels are
 * judged is that of then, which stays here whatever ships. A line for each: "NAME same", or "NAME
 * WHAT PLACE KEPT MADE" for what differs first, with tabs between. Exit status: 0, or 8 when one
 * differs; of the error, when one cannot be replayed.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/decision/replay.h"
#include "base/file.h"
#include "base/limits.h"
#include "crypto/digest.h"

#define NAME_MAX_BYTES 100

static const char *const endings[] = { ".case.json", ".assessment.json", ".criteria.yaml",
	"iec62443-4-2-2019.json" };
#define CRITERIA 2
#define CATALOGUE 3
#define OWN_FILES 3

/* The bodies of one golden decision, named by their digests. */
struct golden {
	struct slice	bytes[COUNT(endings)], digests[COUNT(endings)];
	struct arena	a;
};

static struct rc
read_golden(void *context, struct slice id, size_t max, struct arena *a, struct slice *bytes,
    bool *found, struct err *e)
{
	struct golden *g = context;
	(void)max;
	(void)a;
	(void)e;
	*found = false;
	for (size_t i = 0; i < COUNT(endings) && !*found; i++) {
		*found = slice_eq(g->digests[i], id);
		*bytes = g->bytes[i];
	}
	return DONE;
}

static struct rc
load(const char *folder, const char *name, struct golden *g, struct err *e)
{
	for (size_t i = 0; i < COUNT(endings); i++) {
		AUTO(buf) bytes = buf_init(MIB(16));
		struct digest d;
		char path[4096];
		(void)snprintf(path, sizeof(path), "%s/%s%s", folder, i < OWN_FILES ? name : "",
		    endings[i]);
		if (i == CRITERIA && access(path, F_OK) != 0)
			(void)snprintf(path, sizeof(path), "%s/product-acceptance-1.yaml", folder);
		TRY(file_read_all(path, &bytes, e));
		TRY(digest_of(buf_slice(&bytes), &d, e));
		if (!arena_copy(&g->a, buf_slice(&bytes), &g->bytes[i]) ||
		    !digest_text(&g->a, &d, &g->digests[i]))
			return arena_failed(&g->a, e);
	}
	return DONE;
}

/* A decision that rests on them. Its kinds are those that ship, as when they were made. */
static struct rc
replay(struct golden *g, struct replayed *out, struct trouble *t)
{
	const struct body_source from = { g, read_golden };
	struct build b = { .a = &g->a };
	struct value criteria = value_object(), catalogues = value_array();
	struct event v = { .type = EVENT_DECISION_MADE, .data = value_object() };
	value_put(&b, &criteria, "digest", value_string(g->digests[CRITERIA]));
	value_put(&b, &criteria, "name", value_string(SLICE("product-acceptance")));
	value_put(&b, &v.data, "case", value_string(g->digests[0]));
	value_put(&b, &v.data, "assessment", value_string(g->digests[1]));
	value_put(&b, &v.data, "criteria", criteria);
	value_push(&b, &catalogues, value_string(g->digests[CATALOGUE]));
	value_put(&b, &v.data, "catalogues", catalogues);
	TRY(build_end(&b, &t->err));
	return replay_from(&from, &v, &g->a, out, t);
}

static int
replay_named(const char *folder, const char *name)
{
	struct golden g = { .a = arena_init(MIB(512)) };
	struct replayed p = {0};
	struct trouble t = {0};
	struct rc done = load(folder, name, &g, &t.err);
	if (!failed(done))
		done = replay(&g, &p, &t);
	if (failed(done))
		printf("%s\terror\t%s %.*s\n", name, t.err.what, SLICE_FMT(t.file));
	else if (p.same)
		printf("%s\tsame\n", name);
	else
		printf("%s\t%s\t%.*s\t%.*s\t%.*s\n", name, p.what, SLICE_FMT(p.place),
		    SLICE_FMT(p.kept), SLICE_FMT(p.made));
	arena_drop(&g.a);
	return failed(done) ? code_status(done.code) : p.same ? 0 : code_status(E_REPLAY);
}

int
main(int argc, char **argv)
{
	char name[NAME_MAX_BYTES];
	int status = 0;
	if (argc != 2)
		return 2;
	while (fgets(name, sizeof(name), stdin) != NULL) {
		name[strcspn(name, "\n")] = 0;
		int one = replay_named(argv[1], name);
		status = one > status ? one : status;
	}
	return status;
}
