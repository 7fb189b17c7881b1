/* app/export/export.h - a decision as a plain folder that needs neither assay nor this home.
 *
 * What stands in it: doc/formats/export.md. The folder depends on the log up to its last
 * checkpoint and on this program, not on the clock: exported again it is the same.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EXPORT_EXPORT_H
#define APP_EXPORT_EXPORT_H

#include "app/export/export_choose.h"
#include "app/export/export_folder.h"
#include "app/export/export_names.h"

/* The kept case of a decision, of 20,000 assets. */
#define EXPORT_FORM_BYTES_MAX MIB(512)
#define EXPORT_FORM_NODES_MAX ((size_t)64 << 20)

/* An item of evidence of the export. file: its name in the folder; or empty, and state says why:
 * "here", "held", "seen", "gone". */
struct export_item { const struct chosen *entry; struct slice file; const char *state; };

/* anchors: the file of each anchor.added, in the order of the choice. */
struct exporting {
	const struct op_call	*call;
	struct home		*h;
	struct arena		*a;
	const struct thing	*decision;
	struct case_form	 form;
	uint64_t		 size;		/* of the checkpoint */
	struct slice		 note, verifier;
	struct digest		 root;
	struct choice		 choice;
	struct export_names	 names;
	struct export_folder	 folder;
	struct build		 b;
	struct value		 bodies;	/* rows of export.json */
	size_t			 item_count, anchor_count;
	struct export_item	*items, *anchors;
};

/* What was written, for whoever asked. */
struct exported { uint64_t size; size_t file_count, entry_count, evidence_count, absent_count; };

/* An open transaction. Errors: E_USAGE when dir is not empty, or no checkpoint covers the log yet;
 * E_UNVERIFIABLE when a kept form is not here any more; E_VERIFY when something is damaged; E_IO,
 * E_LIMIT, E_NOMEM. A failure leaves nothing behind. */
struct rc export_decision(const struct op_call *call, struct home *h, const struct thing *d,
    const char *dir, struct exported *out, struct trouble *t);

/* --- its parts -------------------------------------------------------------------------------- */

/* Copies every body that belongs into the folder. */
struct rc export_bodies(struct exporting *x, struct err *e);
/* INDEX.html: what happened since is told as of the last entry. */
struct rc export_index(struct exporting *x, struct trouble *t);

#endif
