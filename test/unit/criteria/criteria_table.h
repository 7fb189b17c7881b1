/* criteria_table.h - a small table of checks, and loading criteria, for the tests of criteria.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CRITERIA_TABLE_H
#define CRITERIA_TABLE_H

#include "base/limits.h"
#include "catalog/kinds.h"
#include "codec/json.h"
#include "codec/yaml.h"
#include "criteria/criteria.h"

static struct rc
adds_nothing(const struct check_call *c, struct reasons *out, struct err *e)
{
	(void)c;
	(void)out;
	(void)e;
	return DONE;
}

#define SERIALS(revision_number) { \
	.name = "serials", .revision = revision_number, \
	.sentence = "the serials of both lists are the same", \
	.supporting = "listed", .adverse = "", .run = adds_nothing, \
	.params = { \
		{ "ordered", "the order", CHECK_NEED, true, FINDING_NONE }, \
		{ "listed", "the packing list", CHECK_NEED, false, FINDING_NONE } } }

static const struct check serials_1 = SERIALS(1), serials_2 = SERIALS(2);
static const struct check status = {
	.name = "status", .revision = 1, .supporting = "status", .adverse = "", .run = adds_nothing,
	.sentence = "No known vulnerability stands at a status that is not allowed.",
	.params = {
		{ "statement", "the statement", CHECK_NEED, true, FINDING_NONE },
		{ "none_of", "what is not allowed", CHECK_TEXTS, true, FINDING_NONE } }
};
static const struct check whole = {
	.name = "whole", .revision = 3, .supporting = "custody", .adverse = "handoff",
	.sentence = "the record has no gap", .own = true, .run = adds_nothing
};
static const struct check *const all_checks[] = { &serials_1, &serials_2, &status, &whole };
static const struct check_table checks = { .checks = all_checks,
	.count = COUNT(all_checks) };

/* YAML, or JSON where it begins with a brace, into criteria. */
static struct rc
load_by(const struct check_table *table, struct slice text, const struct kind_set *kinds,
    struct arena *a, const struct criteria **out, struct criteria_errors *errors, struct err *e)
{
	struct value doc;
	errors->count = 0;
	if (slice_starts(text, SLICE("{")))
		TRY(json_tree(text, DOCUMENT_BYTES_MAX, a, &doc, e));
	else
		TRY(yaml_tree(text, a, &doc, e));
	return criteria_decode(&doc, kinds, table, a, out, errors, e);
}

static inline struct rc
load(struct slice text, const struct kind_set *kinds, struct arena *a,
    const struct criteria **out, struct criteria_errors *errors, struct err *e)
{
	return load_by(&checks, text, kinds, a, out, errors, e);
}

#endif
