-- Every body.
-- role: read
-- in:   nothing
-- out:  digest bytes32, sha512 bytes64, size i64, bytes bytes or null
-- scan: a check of the file and a sweep go through all of them
-- SPDX-License-Identifier: Apache-2.0
SELECT digest, sha512, size, bytes FROM body ORDER BY digest;
