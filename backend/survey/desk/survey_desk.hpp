// Surveys at the desk: how far each has come, its results, codes and slips, answers from paper. Shows no more
// of results than the public sees (docs/adr/0021), and each code only to who had it made, for some minutes.
#pragma once

#include "account/staff_door.hpp"
#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "publishing/publishing_service.hpp"
#include "survey/survey_service.hpp"

namespace wufei::http {

// All must outlive the router.
struct SurveyDesk {
  StaffDoor& door;
  service::SurveyService& surveys;
  service::PublishingService& publishing;
  const service::ContentSource& content;
  service::Clock& clock;
  service::IdSource& ids;
  std::string public_url;  // "https://host", "" = not known: then slips have no QR code

  [[nodiscard]] contract::Date today() const { return contract::china_date(clock.now()); }
};

// /desk/surveys and what is below
void add_survey_desk(const SurveyDesk& desk);

}  // namespace wufei::http
