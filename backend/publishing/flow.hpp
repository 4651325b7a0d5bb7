// What pages of all that is written at the desk have in common, whatever it is: where a version stands, who
// reads and publishes it, the steps it went; and the forms of those steps. Writes markup only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "account/staff_door.hpp"
#include "county/clock.hpp"
#include "lib/page/form_parts.hpp"
#include "publishing/article_draft.hpp"
#include "publishing/publishing_service.hpp"

namespace wufei::http {

// What every page of editors works with; all must outlive the router.
struct EditorGround {
  StaffDoor& door;
  service::PublishingService& publishing;
  service::ContentKeeper& keeper;
  service::IndicatorService& indicators;
  const service::ContentSource& content;
  service::Clock& clock;
  const DocumentBook& book;

  [[nodiscard]] contract::Date today() const { return contract::china_date(clock.now()); }
};
using EditorGroundPtr = std::shared_ptr<const EditorGround>;

// A page that is shown again, with what is wrong and what was typed.
struct EditorAgain {
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  int status = 200;
};

// One kind of things that are written.
struct EditorFlow {
  std::string base;  // pattern of one thing's page; its steps are posted below it
  std::string name;  // of its routes
  // The item that a request is about; nothing when there can be none.
  std::function<std::optional<std::string>(const Request&)> item;
  std::function<std::string(const std::string& item)> path;
  std::function<Response(const Request&, const contract::StaffCaller&, EditorAgain)> show;
  // What keeps a version from being published.
  std::function<std::vector<FormFault>(const std::string& item, const std::string& body)> faults;
  std::function<contract::Status(const service::Manuscript&, int version, const contract::Actor&)> publish;
  // Null: it cannot be taken back.
  std::function<contract::Status(const service::Manuscript&, std::size_t seen, const std::string& reason,
                                 const contract::Actor&)>
      withdraw = nullptr;
};

inline constexpr std::string_view kSeenVersion = "version";  // the version that was shown
inline constexpr std::string_view kStepsField = "steps";     // how many steps were shown

// BASE/submit, /publish, /return and, where it can be, /withdraw.
void add_flow_forms(const EditorGroundPtr& editor, const std::shared_ptr<const EditorFlow>& flow);

// The state of the latest version as a tag; its last step in words.
void write_state(HtmlWriter& out, const storage::PublishingStep& last);
std::string step_words(const storage::PublishingStep& step);
// Whoever may now: send for review, publish, give back, take back (`stands`: residents read it now).
void write_flow(HtmlWriter& out, FormParts& parts, const EditorFlow& flow,
                const contract::StaffCaller& caller, const service::Manuscript& manuscript, bool stands,
                const EditorAgain& again);
// Versions and steps, newest first; `version_path`: where one version is read, "" = nowhere.
void write_steps(HtmlWriter& out, const service::Manuscript& manuscript, const std::string& version_path);

Response editor_reply(const EditorGround& editor, const contract::StaffCaller& caller, std::string path,
                      std::string title, std::string markup, int status = 200);
// What was just done, a word of the address.
void write_editor_done(HtmlWriter& out, const Request& request);
std::vector<FormFault> faults_in_words(const contract::Error& error);
std::string colleague(std::string_view actor);
std::string day_and_time(contract::UtcSeconds instant);
int whole_number(std::string_view text);  // 0 when it is none

}  // namespace wufei::http
