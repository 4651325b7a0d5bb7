// What every step of a booking has: how far it is, what is wrong with it, and the way on.
#include "wasm/kit/parts.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using model::Asked;
using model::Question;

// Of the pages, by Question; in large print what is first of two has its own.
constexpr Text kNames[] = {Text::pickup_category_label, Text::pickup_step_what,  Text::pickup_step_where,
                           Text::pickup_step_day,       Text::pickup_step_hours, Text::pickup_step_who,
                           Text::pickup_step_check};

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

Chosen chosen_in(const Model& model, Question first) {
  if (first == Question::kind) return chosen_items(model);
  if (first == Question::place) return {chosen_items(model).words, {}};
  if (first == Question::day) return {slot_text(model, model.booking.draft.request.slot), {}};
  return {};
}

Question after(Question question, int by) {
  return static_cast<Question>(static_cast<int>(question) + by);
}

// What a page is called that ends with this question.
Text name_of(Question last, bool elder) {
  if (last == Question::hours && !elder) return Text::pickup_step_when;
  return kNames[static_cast<int>(last)];
}

struct Way {
  std::string label;
  bool ready = true;
};

Text submit_label(const model::Booking& booking) {
  if (booking.busy) return Text::pickup_submitting;
  return booking.draft.body.empty() ? Text::pickup_submit : Text::outbox_send;
}

// The button that goes on: where to, or what is missing.
Way way_on(const Model& model, const kit::Ui& ui, const Asked& asked) {
  if (asked.last == Question::check) return {std::string(text(submit_label(model.booking)))};
  if (asked.last == Question::hours && model.booking.draft.request.slot.empty())
    return {std::string(text(Text::pickup_pick_slot)), false};
  if (ui.elder()) return {std::string(text(Text::pickup_next_question))};
  const Asked next = model::asked_with(model, after(asked.last, 1));
  return {text(Text::pickup_next_step, {{"step", text(name_of(next.last, false))}})};
}

void go_on(Commands& commands, const Asked& asked) {
  if (asked.last == Question::check) return commands.push_back(model::Submit{});
  commands.push_back(model::NextStep{asked.first});
}

std::string path_before(const Model& model, const Asked& asked) {
  if (asked.first == Question::kind || model.booking.busy) return {};
  return contract::page_path(model::page_of(model, after(asked.first, -1)));
}

// How far it is: the pages' names, and which one it is.
void draw_progress(const Model& model, kit::Ui& ui, const Asked& asked) {
  std::vector<std::string_view> names;
  int now = 0;
  for (int at = 0; at < model::kQuestions; ++at) {
    const Asked page = model::asked_with(model, static_cast<Question>(at));
    if (page.last != static_cast<Question>(at)) continue;  // not its end
    if (page.last == asked.last) now = static_cast<int>(names.size());
    names.push_back(text(name_of(page.last, ui.elder())));
  }
  ui.steps(text(Text::pickup_steps), names, now);
}

// The bar has no room for it.
void draw_standard_size(kit::Ui& ui, Commands& commands) {
  if (ui.button("elder", text(Text::frame_elder_off),
                {.kind = kit::ButtonKind::quiet, .description = text(Text::frame_elder_about)}))
    commands.push_back(model::ToggleElder{});
}

}  // namespace

void draw_faults(kit::Ui& ui, const std::vector<contract::FieldError>& errors) {
  std::vector<kit::Fault> faults;
  for (model::NamedFault& fault : model::named_faults(errors))
    faults.push_back({std::move(fault.text), std::move(fault.key)});
  kit::fault_summary(ui, text(Text::form_faults, {{"count", std::to_string(faults.size())}}), faults);
}

void draw_step_head(const Model& model, kit::Ui& ui, Commands& commands, Text title) {
  const Asked asked = *model::asked_now(model);
  draw_progress(model, ui, asked);
  if (const auto errors = model::shown_errors(model, asked); !errors.empty()) draw_faults(ui, errors);
  if (!ui.elder()) {
    ui.heading(1, text(title));
  } else {
    ui.text(text(Text::pickup_question, {{"number", std::to_string(static_cast<int>(asked.first) + 1)},
                                         {"count", std::to_string(model::kQuestions)}}),
            kit::Tone::muted);
    ui.heading_below(text(title));
  }
  draw_waiting_box(model, ui, commands, false);
}

void draw_step_buttons(const Model& model, kit::Ui& ui, Commands& commands) {
  if (ui.elder()) draw_standard_size(ui, commands);
  if (!ui.wide()) return;
  const Asked asked = *model::asked_now(model);
  ui.space(8);
  auto row = ui.row();
  const Way way = way_on(model, ui, asked);
  if (ui.button("next", way.label, {.busy = model.booking.busy, .tall = ui.elder(), .ready = way.ready}))
    go_on(commands, asked);
  if (ui.elder()) return;  // the way back is in its bar
  const std::string back = path_before(model, asked);
  if (!back.empty() &&
      ui.link_button("back", text(Text::common_back), back, {.kind = kit::ButtonKind::secondary}))
    go(commands, back);
  const Chosen chosen = chosen_in(model, asked.first);
  const std::string& words = chosen.words.empty() ? chosen.note : chosen.words;
  if (!words.empty()) ui.text(words, kit::Tone::muted);
}

void draw_step_foot(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto asked = model::asked_now(model);
  if (ui.wide() || !asked) return;
  if (!model.catalogue.known || !model.areas.known) return;
  const auto keys = ui.push_key(contract::page_path(model.page));
  const Chosen chosen = chosen_in(model, asked->first);
  const Way way = way_on(model, ui, *asked);
  const std::string back = ui.elder() ? std::string() : path_before(model, *asked);
  const kit::FlowAct act = kit::flow_bar(ui, {.name = text(Text::pickup_bar),
                                              .summary = chosen.words,
                                              .note = chosen.note,
                                              .back = back,
                                              .back_label = text(Text::common_back),
                                              .next = way.label,
                                              .ready = way.ready,
                                              .busy = model.booking.busy});
  if (act == kit::FlowAct::next) go_on(commands, *asked);
  if (act == kit::FlowAct::back) go(commands, back);
}

void draw_question_banner(const Model& model, kit::Ui& ui, Commands& commands) {
  auto banner = ui.landmark(kit::Landmark::banner, text(Text::frame_banner));
  auto bar = ui.plain_bar();
  if (ui.bar_skip("skip", text(Text::frame_skip))) ui.focus_heading();
  const std::string back = path_before(model, *model::asked_now(model));
  if (!back.empty() && ui.bar_exit("back", text(Text::common_back), back, "arrow-left")) go(commands, back);
  ui.push_right();
  if (const std::string& line = model.site.value.service_number; !line.empty())
    (void)ui.bar_word("call", text(Text::frame_call, {{"line", line}}), telephone_link(model), false);
  if (ui.bar_exit("exit", text(Text::frame_exit), "/pickup", {})) go(commands, "/pickup");
}

}  // namespace wufei::views
