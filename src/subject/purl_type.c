/* subject/purl_type.c - the rules of single package types. See subject/purl_type.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "subject/purl_type.h"

enum space { SPACE_FREE = 1, SPACE_NEEDED, SPACE_NONE };
/* Which parts are folded to lower case. */
enum { SPACE = 1, NAME = 2, VERSION = 4 };

/* From the published definitions; npm, cargo, pypi and maven, whose definitions came later, from
 * their tests. Where a definition needs a namespace and we do not: see subject/purl.h. */
static const struct type {
	const char	*type;
	enum space	 space;
	unsigned	 fold;
} types[] = {
	{ "alpm", SPACE_FREE, SPACE | NAME },
	{ "apk", SPACE_FREE, SPACE | NAME },
	{ "bazel", SPACE_NONE, 0 },
	{ "bitbucket", SPACE_NEEDED, SPACE | NAME },
	{ "bitnami", SPACE_NONE, NAME },
	{ "brew", SPACE_FREE, SPACE | NAME },
	{ "chrome-extension", SPACE_NONE, NAME },
	{ "cocoapods", SPACE_NONE, 0 },
	{ "composer", SPACE_NEEDED, SPACE | NAME },
	{ "conda", SPACE_NONE, 0 },
	{ "cran", SPACE_NONE, 0 },
	{ "deb", SPACE_FREE, SPACE | NAME },
	{ "gem", SPACE_NONE, 0 },
	{ "github", SPACE_NEEDED, SPACE | NAME },
	{ "hackage", SPACE_NONE, 0 },
	{ "hex", SPACE_FREE, SPACE | NAME },
	{ "huggingface", SPACE_FREE, VERSION },
	{ "julia", SPACE_NONE, 0 },
	{ "luarocks", SPACE_FREE, SPACE | NAME },
	{ "maven", SPACE_NEEDED, 0 },
	{ "mlflow", SPACE_NONE, 0 },
	{ "nuget", SPACE_NONE, 0 },
	{ "oci", SPACE_NONE, NAME | VERSION },
	{ "opam", SPACE_NONE, 0 },
	{ "otp", SPACE_NONE, NAME },
	{ "pub", SPACE_NONE, NAME },
	{ "pypi", SPACE_FREE, NAME | VERSION },
	{ "qpkg", SPACE_FREE, SPACE },
	{ "rpm", SPACE_FREE, SPACE },
	{ "swift", SPACE_NEEDED, 0 },
	{ "vcpkg", SPACE_NONE, 0 },
	{ "vscode-extension", SPACE_NEEDED, SPACE | NAME | VERSION },
	{ "yocto", SPACE_FREE, SPACE },
};

static struct rc
fold(struct slice *s, struct arena *a, struct err *e)
{
	uint8_t *p = arena_alloc(a, s->len, 1);
	if (p == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < s->len; i++)
		p[i] = s->at[i] >= 'A' && s->at[i] <= 'Z' ? (uint8_t)(s->at[i] + 32) : s->at[i];
	s->at = p;
	return DONE;
}

/* Replaces every byte that `keep` refuses. */
static struct rc
replace(struct slice *s, bool (*keep)(uint8_t), uint8_t with, struct arena *a, struct err *e)
{
	uint8_t *p = arena_alloc(a, s->len, 1);
	if (p == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < s->len; i++)
		p[i] = keep(s->at[i]) ? s->at[i] : with;
	s->at = p;
	return DONE;
}

static bool
no_underscore(uint8_t c)
{
	return c != '_';
}

static bool
pub_name(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static const struct purl_qualifier *
qualifier(const struct purl *p, const char *key)
{
	for (size_t i = 0; i < p->qualifier_count; i++)
		if (slice_eq(p->qualifiers[i].key, slice_of(key)))
			return &p->qualifiers[i];
	return NULL;
}

/* One to four numbers with dots between them. */
static bool
is_chrome_version(struct slice v)
{
	size_t dots = 0;
	for (size_t i = 0; i < v.len; i++) {
		bool dot = v.at[i] == '.', edge = i == 0 || i + 1 == v.len || v.at[i - 1] == '.';
		if (dot ? edge : v.at[i] < '0' || v.at[i] > '9')
			return false;
		dots += dot;
	}
	return dots <= 3;
}

static bool
is_chrome_name(struct slice n)
{
	for (size_t i = 0; i < n.len; i++)
		if (n.at[i] < 'a' || n.at[i] > 'p')
			return false;
	return n.len == 32;
}

/* What a few types demand beside case and namespace; null when all is well. */
static const char *
fault_of(const struct purl *p)
{
	if (slice_eq(p->type, SLICE("chrome-extension")) &&
	    (!is_chrome_name(p->name) || !is_chrome_version(p->version)))
		return "a chrome extension has 32 letters a to p and a version of up to 4 numbers";
	if (slice_eq(p->type, SLICE("cpan")) && slice_find(p->name, SLICE("::"), 0) != SIZE_MAX)
		return "cpan names the distribution, not a module with ::";
	if (slice_eq(p->type, SLICE("julia")) && qualifier(p, "uuid") == NULL)
		return "julia needs the qualifier uuid";
	if (slice_eq(p->type, SLICE("swid")) && qualifier(p, "tag_id") == NULL)
		return "swid needs the qualifier tag_id";
	return NULL;
}

static struct rc
settle_name(struct purl *p, struct arena *a, struct err *e)
{
	const struct purl_qualifier *where = qualifier(p, "repository_url");
	if (slice_eq(p->type, SLICE("pypi")))
		return replace(&p->name, no_underscore, '-', a, e);
	if (slice_eq(p->type, SLICE("pub")))
		return replace(&p->name, pub_name, '_', a, e);
	/* Databricks folds the names of models, other servers do not. */
	if (slice_eq(p->type, SLICE("mlflow")) && where != NULL &&
	    slice_find(where->value, SLICE("databricks"), 0) != SIZE_MAX)
		return fold(&p->name, a, e);
	return DONE;
}

/* A git repository's namespace is the host alone, its name the whole path. */
static struct rc
split_git(struct purl *p, struct arena *a, struct err *e)
{
	struct slice path;
	if (!slice_eq(p->type, SLICE("git")))
		return DONE;
	if (!arena_format(a, &path, "%.*s/%.*s", SLICE_FMT(p->namespace), SLICE_FMT(p->name)) ||
	    !purl_segments(a, path, false, &path))
		return arena_failed(a, e);
	size_t slash = slice_find(path, SLICE("/"), 0);
	p->namespace = slash == SIZE_MAX ? SLICE("") : slice_sub(path, 0, slash);
	p->name = slash == SIZE_MAX ? path : slice_sub(path, slash + 1, path.len);
	return DONE;
}

struct rc
purl_type_settle(struct purl *p, struct arena *a, uint64_t at, struct err *e)
{
	const struct type *t = NULL;
	for (size_t i = 0; i < COUNT(types); i++)
		if (slice_eq(p->type, slice_of(types[i].type)))
			t = &types[i];
	if (t != NULL && t->space == SPACE_NEEDED && p->namespace.len == 0)
		return fail(e, E_SYNTAX, at, "this type of package needs a namespace");
	if (t != NULL && t->space == SPACE_NONE && p->namespace.len > 0)
		return fail(e, E_SYNTAX, at, "this type of package has no namespace");
	if (t != NULL && (t->fold & SPACE) != 0)
		TRY(fold(&p->namespace, a, e));
	if (t != NULL && (t->fold & NAME) != 0)
		TRY(fold(&p->name, a, e));
	if (t != NULL && (t->fold & VERSION) != 0)
		TRY(fold(&p->version, a, e));
	TRY(settle_name(p, a, e));
	TRY(split_git(p, a, e));
	const char *fault = p->name.len == 0 ? "expected a name" : fault_of(p);
	return fault == NULL ? DONE : fail(e, E_SYNTAX, at, fault);
}
