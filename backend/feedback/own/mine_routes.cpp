#include "feedback/own/mine_routes.hpp"

#include "county/county_content.hpp"
#include "county/site/references.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_form.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using Facts = std::vector<std::pair<std::string, std::string>>;

void add_names(Facts& facts, const service::ContentSet& content, const contract::FeedbackCase& feedback) {
  const auto& rules = content.get<service::FeedbackContent>();
  const auto* kind = contract::find_kind(rules, feedback.kind);
  const auto* topic = contract::find_topic(rules, feedback.topic);
  const auto* area = contract::find_area(content.get<service::CountyContent>().areas, feedback.area);
  facts.emplace_back(words(Text::server_form_status), feedback_status_text(feedback.status));
  facts.emplace_back(words(Text::server_form_kind), kind ? kind->name : std::string());
  facts.emplace_back(words(Text::server_form_topic), topic ? topic->name : std::string());
  facts.emplace_back(words(Text::server_form_area), area ? area->name : std::string());
  facts.emplace_back(words(Text::server_form_page), feedback.page);
}

Facts facts_of(const service::ContentSet& content, const contract::MyData& data) {
  const auto feedback = contract::feedback_case_from_json(data.record);
  if (!feedback) return {};
  Facts facts;
  add_names(facts, content, *feedback);
  facts.emplace_back(words(Text::server_form_name), feedback->contact_name);
  facts.emplace_back(words(Text::server_form_phone), feedback->phone);
  facts.emplace_back(words(Text::server_form_text), feedback->text);
  facts.emplace_back(words(Text::server_form_body), feedback->body);
  for (const contract::FeedbackAnswer& answer : feedback->answers)
    facts.emplace_back(
        words(Text::server_form_answer),
        contract::format_date(contract::china_date(answer.at)) + " " + answer.body + " " + answer.text);
  if (feedback->stars > 0)
    facts.emplace_back(words(Text::server_mine_rating),
                       contract::text(Text::server_mine_stars, {{"stars", std::to_string(feedback->stars)},
                                                                {"words", feedback->comment}}));
  return facts;
}

MyDataDoor words_of_door() {
  MyDataDoor door;
  door.name = "feedback";
  door.prefix = contract::kFeedbackPrefix;
  door.page = kFeedbackMine;
  door.home = "/feedback/lookup";
  door.api_open = contract::api::kFeedbackOwn;
  door.api_data = contract::api::kFeedbackOwnData;
  door.api_erase = contract::api::kFeedbackErasure;
  door.receipts = true;
  door.event_text = contract::feedback_event_text;
  door.lead = Text::server_mine_case_lead;
  door.secret_label = Text::server_mine_case_secret;
  door.secret_hint = Text::server_mine_case_hint;
  door.open_note = Text::server_mine_case_open;
  door.open_action = Text::server_mine_case_lookup;
  door.open_href = [](std::string_view) { return std::string("/feedback/lookup"); };
  door.erased = {Text::server_mine_case_gone_1, Text::server_mine_case_gone_2, Text::server_mine_case_gone_3,
                 Text::server_mine_case_gone_4, Text::server_mine_case_gone_5, Text::server_mine_case_gone_6};
  door.kept = {Text::server_mine_case_stays_1, Text::server_mine_case_stays_2, Text::server_mine_log_stays,
               Text::server_mine_backup_stays};
  return door;
}

}  // namespace

void add_feedback_mine_routes(const MyDataGround& ground, service::FeedbackService& feedback) {
  MyDataDoor door = words_of_door();
  door.content = [&feedback] { return feedback.content(); };
  door.exists = [&feedback](std::string_view reference) { return feedback.exists(reference); };
  door.open = [&feedback](std::string_view reference, const service::OwnSecret& secret) {
    return feedback.open_own(reference, secret);
  };
  door.read = [&feedback](std::string_view reference, std::string_view token) {
    return feedback.own_data(reference, token);
  };
  door.erase = [&feedback](std::string_view reference, std::string_view token) {
    return feedback.erase_own(reference, token);
  };
  door.facts = [&feedback](const contract::MyData& data) { return facts_of(*feedback.content(), data); };
  add_my_data_routes(ground, std::move(door));
}

}  // namespace wufei::http
