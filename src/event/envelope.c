/* event/envelope.c - the signed envelope of an event. See event/event.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/base64.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "event/event_int.h"

#define KEY_ID_PREFIX SLICE("sha256:")
#define HEX_DIGITS 64

/* The bytes that are signed (DSSE 1.0.2): "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body. */
static void
write_signed(struct slice payload, struct buf *out)
{
	struct slice type = SLICE(EVENT_PAYLOAD_TYPE);
	buf_add_text(out, "DSSEv1 ");
	buf_add_u64(out, type.len);
	buf_add_byte(out, ' ');
	buf_add(out, type);
	buf_add_byte(out, ' ');
	buf_add_u64(out, payload.len);
	buf_add_byte(out, ' ');
	buf_add(out, payload);
}

static struct rc
signed_bytes(struct slice payload, struct buf *out, struct err *e)
{
	if (payload.len > EVENT_BYTES_MAX)
		return fail(e, E_LIMIT, EVENT_BYTES_MAX, "larger than an event may be");
	write_signed(payload, out);
	return buf_end(out, e);
}

/* The RFC 8785 form: members in this order, and nothing in them that would be escaped. */
struct rc
envelope_sign(struct slice payload, const struct secret_key *k, const struct key *public,
    struct buf *out, struct err *e)
{
	uint8_t signature[ED25519_SIGNATURE_BYTES];
	AUTO(buf) message = buf_init(EVENT_BYTES_MAX + 128);
	TRY(signed_bytes(payload, &message, e));
	TRY(secret_key_sign(k, buf_slice(&message), signature, e));
	buf_add_text(out, "{\"payload\":\"");
	base64_write(payload, out);
	buf_add_text(out, "\",\"payloadType\":\"" EVENT_PAYLOAD_TYPE "\",");
	buf_add_text(out, "\"signatures\":[{\"keyid\":\"");
	buf_add(out, slice_sub(public->id, KEY_ID_PREFIX.len, public->id.len));
	buf_add_text(out, "\",\"sig\":\"");
	base64_write((struct slice){ signature, sizeof(signature) }, out);
	buf_add_text(out, "\"}]}");
	return buf_end(out, e);
}

static struct rc
decode_signature(const struct value *list, struct arena *a, struct slice *key_id,
    struct slice *signature, struct err *e)
{
	if (list->count != 1)
		return fail(e, E_SCHEMA, list->at, "expected exactly one signature");
	struct obj o = obj_open(&list->items[0]);
	const struct value *id = obj_need(&o, "keyid", VALUE_STRING, "expected keyid: text");
	const struct value *sig = obj_need(&o, "sig", VALUE_STRING, "expected sig: base64");
	TRY(obj_end(&o, e));
	if (!hex_is_lower(id->text, HEX_DIGITS))
		return fail(e, E_SCHEMA, id->at, "expected keyid: 64 lower-case hex digits");
	TRY(base64_decode_value(sig, BASE64_STANDARD, a, signature, e));
	if (signature->len != ED25519_SIGNATURE_BYTES)
		return fail(e, E_SCHEMA, sig->at, "expected sig: 64 bytes");
	return arena_join(a, KEY_ID_PREFIX, id->text, key_id) ? DONE : arena_failed(a, e);
}

struct rc
envelope_decode(struct slice envelope, struct arena *a, struct slice *payload,
    struct slice *key_id, struct slice *signature, struct err *e)
{
	struct value doc;
	struct slice body, id, sig;
	TRY(json_tree_lent(envelope, ENVELOPE_BYTES_MAX, a, &doc, e));
	struct obj o = obj_open(&doc);
	const struct value *p = obj_need(&o, "payload", VALUE_STRING, "expected payload: base64");
	const struct value *type = obj_need(&o, "payloadType", VALUE_STRING,
	    "expected payloadType: text");
	const struct value *list = obj_need(&o, "signatures", VALUE_ARRAY,
	    "expected signatures: a list");
	TRY(obj_end(&o, e));
	if (!slice_eq(type->text, SLICE(EVENT_PAYLOAD_TYPE)))
		return fail(e, E_SCHEMA, type->at, "another payload type than that of events");
	TRY(base64_decode_value(p, BASE64_STANDARD, a, &body, e));
	if (body.len > EVENT_BYTES_MAX)
		return fail(e, E_LIMIT, p->at, "larger than an event may be");
	TRY(decode_signature(list, a, &id, &sig, e));
	TRY(event_check_spelling(envelope, &doc, ENVELOPE_BYTES_MAX, e));
	*payload = body;
	*key_id = id;
	*signature = sig;
	return DONE;
}

struct rc
envelope_check(struct slice payload, struct slice signature, const struct key *k, bool *good,
    struct err *e)
{
	AUTO(buf) message = buf_init(EVENT_BYTES_MAX + 128);
	*good = false;
	TRY(signed_bytes(payload, &message, e));
	return key_verify(k, SCHEME_ED25519, buf_slice(&message), signature, good, e);
}
