/* report/words_view.h - words that every report uses.
 *
 * Layer:    private to report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_WORDS_VIEW_H
#define REPORT_WORDS_VIEW_H

#include "report/view.h"

/* "accept with conditions" */
const char *outcome_words(enum outcome o);
/* "vulnerability handling" */
const char *area_words(enum area a);
/* What would satisfy the area: the question of the evidence checklist. */
const char *area_question(enum area a);
/* "in person" */
const char *how_words(enum trust_how how);
/* The verdict of a criterion over a part; VERDICT_NOT_EVALUATED when there is none. */
enum verdict verdict_of(const struct view *v, struct slice criterion, size_t part);
/* The gravest verdict of an area over all parts: fail, then indeterminate, then pass. */
enum verdict verdict_of_area(const struct view *v, enum area a);
/* "3101 to 3112, 3114": the names of assets, runs of numbers joined. */
void assets_words(const struct slice *assets, size_t count, struct buf *out);
/* The same for subjects that lie `stride` bytes apart, equal neighbours once; those that are no
 * assets are left out. Returns how many assets that were. */
size_t spread_words(const struct slice *first, size_t stride, size_t count, struct buf *out);
/* "party:nord keeps the evidence about batch:acme/C-1 at Kiel until 2041-12-31T...", with the file
 * that says so. Not yet escaped. */
void retention_words(const struct view *v, const struct view_retention *r, struct buf *out);
/* The first file with that digest, or null; its path, or the digest. */
const struct view_file *file_of(const struct view *v, struct slice digest);
struct slice path_of(const struct view *v, struct slice digest);

/* "packing list": a kind for people. Not yet escaped. */
void kind_words(struct slice kind, struct buf *out);
/* "nordlog" for "party:nordlog"; any other text as it is. */
void party_words(struct slice party, struct buf *out);
/* "30 days" for "30d"; any other text as it is. */
void duration_words(struct slice text, struct buf *out);
/* "2026-06-30" for the first or last millisecond of a day, else "2026-06-30 09:15 UTC". */
void time_words(int64_t ms, struct buf *out);
/* The same for a text that is an instant or a date; any other text as it is. */
void time_text_words(struct slice text, struct buf *out);
/* "before production connection, within 30 days: the first attestation ...". */
void condition_words(const struct condition_open *c, struct buf *out);
/* "sbom.json at /predicate", "LS.xlsx!Lieferung!B31", "order.yaml:12:5",
 * "LS.xlsx!Lieferung, row 10"; without a path the place alone. Not yet escaped. */
void place_words(struct slice path, struct slice place, struct buf *out);
/* "identity list, goods receipt": kinds of lists that count and do not name it. */
void absences_words(const struct view *v, const struct view_serial *s, struct buf *out);
/* "47 of what is assessed", or that the list was not compared, and why. Not yet escaped. */
void list_words(const struct view *v, const struct view_list *l, struct buf *out);
/* What stands below the lists: that they add up, or which were left out. May be nothing. Not yet
 * escaped. */
void sum_words(const struct view *v, struct buf *out);
/* What an anchor file is called where no other has that name: its name without folders. */
struct slice anchor_name(const struct view *v, size_t anchor);
/* "release.pem for release (by contract)". Not yet escaped. */
void anchor_words(const struct view *v, size_t anchor, struct buf *out);
/* Who signed: the name in the certificate, else the anchor that holds the bare key, else the key;
 * and how the anchor came to be trusted. Of a signature that holds. Not yet escaped. */
void signer_words(const struct view *v, const struct signature *s, struct buf *out);
/* What stands below the first line: nobody, some or all of the anchors came with the goods. */
const char *trust_remark(const struct view *v);
/* "47 serials", "3113, 3131" or "the subject": a part in a few words. */
void part_words(const struct part *p, struct buf *out);
/* "evidence level E3 to E4"; nothing where no item states anything. */
void level_words(struct level_range level, struct buf *out);
/* What keeps a level from being one higher: "it is not signed". */
void level_why_words(enum finding_id id, struct buf *out);
/* A finding's sentence as a clause: small letter, no full stop. */
void clause_words(const char *sentence, struct buf *out);
/* "batch:..., release:..., 50 serials 3101 to 3150". Not yet escaped. */
void subject_words(const struct view *v, struct buf *out);

/* Text of ours with pieces from outside: made safe to show, then broken into lines of at most
 * `width` columns; continuation lines begin with `indent` spaces. at: the column to begin in.
 * Words longer than a line stand on one of their own. */
void fold(struct slice text, size_t at, size_t indent, size_t width, struct buf *out);

#endif
