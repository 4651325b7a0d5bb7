#include "app/features.hpp"

// A new subject is one folder (with NAME_feature.cpp) and one line here; see docs/adding-a-subject.md.
#define WUFEI_FEATURES(X) \
  X(county)               \
  X(indicator)            \
  X(plan)                 \
  X(disclosure)           \
  X(pickup)               \
  X(guide)                \
  X(notice)               \
  X(feedback)             \
  X(survey)               \
  X(search)               \
  X(opendata)

namespace wufei::app {

#define WUFEI_DECLARE(name) Feature name##_feature();
WUFEI_FEATURES(WUFEI_DECLARE)

std::vector<Feature> features() {
#define WUFEI_MAKE(name) name##_feature(),
  return {WUFEI_FEATURES(WUFEI_MAKE)};
}

service::ContentParts content_parts() {
  service::ContentParts parts;
  for (const Feature& feature : features())
    if (feature.content) parts.push_back(feature.content());
  return parts;
}

}  // namespace wufei::app
