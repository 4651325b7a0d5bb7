#include "guide/guide_routes.hpp"

#include <memory>

#include "guide/guide_content.hpp"
#include "lib/base/replaced.hpp"
#include "lib/web/bytes_cache.hpp"
#include "lib/web/caller_limit.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Guide;
using contract::GuideItem;
using contract::Json;
using contract::Rule;
using Bytes = std::shared_ptr<const CachedBytes>;

constexpr std::size_t kWordBody = 512;  // bytes
// Words of one address: nobody looks for more unknown things in a row; a village may share an address.
constexpr RateLimit kWords{20, 1.0 / 30};

struct GuideBytes {
  Bytes items, index, categories, recyclables, places;
};
using Held = std::shared_ptr<contract::Replaced<const GuideBytes>>;

Bytes cached_json(const Json& json) {
  return make_cached(contract::to_text(json), "application/json", kShortly);
}

Json items_json(const Guide& guide) {
  Json items = Json::array();
  for (const GuideItem& item : guide.items) items.push_back(contract::guide_item_to_json(item));
  return {{"items", std::move(items)}};
}

Json categories_json(const Guide& guide) {
  Json categories = Json::array();
  for (const contract::GuideCategory& category : guide.categories)
    categories.push_back(contract::guide_category_to_json(category));
  return {{"categories", std::move(categories)}};
}

Json recyclables_json(const std::vector<contract::Recyclables>& versions) {
  Json rows = Json::array();
  for (const contract::Recyclables& version : versions)
    rows.push_back(contract::recyclables_to_json(version));
  return {{"versions", std::move(rows)}};
}

std::shared_ptr<const GuideBytes> bytes_of(const service::ContentSet& content) {
  const service::GuideContent& guide = content.get<service::GuideContent>();
  return std::make_shared<const GuideBytes>(GuideBytes{
      cached_json(items_json(guide.guide)), cached_json(contract::guide_index_to_json(guide.guide)),
      cached_json(categories_json(guide.guide)), cached_json(recyclables_json(guide.recyclables)),
      cached_json(contract::places_to_json(guide.places))});
}

void add_held(Router& router, std::string_view path, const char* name, const Held& held,
              Bytes GuideBytes::*member) {
  router.add(Route::quick_get(path, name, [held, member](const Request& request) {
    return cached_reply(*((*held->load()).*member), request);
  }));
}

Json question_json(const Guide& guide, const contract::GuideWord& word) {
  Json choices = Json::array();
  for (const std::string& id : word.items)
    if (const GuideItem* item = contract::find_guide_item(guide, id))
      choices.push_back({{"id", item->id}, {"name", item->name}, {"category", item->category}});
  return {{"word", word.word}, {"text", word.question}, {"choices", std::move(choices)}};
}

Json answer_json(const service::GuideFound& found) {
  const Guide& guide = found.guide();
  Json items = Json::array();
  for (const contract::GuideHit& hit : found.answer.hits) {
    Json row = contract::guide_item_to_json(guide.items[hit.item]);
    row["match"] = contract::guide_match_name(hit.match);
    items.push_back(std::move(row));
  }
  Json answer = {{"items", std::move(items)}};
  if (found.answer.word >= 0)
    answer["question"] = question_json(guide, guide.words[static_cast<std::size_t>(found.answer.word)]);
  if (found.answer.nearest) answer["nearest"] = true;
  return answer;
}

struct GuideRoutes {
  explicit GuideRoutes(service::GuideService& service) : guide(service) {}
  service::GuideService& guide;
  CallerLimit words{kWords};
};

Response search(GuideRoutes& routes, const Request& request) {
  const auto query = request.query.find("q");
  if (query == request.query.end())
    return problem_response(contract::field_error("/q", Rule::required), request);
  const service::GuideFound found = routes.guide.search(query->second);
  const bool unknown = found.answer.hits.empty() || found.answer.nearest;
  if (unknown && !routes.words.take(request.peer)) routes.guide.note(query->second);
  Response response = json_response(200, answer_json(found));
  response.headers.set("Cache-Control", kShortly);
  return response;
}

Response get_item(service::ContentSource& source, const Request& request) {
  const auto content = source.current();
  const GuideItem* item =
      contract::find_guide_item(content->get<service::GuideContent>().guide, request.path_parameter("id"));
  if (!item) return problem_response(contract::make_error(ErrorCode::not_found, "no such item"), request);
  Response response = json_response(200, contract::guide_item_to_json(*item));
  response.headers.set("Cache-Control", kShortly);
  return response;
}

contract::Result<std::string> read_word(const Request& request) {
  const auto json = contract::parse_json(request.body);
  if (!json) return json.error();
  std::vector<contract::FieldError> errors;
  contract::ObjectReader reader(*json, "", errors);
  std::string word = reader.text("word", {1, 100, false});
  reader.refuse_unknown();
  if (!errors.empty()) return contract::Error{ErrorCode::invalid, "word", std::move(errors), 0};
  return word;
}

Response add_word(GuideRoutes& routes, const Request& request) {
  const auto word = read_word(request);
  if (!word) return problem_response(word.error(), request);
  if (const auto sound = service::unknown_word(*word); !sound)
    return problem_response(sound.error(), request);
  if (const auto refusal = routes.words.take(request.peer)) return problem_response(*refusal, request);
  const auto done = routes.guide.report(*word);
  if (!done) return problem_response(done.error(), request);
  Response response;
  response.status = 204;
  response.headers.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

void add_guide_routes(Router& router, service::ContentSource& source, service::GuideService& guide) {
  const Held held = std::make_shared<Held::element_type>(bytes_of(*source.current()));
  source.on_change([held](const service::ContentPtr& content) { held->store(bytes_of(*content)); });
  add_held(router, contract::api::kGuide, "list_guide", held, &GuideBytes::items);
  add_held(router, contract::api::kGuideIndex, "get_guide_index", held, &GuideBytes::index);
  add_held(router, contract::api::kGuideCategories, "list_guide_categories", held, &GuideBytes::categories);
  add_held(router, contract::api::kGuideRecyclables, "list_recyclables", held, &GuideBytes::recyclables);
  add_held(router, contract::api::kGuidePlaces, "list_places", held, &GuideBytes::places);
  const auto routes = std::make_shared<GuideRoutes>(guide);
  router.limits().add("unknown words of a caller", routes->words.shared());
  router.add(Route::quick_get(contract::api::kGuideSearch, "search_guide",
                              [routes](const Request& request) { return search(*routes, request); }));
  router.add(Route::quick_get(contract::api::kGuideItem, "get_guide_item",
                              [&source](const Request& request) { return get_item(source, request); }));
  router.add(Route::post_json(contract::api::kGuideWords, "add_unknown_word", kWordBody,
                              [routes](const Request& request) { return add_word(*routes, request); }));
}

}  // namespace wufei::http
