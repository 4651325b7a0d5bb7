#include <cstdio>

#include "county/county_content.hpp"
#include "county/site/shelves.hpp"
#include "guide/guide_content.hpp"
#include "guide/guide_pages.hpp"
#include "guide/guide_parts.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::BlockTone;
using contract::Document;
using contract::DropPlace;
using contract::Text;

struct PlaceType {
  std::string_view id;
  Text name;
};
constexpr PlaceType kTypes[] = {{"recycling", Text::server_place_recycling},
                                {"hazardous", Text::server_place_hazardous},
                                {"bulky", Text::server_place_bulky},
                                {"construction", Text::server_place_construction},
                                {"village", Text::server_place_village}};

std::string type_name(std::string_view id) {
  for (const PlaceType& type : kTypes)
    if (type.id == id) return words(type.name);
  return std::string(id);
}

Block place_filters(const service::ContentSet& content, std::string_view area, std::string_view type) {
  Block block = filters_block(words(Text::server_place_filter), "/guide/places");
  contract::Filter areas, types;
  areas.name = "area";
  areas.label = words(Text::server_place_area);
  areas.value = area;
  areas.choices.push_back({"", words(Text::server_place_all_areas)});
  for (const contract::Area& one : content.get<service::CountyContent>().areas)
    areas.choices.push_back({one.code, one.name});
  types.name = "type";
  types.label = words(Text::server_place_type);
  types.value = type;
  types.choices.push_back({"", words(Text::server_place_all_types)});
  for (const PlaceType& one : kTypes) types.choices.push_back({std::string(one.id), words(one.name)});
  block.filters = {std::move(areas), std::move(types)};
  return block;
}

// RFC 5870; the phone opens its own map.
std::string geo_link(const DropPlace& place) {
  char text[64];
  std::snprintf(text, sizeof text, "geo:%.6f,%.6f", place.latitude, place.longitude);
  return text;
}

std::string category_names(const contract::Guide& guide, const DropPlace& place) {
  std::string out;
  for (const std::string& category : place.categories)
    contract::append_listed(out, guide_category_name(guide, category));
  return out;
}

std::vector<contract::Spans> place_row(const service::ContentSet& content, const DropPlace& place) {
  const contract::Span position = place.located
                                      ? contract::link_span(words(Text::server_place_map), geo_link(place))
                                      : contract::span(words(Text::server_place_no_position));
  return {{contract::span(place.name)},
          {contract::span(contract::area_name(content.get<service::CountyContent>().areas, place.area))},
          {contract::span(type_name(place.type))},
          {contract::span(place.address)},
          {contract::span(place.hours)},
          {contract::span(category_names(content.get<service::GuideContent>().guide, place))},
          {position}};
}

Block places_table(const service::ContentSet& content, std::string_view area, std::string_view type) {
  Block block = table_block(words(Text::server_guide_places));
  for (const Text title :
       {Text::server_place_name, Text::server_place_area, Text::server_place_type, Text::server_place_address,
        Text::server_place_hours, Text::server_place_takes, Text::server_place_position})
    block.columns.push_back({words(title), false});
  for (const DropPlace& place : content.get<service::GuideContent>().places.places)
    if ((area.empty() || place.area == area) && (type.empty() || place.type == type))
      block.rows.push_back(place_row(content, place));
  return block;
}

Document places_page(const service::ContentSet& content, std::string_view area, std::string_view type) {
  Document document =
      guide_page(words(Text::server_guide_places),
                 contract::text(Text::server_place_about,
                                {{"publisher", content.get<service::GuideContent>().places.publisher}}));
  document.indexed = area.empty() && type.empty();
  document.blocks.push_back(contract::paragraph_block(document.description));
  if (content.get<service::GuideContent>().places.places.empty()) {
    document.blocks.push_back(contract::note_block(
        BlockTone::info, words(Text::server_place_none),
        contract::text(Text::server_place_none_text,
                       {{"line", content.get<service::CountyContent>().site.service_number}})));
    return document;
  }
  document.blocks.push_back(place_filters(content, area, type));
  Block table = places_table(content, area, type);
  if (table.rows.empty())
    document.blocks.push_back(contract::note_block(BlockTone::info, words(Text::server_place_none_here),
                                                   words(Text::server_place_none_here_text)));
  else
    document.blocks.push_back(std::move(table));
  return document;
}

}  // namespace

void add_place_pages(DocumentBook& book, service::ContentSource& source) {
  book.add({.pattern = "/guide/places",
            .query = {"area", "type"},
            .make = [&source](const PageCall& call) -> contract::Result<Document> {
              return places_page(*source.current(), call.value("area"), call.value("type"));
            },
            .listing = Listing{Shelf::guide, Text::server_site_map_places}});
}

}  // namespace wufei::http
