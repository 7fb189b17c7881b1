-- Drops the derived tables; derived.sql makes them again.
-- role: schema
-- in:   nothing
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
DROP TABLE IF EXISTS content;
DROP TABLE IF EXISTS link;
DROP TABLE IF EXISTS state_subject;
DROP TABLE IF EXISTS state;
DROP TABLE IF EXISTS derived_version;
