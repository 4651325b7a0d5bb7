#include "desk/cases/case_group_view.hpp"

#include <array>

#include "desk/cases/case_action.hpp"
#include "desk/cases/case_page.hpp"
#include "feedback/feedback_content.hpp"
#include "lib/base/words.hpp"
#include "pickup/booking_rules.hpp"

namespace wufei::http {
namespace {

using contract::CallVerdict;
using contract::Text;

void write_unmerge_form(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  out.element("h2", contract::text(Text::server_work_merged_with));
  out.element("p", contract::text(Text::server_work_unmerge_hint));
  open_action(out, parts, view, "/unmerge");
  parts.button(contract::text(Text::server_work_unmerge), {}, {}, "second");
  out.close("form");
}

void write_merge_form(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  const bool wrong = parts.is_wrong("leader") || parts.is_wrong("merge_reason");
  out.open("details", {{"open", wrong ? "open" : kNoAttribute}});
  out.element("summary", contract::text(Text::server_work_merge));
  open_action(out, parts, view, "/merge");
  parts.text_field({.name = "leader",
                    .label = words(Text::server_work_leader),
                    .hint = words(Text::server_work_leader_hint),
                    .value = typed_or(view.typed, "leader", {}),
                    .limit = 20});
  parts.text_field({.name = "merge_reason",
                    .label = words(Text::server_work_reason),
                    .hint = words(Text::server_work_reason_internal),
                    .value = typed_or(view.typed, "merge_reason", {}),
                    .limit = contract::kFeedbackReasonLimits.max});
  parts.button(contract::text(Text::server_work_merge), {}, {}, "second");
  out.close("form").close("details");
}

}  // namespace

Text verdict_words(CallVerdict verdict) {
  constexpr std::array kWords{Text::server_work_call_missed, Text::server_work_call_satisfied,
                              Text::server_work_call_partly, Text::server_work_call_unsatisfied};
  return kWords[static_cast<std::size_t>(verdict)];
}

void write_group(HtmlWriter& out, const CaseView& view) {
  const auto links = [&](const std::vector<std::string>& references) {
    for (const std::string& reference : references) out.text(" ").link(case_path(reference), reference);
  };
  if (!view.one.leader.empty()) {
    out.open("p", {{"class", "note"}}).text(contract::text(Text::server_work_merged_with));
    links({view.one.leader});
    if (!view.one.merge_reason.empty()) out.text(" ").element("small", view.one.merge_reason);
    out.close("p");
  }
  if (view.one.followers.empty()) return;
  out.open("p", {{"class", "note"}}).text(contract::text(Text::server_work_leads));
  links(view.one.followers);
  out.close("p");
}

void write_merge_forms(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  if (!contract::is_open(view.one.feedback.status)) return;
  if (!view.one.leader.empty()) return write_unmerge_form(out, parts, view);
  if (view.one.followers.empty()) write_merge_form(out, parts, view);
}

void write_call_form(HtmlWriter& out, FormParts& parts, const CaseView& view) {
  const contract::CallRules& rules = view.content.get<service::FeedbackContent>().call;
  const contract::UtcSeconds answered =
      view.one.feedback.answers.empty() ? view.one.feedback.created_at : view.one.feedback.answers.back().at;
  out.element("h2", contract::text(Text::server_work_call_back));
  out.element("p", contract::text(Text::server_work_call_until,
                                  {{"day", service::day_text(contract::call_day(rules, answered))},
                                   {"count", std::to_string(rules.tries)}}));
  open_action(out, parts, view, "/call");
  SelectField::Group said{{},
                          {{"", words(Text::server_work_choose)},
                           {std::string(kNotReached), words(Text::server_work_call_missed)}}};
  for (const CallVerdict verdict : {CallVerdict::satisfied, CallVerdict::partly, CallVerdict::unsatisfied})
    said.choices.push_back({std::string(contract::verdict_name(verdict)), words(verdict_words(verdict))});
  parts.select_field({"verdict",
                      words(Text::server_work_verdict),
                      rules.reopens ? words(Text::server_work_verdict_hint) : std::string(),
                      typed_or(view.typed, "verdict", {}),
                      {std::move(said)}});
  parts.text_field({.name = "remark",
                    .label = words(Text::server_work_remark),
                    .hint = words(Text::server_work_reason_internal),
                    .value = typed_or(view.typed, "remark", {}),
                    .limit = contract::kFeedbackCommentLimits.max});
  parts.button(contract::text(Text::server_work_keep_call));
  out.close("form");
}

}  // namespace wufei::http
