#include "feedback/feedback.hpp"

#include <array>

#include "lib/base/find.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 5> kStatusNames{"received", "assigned", "answered", "closed",
                                                       "reopened"};
constexpr std::array<std::string_view, 4> kVerdictNames{"", "satisfied", "partly", "unsatisfied"};
constexpr TextLimits kIdLimits{1, 40, false};
constexpr TextLimits kOptionalCodeLimits{0, 40, false};
constexpr TextLimits kOptionalPhoneLimits{0, 32, false};
constexpr std::size_t kLongestPhotoId = 64;
constexpr std::size_t kLeastWords = 2;

void read_contact(ObjectReader& reader, FeedbackRequest& request, std::vector<FieldError>& errors) {
  const std::size_t before = errors.size();
  request.contact_name = reader.text("contact_name", kFeedbackNameLimits);
  const std::string raw = reader.symbols("phone", kOptionalPhoneLimits);
  if (errors.size() != before) return;
  if (request.anonymous) {
    if (!request.contact_name.empty()) reader.fail("contact_name", Rule::contact_with_anonymous);
    if (!raw.empty()) reader.fail("phone", Rule::contact_with_anonymous);
    return;
  }
  if (raw.empty()) return reader.fail("phone", Rule::required);
  const auto phone = normalised_phone(raw);
  if (!phone) reader.fail("phone", Rule::phone_format);
  request.phone = phone.value_or("");
}

std::vector<std::string> read_photos(ObjectReader& reader, std::vector<FieldError>& errors) {
  std::vector<std::string> photos;
  const Json* rows = reader.array("photos", false);
  if (rows == nullptr) return photos;
  if (rows->size() > kMaxFeedbackPhotos)
    return reader.fail("photos", Rule::too_many_photos, kMaxFeedbackPhotos), photos;
  for (std::size_t i = 0; i < rows->size(); ++i) {
    const auto* id = (*rows)[i].get_ptr<const std::string*>();
    const std::string pointer = reader.pointer_to("photos") + "/" + std::to_string(i);
    if (id == nullptr)
      errors.push_back({pointer, Rule::wrong_type, 0});
    else if (id->empty() || id->size() > kLongestPhotoId)
      errors.push_back({pointer, Rule::unknown_photo, 0});
    else
      photos.push_back(*id);
  }
  return photos;
}

// A path of this site: it is shown as text to staff and never followed by the server.
void check_page(ObjectReader& reader, const std::string& page) {
  const bool other_site = page.size() > 1 && (page[1] == '/' || page[1] == '\\');
  if (!page.empty() && (page.front() != '/' || other_site)) reader.fail("page", Rule::invalid_text);
}

Json answers_to_json(const std::vector<FeedbackAnswer>& answers) {
  Json rows = Json::array();
  for (const FeedbackAnswer& answer : answers)
    rows.push_back({{"at", format_instant(answer.at)}, {"body", answer.body}, {"text", answer.text}});
  return rows;
}

UtcSeconds instant_in(const Json& json, const char* name) {
  return parse_instant(text_or_empty(json, name)).value_or(0);
}

void read_history(const Json& json, FeedbackCase& feedback) {
  for (const Json& row : array_or_empty(json, "answers"))
    feedback.answers.push_back(
        {instant_in(row, "at"), text_or_empty(row, "body"), text_or_empty(row, "text")});
  feedback.history = history_from_json(json);
}

}  // namespace

std::string_view feedback_event_text(std::string_view kind) {
  if (kind == "received") return text(Text::feedback_event_received);
  if (kind == "assigned") return text(Text::feedback_event_assigned);
  if (kind == "answered") return text(Text::feedback_event_answered);
  if (kind == "closed") return text(Text::feedback_event_closed);
  if (kind == "reopened") return text(Text::feedback_event_reopened);
  if (kind == "rated") return text(Text::feedback_event_rated);
  if (kind == "published") return text(Text::feedback_event_published);
  if (kind == "unpublished") return text(Text::feedback_event_unpublished);
  if (kind == "merged") return text(Text::feedback_event_merged);
  if (kind == "unmerged") return text(Text::feedback_event_unmerged);
  if (kind == "erased") return text(Text::mine_event);
  if (kind == "called") return text(Text::feedback_event_called);
  return kind;
}

std::string_view status_name(FeedbackStatus status) {
  return kStatusNames[static_cast<std::size_t>(status)];
}

std::optional<FeedbackStatus> feedback_status_from_name(std::string_view name) {
  return enum_named<FeedbackStatus>(kStatusNames, name);
}

std::string_view verdict_name(CallVerdict verdict) {
  return kVerdictNames[static_cast<std::size_t>(verdict)];
}

std::optional<CallVerdict> call_verdict_from_name(std::string_view name) {
  return enum_named<CallVerdict>(kVerdictNames, name);
}

bool is_open(FeedbackStatus status) {
  return status != FeedbackStatus::answered && status != FeedbackStatus::closed;
}

Result<FeedbackRequest> parse_feedback_request(const Json& body) {
  std::vector<FieldError> errors;
  ObjectReader reader(body, "", errors);
  FeedbackRequest request;
  request.kind = reader.text("kind", kIdLimits);
  request.topic = reader.text("topic", kIdLimits);
  request.area = reader.text("area", kOptionalCodeLimits);
  request.text = reader.text("text", kFeedbackTextLimits);
  request.anonymous = reader.boolean("anonymous");
  read_contact(reader, request, errors);
  request.publish_consent = reader.boolean("publish_consent");
  request.page = reader.text("page", kPagePathLimits);
  request.page =
      request.page.substr(0, request.page.find_first_of("?#"));  // a query may hold what somebody typed
  check_page(reader, request.page);
  request.photos = read_photos(reader, errors);
  reader.refuse_unknown();
  if (!errors.empty()) return Error{ErrorCode::invalid, "feedback", std::move(errors), 0};
  return request;
}

std::vector<FieldError> check_feedback(const FeedbackRequest& request, const Areas& areas,
                                       const FeedbackRules& rules) {
  std::vector<FieldError> errors;
  if (find_kind(rules, request.kind) == nullptr) errors.push_back({"/kind", Rule::unknown_kind, 0});
  if (find_topic(rules, request.topic) == nullptr) errors.push_back({"/topic", Rule::unknown_topic, 0});
  if (!request.area.empty() && find_area(areas, request.area) == nullptr)
    errors.push_back({"/area", Rule::unknown_area, 0});
  if (code_point_count(request.text) > static_cast<std::size_t>(rules.text_limit))
    errors.push_back({"/text", Rule::too_long, rules.text_limit});
  else if (meaningful_count(request.text) < kLeastWords)
    errors.push_back({"/text", Rule::text_unclear, 0});
  if (request.photos.size() > static_cast<std::size_t>(rules.photo_limit))
    errors.push_back({"/photos", Rule::too_many_photos, rules.photo_limit});
  return errors;
}

Result<FeedbackRating> parse_feedback_rating(const Json& body) {
  std::vector<FieldError> errors;
  ObjectReader reader(body, "", errors);
  FeedbackRating rating;
  rating.stars = static_cast<int>(reader.integer("stars", 1, kMaxStars, Rule::stars_range));
  rating.comment = reader.text("comment", kFeedbackCommentLimits);
  reader.refuse_unknown();
  if (!errors.empty()) return Error{ErrorCode::invalid, "rating", std::move(errors), 0};
  return rating;
}

Result<std::string> parse_feedback_reopening(const Json& body) {
  std::vector<FieldError> errors;
  ObjectReader reader(body, "", errors);
  std::string reason = reader.text("reason", kFeedbackReasonLimits);
  reader.refuse_unknown();
  if (errors.empty() && meaningful_count(reason) < kLeastWords) reader.fail("reason", Rule::text_unclear);
  if (!errors.empty()) return Error{ErrorCode::invalid, "reopening", std::move(errors), 0};
  return reason;
}

Json feedback_request_to_json(const FeedbackRequest& request) {
  Json json = {{"kind", request.kind},
               {"topic", request.topic},
               {"text", request.text},
               {"anonymous", request.anonymous},
               {"publish_consent", request.publish_consent}};
  const auto add = [&json](const char* name, const std::string& value) {
    if (!value.empty()) json[name] = value;
  };
  add("area", request.area);
  add("contact_name", request.contact_name);
  add("phone", request.phone);
  add("page", request.page);
  if (!request.photos.empty()) json["photos"] = request.photos;
  return json;
}

Json feedback_case_to_json(const FeedbackCase& feedback) {
  Json json = {{"reference", feedback.reference},
               {"status", status_name(feedback.status)},
               {"kind", feedback.kind},
               {"topic", feedback.topic},
               {"area", feedback.area},
               {"page", feedback.page},
               {"anonymous", feedback.anonymous},
               {"publish_consent", feedback.publish_consent},
               {"text", feedback.text},
               {"contact_name", feedback.contact_name},
               {"phone", feedback.phone},
               {"photo_count", feedback.photo_count},
               {"created_at", format_instant(feedback.created_at)},
               {"due", feedback.due ? Json(format_date(*feedback.due)) : Json()},
               {"overdue", feedback.overdue},
               {"body", feedback.body},
               {"merged", feedback.merged},
               {"answers", answers_to_json(feedback.answers)},
               {"stars", feedback.stars},
               {"comment", feedback.comment},
               {"rateable", feedback.rateable},
               {"reopenable", feedback.reopenable},
               {"published", feedback.published},
               {"history", history_to_json(feedback.history)}};
  if (feedback.reopen_until > 0) json["reopen_until"] = format_instant(feedback.reopen_until);
  if (!feedback.token.empty()) json["token"] = feedback.token;
  if (!feedback.receipt.empty()) json["receipt"] = feedback.receipt;
  if (feedback.looks) json["looks"] = looks_to_json(*feedback.looks);
  return json;
}

std::optional<FeedbackCase> feedback_case_from_json(const Json& json) {
  FeedbackCase feedback;
  feedback.reference = text_or_empty(json, "reference");
  if (feedback.reference.empty()) return std::nullopt;
  feedback.status =
      feedback_status_from_name(text_or_empty(json, "status")).value_or(FeedbackStatus::received);
  feedback.kind = text_or_empty(json, "kind");
  feedback.topic = text_or_empty(json, "topic");
  feedback.area = text_or_empty(json, "area");
  feedback.page = text_or_empty(json, "page");
  feedback.anonymous = flag_or(json, "anonymous", false);
  feedback.publish_consent = flag_or(json, "publish_consent", false);
  feedback.text = text_or_empty(json, "text");
  feedback.contact_name = text_or_empty(json, "contact_name");
  feedback.phone = text_or_empty(json, "phone");
  feedback.photo_count = static_cast<int>(number_or(json, "photo_count", 0));
  feedback.created_at = instant_in(json, "created_at");
  feedback.due = parse_date(text_or_empty(json, "due"));
  feedback.overdue = flag_or(json, "overdue", false);
  feedback.body = text_or_empty(json, "body");
  feedback.merged = flag_or(json, "merged", false);
  feedback.stars = static_cast<int>(number_or(json, "stars", 0));
  feedback.comment = text_or_empty(json, "comment");
  feedback.rateable = flag_or(json, "rateable", false);
  feedback.reopenable = flag_or(json, "reopenable", false);
  feedback.reopen_until = instant_in(json, "reopen_until");
  feedback.published = text_or_empty(json, "published");
  feedback.token = text_or_empty(json, "token");
  feedback.receipt = text_or_empty(json, "receipt");
  read_history(json, feedback);
  feedback.looks = looks_from_json(json);
  return feedback;
}

Json published_feedback_to_json(const PublishedFeedback& published) {
  return {{"reference", published.reference},
          {"kind", published.kind},
          {"topic", published.topic},
          {"area", published.area},
          {"text", published.text},
          {"answer", published.answer},
          {"body", published.body},
          {"asked", format_date(published.asked)},
          {"answered", format_date(published.answered)},
          {"published_at", format_instant(published.published_at)}};
}

std::optional<PublishedFeedback> published_feedback_from_json(const Json& json) {
  PublishedFeedback published;
  published.reference = text_or_empty(json, "reference");
  if (published.reference.empty()) return std::nullopt;
  published.kind = text_or_empty(json, "kind");
  published.topic = text_or_empty(json, "topic");
  published.area = text_or_empty(json, "area");
  published.text = text_or_empty(json, "text");
  published.answer = text_or_empty(json, "answer");
  published.body = text_or_empty(json, "body");
  published.asked = parse_date(text_or_empty(json, "asked")).value_or(Date{});
  published.answered = parse_date(text_or_empty(json, "answered")).value_or(Date{});
  published.published_at = instant_in(json, "published_at");
  return published;
}

int on_time_percent(const FeedbackStatistics& statistics) {
  if (statistics.due <= 0) return 0;
  const std::int64_t nearest = (200 * statistics.on_time + statistics.due) / (2 * statistics.due);
  return static_cast<int>(nearest == 100 && statistics.on_time < statistics.due ? 99 : nearest);
}

Json feedback_statistics_to_json(const FeedbackStatistics& statistics) {
  return {{"received", statistics.received},
          {"open", statistics.open},
          {"overdue", statistics.overdue},
          {"handled", statistics.handled},
          {"due", statistics.due},
          {"on_time", statistics.on_time},
          {"on_time_percent", statistics.due > 0 ? Json(on_time_percent(statistics)) : Json()},
          {"reopened", statistics.reopened},
          {"rated", statistics.rated},
          {"stars", statistics.stars},
          {"published", statistics.published}};
}

}  // namespace wufei::contract
