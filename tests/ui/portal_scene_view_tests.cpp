#include "portal_scene.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "county/site.hpp"
#include "county/site/routes.hpp"
#include "lib/base/json.hpp"
#include "pickup/catalogue.hpp"
#include "pickup/pickup.hpp"
#include "pickup/pickup_rules.hpp"

namespace wufei::testing {
namespace {

contract::Json content(const std::string& file) {
  std::ifstream in(std::string(WUFEI_CONTENT_DIR) + "/" + file);
  REQUIRE(in.good());
  std::stringstream all;
  all << in.rdbuf();
  const auto json = contract::parse_json(all.str());
  REQUIRE(json.has_value());
  return *json;
}

// Short, with the blocks that the server's pages of the collection and of personal data have.
contract::Document public_page(std::string_view path) {
  contract::Document page;
  page.path = path;
  page.title = text(*contract::document_name(path));
  if (path == "/pickup") page.section = "pickup";
  page.blocks = {contract::paragraph_block("what it is"), contract::heading_block(2, "Kinds")};
  for (const char* name : {"chairs", "clothes"}) {
    page.blocks.push_back(contract::heading_block(3, name));
    page.blocks.push_back(contract::paragraph_block("about them"));
    for (std::size_t i = page.blocks.size() - 2; i < page.blocks.size(); ++i)
      page.blocks[i].box = std::string("card kind-") + name;
  }
  contract::Block& buttons = page.blocks.emplace_back();
  buttons.kind = contract::BlockKind::buttons;
  buttons.tone = contract::BlockTone::success;
  contract::Card& start = buttons.cards.emplace_back();
  start.title = text(Text::pickup_start);
  start.href = "/pickup/new/what";
  return page;
}

// The path is the device's before the app reads it.
platform::HeadlessPlatform& at(platform::HeadlessPlatform& platform, const std::string& path, bool has_part,
                               bool has_voice) {
  platform.has_part = has_part;
  platform.voice = has_voice;
  platform.wall_clock = 1795485600;  // 2026-11-24T10:00:00+08:00
  platform.perform(device::ReplacePath{path});
  return platform;
}

kit::Host& begun(views::PortalApp& app, kit::Host& host) {
  app.start(host);
  return host;
}

}  // namespace

std::string site_body() {
  return contract::to_text(contract::site_to_json(contract::site_from_json(content("site.json"))));
}

std::string areas_body() {
  return contract::to_text(contract::areas_to_json(contract::areas_from_json(content("areas.json"))));
}

std::string catalogue_body() {
  contract::Json json =
      contract::catalogue_to_json(contract::catalogue_from_json(content("pickup/catalogue.json")));
  json["rules"] =
      contract::public_rules_to_json(contract::pickup_rules_from_json(content("pickup/rules.json")));
  return contract::to_text(json);
}

std::string slots_body(const std::string& category, int first_remaining) {
  std::vector<contract::Slot> slots;
  for (int day = 25; day <= 28; ++day)
    for (const char* window : {"am", "pm"}) {
      const contract::Date date = contract::make_date({2026, 11, day});
      const bool am = window[0] == 'a';
      slots.push_back({contract::slot_id({std::string(kArea), category, date, window}), date, am ? 510 : 840,
                       am ? 690 : 1050, 20, slots.empty() ? first_remaining : 7});
    }
  return contract::to_text(contract::slots_to_json(slots));
}

std::string pickup_body(const std::string& status, bool with_token) {
  contract::Pickup pickup;
  pickup.reference = kReference;
  pickup.status = *contract::status_from_name(status);
  pickup.area = kArea;
  pickup.address = "1 Main Street";
  pickup.contact_name = "Wang";
  pickup.phone = "138****1234";
  pickup.category = "bulky";
  pickup.items = {{"sofa", 1, ""}};
  pickup.slot = {"371524001.bulky.20261126.am", contract::make_date({2026, 11, 26}), 510, 690, 0, 0};
  pickup.created_at = 1795485600;
  pickup.change_until = 1795485600 + 24 * 3600;
  pickup.changeable = status == "booked";
  pickup.history = {{1795485600, "created", ""}};
  if (with_token) pickup.token = "secret";
  return contract::to_text(contract::pickup_to_json(pickup));
}

PortalScene::PortalScene(const std::string& path, float width, bool has_part, bool has_voice)
    : app(at(platform, path, has_part, has_voice)), host(platform, app), ui(platform, begun(app, host)) {
  platform.resize(width, 844, 2);
  ui.pump();
}

device::Fetch PortalScene::answer(std::string_view method, std::string_view url, int status,
                                  const std::string& body, int retry_after_s) {
  for (const device::Fetch& fetch : platform.fetches) {
    if (fetch.method != method || fetch.url.rfind(url, 0) != 0) continue;
    const device::Fetch request = fetch;
    platform.answer({request.id, status, body, {}, retry_after_s});
    ui.pump();
    return request;
  }
  FAIL("no open fetch: " << method << " " << url);
  return {};
}

int PortalScene::open_fetches(std::string_view method, std::string_view url) const {
  return static_cast<int>(std::count_if(
      platform.fetches.begin(), platform.fetches.end(),
      [&](const device::Fetch& fetch) { return fetch.method == method && fetch.url.rfind(url, 0) == 0; }));
}

void PortalScene::answer_public() {
  if (open_fetches("GET", "/api/v1/site") > 0) answer("GET", "/api/v1/site", 200, site_body());
  if (open_fetches("GET", "/api/v1/catalogue") > 0) answer("GET", "/api/v1/catalogue", 200, catalogue_body());
  if (open_fetches("GET", "/api/v1/areas") > 0) answer("GET", "/api/v1/areas", 200, areas_body());
  for (const char* path : {"/pickup", "/privacy"})
    if (const std::string url = std::string("/api/v1/pages?path=") + path; open_fetches("GET", url) > 0)
      answer("GET", url, 200, contract::to_text(contract::document_to_json(public_page(path))));
}

void PortalScene::fill_to_check() {
  answer_public();
  const auto& catalogue = app.model().catalogue.value.catalogue;
  ui.press("radio", catalogue.categories[0].name);
  const auto& item = catalogue.categories[0].items[0];
  ui.press("button", std::string(text(Text::item_add)) + " " +
                         text(Text::item_label, {{"name", item.name}, {"unit", item.unit}}));
  press_next();
  answer_public();
  ui.choose(text(Text::pickup_area), app.model().areas.value[0].name);
  type(Text::pickup_address, "1 Main Street");
  press_next();
  answer("GET", "/api/v1/slots", 200, slots_body("bulky"));
  ui.press("radio", "08:30");
  press_next();
  type(Text::pickup_contact_name, "Wang");
  type(Text::pickup_phone, "13800001234");
  press("checkbox", Text::pickup_consent);
  press_next();
  expect("heading1", Text::pickup_check_title);
}

void open_document(PortalScene& scene, const contract::Document& document) {
  scene.answer_public();
  scene.answer("GET", "/api/v1/pages", 200, contract::to_text(contract::document_to_json(document)));
}

void check_inside(const UiDriver& ui, float width) {
  for (const kit::Node& node : ui.nodes()) {
    if (!node.has_rect) continue;
    INFO(node.role, " ", node.name, " at ", width);
    CHECK(node.rect.x >= 0);
    CHECK(node.rect.x + node.rect.width <= width + 0.5F);
  }
}

}  // namespace wufei::testing
