#include "desk/cases/case_page.hpp"

#include <charconv>

#include "county/site/references.hpp"
#include "desk/cases/case_view.hpp"
#include "desk/desk_parts.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Status;
using contract::Text;

constexpr std::size_t kForm = 64 * 1024;  // two texts of 2,000 characters
constexpr contract::TextLimits kReason{1, 500, true};

struct Again {
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  int status = 200;
  bool with_phone = false;
};

Response case_reply(const DeskGround& desk, const Request& request, const StaffCaller& caller, Again again) {
  const auto one = case_of(desk, request, caller, again.with_phone);
  if (!one) return desk.door.refusal(request, caller, one.error());
  const auto file = desk.cases.file(one->feedback.reference);
  if (!file) return desk.door.refusal(request, caller, file.error());
  const auto content = desk.content.current();
  const CaseView view{caller,
                      *content,
                      *one,
                      *file,
                      desk.today(),
                      again.with_phone,
                      request.query_value("done"),
                      std::move(again.faults),
                      again.typed};
  return desk_reply(desk, caller,
                    {std::string(kInbox), one->feedback.reference, case_html(view), again.status});
}

// A form about the case that it showed.
struct Posted {
  const DeskGround& desk;
  const StaffCaller& caller;
  const FormFields& fields;
  const service::StaffFeedback& before;
  [[nodiscard]] const std::string& reference() const { return before.feedback.reference; }
  [[nodiscard]] std::string text(std::string_view name) const { return entered(fields, name); }
  [[nodiscard]] contract::Actor actor() const { return caller.actor(); }
};

struct Action {
  std::string_view below, name, done;
  Permission permission;
  // What is wrong with what was typed.
  std::vector<FormFault> (*faults)(const Posted&);
  Status (*perform)(const Posted&);
  // It was sent before, and the answer was lost.
  bool (*is_done)(const Posted&);
};

// Fields of the forms behind the pointers of the services.
const std::vector<FieldLabel>& labels() {
  static const std::vector<FieldLabel> kLabels{{"/body", "body", Text::server_work_body},
                                               {"/note", "close_note", Text::server_work_reason},
                                               {"/text", "public_text", Text::server_work_public_text},
                                               {"/answer", "public_answer", Text::server_work_public_answer}};
  return kLabels;
}

std::vector<FormFault> some(std::optional<FormFault> fault) {
  if (!fault) return {};
  return {std::move(*fault)};
}

std::vector<FormFault> no_faults(const Posted&) {
  return {};
}
bool never(const Posted&) {
  return false;
}

// ---- The actions

std::vector<FormFault> assign_faults(const Posted& posted) {
  auto faults = some(short_text_fault("body", Text::server_work_body, posted.text("body")));
  // To take a case from one body to another needs a reason, which colleagues read.
  const bool moved = !posted.before.feedback.body.empty();
  if (const std::string reason = posted.text("reason"); moved || !reason.empty())
    if (auto fault = long_text_fault("reason", Text::server_work_reason, reason, kReason))
      faults.push_back(std::move(*fault));
  return faults;
}

Status assign(const Posted& posted) {
  const auto done = posted.desk.feedback.assign(posted.reference(), posted.text("body"), posted.actor());
  if (!done) return done.error();
  const std::string reason = posted.text("reason");
  if (reason.empty()) return contract::ok();
  return posted.desk.cases.note(posted.reference(), storage::CaseNoteKind::transfer, reason, posted.actor());
}

bool is_assigned(const Posted& posted) {
  return posted.before.feedback.body == posted.text("body");
}

std::vector<FormFault> note_faults(const Posted& posted) {
  return some(long_text_fault("note", Text::server_work_note_internal, posted.text("note"), kReason));
}

Status note(const Posted& posted) {
  return posted.desk.cases.note(posted.reference(), storage::CaseNoteKind::note, posted.text("note"),
                                posted.actor());
}

std::vector<FormFault> answer_faults(const Posted& posted) {
  return some(long_text_fault("answer", Text::server_work_answer_text, posted.text("answer"),
                              {2, contract::kFeedbackTextLimits.max, true}));
}

Status answer(const Posted& posted) {
  return contract::status_of(
      posted.desk.feedback.answer(posted.reference(), posted.text("answer"), posted.actor()));
}

bool is_answered(const Posted& posted) {
  const auto& answers = posted.before.feedback.answers;
  return !answers.empty() && answers.back().text == posted.text("answer");
}

std::vector<FormFault> close_faults(const Posted& posted) {
  const std::string note = posted.text("close_note");
  if (note.empty() && !contract::is_open(posted.before.feedback.status)) return {};
  return some(long_text_fault("close_note", Text::server_work_reason, note, kReason));
}

Status close(const Posted& posted) {
  return contract::status_of(
      posted.desk.feedback.close(posted.reference(), posted.text("close_note"), posted.actor()));
}

bool is_closed(const Posted& posted) {
  return posted.before.feedback.status == contract::FeedbackStatus::closed;
}

std::vector<FormFault> propose_faults(const Posted& posted) {
  const contract::TextLimits limits{2, contract::kFeedbackTextLimits.max, true};
  auto faults =
      some(long_text_fault("public_text", Text::server_work_public_text, posted.text("public_text"), limits));
  if (auto fault = long_text_fault("public_answer", Text::server_work_public_answer,
                                   posted.text("public_answer"), limits))
    faults.push_back(std::move(*fault));
  return faults;
}

Status propose(const Posted& posted) {
  return posted.desk.cases.propose(posted.reference(), posted.text("public_text"),
                                   posted.text("public_answer"), posted.actor());
}

Status publish(const Posted& posted) {
  return posted.desk.cases.publish(posted.reference(), number_field(posted.fields, kNumber), posted.actor());
}

bool is_published(const Posted& posted) {
  return !posted.before.feedback.published.empty();
}

std::vector<FormFault> drop_faults(const Posted& posted) {
  return some(long_text_fault("drop_reason", Text::server_work_reason, posted.text("drop_reason"), kReason));
}

Status drop(const Posted& posted) {
  return posted.desk.cases.drop(posted.reference(), number_field(posted.fields, kNumber),
                                posted.text("drop_reason"), posted.actor());
}

Status withdraw(const Posted& posted) {
  return contract::status_of(posted.desk.feedback.unpublish(posted.reference(), posted.actor()));
}

bool is_withdrawn(const Posted& posted) {
  return posted.before.feedback.published.empty();
}

constexpr Action kActions[] = {
    {"/assign", "desk_case_assign", "transferred", Permission::handle_cases, assign_faults, assign,
     is_assigned},
    {"/note", "desk_case_note", "noted", Permission::handle_cases, note_faults, note, never},
    {"/answer", "desk_case_answer", "answered", Permission::handle_cases, answer_faults, answer, is_answered},
    {"/close", "desk_case_close", "closed", Permission::handle_cases, close_faults, close, is_closed},
    {"/propose", "desk_case_propose", "proposed", Permission::publish_cases, propose_faults, propose, never},
    {"/publish", "desk_case_publish", "published", Permission::publish_cases, no_faults, publish,
     is_published},
    {"/drop", "desk_case_drop", "dropped", Permission::publish_cases, drop_faults, drop, never},
    {"/withdraw", "desk_case_withdraw", "withdrawn", Permission::publish_cases, no_faults, withdraw,
     is_withdrawn}};

// ---- Forms

std::vector<FormFault> faults_of(const contract::Error& error, const Action& action) {
  if (action.below == "/publish" && error.code == ErrorCode::forbidden)
    return {{{}, {}, words(Text::server_work_second_person)}};
  if (action.below == "/drop" || action.below == "/note") return desk_faults(error);
  return desk_faults(error, labels());
}

// A note changes nothing that colleagues could have changed meanwhile.
bool is_stale(const Posted& posted, const Action& action) {
  const auto seen = static_cast<std::size_t>(number_field(posted.fields, kSeen));
  return action.below != "/note" && seen != posted.before.feedback.history.size();
}

Response take(const DeskGround& desk, const Request& request, const StaffCaller& caller,
              const FormFields& fields, const Action& action) {
  const auto before = case_of(desk, request, caller, false);
  if (!before) return desk.door.refusal(request, caller, before.error());
  const Posted posted{desk, caller, fields, *before};
  const std::string after = with_query(case_path(posted.reference()), {{"done", action.done}});
  const auto again = [&](std::vector<FormFault> faults, int status) {
    return case_reply(desk, request, caller, {std::move(faults), &fields, status});
  };
  if (is_stale(posted, action)) {
    if (action.is_done(posted)) return StaffDoor::see_other(after);
    return again(desk_faults(contract::make_error(ErrorCode::precondition)), 412);
  }
  if (auto faults = action.faults(posted); !faults.empty()) return again(std::move(faults), 400);
  const Status done = action.perform(posted);
  if (!done) return again(faults_of(done.error(), action), again_status(done.error()));
  // To a body that this account does not see: back to the inbox.
  const auto now = case_of(desk, request, caller, false);
  return StaffDoor::see_other(now ? after : with_query(std::string(kInbox), {{"done", action.done}}));
}

Response show_photo(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const auto one = case_of(desk, request, caller, false);
  if (!one) return desk.door.refusal(request, caller, one.error());
  auto photos = desk.feedback.photos(one->feedback.reference, caller.actor());
  if (!photos) return desk.door.refusal(request, caller, photos.error());
  const std::string_view text = request.path_parameter("number");
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  if (number < 1 || number > photos->size())
    return desk.door.refusal(request, caller,
                             contract::make_error(ErrorCode::not_found, "no such photograph"));
  Response response = text_response(200, "image/jpeg", std::move((*photos)[number - 1]));
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

std::string case_path(std::string_view reference, std::string_view below) {
  return std::string(kInbox) + "/" + std::string(reference) + std::string(below);
}

bool is_theirs(const StaffCaller& caller, const contract::FeedbackCase& feedback) {
  return caller.account.department.empty() || caller.account.department == feedback.body;
}

contract::Result<service::StaffFeedback> case_of(const DeskGround& desk, const Request& request,
                                                 const StaffCaller& caller, bool with_phone) {
  const auto reference =
      contract::normalised_reference(request.path_parameter("reference"), contract::kFeedbackPrefix);
  if (!reference) return contract::make_error(ErrorCode::not_found, "no such case");
  auto one = desk.feedback.show(*reference, false, caller.actor());
  if (!one) return one.error();
  if (!is_theirs(caller, one->feedback))
    return contract::make_error(ErrorCode::not_found, "of another department");
  return with_phone ? desk.feedback.show(*reference, true, caller.actor()) : std::move(one);
}

void add_case_pages(const std::shared_ptr<const DeskGround>& desk) {
  const std::string one = case_path("{reference}");
  desk->door.page(one, "desk_case", Permission::view_cases,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return case_reply(*desk, request, caller, {});
                  });
  desk->door.page(one + "/photos/{number}", "desk_case_photo", Permission::view_cases,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return show_photo(*desk, request, caller);
                  });
  desk->door.form(
      one + "/phone", "desk_case_phone", Permission::view_phone,
      [desk](const Request& request, const StaffCaller& caller, const FormFields&) {
        if (!caller.may(Permission::view_cases)) return not_theirs(*desk, request, caller);
        return case_reply(*desk, request, caller, {.with_phone = true});
      },
      kForm);
  for (const Action& action : kActions)
    desk->door.form(
        one + std::string(action.below), action.name, action.permission,
        [desk, &action](const Request& request, const StaffCaller& caller, const FormFields& fields) {
          return take(*desk, request, caller, fields, action);
        },
        kForm);
}

}  // namespace wufei::http
