#include "app/content_parts.hpp"

#include "county/county_content.hpp"
#include "disclosure/article_content.hpp"
#include "feedback/feedback_content.hpp"
#include "guide/guide_content.hpp"
#include "indicator/indicator_content.hpp"
#include "opendata/open_data_content.hpp"
#include "pickup/pickup_content.hpp"
#include "plan/plan_content.hpp"
#include "survey/survey_content.hpp"

namespace wufei::app {

service::ContentParts content_parts() {
  using namespace service;
  return {county_part(), pickup_part(),   plan_part(),   indicator_part(), disclosure_part(),
          guide_part(),  feedback_part(), survey_part(), open_data_part()};
}

}  // namespace wufei::app
