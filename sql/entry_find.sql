-- Where an event stands.
-- role: read
-- in:   event_id bytes32
-- out:  pos i64
-- SPDX-License-Identifier: Apache-2.0
SELECT pos FROM entry WHERE event_id = :event_id;
