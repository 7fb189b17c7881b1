/* app/inspect/body.h - one file of a delivery, and everything that was read in it.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_INSPECT_BODY_H
#define APP_INSPECT_BODY_H

#include "base/arena.h"
#include "base/base.h"
#include "crypto/bag.h"
#include "crypto/digest.h"
#include "document/recognise.h"
#include "fact/finding.h"
#include "fact/reading.h"
#include "fact/signature.h"

#define BODY_NONE SIZE_MAX

struct certificate;
struct crl;
struct cms;
struct dsse;

/* path:      as shown; a member of a container stands behind its container: "a.zip/b.csv".
 * system_path: of a file that was named or lies in a named folder; null for a member.
 * container: index of the body it came in, or BODY_NONE.
 * bytes:     the whole content where it was kept, else null. Lives as long as the delivery.
 * same_as:   index of the first body with the same bytes, or BODY_NONE. Such a body has nothing
 *            but path, container, size, digest, form and findings of its own. */
struct body {
	struct slice		 path;
	const char		*system_path;
	size_t			 container;
	uint64_t		 size_bytes;
	bool			 digested;
	struct digest		 digest;
	struct slice		 id;		/* "sha256:..."; empty when it could not be read */
	struct slice		 bytes;
	enum form		 form;
	struct slice		 why;
	struct slice		 problem;	/* what made it unreadable; or empty */
	uint64_t		 problem_at;	/* where: an offset in bytes */
	struct reading		 reading;	/* kind empty: no evidence */
	struct reasons		 findings;	/* of the file; those of the reading stand there */
	size_t			 certificate_count;
	struct certificate	**certificates;
	size_t			 crl_count;
	struct crl		**crls;
	struct cms		*cms;
	struct dsse		*dsse;
	size_t			 signature_count;
	struct signature	*signatures;
	size_t			 same_as;
	size_t			 bound_count;
	struct slice		*bound_to;
};

/* Bodies sorted by path, then digest. */
struct delivery {
	struct arena	 arena;		/* of the list and everything made after reading */
	size_t		 count, cap;
	struct body	*bodies;
	size_t		 job_count;
	struct arena	*job_arenas;	/* what the readings live in, one for each named file */
	struct crypto_bag *job_bags;	/* certificates and messages of the same */
	size_t		 check_count;
	struct arena	*check_arenas;	/* what verify_delivery() answered about bodies */
};

void delivery_drop(struct delivery *d);

#endif
