/* identity/identity.c - certificates and revocation lists as evidence. See identity/identity.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "identity/identity.h"

/* Longest name in a title. */
#define TITLE_NAME_MAX 200

/* Usages of a device that talks, beside those that only sign things. */
#define DEVICE_USAGES (EKU_SERVER | EKU_CLIENT | EKU_ANY | EKU_OTHER)

const struct certificate *
certificate_choose(struct certificate *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!list[i]->is_ca)
			return list[i];
	return count > 0 ? list[0] : NULL;
}

static bool
is_device(const struct certificate *c)
{
	if (c->is_ca)
		return false;
	if (c->serial.len > 0 || c->hardware_serial.len > 0)
		return true;
	bool signs_only = c->has_eku && (c->eku & DEVICE_USAGES) == 0;
	return !signs_only && !slice_eq(c->subject, c->issuer);
}

static void
put(struct build *b, struct value *fact, const char *name, struct slice text)
{
	if (text.len > 0)
		value_put(b, fact, name, value_string(text));
}

static void
mention(struct reading *r, const char *scheme, struct slice text)
{
	if (text.len > 0)
		reading_mention(r, scheme, text, SLICE(""));
}

/* OU, or the common name where it is not the serial. */
static struct slice
model_of(const struct certificate *c, struct slice serial)
{
	if (c->unit.len > 0)
		return c->unit;
	return slice_eq(c->common_name, serial) ? (struct slice){0} : c->common_name;
}

static void
state_certificate(const struct certificate *c, struct reading *r, struct build *b)
{
	struct value fact = value_object();
	struct slice serial = c->serial.len > 0 ? c->serial : c->hardware_serial;
	struct slice model = model_of(c, serial);
	put(b, &fact, "certificate", c->id);
	put(b, &fact, "serial", serial);
	put(b, &fact, "subject", c->subject);
	put(b, &fact, "issuer", c->issuer);
	put(b, &fact, "number", c->number);
	put(b, &fact, "model", model);
	reading_fact(r, "certificate", (struct slice){0}, fact, SLICE(""));
	/* 802.1AR: the module's serial is not the product's, and one certificate is not for two */
	mention(r, "serial", serial);
	mention(r, "model", model);
	mention(r, "manufacturer", c->organisation);
}

struct rc
certificate_read(const struct certificate *c, struct reading *r, struct err *e)
{
	struct build b = { .a = r->a };
	bool device = is_device(c);
	r->kind = device ? SLICE("device_certificate") : SLICE("");
	r->decoder = SLICE("certificate/1");
	r->why = SLICE("an X.509 certificate");
	r->producer = c->issuer;
	r->made_ms = c->from_ms;
	r->valid_from_ms = c->from_ms;
	r->valid_until_ms = c->until_ms;
	if (!arena_format(r->a, &r->title, "certificate of %s%.*s", c->is_ca ? "the authority " :
	    device ? "" : "the signer ", SLICE_FMT(slice_sub(c->subject, 0, TITLE_NAME_MAX))))
		return arena_failed(r->a, e);
	if (device)
		state_certificate(c, r, &b);
	if (c->weak && device)
		reading_find(r, FINDING_WEAK_DIGEST, SLICE(""));
	TRY(build_end(&b, e));
	return reading_end(r, e);
}

/* A member in assay's form of time; nothing when it is not stated or lies before 1970. */
static struct rc
put_time(struct build *b, struct value *fact, const char *name, int64_t ms, struct err *e)
{
	char text[TIME_TEXT_BYTES];
	struct slice kept;
	if (ms < TIME_MIN || ms > TIME_MAX)
		return DONE;
	time_show(ms, text);
	if (!arena_copy(b->a, (struct slice){ (const uint8_t *)text, TIME_TEXT_BYTES - 1 }, &kept))
		return arena_failed(b->a, e);
	put(b, fact, name, kept);
	return DONE;
}

struct rc
crl_read(const struct crl *l, struct reading *r, struct err *e)
{
	struct build b = { .a = r->a };
	struct value fact = value_object();
	put(&b, &fact, "issuer", l->issuer);
	TRY(put_time(&b, &fact, "this_update", l->this_ms, e));
	TRY(put_time(&b, &fact, "next_update", l->next_ms, e));
	value_put(&b, &fact, "entries", value_number(&b, (int64_t)l->count));
	reading_fact(r, "revocations", (struct slice){0}, fact, SLICE(""));
	r->kind = SLICE("revocation_list");
	r->decoder = SLICE("crl/1");
	r->why = SLICE("an X.509 certificate revocation list");
	r->producer = l->issuer;
	r->made_ms = l->this_ms;
	r->valid_from_ms = l->this_ms;
	r->valid_until_ms = l->next_ms;
	if (!l->usable)
		reading_find(r, FINDING_LIST_UNUSABLE, SLICE(""));
	if (!arena_format(r->a, &r->title, "revocation list of %.*s, %zu entries",
	    SLICE_FMT(slice_sub(l->issuer, 0, TITLE_NAME_MAX)), l->count))
		return arena_failed(r->a, e);
	TRY(build_end(&b, e));
	return reading_end(r, e);
}
