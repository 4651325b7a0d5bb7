#include "model_world.hpp"

#include <variant>

#include "lib/base/json.hpp"

namespace wufei::model {

using contract::Json;

std::string site_body() {
  return R"({"portal_name":"Portal","tagline":"We collect","service_line":{"number":"12345","name":"Hotline"},
    "news":[],"privacy":{"summary":"","sections":[]}})";
}

std::string areas_body() {
  return R"({"areas":[{"code":"371524001","name":"North","kind":"subdistrict",
    "villages":[{"code":"371524001001","name":"Well"}]},
    {"code":"371524100","name":"South","kind":"town","villages":[]}]})";
}

std::string catalogue_body() {
  return R"({"categories":[
    {"id":"bulky","name":"Bulky","summary":"","max_items":5,"icon":"armchair","items":[
      {"id":"sofa","name":"Sofa","unit":"pc","max_quantity":2,"aliases":["couch"],"prepare":["Empty it."]},
      {"id":"bed","name":"Bed","unit":"pc","max_quantity":4}]},
    {"id":"e_waste","name":"Electric","summary":"","max_items":8,"items":[
      {"id":"fridge","name":"Fridge","unit":"pc","max_quantity":2}]}],
    "refusals":[],
    "rules":{"confirmation":"pending","windows":[{"id":"am","name":"morning","start":"08:30","end":"11:30"},
      {"id":"pm","name":"afternoon","start":"14:00","end":"17:30"}],
      "lead":{"days":1,"until":"18:00"},"horizon_days":28,"phone_share_percent":10,
      "change_cutoff":{"days_before":1,"time":"18:00"},"retention_days":180}})";
}

std::string slots_body(int left) {
  Json rows = Json::array();
  for (const char* day : {"20261126", "20261127"})
    for (const char* window : {"am", "pm"}) {
      const std::string d = day;
      const bool first = rows.empty();
      rows.push_back({{"id", kArea + ".bulky." + d + "." + window},
                      {"date", d.substr(0, 4) + "-" + d.substr(4, 2) + "-" + d.substr(6)},
                      {"start", window[0] == 'a' ? "08:30" : "14:00"},
                      {"end", window[0] == 'a' ? "11:30" : "17:30"},
                      {"capacity", 20},
                      {"remaining", first ? left : 7}});
    }
  return contract::to_text({{"slots", rows}});
}

std::string pickup_body(int version, const std::string& status, const std::string& token,
                        const std::string& address) {
  Json json = {{"reference", kReference},
               {"status", status},
               {"version", version},
               {"area", kArea},
               {"village", kVillage},
               {"address", address},
               {"contact_name", "Wang"},
               {"phone", "138****1234"},
               {"category", "bulky"},
               {"items", Json::array({{{"item", "sofa"}, {"quantity", 1}}})},
               {"slot", kArea + ".bulky.20261126.am"},
               {"date", "2026-11-26"},
               {"start", "08:30"},
               {"end", "11:30"},
               {"note", ""},
               {"created_at", "2026-11-24T10:00:00+08:00"},
               {"change_until", "2026-11-25T18:00:00+08:00"},
               {"changeable", status == "booked"},
               {"history", Json::array()}};
  if (!token.empty()) json["token"] = token;
  return contract::to_text(json);
}

std::string problem_body(const std::string& code, const std::string& pointer, const std::string& rule,
                         const std::string& more) {
  return R"({"type":"about:blank","title":"t","status":400,"code":")" + code + R"(","errors":[{"pointer":")" +
         pointer + R"(","rule":")" + rule + R"("}])" + more + "}";
}

std::string header_of(const Fetch& fetch, const std::string& name) {
  for (const auto& [key, value] : fetch.headers)
    if (key == name) return value;
  return {};
}

struct Performer {
  World& w;

  void operator()(const Fetch& e) const { w.fetches.push_back(e); }
  void operator()(const PushPath& e) const {
    w.history.resize(w.at + 1);
    w.history.push_back(e.path);
    ++w.at;
  }
  void operator()(const ReplacePath& e) const { w.history[w.at] = e.path; }
  void operator()(const Save& e) const { w.storage[e.key] = e.value; }
  void operator()(const Erase& e) const { w.storage.erase(e.key); }
  void operator()(const Copy& e) const { w.copied.push_back(e.text); }
  void operator()(const Print& e) const { w.printed.push_back(e); }
  void operator()(const Download& e) const { w.downloads.push_back(e); }
  void operator()(const SetTimer& e) const { w.timers[e.id] = e.delay_ms; }
  void operator()(const Announce& e) const { w.announced.push_back(e.text); }
  void operator()(const Speak& e) const { w.spoken.push_back(e.lines); }
  void operator()(const Locate&) const { ++w.locate_requests; }
  void operator()(const SharePicture& e) const { w.pictures.push_back(e); }
  void operator()(const LoadPart&) const { ++w.part_requests; }
  void operator()(const PickPhotos& e) const { w.photos_wanted = e.most; }
  void operator()(const UploadPhoto& e) const {
    w.uploaded.push_back(e.handle);
    w.fetches.push_back(e.request);
  }
  void operator()(const DropPhoto& e) const { w.dropped.push_back(e.handle); }
  void operator()(const SetTitle& e) const {
    w.title = e.title;
    w.canonical = e.path;
    w.description = e.description;
  }
};

struct Carrier {
  World& w;

  void operator()(const Request& e) const { std::visit(Performer{w}, e); }
  void operator()(const Load& e) const {
    const auto found = w.storage.find(e.key);
    w.send(Stored{e.key, found == w.storage.end() ? std::nullopt : std::optional(found->second)});
  }
  void operator()(const SetLook& e) const { w.look = e.look; }
  void operator()(const FocusField& e) const { w.focus = e.key; }
  void operator()(const FocusHeading&) const { w.focus = "heading"; }
  void operator()(const ScrollTop&) const { ++w.scrolled_up; }
};

World::World() {
  refresh();
}

void World::refresh() {
  model.device.now = now;
  model.device.random_id = "random-" + std::to_string(++random);
}

void World::apply(const Effects& effects) {
  for (const Effect& effect : effects) std::visit(Carrier{*this}, effect);
}

void World::start(const std::string& start_path) {
  const auto stored = [this](std::string_view key) -> std::optional<std::string> {
    const auto found = storage.find(std::string(key));
    return found == storage.end() ? std::nullopt : std::optional(found->second);
  };
  history = {start_path};
  at = 0;
  Start begin;
  begin.path = start_path;
  begin.page_data = page_data;
  begin.part_ready = part_ready;
  begin.waits = stored(kOutboxKey).has_value();
  begin.draft = stored(kDraftKey);
  begin.last_reference = stored(kLastReferenceKey);
  begin.look = look;
  send(begin);
}

void World::send(const Command& command) {
  refresh();
  apply(update(model, command));
}

void World::send(const Event& event) {
  refresh();
  apply(on_event(model, event));
}

Fetch World::answer(const std::string& method, const std::string& url, int status, const std::string& body,
                    int retry_after_s) {
  for (auto it = fetches.begin(); it != fetches.end(); ++it) {
    if (it->method != method || it->url.rfind(url, 0) != 0) continue;
    const Fetch fetch = *it;
    fetches.erase(it);
    send(Reply{fetch.id, status, body, {}, retry_after_s});
    return fetch;
  }
  FAIL("no open fetch: " << method << " " << url);
  return {};
}

int World::open_fetches(const std::string& method, const std::string& url) const {
  int count = 0;
  for (const Fetch& fetch : fetches) count += fetch.method == method && fetch.url.rfind(url, 0) == 0 ? 1 : 0;
  return count;
}

void World::answer_public() {
  if (open_fetches("GET", "/api/v1/site") > 0) answer("GET", "/api/v1/site", 200, site_body());
  if (open_fetches("GET", "/api/v1/catalogue") > 0) answer("GET", "/api/v1/catalogue", 200, catalogue_body());
  if (open_fetches("GET", "/api/v1/areas") > 0) answer("GET", "/api/v1/areas", 200, areas_body());
}

void World::back() {
  REQUIRE(at > 0);
  --at;
  send(PathChanged{history[at]});
}

void World::fill_to_check() {
  start("/pickup/new/what");
  answer_public();
  send(ChooseCategory{"bulky"});
  send(SetQuantity{Form::draft, "sofa", 1});
  send(NextStep{Question::kind});
  send(SetField{Form::draft, Field::area, kArea});
  send(SetField{Form::draft, Field::address, "1 Main Street"});
  send(NextStep{Question::place});
  answer("GET", "/api/v1/slots", 200, slots_body());
  send(ChooseSlot{Form::draft, kArea + ".bulky.20261126.am"});
  send(NextStep{Question::day});
  send(SetField{Form::draft, Field::contact_name, "Wang"});
  send(SetField{Form::draft, Field::phone, "138 0000 1234"});
  send(SetConsent{true});
  send(NextStep{Question::person});
  REQUIRE(path() == "/pickup/new/check");
}

}  // namespace wufei::model
