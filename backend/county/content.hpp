// The county's content as the server uses it: read from a directory, checked against content/schema/ and
// against the rules that span files. Bad content is refused with every fault named; there is no half-loaded
// content.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "county/area.hpp"
#include "county/site.hpp"
#include "disclosure/article.hpp"
#include "feedback/feedback_rules.hpp"
#include "guide/guide.hpp"
#include "guide/place.hpp"
#include "guide/recyclables.hpp"
#include "indicator/indicator.hpp"
#include "lib/document/open_data.hpp"
#include "pickup/catalogue.hpp"
#include "pickup/pickup_rules.hpp"
#include "plan/plan.hpp"
#include "survey/survey.hpp"

namespace wufei::service {

// The sorting guide and what belongs to it.
struct GuideContent {
  contract::Guide guide;
  std::vector<contract::Recyclables> recyclables;  // newest version first, at least one
  contract::PlaceRegister places;
};

// A picture of content/media/; its bytes are shared by all who hold the content.
struct MediaFile {
  std::string name;           // "booking-step.webp"
  std::string media_type;     // image/png, image/jpeg, image/webp
  int width = 0, height = 0;  // pixels
  std::shared_ptr<const std::string> bytes;
};

struct Content {
  contract::Areas areas;
  contract::Catalogue catalogue;
  contract::PickupRules rules;
  contract::Site site;
  contract::Disclosure disclosure;
  std::vector<MediaFile> media;  // by name
  GuideContent guide;
  contract::Plan plan;
  contract::OpenDataText open_data;
  contract::IndicatorTable indicators;
  contract::FeedbackRules feedback;
  contract::Surveys surveys;  // drafts included, ordered by id
  int reminder_minute = 0;    // minutes after midnight of the day before collection, +08:00
};

// `file` relative to the content directory, `pointer` RFC 6901 into it ("" for the whole), `rule` one English
// sentence.
struct ContentFault {
  std::string file;
  std::string pointer;
  std::string rule;
};

struct LoadedContent {
  std::optional<Content> content;  // only when there are no faults
  std::vector<ContentFault> faults;
};

// Reads areas.json, site.json, pickup/, plan/, disclosure/, media/, guide/, feedback/, indicators/, surveys/
// and their schemas in `directory`/schema.
LoadedContent load_content(const std::filesystem::path& directory);
// "pickup/rules.json#/windows/0/start: must match pattern ..." one line per fault.
std::string describe(const std::vector<ContentFault>& faults);

}  // namespace wufei::service
