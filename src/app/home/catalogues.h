/* app/home/catalogues.h - the catalogues and evidence kinds that a home has adopted.
 *
 * What ships with the program is an offer: init adopts it by events, and from then on the home
 * rests on what those events name, whatever a newer program brings. So an assessment at a known
 * size uses the kinds that were in force at that size.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_CATALOGUES_H
#define APP_HOME_CATALOGUES_H

#include "app/home/home.h"
#include "app/home/state.h"
#include "app/shipped_data.h"

/* The name under which evidence kinds are adopted. */
#define KINDS_NAME SLICE("evidence-kinds")

/* Those in force at `known` (STORE_OPEN: now), each from its body. Where the log had adopted no
 * evidence kinds yet, those that ship. An open transaction.
 * Errors: E_VERIFY when a body is damaged, gone, or no catalogue; E_LIMIT, E_NOMEM; of the store.
 */
struct rc catalogues_known(struct home *h, uint64_t known, struct arena *a,
    struct shipped_data *out, struct err *e);
/* Those in force now, in a transaction of its own. Errors: as above. */
struct rc catalogues_now(struct home *h, struct arena *a, struct shipped_data *out,
    struct err *e);

/* `catalog list --adopted`. */
struct rc catalog_list_adopted(const struct op_call *call, struct op_result *r);

#endif
