-- Events whose id lies within bounds, both included: those that begin alike.
-- role: read
-- in:   low bytes32, high bytes32, most i64
-- out:  pos i64
-- SPDX-License-Identifier: Apache-2.0
SELECT pos FROM entry WHERE event_id BETWEEN :low AND :high ORDER BY event_id LIMIT :most;
