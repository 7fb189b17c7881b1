-- A connection that reads only refuses every statement that would write.
-- role: session
-- in:   nothing
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
PRAGMA query_only = ON;
