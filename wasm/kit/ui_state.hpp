// The insides of a frame that all widgets share: layout, twin under construction, display list, what the
// person did. Kit only; views see Ui.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wasm/kit/display_list.hpp"
#include "wasm/kit/fonts.hpp"
#include "wasm/kit/theme.hpp"
#include "wasm/kit/twin.hpp"
#include "wasm/kit/ui.hpp"

namespace wufei::kit {

// How children follow one another.
enum class Flow : std::uint8_t { column, columns, grid, row };

struct Margins {
  float before = 0;
  float after = 0;
};

// One level of the layout. Lengths in document coordinates.
struct LayoutBox {
  Flow flow = Flow::column;
  float x = 0;
  float y = 0;
  float width = 0;
  float bottom = 0;  // of what was placed so far
  bool empty = true;
  float after = 0;         // margin that the last child wants below it
  Margins margins;         // of the block itself, in its parent
  float padding = 0;       // below the content
  std::size_t shape = 0;   // the background, as tall as the block in the end
  std::size_t shapes = 0;  // how many shapes the background has
  // columns and grid
  int count = 1;
  int index = -1;
  float gap = 0;
  float line_top = 0;
  float line_bottom = 0;
  std::size_t first_stretch = 0;
  float second = 0;  // width of the second of two columns, 0 = equal
  // row
  float pen = 0;
  std::size_t first_piece = 0;
  std::size_t right_from = SIZE_MAX;  // pieces from here stand at the right edge
  // bottom bar: its first pointer target; strip: its node
  std::size_t first_item = 0;
};

// A child of a row, to be centred in its line.
struct Piece {
  std::size_t shape = 0;
  std::size_t node = 0;
  std::size_t item = 0;
  float height = 0;
};

// A box in a grid that may grow to its line's height.
struct Stretch {
  std::size_t shape = 0;  // background shapes [shape, shape + shapes)
  std::size_t shapes = 0;
  std::size_t content_end = 0;  // content shapes end here; they move when `centred`
  float bottom = 0;
  std::size_t node = 0;  // SIZE_MAX: none
  std::size_t item = 0;  // SIZE_MAX: none
  bool centred = false;
};

// Ids that this frame has given out.
class IdSet {
 public:
  void clear();
  // False when it was there already. Ids are never 0.
  bool insert(std::uint32_t id);

 private:
  std::vector<std::uint32_t> slots_;  // 0 = free; a power of two
  std::size_t count_ = 0;
};

// A level of the twin or of the keys.
struct Parent {
  std::uint32_t id = 0;
  int depth = 0;
  std::vector<std::pair<std::uint32_t, int>> ordinals;  // role hash -> how many so far
};

// How far a strip of the twin is scrolled sideways, CSS pixels.
struct Slide {
  std::uint32_t id = 0;
  float x = 0;
};

// What a field holds between typing and the model's answer.
struct Typed {
  std::uint32_t id = 0;
  std::string text;
  std::string model;  // the model's value when the typing began; the text stands until that changes
  bool has_model = false;
  bool fresh = false;      // not yet reported to the view
  bool composing = false;  // an input method is at work: not to be reported
};

struct TextStyle {
  platform::Face face = platform::Face::regular;
  float size = 17;
  float line_height = 26;
};

// A text broken into lines.
struct TextBlock {
  std::string_view text;
  TextStyle style;
  std::vector<TextLine> lines;
  float width = 0;  // of the longest line
  float height = 0;
};

struct UiState {
  UiState(platform::Platform& where, ImFontAtlas& atlas) : platform(where), fonts(where, atlas) {}

  platform::Platform& platform;
  Fonts fonts;
  Theme theme;
  Words words;
  View view;
  float laid = 0;  // the view's scroll when the page was laid out
  float turn = 0;  // scrolled that far, the page shows something else; 0: nowhere

  DisplayList list;
  std::vector<Item> items;
  std::vector<Node> nodes;
  std::vector<Parent> parents;
  std::vector<LayoutBox> blocks;
  std::vector<Piece> pieces;
  std::vector<Stretch> stretches;
  IdSet used_ids;
  // Which links the client follows itself; the browser follows the others. Null: every path of this site.
  bool (*is_own_path)(std::string_view href) = nullptr;
  int brand_depth = 0;  // inside a brand band
  int plain_depth = 0;  // inside a card, perhaps within a band
  int facts_depth = 0;

  std::vector<std::uint32_t> activated;
  std::vector<Typed> typed;
  std::vector<Slide> slides;
  std::uint32_t focused = 0;
  std::uint32_t pressed = 0;  // the last widget that acted
  std::string focus_key;      // waits for the widget of this key
  bool focus_heading = false;
  std::uint32_t focus_id = 0;  // found in this frame
  int duplicate_keys = 0;
  bool skipping = false;  // the skip link has the focus
  bool acted = false;     // a widget reported something: one more frame shows the answer
};

// --- Frame ---
void begin_page(UiState& s);
// Returns the document's height.
float end_page(UiState& s);

// --- Layout (layout.cpp) ---
LayoutBox& current(UiState& s);
float scaled(const UiState& s, float css);
bool is_wide(const UiState& s);
bool in_row(const UiState& s);
// Room for a leaf of this height; `natural` is its own width, `fill` takes the whole column.
NodeRect place(UiState& s, float natural, float height, Margins margins, bool fill);
// Opens a block over the whole column; its content starts inside the padding.
LayoutBox& open_block(UiState& s, Margins margins, float padding_x, float padding_y);
// A block that is not seen: the margins of its first and last child are its own.
LayoutBox& open_group(UiState& s, Margins margins);
void close_block(UiState& s);
// Remembers that the box just drawn may grow with its line in a grid.
void allow_stretch(UiState& s, const Stretch& stretch);
void finish_line(UiState& s, LayoutBox& row);
float slide_of(const UiState& s, std::uint32_t id);
// Of the bar at the foot of the view, without what the device keeps there; 0 where there is none. CSS pixels.
float foot_height(const UiState& s);
// What was drawn from `shape` and `item` on in the view's coordinates goes `down` and stands still in the
// view. Its items are found before what lies under them.
void set_afloat(UiState& s, std::size_t shape, std::size_t item, float down);
// The page was scrolled: the list and the items have what is afloat where the page is now.
void follow_scroll(UiState& s);

// True on the brand's colour: texts are light.
bool in_band(const UiState& s);

// --- Twin (twin_build.cpp) ---
std::uint32_t hash_key(std::uint32_t seed, std::string_view text);
std::uint32_t widget_id(UiState& s, std::string_view key);
// A node with an id of its own place: for text and structure.
Node& add_node(UiState& s, std::string_view role, std::string_view name, const NodeRect* rect);
Node& add_widget_node(UiState& s, std::uint32_t id, std::string_view role, std::string_view name,
                      const NodeRect& rect);
void open_node(UiState& s, std::string_view role, std::string_view name);
void close_node(UiState& s);
void add_state(Node& node, std::string_view key, std::string_view value = "1");
// Pointer target, activation and focus request of a widget. True when it was pressed.
bool react(UiState& s, std::uint32_t id, std::string_view key, const NodeRect& rect, bool enabled = true);
// What is left of a node when the next frame is drawn.
struct NodePlace {
  std::uint32_t id = 0;
  int depth = 0;
};
// Who has the focus when the widget `gone` of the frame `before` is not there `now`: what can be pressed and
// stands in its place or next after it, else before it, within its landmark; else the page's heading. No
// field: that would open a phone's keyboard. 0: nobody, also when nothing that was around it is there any
// more, which is another page.
std::uint32_t heir_of_focus(const std::vector<NodePlace>& before, std::uint32_t gone,
                            const std::vector<Node>& now);

// --- Text (text_block.cpp) ---
TextStyle text_style(const UiState& s, TextSize size, bool bold = false);
TextBlock lay_text(const UiState& s, std::string_view text, const TextStyle& style, float width);
float natural_width(const UiState& s, std::string_view text, const TextStyle& style);
enum class Align : std::uint8_t { left, centre, right };
// Draws at (x, y); centred and right-aligned lines stand so in `width`.
void draw_text(UiState& s, const TextBlock& block, float x, float y, Paint paint, Align align = Align::left,
               float width = 0);
void draw_icon(UiState& s, std::string_view name, float size, float x, float y, Paint paint);
// Over what is wrong. Where it begins.
float draw_error(UiState& s, std::string_view error);
// A pill; the rectangle is 20 wider and 4 taller than the text.
void draw_badge(UiState& s, const TextBlock& block, const NodeRect& rect, Tone tone);
float line_left(const TextLine& line, float x, Align align, float width);
struct FactLook {
  bool stacked;
  float label_width;
};
FactLook fact_look(const UiState& s, float width);
// A link node; what the client does not follow is marked for the browser.
Node& add_link_node(UiState& s, std::uint32_t id, std::string_view name, std::string_view href,
                    const NodeRect& rect);
Paint link_paint(const UiState& s, Tone tone);
// Behind what is pressed on the brand's band: nothing, until it is pointed at.
inline Paint band_glass() {
  return {kNothing, {Token::on_brand, 28}, {Token::on_brand, 48}};
}
// Gives the focus that waits for the page's heading to the node just added.
void take_heading_focus(UiState& s);
void open_card(UiState& s, Colour fill, Colour edge);
void close_card(UiState& s);
// The frame of a card of a given size.
void draw_card(UiState& s, const NodeRect& rect, Colour fill, Colour edge);

// --- Text with links (rich_text.cpp) ---
struct RichBlock {
  std::string text;  // of all runs
  TextBlock block;   // its lines; block.text is not used
};
// One link and nothing else: pressed from edge to edge of what it stands in.
bool is_lone_link(const Runs& runs);
RichBlock lay_rich(const UiState& s, const Runs& runs, const TextStyle& style, float width);
struct RichPlace {
  std::string_view role;  // of the twin's node
  std::string_view key;
  NodeRect rect;  // room for the text
  Colour colour;
  Align align = Align::left;
  NodeRect node_rect = {};  // of the node when it is larger than the text; a lone link fills it
};
std::string_view put_rich(UiState& s, const RichBlock& rich, const Runs& runs, const RichPlace& where);

}  // namespace wufei::kit
