// A page of public information as blocks: made once on the server from content and data, then written as HTML
// for readers without the client and as JSON for the canvas, so that both always say the same. Plain data and
// its JSON; how a block looks is decided by lib/page/document_html and by the client's document view.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/document/chart.hpp"
#include "lib/document/measure.hpp"

namespace wufei::contract {

// A run of text. A span with `href` is a link: a path of this site or an absolute URL.
struct Span {
  std::string text;
  std::string href;
  bool strong = false;
  bool code = false;
};
using Spans = std::vector<Span>;

// pending: not known or not decided yet; said calmly.
enum class BlockTone : std::uint8_t { normal, info, success, warning, error, pending };
// Its name on the wire, and in the style sheet.
std::string_view tone_name(BlockTone tone);

struct Card {
  std::string title;
  std::string href;   // "" = not a link
  std::string text;   // one or two sentences
  std::string icon;   // name in the icon font, of an answer its drawing (answer_figure.hpp); may be empty
  std::string badge;  // short state, e.g. a kind or "not published"
  BlockTone badge_tone = BlockTone::normal;
  std::string category;  // a kind that has a colour, shown beside its name; else ""
};

struct Fact {
  std::string label;
  Spans value;
};

struct TableColumn {
  std::string title;
  bool number = false;   // right-aligned
  bool buttons = false;  // its links are pressed as buttons
};

struct Choice {
  std::string value;
  std::string label;
};

enum class FilterKind : std::uint8_t { select, search };
// One field of a form that opens the same page with ?name=value.
struct Filter {
  FilterKind kind = FilterKind::select;
  std::string name;
  std::string label;
  std::string value;
  std::vector<Choice> choices;  // select: the first is "all"
  std::string hint = {};        // in the empty field
};

// How many of a group's parts are there.
struct Tally {
  std::string name;
  int total = 0;
  int filled = 0;
};

enum class BlockKind : std::uint8_t {
  heading,    // level 2..4, text, anchor; level 1 only in HTML: where the page's own stands
  paragraph,  // spans; tone info.. draws it as a note with `text` as its title
  list,       // ordered, items
  table,      // text = caption, columns, rows; the first column heads its row
  facts,      // text = name of the set, facts
  cards,      // text = name of the list, cards
  chart,      // chart
  filters,    // text = name of the form, href = path it opens, filters; items = answers to choose at once, a
              // link each, the chosen one strong
  links,      // text = name of the list, items of one link span each (downloads, pages)
  image,      // text = what it shows (alt), href = source, width, height in CSS pixels
  code,       // text, preformatted
  cells,      // text = what it shows in words, tallies: a square for each part, filled when it is there
  answer,     // one card: category, title = its name, badge = where to, text = how; href with `text` as its
              // words = what can be done at once. As the first block it holds the page's title.
  measures,   // text = name of the list, columns = titles of its eight columns, groups
  buttons,  // cards = links that look like buttons; tone success: the first is the main one; tone info: files
            // of the page, on desktops beside its title. With `text` and spans it says first what is not
            // there, and the links are the ways on
  form,     // text = name of the form, href = path it is posted to, fields; only in HTML: the client has its
            // own; level 1: the page's heading stands in it
};

enum class FieldKind : std::uint8_t { hidden, text, long_text, one_of, any_of };
// One field of a form that works without a program: application/x-www-form-urlencoded.
struct FormField {
  FieldKind kind = FieldKind::text;
  std::string name;
  std::string label;
  std::string help;
  std::string value;
  bool required = false;
  int limit = 0;                         // text, long_text: code points
  std::vector<Choice> choices;           // one_of, any_of
  std::vector<std::string> chosen = {};  // of their values
  std::string fault = {};                // what is wrong with it, for the reader
};

// How a fold of the page is shown: a row of a block that opens; a quiet line below the title.
enum class FoldLook : std::uint8_t { row, line };

struct Block {
  BlockKind kind = BlockKind::paragraph;
  int level = 2;
  bool ordered = false;
  BlockTone tone = BlockTone::normal;
  std::string text;
  std::string anchor;
  std::string href;
  int width = 0;
  int height = 0;
  Spans spans;
  std::vector<Spans> items;
  std::vector<TableColumn> columns;
  std::vector<std::vector<Spans>> rows;
  std::vector<Fact> facts;
  std::vector<Card> cards;
  std::vector<Filter> filters;
  std::vector<FormField> fields;
  std::vector<Tally> tallies;
  Chart chart;
  std::vector<MeasureGroup> groups;
  // Blocks in a row of one name lie in one fold, which is that name and what it says of its content. In the
  // rail beside the text (desktops) it stands open under its name; elsewhere the rail follows the text.
  std::string fold;
  std::string fold_note;
  FoldLook fold_look = FoldLook::row;
  bool aside = false;
  // Blocks in a row of one name lie in one box of the page, whose first word the style sheet knows; the
  // client draws those called "card".
  std::string box;
};

struct Link {
  std::string title;
  std::string href;
};

// A form of the page whose entries go along when another look is asked for (lib/page/page_look.hpp): name and
// value of its first button, which the Enter key presses; no name = it carries nothing.
struct FormEntries {
  std::string name = {}, value = {};
};

struct Document {
  std::string path;         // with the query that made it
  std::string title;        // level 1 heading
  std::string description;  // one sentence, for search engines and lists
  std::string section;      // navigation item it belongs to (NavigationEntry::section), or ""
  std::string updated;      // YYYY-MM-DD of what it shows, or ""
  bool indexed = true;      // search engines may list it
  // Path of the page that says the same and is the one to list and to pass on; "" = this one is.
  std::string same_as = {};
  bool personal = false;  // about one visitor: no cache keeps it
  bool gone = false;      // what stood here was taken back; the page says so (410)
  // Of the server's page only: what it is to search engines (of schema.org, "Dataset"; "" = a page), and one
  // more class of the style sheet for its column.
  std::string_view type = {}, look = {};
  std::optional<FormEntries> entries = {};  // of the server's page only
  std::vector<Link> crumbs;                 // from the section's first page to this page's parent
  std::vector<Block> blocks;
};

// Under which path search engines list a page and people pass it on; "" = it is for its reader alone.
std::string_view canonical_path(const Document& document);

// {"path","title","description","section","updated","indexed","same_as","crumbs":[{"title","href"}],
// "blocks":[{"kind",...}]};
// members that are empty are left out, and so are forms.
Json document_to_json(const Document& document);
// Lenient: blocks of an unknown kind are skipped.
Document document_from_json(const Json& json);
// All that a client which lays out a page by itself takes of the server's: the notes and the cards of the box
// kTiles, the tallies of its cells.
struct Excerpt {
  struct Note {
    BlockTone tone = BlockTone::info;
    Spans spans;
  };
  std::vector<Note> notes;
  std::vector<Card> tiles;
  std::vector<Tally> tallies;
};
inline constexpr std::string_view kTiles = "tiles";
// The box of cards that are tags in the colours of their kinds.
inline constexpr std::string_view kTags = "tags";
// {"notes":[...],"tiles":[...],"tallies":[...]}, as in the blocks; null when the page has none.
Json excerpt_to_json(const Document& document);
Excerpt excerpt_from_json(const Json& object);
// Of a whole document as document_to_json() makes it.
Excerpt excerpt_of_page(const Json& document);

// So many entries that a way back to the top is wanted.
bool is_long(const Document& document);
// Something of it stands in the rail.
bool has_rail(const Document& document);
// The panel that holds its title: what stands first, or right after the field of a search; null without one.
const Block* titled_answer(const Document& document);
bool begins_with_answer(const Document& document);

// Builders that keep pages short to write.
Span span(std::string text);
Span link_span(std::string text, std::string href);
Block heading_block(int level, std::string text, std::string anchor = {});
Block paragraph_block(std::string text);
Block paragraph_block(Spans spans);
Block note_block(BlockTone tone, std::string title, std::string text);
// Puts the blocks from `first` on into one fold.
void fold_from(Document& document, std::size_t first, const std::string& name, const std::string& note,
               bool aside = false, FoldLook look = FoldLook::row);

}  // namespace wufei::contract
