#include "pickup/own/mine_routes.hpp"

#include "county/site/references.hpp"
#include "lib/base/words.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/plain/choice_form.hpp"
#include "pickup/plain/ticket_page.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using Facts = std::vector<std::pair<std::string, std::string>>;

void add_aftermath(Facts& facts, const contract::Aftermath& after) {
  const auto add = [&](Text label, const std::string& value) { facts.emplace_back(words(label), value); };
  if (after.outcome) {
    if (after.outcome->grams > 0)
      add(Text::outcome_weight, contract::text(Text::outcome_weight_value,
                                               {{"weight", contract::kilograms_text(after.outcome->grams)}}));
    add(Text::outcome_reason, after.outcome->words);
  }
  if (after.rating)
    add(Text::server_mine_rating,
        contract::text(Text::server_mine_stars,
                       {{"stars", std::to_string(after.rating->stars)}, {"words", after.rating->comment}}));
  if (!after.missed) return;
  add(Text::booking_event_missed_reported, after.missed->comment);
  add(Text::booking_event_missed_settled, after.missed->answer);
}

Facts facts_of(const service::ContentSet& content, const contract::MyData& data) {
  const auto pickup = contract::pickup_from_json(data.record);
  if (!pickup) return {};
  const auto& of_pickup = content.get<service::PickupContent>();
  const auto* category = contract::find_category(of_pickup.catalogue, pickup->category);
  Facts facts;
  const auto add = [&](Text label, std::string value) { facts.emplace_back(words(label), std::move(value)); };
  add(Text::server_mine_state, words(ticket_status(pickup->status)));
  add(Text::server_mine_day, slot_words(of_pickup.rules, pickup->slot));
  add(Text::pickup_category_label, category ? category->name : std::string());
  add(Text::pickup_check_what, service::items_text(of_pickup.catalogue, pickup->items));
  for (const contract::PickupItem& item : pickup->items)
    if (!item.note.empty()) add(Text::server_mine_item_note, item.note);
  add(Text::server_mine_place, service::place_text(content, pickup->area, pickup->village, pickup->address));
  add(Text::pickup_check_who, pickup->contact_name);
  add(Text::pickup_check_phone, pickup->phone);
  add(Text::pickup_check_proxy, contract::proxy_text(pickup->proxy));
  add(Text::pickup_check_note, pickup->note);
  add_aftermath(facts, pickup->aftermath);
  return facts;
}

MyDataDoor words_of_door() {
  MyDataDoor door;
  door.name = "pickup";
  door.prefix = contract::kPickupPrefix;
  door.page = kPickupMine;
  door.home = "/pickup/lookup";
  door.api_open = contract::api::kPickupOwn;
  door.api_data = contract::api::kPickupOwnData;
  door.api_erase = contract::api::kPickupErasure;
  door.event_text = contract::pickup_event_text;
  door.lead = Text::server_mine_pickup_lead;
  door.secret_label = Text::server_mine_pickup_secret;
  door.secret_hint = Text::server_mine_pickup_hint;
  door.open_note = Text::server_mine_pickup_open;
  door.open_action = Text::server_mine_pickup_cancel;
  door.open_href = [](std::string_view reference) { return ticket_path(reference, "/cancel"); };
  door.erased = {Text::server_mine_pickup_gone_1, Text::server_mine_pickup_gone_2,
                 Text::server_mine_pickup_gone_3, Text::server_mine_pickup_gone_4,
                 Text::server_mine_pickup_gone_5, Text::server_mine_pickup_gone_6};
  door.kept = {Text::server_mine_pickup_stays_1, Text::server_mine_log_stays, Text::server_mine_backup_stays};
  return door;
}

}  // namespace

void add_pickup_mine_routes(const MyDataGround& ground, service::PickupService& pickups) {
  MyDataDoor door = words_of_door();
  door.content = [&pickups] { return pickups.content(); };
  door.exists = [&pickups](std::string_view reference) { return pickups.exists(reference); };
  door.open = [&pickups](std::string_view reference, const service::OwnSecret& secret) {
    return pickups.open_own(reference, secret);
  };
  door.read = [&pickups](std::string_view reference, std::string_view token) {
    return pickups.own_data(reference, token);
  };
  door.erase = [&pickups](std::string_view reference, std::string_view token) {
    return pickups.erase_own(reference, token);
  };
  door.facts = [&pickups](const contract::MyData& data) { return facts_of(*pickups.content(), data); };
  add_my_data_routes(ground, std::move(door));
}

}  // namespace wufei::http
