/* check/checks.h - every check there is.
 *
 * One file for each check. A change that can alter a verdict, a reason or an order is a new
 * revision in a new function; the old one is never edited again.
 *
 * Purity:   no I/O, no clock.
 * Layer:    criteria.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CHECK_CHECKS_H
#define CHECK_CHECKS_H

#include "criteria/check_table.h"

/* Sorted by name, then revision. */
const struct check_table *checks_all(void);

extern const struct check check_attestation_matches_baseline;
extern const struct check check_capability_level;
extern const struct check check_certificate_covers;
extern const struct check check_certificate_identity;
extern const struct check check_certificate_is_for_release;
extern const struct check check_claim_has_scope;
extern const struct check check_configuration_matches_baseline;
extern const struct check check_custody_chain;
extern const struct check check_image_matches_manifest;
extern const struct check check_inspection_passed;
extern const struct check check_no_unauthorised_update;
extern const struct check check_readout_by_own_key;
extern const struct check check_retention_owner;
extern const struct check check_sbom_matches_release;
extern const struct check check_serial_reconciliation;
extern const struct check check_support_covers_use;
extern const struct check check_vulnerability_status;

#endif
