/* app/desk/responsibility_template.h - the rules of duties, as they ship.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_RESPONSIBILITY_TEMPLATE_H
#define APP_DESK_RESPONSIBILITY_TEMPLATE_H

#include "base/base.h"

struct slice responsibility_template(void);

#endif
