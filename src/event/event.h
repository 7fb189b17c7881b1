/* event/event.h - events: what assay itself writes, one for each change of state.
 *
 * An event is a closed JSON object in RFC 8785 form, at most EVENT_BYTES_MAX, signed by its actor
 * in a DSSE envelope that is in RFC 8785 form too and has exactly one signature. The event's id is
 * the SHA-256 of its payload; the thing it creates is called by it: "evidence:" and 64 hex digits.
 *
 * Members of `data` are closed for each type; event/schema.c has one table for each, and one page
 * says them in words (doc/formats/event.md). What event_decode() accepts, event_encode() writes
 * again byte for byte.
 *
 * Spec:     doc/formats/event.md; DSSE 1.0.2.
 * Purity:   no I/O, no clock.
 * Layer:    base, codec, crypto, fact, subject.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef EVENT_EVENT_H
#define EVENT_EVENT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/time.h"
#include "codec/value.h"
#include "crypto/digest.h"
#include "crypto/key.h"
#include "crypto/sign.h"

#define EVENT_BYTES_MAX KIB(64)
/* Envelope: base64 of the payload, and its frame. */
#define ENVELOPE_BYTES_MAX KIB(96)
#define EVENT_PAYLOAD_TYPE "application/vnd.assay.event+json"
#define EVENT_SUBJECTS_MAX 1000
#define EVENT_REFS_MAX 1000
#define EVENT_BODIES_MAX 16

enum role {
	ROLE_ADMINISTRATOR = 1, ROLE_RECORDER, ROLE_CRITERIA_PUBLISHER, ROLE_ACCEPTANCE_AUTHORITY,
	ROLE_EXCEPTION_APPROVER, ROLE_REVIEWER, ROLE_AUDITOR, ROLE_COUNT
};
/* "administrator", ...; 0 for another word. */
const char *role_name(enum role r);
enum role role_find(struct slice name);

enum event_type {
	EVENT_NONE = 0,
#define R(role) 0
#define EVENT(id, name, prefix, roles) EVENT_##id,
#include "event/type.list"
#undef EVENT
#undef R
	EVENT_TYPE_COUNT
};
const char *event_type_name(enum event_type t);
/* EVENT_NONE for a type that this program does not know. */
enum event_type event_type_find(struct slice name);
/* "evidence"; "" for a type that creates nothing. */
const char *event_prefix(enum event_type t);
/* Bits 1u << enum role. */
unsigned event_roles(enum event_type t);

/* rel: about, supersedes, revokes, requests, satisfies, based_on. id: "evidence:HEX64",
 * "condition:HEX64#1", ... */
struct event_ref { struct slice rel, id; };
/* sha256 is the body's name. */
struct event_body {
	struct slice	sha256;		/* "sha256:HEX64" */
	struct slice	sha512;		/* 128 hex digits */
	uint64_t	size_bytes;
	struct slice	media_type;
};

/* log: origin. actor: "person:ORG/NAME" or "agent:ORG/NAME". subjects: full, sorted, distinct.
 * refs: sorted by rel, id, distinct. bodies: in an order that data may refer to, distinct.
 * data: an object whose members are those of the type. */
struct event {
	struct slice		 log;
	enum event_type		 type;
	int64_t			 at_ms;
	struct slice		 actor;
	size_t			 subject_count, ref_count, body_count;
	struct slice		*subjects;
	struct event_ref	*refs;
	struct event_body	*bodies;
	struct value		 data;
};

/* The payload's RFC 8785 bytes. Errors: E_SCHEMA when the event would not be accepted by
 * event_decode() (what: which rule); E_LIMIT above EVENT_BYTES_MAX. */
struct rc event_encode(const struct event *v, struct buf *out, struct err *e);
/* Texts of the event are slices of the payload, which must live as long.
 * Refuses unknown and missing members, unknown types (E_UNVERIFIABLE), disorder, and any other
 * spelling than the RFC 8785 form. Errors: E_SYNTAX, E_SCHEMA with the place; E_LIMIT, E_NOMEM. */
struct rc event_decode(struct slice payload, struct arena *a, struct event *out, struct err *e);

/* The first reference of that relation; a null slice when there is none. */
struct slice event_ref_of(const struct event *v, const char *rel);
/* The text of a member of data; "" for null. BUG when the type has no such text member. */
struct slice event_text(const struct event *v, const char *name);
/* TIME_UNKNOWN for null. BUG when it is no instant. */
int64_t event_instant(const struct event *v, const char *name);

/* The id of the event with this payload, and "prefix:HEX64" in the arena. */
struct rc event_id(struct slice payload, struct digest *out, struct err *e);
struct rc event_name(enum event_type t, const struct digest *id, struct arena *a,
    struct slice *out, struct err *e);

/* One DSSE envelope in RFC 8785 form: payloadType, payload, one signature whose keyid is the 64
 * hex digits of the key's id. Appends. */
struct rc envelope_sign(struct slice payload, const struct secret_key *k, const struct key *public,
    struct buf *out, struct err *e);
/* The payload and the key id ("sha256:HEX64") that the envelope names. Nothing is checked but
 * the form: exactly one signature, the payload type, standard base64, RFC 8785 bytes.
 * Errors: E_SYNTAX, E_SCHEMA with the place; E_LIMIT, E_NOMEM. */
struct rc envelope_decode(struct slice envelope, struct arena *a, struct slice *payload,
    struct slice *key_id, struct slice *signature, struct err *e);
/* *good: the signature holds under the key. Errors: E_NOMEM, E_LIMIT. */
struct rc envelope_check(struct slice payload, struct slice signature, const struct key *k,
    bool *good, struct err *e);

#endif
