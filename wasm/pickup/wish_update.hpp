// A link of the sorting guide that leads straight into a booking: /pickup/new/what?category=ID&item=ID. What
// it asks for is put into the draft once; what the catalogue does not have is ignored.
#pragma once

#include <string_view>

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

bool has_wish(std::string_view path);
// Of a path with has_wish(), after its page was opened. Waits for the catalogue
// and the second part of the program when they are not there yet.
void make_wish(Model& model, Effects& effects, std::string_view path);
void grant_wish(Model& model, Effects& effects) WUFEI_SECOND_PART(grant_wish);

}  // namespace wufei::model
