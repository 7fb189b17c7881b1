/* unit.h - cmocka for our tests: its macro fail() would hide base's.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#undef fail
#undef fail_msg
#define fail_msg(...) \
	do { print_error("" __VA_ARGS__); print_error("\n"); _fail(__FILE__, __LINE__); } while (0)

#endif
