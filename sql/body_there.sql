-- Whether a body has its row.
-- role: read
-- in:   digest bytes32
-- out:  there i64 (1)
-- SPDX-License-Identifier: Apache-2.0
SELECT 1 AS there FROM body WHERE digest = :digest;
