/* json_peers.c - other readers of JSON. See bench/json_peers.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "json_peers.h"

#ifdef HAVE_JANSSON
#include <jansson.h>
#endif
#ifdef HAVE_CJSON
#include <cjson/cJSON.h>
#endif

bool
with_jansson(struct slice in)
{
#ifdef HAVE_JANSSON
	json_error_t error;
	json_t *v = json_loadb((const char *)in.at, in.len, JSON_REJECT_DUPLICATES |
	    JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
	bool accepted = v != NULL;
	json_decref(v);
	return accepted;
#else
	(void)in;
	return false;
#endif
}

bool
with_cjson(struct slice in)
{
#ifdef HAVE_CJSON
	cJSON *v = cJSON_ParseWithLength((const char *)in.at, in.len);
	bool accepted = v != NULL;
	cJSON_Delete(v);
	return accepted;
#else
	(void)in;
	return false;
#endif
}
