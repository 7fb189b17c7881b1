-- Of which version the derived tables are.
-- role: session
-- in:   nothing
-- out:  version i64
-- SPDX-License-Identifier: Apache-2.0
SELECT version FROM derived_version WHERE one = 1;
