#include "app/features.hpp"

// A new subject is one folder (with NAME_feature.cpp) and one line here; see docs/adding-a-subject.md.
#define WUFEI_FEATURES(X) \
  X(county)               \
  X(disclosure)           \
  X(guide)                \
  X(indicator)            \
  X(plan)                 \
  X(pickup)               \
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

std::vector<storage::StoreFacts> all_stores() {
  std::vector<storage::StoreFacts> stores;
  for (const Feature& feature : features())
    stores.insert(stores.end(), feature.stores.begin(), feature.stores.end());
  return stores;
}

}  // namespace wufei::app
