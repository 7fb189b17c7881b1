-- A transaction that reads; it sees the moment of its first read.
-- role: session
-- in:   nothing
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
BEGIN DEFERRED;
