-- Ends a transaction and keeps what it wrote.
-- role: session
-- in:   nothing
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
COMMIT;
