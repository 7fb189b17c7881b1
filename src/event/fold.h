/* event/fold.h - what an event does to the state: the fold over the ledger.
 *
 * Each event opens rows, ends rows, and leaves links; what the row means stands in the event. An
 * event whose actor had no right to it at its position, or that does not fit the state (ends what
 * is not there, opens what is open), changes nothing: it opens a row of kind "ignored" alone, with
 * the reason. So whoever writes events without entitlement moves nothing.
 *
 *   type                    opens (kind, key)                        ends
 *   store.created           store "store"; actor ACTOR; key          only at position 0
 *   actor.registered        actor ACTOR; key ACTOR|KEYID, once       its open row, if any
 *   actor.ended                                                      actor ACTOR
 *   role.granted            role role:HEX
 *   role.ended                                                       role (revokes)
 *   subject.registered      subject SUBJECT                          open already: ignored
 *   subject.changed         subject SUBJECT                          its open row
 *   responsibility.set      responsibility DUTY|STAGE|SUBJECT        its open row; party "": ends
 *   responsibility.set.2    the same
 *   anchor.added            anchor anchor:HEX
 *   anchor.confirmed        confirmation confirmation:HEX            about an open anchor
 *   anchor.ended            end anchor:HEX                           about an open anchor, once
 *   catalogue.adopted       catalogue NAME                           its open row
 *   criteria.published      criteria NAME@VERSION; publication       there at any time: ignored
 *                           criteria:HEX
 *   criteria.withdrawn                                               both (revokes criteria:HEX)
 *   evidence.added          evidence evidence:HEX
 *   evidence.superseded     state state:HEX                          about an evidence
 *   evidence.revoked        state state:HEX                          about an evidence
 *   verification.recorded   verification verification:HEX            about an evidence
 *   exception.requested     exception exception:HEX
 *   exception.approved      approval exception:HEX                   about an open exception, once
 *   exception.revoked                                                exception, and its approval
 *   decision.made           decision decision:HEX; condition condition:HEX#n (from 1)
 *   condition.satisfied     closure condition:HEX#n                  about an open condition, once
 *   clock.started           clock clock:HEX; about a clock: that     the clock's open row
 *                           clock, with its key
 *   clock.stopped           stop stop:HEX                            about an open clock
 *   request.sent            request request:HEX
 *   request.answered        answer answer:HEX                        about a request
 *   status.approved         status status:HEX                        about an evidence
 *   log.continued           continuation continuation:HEX
 *   body.disposed           ignored (reserved)
 *
 * Subjects: every row is about the event's subjects ("about"); of its actor ("actor"); of its
 * bodies' digests ("body"); role rows of the actor they are granted to ("granted"). Links: one for
 * each reference of the event. A row of kind "key" is never ended: it says that the actor once
 * had this key, so that a change of keys does not make two persons of one. A "publication" finds
 * the criteria by their id.
 *
 * What an event refers to, by any relation but based_on, must be open.
 *
 * Order of calls: rows that end; then each row that opens, at once followed by its subjects
 * (about, actor, body, granted); then the links, in the event's order.
 *
 * Rights, all of them at the event's position: the actor is registered and not ended; the
 * envelope's key is the one registered for it; one of the type's roles (event/type.list) is
 * granted to it, open, in force at the event's instant (from and until included) and its scope
 * covers every subject of the event, those of the things that it refers to (not based_on), the
 * scope that it gives (role.granted, anchor.added), and what it binds evidence to: a limited role
 * does not reach further by naming less. An event that is about nothing at all is for roles
 * without limit. A decision from paper asks for the role of a recorder of its actor, and for the
 * acceptance authority of the person it is on behalf of, who need not be registered but must not
 * be ended. An approval by the actor who requested the exception, or by a key that this actor has
 * or ever had, is ignored whatever the roles; so is an approval of a status by who recorded
 * the evidence that states it.
 * store.created at position 0 needs none, nor do grants that its actor makes to itself at positions
 * 1 to FOUNDING_MAX - 1. A grant to oneself has the ground "self-appointed", and no other has.
 *
 * A scope is a list of subjects; empty covers everything. "party:ORG" covers every subject of
 * that organisation; a product covers its releases, assets and configurations; any other covers
 * itself.
 *
 * Purity:   no I/O, no clock; what is there already comes from a reader.
 * Layer:    base, codec, crypto, fact, subject.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef EVENT_FOLD_H
#define EVENT_FOLD_H

#include "event/event.h"

/* Positions in which whoever made the store may give itself its roles. */
#define FOUNDING_MAX 16

/* A row of the state: see store/store.h. */
struct fold_row { struct slice kind, key; uint64_t from_pos; };

/* Whatever an event does goes here, in a fixed order. */
struct fold_sink {
	void		*context;
	struct rc	(*open)(void *context, const struct fold_row *row, struct err *e);
	struct rc	(*end)(void *context, struct slice kind, struct slice key, uint64_t pos,
	    struct err *e);
	struct rc	(*subject)(void *context, struct slice subject, const char *way,
	    const struct fold_row *row, struct err *e);
	struct rc	(*link)(void *context, struct slice target, struct slice rel, uint64_t pos,
	    struct err *e);
};

/* The state as the events before this one left it. */
struct fold_reader {
	void		*context;
	/* The open row of this kind and key, and the event that opened it; its position too. */
	struct rc	(*get)(void *context, struct slice kind, struct slice key, struct arena *a,
	    struct event *out, uint64_t *pos, bool *found, struct err *e);
	/* Every open role of the actor, one call of each for one. A sink that fails ends it. */
	struct rc	(*roles)(void *context, struct slice actor, struct arena *a,
	    struct rc (*each)(void *sink, const struct event *grant, struct err *e), void *sink,
	    struct err *e);
	/* A criteria or anything else of this kind and key was there at any time. */
	struct rc	(*ever)(void *context, struct slice kind, struct slice key, bool *found,
	    struct err *e);
};

/* Why an event is ignored; FOLD_FITS: it is not. Names: "not entitled", ... (fold_why_text). */
enum fold_why {
	FOLD_FITS = 0,
	FOLD_UNKNOWN_ACTOR,	/* not registered, or ended */
	FOLD_OTHER_KEY,		/* signed with another key than the registered one */
	FOLD_BAD_SIGNATURE,
	FOLD_NOT_ENTITLED,	/* no role in force that covers it */
	FOLD_OWN_REQUEST,	/* approves its own exception */
	FOLD_NOT_THERE,		/* refers to or ends what is not open */
	FOLD_ALREADY_THERE,
	FOLD_RESERVED
};
const char *fold_why_text(enum fold_why w);

/* One event at its position. key_id: of the leaf, "sha256:HEX64". signature_good: the caller
 * checked the envelope under that key. a: for what the fold reads; the caller may drop it after.
 * *why says what became of it. Errors: those of reader and sink; E_LIMIT, E_NOMEM. */
struct rc fold_event(const struct event *v, const struct digest *id, uint64_t pos,
    struct slice key_id, bool signature_good, const struct fold_reader *r,
    const struct fold_sink *s, struct arena *a, enum fold_why *why, struct err *e);
/* The same answer without a sink: may this event be written now? */
struct rc fold_check(const struct event *v, uint64_t pos, struct slice key_id,
    const struct fold_reader *r, struct arena *a, enum fold_why *why, struct err *e);

/* "ACTOR|sha256:HEX": the key of a row of kind "key". */
struct rc fold_key_row(struct arena *a, struct slice actor, struct slice key_id,
    struct slice *out, struct err *e);
/* Whether events of this type may open rows of this kind: what a row is about stands in the event
 * that opened it, and in no other. */
bool fold_opens(enum event_type t, struct slice kind);

/* A scope (list of subjects) covers the subject. */
bool fold_scope_covers(const struct slice *scope, size_t count, struct slice subject);

#endif
