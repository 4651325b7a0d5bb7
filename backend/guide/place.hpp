// Places where residents hand things in: the register that the county publishes. It may be empty; nothing is
// ever made up. Plain data and its JSON; content/guide/places.json is its source.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"

namespace wufei::contract {

struct DropPlace {
  std::string id;
  std::string name;
  std::string area;  // code in areas.json
  std::string type;  // recycling | hazardous | bulky | construction | village
  std::string address;
  std::string hours;                    // as published
  std::vector<std::string> categories;  // of the guide
  bool located = false;
  double latitude = 0;  // degrees, WGS 84; only when located
  double longitude = 0;
};

struct PlaceRegister {
  std::string publisher;
  std::vector<DropPlace> places;
};

PlaceRegister places_from_json(const Json& json);
Json places_to_json(const PlaceRegister& places);

// Kilometres along the earth's surface.
double distance_km(double latitude_a, double longitude_a, double latitude_b, double longitude_b);

}  // namespace wufei::contract
