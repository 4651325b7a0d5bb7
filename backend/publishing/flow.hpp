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
#include "guide/guide_service.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/page/moment.hpp"
#include "publishing/draft.hpp"
#include "publishing/publishing_service.hpp"

namespace wufei::http {

// What every page of editors works with; all must outlive the router.
struct EditorGround {
  StaffDoor& door;
  service::PublishingService& publishing;
  service::ContentKeeper& keeper;
  service::IndicatorService& indicators;
  service::GuideService& guide;
  const service::ContentSource& content;
  service::Clock& clock;
  const DocumentBook& book;

  [[nodiscard]] contract::Date today() const { return contract::china_date(clock.now()); }
  // A path of this site that the book knows must open; what it does not know is no document and was held
  // against the client's pages.
  [[nodiscard]] bool leads(const std::string& link) const {
    const std::string target = link.substr(0, link.find('#'));
    return !book.knows(target) || book.open(target).has_value();
  }
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
  contract::Text withdraw_hint = contract::Text::server_publishing_withdraw_hint;
  // What keeps it from being taken back; null: nothing.
  std::function<std::vector<FormFault>(const std::string& item)> holds = nullptr;
};

inline constexpr std::string_view kSeenVersion = "version";  // the version that was shown
inline constexpr std::string_view kStepsField = "steps";     // how many steps were shown

// BASE/submit, /publish, /return and, where it can be, /withdraw.
void add_flow_forms(const EditorGroundPtr& editor, const std::shared_ptr<const EditorFlow>& flow);

// The page of one thing: the way back to the list, its name and state, what was just done, then `body`, its
// versions and steps, newest first; beside it what whoever looks may do now.
struct EditorSheet {
  std::string_view list;  // path
  contract::Text list_name;
  std::string title;
  const EditorFlow& flow;
  const contract::StaffCaller& caller;
  const service::Manuscript& manuscript;
  bool stands = false;            // residents read it now
  std::string version_path = {};  // where one version is read, "" = nowhere
};
Response editor_sheet(const EditorGround& editor, const Request& request, const EditorSheet& sheet,
                      const EditorAgain& again, const std::function<void(HtmlWriter&, FormParts&)>& body);

// The list of one kind, `fresh`: the way to a new one, for those who write; "" = there is none.
void write_list_head(HtmlWriter& out, const contract::StaffCaller& caller, contract::Text title,
                     std::string_view fresh = {}, contract::Text fresh_words = {});
struct ListedThing {
  std::string path, name, about;
  const storage::PublishingStep* step = nullptr;     // its state, or
  std::optional<contract::Text> tag = std::nullopt;  // this
  std::string_view look = "tag";
};
void write_listed(HtmlWriter& out, const ListedThing& thing);

Response editor_reply(const EditorGround& editor, const contract::StaffCaller& caller, std::string path,
                      std::string title, std::string markup, int status = 200);
std::vector<FormFault> faults_in_words(const contract::Error& error);
std::string colleague(std::string_view actor);
int whole_number(std::string_view text);  // 0 when it is none

}  // namespace wufei::http
