#include "desk/cases/case_page.hpp"

#include "county/county_content.hpp"
#include "county/site/references.hpp"
#include "desk/cases/case_action.hpp"
#include "desk/cases/case_view.hpp"
#include "desk/desk_parts.hpp"
#include "feedback/feedback_content.hpp"
#include "lib/base/find.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "pickup/booking_rules.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Status;
using contract::Text;

constexpr std::size_t kForm = 64 * 1024;  // two texts of 2,000 characters

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
  const StaffNames names(desk.door);
  const CaseView view{caller,
                      *content,
                      *one,
                      *file,
                      names,
                      desk.today(),
                      again.with_phone,
                      request.query_value("done"),
                      std::move(again.faults),
                      again.typed};
  return desk.door.show(caller,
                        {std::string(kInbox), one->feedback.reference, case_html(view), again.status});
}

std::vector<std::pair<std::string_view, std::string>> template_values(
    const service::ContentSet& content, const contract::FeedbackCase& feedback) {
  const contract::Site& site = content.get<service::CountyContent>().site;
  const auto& rules = content.get<service::FeedbackContent>();
  const contract::FeedbackKind* kind = contract::find_kind(rules, feedback.kind);
  const contract::FeedbackTopic* topic = contract::find_topic(rules, feedback.topic);
  return {{"portal", site.portal_name},
          {"line", site.service_number},
          {"reference", feedback.reference},
          {"body", feedback.body},
          {"kind", kind ? kind->name : feedback.kind},
          {"topic", topic ? topic->name : feedback.topic},
          {"received", service::day_text(contract::china_date(feedback.created_at))},
          {"due", feedback.due ? service::day_text(*feedback.due) : std::string()}};
}

// Fields of the forms behind the pointers of the services.
const std::vector<FieldLabel>& labels() {
  static const std::vector<FieldLabel> kLabels{{"/body", "body", Text::server_work_body},
                                               {"/note", "close_note", Text::server_work_reason},
                                               {"/reason", "merge_reason", Text::server_work_reason},
                                               {"/leader", "leader", Text::server_work_leader},
                                               {"/verdict", "verdict", Text::server_work_verdict},
                                               {"/remark", "remark", Text::server_work_remark},
                                               {"/text", "public_text", Text::server_work_public_text},
                                               {"/answer", "public_answer", Text::server_work_public_answer}};
  return kLabels;
}

// ---- Forms

std::vector<FormFault> faults_of(const contract::Error& error, const CaseAction& action) {
  if (action.below == "/publish" && error.code == ErrorCode::forbidden)
    return {{{}, {}, words(Text::server_work_second_person)}};
  if (action.below == "/drop" || action.below == "/note") return desk_faults(error);
  if (action.below != "/answer") return desk_faults(error, labels());
  return desk_faults(error, {{"/answer", "answer", Text::server_work_answer_text}});
}

// The service holds the version that was shown against the one that stands; here is only told apart what was
// sent twice, because its first answer was lost.
Response take(const DeskGround& desk, const Request& request, const StaffCaller& caller,
              const FormFields& fields, const CaseAction& action) {
  const auto before = case_of(desk, request, caller, false);
  if (!before) return desk.door.refusal(request, caller, before.error());
  const CasePosted posted{desk, caller, fields, *before};
  const std::string after = with_query(case_path(posted.reference()), {{"done", action.done}});
  const auto again = [&](std::vector<FormFault> faults, int status) {
    return case_reply(desk, request, caller, {std::move(faults), &fields, status});
  };
  if (posted.version() != before->version && action.is_done(posted)) return StaffDoor::see_other(after);
  if (auto faults = action.faults(posted); !faults.empty()) return again(std::move(faults), 400);
  const Status done = action.perform(posted);
  if (!done) return again(faults_of(done.error(), action), again_status(done.error()));
  // To a body that this account does not see: back to the inbox.
  const auto now = case_of(desk, request, caller, false);
  return StaffDoor::see_other(now ? after : with_query(std::string(kInbox), {{"done", action.done}}));
}

// The answer that is being written, with a template after it; nothing is kept.
Response insert_template(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                         const FormFields& fields) {
  const auto one = case_of(desk, request, caller, false);
  if (!one) return desk.door.refusal(request, caller, one.error());
  const auto content = desk.content.current();
  const auto& feedback = content->get<service::FeedbackContent>();
  const auto* found =
      contract::find_by(&service::AnswerTemplate::id, feedback.templates, entered(fields, "template"));
  FormFields typed = fields;
  if (found == nullptr)
    return case_reply(
        desk, request, caller,
        {{{"template", words(Text::server_work_template), words(Text::server_work_no_template)}},
         &typed,
         400});
  std::string answer = entered(fields, "answer");
  if (!answer.empty()) answer += '\n';
  typed["answer"] = answer + service::filled_template(found->text, template_values(*content, one->feedback));
  return case_reply(desk, request, caller, {.typed = &typed});
}

Response show_photo(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const auto one = case_of(desk, request, caller, false);
  if (!one) return desk.door.refusal(request, caller, one.error());
  auto photos = desk.feedback.photos(one->feedback.reference, caller.actor());
  if (!photos) return desk.door.refusal(request, caller, photos.error());
  const auto number = contract::leading_whole<std::size_t>(request.path_parameter("number"));
  if (number < 1 || number > photos->size())
    return desk.door.refusal(request, caller,
                             contract::make_error(ErrorCode::not_found, "no such photograph"));
  return private_jpeg(std::move((*photos)[number - 1]));
}

}  // namespace

std::string case_path(std::string_view reference, std::string_view below) {
  return std::string(kInbox) + "/" + std::string(reference) + std::string(below);
}

contract::Result<service::StaffFeedback> case_of(const DeskGround& desk, const Request& request,
                                                 const StaffCaller& caller, bool with_phone) {
  const auto reference =
      contract::normalised_reference(request.path_parameter("reference"), contract::kFeedbackPrefix);
  if (!reference) return contract::make_error(ErrorCode::not_found, "no such case");
  return desk.feedback.show(*reference, with_phone, caller.actor(), caller.account.department);
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
  desk->door.form(
      one + "/template", "desk_case_template", Permission::handle_cases,
      [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return insert_template(*desk, request, caller, fields);
      },
      kForm);
  for (const auto actions : {case_actions(), case_group_actions()})
    for (const CaseAction& action : actions)
      desk->door.form(
          one + std::string(action.below), action.name, action.permission,
          [desk, &action](const Request& request, const StaffCaller& caller, const FormFields& fields) {
            return take(*desk, request, caller, fields, action);
          },
          kForm);
}

}  // namespace wufei::http
