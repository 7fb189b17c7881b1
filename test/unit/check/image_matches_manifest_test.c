/* image_matches_manifest_test.c - images against what signed manifests name.
 * SPDX-License-Identifier: Apache-2.0 */
#include "case_make.h"

#define MANIFEST(id, version, count) "own " id "\n  manifest release:acme/ic-22@" version \
    " / {'product':'product:acme/ic-22','release':'release:acme/ic-22@" version "','version':'" \
    version "','images':" count "}\n"
#define NAMES(digest, size) "  image R /" digest " {'name':'" digest "','digest':'" digest \
    "','size':" size "}\n"
#define IMAGE(digest, size) "image " digest "\n  bytes - - {'size':" size "}\n"

static const struct check_case cases[] = {
	{ "nothing admitted says nothing", "", "" },
	{ "the image that is named", MANIFEST("m", "5.4.2", "1") NAMES("d1", "10")
	    IMAGE("d1", "10"), "" },
	{ "the image, and another size is said", MANIFEST("m", "5.4.2", "1") NAMES("d1", "11")
	    IMAGE("d1", "10"), "IMAGE_DIGEST_MISMATCH R m /d1" },
	{ "several images", MANIFEST("m", "5.4.2", "2") NAMES("d1", "10") NAMES("d2", "20")
	    IMAGE("d1", "10") IMAGE("d2", "20"), "" },
	{ "another image of that size: said once", MANIFEST("m", "5.4.2", "1") NAMES("d1", "10")
	    IMAGE("d9", "10"), "IMAGE_DIGEST_MISMATCH R d9 -" },
	{ "another image of another size", MANIFEST("m", "5.4.2", "1") NAMES("d1", "10")
	    IMAGE("d9", "11"), "IMAGE_DIGEST_MISMATCH R d9 -; IMAGE_MISSING R m /d1" },
	{ "two of one size, one of them flipped", MANIFEST("m", "5.4.2", "2") NAMES("d1", "10")
	    NAMES("d2", "10") IMAGE("d1", "10") IMAGE("d9", "10"), "IMAGE_DIGEST_MISMATCH R d9 -" },
	{ "an image too many", MANIFEST("m", "5.4.2", "1") NAMES("d1", "10") IMAGE("d1", "10")
	    IMAGE("d9", "5"), "IMAGE_DIGEST_MISMATCH R d9 -" },
	{ "an image that is not here", MANIFEST("m", "5.4.2", "2") NAMES("d1", "10")
	    NAMES("d2", "10") IMAGE("d1", "10"), "IMAGE_MISSING R m /d2" },
	{ "no image: each that is named is missing", MANIFEST("m", "5.4.2", "1") NAMES("d1", "10"),
	    "IMAGE_MISSING R m /d1" },
	{ "sizes that nobody states", MANIFEST("m", "5.4.2", "1")
	    "  image R /d1 {'name':'d1','digest':'d1'}\n" "image d9\n  bytes - - {}\n",
	    "IMAGE_DIGEST_MISMATCH R d9 -" },
	{ "an entry without a digest names no image", MANIFEST("m", "5.4.2", "1")
	    "  image R /x {'name':'x','size':10}\n", "IMAGE_MISSING R m /x" },
	{ "an image without facts is held against the manifest all the same",
	    MANIFEST("m", "5.4.2", "1") NAMES("d1", "10") IMAGE("d1", "10") "image d9\n",
	    "IMAGE_DIGEST_MISMATCH R d9 -" },
	{ "without a manifest nothing tells which is right", IMAGE("d9", "10"), "" },
	{ "a manifest that lost an entry", MANIFEST("m", "5.4.2", "2") NAMES("d1", "10")
	    IMAGE("d1", "10"), "IMAGE_MISSING R m /" },
	{ "a manifest of no image is met by none", MANIFEST("m", "5.4.2", "0"),
	    "IMAGE_MISSING R m /" },
	{ "an item without a manifest", MANIFEST("m", "5.4.2", "1") NAMES("d1", "10")
	    IMAGE("d1", "10") "own n\n", "IMAGE_MISSING R n -" },
	{ "a manifest of another release alone", MANIFEST("m", "5.4.1", "1") NAMES("d1", "10")
	    IMAGE("d1", "10"), "VERSION_MISMATCH R m /" },
	{ "the same version of another product", "own m\n"
	    "  manifest - / {'product':'product:acme/x',"
	    "'release':'release:acme/x@5.4.2','version':'5.4.2','images':1}\n" NAMES("d1", "10")
	    IMAGE("d1", "10"), "VERSION_MISMATCH R m /" },
	{ "a version that its own release contradicts", "own m\n  manifest - / {'release':"
	    "'release:acme/ic-22@5.4.1','version':'5.4.2','images':1}\n" NAMES("d1", "10")
	    IMAGE("d1", "10"), "VERSION_MISMATCH R m /" },
	{ "the release before has its own manifest and is not here", MANIFEST("l", "5.4.1", "1")
	    NAMES("d0", "10") MANIFEST("m", "5.4.2", "1") NAMES("d1", "10") IMAGE("d1", "10"), "" },
	{ "its image is here too", MANIFEST("l", "5.4.1", "1") NAMES("d0", "10")
	    MANIFEST("m", "5.4.2", "1") NAMES("d1", "10") IMAGE("d0", "10") IMAGE("d1", "10"), "" },
	{ "its image is here in place of this one's", MANIFEST("l", "5.4.1", "1") NAMES("d0", "10")
	    MANIFEST("m", "5.4.2", "1") NAMES("d1", "10") IMAGE("d0", "10"),
	    "IMAGE_MISSING R m /d1" },
	{ "no release is known", "case release=-\n" MANIFEST("m", "5.4.2", "1") NAMES("d1", "10")
	    IMAGE("d1", "10"), "SUBJECT_UNKNOWN B - -" },
};

CASES_MAIN(images_are_those_that_the_manifest_names, &check_image_matches_manifest, 0)
