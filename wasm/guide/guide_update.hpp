// The sorting guide's search in the client: downloading the list, searching as the person types, recent
// words, and telling the editors of words that have no answer. In the second part of the program.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

// What is kept on the device begins so: the recent words and where the reader lives ("town", "village").
inline constexpr std::string_view kGuideKeys = "wufei.guide.";
inline constexpr std::string_view kGuideRecentKey = "wufei.guide.recent";
inline constexpr std::string_view kGuideDwellingKey = "wufei.guide.dwelling";
inline constexpr std::uint32_t kGuidePathTimer = 30, kGuideWordTimer = 31;

// True for the page that searches, with any query.
bool is_guide_search(const Model& model);
bool is_guide_quiz(const Model& model);
bool is_guide_places(const Model& model);

// A page of the guide was entered: takes over the query of its path.
void enter_guide(Model& model, Effects& effects) WUFEI_SECOND_PART(enter_guide);
// Asks for whatever the current page of the guide needs.
void ensure_guide(Model& model, Effects& effects) WUFEI_SECOND_PART(ensure_guide);
void guide_answered(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(guide_answered);
void guide_stored(Model& model, const Stored& stored) WUFEI_SECOND_PART(guide_stored);

void guide_type(Model& model, Effects& effects, const std::string& text) WUFEI_SECOND_PART(guide_type);
void guide_submit(Model& model, Effects& effects) WUFEI_SECOND_PART(guide_submit);
void guide_open(Model& model, Effects& effects, std::size_t item) WUFEI_SECOND_PART(guide_open);
// The address of its page, which keeps the word that was asked.
std::string guide_item_path(const Model& model, const contract::GuideItem& item);
void guide_forget(Model& model, Effects& effects) WUFEI_SECOND_PART(guide_forget);
void live_in(Model& model, Effects& effects, Dwelling dwelling) WUFEI_SECOND_PART(live_in);
// The person paused: the address follows, a screen reader is told, an unknown word is reported.
void guide_timer(Model& model, Effects& effects, std::uint32_t timer) WUFEI_SECOND_PART(guide_timer);
// Unknown words that were typed without a network.
void send_waiting_words(Model& model, Effects& effects) WUFEI_SECOND_PART(send_waiting_words);

}  // namespace wufei::model
