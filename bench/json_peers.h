/* json_peers.h - other readers of JSON, each behind one function: their names clash with ours.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JSON_PEERS_H
#define JSON_PEERS_H

#include "base/base.h"

/* Reads the document into the library's own tree and throws it away. False when it was refused,
 * or when this build has no such library. */
bool with_jansson(struct slice in);
bool with_cjson(struct slice in);

#endif
