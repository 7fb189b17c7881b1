/* codec/yaml.h - a plain subset of YAML as a tree of values.
 *
 * Mappings with text keys, sequences and scalars. Refused with their place: aliases, anchors,
 * tags, directives, merge keys, keys that are no scalars, a key twice, a second document. A plain
 * scalar is true, false, null or an integer as JSON writes it; everything else is text, so 5.40
 * stays "5.40" and NO stays "NO". A quoted or block scalar is always text.
 *
 * The only includer of libfyaml, which allocates by itself; its messages go nowhere.
 *
 * Spec:     YAML 1.2.2, the subset above.
 * Purity:   no I/O, no clock.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CODEC_YAML_H
#define CODEC_YAML_H

#include "codec/value.h"

/* At most DOCUMENT_BYTES_MAX, DEPTH_MAX, NODES_MAX, YAML_MARKS_MAX, YAML_EMPTY_LINES_MAX; UTF-8,
 * a byte-order mark at the beginning is passed over. Integers beyond 2^53 - 1 are text too, since
 * no canonical form has them as numbers. A value that is not there is refused.
 * Errors: E_SYNTAX, and E_SCHEMA for a part of YAML that is not taken, with the place; E_LIMIT,
 * E_NOMEM. */
struct rc yaml_tree(struct slice in, struct arena *a, struct value *out, struct err *e);

#endif
