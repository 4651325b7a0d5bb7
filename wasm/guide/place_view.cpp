// Drop-off places by distance, with a schematic map, above the register's own page.
#include "wasm/guide/place_update.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "lib/base/utf8.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/document/document_view.hpp"

namespace wufei::views {
namespace {

using contract::DropPlace;
using Nearest = model::NearestPlaces;

constexpr float kMapHeight = 260, kMapMargin = 24, kDot = 7;
constexpr double kFarthest = 60;  // kilometres
constexpr double kDegree = 3.14159265358979323846 / 180;

std::string distance_text(double kilometres) {
  char number[32];
  if (kilometres < 1) {
    std::snprintf(number, sizeof number, "%.0f", std::max(10.0, std::round(kilometres * 100) * 10));
    return text(Text::guide_places_metres, {{"distance", number}});
  }
  std::snprintf(number, sizeof number, kilometres < 10 ? "%.1f" : "%.0f", kilometres);
  return text(Text::guide_places_kilometres, {{"distance", number}});
}

std::string geo_link(const DropPlace& place) {
  char link[64];
  std::snprintf(link, sizeof link, "geo:%.6f,%.6f", place.latitude, place.longitude);
  return link;
}

// North up; a degree of longitude as wide as it is at this latitude.
class Projection {
 public:
  void include(double latitude, double longitude) {
    north_ = std::max(north_, latitude), south_ = std::min(south_, latitude);
    east_ = std::max(east_, longitude), west_ = std::min(west_, longitude);
  }
  void fit(float width) {
    const double squeeze = std::cos((north_ + south_) / 2 * kDegree);
    const double wide = std::max((east_ - west_) * squeeze, 0.002), tall = std::max(north_ - south_, 0.002);
    scale_ = std::min((width - 2 * kMapMargin) / wide, (kMapHeight - 2 * kMapMargin) / tall);
    squeeze_ = squeeze;
    left_ = (width - static_cast<float>((east_ - west_) * squeeze * scale_)) / 2;
    top_ = (kMapHeight - static_cast<float>((north_ - south_) * scale_)) / 2;
  }
  [[nodiscard]] float x(double longitude) const {
    return left_ + static_cast<float>((longitude - west_) * squeeze_ * scale_);
  }
  [[nodiscard]] float y(double latitude) const {
    return top_ + static_cast<float>((north_ - latitude) * scale_);
  }

 private:
  double north_ = -90, south_ = 90, east_ = -180, west_ = 180, scale_ = 1, squeeze_ = 1;
  float left_ = 0, top_ = 0;
};

// Names stand on the side where there is room; one that would cover another is left out (the list has it).
class Labels {
 public:
  Labels(kit::Figure& figure, float size, float width) : figure_(figure), size_(size), width_(width) {}
  void add(float x, float y, std::string_view text) {
    constexpr float kGap = kDot + 4;
    const float wide = size_ * static_cast<float>(contract::code_point_count(text));  // at most
    const bool right = x + kGap + wide <= width_, left = !right && x - kGap - wide >= 0;
    Box box{right ? x + kGap : x - kGap - wide, y, wide};
    if (!right && !left) {  // below the dot
      box.x = std::max(0.0F, std::min(x - wide / 2, width_ - wide));
      box.y += size_ * 1.5F;
    }
    if (std::any_of(placed_.begin(), placed_.end(), [&](const Box& other) { return meets(box, other); }))
      return;
    placed_.push_back(box);
    figure_.text(kit::FigureInk::text, left ? x - kGap : box.x, box.y + size_ / 3, left ? 1 : -1, size_,
                 text);
  }

 private:
  struct Box {
    float x = 0, y = 0, wide = 0;
  };
  [[nodiscard]] bool meets(const Box& a, const Box& b) const {
    return std::abs(a.y - b.y) < size_ * 1.2F && a.x < b.x + b.wide && b.x < a.x + a.wide;
  }
  kit::Figure& figure_;
  float size_ = 0, width_ = 0;
  std::vector<Box> placed_;
};

// Somebody far away would shrink the county to a point.
bool is_here_on_map(const Nearest& near) {
  return !near.empty() && near.front().first <= kFarthest;
}

void draw_map_shapes(const model::PlaceDesk& desk, const Projection& map, bool with_here, Labels& labels,
                     kit::Figure& figure) {
  if (with_here) {
    const float x = map.x(desk.here->longitude), y = map.y(desk.here->latitude);
    figure.diamond(kit::FigureInk::target, x, y, kDot);
    labels.add(x, y, text(Text::guide_places_here));
  }
  for (const DropPlace& place : desk.places.value.places) {
    if (!place.located) continue;
    const float x = map.x(place.longitude), y = map.y(place.latitude);
    figure.disc(kit::FigureInk::actual, x, y, kDot);
    labels.add(x, y, place.name);
  }
}

// Schematic: where the places lie to each other. Streets are the phone's own map's business.
void draw_map(const Model& model, const Nearest& near, kit::Ui& ui) {
  const model::PlaceDesk& desk = model.places;
  const bool with_here = is_here_on_map(near);
  auto card = ui.card();
  Projection map;
  for (const DropPlace& place : desk.places.value.places)
    if (place.located) map.include(place.latitude, place.longitude);
  if (with_here) map.include(desk.here->latitude, desk.here->longitude);
  map.fit(ui.width());
  kit::Figure figure = ui.figure(text(Text::guide_places_map), kMapHeight);
  Labels labels(figure, ui.em(kit::TextSize::small), ui.width());
  draw_map_shapes(desk, map, with_here, labels, figure);
  ui.text(text(Text::guide_places_map_note), kit::Tone::muted, kit::TextSize::small);
}

void draw_nearest(const Model& model, const Nearest& near, kit::Ui& ui) {
  if (near.empty()) return;
  ui.heading(2, text(Text::guide_places_nearest));
  auto list = ui.list(text(Text::guide_places_nearest));
  for (const auto& [kilometres, number] : near) {
    const DropPlace& place = model.places.places.value.places[number];
    const auto key = ui.push_key(place.id);
    auto row = ui.list_item();
    auto card = ui.card();
    ui.text(place.name, kit::Tone::normal, kit::TextSize::large);
    ui.text(distance_text(kilometres) + " \xC2\xB7 " + place.address, kit::Tone::muted);
    ui.text(place.hours, kit::Tone::muted);
    ui.link("map", text(Text::guide_places_open), geo_link(place), "map-pin");
  }
}

void draw_tools(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto& places = model.places.places;
  if (!places.known) return;
  const auto& rows = places.value.places;
  if (std::none_of(rows.begin(), rows.end(), [](const DropPlace& place) { return place.located; })) return;
  if (ui.button("near", text(Text::guide_places_sort),
                {.kind = kit::ButtonKind::secondary,
                 .icon = "map-pin",
                 .busy = model.places.locating,
                 .full_width = false,
                 .description = text(Text::guide_places_sort_about)}))
    commands.push_back(model::LocateMe{});
  if (model.places.refused)
    ui.alert(kit::AlertKind::info, text(Text::guide_places_refused), text(Text::guide_places_refused_text));
  const Nearest near = model::nearest_places(model.places);
  draw_map(model, near, ui);
  draw_nearest(model, near, ui);
}

}  // namespace

// Above the register's filters, so that nobody has to pass a long list to get to it.
void draw_places(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!draw_document_head(model, ui, commands)) {
    if (model.document.shown.state == model::LoadState::failed) draw_tools(model, ui, commands);
    return;
  }
  const auto& blocks = model.document.shown.value.blocks;
  const auto filters = std::find_if(blocks.begin(), blocks.end(), [](const contract::Block& block) {
    return block.kind == contract::BlockKind::filters;
  });
  const auto split = static_cast<std::size_t>(filters - blocks.begin());
  draw_document_blocks(model, ui, commands, 0, split);
  if (model::document_key(model) == "/guide/places") draw_tools(model, ui, commands);
  draw_document_blocks(model, ui, commands, split, blocks.size());
  draw_document_foot(model, ui);
}

}  // namespace wufei::views
