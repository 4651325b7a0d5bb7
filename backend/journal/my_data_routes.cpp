#include <memory>

#include "county/county_content.hpp"
#include "county/county_pages.hpp"
#include "county/secrets.hpp"
#include "county/site/references.hpp"
#include "journal/my_data_html.hpp"
#include "lib/base/error.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/page_look.hpp"
#include "lib/web/bytes_cache.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/cookie.hpp"
#include "lib/web/form_fields.hpp"
#include "lib/web/guess_key.hpp"
#include "lib/web/problem_reply.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::MyData;
using contract::Rule;
using contract::Text;

constexpr std::size_t kSmallBody = 1024;    // bytes
constexpr std::size_t kLongestSecret = 64;  // code points
constexpr std::string_view kCookie = "wufei-mine";
// Records that one caller opens: a village's helper may come for many people, a program for none.
constexpr RateLimit kOpened{60, 1.0 / 60};
// What is asked about one record: its page with up to a dozen photographs, copies, the erasure.
constexpr RateLimit kPerRecord{150, 1};

struct MyDataRoutes {
  MyDataRoutes(const MyDataGround& ground, MyDataDoor with)
      : door(std::move(with)), book(ground.book), guesses(ground.guesses), https(ground.https) {}

  MyDataDoor door;
  const DocumentBook& book;
  GuessLimit& guesses;
  bool https;
  CallerLimit opened{kOpened};
  RateLimiter per_record{kPerRecord};
};

// ---- Who is let in

struct OwnQuestion {
  std::string reference;  // canonical
  std::string phone, receipt;
};

contract::Error field_fault(const char* pointer, Rule rule) {
  return contract::field_error(pointer, rule);
}

// The whole number, or the receipt code where there is one. Errors: invalid at these pointers.
contract::Result<OwnQuestion> question_of(const MyDataDoor& door, std::string_view reference,
                                          std::string_view phone, std::string_view receipt,
                                          const char* secret_pointer) {
  const auto canonical = contract::normalised_reference(reference, door.prefix);
  const auto number = contract::normalised_phone(phone);
  const auto code = door.receipts ? contract::normalised_receipt(receipt) : std::nullopt;
  if (!canonical) return field_fault("/reference", Rule::reference_format);
  if (!number && !code)
    return field_fault(secret_pointer, door.receipts ? Rule::whole_secret : Rule::whole_phone);
  return OwnQuestion{*canonical, number.value_or(std::string()),
                     number ? std::string() : code.value_or(std::string())};
}

contract::Result<std::string> open_record(MyDataRoutes& routes, std::string_view peer,
                                          const OwnQuestion& asked) {
  if (const auto refusal = routes.opened.take(peer)) return *refusal;
  const std::string key = whole_number_key(asked.reference);
  const Guess guess{peer, key, asked.receipt.empty()};
  return routes.guesses.run(
      guess, [&] { return routes.door.exists(asked.reference); },
      [&] {
        return routes.door.open(asked.reference, {asked.phone, asked.receipt});
      });
}

// The reference that the path names, "" for one that is none.
std::string reference_in(const MyDataRoutes& routes, const Request& request) {
  return contract::normalised_reference(request.path_parameter("reference"), routes.door.prefix)
      .value_or(std::string());
}

contract::Result<MyData> read_with(MyDataRoutes& routes, const Request& request, std::string_view token) {
  const std::string reference = reference_in(routes, request);
  if (reference.empty() || token.empty()) return contract::make_error(ErrorCode::unauthorized, "no token");
  // Each token for itself: a stranger's uses up nothing of the owner's.
  const std::string bucket = reference + "/" + hash_bytes(token);
  if (!routes.per_record.allow(bucket)) return too_many(routes.per_record.retry_after_s(bucket));
  return routes.door.read(reference, token);
}

// ---- The API

Response private_json(const contract::Json& json) {
  Response response = json_response(200, json);
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

contract::Result<OwnQuestion> read_question(const MyDataDoor& door, const Request& request) {
  const auto json = contract::parse_json(request.body);
  if (!json) return json.error();
  std::vector<contract::FieldError> errors;
  contract::ObjectReader reader(*json, "", errors);
  const std::string reference = reader.symbols("reference", {1, kLongestSecret, false});
  const std::string phone = reader.symbols("phone", {door.receipts ? 0U : 1U, kLongestSecret, false});
  const std::string receipt =
      door.receipts ? reader.symbols("receipt", {0, kLongestSecret, false}) : std::string();
  reader.refuse_unknown();
  if (errors.empty() && !phone.empty() && !receipt.empty()) errors.push_back({"", Rule::whole_secret, 0});
  if (!errors.empty()) return contract::Error{ErrorCode::invalid, "own record", std::move(errors), 0};
  return question_of(door, reference, phone, receipt, receipt.empty() ? "/phone" : "/receipt");
}

Response api_open(MyDataRoutes& routes, const Request& request) {
  const auto asked = read_question(routes.door, request);
  if (!asked) return problem_response(asked.error(), request);
  const auto token = open_record(routes, request.peer, *asked);
  if (!token) return problem_response(token.error(), request);
  return private_json(
      {{"reference", asked->reference}, {"token", *token}, {"expires_in_s", service::kOwnTokenLives}});
}

Response api_data(MyDataRoutes& routes, const Request& request) {
  const auto data = read_with(routes, request, bearer_token(request));
  return data ? private_json(contract::my_data_to_json(*data)) : problem_response(data.error(), request);
}

Response api_erase(MyDataRoutes& routes, const Request& request) {
  const auto seen = read_with(routes, request, bearer_token(request));
  if (!seen) return problem_response(seen.error(), request);
  const auto json = contract::parse_json(request.body);
  if (!json) return problem_response(json.error(), request);
  std::vector<contract::FieldError> errors;
  contract::ObjectReader reader(*json, "", errors);
  const bool sure = reader.boolean("confirm");
  reader.refuse_unknown();
  if (errors.empty() && !sure) reader.fail("confirm", Rule::required);
  if (!errors.empty())
    return problem_response({ErrorCode::invalid, "erasure", std::move(errors), 0}, request);
  const auto data = routes.door.erase(seen->reference, bearer_token(request));
  return data ? private_json(contract::my_data_to_json(*data)) : problem_response(data.error(), request);
}

// ---- Pages

std::string line_of(const MyDataRoutes& routes) {
  return routes.door.content()->get<service::CountyContent>().site.service_number;
}

Response page_reply(const MyDataRoutes& routes, int status, std::string markup, std::string address = {},
                    KeptEntries entries = {}) {
  const auto content = routes.door.content();
  contract::Document document = titled_page(*content, Text::mine_title, Text::server_page_other_description);
  document.path = std::string(routes.door.home);
  document.indexed = false;
  document.entries = std::move(entries);
  document.blocks.push_back(written_page(std::move(markup)));
  add_service_line(document, *content);
  return personal_reply(status, routes.book, document, std::move(address));
}

Response form_reply(const MyDataRoutes& routes, int status, const MyDataForm& form) {
  return page_reply(routes, status, my_data_form_html(routes.door, form), std::string(routes.door.page),
                    contract::FormEntries{});
}

// The form again, with what was refused.
Response refused(const MyDataRoutes& routes, const contract::Error& error, std::string reference) {
  MyDataForm form{std::move(reference)};
  for (const contract::FieldError& field : error.fields) {
    const bool of_reference = field.pointer == "/reference";
    form.faults.push_back({of_reference ? "reference" : "secret",
                           words(of_reference ? Text::server_mine_reference : routes.door.secret_label),
                           contract::rule_text(field.rule, field.limit)});
  }
  if (error.code == ErrorCode::not_found) form.note = words(Text::server_mine_not_found);
  if (form.note.empty() && form.faults.empty()) form.note = contract::error_explanation(error.code);
  return refused_page(error, form_reply(routes, contract::error_status(error.code), form));
}

Response show_form(MyDataRoutes& routes, const Request&) {
  return form_reply(routes, 200, {});
}

// In another look, nothing is opened: the reference that was typed stays, the secret is never written back.
Response form_in_look(const MyDataRoutes& routes, const Request& request, std::string_view wish,
                      const std::string& reference) {
  if (reference.empty())
    if (auto page_itself = look_reply(request, wish, {303, std::string(routes.door.page), routes.https}))
      return std::move(*page_itself);
  return in_look(request, wish, routes.https, form_reply(routes, 200, {reference}));
}

Response open_form(MyDataRoutes& routes, const Request& request) {
  const auto fields = form_fields(request);
  if (!fields) return problem_response(fields.error(), request);
  const std::string reference(field_value(*fields, "reference"));
  if (const std::string_view wish = field_value(*fields, kLookField); !wish.empty())
    return form_in_look(routes, request, wish, reference);
  const std::string_view secret = field_value(*fields, "secret");
  const auto asked = question_of(routes.door, reference, secret, secret, "/secret");
  if (!asked) return refused(routes, asked.error(), reference);
  const auto token = open_record(routes, request.peer, *asked);
  if (!token) return refused(routes, token.error(), reference);
  Response response = see_other(my_data_path(routes.door, asked->reference));
  set_cookie(response, {kCookie, *token, my_data_path(routes.door, asked->reference), routes.https});
  return response;
}

contract::Result<MyData> opened(MyDataRoutes& routes, const Request& request) {
  return read_with(routes, request, cookie_value(request, kCookie));
}

// Number and telephone are asked for: there was no cookie yet, or it is too old.
Response locked(MyDataRoutes& routes, const Request& request, const contract::Error& error) {
  if (error.code != ErrorCode::unauthorized) return problem_response(error, request);
  const bool had = !cookie_value(request, kCookie).empty();
  return form_reply(
      routes, 401, {reference_in(routes, request), {}, had ? words(Text::server_mine_again) : std::string()});
}

Response show_record(MyDataRoutes& routes, const Request& request) {
  const auto data = opened(routes, request);
  if (!data) return locked(routes, request, data.error());
  return page_reply(routes, 200, my_data_html(routes.door, *data, line_of(routes)),
                    my_data_path(routes.door, data->reference));
}

Response download(MyDataRoutes& routes, const Request& request) {
  const auto data = opened(routes, request);
  if (!data) return locked(routes, request, data.error());
  Response response = private_json(contract::my_data_to_json(*data));
  response.headers.set("Content-Disposition", "attachment; filename=\"" + data->reference + ".json\"");
  return response;
}

Response photograph(MyDataRoutes& routes, const Request& request) {
  const auto data = opened(routes, request);
  if (!data) return locked(routes, request, data.error());
  const auto number = contract::leading_whole<std::size_t>(request.path_parameter("number"));
  if (number < 1 || number > data->photographs.size())
    return problem_response(contract::make_error(ErrorCode::not_found, "no such photograph"), request);
  return private_jpeg(data->photographs[number - 1]);
}

std::string proof_of(std::string_view token) {
  return hash_bytes("mine\n" + std::string(token));
}

Response ask_erase(MyDataRoutes& routes, const Request& request) {
  const auto data = opened(routes, request);
  if (!data) return locked(routes, request, data.error());
  return page_reply(
      routes, 200,
      my_data_erase_html(routes.door, *data, line_of(routes), proof_of(cookie_value(request, kCookie))),
      my_data_path(routes.door, data->reference, "/erase"));
}

Response erase_form(MyDataRoutes& routes, const Request& request) {
  const auto fields = form_fields(request);
  if (!fields) return problem_response(fields.error(), request);
  const auto seen = opened(routes, request);
  if (!seen) return locked(routes, request, seen.error());
  const std::string_view token = cookie_value(request, kCookie);
  if (!service::same_secret(field_value(*fields, "proof"), proof_of(token)))
    return problem_response(contract::make_error(ErrorCode::forbidden, "not sent by the record's own page"),
                            request);
  const auto data = routes.door.erase(seen->reference, token);
  if (data) return see_other(my_data_path(routes.door, data->reference));
  if (data.error().code != ErrorCode::conflict) return locked(routes, request, data.error());
  Response response = page_reply(routes, contract::error_status(data.error().code),
                                 my_data_erase_html(routes.door, *seen, line_of(routes), proof_of(token)),
                                 my_data_path(routes.door, seen->reference, "/erase"));
  response.cause = cause_of(data.error());
  return response;
}

}  // namespace

void add_my_data_routes(const MyDataGround& ground, MyDataDoor door) {
  const auto routes = std::make_shared<MyDataRoutes>(ground, std::move(door));
  const std::string subject(routes->door.name);
  ground.router.limits().add("own records of a caller, " + subject, routes->opened.shared());
  ground.router.limits().add("copies of a record, " + subject, routes->per_record);
  const auto add = [&](const char* method, std::string_view pattern, Takes takes, auto handler,
                       const std::string& name) {
    ground.router.add({.method = method,
                       .pattern = std::string(pattern),
                       .max_body = std::string_view(method) == "POST" ? kSmallBody : 0,
                       .takes = takes,
                       .handler = over(routes, handler),
                       .name = name + "_" + subject});
  };
  add("POST", routes->door.api_open, Takes::json, api_open, "open_own");
  add("GET", routes->door.api_data, Takes::anything, api_data, "get_own");
  add("POST", routes->door.api_erase, Takes::json, api_erase, "erase_own");
  const std::string page(routes->door.page), record = page + "/{reference}";
  add("GET", page, Takes::anything, show_form, "get_mine_form");
  add("POST", page, Takes::anything, open_form, "open_mine_form");
  add("GET", record, Takes::anything, show_record, "get_mine");
  add("GET", record + "/data.json", Takes::anything, download, "get_mine_file");
  add("GET", record + "/photographs/{number}", Takes::anything, photograph, "get_mine_photograph");
  add("GET", record + "/erase", Takes::anything, ask_erase, "get_erase_form");
  add("POST", record + "/erase", Takes::anything, erase_form, "erase_form");
}

}  // namespace wufei::http
