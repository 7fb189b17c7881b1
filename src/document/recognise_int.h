/* document/recognise_int.h - the parts of recognition. Only for document/recognise*.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef DOCUMENT_RECOGNISE_INT_H
#define DOCUMENT_RECOGNISE_INT_H

#include "document/recognise.h"

/* Each answers FORM_UNKNOWN when the head is nothing of its own. */
struct recognised recognise_der(struct slice head);
struct recognised recognise_text(struct slice head, bool whole);

#endif
