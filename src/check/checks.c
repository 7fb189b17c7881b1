/* check/checks.c - the table of checks. See check/checks.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "check/checks.h"

static const struct check *const checks[] = {
	&check_attestation_matches_baseline,
	&check_capability_level,
	&check_certificate_covers,
	&check_certificate_identity,
	&check_certificate_is_for_release,
	&check_claim_has_scope,
	&check_configuration_matches_baseline,
	&check_custody_chain,
	&check_image_matches_manifest,
	&check_inspection_passed,
	&check_no_unauthorised_update,
	&check_readout_by_own_key,
	&check_retention_owner,
	&check_sbom_matches_release,
	&check_serial_reconciliation,
	&check_support_covers_use,
	&check_vulnerability_status,
};

static const struct check_table table = { .checks = checks, .count = COUNT(checks) };

const struct check_table *
checks_all(void)
{
	return &table;
}
