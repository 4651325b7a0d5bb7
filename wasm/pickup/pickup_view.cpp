#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;

void draw_head(kit::Ui& ui, Commands& commands) {
  ui.heading(1, text(Text::pickup_title));
  ui.text(text(Text::pickup_lead));
  page_button(ui, commands, "start", text(Text::pickup_start), {PageKind::pickup_what, {}},
              {.icon = "arrow-right"});
}

void draw_how(kit::Ui& ui) {
  auto card = ui.card();
  ui.heading(2, text(Text::pickup_how));
  auto list = ui.list(text(Text::pickup_how));
  for (const Text line :
       {Text::pickup_how_1, Text::pickup_how_2, Text::pickup_how_3, Text::pickup_how_4, Text::pickup_how_5}) {
    auto item = ui.list_item();
    ui.icon_text("check-circle", text(line), kit::Tone::normal);
  }
}

void draw_category(kit::Ui& ui, const contract::Category& category) {
  std::vector<std::string> names;
  for (const contract::CatalogueItem& item : category.items) names.push_back(item.name);
  auto card = ui.card();
  ui.heading(3, category.name);
  ui.text(category.summary);
  ui.text(joined(names), kit::Tone::muted, kit::TextSize::small);
  ui.icon_text("package", text(Text::pickup_what_limit, {{"count", std::to_string(category.max_items)}}));
}

void draw_categories(const contract::Catalogue& catalogue, kit::Ui& ui) {
  ui.heading(2, text(Text::pickup_what));
  auto grid = ui.grid(1, 2);
  for (const contract::Category& category : catalogue.categories) {
    ui.next_cell();
    draw_category(ui, category);
  }
}

void draw_refusal(kit::Ui& ui, const contract::NotAccepted& refusal) {
  auto card = ui.card();
  ui.heading(3, refusal.name);
  if (!refusal.examples.empty())
    ui.text(text(Text::pickup_refused_examples, {{"examples", joined(refusal.examples)}}), kit::Tone::muted);
  ui.text(refusal.reason);
  ui.text(text(Text::pickup_refused_instead, {{"pointer", refusal.pointer}}));
}

void draw_refusals(const contract::Catalogue& catalogue, kit::Ui& ui) {
  ui.heading(2, text(Text::pickup_refused));
  auto grid = ui.grid(1, 2);
  for (const contract::NotAccepted& refusal : catalogue.refusals) {
    ui.next_cell();
    draw_refusal(ui, refusal);
  }
}

std::string windows_text(const contract::PickupRules& rules) {
  std::vector<std::string> parts;
  for (const contract::Window& window : rules.windows)
    parts.push_back(text(Text::date_window, {{"name", window.name},
                                             {"start", contract::format_clock(window.start_minute)},
                                             {"end", contract::format_clock(window.end_minute)}}));
  return joined(parts);
}

void draw_rule_facts(const Model& model, kit::Ui& ui) {
  const contract::PickupRules& rules = model.catalogue.value.rules;
  auto facts = ui.facts(text(Text::pickup_rules));
  ui.fact(text(Text::pickup_rule_windows), windows_text(rules));
  ui.fact(text(Text::pickup_rule_lead),
          text(Text::pickup_rule_lead_text, {{"days", std::to_string(rules.lead_days)},
                                             {"until", contract::format_clock(rules.lead_until_minute)}}));
  ui.fact(text(Text::pickup_rule_horizon),
          text(Text::pickup_rule_horizon_text, {{"days", std::to_string(rules.horizon_days)}}));
  ui.fact(text(Text::pickup_rule_cutoff),
          text(Text::pickup_rule_cutoff_text, {{"days", std::to_string(rules.cutoff_days_before)},
                                               {"time", contract::format_clock(rules.cutoff_minute)}}));
  ui.fact(text(Text::pickup_rule_phone),
          text(Text::pickup_rule_phone_text, {{"percent", std::to_string(rules.phone_share_percent)}}));
  if (!model.site.value.price_note.empty())
    ui.fact(text(Text::pickup_rule_price), model.site.value.price_note);
}

void draw_rules(const Model& model, kit::Ui& ui) {
  auto card = ui.card();
  ui.heading(2, text(Text::pickup_rules));
  draw_rule_facts(model, ui);
  draw_unconfirmed(model, ui);
  telephone_link_row(model, ui);
}

}  // namespace

void draw_pickup(const Model& model, kit::Ui& ui, Commands& commands) {
  draw_head(ui, commands);
  if (!draw_state(model, ui, commands, model.catalogue)) return draw_how(ui);
  draw_categories(model.catalogue.value.catalogue, ui);
  {
    auto columns = ui.columns(2);
    draw_how(ui);
    ui.next_column();
    draw_rules(model, ui);
  }
  draw_refusals(model.catalogue.value.catalogue, ui);
}

}  // namespace wufei::views
