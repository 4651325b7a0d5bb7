#include "publishing/flow.hpp"

#include <array>
#include <tuple>

#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::Manuscript;
using storage::PublishingStep;
using storage::StepKind;

constexpr std::size_t kStepForm = 16 * 1024;

struct StepLook {
  Text words;
  std::string_view tag;
};
constexpr std::array<StepLook, 5> kStepLooks{{{Text::server_publishing_state_draft, "tag"},
                                              {Text::server_publishing_state_review, "tag warn"},
                                              {Text::server_publishing_state_returned, "tag bad"},
                                              {Text::server_publishing_state_published, "tag good"},
                                              {Text::server_publishing_state_withdrawn, "tag"}}};

struct DoneWords {
  std::string_view word;
  Text text;
};
constexpr DoneWords kEditorDone[] = {{"saved", Text::server_publishing_done_saved},
                                     {"submit", Text::server_publishing_done_submitted},
                                     {"return", Text::server_publishing_done_returned},
                                     {"publish", Text::server_publishing_done_published},
                                     {"withdraw", Text::server_publishing_done_withdrawn}};

const StepLook& look_of(const PublishingStep& step) {
  return kStepLooks[static_cast<std::size_t>(step.kind)];
}

void open_step(HtmlWriter& out, FormParts& parts, const StaffCaller& caller, const std::string& action,
               const Manuscript& manuscript) {
  open_desk_form(out, caller, action);
  parts.hidden(kSeenVersion, std::to_string(manuscript.version()));
  parts.hidden(kStepsField, std::to_string(manuscript.steps.size()));
}

void write_reason(FormParts& parts, std::string name, Text hint, const EditorAgain& again) {
  const std::string typed = again.typed ? std::string(field_value(*again.typed, name)) : std::string();
  parts.text_field({.name = std::move(name),
                    .label = words(Text::server_publishing_reason),
                    .hint = words(hint),
                    .value = typed,
                    .limit = service::kReasonLimits.max});
}

void write_review(HtmlWriter& out, FormParts& parts, const EditorFlow& flow, const StaffCaller& caller,
                  const Manuscript& manuscript, const EditorAgain& again) {
  const std::string path = flow.path(manuscript.item);
  if (manuscript.wrote(contract::actor_text(caller.actor()))) {
    out.element("p", contract::text(Text::server_publishing_second_person), {{"class", "note"}});
  } else {
    out.element("p", contract::text(Text::server_publishing_review_about,
                                    {{"version", std::to_string(manuscript.version())}}));
    open_step(out, parts, caller, path + "/publish", manuscript);
    parts.button(contract::text(Text::server_publishing_publish));
    out.close("form");
  }
  open_step(out, parts, caller, path + "/return", manuscript);
  write_reason(parts, "reason", Text::server_publishing_return_hint, again);
  parts.button(contract::text(Text::server_publishing_return), {}, {}, "second");
  out.close("form");
}

void write_withdraw(HtmlWriter& out, FormParts& parts, const EditorFlow& flow, const StaffCaller& caller,
                    const Manuscript& manuscript, const EditorAgain& again) {
  out.open("details", {{"open", parts.is_wrong("withdraw_reason") ? "open" : kNoAttribute}});
  out.element("summary", contract::text(Text::server_publishing_withdraw));
  open_step(out, parts, caller, flow.path(manuscript.item) + "/withdraw", manuscript);
  write_reason(parts, "withdraw_reason", flow.withdraw_hint, again);
  parts.button(contract::text(Text::server_publishing_withdraw), {}, {}, "danger");
  out.close("form").close("details");
}

void write_editor_done(HtmlWriter& out, const Request& request) {
  for (const DoneWords& one : kEditorDone)
    if (one.word == request.query_value("done"))
      out.element("p", contract::text(one.text), {{"class", "done"}, {"role", "status"}});
}

std::string step_words(const PublishingStep& step) {
  constexpr std::array kWords{Text::server_publishing_step_saved, Text::server_publishing_step_submitted,
                              Text::server_publishing_step_returned, Text::server_publishing_step_published,
                              Text::server_publishing_step_withdrawn};
  return contract::text(kWords[static_cast<std::size_t>(step.kind)],
                        {{"version", std::to_string(step.version)}});
}

void write_state(HtmlWriter& out, const PublishingStep& last) {
  out.element("span", contract::text(look_of(last).words), {{"class", look_of(last).tag}});
}

// Whoever may now: send for review, publish, give back, take back.
void write_flow(HtmlWriter& out, FormParts& parts, const EditorSheet& sheet, const EditorAgain& again) {
  const auto& [flow, caller, manuscript] = std::tie(sheet.flow, sheet.caller, sheet.manuscript);
  const bool publisher = caller.may(Permission::publish_content);
  if (manuscript.is_open() && !manuscript.in_review() && caller.may(Permission::edit_content)) {
    open_step(out, parts, caller, flow.path(manuscript.item) + "/submit", manuscript);
    parts.button(contract::text(Text::server_publishing_submit));
    out.close("form");
  }
  if (manuscript.in_review() && publisher) write_review(out, parts, flow, caller, manuscript, again);
  if (sheet.stands && publisher && flow.withdraw) write_withdraw(out, parts, flow, caller, manuscript, again);
}

void write_steps(HtmlWriter& out, const Manuscript& manuscript, const std::string& version_path) {
  if (manuscript.steps.empty()) return;
  out.element("h2", contract::text(Text::server_publishing_history)).open("ol", {{"class", "history"}});
  for (auto step = manuscript.steps.rbegin(); step != manuscript.steps.rend(); ++step) {
    out.open("li").element("time", moment_words(step->at)).text(" ");
    if (step->kind == StepKind::saved && !version_path.empty())
      out.link(version_path + std::to_string(step->version), step_words(*step));
    else
      out.element("strong", step_words(*step));
    if (step->kind != StepKind::saved && !step->body.empty()) out.element("p", step->body);
    out.text(" ").element("small", colleague(step->actor)).close("li");
  }
  out.close("ol");
}

// ---- The forms

enum class Way : unsigned char { submit, publish, give_back, withdraw };
struct FlowStep {
  Way way;
  std::string_view below;
  Permission permission;
  StepKind leaves;  // what the last step is afterwards
};
constexpr FlowStep kFlowSteps[] = {
    {Way::submit, "submit", Permission::edit_content, StepKind::submitted},
    {Way::publish, "publish", Permission::publish_content, StepKind::published},
    {Way::give_back, "return", Permission::publish_content, StepKind::returned},
    {Way::withdraw, "withdraw", Permission::publish_content, StepKind::withdrawn}};

struct FlowPost {
  const EditorGround& editor;
  const EditorFlow& flow;
  const Manuscript& manuscript;
  const FormFields& fields;
  contract::Actor actor;
  [[nodiscard]] int version() const { return whole_number(field_value(fields, kSeenVersion)); }
  [[nodiscard]] std::string reason(std::string_view name) const {
    return service::without_unseen(field_value(fields, name));
  }
};

// It was sent before by the same person, and the answer was lost.
bool was_done(const FlowPost& post, const FlowStep& step) {
  const auto& steps = post.manuscript.steps;
  return !steps.empty() && steps.back().kind == step.leaves && steps.back().version == post.version() &&
         steps.back().actor == contract::actor_text(post.actor);
}

contract::Status take_step(const FlowPost& post, const FlowStep& step) {
  const std::string& item = post.manuscript.item;
  if (step.way == Way::submit) return post.editor.publishing.submit(item, post.version(), post.actor);
  if (step.way == Way::publish) return post.flow.publish(post.manuscript, post.version(), post.actor);
  if (step.way == Way::give_back)
    return post.editor.publishing.give_back(item, post.version(), post.reason("reason"), post.actor);
  const auto seen = static_cast<std::size_t>(whole_number(field_value(post.fields, kStepsField)));
  return post.flow.withdraw(post.manuscript, seen, post.reason("withdraw_reason"), post.actor);
}

// Before a version goes on: what keeps it from being published.
std::vector<FormFault> faults_before(const FlowPost& post, const FlowStep& step) {
  if (step.way == Way::withdraw && post.flow.holds) return post.flow.holds(post.manuscript.item);
  if (step.way != Way::submit && step.way != Way::publish) return {};
  const PublishingStep* version = post.manuscript.saved(post.version());
  if (version == nullptr) return {};
  return post.flow.faults(post.manuscript.item, version->body);
}

std::vector<FormFault> named_reason(std::vector<FormFault> faults, const FlowStep& step) {
  for (FormFault& fault : faults)
    if (fault.field == "reason" && step.way == Way::withdraw) fault.field = "withdraw_reason";
  return faults;
}

Response post_step(const EditorGround& editor, const EditorFlow& flow, const Request& request,
                   const StaffCaller& caller, const FormFields& fields, const FlowStep& step) {
  const auto item = flow.item(request);
  if (!item) return editor.door.refusal(request, caller, contract::make_error(ErrorCode::not_found));
  const auto manuscript = editor.publishing.find(*item);
  if (!manuscript) return editor.door.refusal(request, caller, manuscript.error());
  const FlowPost post{editor, flow, *manuscript, fields, caller.actor()};
  const std::string after = flow.path(*item) + "?done=" + std::string(step.below);
  if (was_done(post, step)) return StaffDoor::see_other(after);
  if (auto faults = faults_before(post, step); !faults.empty())
    return flow.show(request, caller, {std::move(faults), nullptr, 400});
  const contract::Status done = take_step(post, step);
  if (done) return StaffDoor::see_other(after);
  return flow.show(request, caller,
                   {named_reason(faults_in_words(done.error()), step), &fields,
                    contract::error_status(done.error().code)});
}

}  // namespace

void add_flow_forms(const EditorGroundPtr& editor, const std::shared_ptr<const EditorFlow>& flow) {
  for (const FlowStep& step : kFlowSteps) {
    if (step.way == Way::withdraw && !flow->withdraw) continue;
    const std::string below(step.below);
    editor->door.form(
        flow->base + "/" + below, flow->name + "_" + below, step.permission,
        [editor, flow, &step](const Request& request, const StaffCaller& caller, const FormFields& fields) {
          return post_step(*editor, *flow, request, caller, fields, step);
        },
        kStepForm);
  }
}

Response editor_sheet(const EditorGround& editor, const Request& request, const EditorSheet& sheet,
                      const EditorAgain& again, const std::function<void(HtmlWriter&, FormParts&)>& body) {
  const Manuscript& manuscript = sheet.manuscript;
  HtmlWriter out;
  FormParts parts(out, again.faults);
  parts.summary();
  out.open("p", {{"class", "back"}}).link(sheet.list, contract::text(sheet.list_name)).close("p");
  out.open("div", {{"class", "bar"}}).element("h1", sheet.title);
  if (!manuscript.steps.empty()) write_state(out, manuscript.steps.back());
  out.close("div");
  write_editor_done(out, request);
  out.open("div", {{"class", "split"}}).open("div");
  body(out, parts);
  write_steps(out, manuscript, sheet.version_path);
  out.close("div").open("aside",
                        {{"class", "panel"}, {"aria-label", contract::text(Text::server_publishing_steps)}});
  out.element("h2", contract::text(Text::server_publishing_steps));
  write_flow(out, parts, sheet, again);
  out.close("aside").close("div");
  return editor_reply(editor, sheet.caller, std::string(sheet.list), sheet.title, out.take(), again.status);
}

void write_list_head(HtmlWriter& out, const StaffCaller& caller, Text title, std::string_view fresh,
                     Text fresh_words) {
  out.open("div", {{"class", "bar"}}).element("h1", contract::text(title));
  if (!fresh.empty() && caller.may(Permission::edit_content))
    out.open("p", {{"class", "ways"}})
        .element("a", contract::text(fresh_words), {{"href", fresh}, {"class", "main"}})
        .close("p");
  out.close("div");
}

void write_listed(HtmlWriter& out, const ListedThing& thing) {
  out.open("li").open("a", {{"href", thing.path}}).element("span", thing.name, {{"class", "first"}});
  out.element("small", thing.about).open("span", {{"class", "end"}});
  if (thing.step != nullptr)
    write_state(out, *thing.step);
  else if (thing.tag)
    out.element("span", contract::text(*thing.tag), {{"class", thing.look}});
  out.close("span").close("a").close("li");
}

Response editor_reply(const EditorGround& editor, const StaffCaller& caller, std::string path,
                      std::string title, std::string markup, int status) {
  return editor.door.show(caller, {std::move(path), std::move(title), std::move(markup), status});
}

std::vector<FormFault> faults_in_words(const contract::Error& error) {
  if (error.code == ErrorCode::precondition) return {{{}, {}, words(Text::server_publishing_stale)}};
  if (error.code == ErrorCode::forbidden) return {{{}, {}, words(Text::server_publishing_second_person)}};
  std::vector<FormFault> faults;
  for (const contract::FieldError& field : error.fields)
    faults.push_back({field.pointer.substr(field.pointer.empty() ? 0 : 1),
                      {},
                      contract::rule_text(field.rule, field.limit)});
  if (faults.empty() && error.code == ErrorCode::invalid)
    faults.push_back({{},
                      {},
                      contract::text(Text::server_publishing_refused,
                                     {{"file", ""}, {"place", ""}, {"rule", error.detail}})});
  if (faults.empty()) faults.push_back({{}, {}, std::string(contract::error_explanation(error.code))});
  return faults;
}

std::string colleague(std::string_view actor) {
  constexpr std::string_view kDesk = "desk:";
  return std::string(actor.starts_with(kDesk) ? actor.substr(kDesk.size()) : actor);
}

int whole_number(std::string_view text) {
  return contract::leading_whole<int>(text);
}

}  // namespace wufei::http
