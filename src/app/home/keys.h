/* app/home/keys.h - secret keys of a home, and who acts.
 *
 * HOME/keys/ACTOR.pem for each actor, with ":" and "/" of the subject written "_", and
 * HOME/keys/log.pem for the log. A key under a passphrase is opened with the first line of the
 * file that --passphrase or $ASSAY_PASSPHRASE_FILE names.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_KEYS_H
#define APP_HOME_KEYS_H

#include "app/home/home.h"
#include "crypto/sign.h"

/* Who writes an event. method: "key_file" or "passphrase": how the key is kept. */
struct writer {
	struct slice		 actor;
	struct secret_key	 secret;
	struct key		 key;
	const char		*method;
	int64_t			 now_ms;
	bool			 now_given;
};

void writer_drop(struct writer *w);

/* --as, $ASSAY_ACTOR, or `actor` of HOME/settings.yaml; its key from HOME/keys.
 * Errors: E_USAGE when nobody is named; E_IO without a key file; E_AUTH for a wrong passphrase. */
struct rc writer_open(const struct op_call *call, struct home *h, struct writer *out,
    struct trouble *t);

/* Makes a key, writes its file (which must not be there), gives the public half. method out.
 * _at: the path itself; else HOME/keys/NAME, and the folder is made. */
struct rc key_file_make_at(const struct op_call *call, const char *path, struct arena *a,
    struct crypto_bag *bag, struct secret_key *secret, struct key *public, const char **method,
    struct trouble *t);
struct rc key_file_make(const struct op_call *call, const char *home, const char *name,
    struct arena *a, struct crypto_bag *bag, struct secret_key *secret, struct key *public,
    const char **method, struct trouble *t);
/* The secret key of a file. */
struct rc key_file_read(const struct op_call *call, const char *path, struct secret_key *out,
    const char **method, struct trouble *t);
/* HOME/keys/log.pem: what checkpoints are signed with. Errors: as above. */
struct rc key_log_read(const struct op_call *call, const struct home *h, struct secret_key *out,
    struct trouble *t);
/* "person_acme_jane.pem". Null when there is no room. */
const char *key_file_name(struct arena *a, struct slice actor);

#endif
