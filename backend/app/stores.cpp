#include "app/stores.hpp"

#include "feedback/feedback_store.hpp"
#include "feedback/published_feedback_store.hpp"
#include "guide/guide_store.hpp"
#include "indicator/indicator_store.hpp"
#include "lib/store/access_log_store.hpp"
#include "lib/store/meta_store.hpp"
#include "lib/store/token_store.hpp"
#include "notice/notice_store.hpp"
#include "pickup/pickup_store.hpp"
#include "pickup/slot_store.hpp"
#include "survey/survey_store.hpp"

namespace wufei::app {

std::vector<storage::StoreFacts> all_stores() {
  using namespace storage;
  return {
      MetaStore::facts(),   SlotStore::facts(),      PickupStore::facts(),   TokenStore::facts(),
      NoticeStore::facts(), AccessLogStore::facts(), FeedbackStore::facts(), PublishedFeedbackStore::facts(),
      SurveyStore::facts(), GuideStore::facts(),     IndicatorStore::facts()};
}

}  // namespace wufei::app
