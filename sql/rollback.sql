-- Ends a transaction and keeps nothing.
-- role: session
-- in:   nothing
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
ROLLBACK;
