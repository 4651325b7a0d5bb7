// What every step of a booking has: how far it is, what is wrong with it, and the way on.
#include "wasm/kit/parts.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared_view.hpp"

namespace wufei::views {
namespace {

using model::Step;

constexpr Text kStepNames[] = {Text::pickup_step_what, Text::pickup_step_where, Text::pickup_step_when,
                               Text::pickup_step_who, Text::pickup_step_check};

// What is chosen so far, and the most that can be.
struct Chosen {
  std::string words;
  std::string note;
};

Chosen chosen_items(const Model& model) {
  const contract::PickupRequest request = model::request_of(model);
  const auto* category = contract::find_category(model.catalogue.value.catalogue, request.category);
  if (category == nullptr) return {};
  Chosen chosen;
  if (const int count = quantity_in(*category, request.items); count > 0)
    chosen.words = text(Text::pickup_chosen,
                        {{"count", std::to_string(count)}, {"items", items_text(model, request.items)}});
  chosen.note = text(Text::pickup_most, {{"count", std::to_string(category->max_items)}});
  return chosen;
}

Chosen chosen_in(const Model& model, Step step) {
  if (step == Step::what) return chosen_items(model);
  if (step == Step::where) return {chosen_items(model).words, {}};
  if (step == Step::when) return {slot_text(model, model.booking.draft.request.slot), {}};
  return {};
}

struct Way {
  std::string label;
  bool ready = true;
};

// The button that goes on: where to, or what is missing.
Way way_on(const Model& model, const kit::Ui& ui, Step step) {
  if (step == Step::check)
    return {std::string(text(model.booking.busy ? Text::pickup_submitting : Text::pickup_submit))};
  if (step == Step::when && model.booking.draft.request.slot.empty())
    return {std::string(text(Text::pickup_pick_slot)), false};
  if (ui.elder()) return {std::string(text(Text::common_next))};
  return {text(Text::pickup_next_step, {{"step", text(kStepNames[static_cast<int>(step) + 1])}})};
}

void go_on(Commands& commands, Step step) {
  if (step == Step::check) return commands.push_back(model::Submit{});
  commands.push_back(model::NextStep{step});
}

std::string path_before(Step step) {
  if (step == Step::what) return {};
  return contract::page_path({model::page_of(static_cast<Step>(static_cast<int>(step) - 1)), {}});
}

}  // namespace

void draw_faults(kit::Ui& ui, const std::vector<contract::FieldError>& errors) {
  std::vector<kit::Fault> faults;
  for (model::NamedFault& fault : model::named_faults(errors))
    faults.push_back({std::move(fault.text), std::move(fault.key)});
  kit::fault_summary(ui, text(Text::form_faults, {{"count", std::to_string(faults.size())}}), faults);
}

void draw_step_head(const Model& model, kit::Ui& ui, Step step, Text title) {
  const auto at = static_cast<std::size_t>(step);
  ui.steps(text(Text::pickup_steps),
           {text(kStepNames[0]), text(kStepNames[1]), text(kStepNames[2]), text(kStepNames[3]),
            text(kStepNames[4])},
           static_cast<int>(step));
  if (model.booking.show_errors[at]) draw_faults(ui, model::step_errors(model, step));
  if (ui.elder())  // no room for it in the bar
    ui.text(text(Text::frame_step,
                 {{"step", std::to_string(at + 1)}, {"count", std::to_string(std::size(kStepNames))}}),
            kit::Tone::muted);
  ui.heading(1, text(title));
}

void draw_step_buttons(const Model& model, kit::Ui& ui, Commands& commands, Step step) {
  if (!ui.wide()) return;
  ui.space(8);
  auto row = ui.row();
  const Way way = way_on(model, ui, step);
  const bool busy = model.booking.busy;
  if (ui.button("next", way.label, {.busy = busy, .ready = way.ready})) go_on(commands, step);
  const std::string back = path_before(step);
  if (!back.empty() && !busy &&
      ui.link_button("back", text(Text::common_back), back, {.kind = kit::ButtonKind::secondary}))
    go(commands, back);
  const Chosen chosen = chosen_in(model, step);
  const std::string& words = chosen.words.empty() ? chosen.note : chosen.words;
  if (!words.empty()) ui.text(words, kit::Tone::muted);
}

void draw_step_foot(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto step = model::step_of(model.page.kind);
  if (ui.wide() || !step) return;
  if (!model.catalogue.known || !model.areas.known) return;
  const auto keys = ui.push_key(contract::page_path(model.page));
  const Chosen chosen = chosen_in(model, *step);
  const Way way = way_on(model, ui, *step);
  const std::string back = model.booking.busy ? std::string() : path_before(*step);
  const kit::FlowAct act = kit::flow_bar(ui, {.name = text(Text::pickup_bar),
                                              .summary = chosen.words,
                                              .note = chosen.note,
                                              .back = back,
                                              .back_label = text(Text::common_back),
                                              .next = way.label,
                                              .ready = way.ready,
                                              .busy = model.booking.busy});
  if (act == kit::FlowAct::next) go_on(commands, *step);
  if (act == kit::FlowAct::back) go(commands, back);
}

}  // namespace wufei::views
