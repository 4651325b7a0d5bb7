#include "feedback/open311_routes.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include "county/county_content.hpp"
#include "county/secrets.hpp"
#include "county/site/references.hpp"
#include "feedback/feedback_content.hpp"
#include "lib/base/find.hpp"
#include "lib/base/text.hpp"
#include "lib/page/html.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/caller_limit.hpp"
#include "lib/web/form_fields.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Json;
using contract::Text;

constexpr std::size_t kRequestBody = 48 * 1024;
constexpr std::size_t kMostRequests = 1000;  // of one reply (GeoReport v2)
constexpr const char* kRestTopic = "other";
constexpr const char* kChangeset = "2026-11-26T00:00:00+08:00";  // of what discovery says
constexpr contract::UtcSeconds kDay = 24 * 3600;
// One channel files for many people.
constexpr RateLimit kFilings{600, 1};
constexpr RateLimit kQuestions{200, 2};  // references asked for
constexpr std::size_t kMostIds = 50;     // of one request

struct Open311 {
  service::FeedbackService& feedback;
  Open311Settings settings;
  CallerLimit filings{kFilings};
  CallerLimit questions{kQuestions};
};

// What a list is called in XML, and one row of it.
struct XmlNames {
  const char* list;
  const char* row;
};
constexpr XmlNames kServices{"services", "service"};
constexpr XmlNames kDefinition{"service_definition", "attribute"};
constexpr XmlNames kRequests{"service_requests", "request"};
constexpr XmlNames kErrors{"errors", "error"};
constexpr XmlNames kDiscovery{"discovery", ""};

// A list below another member has the singular of its name: <attributes><attribute>, <values><value>.
std::string singular(const std::string& list) {
  return list.ends_with('s') ? list.substr(0, list.size() - 1) : list;
}

void append_xml(std::string& out, const std::string& name, const Json& value, const std::string& row) {
  out += "<" + name + ">";
  if (value.is_object()) {
    for (const auto& member : value.items())
      append_xml(out, member.key(), member.value(), singular(member.key()));
  } else if (value.is_array()) {
    for (const Json& entry : value) append_xml(out, row, entry, {});
  } else if (value.is_string()) {
    out += escape_html(value.get_ref<const std::string&>());
  } else if (!value.is_null()) {
    out += value.dump();
  }
  out += "</" + name + ">";
}

bool wants_xml(const Request& request) {
  return request.path.ends_with(".xml");
}

Response reply(const Request& request, int status, const Json& json, const XmlNames& names) {
  if (!wants_xml(request)) return json_response(status, json);
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
  append_xml(out, names.list, json, names.row);
  Response response = text_response(status, "text/xml; charset=utf-8", out + "\n");
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

// GeoReport v2 has an error format of its own: [{"code","description"}].
Response refuse(const Request& request, int status, std::string description) {
  return reply(request, status, Json::array({{{"code", status}, {"description", std::move(description)}}}),
               kErrors);
}

Response refuse(const Request& request, int status, const contract::Error& error) {
  std::string description(contract::error_title(error.code));
  for (const contract::FieldError& field : error.fields)
    description += " " + field.pointer + ": " + contract::rule_text(field.rule, field.limit);
  return refuse(request, status, std::move(description));
}

std::optional<Response> wrong_jurisdiction(const Open311& open, const Request& request,
                                           std::string_view given) {
  const std::string wanted = open.feedback.content()->get<service::FeedbackContent>().jurisdiction_id;
  if (wanted.empty() || given.empty() || given == wanted) return std::nullopt;
  return refuse(request, 404, "jurisdiction_id");
}

// Refusals that do not come from here: a wrong method, too large a body, a path that leads nowhere.
Response tell(const Request& request, const Response& problem) {
  const auto said = contract::parse_json(problem.body);
  const std::string title = said ? contract::text_or_empty(*said, "title") : std::string();
  Response told = refuse(request, problem.status, title);
  for (const char* kept : {"Allow", "Retry-After"})
    if (const std::string* value = problem.headers.find(kept)) told.headers.set(kept, *value);
  return told;
}

// GeoReport v2, service discovery: where the service is, and in which formats.
Response discover(Open311& open, const Request& request) {
  const auto content = open.feedback.content();
  const contract::Site& site = content->get<service::CountyContent>().site;
  const Json endpoint = {{"specification", "http://wiki.open311.org/GeoReport_v2"},
                         {"url", open.settings.public_url + "/open311/v2"},
                         {"changeset", kChangeset},
                         {"type", "production"},
                         {"formats", {"text/xml", "application/json"}}};
  return reply(request, 200,
               {{"changeset", kChangeset},
                {"contact", site.service_name + " " + site.service_number},
                {"key_service", contract::text(Text::server_feedback_key_service)},
                {"endpoints", Json::array({endpoint})}},
               kDiscovery);
}

Json service_of(const contract::FeedbackKind& kind) {
  return {{"service_code", kind.id},
          {"service_name", kind.name},
          {"description", kind.about},
          {"metadata", true},
          {"type", "realtime"},
          {"keywords", kind.name},
          {"group", std::string(contract::text(Text::server_feedback_group))}};
}

Response list_services(Open311& open, const Request& request) {
  if (auto wrong = wrong_jurisdiction(open, request, request.query_value("jurisdiction_id")))
    return std::move(*wrong);
  Json services = Json::array();
  for (const contract::FeedbackKind& kind : open.feedback.content()->get<service::FeedbackContent>().kinds)
    services.push_back(service_of(kind));
  return reply(request, 200, services, kServices);
}

// The path's last part without .json or .xml.
std::string without_extension(std::string_view name) {
  for (const std::string_view extension : {".json", ".xml"})
    if (name.ends_with(extension)) name.remove_suffix(extension.size());
  return std::string(name);
}

Response show_service(Open311& open, const Request& request) {
  const auto content = open.feedback.content();
  const std::string code = without_extension(request.path_parameter("code"));
  if (contract::find_kind(content->get<service::FeedbackContent>(), code) == nullptr)
    return refuse(request, 404, "service_code");
  Json values = Json::array();
  for (const contract::FeedbackTopic& topic : content->get<service::FeedbackContent>().topics)
    values.push_back({{"key", topic.id}, {"name", topic.name}});
  const Json topic = {{"variable", true},
                      {"code", "topic"},
                      {"datatype", "singlevaluelist"},
                      {"required", false},
                      {"datatype_description", ""},
                      {"order", 1},
                      {"description", std::string(contract::text(Text::server_feedback_topic))},
                      {"values", values}};
  return reply(request, 200, {{"service_code", code}, {"attributes", Json::array({topic})}}, kDefinition);
}

std::string service_name(const service::ContentSet& content, const std::string& kind) {
  const contract::FeedbackKind* known = contract::find_kind(content.get<service::FeedbackContent>(), kind);
  return known ? known->name : kind;
}

std::string place_name(const service::ContentSet& content, const std::string& code) {
  const contract::Area* area = contract::find_area(content.get<service::CountyContent>().areas, code);
  return area ? content.get<service::CountyContent>().site.county_name + area->name : std::string();
}

// Of a published case its day is known.
contract::UtcSeconds requested_at(const contract::PublishedFeedback& row) {
  return contract::china_instant(row.asked, 0);
}

Json published_request(const contract::PublishedFeedback& row, const service::ContentSet& content) {
  return {{"service_request_id", row.reference},
          {"status", "closed"},
          {"status_notes", row.answer},
          {"service_name", service_name(content, row.kind)},
          {"service_code", row.kind},
          {"description", row.text},
          {"agency_responsible", row.body},
          {"requested_datetime", contract::format_instant(requested_at(row))},
          {"updated_datetime", contract::format_instant(row.published_at)},
          {"expected_datetime", nullptr},
          {"address", place_name(content, row.area)},
          {"address_id", row.area},
          {"lat", nullptr},
          {"long", nullptr}};
}

// Published cases only: nobody follows a case here whose citizen did not publish it.
std::optional<Json> find_request(Open311& open, const std::string& id) {
  const auto reference = contract::normalised_reference(id, contract::kPublishedPrefix);
  if (!reference) return std::nullopt;
  const auto row = open.feedback.published_case(*reference);
  return row ? std::optional(published_request(*row, *open.feedback.content())) : std::nullopt;
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::string_view part = list.substr(0, list.find(','));
    if (!part.empty()) parts.emplace_back(part);
    list.remove_prefix(std::min(part.size() + 1, list.size()));
  }
  return parts;
}

Response show_request(Open311& open, const Request& request) {
  if (const auto refusal = open.questions.take(request.peer)) return refuse(request, 429, *refusal);
  const auto found = find_request(open, without_extension(request.path_parameter("id")));
  if (!found) return refuse(request, 404, "service_request_id");
  return reply(request, 200, Json::array({*found}), kRequests);
}

// The span of GET /requests: dates given, or the last days that the rules say.
struct Span {
  contract::UtcSeconds from = 0;
  contract::UtcSeconds to = 0;
};

// An instant, or a day: its begin and its last second. A '+' that was not encoded came as a space, which
// stands in no instant.
std::optional<Span> moment_of(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '+');
  if (const auto instant = contract::parse_instant(text)) return Span{*instant, *instant};
  const auto day = contract::parse_date(text);
  if (!day) return std::nullopt;
  const contract::UtcSeconds begin = contract::china_instant(*day, 0);
  return Span{begin, begin + kDay - 1};
}

std::optional<Span> span_of(const Request& request, int window_days, contract::UtcSeconds newest) {
  Span span{0, newest};
  const std::string start(request.query_value("start_date")), end(request.query_value("end_date"));
  if (!end.empty()) {
    const auto moment = moment_of(end);
    if (!moment) return std::nullopt;
    span.to = moment->to;
  }
  span.from = span.to - std::int64_t{window_days} * kDay;
  if (!start.empty()) {
    const auto moment = moment_of(start);
    if (!moment) return std::nullopt;
    span.from = moment->from;
  }
  return span;
}

Response list_published(Open311& open, const Request& request) {
  const auto content = open.feedback.content();
  auto rows = open.feedback.published("");
  if (!rows) return refuse(request, 503, rows.error());
  std::stable_sort(rows->begin(), rows->end(),
                   [](const auto& a, const auto& b) { return b.asked < a.asked; });
  const contract::UtcSeconds newest = rows->empty() ? 0 : requested_at(rows->front());
  const auto span = span_of(request, content->get<service::FeedbackContent>().open311_window_days, newest);
  if (!span) return refuse(request, 400, "start_date, end_date: RFC 3339");
  const std::vector<std::string> codes = split(request.query_value("service_code"));
  const std::vector<std::string> states = split(request.query_value("status"));
  const bool closed = states.empty() || contract::is_among(states, "closed");
  Json list = Json::array();
  for (const contract::PublishedFeedback& row : *rows) {
    const contract::UtcSeconds at = requested_at(row);
    const bool fits =
        at >= span->from && at <= span->to && (codes.empty() || contract::is_among(codes, row.kind));
    if (closed && fits && list.size() < kMostRequests) list.push_back(published_request(row, *content));
  }
  return reply(request, 200, list, kRequests);
}

Response list_requests(Open311& open, const Request& request) {
  if (auto wrong = wrong_jurisdiction(open, request, request.query_value("jurisdiction_id")))
    return std::move(*wrong);
  const std::vector<std::string> ids = split(request.query_value("service_request_id"));
  if (ids.empty()) return list_published(open, request);
  if (ids.size() > kMostIds) return refuse(request, 400, "service_request_id");
  if (const auto refusal = open.questions.take(request.peer, static_cast<double>(ids.size())))
    return refuse(request, 429, *refusal);
  Json list = Json::array();
  for (const std::string& id : ids)
    if (auto found = find_request(open, id)) list.push_back(std::move(*found));
  return reply(request, 200, list, kRequests);
}

// Where it is, as the channel says it: a line before the text. A position is taken only because somebody sent
// it on purpose.
std::string place_line(const FormFields& fields) {
  std::string place(field_value(fields, "address_string"));
  const std::string lat(field_value(fields, "lat")), lon(field_value(fields, "long"));
  if (!lat.empty() && !lon.empty() && lat.size() < 24 && lon.size() < 24)
    place += (place.empty() ? "" : " ") + ("(" + lat + ", " + lon + ")");
  return place.empty() ? std::string()
                       : contract::text(Text::server_feedback_place, {{"place", place}}) + "\n";
}

Json open311_json(const FormFields& fields) {
  const auto value = [&](const char* name) { return std::string(field_value(fields, name)); };
  const std::string phone = value("phone"), topic = value("attribute[topic]");
  Json json = {{"kind", value("service_code")},
               {"topic", topic.empty() ? kRestTopic : topic},
               {"text", place_line(fields) + value("description")},
               {"area", value("address_id")},
               {"anonymous", phone.empty()}};
  if (phone.empty()) return json;
  json["phone"] = phone;
  json["contact_name"] = value("last_name") + value("first_name");
  return json;
}

Response file_request(Open311& open, const Request& request) {
  if (const auto refusal = open.filings.take(request.peer)) return refuse(request, 429, *refusal);
  const auto fields = form_fields(request);
  if (!fields) return refuse(request, fields.error().code == ErrorCode::invalid ? 400 : 415, fields.error());
  if (auto wrong = wrong_jurisdiction(open, request, field_value(*fields, "jurisdiction_id")))
    return std::move(*wrong);
  if (!open.settings.api_key.empty() &&
      !service::same_secret(field_value(*fields, "api_key"), open.settings.api_key))
    return refuse(request, 403, "api_key");
  const auto wanted = contract::parse_feedback_request(open311_json(*fields));
  if (!wanted) return refuse(request, 400, wanted.error());
  const auto key = idempotency_key(request);
  if (!key) return refuse(request, 400, key.error());
  const auto feedback = open.feedback.file({*wanted, *key, request.body, "open311"});
  if (!feedback)
    return refuse(request, feedback.error().code == ErrorCode::unavailable ? 503 : 400, feedback.error());
  Json row = {{"service_request_id", feedback->reference}, {"account_id", nullptr}};
  row["service_notice"] =
      feedback->receipt.empty()
          ? std::string(contract::text(Text::server_feedback_notice))
          : contract::text(Text::server_feedback_notice_receipt, {{"receipt", feedback->receipt}});
  return reply(request, 201, Json::array({row}), kRequests);
}

}  // namespace

void add_open311_routes(Router& router, service::FeedbackService& feedback, Open311Settings settings) {
  const std::shared_ptr<Open311> open(new Open311{feedback, std::move(settings)});
  router.limits().add("filings of a channel", open->filings.shared());
  router.limits().add("questions of a channel", open->questions.shared());
  router.set_voice("/open311/", tell);
  for (const std::string extension : {".json", ".xml"}) {
    const std::string requests = "/open311/v2/requests" + extension;
    for (const char* discovery : {"/open311/discovery", "/open311/v2/discovery"})
      router.add(Route::quick_get(discovery + extension, "open311_discovery", over(open, discover)));
    router.add(
        Route::quick_get("/open311/v2/services" + extension, "open311_services", over(open, list_services)));
    router.add(Route::quick_get(requests, "open311_requests", over(open, list_requests)));
    Route file = Route::post(requests, "open311_file", kRequestBody, over(open, file_request));
    file.takes_foreign = !open->settings.api_key.empty();
    router.add(std::move(file));
  }
  router.add(Route::quick_get("/open311/v2/services/{code}", "open311_service", over(open, show_service)));
  router.add(Route::quick_get("/open311/v2/requests/{id}", "open311_request", over(open, show_request)));
}

}  // namespace wufei::http
