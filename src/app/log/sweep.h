/* app/log/sweep.h - what crashes and refusals left in a home, taken away after a day.
 *
 * Temporary files, and files of bodies that no row names: the row of a body comes with the entry
 * that names it, its file before, so a file without a row is what an append left that never
 * happened. Nothing that a row names is touched.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_SWEEP_H
#define APP_LOG_SWEEP_H

#include "app/home/home.h"

/* Once a day, after an append; HOME/swept is when that was. Goes by the times of files and by
 * host_ms, the host's own clock, which is also what files are stamped by; 0: does nothing. What
 * cannot be swept stays for another day, and is no failure of the command. No transaction is
 * open. */
void home_sweep(struct home *h, int64_t host_ms);

#endif
