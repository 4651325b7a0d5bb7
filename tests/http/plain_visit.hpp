// A pickup as a browser without scripts books, opens, changes, cancels and rates it, and what hostile
// programs make of the forms.
#include <doctest/doctest.h>

#include <regex>

#include "county/county_content.hpp"
#include "lib/base/error.hpp"
#include "lib/base/percent.hpp"
#include "lib/base/text.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_pages.hpp"
#include "pickup/pickup_routes.hpp"
#include "pickup/plain/booking_plain_form.hpp"
#include "pickup/plain/manage_form.hpp"
#include "pickup/plain/plain_routes.hpp"
#include "pickup/plain/ticket_page.hpp"
#include "support/holds.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"
#include "survey/survey_routes.hpp"

namespace wufei::tests {

using contract::Text;
using Fields = std::map<std::string, std::string>;

inline constexpr const char* kForm = "application/x-www-form-urlencoded";

using test::holds;

inline std::string encoded(const Fields& fields) {
  std::string body;
  for (const auto& [name, value] : fields) {
    if (!body.empty()) body += '&';
    contract::append_percent_encoded(body, name);
    contract::append_percent_encoded(body += '=', value);
  }
  return body;
}

// What the page's form has in a hidden field.
inline std::string hidden(const std::string& page, const std::string& name) {
  std::smatch found;
  const std::regex pattern("type=\"hidden\" name=\"" + name + "\" value=\"([^\"]*)\"");
  return std::regex_search(page, found, pattern) ? found[1].str() : std::string();
}

// What a browser on this machine asks; `target` with its query.
inline http::Request form_request(const std::string& method, const std::string& target,
                                  const std::string& type = kForm) {
  http::Request request;
  request.method = method;
  request.peer = "127.0.0.1";
  request.path = target.substr(0, target.find('?'));
  if (const auto at = target.find('?'); at != std::string::npos) {
    const auto pairs = contract::decoded_pairs(target.substr(at + 1));
    for (const auto& [name, value] : *pairs) request.query[name] = value;
  }
  if (method == "POST") request.headers.set("Content-Type", type);
  return request;
}

// The site, and a browser that keeps its cookies as their paths say.
struct Visit {
  explicit Visit(bool https = false) {
    http::add_pickup_pages(book, *office.source);
    http::add_pickup_routes(router, desk, office.clock, "https://wufei.example");
    http::add_plain_routes(router,
                           {desk, book, office.clock, service::system_ids(), https, "https://wufei.example"});
    http::add_rating_route(router, book, *office.surveys, *office.pickups);
  }
  http::Response ask(const std::string& method, const std::string& target, const std::string& body = {},
                     const http::Headers& more = {}) {
    http::Request request = form_request(method, target);
    request.peer = peer;
    for (const auto& [name, value] : more) request.headers.set(name, value);
    if (request.path.starts_with(cookie_path) && !cookie.empty()) request.headers.set("Cookie", cookie);
    request.body = body;
    http::Response response = router.handle(request);
    keep(response);
    return response;
  }
  http::Response get(const std::string& target) { return ask("GET", target); }
  http::Response post(const std::string& path, const Fields& fields) {
    return ask("POST", path, encoded(fields));
  }
  // The page that a 303 leads to.
  http::Response follow(const http::Response& response) {
    CHECK(response.status == 303);
    return get(std::string(response.headers.value("Location")));
  }
  void keep(const http::Response& response) {
    const std::string line(response.headers.value("Set-Cookie"));
    if (line.empty()) return;
    cookie = line.substr(0, line.find(';'));
    const auto path = line.find("Path=") + 5;
    cookie_path = line.substr(path, line.find(';', path) - path);
  }
  // Through both pages, to the reference.
  std::string booked(Fields fields) {
    const http::Response response = post("/pickup/book", fields);
    CHECK(response.status == 303);
    const std::string location(response.headers.value("Location"));
    return location.substr(0, location.find('?')).substr(std::string("/pickup/ticket/").size());
  }

  test::Office office;
  http::Metrics metrics;
  http::GuessLimit guesses;
  http::BookingDesk desk{*office.pickups, metrics, guesses};
  http::Router router;
  http::DocumentBook book;
  std::string peer = "127.0.0.1", cookie, cookie_path = "/nowhere";
};

inline const contract::Category& bulky() {
  return *contract::find_category(test::real_content()->get<service::PickupContent>().catalogue, "bulky");
}

inline std::string first_item() {
  return "item-" + bulky().items.front().id;
}

inline Fields things() {
  const auto& area = test::real_content()->get<service::CountyContent>().areas.front();
  return {{first_item(), "1"},
          {"area", area.code},
          {"village", area.villages.front().code},
          {"address", "Garden Road 12, house 7"},
          {"step", "when"}};
}

inline Fields sound(const std::string& slot = test::sample_slot()) {
  Fields fields = things();
  fields.merge(Fields{{"slot", slot},
                      {"contact_name", "Li"},
                      {"phone", "138 0000 0007"},
                      {"note", "no lift"},
                      {"consent", "on"},
                      {"key", "0123456789abcdef0123456789abcdef"}});
  fields["step"] = "send";
  return fields;
}

inline Fields without(Fields fields, const std::string& name) {
  fields.erase(name);
  return fields;
}

inline std::string words_of(Text key) {
  return std::string(contract::text(key));
}

// While it lives, what needs this table of the database fails: without "access_token" nobody can tell what a
// token opens.
struct LostTable {
  LostTable(const test::Office& office, std::string name)
      : database(office.scratch.path() / "data"), table(std::move(name)) {
    database.execute("ALTER TABLE " + table + " RENAME TO lost_table");
  }
  ~LostTable() { database.execute("ALTER TABLE lost_table RENAME TO " + table); }
  LostTable(const LostTable&) = delete;
  LostTable& operator=(const LostTable&) = delete;

  test::RawDatabase database;
  std::string table;
};

// One place in the morning of a day, none of them for the telephone.
inline void make_scarce(Visit& visit) {
  visit.office.pickups->set_content(
      test::edited<service::PickupContent>(*test::real_content(), [](auto& content) {
        content.rules.default_capacity["bulky"]["am"] = 1;
        content.rules.phone_share_percent = 0;
      }));
}

}  // namespace wufei::tests
