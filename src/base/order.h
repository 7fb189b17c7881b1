/* base/order.h - lists in one order, each thing once.
 *
 * A list is mostly put together from others that are sorted, often with the same in several of
 * them. What is in order already is left so, and such runs are merged, equal ones dropped on the
 * way: a list that is sorted costs one comparison for each element.
 *
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_ORDER_H
#define BASE_ORDER_H

#include "base/base.h"

/* Sorts `count` elements of `size` bytes each by the comparison, as of qsort(), and drops those
 * that are equal to one before; which of the equal ones stays is not said. Returns how many are
 * left. items may be null when count is 0. Where there is no memory to merge in, it sorts in place:
 * it never fails. */
size_t order_settle(void *items, size_t count, size_t size,
    int (*compare)(const void *a, const void *b));

#endif
