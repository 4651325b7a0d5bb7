#include "guide/place.hpp"

#include <cmath>

namespace wufei::contract {
namespace {

constexpr double kRadians = 3.14159265358979323846 / 180;
constexpr double kEarthRadiusKm = 6371.0088;

DropPlace place_from_json(const Json& row) {
  DropPlace place{text_or_empty(row, "id"),
                  text_or_empty(row, "name"),
                  text_or_empty(row, "area"),
                  text_or_empty(row, "type"),
                  text_or_empty(row, "address"),
                  text_or_empty(row, "hours"),
                  {},
                  false,
                  0,
                  0};
  for (const Json& category : array_or_empty(row, "categories"))
    if (const auto* text = category.get_ptr<const std::string*>()) place.categories.push_back(*text);
  const auto latitude = row.find("latitude"), longitude = row.find("longitude");
  if (latitude != row.end() && longitude != row.end() && latitude->is_number() && longitude->is_number()) {
    place.located = true;
    place.latitude = latitude->get<double>();
    place.longitude = longitude->get<double>();
  }
  return place;
}

Json place_to_json(const DropPlace& place) {
  Json row = {{"id", place.id},
              {"name", place.name},
              {"area", place.area},
              {"type", place.type},
              {"hours", place.hours},
              {"address", place.address},
              {"categories", place.categories}};
  if (place.located) {
    row["latitude"] = place.latitude;
    row["longitude"] = place.longitude;
  }
  return row;
}

}  // namespace

PlaceRegister places_from_json(const Json& json) {
  PlaceRegister places{text_or_empty(json, "publisher"), {}};
  for (const Json& row : array_or_empty(json, "places"))
    if (row.is_object()) places.places.push_back(place_from_json(row));
  return places;
}

Json places_to_json(const PlaceRegister& places) {
  Json rows = Json::array();
  for (const DropPlace& place : places.places) rows.push_back(place_to_json(place));
  return {{"publisher", places.publisher}, {"places", std::move(rows)}};
}

double distance_km(double latitude_a, double longitude_a, double latitude_b, double longitude_b) {
  const double half_north = (latitude_b - latitude_a) * kRadians / 2,
               half_east = (longitude_b - longitude_a) * kRadians / 2;
  const double chord = std::sin(half_north) * std::sin(half_north) +
                       std::cos(latitude_a * kRadians) * std::cos(latitude_b * kRadians) *
                           std::sin(half_east) * std::sin(half_east);
  return 2 * kEarthRadiusKm * std::asin(std::sqrt(std::fmin(1, chord)));
}

}  // namespace wufei::contract
