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

namespace wufei::kit {

struct UiState;  // the frame's insides: kit only

enum class Tone : std::uint8_t { normal, muted, accent, success, warning, danger, on_brand };
enum class TextSize : std::uint8_t { small, body, large, title, display };
enum class ButtonKind : std::uint8_t { primary, secondary, quiet, danger };
enum class FieldKind : std::uint8_t { text, name, tel, digits, address, multi_line, search };
enum class AlertKind : std::uint8_t { info, success, warning, error };
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

struct ButtonOptions {
  ButtonKind kind = ButtonKind::primary;
  std::string_view icon = {};         // phosphor name, e.g. "truck"; see assets/icons.txt
  bool enabled = true;                // false: drawn faint, aria-disabled, still focusable, never fires
  bool busy = false;                  // a request is under way: shows so, never fires
  bool full_width = true;             // on phones; on desktops the button keeps its natural width
  std::string_view description = {};  // more for screen readers
};

struct FieldOptions {
  FieldKind kind = FieldKind::text;
  std::string_view hint = {};   // under the label, always visible
  std::string_view error = {};  // under the field; sets aria-invalid and is read with the field
  bool required = false;
  int max_length =
      0;         // code points, 0 = none; typing beyond is allowed but counted, the model says what is wrong
  int rows = 3;  // multi_line
};

struct SelectOption {
  std::string_view value;
  std::string_view label;
};

// The four colours of waste sorting; they stand for nothing else and never alone: always beside the name.
enum class Waste : std::uint8_t { none, recyclable, kitchen, hazardous, other, no_bin };

// A choice card or row: radios, checkboxes and link cards share it.
struct ChoiceOptions {
  std::string_view description = {};
  std::string_view icon = {};
  std::string_view badge = {};  // short text at the right, e.g. places left
  bool enabled = true;
  Tone badge_tone = Tone::muted;
  std::string_view note = {};  // cards: one more line, with the colour of `waste` in front
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
// What a table shows. Asked cell by cell while it is drawn; the texts must live until the frame's end.
class TableSource {
 public:
  virtual ~TableSource() = default;
  [[nodiscard]] virtual std::size_t rows() const = 0;
  [[nodiscard]] virtual Runs cell(std::size_t row, std::size_t column) const = 0;
};

enum class Ink : std::uint8_t { axis, grid, baseline, target, actual, share, interval, text, muted };
// A picture (a chart) while it is drawn, on this frame only. In CSS pixels from its corner; what comes later
// lies on top.
class Figure {
 public:
  Figure(UiState& state, float x, float y) : state_(state), x_(x), y_(y) {}
  void line(Ink ink, float x, float y, float x2, float y2, bool dashed);
  void box(Ink ink, float x, float y, float x2, float y2);
  void disc(Ink ink, float x, float y, float radius);
  void ring(Ink ink, float x, float y, float radius);
  void diamond(Ink ink, float x, float y, float radius);
  // (x,y) on the baseline: -1 begins there, 0 is centred, 1 ends there.
  void text(Ink ink, float x, float y, int anchor, float size, std::string_view words);

 private:
  UiState& state_;
  float x_, y_;
};

// The few words that widgets say themselves; the App sets them from the locale (Host::set_words). The
// defaults are signs that need no language.
struct Words {
  std::string decrease = "\xE2\x88\x92";  // before a stepper's label: the button that takes one away
  std::string increase = "+";
};

// Ends what it opened when it goes out of scope. Not copyable; keep it in a local: auto card = ui.card();
class [[nodiscard]] Scope {
 public:
  using Close = void (*)(UiState&);
  Scope(UiState& state, Close close) : state_(&state), close_(close) {}
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
  ~Scope() { close_(*state_); }

 private:
  UiState* state_;
  Close close_;
};

class Ui {
 public:
  explicit Ui(UiState& state) : state_(state) {}

  // The page.
  [[nodiscard]] bool wide() const;    // 900 CSS pixels or more: desktop layouts
  [[nodiscard]] bool roomy() const;   // 1200 or more: room for icons in the navigation
  [[nodiscard]] bool elder() const;   // larger text and targets
  [[nodiscard]] float width() const;  // of the current column
  // Limits the content column (centred): 640 for forms, 1120 for pages.
  Scope page_width(float max_css);

  // Structure.
  Scope landmark(Landmark kind, std::string_view name);
  Scope push_key(std::string_view key);
  // The coloured band at the top of the page; content flows inside, text on it uses Tone::on_brand.
  Scope brand_band();
  Scope card();                       // white, rounded, padded
  Scope tinted_card(AlertKind kind);  // for confirmations and notes
  // Columns of equal weight; becomes one column below wide(). Call next_column() between them.
  Scope columns(int count, float gap = 16);
  void next_column();
  // Columns also on phones (tiles, day grids): `count` on phones, `wide_count` on desktops; call next_cell()
  // before each.
  Scope grid(int count, int wide_count, float gap = 12);
  void next_cell();
  // A list in the twin; wrap each row in list_item().
  Scope list(std::string_view name, bool ordered = false);
  Scope list_item();
  Scope row(float gap = 12);  // children side by side at natural width, wrapping to the next line
  void push_right();          // in a row: the line's children from here on stand at its right edge
  void space(float css);
  void divider();

  // Text. Wraps with Chinese line-breaking rules.
  // 1..4, each page has one level 1. focus("#" + anchor) goes to it.
  void heading(int level, std::string_view text, Tone tone = Tone::normal, std::string_view anchor = {});
  void text(std::string_view text, Tone tone = Tone::normal, TextSize size = TextSize::body);
  void icon_text(std::string_view icon, std::string_view text, Tone tone = Tone::muted);
  // Label and value, read together as a term and its definition; wrap a set of them in facts().
  Scope facts(std::string_view name);
  void fact(std::string_view label, std::string_view value);
  // With links in the value; answers the one that was pressed, as rich_text does.
  std::string_view rich_fact(std::string_view key, std::string_view label, const Runs& value);
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
  void skeleton(int lines);           // loading: grey bars; hidden from the twin except aria-busy text
  void loading(std::string_view text);
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
  // The same without a link.
  void info_card(std::string_view title, const ChoiceOptions& options = {});
  bool nav_item(std::string_view key, std::string_view label, std::string_view href, std::string_view icon,
                bool current);

  // Choices. radio: one per option inside radio_group (arrow keys move, twin role radio).
  Scope radio_group(std::string_view name, std::string_view error = {});
  bool radio(std::string_view key, std::string_view label, bool checked, const ChoiceOptions& options = {});
  // Compact radio for grids of days and windows: two lines, centred.
  bool radio_tile(std::string_view key, std::string_view line1, std::string_view line2, bool checked,
                  bool enabled, std::string_view spoken);
  bool checkbox(std::string_view key, std::string_view label, bool checked, std::string_view error = {});
  // The new quantity when it changed. Two buttons and the number between them; 0 is allowed when min is 0.
  std::optional<int> stepper(std::string_view key, std::string_view label, int value, int min, int max);

  // Fields: the new value when the person changed it (uncommitted input-method text is not reported).
  std::optional<std::string> field(std::string_view key, std::string_view label, std::string_view value,
                                   const FieldOptions& options = {});
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
