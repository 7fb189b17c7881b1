-- The one transaction that may write, whoever else has the store open.
-- role: session
-- in:   nothing
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
BEGIN IMMEDIATE;
