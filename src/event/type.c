/* event/type.c - names of roles and of types. See event/event.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "event/event.h"

static const char *const roles[] = {
	[ROLE_ADMINISTRATOR] = "administrator", [ROLE_RECORDER] = "recorder",
	[ROLE_CRITERIA_PUBLISHER] = "criteria_publisher",
	[ROLE_ACCEPTANCE_AUTHORITY] = "acceptance_authority",
	[ROLE_EXCEPTION_APPROVER] = "exception_approver", [ROLE_REVIEWER] = "reviewer",
	[ROLE_AUDITOR] = "auditor",
};

static const struct { const char *name, *prefix; unsigned roles; } types[] = {
#define R(role) (1u << ROLE_##role)
#define EVENT(id, name, prefix, roles) [EVENT_##id] = { name, prefix, roles },
#include "event/type.list"
#undef EVENT
#undef R
};

const char *
role_name(enum role r)
{
	if (r < ROLE_ADMINISTRATOR || r >= ROLE_COUNT)
		BUG("role out of range");
	return roles[r];
}

enum role
role_find(struct slice name)
{
	for (unsigned r = ROLE_ADMINISTRATOR; r < ROLE_COUNT; r++)
		if (slice_eq(name, slice_of(roles[r])))
			return (enum role)r;
	return 0;
}

static void
check_range(enum event_type t)
{
	if (t <= EVENT_NONE || t >= EVENT_TYPE_COUNT)
		BUG("event type out of range");
}

const char *
event_type_name(enum event_type t)
{
	check_range(t);
	return types[t].name;
}

enum event_type
event_type_find(struct slice name)
{
	for (unsigned t = EVENT_NONE + 1; t < EVENT_TYPE_COUNT; t++)
		if (slice_eq(name, slice_of(types[t].name)))
			return (enum event_type)t;
	return EVENT_NONE;
}

const char *
event_prefix(enum event_type t)
{
	check_range(t);
	return types[t].prefix;
}

unsigned
event_roles(enum event_type t)
{
	check_range(t);
	return types[t].roles;
}
