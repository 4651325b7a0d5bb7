// Rules of the content that a JSON Schema cannot say: references between files, order of times, sums. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "county/content.hpp"
#include "lib/base/json.hpp"

namespace wufei::service {

// The documents as read; each has passed its schema.
struct ContentDocuments {
  contract::Json areas;
  contract::Json site;
  contract::Json catalogue;
  contract::Json rules;
  contract::Json columns;
  contract::Json indicators;
  contract::Json feedback;
  std::map<std::string, contract::Json> surveys;  // file -> document
};

inline constexpr const char* kAreasFile = "areas.json";
inline constexpr const char* kSiteFile = "site.json";
inline constexpr const char* kCatalogueFile = "pickup/catalogue.json";
inline constexpr const char* kColumnsFile = "disclosure/columns.json";
inline constexpr const char* kIndicatorsFile = "indicators/indicators.json";
inline constexpr const char* kFeedbackFile = "feedback/rules.json";
inline constexpr const char* kRulesFile = "pickup/rules.json";

inline constexpr const char* kSurveysDirectory = "surveys";

std::vector<ContentFault> check_content_rules(const Content& content, const ContentDocuments& documents);

}  // namespace wufei::service
