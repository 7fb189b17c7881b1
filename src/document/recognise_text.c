/* document/recognise_text.c - what a run of text is: mail, PEM, JSON, table, HTML, XML or prose.
 *
 * Works on a view of the head: one byte for each character, whatever the encoding, every
 * character outside ASCII standing as 0xff.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "codec/mail.h"
#include "codec/utf8.h"
#include "document/recognise_int.h"

/* Characters of the head that shape recognition looks at. */
#define VIEW_MAX 8192

struct view {
	uint8_t	at[VIEW_MAX];
	size_t	len;
	bool	whole;		/* the text ends where the view does */
};

static bool
is_control(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7f;
}

static void
view_put(struct view *v, uint32_t c)
{
	if (v->len < VIEW_MAX)
		v->at[v->len++] = c < 0x80 ? (uint8_t)c : 0xff;
	else
		v->whole = false;
}

/* A cut head may end within a character. */
static bool
view_utf8(struct slice head, bool whole, struct view *v)
{
	size_t bad, first = slice_starts(head, SLICE("\xef\xbb\xbf")) ? 3 : 0;
	if (!utf8_check(head, &bad) && (whole || head.len - bad > 3))
		return false;
	for (size_t i = first; i < head.len; i++) {
		if (is_control(head.at[i]))
			return false;
		if ((head.at[i] & 0xc0) != 0x80)
			view_put(v, head.at[i]);
	}
	return true;
}

static bool
view_utf16(struct slice head, size_t from, bool big, struct view *v)
{
	for (size_t i = from; i + 1 < head.len; i += 2) {
		uint32_t c = big ? (uint32_t)head.at[i] << 8 | head.at[i + 1] :
		    (uint32_t)head.at[i + 1] << 8 | head.at[i];
		if (is_control(c) || c >= 0xfffe)
			return false;
		view_put(v, c);
	}
	return true;
}

/* Windows-1252 leaves five bytes undefined, and text holds few characters outside ASCII. */
static bool
view_1252(struct slice head, struct view *v)
{
	size_t high = 0;
	for (size_t i = 0; i < head.len; i++) {
		uint8_t c = head.at[i];
		if (is_control(c) || c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d)
			return false;
		high += c >= 0x80;
		view_put(v, c);
	}
	return high * 3 <= head.len;
}

static struct slice
view_rest(const struct view *v)
{
	struct slice s = { v->at, v->len };
	size_t i = 0;
	while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t' || s.at[i] == '\r' ||
	    s.at[i] == '\n'))
		i++;
	return slice_sub(s, i, s.len);
}

/* The next line without its end; false behind the last one. */
static bool
next_line(struct slice s, size_t *pos, struct slice *line)
{
	if (*pos >= s.len)
		return false;
	size_t end = *pos;
	while (end < s.len && s.at[end] != '\n' && s.at[end] != '\r')
		end++;
	*line = slice_sub(s, *pos, end);
	*pos = end + 1;
	if (end + 1 < s.len && s.at[end] == '\r' && s.at[end + 1] == '\n')
		*pos = end + 2;
	return true;
}

static bool
starts_nocase(struct slice s, struct slice prefix)
{
	return s.len >= prefix.len && slice_eq_nocase(slice_sub(s, 0, prefix.len), prefix);
}

/* What stands behind comments: "<!-- saved from a mail -->". */
static struct slice
behind_comments(struct slice s)
{
	while (slice_starts(s, SLICE("<!--"))) {
		size_t end = slice_find(s, SLICE("-->"), 4);
		if (end == SIZE_MAX)
			break;
		s = slice_trim(slice_sub(s, end + 3, s.len));
	}
	return s;
}

static bool
looks_like_html(struct slice s)
{
	static const struct slice starts[] = { SLICE_INIT("<!doctype html"), SLICE_INIT("<html"),
		SLICE_INIT("<head"), SLICE_INIT("<body"), SLICE_INIT("<meta"), SLICE_INIT("<title"),
		SLICE_INIT("<style"), SLICE_INIT("<script"), SLICE_INIT("<div"),
		SLICE_INIT("<span"), SLICE_INIT("<table"), SLICE_INIT("<p>"), SLICE_INIT("<br>") };
	s = behind_comments(s);
	for (size_t i = 0; i < COUNT(starts); i++)
		if (starts_nocase(s, starts[i]))
			return true;
	return false;
}

static bool
looks_like_xml(struct slice s)
{
	if (slice_starts(s, SLICE("<?xml")) || slice_starts(s, SLICE("<!DOCTYPE")) ||
	    slice_starts(s, SLICE("<!--")))
		return true;
	bool letter = s.len > 1 && s.at[0] == '<' && ((s.at[1] >= 'a' && s.at[1] <= 'z') ||
	    (s.at[1] >= 'A' && s.at[1] <= 'Z') || s.at[1] == '_');
	return letter && slice_find(s, SLICE(">"), 0) != SIZE_MAX;
}

/* An object or array, by its first two tokens: text may begin with a bracket too. */
static bool
looks_like_json(struct slice s, bool whole)
{
	size_t i = 1;
	if (s.len == 0 || (s.at[0] != '{' && s.at[0] != '['))
		return false;
	while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t' || s.at[i] == '\r' ||
	    s.at[i] == '\n'))
		i++;
	struct slice next = slice_sub(s, i, s.len);
	if (next.len == 0)
		return !whole;
	if (s.at[0] == '{')
		return next.at[0] == '"' || next.at[0] == '}';
	return next.at[0] == '"' || next.at[0] == '{' || next.at[0] == '[' || next.at[0] == ']' ||
	    next.at[0] == '-' || (next.at[0] >= '0' && next.at[0] <= '9') ||
	    slice_starts(next, SLICE("true")) || slice_starts(next, SLICE("false")) ||
	    slice_starts(next, SLICE("null"));
}

/* Behind the first value, at its last bracket; SIZE_MAX where it does not end here. */
static size_t
json_value_end(struct slice s)
{
	size_t depth = 0;
	bool quoted = false;
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = s.at[i];
		if (quoted) {
			quoted = c != '"';
			i += c == '\\' ? 1 : 0;
			continue;
		}
		quoted = c == '"';
		if (c == '{' || c == '[')
			depth++;
		if ((c == '}' || c == ']') && --depth == 0)
			return i + 1;
	}
	return SIZE_MAX;
}

/* "%YAML", or the mark of a document and then a name with a value. */
static bool
looks_like_yaml(struct slice s)
{
	size_t pos = 0;
	struct slice line;
	if (slice_starts(s, SLICE("%YAML ")))
		return true;
	if (!next_line(s, &pos, &line) || !slice_eq(slice_trim(line), SLICE("---")))
		return false;
	while (next_line(s, &pos, &line))
		if (line.len > 0 && line.at[0] != '#')
			return slice_starts(line, SLICE("- ")) || slice_ends(line, SLICE(":")) ||
			    slice_find(line, SLICE(": "), 0) != SIZE_MAX;
	return false;
}

/* Lines of one table candidate, by how many cells they have. open: within a quoted cell that goes
 * on in the next line; cells: so far in the row that has it. */
struct shape {
	size_t	lines, by_cells[65], separators, prosy, cells;
	bool	open;
};

/* Counts the cells of a line; separators between quotes do not count. Only a quote at the
 * beginning of a cell opens one. */
static void
count_cells(struct slice line, uint8_t separator, struct shape *t)
{
	bool first = !t->open;
	if (first)
		t->cells = 1;
	for (size_t i = 0; i < line.len; i++) {
		uint8_t c = line.at[i];
		bool quote = c == '"' && (t->open || first);
		t->open = t->open != quote;
		first = !t->open && (c == separator || quote);	/* "" within quotes */
		if (t->open || c != separator)
			continue;
		t->cells++;
		t->separators++;
		t->prosy += i + 1 == line.len || line.at[i + 1] == ' ';
	}
}

/* At least two lines share a count of two cells or more, and few lines have another one. A comma
 * stands in prose too, but then mostly before a space or the end of the line. */
static bool
looks_separated(const struct view *v, uint8_t separator)
{
	struct shape t = {0};
	struct slice line, all = { v->at, v->len };
	size_t pos = 0, best = 0;
	while (next_line(all, &pos, &line)) {
		bool cut = pos > all.len && !v->whole;
		if ((line.len == 0 && !t.open) || cut)
			continue;
		count_cells(line, separator, &t);
		if (t.open)
			continue;
		t.lines++;
		t.by_cells[t.cells < COUNT(t.by_cells) ? t.cells : COUNT(t.by_cells) - 1]++;
	}
	for (size_t i = 2; i < COUNT(t.by_cells); i++)
		best = t.by_cells[i] > best ? t.by_cells[i] : best;
	if (separator == ',' && (t.prosy * 2 > t.separators || best * 5 < t.lines * 4))
		return false;
	return best >= 2 && best * 5 >= t.lines * 3 && !(t.open && v->whole);
}

/* One document, or one on each line, or the first cell of a table. */
static struct recognised
json_of(const struct view *v, struct slice s)
{
	struct recognised one = { FORM_JSON, "text that begins as JSON does" };
	size_t end = json_value_end(s);
	struct slice behind = slice_sub(s, end, s.len), rest = slice_trim(behind);
	if (end == SIZE_MAX || rest.len == 0)
		return one;
	bool cell = behind.at[0] == ',' || behind.at[0] == ';' || behind.at[0] == '\t';
	if (cell && looks_separated(v, behind.at[0]))
		return (struct recognised){ FORM_TABLE,
		    "lines of cells, the first one in brackets" };
	if (slice_find(slice_sub(behind, 0, behind.len - rest.len + 1), SLICE("\n"), 0) !=
	    SIZE_MAX && looks_like_json(rest, false))
		return (struct recognised){ FORM_JSON_LINES, "a JSON value on each line" };
	return one;
}

static bool
holds_digit(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] >= '0' && s.at[i] <= '9')
			return true;
	return false;
}

/* One column: a heading without digits, then at least two identifiers without spaces. */
static bool
looks_like_column(const struct view *v)
{
	struct slice line, all = { v->at, v->len };
	size_t pos = 0, lines = 0;
	while (next_line(all, &pos, &line)) {
		if (line.len == 0)
			continue;
		if (line.len > 64 || slice_find(line, SLICE(" "), 0) != SIZE_MAX ||
		    holds_digit(line) != (lines > 0))
			return pos > all.len && !v->whole && lines > 2;
		lines++;
	}
	return lines > 2;
}

static struct recognised
shape_of(const struct view *v)
{
	struct slice rest = view_rest(v);
	if (looks_like_html(rest))
		return (struct recognised){ FORM_HTML, "text that begins as HTML does" };
	if (looks_like_xml(rest))
		return (struct recognised){ FORM_XML, "text that begins as XML does" };
	if (looks_like_yaml(rest))
		return (struct recognised){ FORM_YAML, "text that begins as YAML does" };
	if (looks_like_json(rest, v->whole))
		return json_of(v, rest);
	if (looks_separated(v, '\t'))
		return (struct recognised){ FORM_TABLE, "lines of cells separated by tabs" };
	if (looks_separated(v, ';'))
		return (struct recognised){ FORM_TABLE, "lines of cells separated by semicolons" };
	if (looks_separated(v, ','))
		return (struct recognised){ FORM_TABLE, "lines of cells separated by commas" };
	if (looks_like_column(v))
		return (struct recognised){ FORM_TABLE, "a heading and one value on each line" };
	return (struct recognised){ FORM_TEXT, "text without a structure" };
}

static bool
view_of(struct slice head, bool whole, struct view *v)
{
	const char *why;
	size_t skip;
	enum encoding encoding = encoding_detect(head, &skip, &why);
	*v = (struct view){ .whole = whole };
	if (encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE)
		return view_utf16(head, skip, encoding == ENCODING_UTF16BE, v) && v->len > 0;
	if (view_utf8(head, whole, v))
		return v->len > 0;
	*v = (struct view){ .whole = whole };
	return view_1252(head, v) && v->len > 0;
}

struct recognised
recognise_text(struct slice head, bool whole)
{
	struct view v;
	if (mail_looks_like(head))
		return (struct recognised){ FORM_MAIL, "begins with the headers of a mail" };
	if (!view_of(head, whole, &v))
		return (struct recognised){ FORM_UNKNOWN, "" };
	if (pem_labels(head) != 0)
		return (struct recognised){ FORM_PEM, "holds a PEM block (-----BEGIN ...)" };
	return shape_of(&v);
}
