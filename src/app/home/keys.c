/* app/home/keys.c - secret keys of a home. See app/home/keys.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/keys.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "codec/yaml.h"

#define KEY_FILE_MAX KIB(16)

void
writer_drop(struct writer *w)
{
	secret_key_drop(&w->secret);
}

/* --- passphrases ------------------------------------------------------------------------------ */

static void
secret_buf_drop(struct buf *b)
{
	secret_wipe(b->at, b->cap);
	buf_drop(b);
}

/* The first line of the named file into `into`; *given false when none is named. */
static struct rc
read_passphrase(const struct op_call *call, struct buf *into, struct slice *out,
    struct trouble *t)
{
	const char *file = op_value(call, "passphrase", 0);
	*out = (struct slice){0};
	if (file == NULL)
		file = getenv("ASSAY_PASSPHRASE_FILE");
	if (file == NULL || *file == 0)
		return DONE;
	TRY(trouble_in(t, file, file_read_all(file, into, &t->err)));
	struct slice all = buf_slice(into);
	size_t end = slice_find(all, SLICE("\n"), 0);
	*out = slice_sub(all, 0, end == SIZE_MAX ? all.len : end);
	if (out->len > 0 && out->at[out->len - 1] == '\r')
		out->len--;
	return out->len > 0 ? DONE : trouble_in(t, file, fail(&t->err, E_USAGE, 0,
	    "expected the passphrase in the first line"));
}

/* --- files ------------------------------------------------------------------------------------ */

struct rc
key_log_read(const struct op_call *call, const struct home *h, struct secret_key *out,
    struct trouble *t)
{
	const char *method, *folder = home_join(call->a, h->path, "keys");
	const char *path = folder != NULL ? home_join(call->a, folder, "log.pem") : NULL;
	return path == NULL ? arena_failed(call->a, &t->err) :
	    key_file_read(call, path, out, &method, t);
}

const char *
key_file_name(struct arena *a, struct slice actor)
{
	struct slice name;
	if (!arena_format(a, &name, "%.*s.pem%c", SLICE_FMT(actor), 0))
		return NULL;
	char *text = (char *)(uintptr_t)name.at;
	for (size_t i = 0; i < actor.len; i++)
		if (text[i] == ':' || text[i] == '/')
			text[i] = '_';
	return text;
}

struct rc
key_file_read(const struct op_call *call, const char *path, struct secret_key *out,
    const char **method, struct trouble *t)
{
	struct buf pem = buf_init(KEY_FILE_MAX), line = buf_init(PASSPHRASE_BYTES_MAX + 2);
	struct slice passphrase = {0};
	bool needs = false;
	*method = "key_file";
	struct rc done = trouble_in(t, path, file_read_all(path, &pem, &t->err));
	if (!failed(done))
		done = secret_key_decode(buf_slice(&pem), passphrase, &needs, out, &t->err);
	if (needs) {
		t->err = (struct err){0};
		*method = "passphrase";
		done = read_passphrase(call, &line, &passphrase, t);
		if (!failed(done) && slice_is_null(passphrase))
			done = fail(&t->err, E_AUTH, 0, "the key is under a passphrase: name the "
			    "file that holds it with --passphrase or ASSAY_PASSPHRASE_FILE");
		if (!failed(done))
			done = secret_key_decode(buf_slice(&pem), passphrase, &needs, out, &t->err);
	}
	secret_buf_drop(&pem);
	secret_buf_drop(&line);
	return trouble_in(t, path, done);
}

struct rc
key_file_make_at(const struct op_call *call, const char *path, struct arena *a,
    struct crypto_bag *bag, struct secret_key *secret, struct key *public, const char **method,
    struct trouble *t)
{
	struct buf pem = buf_init(KEY_FILE_MAX), line = buf_init(PASSPHRASE_BYTES_MAX + 2);
	struct slice passphrase;
	enum file_kind kind;
	TRY(trouble_in(t, path, file_exists(path, &kind, &t->err)));
	if (kind != FILE_ABSENT)
		return trouble_in(t, path, fail(&t->err, E_USAGE, 0, "there is a key already"));
	struct rc done = read_passphrase(call, &line, &passphrase, t);
	*method = slice_is_null(passphrase) ? "key_file" : "passphrase";
	if (!failed(done))
		done = secret_key_make(secret, &t->err);
	if (!failed(done))
		done = secret_key_public(secret, a, bag, public, &t->err);
	if (!failed(done))
		done = secret_key_encode(secret, passphrase, &pem, &t->err);
	if (!failed(done))
		done = trouble_in(t, path, file_write_durable(path, buf_slice(&pem), 0600,
		    &t->err));
	secret_buf_drop(&pem);
	secret_buf_drop(&line);
	return done;
}

struct rc
key_file_make(const struct op_call *call, const char *home, const char *name, struct arena *a,
    struct crypto_bag *bag, struct secret_key *secret, struct key *public, const char **method,
    struct trouble *t)
{
	const char *folder = home_join(a, home, "keys");
	const char *path = folder != NULL ? home_join(a, folder, name) : NULL;
	if (path == NULL)
		return arena_failed(a, &t->err);
	TRY(trouble_in(t, folder, file_make_folder(folder, 0700, &t->err)));
	return key_file_make_at(call, path, a, bag, secret, public, method, t);
}

/* --- who acts --------------------------------------------------------------------------------- */

/* `actor` of the settings; a null slice without the file or the member. */
static struct rc
settings_actor(const struct home *h, struct arena *a, struct slice *out, struct trouble *t)
{
	enum file_kind kind;
	struct value v;
	struct slice text;
	AUTO(buf) bytes = buf_init(DOCUMENT_BYTES_MAX);
	const char *path = home_join(h->said, h->path, "settings.yaml");
	*out = (struct slice){0};
	if (path == NULL)
		return arena_failed(a, &t->err);
	TRY(trouble_in(t, path, file_exists(path, &kind, &t->err)));
	if (kind == FILE_ABSENT)
		return DONE;
	TRY(trouble_in(t, path, file_read_all(path, &bytes, &t->err)));
	if (!arena_copy(a, buf_slice(&bytes), &text))
		return arena_failed(a, &t->err);
	struct rc done = yaml_tree(text, a, &v, &t->err);
	if (failed(done)) {
		trouble_at_line(t, text, h->said);
		return trouble_in(t, path, done);
	}
	*out = value_text(value_get(&v, SLICE("actor")));
	return DONE;
}

struct rc
writer_open(const struct op_call *call, struct home *h, struct writer *out, struct trouble *t)
{
	const char *given = op_value(call, "as", 0);
	*out = (struct writer){ .now_ms = call->now_ms, .now_given = call->now_given };
	if (given == NULL)
		given = getenv("ASSAY_ACTOR");
	out->actor = slice_of(given);
	if (out->actor.len == 0)
		TRY(settings_actor(h, call->a, &out->actor, t));
	if (out->actor.len == 0)
		return fail(&t->err, E_USAGE, 0, "nobody is named: give --as person:ORG/NAME, or "
		    "set ASSAY_ACTOR");
	/* what a failure names outlives the home */
	const char *folder = home_join(call->a, h->path, "keys");
	const char *name = key_file_name(call->a, out->actor);
	const char *path = folder != NULL && name != NULL ? home_join(call->a, folder, name) : NULL;
	if (path == NULL)
		return arena_failed(call->a, &t->err);
	TRY(key_file_read(call, path, &out->secret, &out->method, t));
	return secret_key_public(&out->secret, &h->a, &h->bag, &out->key, &t->err);
}
