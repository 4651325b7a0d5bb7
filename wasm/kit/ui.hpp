// The widgets. One call draws with ImGui and reports one semantic node to the twin; a view can not do one
// without the other. Immediate mode: state lives in the model, a widget answers what the person just did.
// Layout is a column that flows downwards inside the page's content width; columns() splits it. Lengths in
// CSS pixels, before elder scaling.
//
// Keys: every widget that acts has a key, unique among its siblings; scopes (and push_key) make it unique on
// the page. The same key keeps keyboard focus and typed text from frame to frame.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/kit/scope.hpp"

namespace wufei::kit {

struct UiState;  // the frame's insides: kit only
struct MeasureRow;
struct MeasureList;
class MeasureTracks;  // wasm/kit/measures.hpp

enum class Tone : std::uint8_t { normal, muted, accent, success, warning, danger, on_brand };
// cap: notes of pictures; lead: titles of rows, buttons; large: h2; title: h1 on phones; display: h1 on
// desktops; hero: the home page's and a booking's last h1.
enum class TextSize : std::uint8_t { cap, small, body, lead, large, title, display, hero };
enum class ButtonKind : std::uint8_t { primary, secondary, quiet, danger };
enum class FieldKind : std::uint8_t { text, name, tel, digits, address, multi_line, search };
enum class AlertKind : std::uint8_t { info, success, warning, error, pending };
// Regions and groups; each becomes one element of the twin.
enum class Landmark : std::uint8_t {
  banner,
  navigation,
  main,
  complementary,
  content_info,
  region,
  group,
  form
};

// What a skeleton stands for: links in rows(), tile_link() side by side, text.
enum class Skeleton : std::uint8_t { rows, tiles, lines };

struct ButtonOptions {
  ButtonKind kind = ButtonKind::primary;
  std::string_view icon = {};         // phosphor name, e.g. "truck"; see assets/icons.txt
  bool enabled = true;                // false: drawn faint, aria-disabled, still focusable, never fires
  bool busy = false;                  // a request is under way: shows so, never fires
  bool full_width = true;             // on phones; on desktops the button keeps its natural width
  bool tall = false;                  // the one thing that the page is for
  std::string_view description = {};  // more for screen readers
  std::string_view expanded = {};     // "1" or "0": what the button shows or puts away
  bool ready = true;                  // false: drawn faint, but pressing it says what is missing
};

struct FieldOptions {
  FieldKind kind = FieldKind::text;
  std::string_view hint = {};   // under the label, always visible
  std::string_view error = {};  // under the field; sets aria-invalid and is read with the field
  bool required = false;
  int max_length =
      0;         // code points, 0 = none; typing beyond is allowed but counted, the model says what is wrong
  int rows = 3;  // multi_line
  bool bare = false;            // label and hint are not drawn: a heading above says them
  std::string_view ghost = {};  // faint, in the empty field
};

struct SelectOption {
  std::string_view value;
  std::string_view label;
};

// The colours of waste sorting; they stand for nothing else and never alone: always beside the name.
enum class Waste : std::uint8_t { none, recyclable, kitchen, hazardous, other, bulky, construction, no_bin };

// A small drawing of 84 by 92. box: corner (x,y), w wide, h high, corners of radius r; quad: the same with a
// foot r narrower on either side; bar: from (x,y) to (w,h), r thick; ring: around (x,y), radius w, r thick.
enum class SketchKind : std::uint8_t { box, quad, bar, ring };
enum class SketchPaint : std::uint8_t { text, panel, stop, band };
struct SketchShape {
  SketchKind kind;
  SketchPaint paint;
  float x, y, w, h, r;
};
// The answer of the sorting guide, in the colour of the kind of waste.
struct AnswerPanel {
  Waste waste = Waste::none;
  std::string_view name;    // of the thing, the page's level 1 heading; "" where that stands elsewhere
  std::string_view kind;    // the kind's name
  std::string_view where;   // may be empty
  std::string_view how;     // what to do with it
  std::string_view action;  // words of the link `href`, a button inside; both empty without
  std::string_view href;
  std::vector<SketchShape> sketch;
};
// A row of waste_rows(): a link with a strip in the kind's colour and its name as a tag.
struct WasteRow {
  std::string_view title;
  std::string_view href;
  std::string_view text;  // second line, may be empty
  std::string_view tag;
  Waste waste = Waste::none;
};

// A choice card or row: radios, checkboxes and link cards share it.
struct ChoiceOptions {
  std::string_view description = {};
  std::string_view icon = {};
  std::string_view badge = {};  // short text at the right, e.g. places left
  bool enabled = true;
  Tone badge_tone = Tone::muted;
  // Cards: one more line, with the colour of `waste` in front; without it the title names the kind of waste,
  // and its colour stands behind the icon.
  std::string_view note = {};
  Waste waste = Waste::none;
};

// A run of text inside a paragraph. With an `href` it is a link.
struct Run {
  std::string_view text;
  std::string_view href = {};
  bool strong = false;
  bool code = false;
};
using Runs = std::vector<Run>;

struct RichOptions {
  Tone tone = Tone::normal;
  TextSize size = TextSize::body;
  std::string_view marker = {};  // of a list's item: a bullet or a number
};

struct TableColumn {
  std::string_view title;
  bool number = false;  // right-aligned
};
struct CellGroup {
  std::string_view name;
  int total = 0;
  int filled = 0;
};
// What a table shows. Asked cell by cell while it is drawn; the texts must live until the frame's end.
class TableSource {
 public:
  virtual ~TableSource() = default;
  [[nodiscard]] virtual std::size_t rows() const = 0;
  [[nodiscard]] virtual Runs cell(std::size_t row, std::size_t column) const = 0;
};

enum class FigureInk : std::uint8_t { axis, grid, baseline, target, actual, share, interval, text, muted };
// A picture (a chart) while it is drawn, on this frame only. In CSS pixels from its corner; what comes later
// lies on top.
class Figure {
 public:
  Figure(UiState& state, float x, float y) : state_(state), x_(x), y_(y) {}
  // `thick` 0: as the ink is.
  void line(FigureInk ink, float x, float y, float x2, float y2, bool dashed, float thick = 0);
  void box(FigureInk ink, float x, float y, float x2, float y2, float radius = 0);
  void disc(FigureInk ink, float x, float y, float radius);
  void ring(FigureInk ink, float x, float y, float radius, float thick = 2);
  void diamond(FigureInk ink, float x, float y, float radius);
  void wedge(FigureInk ink, float x, float y, float x2, float y2);  // a triangle that points down
  // (x,y) on the baseline: -1 begins there, 0 is centred, 1 ends there.
  void text(FigureInk ink, float x, float y, int anchor, float size, std::string_view words,
            bool bold = false);

 private:
  UiState& state_;
  float x_, y_;
};

// The few words that widgets say themselves; the App sets them from the locale (Host::set_words). The
// defaults are signs that need no language.
struct Words {
  std::string decrease = "\xE2\x88\x92";  // before a stepper's label: the button that takes one away
  std::string increase = "+";
  std::string add = {};  // on the one button of a stepper at 0; "" = it looks as at any other number
};

class Ui {
 public:
  explicit Ui(UiState& state) : state_(state) {}

  // The page.
  [[nodiscard]] bool wide() const;     // 900 CSS pixels or more: desktop layouts
  [[nodiscard]] bool roomy() const;    // 1060 or more: room for a field in the top bar
  [[nodiscard]] bool cramped() const;  // under 320: a telephone whose browser has larger letters
  [[nodiscard]] bool elder() const;    // larger text and targets
  [[nodiscard]] float width() const;   // of the current column
  // Limits the content column (centred): 640 for forms, 1120 for pages.
  Scope page_width(float max_css);

  // Structure.
  Scope landmark(Landmark kind, std::string_view name);
  Scope push_key(std::string_view key);
  // The coloured band at the top of the page, to `foot` below what it holds; content flows inside, text on it
  // uses Tone::on_brand.
  Scope brand_band(float foot = 0);
  // White over the page's whole width, a line on top: what ends a page.
  Scope foot_band();

  // The bars (widgets/bar.cpp). What stands in the top bar is centred in its height, one beside the other
  // and on a second line where one has no room; what comes after push_right() stands at its right end.
  Scope top_bar();    // within brand_band()
  Scope plain_bar();  // white, with a line below: while something is being filled in
  // The first stop of the keyboard; seen only while it has the focus, in the place of bar_name().
  bool bar_skip(std::string_view key, std::string_view label);
  bool bar_name(std::string_view key, std::string_view label);  // the mark and the site's name: a link to "/"
  void bar_tag(std::string_view text);
  void bar_title(std::string_view text);  // in the middle
  // Out of what is being filled in, or back in it; without an icon it stands at the right.
  bool bar_exit(std::string_view key, std::string_view label, std::string_view href,
                std::string_view icon = "x");
  bool bar_word(std::string_view key, std::string_view label, std::string_view href, bool current);
  // A link to the search: an icon, or what looks like its field.
  bool bar_search(std::string_view key, std::string_view label, std::string_view href, bool as_field);
  bool bar_button(std::string_view key, std::string_view label, std::string_view description);
  // At the foot of the view, over the page, which ends with the bar's height. To be drawn last, outside of
  // every other scope, and not while keyboard_open(). Its places are equally wide; `last`: the word of the
  // second of two, which has the room that it needs.
  Scope bottom_bar(std::string_view name, int places, std::string_view last = {});
  bool bar_place(std::string_view key, std::string_view label, std::string_view href, std::string_view icon,
                 bool current = false);
  [[nodiscard]] bool keyboard_open() const;  // the one on the screen
  Scope card();                              // white, rounded, padded
  Scope tinted_card(AlertKind kind);         // for confirmations and notes
  Scope banner(AlertKind kind);              // a note with its icon at the left
  // Columns of equal weight; becomes one column below wide(). Call next_column() between them.
  Scope columns(int count, float gap = 16);
  void next_column();
  // Columns also on phones (tiles, day grids): `count` on phones, `wide_count` on desktops; call next_cell()
  // before each.
  Scope grid(int count, int wide_count, float gap = 12);
  void next_cell();
  // Two columns on desktops, the second `second` wide; next_column() between them.
  Scope beside(float second, float gap);
  // Two columns on every screen, the second `second` wide, the block `before` below what is above it;
  // next_column() between them. CSS pixels, not scaled.
  Scope pair(float second, float gap, float before = 12);
  void tighten(float css);  // at the top of the page: less room above what comes
  // A list as one white block with lines between its rows: row_link() in list_item().
  Scope rows(std::string_view name);
  // A list in the twin; wrap each row in list_item().
  Scope list(std::string_view name, bool ordered = false);
  Scope list_item();
  // Children side by side at natural width, wrapping to the next line.
  Scope row(float gap = 12, float above = 14);
  // A list of chips in one line, each in list_item(): on desktops it wraps, elsewhere it scrolls sideways.
  Scope strip(std::string_view name, float above = 14);
  void push_right();      // in a row: the line's children from here on stand at its right edge
  void space(float css);  // below the last child; in a row: before the next
  void divider();

  // Text. Wraps with Chinese line-breaking rules.
  // 1..4, each page has one level 1. focus("#" + anchor) goes to it.
  void heading(int level, std::string_view text, Tone tone = Tone::normal, std::string_view anchor = {});
  void text(std::string_view text, Tone tone = Tone::normal, TextSize size = TextSize::body);
  // With a link at the right end of its line; true when that was pressed.
  bool heading_link(int level, std::string_view text, std::string_view key, std::string_view label,
                    std::string_view href);
  // A heading of level 1 that is only heard: what is seen speaks for itself.
  void heard_heading(std::string_view text);
  // The opening of the portal, inside the band: a line above the title, the title, what it is, what to mind.
  void hero(std::string_view above, std::string_view title, std::string_view lead, std::string_view mind);
  // Numbered steps in a line, inside the band.
  void band_steps(std::string_view name, const std::vector<std::string_view>& labels);
  // A number in large type and what it counts, as one text.
  void count(std::string_view number, std::string_view text);
  // A square for each part of each group, filled where it is there; one picture, which `name` says in words.
  void cells(std::string_view name, const std::vector<CellGroup>& groups);
  void icon_text(std::string_view icon, std::string_view text, Tone tone = Tone::muted);
  // Label and value in small print, below one another; wrap them in facts().
  void small_fact(std::string_view label, std::string_view value);
  // Label and value, read together as a term and its definition; wrap a set of them in facts().
  Scope facts(std::string_view name);
  void fact(std::string_view label, std::string_view value);
  // With links in the value; answers the one that was pressed, as rich_text does.
  // `label_ems`: of the longest label of the set; 0 = as fact() has it.
  std::string_view rich_fact(std::string_view key, std::string_view label, const Runs& value,
                             float label_ems = 0);
  // A paragraph with links inside. The href of the link that was pressed, "" without one.
  std::string_view rich_text(std::string_view key, const Runs& runs, const RichOptions& options = {});
  // Columns on desktops; one card per row, with label and value, where they do not fit. The first column
  // heads its row. The href of the link that was pressed.
  std::string_view table(std::string_view key, std::string_view name, const std::vector<TableColumn>& columns,
                         const TableSource& source);
  // `height` tall, as wide as the column; `name` says in words what it shows.
  Figure figure(std::string_view name, float height);
  // A picture from a path of this site, fitted into the column.
  void image(std::string_view name, std::string_view source, float width, float height);
  void listing(std::string_view text);                        // preformatted
  void icon(std::string_view name, Tone tone);                // decoration: not in the twin
  [[nodiscard]] float em(TextSize size) const;                // CSS pixels
  void code(std::string_view label, std::string_view value);  // large, letter-spaced: a booking reference
  void badge(std::string_view text, Tone tone);
  void alert(AlertKind kind, std::string_view title,
             std::string_view text);  // role alert for error, else status
  // In the place of what is on its way: nothing moves. `heard`: the status for screen readers.
  void skeleton(std::string_view heard, Skeleton shape, int count);
  // 0-based current step of `labels`; "Step 2 of 5" is read out with `name`.
  void steps(std::string_view name, const std::vector<std::string_view>& labels, int current);

  // Actions: true in the one frame in which the person acted.
  bool button(std::string_view key, std::string_view label, const ButtonOptions& options = {});
  // A link inside this site is handled by the client (answers true); others (tel:, https:) are the browser's.
  bool link(std::string_view key, std::string_view label, std::string_view href, std::string_view icon = {},
            Tone tone = Tone::accent);
  bool link_button(std::string_view key, std::string_view label, std::string_view href,
                   const ButtonOptions& options = {});
  // A whole card or row as a link: icon, title, description, chevron.
  bool link_card(std::string_view key, std::string_view title, std::string_view href,
                 const ChoiceOptions& options = {});
  // In rows(): icon, title, second line, caret.
  bool row_link(std::string_view key, std::string_view title, std::string_view href,
                const ChoiceOptions& options = {});
  // In a grid: an icon above a word; on desktops a card with the second line.
  bool tile_link(std::string_view key, std::string_view title, std::string_view href,
                 const ChoiceOptions& options);
  // One of the few choices of a page in elder mode. brand: the first; warning: the telephone. On small phones
  // the description is only heard.
  bool big_link(std::string_view key, std::string_view title, std::string_view href,
                const ChoiceOptions& options);
  bool chip_link(std::string_view key, std::string_view label, std::string_view href);
  // Public pages (ui_list.cpp): a page above this one; an answer to choose at once; in rows(), what has its
  // badge at the right end; a button of 44 for files; what floats at the foot of the view once two views are
  // scrolled past.
  void heading_below(std::string_view text);  // of level 1, right below its crumbs
  bool crumb(std::string_view key, std::string_view label, std::string_view href);
  bool filter_chip(std::string_view key, std::string_view label, std::string_view href, bool chosen);
  bool entry_link(std::string_view key, std::string_view title, std::string_view href,
                  const ChoiceOptions& options = {});
  void entry(std::string_view title, const ChoiceOptions& options = {});
  bool small_button_link(std::string_view key, std::string_view label, std::string_view href,
                         std::string_view icon = {});
  bool back_to_top(std::string_view key, std::string_view label);
  // Folds (ui_fold.cpp): rows of one block, each with fold_body() below it when it is open; a quiet line.
  Scope folds();
  bool fold_row(std::string_view key, std::string_view label, bool open);
  bool fold_line(std::string_view key, std::string_view label, bool open);
  Scope fold_body();
  // Quantities (ui_measures.cpp): on desktops one table, the href of the row that was pressed; else a row
  // each, in rows() and list_item(), under a line that tells the signs.
  [[nodiscard]] bool measures_as_table() const;
  std::string_view measure_table(std::string_view key, const MeasureList& list, const MeasureTracks& tracks);
  bool measure_row(const MeasureRow& row, const MeasureTracks& tracks, std::size_t group, std::size_t number);
  void measure_legend(const std::vector<std::string_view>& words);
  // The same without a link.
  void info_card(std::string_view title, const ChoiceOptions& options = {});
  // True when its button was pressed.
  bool answer(std::string_view key, const AnswerPanel& panel);
  // Rows in one block; the number of the one that was pressed, -1 without.
  int waste_rows(std::string_view name, const std::vector<WasteRow>& rows);
  // The name of a kind on its colour, a link; in a row().
  bool waste_tag(std::string_view key, std::string_view label, std::string_view href, Waste waste);

  // Choices. radio: one per option inside radio_group (arrow keys move, twin role radio).
  Scope radio_group(std::string_view name, std::string_view error = {});
  bool radio(std::string_view key, std::string_view label, bool checked, const ChoiceOptions& options = {});
  // Compact radio for grids of days and windows: two lines, centred.
  bool radio_tile(std::string_view key, std::string_view line1, std::string_view line2, bool checked,
                  bool enabled, std::string_view spoken);
  bool checkbox(std::string_view key, std::string_view label, bool checked, std::string_view error = {});
  // The new quantity when it changed. Two buttons and the number between them; at 0, when that is the least,
  // one that adds the first. `title` and `hint` are seen, `label` says it all.
  std::optional<int> stepper(std::string_view key, std::string_view label, int value, int min, int max,
                             std::string_view title = {}, std::string_view hint = {});

  // Fields: the new value when the person changed it (uncommitted input-method text is not reported).
  std::optional<std::string> field(std::string_view key, std::string_view label, std::string_view value,
                                   const FieldOptions& options = {});
  // The button at the end of the search field just drawn.
  bool field_go(std::string_view key, std::string_view label);
  std::optional<std::string> select(std::string_view key, std::string_view label,
                                    const std::vector<SelectOption>& options, std::string_view value,
                                    const FieldOptions& field = {});

  // Moves keyboard focus to the widget or heading of this key when it is next drawn (after a route change:
  // the h1; after a refused form: the first field with an error).
  void focus(std::string_view key);
  void focus_heading();

  UiState& state() { return state_; }

 private:
  UiState& state_;
};

}  // namespace wufei::kit
