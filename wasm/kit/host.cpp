#include "wasm/kit/host.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "imgui.h"
#include "imgui_internal.h"
#include "wasm/kit/renderer.hpp"
#include "wasm/kit/twin_lines.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kAway = -std::numeric_limits<float>::max();
// ImGui's idea of time after a long idle; nothing here is animated.
constexpr double kLongestStep = 0.05;
constexpr double kShortestStep = 0.001;
// On large screens everything is larger; the style sheet enlarges the twin (and the server's page) as much.
// Large print is large enough, and stays as it is.
constexpr float kLargeScreen = 1680;
constexpr float kEnlarged = 1.25F;

ImGuiContext* make_context() {
  ImGuiContext* context = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigDebugHighlightIdConflicts = false;  // the tests tell developers, no tooltip tells residents
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  return context;
}

bool contains(const NodeRect& rect, float x, float y) {
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

}  // namespace

struct Host::State {
  State(platform::Platform& where, App& what)
      : platform(where),
        app(what),
        context(make_context()),
        renderer(make_renderer()),
        ui(where, *ImGui::GetIO().Fonts) {}
  ~State() {
    renderer.reset();
    ImGui::DestroyContext(context);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void draw(double now_ms);
  void fit();
  void take_theme();
  void draw_page();
  [[nodiscard]] float lay_out();
  void finish(float bottom);
  void invalidate();
  void apply_twin();
  void move_focus();
  [[nodiscard]] const Item* item_at(float x, float y) const;
  void pointer_moved(float x, float y);

  platform::Platform& platform;
  App& app;
  ImGuiContext* context;
  std::unique_ptr<Renderer> renderer;
  UiState ui;
  device::Look look;
  bool dark_device = false;  // what the device asks for
  bool more_contrast = false;
  std::string twin;   // records of the last frame that changed something,
  std::string drawn;  // and the texts that it drew
  float height = 0;
  // The window in the browser's CSS pixels; the kit's are `zoom` times as large.
  float window_width = 0;
  float window_height = 0;
  float window_density = 1;
  float zoom = 1;
  double last_ms = 0;
  std::uint64_t frames = 0;
  std::uint32_t under_pointer = 0;
  bool at_top = false;  // the next frame starts at the top of the page
  bool stale = true;    // something besides the scroll and the pointer is new since the page was laid out
};

// --- Frames ---

void Host::State::draw(double now_ms) {
  ImGuiIO& io = ImGui::GetIO();
  io.DeltaTime = static_cast<float>(std::clamp((now_ms - last_ms) / 1000, kShortestStep, kLongestStep));
  last_ms = now_ms;
  const float density = ui.fonts.density();
  io.DisplaySize = {std::round(ui.view.width * density), std::round(ui.view.height * density)};
  renderer->begin_frame();
  ImGui::NewFrame();
  draw_page();
  ImGui::Render();
  renderer->draw(*ImGui::GetDrawData(), rgb(Token::ground, ui.theme.scheme));
  ++frames;
}

void Host::State::draw_page() {
  constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                     ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse |
                                     ImGuiWindowFlags_NoBringToFrontOnFocus;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::Begin("##page", nullptr, flags);
  ImGui::PushClipRect({0, 0}, ImGui::GetIO().DisplaySize, false);
  const bool fresh = stale || (ui.laid < ui.turn) != (ui.view.scroll < ui.turn);
  const float bottom = fresh ? lay_out() : height;
  if (!fresh) follow_scroll(ui);
  ui.list.replay(ui.fonts, ui.view, ui.theme.scheme, ui.items);
  ImGui::PopClipRect();
  ImGui::End();
  if (fresh) finish(bottom);
  if (ui.acted || ImGui::GetCurrentContext()->InputEventsQueue.Size > 0) invalidate();
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

void Host::State::move_focus() {
  if (ui.focus_id != 0) platform.focus_twin(ui.focus_id);
}

void Host::on_frame(double now_ms) {
  State& s = *state_;
  if (s.ui.view.width <= 0) return;
  if (s.at_top) {
    s.at_top = false;
    s.ui.fonts.trim();
    s.ui.view.scroll = 0;
    s.platform.scroll_to(0);
  }
  s.draw(now_ms);
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
  ui.theme = look.large ? elder_theme() : normal_theme();
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
  ImGuiIO& io = ImGui::GetIO();
  const float density = s.ui.fonts.density();
  const bool touch = event.device == platform::PointerDevice::touch;
  const bool gone = event.kind == PointerKind::leave || event.kind == PointerKind::cancel;
  // A finger that only moves scrolls the page.
  if (touch && event.kind == PointerKind::move) return;
  io.AddMouseSourceEvent(touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  const float x = event.x / s.zoom;
  const float y = event.y / s.zoom;
  if (!gone) io.AddMousePosEvent(x * density, y * density);
  if (event.button == 0 && event.kind == PointerKind::down) io.AddMouseButtonEvent(0, true);
  if (event.button == 0 && event.kind != PointerKind::down && event.kind != PointerKind::move)
    io.AddMouseButtonEvent(0, false);
  if (gone || (touch && event.kind == PointerKind::up)) io.AddMousePosEvent(kAway, kAway);
  if (event.kind == PointerKind::move)
    s.pointer_moved(x, y);
  else
    invalidate();
  if (gone) s.under_pointer = 0;
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
  state_->renderer->restore();
  invalidate();
}

}  // namespace wufei::kit
