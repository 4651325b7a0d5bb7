#include "wasm/document/document_view.hpp"

namespace wufei::views {
namespace {

std::string missing_words(std::string_view target) {
  const auto name = contract::document_name(target);
  if (!name) return std::string(text(Text::offline_this));
  return text(Text::offline_page, {{"page", text(*name)}});
}

void draw_way(kit::Ui& ui, Commands& commands, std::string_view title, std::string_view about,
              const std::string& path, std::string_view icon) {
  auto item = ui.list_item();
  if (ui.entry_link(path, title, path, {.description = about, .icon = icon})) go(commands, path);
}

}  // namespace

void draw_offline(const Model& model, kit::Ui& ui, Commands& commands) {
  ui.heading(1, text(Text::frame_offline_title));
  ui.text(missing_words(model.page.target), kit::Tone::muted);
  if (ui.button("retry", text(Text::common_retry))) commands.push_back(model::Retry{});
  ui.heading(2, text(Text::offline_works));
  auto rows = ui.rows(text(Text::offline_works));
  draw_way(ui, commands, text(Text::offline_guide), text(Text::offline_guide_about), "/guide", "recycle");
  draw_way(ui, commands, text(Text::frame_lookup), text(Text::offline_lookup_about),
           contract::page_path(contract::PageKind::pickup_lookup), "clipboard-text");
  const std::string& line = model.site.value.service_number;
  if (line.empty()) return;
  auto item = ui.list_item();
  (void)ui.entry_link("call", text(Text::offline_call, {{"line", line}}), telephone_link(model),
                      {.description = text(Text::offline_call_about), .icon = "phone-call"});
}

}  // namespace wufei::views
