/* app/home/verify_script.h - app/verify.py, which goes into every exported folder.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_VERIFY_SCRIPT_H
#define APP_HOME_VERIFY_SCRIPT_H

#include "base/base.h"

struct slice verify_script(void);

#endif
