/* planted_fold.c - a fold that forgets one event, for a test build linked with --wrap=fold_event.
 *
 * $ASSAY_FORGETS is the name of what the event created ("anchor:HEX64", "exception:HEX64",
 * "state:HEX64"), or the type and what it refers to ("exception.approved exception:HEX64"). Such an
 * event moves nothing, and the fold says that it fits.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "event/fold.h"

/* The linker's names for the function that ships and for the one in its place. */
struct rc __real_fold_event(const struct event *v, const struct digest *id, uint64_t pos,
    struct slice key_id, bool signature_good, const struct fold_reader *r,
    const struct fold_sink *s, struct arena *a, enum fold_why *why, struct err *e);
struct rc __wrap_fold_event(const struct event *v, const struct digest *id, uint64_t pos,
    struct slice key_id, bool signature_good, const struct fold_reader *r,
    const struct fold_sink *s, struct arena *a, enum fold_why *why, struct err *e);

static bool
is_forgotten(const struct event *v, const struct digest *id, struct slice wanted, struct arena *a)
{
	struct slice name;
	for (size_t i = 0; i < v->ref_count; i++)
		if (arena_format(a, &name, "%s %.*s", event_type_name(v->type),
		    SLICE_FMT(v->refs[i].id)) && slice_eq(name, wanted))
			return true;
	return event_prefix(v->type)[0] != 0 && !failed(event_name(v->type, id, a, &name, NULL)) &&
	    slice_eq(name, wanted);
}

struct rc
__wrap_fold_event(const struct event *v, const struct digest *id, uint64_t pos,
    struct slice key_id, bool signature_good, const struct fold_reader *r,
    const struct fold_sink *s, struct arena *a, enum fold_why *why, struct err *e)
{
	const char *wanted = getenv("ASSAY_FORGETS");
	if (wanted == NULL || !is_forgotten(v, id, slice_of(wanted), a))
		return __real_fold_event(v, id, pos, key_id, signature_good, r, s, a, why, e);
	*why = FOLD_FITS;
	return DONE;
}
