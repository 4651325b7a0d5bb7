#include "wasm/guide/guide_update.hpp"

#include <algorithm>

#include "county/site/routes.hpp"
#include "guide/search/guide_query.hpp"
#include "lib/base/json.hpp"
#include "lib/base/percent.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "wasm/core/encoding.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/guide/place_update.hpp"
#include "wasm/guide/quiz_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

using contract::Text;

constexpr std::string_view kTown = "town", kVillage = "village";
constexpr std::size_t kShown = 20, kRecentKept = 8;
constexpr int kPathPause = 600, kWordPause = 2500;  // milliseconds
constexpr std::size_t kMostWaiting = 8;
constexpr std::size_t kShortestWord = 2;  // characters that an unknown word must have

std::string_view path_of(const Model& model) {
  if (model.page.kind != contract::PageKind::document) return {};
  return std::string_view(model.page.target).substr(0, model.page.target.find('?'));
}

void search(Model& model) {
  GuideDesk& desk = model.guide;
  desk.answer =
      desk.book.known ? desk.book.value->search.search(desk.query, kShown) : contract::GuideAnswer{};
}

bool has_no_answer(const GuideDesk& desk) {
  if (!desk.book.known || desk.answer.word >= 0) return false;
  return (desk.answer.hits.empty() || desk.answer.nearest) &&
         contract::guide_letters(desk.query, {}).size() >= kShortestWord;
}

void send_word(Model& model, Effects& effects, const std::string& word) {
  ask(model, effects, nullptr,
      {"POST",
       std::string(contract::api::kGuideWords),
       contract::to_text({{"word", word}}),
       {{"Content-Type", "application/json"}}});
}

// Once a visit; whether it arrives makes no difference to the person.
void report_word(Model& model, Effects& effects) {
  GuideDesk& desk = model.guide;
  effects.push_back(SetTimer{kGuideWordTimer, -1});
  if (!has_no_answer(desk)) return;
  const std::string word = contract::utf8_of(contract::guide_letters(desk.query, {}));
  if (std::find(desk.reported.begin(), desk.reported.end(), word) != desk.reported.end()) return;
  desk.reported.push_back(word);
  if (model.online) return send_word(model, effects, word);
  if (desk.waiting.size() < kMostWaiting) desk.waiting.push_back(word);
}

void show_in_path(const Model& model, Effects& effects) {
  effects.push_back(SetTimer{kGuidePathTimer, -1});
  std::string path = "/guide";
  if (!model.guide.query.empty()) contract::append_percent_encoded(path += "?q=", model.guide.query, "/");
  effects.push_back(ReplacePath{std::move(path)});
}

void tell_count(const Model& model, Effects& effects) {
  const GuideDesk& desk = model.guide;
  if (desk.query.empty() || !desk.book.known) return;
  if (desk.answer.word >= 0) {
    const auto& words = desk.book.value->guide.words;
    return effects.push_back(Announce{words[static_cast<std::size_t>(desk.answer.word)].question});
  }
  effects.push_back(
      Announce{contract::text(desk.answer.nearest ? Text::guide_nearest_count : Text::guide_count,
                              {{"count", std::to_string(desk.answer.hits.size())}})});
}

// The only thing that is called so: it is the answer.
const contract::GuideHit* sole_answer(const GuideDesk& desk) {
  if (!desk.book.known || desk.answer.word >= 0) return nullptr;
  const contract::GuideHit* found = nullptr;
  for (const contract::GuideHit& hit : desk.answer.hits) {
    if (hit.match != contract::GuideMatch::exact) continue;
    if (found != nullptr) return nullptr;
    found = &hit;
  }
  return found;
}

void remember(Model& model, Effects& effects, const std::string& name) {
  std::vector<std::string>& recent = model.guide.recent;
  recent.erase(std::remove(recent.begin(), recent.end(), name), recent.end());
  recent.insert(recent.begin(), name);
  if (recent.size() > kRecentKept) recent.resize(kRecentKept);
  effects.push_back(Save{std::string(kGuideRecentKey), contract::to_text(contract::Json(recent))});
}

}  // namespace

bool draws_itself(const Model& model) {
  return is_guide_search(model) || is_guide_quiz(model);
}

std::string_view asked_path(const Model& model) {
  return is_guide_search(model) ? "/guide" : std::string_view(model.page.target);
}

bool is_guide_search(const Model& model) {
  return path_of(model) == "/guide";
}

bool is_guide_quiz(const Model& model) {
  return path_of(model) == "/guide/quiz";
}

bool is_guide_places(const Model& model) {
  return path_of(model) == "/guide/places";
}

void enter_guide(Model& model, Effects& effects) {
  if (!model.guide.dwelling_loaded && path_of(model).substr(0, 6) == "/guide")
    effects.push_back(Load{std::string(kGuideDwellingKey)});
  if (is_guide_quiz(model)) enter_quiz(model);
  if (!is_guide_search(model)) return;
  model.guide.query = query_value(model.page.target, "q");
  search(model);
  if (!model.guide.recent_loaded) effects.push_back(Load{std::string(kGuideRecentKey)});
}

void ensure_guide(Model& model, Effects& effects) {
  if (is_guide_search(model))
    ensure(model, effects, model.guide.book, guide_answered, contract::api::kGuideIndex);
  if (is_guide_quiz(model)) ensure(model, effects, model.quiz.items, quiz_answered, contract::api::kGuide);
  if (is_guide_places(model))
    ensure(model, effects, model.places.places, places_answered, contract::api::kGuidePlaces);
}

void guide_answered(Model& model, Effects& effects, const Reply& reply) {
  auto& book = model.guide.book;
  const auto json = object_of(reply);
  if (!json) return book.fail(failure_of(reply));
  book.set(std::make_shared<const GuideBook>(contract::guide_from_index(*json)));
  search(model);
  if (is_guide_search(model)) tell_count(model, effects);
}

void guide_stored(Model& model, const Stored& stored) {
  GuideDesk& desk = model.guide;
  if (stored.key == kGuideDwellingKey) {
    desk.dwelling_loaded = true;
    if (stored.value == kTown) desk.dwelling = Dwelling::town;
    if (stored.value == kVillage) desk.dwelling = Dwelling::village;
    return;
  }
  desk.recent_loaded = true;
  const auto json = contract::parse_json(stored.value.value_or("[]"));
  if (!json || !json->is_array()) return;
  for (const contract::Json& name : *json)
    if (const auto* text = name.get_ptr<const std::string*>(); text && desk.recent.size() < kRecentKept)
      desk.recent.push_back(*text);
}

void guide_type(Model& model, Effects& effects, const std::string& text) {
  if (text == model.guide.query) return;
  model.guide.query = text;
  search(model);
  effects.push_back(SetTimer{kGuidePathTimer, kPathPause});
  effects.push_back(SetTimer{kGuideWordTimer, has_no_answer(model.guide) ? kWordPause : -1});
}

void guide_submit(Model& model, Effects& effects) {
  if (const contract::GuideHit* answer = sole_answer(model.guide))
    return guide_open(model, effects, answer->item);
  if (!model.guide.query.empty()) remember(model, effects, model.guide.query);
  show_in_path(model, effects);
  tell_count(model, effects);
  report_word(model, effects);
}

void guide_open(Model& model, Effects& effects, std::size_t item) {
  if (!model.guide.book.known || item >= model.guide.book.value->guide.items.size()) return;
  const contract::GuideItem& chosen = model.guide.book.value->guide.items[item];
  remember(model, effects, chosen.name);
  show_in_path(model, effects);
  effects.push_back(SetTimer{kGuideWordTimer, -1});
  open_path(model, effects, guide_item_path(model, chosen), History::push);
}

std::string guide_item_path(const Model& model, const contract::GuideItem& item) {
  std::string path = "/guide/items/" + item.id;
  if (!model.guide.query.empty()) contract::append_percent_encoded(path += "?q=", model.guide.query, "/");
  return path;
}

void guide_forget(Model& model, Effects& effects) {
  model.guide.recent.clear();
  effects.push_back(Erase{std::string(kGuideRecentKey)});
  effects.push_back(Announce{std::string(contract::text(Text::guide_forgotten))});
  effects.push_back(FocusHeading{});
}

void live_in(Model& model, Effects& effects, Dwelling dwelling) {
  const bool town = dwelling == Dwelling::town;
  model.guide.dwelling = dwelling;
  effects.push_back(Save{std::string(kGuideDwellingKey), std::string(town ? kTown : kVillage)});
  effects.push_back(Announce{std::string(contract::text(town ? Text::guide_town : Text::guide_village))});
  effects.push_back(FocusField{"live_other"});
}

void guide_timer(Model& model, Effects& effects, std::uint32_t timer) {
  if (!is_guide_search(model)) return;
  if (timer == kGuideWordTimer) return report_word(model, effects);
  show_in_path(model, effects);
  tell_count(model, effects);
}

void send_waiting_words(Model& model, Effects& effects) {
  for (const std::string& word : model.guide.waiting) send_word(model, effects, word);
  model.guide.waiting.clear();
}

}  // namespace wufei::model
