#include "wasm/portal/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;

void draw_lookup_card(kit::Ui& ui, Commands& commands) {
  std::string path = contract::page_path(PageKind::pickup_lookup);
  if (ui.link_card("lookup", text(Text::home_lookup), path,
                   {.description = text(Text::home_lookup_about), .icon = "magnifying-glass"}))
    go(commands, std::move(path));
}

void draw_phone_card(const Model& model, kit::Ui& ui) {
  const contract::Site& site = model.site.value;
  if (site.service_number.empty()) return;
  ui.next_cell();
  const std::string about = text(Text::home_phone_about, {{"name", site.service_name}});
  (void)ui.link_card("call", text(Text::home_phone_title, {{"line", site.service_number}}),
                     telephone_link(model), {.description = about, .icon = "phone-call"});
}

// A category is the first choice of a booking: the link makes it.
void draw_categories(const Model& model, kit::Ui& ui, Commands& commands) {
  ui.heading(2, text(Text::home_categories));
  if (!draw_state(model, ui, commands, model.catalogue)) return;
  auto list = ui.list(text(Text::home_categories));
  auto grid = ui.grid(1, 2);
  std::string path = contract::page_path(PageKind::pickup_what);
  for (const contract::Category& category : model.catalogue.value.catalogue.categories) {
    ui.next_cell();
    auto item = ui.list_item();
    if (!ui.link_card(category.id, category.name, path,
                      {.description = category.summary, .icon = category.icon}))
      continue;
    commands.push_back(model::ChooseCategory{category.id});
    go(commands, path);
  }
}

struct Service {
  std::string_view path;
  Text title;
  Text about;
  std::string_view icon;
};
constexpr Service kServices[] = {
    {"/guide", Text::home_guide, Text::home_guide_about, "recycle"},
    {"/indicators", Text::home_indicators, Text::home_indicators_about, "list-checks"},
    {"/feedback", Text::home_feedback, Text::home_feedback_about, "note-pencil"},
    {"/surveys", Text::home_surveys, Text::home_surveys_about, "clipboard-text"},
    {"/disclosure", Text::home_disclosure, Text::home_disclosure_about, "newspaper"}};

void draw_services(kit::Ui& ui, Commands& commands) {
  ui.heading(2, text(Text::home_services));
  auto list = ui.list(text(Text::home_services));
  auto grid = ui.grid(1, 3);
  for (const Service& service : kServices) {
    ui.next_cell();
    auto item = ui.list_item();
    if (ui.link_card(service.path, text(service.title), service.path,
                     {.description = text(service.about), .icon = service.icon}))
      go(commands, std::string(service.path));
  }
}

void draw_news_item(kit::Ui& ui, Commands& commands, const contract::NewsItem& news) {
  auto item = ui.list_item();
  auto card = ui.card();
  ui.heading(3, news.title);
  ui.text(news.date, kit::Tone::muted, kit::TextSize::small);
  ui.text(news.text);
  if (!news.link.empty() && ui.link(news.id, text(Text::home_news_more), news.link, "arrow-right"))
    go(commands, news.link);
}

void draw_news(const Model& model, kit::Ui& ui, Commands& commands) {
  ui.heading(2, text(Text::home_news));
  if (!draw_state(model, ui, commands, model.site)) return;
  if (model.site.value.news.empty()) return ui.text(text(Text::home_news_empty), kit::Tone::muted);
  auto list = ui.list(text(Text::home_news));
  auto grid = ui.grid(1, 3, 16);
  for (const contract::NewsItem& news : model.site.value.news) {
    ui.next_cell();
    draw_news_item(ui, commands, news);
  }
}

}  // namespace

void draw_home_hero(const Model& model, kit::Ui& ui, Commands& commands) {
  auto width = ui.page_width(1120);
  const std::string& tagline = model.site.value.tagline;
  ui.heading(1, tagline.empty() ? text(Text::home_fallback_title) : std::string_view(tagline));
  ui.text(text(Text::home_lead), kit::Tone::on_brand);
  const auto row = row_when_wide(ui);
  page_button(ui, commands, "book", text(Text::home_book), {PageKind::pickup_what, {}}, {.icon = "truck"});
  page_button(ui, commands, "how", text(Text::home_how), {PageKind::pickup, {}},
              {.kind = kit::ButtonKind::quiet, .icon = "info"});
}

void draw_home(const Model& model, kit::Ui& ui, Commands& commands) {
  {
    auto grid = ui.grid(1, 2);
    ui.next_cell();
    draw_lookup_card(ui, commands);
    draw_phone_card(model, ui);
  }
  draw_categories(model, ui, commands);
  draw_services(ui, commands);
  draw_news(model, ui, commands);
}

}  // namespace wufei::views
