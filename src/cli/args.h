/* cli/args.h - arguments against the table of operations.
 *
 * Layer:    cli.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_ARGS_H
#define CLI_ARGS_H

#include "app/ops.h"

/* Fills call->op and call->values. Options may stand before or after the command, as
 * `--name value` or `--name=value`; `--` ends them. `--help` and no command at all become `help`.
 * Errors: E_USAGE; *culprit is then the argument at fault. E_NOMEM. */
struct rc args_parse(int argc, char **argv, struct op_call *call, struct err *e,
    struct slice *culprit);

#endif
