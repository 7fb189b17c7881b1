/* envelope.c - fuzz target: an envelope that is accepted is the one that would be written for its
 * payload, key id and signature.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/base64.h"
#include "event/event.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(DOCUMENT_ARENA_BYTES);
	AUTO(buf) out = buf_init(MIB(1));
	struct slice in = { data, size }, payload, key_id, signature;
	struct err e = {0};
	if (failed(envelope_decode(in, &a, &payload, &key_id, &signature, &e))) {
		if (e.what == NULL || e.at > size)
			abort();
		return 0;
	}
	buf_add_text(&out, "{\"payload\":\"");
	base64_write(payload, &out);
	buf_add_text(&out, "\",\"payloadType\":\"" EVENT_PAYLOAD_TYPE "\",");
	buf_add_text(&out, "\"signatures\":[{\"keyid\":\"");
	buf_add(&out, slice_sub(key_id, 7, key_id.len));
	buf_add_text(&out, "\",\"sig\":\"");
	base64_write(signature, &out);
	buf_add_text(&out, "\"}]}");
	if (!slice_eq(buf_slice(&out), in) || signature.len != ED25519_SIGNATURE_BYTES)
		abort();
	return 0;
}
