// Public pages: opening one, its filters, going back to one that was read. The server makes the page
// (contract::Document); nothing here knows what it says. In the second part of the program.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/json.hpp"
#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {

inline constexpr std::uint32_t kFilterTimer = 2, kLateTimer = 5;

// The page model.page.target was entered: shows what is known of it and asks the server.
void enter_document(Model& model, Effects& effects) WUFEI_SECOND_PART(enter_document);
// The page that the server put into the HTML.
void take_document(Model& model, std::string_view target, const contract::Json& json)
    WUFEI_SECOND_PART(take_document);
void ask_document(Model& model, Effects& effects) WUFEI_SECOND_PART(ask_document);
void document_answered(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(document_answered);
// Opens the fold that has the anchor.
void unfold_at(Model& model, std::string_view anchor) WUFEI_SECOND_PART(unfold_at);
// Goes to a heading of the page that is open.
void jump_to(Model& model, Effects& effects, std::string_view anchor);
void set_filter(Model& model, Effects& effects, const SetFilter& command) WUFEI_SECOND_PART(set_filter);
void apply_filters(Model& model, Effects& effects, const std::string& form, History history)
    WUFEI_SECOND_PART(apply_filters);
// Opens what is put away under `name` on the page that is open, or closes it. What was opened stays so.
void unfold(Model& model, const std::string& name) WUFEI_SECOND_PART(unfold);
// A page that is on its way for longer than a second: what stood before gives way to its skeleton.
void document_is_late(Model& model, Effects& effects) WUFEI_SECOND_PART(document_is_late);
void go_to_top(Effects& effects) WUFEI_SECOND_PART(go_to_top);
bool is_unfolded(const Model& model, std::string_view name);
// The form is another page's, which it opens once it is sent; else it narrows the page that is open.
bool opens_elsewhere(const Model& model, std::string_view form);
// What a filter's field holds: typed, or what the page was made with.
const std::string& filter_value(const Model& model, const contract::Filter& filter);
// The path without query of what is shown: the identity of its widgets.
std::string_view document_key(const Model& model);

// Of the sorting guide (wasm/guide), whose pages are documents with something of the client's own.
// Its search and its quiz are there at once: they do not wait for the page that the server makes.
bool draws_itself(const Model& model);
// What the server is asked for: the guide's search results are the client's, the page below them is the same
// for every query.
std::string_view asked_path(const Model& model);
// A thing's page made from the downloaded guide, when the server's can not be had: people stand at the bin
// without a network. Does nothing unless the current page is a thing's and could not be read. Asks for the
// guide first when it has to.
void keep_item(Model& model, Effects& effects);
// The category's name as people know it.
std::string_view category_text(std::string_view id);

}  // namespace wufei::model
