#include "wasm/pickup/wish_update.hpp"

#include <algorithm>

#include "county/site/routes.hpp"
#include "wasm/core/encoding.hpp"
#include "wasm/pickup/form_update.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
bool has_wish(std::string_view path) {
  return contract::parse_page(path).kind == contract::PageKind::pickup_what &&
         !query_value(path, "category").empty();
}

void make_wish(Model& model, Effects& effects, std::string_view path) {
  model.booking.wish = Wish{query_value(path, "category"), query_value(path, "item")};
  if (model.part == LoadState::ready) grant_wish(model, effects);
}

void grant_wish(Model& model, Effects& effects) {
  if (!model.booking.wish || !model.catalogue.known) return;
  const Wish wish = *model.booking.wish;
  model.booking.wish.reset();
  // What was submitted is not changed by a link: it stands there, to be sent, changed or dropped.
  if (!model.booking.draft.body.empty())
    return open_page(model, effects, {contract::PageKind::pickup_check, {}}, History::replace);
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
