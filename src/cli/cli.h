/* cli/cli.h - the command line: arguments in, exit status out.
 *
 * Results go to standard output, everything else to standard error. Exit statuses:
 * base/code.list.
 *
 * Layer:    cli.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/* Runs one command and returns the exit status of the process. */
int cli_main(int argc, char **argv);

#endif
