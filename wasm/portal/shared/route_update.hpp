// Where the person is: paths, history, titles, and the rule that no step of a booking can be entered before
// the ones in front of it are complete.
#pragma once

#include <string_view>

#include "lib/base/text.hpp"
#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

inline constexpr std::uint32_t kRetryTimer = 1;

// start: the page that was loaded; keep: the browser has moved already (back, forward).
enum class History : std::uint8_t { start, push, replace, keep };

void open_path(Model& model, Effects& effects, std::string_view path, History history);
void open_page(Model& model, Effects& effects, const contract::Page& page, History history);
// Sends the person to the first incomplete step when the current one came too early. Waits for the catalogue
// and the areas, without which nothing can be judged.
void hold_step(Model& model, Effects& effects) WUFEI_SECOND_PART(hold_step);
// The second part of the program is there: the current page, which waited for it, goes on.
void enter_part(Model& model, Effects& effects);
void set_title(const Model& model, Effects& effects);

// Above the heading that takes the focus, so it is said as well.
void show_notice(Model& model, Effects& effects, NoticeKind kind, contract::Text title, contract::Text text);
// For a notice on the page that is open already: takes the person to it, however far down they are.
void raise_notice(Model& model, Effects& effects, NoticeKind kind, contract::Text title, contract::Text text);
// When the server says how long to wait, the failure goes away by itself after that time.
void wait_out(Effects& effects, const Failure& failure);

}  // namespace wufei::model
