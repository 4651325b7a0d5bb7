#include "wasm/kit/host.hpp"

#include <algorithm>
#include <cmath>

#include "wasm/kit/drawing.hpp"
#include "wasm/kit/renderer.hpp"
#include "wasm/kit/twin_lines.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

// On large screens everything is larger; the style sheet enlarges the twin (and the server's page) as much.
// Large print is large enough, and stays as it is.
constexpr float kLargeScreen = 1680;
constexpr float kEnlarged = 1.25F;

bool contains(const NodeRect& rect, float x, float y) {
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

}  // namespace

struct Host::State {
  State(platform::Platform& where, App& what)
      : platform(where), app(what), renderer(make_renderer()), ui(where, drawing.atlas()) {}

  void draw();
  void fit();
  void take_theme();
  void draw_page();
  [[nodiscard]] float lay_out();
  void finish(float bottom);
  void invalidate();
  void apply_twin();
  void hand_on_focus();
  void move_focus();
  [[nodiscard]] const Item* item_at(float x, float y) const;
  [[nodiscard]] std::uint32_t widget_at(float x, float y) const;
  [[nodiscard]] Pointed pointed() const;
  void pointer_moved(float x, float y);

  platform::Platform& platform;
  App& app;
  Drawing drawing;
  std::unique_ptr<Renderer> renderer;
  UiState ui;
  device::Look look;
  bool dark_device = false;  // what the device asks for
  bool more_contrast = false;
  std::string twin;              // records of the last frame that changed something,
  std::string drawn;             // and the texts that it drew
  std::vector<NodePlace> stood;  // the nodes of the last frame
  float height = 0;
  // The window in the browser's CSS pixels; the kit's are `zoom` times as large.
  float window_width = 0;
  float window_height = 0;
  float window_density = 1;
  float zoom = 1;
  std::uint64_t frames = 0;
  std::uint32_t under_pointer = 0;
  struct {
    bool here = false;  // a finger only while it touches
    float x = 0;        // in the view, the kit's CSS pixels
    float y = 0;
    std::uint32_t held = 0;  // the widget on which its button went down
  } pointer;
  bool at_top = false;  // the next frame starts at the top of the page
  bool stale = true;    // something besides the scroll and the pointer is new since the page was laid out
};

// --- Frames ---

void Host::State::draw() {
  const float density = ui.fonts.density();
  drawing.begin(std::round(ui.view.width * density), std::round(ui.view.height * density));
  draw_page();
  renderer->draw(drawing.end(), rgb(Token::ground, ui.theme.scheme));
  ++frames;
}

void Host::State::draw_page() {
  const bool fresh = stale || (ui.laid < ui.turn) != (ui.view.scroll < ui.turn);
  const float bottom = fresh ? lay_out() : height;
  if (!fresh) follow_scroll(ui);
  ui.list.replay(drawing, ui.fonts, ui.view, ui.theme.scheme, pointed());
  if (fresh) finish(bottom);
  if (ui.acted) invalidate();
}

// A page that was only scrolled stays as it was laid out, and so does its twin.
float Host::State::lay_out() {
  stale = false;
  begin_page(ui);
  Ui widgets(ui);
  app.draw(widgets);
  return end_page(ui) * zoom;
}

void Host::State::invalidate() {
  stale = true;
  platform.request_frame();
}

void Host::State::fit() {
  const float before = zoom;
  zoom = window_width >= kLargeScreen && !ui.theme.elder ? kEnlarged : 1;
  ui.view.width = window_width / zoom;
  ui.view.height = window_height / zoom;
  ui.view.scroll *= before / zoom;
  ui.fonts.set_density(window_density * zoom);
}

void Host::State::finish(float bottom) {
  if (std::abs(bottom - height) > 0.5F) {
    height = bottom;
    platform.set_document_height(bottom);
  }
  hand_on_focus();
  stood.clear();
  for (const Node& node : ui.nodes) stood.push_back({node.id, node.depth});
  apply_twin();
  move_focus();
  ui.activated.clear();
}

void Host::State::apply_twin() {
  // Without lines: they are where the rectangles are; but other words may be drawn.
  std::string records = to_records(ui.nodes);
  if (records == twin && ui.list.texts() == drawn) return;
  twin = std::move(records);
  drawn = ui.list.texts();
  const auto texts = find_lines(ui.nodes, ui.list, ui.fonts, ui.view.scroll);
  add_abouts(ui.nodes, texts, ui.list, ui.fonts, ui.items, ui.view.scroll);
  platform.apply_twin(to_records(ui.nodes));
}

// What was pressed has gone away, and nothing else is to take its focus: neither the keys nor a screen reader
// are to begin anew at the top.
void Host::State::hand_on_focus() {
  const bool waits = ui.focus_id != 0 || !ui.focus_key.empty() || ui.focus_heading;
  if (waits || ui.focused == 0 || ui.focused != ui.pressed) return;
  for (const Node& node : ui.nodes)
    if (node.id == ui.focused) return;
  ui.focus_id = heir_of_focus(stood, ui.focused, ui.nodes);
}

void Host::State::move_focus() {
  if (ui.focus_id != 0) platform.focus_twin(ui.focus_id);
}

void Host::on_frame(double) {
  State& s = *state_;
  if (s.ui.view.width <= 0) return;
  if (s.at_top) {
    s.at_top = false;
    s.ui.fonts.trim();
    s.ui.view.scroll = 0;
    s.platform.scroll_to(0);
  }
  s.draw();
}

// --- The App's side ---

Host::Host(platform::Platform& platform, App& app) : state_(std::make_unique<State>(platform, app)) {
  platform.request_frame();
}
Host::~Host() = default;

void Host::invalidate() {
  state_->invalidate();
}

void Host::scroll_to_top() {
  state_->at_top = true;
  invalidate();
}

// A wish for more contrast counts before what was chosen here.
void Host::State::take_theme() {
  using device::Colours;
  const bool dark = look.colours == Colours::dark || (look.colours == Colours::device && dark_device);
  ui.theme = look.large ? elder_theme(look.further) : normal_theme();
  ui.theme.scheme = more_contrast ? Scheme::more_contrast : dark ? Scheme::dark : Scheme::light;
}

void Host::set_look(const device::Look& look) {
  state_->look = look;
  state_->take_theme();
  state_->fit();
  state_->platform.set_look(look);
  invalidate();
}

void Host::set_words(const Words& words) {
  state_->ui.words = words;
  invalidate();
}

void Host::set_own_paths(bool (*is_own)(std::string_view href)) {
  state_->ui.is_own_path = is_own;
}

std::uint64_t Host::frames() const {
  return state_->frames;
}

UiState& Host::ui_state() {
  return state_->ui;
}

Pointed Host::pointed() const {
  return state_->pointed();
}

// --- Events ---

void Host::on_resize(float width, float height, float density) {
  state_->window_width = width;
  state_->window_height = height;
  state_->window_density = density;
  state_->fit();
  invalidate();
}

void Host::on_colour_wish(bool dark, bool more_contrast) {
  state_->dark_device = dark;
  state_->more_contrast = more_contrast;
  state_->take_theme();
  invalidate();
}

void Host::on_scroll(float y) {
  y /= state_->zoom;
  if (y == state_->ui.view.scroll) return;
  state_->ui.view.scroll = y;
  state_->platform.request_frame();
}

void Host::on_slide(std::uint32_t id, float x) {
  std::vector<Slide>& slides = state_->ui.slides;
  const auto known =
      std::find_if(slides.begin(), slides.end(), [id](const Slide& one) { return one.id == id; });
  if (known == slides.end())
    slides.push_back({id, x});
  else
    known->x = x;
  invalidate();
}

void Host::on_foot(float css_pixels) {
  state_->ui.view.foot = css_pixels;
  invalidate();
}

const Item* Host::State::item_at(float x, float y) const {
  for (const Item& item : ui.items)
    if (contains(item.rect, x, y + ui.view.scroll)) return &item;
  return nullptr;
}

std::uint32_t Host::State::widget_at(float x, float y) const {
  for (const Item& item : ui.items)
    if (item.enabled && contains(item.rect, x, y + ui.view.scroll)) return item.id;
  return 0;
}

// While a button is down nothing else is pointed at.
Pointed Host::State::pointed() const {
  const std::uint32_t id = pointer.here ? widget_at(pointer.x, pointer.y) : 0;
  return {pointer.held == 0 || pointer.held == id ? id : 0, pointer.held};
}

// A move over the same thing changes nothing on the screen: no frame.
void Host::State::pointer_moved(float x, float y) {
  const Item* item = item_at(x, y);
  const std::uint32_t id = item == nullptr ? 0 : item->id;
  if (id == under_pointer) return;
  under_pointer = id;
  platform.set_cursor(item != nullptr && item->enabled);
  platform.request_frame();
}

void Host::on_pointer(const platform::PointerEvent& event) {
  using platform::PointerKind;
  State& s = *state_;
  const bool touch = event.device == platform::PointerDevice::touch;
  const bool gone = event.kind == PointerKind::leave || event.kind == PointerKind::cancel;
  // A finger that only moves scrolls the page.
  if (touch && event.kind == PointerKind::move) return;
  s.pointer.x = event.x / s.zoom;
  s.pointer.y = event.y / s.zoom;
  s.pointer.here = !gone && !(touch && event.kind == PointerKind::up);
  if (event.kind == PointerKind::move) return s.pointer_moved(s.pointer.x, s.pointer.y);
  if (event.button == 0)
    s.pointer.held = event.kind == PointerKind::down ? s.widget_at(s.pointer.x, s.pointer.y) : 0;
  if (gone) s.under_pointer = 0;
  s.platform.request_frame();
}

void Host::on_activate(std::uint32_t id) {
  std::vector<std::uint32_t>& waiting = state_->ui.activated;
  if (std::find(waiting.begin(), waiting.end(), id) == waiting.end()) waiting.push_back(id);
  invalidate();
}

void Host::on_text(std::uint32_t id, std::string_view value, bool composing) {
  std::vector<Typed>& all = state_->ui.typed;
  auto found = std::find_if(all.begin(), all.end(), [&](const Typed& typed) { return typed.id == id; });
  if (found == all.end()) {
    all.push_back({});
    found = all.end() - 1;
  } else if (!found->fresh) {
    found->has_model = false;
  }
  found->id = id;
  found->text = value;
  found->composing = composing;
  found->fresh = !composing;
  if (!composing) invalidate();
}

void Host::on_focus(std::uint32_t id, bool gained, bool) {
  std::uint32_t& focused = state_->ui.focused;
  const std::uint32_t now = gained ? id : focused == id ? 0 : focused;
  if (now == focused) return;
  focused = now;
  invalidate();
}

void Host::on_event(const device::Event& event) {
  state_->app.on_event(event);
  invalidate();
}
void Host::on_fonts_ready() {
  state_->ui.fonts.discard(platform::Face::icons);
  invalidate();
}
bool Host::on_idle() {
  return state_->ui.list.prepare(state_->ui.fonts, state_->ui.view);
}
void Host::on_graphics_restored() {
  state_->renderer->restore(state_->drawing.atlas());
  invalidate();
}

}  // namespace wufei::kit
