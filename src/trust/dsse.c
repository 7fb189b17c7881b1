/* trust/dsse.c - the DSSE envelope. See trust/dsse.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "trust/dsse.h"

#include "base/limits.h"
#include "codec/base64.h"

bool
dsse_looks_like(const struct value *doc)
{
	return value_get(doc, SLICE("payload")) != NULL &&
	    value_get(doc, SLICE("payloadType")) != NULL &&
	    value_get(doc, SLICE("signatures")) != NULL;
}

static struct rc
decode_signature(const struct value *v, struct arena *a, struct dsse_signature *out,
    struct err *e)
{
	struct obj o = obj_open(v);
	const struct value *sig = obj_need(&o, "sig", VALUE_STRING, "expected sig: base64");
	out->keyid = obj_may_text(&o, "keyid", "expected keyid: text");
	obj_ignore_rest(&o);
	TRY(obj_end(&o, e));
	return base64_decode_value(sig, BASE64_EITHER, a, &out->bytes, e);
}

static struct rc
decode_signatures(const struct value *list, struct arena *a, struct dsse *d, struct err *e)
{
	if (list->count == 0)
		return fail(e, E_SCHEMA, list->at, "an envelope without signatures");
	if (list->count > SIGNATURES_MAX)
		return fail(e, E_LIMIT, list->at, "more than 64 signatures");
	d->signatures = ARENA_ARRAY(a, struct dsse_signature, list->count);
	if (d->signatures == NULL)
		return arena_failed(a, e);
	for (; d->count < list->count; d->count++)
		TRY(decode_signature(&list->items[d->count], a, &d->signatures[d->count], e));
	return DONE;
}

struct rc
dsse_decode(const struct value *doc, struct arena *a, struct dsse **out, struct err *e)
{
	struct dsse *d = ARENA_NEW(a, struct dsse);
	struct obj o = obj_open(doc);
	if (d == NULL)
		return arena_failed(a, e);
	const struct value *payload = obj_need(&o, "payload", VALUE_STRING,
	    "expected payload: base64");
	const struct value *type = obj_need(&o, "payloadType", VALUE_STRING,
	    "expected payloadType: text");
	const struct value *list = obj_need(&o, "signatures", VALUE_ARRAY,
	    "expected signatures: a list");
	obj_ignore_rest(&o);
	TRY(obj_end(&o, e));
	if (type->text.len == 0)
		return fail(e, E_SCHEMA, type->at, "an empty payload type");
	for (size_t i = 0; i < type->text.len; i++)
		if (type->text.at[i] <= ' ' || type->text.at[i] >= 0x7f)
			return fail(e, E_SCHEMA, type->at, "a payload type is printable ASCII");
	d->payload_type = type->text;
	TRY(base64_decode_value(payload, BASE64_EITHER, a, &d->payload.bytes, e));
	TRY(decode_signatures(list, a, d, e));
	*out = d;
	return DONE;
}

void
dsse_encode(struct slice type, struct slice payload, struct buf *out)
{
	buf_add_text(out, "DSSEv1 ");
	buf_add_u64(out, type.len);
	buf_add_byte(out, ' ');
	buf_add(out, type);
	buf_add_byte(out, ' ');
	buf_add_u64(out, payload.len);
	buf_add_byte(out, ' ');
	buf_add(out, payload);
}
