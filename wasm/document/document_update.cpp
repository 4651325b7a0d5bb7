#include "wasm/document/document_update.hpp"

#include <algorithm>

#include "county/site/routes.hpp"
#include "lib/base/find.hpp"
#include "lib/base/percent.hpp"
#include "lib/base/text.hpp"
#include "lib/document/block_parts.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

using contract::Document;

constexpr std::size_t kRecent = 12;
constexpr int kTypingPause = 350;  // milliseconds
constexpr int kLate = 1000;        // milliseconds: until then a change of what is shown would only flicker

std::string_view path_of(std::string_view target) {
  return target.substr(0, target.find('?'));
}

const Document* recent(const OpenDocument& open, std::string_view target) {
  for (const auto& [path, document] : open.recent)
    if (path == target) return &document;
  return nullptr;
}

void remember(OpenDocument& open, const std::string& target, const Document& document) {
  const auto same = [&](const auto& kept) { return kept.first == target; };
  open.recent.erase(std::remove_if(open.recent.begin(), open.recent.end(), same), open.recent.end());
  if (open.recent.size() >= kRecent) open.recent.erase(open.recent.begin());
  open.recent.emplace_back(target, document);
}

std::string fold_key(const Model& model, std::string_view name) {
  return std::string(path_of(model.page.target)).append("#").append(name);
}

// How many entries there are, if the page says so below its filters; else that it changed.
std::string narrowed_words(const OpenDocument& open) {
  const auto& blocks = open.shown.value.blocks;
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    if (blocks[i - 1].kind != contract::BlockKind::filters) continue;
    std::string words = contract::plain_words(blocks[i].spans);
    if (!words.empty()) return words;
  }
  return std::string(contract::text(contract::Text::document_narrowed));
}

bool is_narrowed(const OpenDocument& open) {
  for (const contract::Block& block : open.shown.value.blocks)
    if (block.kind == contract::BlockKind::filters) return true;
  return false;
}

void show(Model& model, const std::string& target, Document document) {
  OpenDocument& open = model.document;
  remember(open, target, document);
  open.shown.set(std::move(document));
  open.target = target;
  open.missing = false;
}

// The person is taken to the page that has just come, unless they only narrowed a list or went back.
void arrive(Model& model, Effects& effects, bool another) {
  OpenDocument& open = model.document;
  set_title(model, effects);
  if (!open.anchor.empty()) return jump_to(model, effects, open.anchor);
  if (draws_itself(model)) return;
  if (!model.went_back && (open.keep_place || (!another && is_narrowed(open))))
    effects.push_back(Announce{narrowed_words(open)});
  if (open.keep_place || !another) return;
  effects.push_back(ScrollTop{});
  effects.push_back(FocusHeading{});
}

// The page that was asked for is on its way, and another one is still shown.
bool waits_behind_another(const Model& model) {
  const OpenDocument& open = model.document;
  return model.page.kind == contract::PageKind::document && !draws_itself(model) && open.shown.known &&
         open.shown.state == LoadState::loading && path_of(open.target) != path_of(model.page.target);
}

const contract::Block* filters_of(const Model& model, std::string_view form) {
  for (const contract::Block& block : model.document.shown.value.blocks)
    if (block.kind == contract::BlockKind::filters && block.href == form) return &block;
  return nullptr;
}

std::string filtered_target(const Model& model, const contract::Block& block) {
  std::string target = block.href;
  char separator = target.find('?') == std::string::npos ? '?' : '&';
  for (const contract::Filter& filter : block.filters) {
    const std::string& value = filter_value(model, filter);
    if (value.empty()) continue;
    target += separator;
    contract::append_percent_encoded(target, filter.name, "/");
    target += '=';
    contract::append_percent_encoded(target, value, "/");
    separator = '&';
  }
  return target;
}

}  // namespace

void unfold(Model& model, const std::string& name) {
  constexpr std::size_t kMostKept = 60;
  auto& kept = model.document.unfolded;
  std::string key = fold_key(model, name);
  const auto found = std::find(kept.begin(), kept.end(), key);
  if (found != kept.end()) {
    kept.erase(found);
    return;
  }
  if (kept.size() >= kMostKept) kept.erase(kept.begin());
  kept.push_back(std::move(key));
}

bool opens_elsewhere(const Model& model, std::string_view form) {
  const std::string& shown = model.document.shown.value.path;  // while another is loading it still stands
  return path_of(form) != path_of(shown.empty() ? model.page.target : shown);
}

bool is_unfolded(const Model& model, std::string_view name) {
  const auto& kept = model.document.unfolded;
  return contract::is_among(kept, fold_key(model, name));
}

void go_to_top(Effects& effects) {
  effects.push_back(ScrollTop{});
  effects.push_back(FocusHeading{});
}

void unfold_at(Model& model, std::string_view anchor) {
  for (const contract::Block& block : model.document.shown.value.blocks)
    if (block.anchor == anchor && !block.fold.empty() && !is_unfolded(model, block.fold))
      unfold(model, block.fold);
}

void jump_to(Model& model, Effects& effects, std::string_view anchor) {
  unfold_at(model, anchor);
  std::string key = '#' + std::string(anchor);  // `anchor` may be what is cleared here
  model.document.anchor.clear();
  effects.push_back(FocusField{std::move(key)});
}

std::string_view document_key(const Model& model) {
  const std::string& target = model.document.target;
  return path_of(target.empty() ? model.page.target : target);
}

const std::string& filter_value(const Model& model, const contract::Filter& filter) {
  for (const auto& [name, value] : model.document.typed)
    if (name == filter.name) return value;
  return filter.value;
}

void take_document(Model& model, std::string_view target, const contract::Json& json) {
  show(model, std::string(target), contract::document_from_json(json));
}

void enter_document(Model& model, Effects& effects) {
  OpenDocument& open = model.document;
  open.keep_place = model.went_back;
  open.missing = false;
  open.typed.clear();
  const bool another = open.target != model.page.target;
  if (const Document* kept = recent(open, model.page.target); kept != nullptr && (another && model.went_back))
    show(model, model.page.target, *kept);
  if (open.shown.known && !another) {  // it came with the HTML
    open.shown.state = LoadState::ready;
    if (!open.anchor.empty()) jump_to(model, effects, open.anchor);
    return;
  }
  open.shown.state = LoadState::idle;
}

void ask_document(Model& model, Effects& effects) {
  Remote<Document>& shown = model.document.shown;
  if (shown.state != LoadState::idle) return;
  shown.state = LoadState::loading;
  std::string url = std::string(contract::api::kPages) + "?path=";
  contract::append_percent_encoded(url, asked_path(model), "/");
  ask(model, effects, document_answered, {"GET", std::move(url), {}, {}});
  if (waits_behind_another(model)) effects.push_back(SetTimer{kLateTimer, kLate});
}

void document_is_late(Model& model, Effects& effects) {
  if (!waits_behind_another(model)) return;
  model.document.shown.known = false;
  model.document.target.clear();
  set_title(model, effects);
  if (model.went_back)
    return effects.push_back(Announce{std::string(contract::text(contract::Text::document_opening))});
  effects.push_back(ScrollTop{});
  effects.push_back(FocusHeading{});
}

void document_answered(Model& model, Effects& effects, const Reply& reply) {
  OpenDocument& open = model.document;
  if (model.page.kind != contract::PageKind::document) return;
  const bool another = path_of(open.target) != path_of(model.page.target) || !open.shown.known;
  if (const auto json = object_of(reply)) {
    show(model, model.page.target, contract::document_from_json(*json));
    return arrive(model, effects, another);
  }
  if (open.shown.known && open.target == model.page.target) {  // shown already, and only read again
    open.shown.state = LoadState::ready;
    return;
  }
  open.missing = reply.status == 404;
  open.shown.fail(failure_of(reply));
  if (another || open.missing) {
    open.shown.known = false;
    open.target.clear();
  }
  arrive(model, effects, another || open.missing);
  keep_item(model, effects);
}

void set_filter(Model& model, Effects& effects, const SetFilter& command) {
  OpenDocument& open = model.document;
  open.form = command.form;
  const auto same = [&](const auto& typed) { return typed.first == command.name; };
  const auto found = std::find_if(open.typed.begin(), open.typed.end(), same);
  if (found == open.typed.end())
    open.typed.emplace_back(command.name, command.value);
  else
    found->second = command.value;
  if (command.typing && opens_elsewhere(model, command.form)) return;
  if (command.typing) return effects.push_back(SetTimer{kFilterTimer, kTypingPause});
  apply_filters(model, effects, command.form, History::push);
}

void apply_filters(Model& model, Effects& effects, const std::string& form, History history) {
  effects.push_back(SetTimer{kFilterTimer, -1});
  const contract::Block* block = filters_of(model, form);
  if (block == nullptr || model.page.kind != contract::PageKind::document) return;
  std::string target = filtered_target(model, *block);
  if (opens_elsewhere(model, form)) return open_path(model, effects, target, History::push);
  if (target == model.page.target) return;
  OpenDocument& open = model.document;
  model.page = contract::parse_page(target);
  open.keep_place = true;
  open.shown.state = LoadState::idle;
  if (history == History::replace)
    effects.push_back(ReplacePath{target});
  else
    effects.push_back(PushPath{target});
  ask_document(model, effects);
}

}  // namespace wufei::model
