/* report/html_lists.c - what the HTML report lists. See report/html_page.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "report/html_page.h"
#include "report/letter_words.h"
#include "report/reason_words.h"
#include "report/words_view.h"

/* Rows before the others are counted. */
#define SERIALS_SHOWN 1000

static void
list_row(const struct view *v, const struct view_list *l, struct buf *out)
{
	AUTO(buf) words = buf_init(KIB(64));
	kind_words(l->kind, &words);
	buf_follow(out, &words);
	html_row_head(out, buf_slice(&words));
	html_element(out, "td", NULL, v->files[l->file].path);
	buf_addf(out, "<td>%llu</td><td>%llu</td><td>", (unsigned long long)l->rows,
	    (unsigned long long)l->serials);
	if (l->compared) {
		buf_addf(out, "%llu", (unsigned long long)l->in_scope);
	} else {
		buf_clear(&words);
		list_words(v, l, &words);
		buf_follow(out, &words);
		html_text(out, buf_slice(&words));
	}
	html_raw(out, "</td></tr>\n");
}

static void
serial_row(const struct view *v, const struct view_serial *s, struct buf *out)
{
	AUTO(buf) words = buf_init(MIB(1));
	assets_words(&s->asset, 1, &words);
	buf_follow(out, &words);
	html_row_head(out, buf_slice(&words));
	html_raw(out, "<td><ul>");
	for (size_t i = 0; i < s->stand_count; i++) {
		const struct view_list *l = &v->lists[s->stands[i].list];
		buf_clear(&words);
		kind_words(l->kind, &words);
		buf_add_text(&words, ": ");
		place_words(v->files[l->file].path, s->stands[i].place, &words);
		buf_follow(out, &words);
		html_element(out, "li", NULL, buf_slice(&words));
	}
	html_raw(out, "</ul></td><td>");
	buf_clear(&words);
	absences_words(v, s, &words);
	html_text(out, buf_slice(&words));
	html_raw(out, "</td></tr>\n");
}

void
html_reconciliation(const struct view *v, struct buf *out)
{
	html_section(out, "Do the lists add up?");
	if (v->list_count == 0) {
		html_raw(out, "<p>No list of serials was sent.</p>\n");
		return;
	}
	html_table(out, "List|File|Rows|With a serial|Of what is assessed");
	for (size_t i = 0; i < v->list_count; i++)
		list_row(v, &v->lists[i], out);
	html_table_end(out);
	AUTO(buf) sum = buf_init(WORDS_BYTES_MAX);
	sum_words(v, &sum);
	buf_follow(out, &sum);
	buf_addf(out, "<p>%llu of %zu serials have a device certificate on file. ",
	    (unsigned long long)v->certified, v->scope->asset_count);
	html_text(out, buf_slice(&sum));
	html_raw(out, v->serial_count == 0 ? "</p>\n" : " These serials do not stand exactly once "
	    "in the lists of each kind:</p>\n");
	if (v->serial_count == 0)
		return;
	html_table(out, "Serial|Stands in|Stands in no");
	for (size_t i = 0; i < v->serial_count && i < SERIALS_SHOWN; i++)
		serial_row(v, &v->serials[i], out);
	html_table_end(out);
	if (v->serial_count > SERIALS_SHOWN)
		buf_addf(out, "<p>and %zu more</p>\n", v->serial_count - SERIALS_SHOWN);
}

static void
side_cell(const struct view *v, size_t file, struct slice place, struct slice says,
    struct buf *out)
{
	AUTO(buf) words = buf_init(KIB(64));
	place_words(v->files[file].path, place, &words);
	buf_add_text(&words, " says ");
	buf_follow(out, &words);
	html_raw(out, "<td>");
	html_text(out, buf_slice(&words));
	html_element(out, "code", NULL, says);
	html_raw(out, "</td>");
}

void
html_contradictions(const struct view *v, struct buf *out)
{
	html_section(out, "Contradictions");
	if (v->conflict_count == 0) {
		html_raw(out, v->serial_count > 0 ? "<p>None between files but for the serials "
		    "above.</p>\n" : "<p>None between files.</p>\n");
		return;
	}
	html_table(out, "What|One says|The other says");
	for (size_t i = 0; i < v->conflict_count; i++) {
		const struct view_conflict *c = &v->conflicts[i];
		html_raw(out, "<tr><th scope=\"row\">");
		html_text(out, c->what);
		html_raw(out, " of ");
		html_text(out, c->subject);
		html_raw(out, " <code class=\"id\">");
		html_word(out, finding_name(c->id));
		html_raw(out, "</code></th>");
		side_cell(v, c->left_file, c->left_place, c->left, out);
		side_cell(v, c->right_file, c->right_place, c->right, out);
		html_raw(out, "</tr>\n");
	}
	html_table_end(out);
}

/* --- gaps ------------------------------------------------------------------------------------- */

static void
gap_row(const struct gap *g, size_t number, struct buf *out)
{
	AUTO(buf) words = buf_init(WORDS_BYTES_MAX);
	buf_addf(out, "<tr><td>%zu</td><th scope=\"row\">", number);
	kind_words(g->kind, &words);
	buf_follow(out, &words);
	html_text(out, buf_slice(&words));
	html_raw(out, words.len > 0 ? "<br><code class=\"id\">" : "<code class=\"id\">");
	html_word(out, finding_name(g->id));
	html_raw(out, "</code></th>");
	buf_clear(&words);
	assets_words(g->assets, g->asset_count, &words);
	if (g->asset_count == 0)
		buf_add_text(&words, "all");
	html_cell(out, &words);
	html_raw(out, "<td><ul>");
	for (size_t i = 0; i < g->found_count; i++)
		html_element(out, "li", NULL, g->found[i]);
	html_raw(out, "</ul></td><td><ul>");
	for (size_t i = 0;; i++) {
		buf_clear(&words);
		if (!answer_words(g->id, g->kind, g->need, i, &words))
			break;
		html_element(out, "li", NULL, buf_slice(&words));
	}
	buf_follow(out, &words);
	html_raw(out, g->ours ? "</ul></td><td>the buyer</td></tr>\n" :
	    "</ul></td><td>the supplier</td></tr>\n");
}

/* The same kind for the same criterion: its serials in one row. Returns the next one. */
static size_t
missing_row(const struct assessment *s, size_t first, struct buf *out)
{
	const struct missing *m = s->missing;
	size_t next = first + 1;
	AUTO(buf) words = buf_init(WORDS_BYTES_MAX);
	while (next < s->missing_count && slice_eq(m[next].criterion, m[first].criterion) &&
	    slice_eq(m[next].kind, m[first].kind) &&
	    slice_starts(m[first].subject, SLICE("asset:")) &&
	    slice_starts(m[next].subject, SLICE("asset:")))
		next++;
	kind_words(m[first].kind, &words);
	html_raw(out, "<tr>");
	html_element(out, "td", NULL, slice_of(area_words(m[first].area)));
	html_cell(out, &words);
	buf_clear(&words);
	if (spread_words(&m[first].subject, sizeof(*m), next - first, &words) == 0)
		buf_add(&words, m[first].subject);
	html_cell(out, &words);
	html_element(out, "td", NULL, m[first].criterion);
	html_raw(out, "</tr>\n");
	return next;
}

/* What no item meets, by criterion: the raw list behind the gaps. */
static void
missing(const struct view *v, struct buf *out)
{
	const struct assessment *s = v->assessment;
	html_section(out, "What is missing or does not count");
	html_raw(out, s->missing_count == 0 ? "<p>Nothing that the criteria ask for.</p>\n" :
	    "<p>The same from the side of the criteria: a row for each kind that a criterion asks "
	    "for and no file meets. A gap above gathers what one answer would close, and may "
	    "concern files that are there, so their numbers differ.</p>\n");
	if (s->missing_count == 0)
		return;
	html_table(out, "Area|Kind|For|Criterion");
	for (size_t i = 0; i < s->missing_count;)
		i = missing_row(s, i, out);
	html_table_end(out);
}

void
html_gaps(const struct view *v, const struct gaps *all, struct buf *out)
{
	html_section(out, "Gaps");
	if (all->count == 0)
		html_raw(out, "<p>None.</p>\n");
	else
		html_table(out, "No.|What is lacking|Serials|What was found|What would do|"
		    "Whose turn it is");
	for (size_t i = 0; i < all->count; i++)
		gap_row(&all->at[i], i + 1, out);
	if (all->count > 0)
		html_table_end(out);
	missing(v, out);
}

void
html_limits(const struct view *v, struct buf *out)
{
	html_section(out, "What this does not prove");
	html_raw(out, v->limit_count == 0 ? "<p>No evidence of a known kind was sent.</p>\n" :
	    "<ul>");
	for (size_t i = 0; i < v->limit_count; i++) {
		html_raw(out, "<li><b>");
		html_text(out, v->limits[i].title);
		html_raw(out, ".</b> ");
		html_text(out, v->limits[i].sentence);
		html_raw(out, "</li>\n");
	}
	html_raw(out, v->limit_count == 0 ? "" : "</ul>\n");
}
