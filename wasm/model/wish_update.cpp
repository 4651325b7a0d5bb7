#include "model/wish_update.hpp"

#include <algorithm>
#include <string>

#include "contract/routes.hpp"
#include "model/form_update.hpp"

namespace wufei::model {
namespace {

// Ids need no decoding: letters, digits and '_'.
std::string value_of(std::string_view path, std::string_view name) {
  const std::size_t question = path.find('?');
  if (question == std::string_view::npos) return {};
  std::string_view rest = path.substr(question + 1, path.find('#', question) - question - 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    if (pair.size() > name.size() && pair.substr(0, name.size()) == name && pair[name.size()] == '=')
      return std::string(pair.substr(name.size() + 1));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
  }
  return {};
}

}  // namespace

bool has_wish(std::string_view path) {
  return contract::parse_page(path).kind == contract::PageKind::pickup_what &&
         !value_of(path, "category").empty();
}

void make_wish(Model& model, Effects& effects, std::string_view path) {
  model.booking.wish = Wish{value_of(path, "category"), value_of(path, "item")};
  grant_wish(model, effects);
}

void grant_wish(Model& model, Effects& effects) {
  if (!model.booking.wish || !model.catalogue.known) return;
  const Wish wish = *model.booking.wish;
  model.booking.wish.reset();
  const contract::Category* category =
      contract::find_category(model.catalogue.value.catalogue, wish.category);
  if (category == nullptr) return;
  if (model.booking.draft.request.category != category->id) choose_category(model, effects, category->id);
  if (contract::find_item(*category, wish.item) == nullptr) return;
  const auto& items = model.booking.draft.request.items;
  const bool there = std::any_of(items.begin(), items.end(),
                                 [&](const contract::PickupItem& item) { return item.item == wish.item; });
  if (!there) set_quantity(model, effects, {Form::draft, wish.item, 1});
}

}  // namespace wufei::model
