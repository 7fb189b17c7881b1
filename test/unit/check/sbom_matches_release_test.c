/* sbom_matches_release_test.c - of which version a bill of materials is, and of which image.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define BOM(id, members) "own " id "\n  bom R / {'components':1,'name':'ic-22'," members "}\n"
#define NAMED(members) "own a\n  bom R / {'components':1,'version':'5.4.2'" members "}\n"
#define MANIFEST(id, version, digest) "manifest " id "\n  manifest - / {'release':" \
    "'release:acme/ic-22@" version "','version':'" version "'}\n  image - /0 {'digest':'" \
    digest "'}\n"

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "of this version", BOM("a", "'version':'5.4.2'"), "" },
	{ "of this version and image", BOM("a", "'version':'5.4.2','image':'d1'")
	    MANIFEST("m", "5.4.2", "d1"), "" },
	{ "of another image", BOM("a", "'version':'5.4.2','image':'d2'")
	    MANIFEST("m", "5.4.2", "d1"), "IMAGE_DIGEST_MISMATCH R a /" },
	{ "of the image of the release before", BOM("a", "'version':'5.4.2','image':'d0'")
	    MANIFEST("l", "5.4.1", "d0") MANIFEST("m", "5.4.2", "d1"),
	    "IMAGE_DIGEST_MISMATCH R a /" },
	{ "an image, and only another release's manifest",
	    BOM("a", "'version':'5.4.2','image':'d0'")
	    MANIFEST("l", "5.4.1", "d0"), "EVIDENCE_UNBOUND R l -" },
	{ "an image, and no manifest is asked for", BOM("a", "'version':'5.4.2','image':'d2'"),
	    "" },
	{ "names no image", BOM("a", "'version':'5.4.2'") MANIFEST("m", "5.4.2", "d1"), "" },
	{ "of another version", BOM("a", "'version':'5.4.1'"), "VERSION_MISMATCH R a /" },
	{ "of another thing of this version", NAMED(",'name':'bootloader'"),
	    "VERSION_MISMATCH R a /" },
	{ "of the product by its name", NAMED(",'name':'IC-22'"), "" },
	{ "of another thing by its URL", NAMED(",'name':'ic-22',"
	    "'purl':'pkg:generic/acme/bootloader@5.4.2'"), "VERSION_MISMATCH R a /" },
	{ "of the product by its URL", NAMED(",'name':'controller firmware',"
	    "'purl':'pkg:generic/acme/ic-22@5.4.2'"), "" },
	{ "of nothing that is named", NAMED(""), "EVIDENCE_UNBOUND R a /" },
	{ "without components", "own a\n  bom R / {'components':0,'name':'ic-22',"
	    "'version':'5.4.2'}\n",
	    "CARRIER_INCOMPLETE R a /" },
	{ "that does not say how many", "own a\n  bom R / {'name':'ic-22',"
	    "'version':'5.4.2'}\n",
	    "CARRIER_INCOMPLETE R a /" },
	{ "of no version", "own a\n  bom R / {'name':'ic-22'}\n", "EVIDENCE_UNBOUND R a /" },
	{ "one of this and one of another version", BOM("a", "'version':'5.4.1'")
	    BOM("b", "'version':'5.4.2'"), "" },
	{ "two of this version, one of another image", BOM("a", "'version':'5.4.2','image':'d1'")
	    BOM("b", "'version':'5.4.2','image':'d2'") MANIFEST("m", "5.4.2", "d1"),
	    "IMAGE_DIGEST_MISMATCH R b /" },
	{ "an item without a bill", "own b\n", "EVIDENCE_UNBOUND R b -" },
	{ "beside one of this version", BOM("a", "'version':'5.4.2'") "own b\n", "" },
	{ "a version that a subject has to escape", "case release=release:acme/ic-22@5.4.2%20rc\n"
	    BOM("a", "'version':'5.4.2 rc'"), "" },
	{ "no release is known", "case release=-\n" BOM("a", "'version':'5.4.2'"),
	    "SUBJECT_UNKNOWN B - -" },
};

CASES_MAIN(the_bill_is_of_the_release, &check_sbom_matches_release, 0)
