// Public pages beside the county's sums: who may move construction waste and where it may be taken in
// (/waste/places), the rules with what they rest on (/waste/rules).
#pragma once

#include "county/content_source.hpp"
#include "lib/page/document_book.hpp"
#include "waste/places/places_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kWastePlaces = "/waste/places", kWasteRules = "/waste/rules";

// All must outlive the book.
void add_places_page(DocumentBook& book, service::PlacesService& places,
                     const service::ContentSource& content);
void add_waste_rules_page(DocumentBook& book, const service::ContentSource& content);

}  // namespace wufei::http
