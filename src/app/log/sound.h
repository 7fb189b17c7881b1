/* app/log/sound.h - whether what a decision rests on holds.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_SOUND_H
#define APP_LOG_SOUND_H

#include "app/home/home.h"

/* Nothing is decided on rows that are not what the log says, nor on a log that does not hold: the
 * log and its derived rows are checked (fsck_log_from()), from where it was checked before when
 * there is a note of that, else, or when something is not as the note says, from the first entry.
 * Leaves a note for the next time. Call and home: of a command that may read HOME/keys/log.pem. An
 * open transaction. Errors: E_VERIFY with the damage that was found first; E_IO, E_NOMEM. */
struct rc log_demand_sound(const struct op_call *call, struct home *h, struct trouble *t);

#endif
