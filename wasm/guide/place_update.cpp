#include "wasm/guide/place_update.hpp"

#include <algorithm>

#include "lib/base/text.hpp"
#include "wasm/portal/shared/fetching.hpp"

namespace wufei::model {

using contract::Text;

void places_answered(Model& model, Effects&, const Reply& reply) {
  take(model.places.places, reply, contract::places_from_json);
}

void locate(Model& model, Effects& effects) {
  if (model.places.locating) return;
  model.places.locating = true;
  model.places.refused = false;
  effects.push_back(Locate{});
}

void located(Model& model, Effects& effects, const Located& command) {
  PlaceDesk& desk = model.places;
  if (!desk.locating) return;
  desk.locating = false;
  desk.refused = !command.ok;
  if (command.ok) desk.here = GeoPosition{command.latitude, command.longitude};
  effects.push_back(Announce{
      std::string(contract::text(command.ok ? Text::guide_places_sorted : Text::guide_places_refused))});
}

NearestPlaces nearest_places(const PlaceDesk& desk) {
  NearestPlaces near;
  if (!desk.here) return near;
  const auto& places = desk.places.value.places;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (places[i].located)
      near.emplace_back(contract::distance_km(desk.here->latitude, desk.here->longitude, places[i].latitude,
                                              places[i].longitude),
                        i);
  std::sort(near.begin(), near.end());
  return near;
}

}  // namespace wufei::model
