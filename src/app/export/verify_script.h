/* app/export/verify_script.h - app/export/verify.py, which goes into every exported folder.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EXPORT_VERIFY_SCRIPT_H
#define APP_EXPORT_VERIFY_SCRIPT_H

#include "base/base.h"

struct slice verify_script(void);

#endif
