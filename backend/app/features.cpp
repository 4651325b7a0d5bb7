#include "app/features.hpp"

#include <sstream>
#include <utility>

// A new subject is one folder (with NAME_feature.cpp) and one line here; see docs/adding-a-subject.md.
#define WUFEI_FEATURES(X) \
  X(county)               \
  X(journal)              \
  X(indicator)            \
  X(plan)                 \
  X(disclosure)           \
  X(pickup)               \
  X(guide)                \
  X(notice)               \
  X(account)              \
  X(feedback)             \
  X(desk)                 \
  X(launch)               \
  X(ledger)               \
  X(publishing)           \
  X(survey)               \
  X(assessment)           \
  X(waste)                \
  X(search)               \
  X(opendata)

namespace wufei::app {

#define WUFEI_DECLARE(name) Feature name##_feature();
WUFEI_FEATURES(WUFEI_DECLARE)

std::vector<Feature> features() {
#define WUFEI_MAKE(name) name##_feature(),
  return {WUFEI_FEATURES(WUFEI_MAKE)};
}

// Each subject with those that it may include, of backend/subjects.txt.
constexpr std::pair<std::string_view, std::string_view> kSubjects[] = {
#include "subjects.inc"
};

std::vector<std::string> known_to(std::string_view subject) {
  std::vector<std::string> known{"county"};
  for (const auto& [name, included] : kSubjects) {
    if (name != subject) continue;
    std::istringstream names{std::string(included)};
    for (std::string one; names >> one; known.push_back(one))
      for (const std::string& further : known_to(one)) known.push_back(further);
  }
  return known;
}

service::ContentParts content_parts() {
  service::ContentParts parts;
  for (const Feature& feature : features())
    if (feature.content) parts.push_back(feature.content());
  return parts;
}

void join_all(storage::Store& store) {
  for (const Feature& feature : features())
    if (feature.join != nullptr) feature.join(store);
}

std::vector<storage::StoreFacts> all_stores() {
  std::vector<storage::StoreFacts> stores;
  for (const Feature& feature : features())
    stores.insert(stores.end(), feature.stores.begin(), feature.stores.end());
  return stores;
}

}  // namespace wufei::app
