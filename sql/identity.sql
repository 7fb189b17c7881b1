-- Whose file it is, and of which version.
-- role: session
-- in:   nothing
-- out:  application_id i64, user_version i64
-- scan: one row each
-- SPDX-License-Identifier: Apache-2.0
SELECT a.application_id, u.user_version
  FROM pragma_application_id AS a, pragma_user_version AS u;
