#include "pickup/pickup_service.hpp"

#include <algorithm>
#include <cstdlib>

#include "county/county_content.hpp"
#include "county/secrets.hpp"
#include "county/site/references.hpp"
#include "lib/base/json.hpp"
#include "lib/base/phone.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_state.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;

// `booked`: online, of this slot; `of_day`: what the county still takes online on its day.
contract::Slot make_slot(const contract::SlotKey& key, const contract::Window& window, int capacity,
                         int booked, int of_day) {
  const int remaining = std::clamp(capacity - booked, 0, of_day);
  return {
      contract::slot_id(key), key.date, window.start_minute, window.end_minute, capacity, remaining, of_day};
}

// The desk closed it: residents read why.
contract::Slot closed_slot(const contract::SlotKey& key, const contract::Window& window, int of_day,
                           const std::string& reason) {
  return {contract::slot_id(key), key.date, window.start_minute, window.end_minute, 0, 0, of_day, reason};
}

std::int64_t minutes_of(const contract::Slot& slot) {
  return std::int64_t{slot.date.days} * 1440 + slot.start_minute;
}

}  // namespace

contract::Error refused(contract::Rule rule) {
  const bool of_slot = rule == contract::Rule::slot_full || rule == contract::Rule::day_full;
  return contract::field_error(of_slot ? "/slot" : "", rule, 0, ErrorCode::conflict);
}

contract::Status require_open(const storage::PickupRow& row) {
  if (contract::is_open(row.status)) return contract::ok();
  const bool cancelled = row.status == contract::PickupStatus::cancelled;
  return refused(cancelled ? contract::Rule::already_cancelled : contract::Rule::not_open);
}

ContentPtr PickupState::current_content() const {
  const std::lock_guard lock(content_mutex);
  return content;
}

std::string PickupState::new_token() {
  return random_token(ids);
}

std::string PickupState::new_reference() {
  return contract::make_reference(random_symbols<8>(ids), contract::kPickupPrefix);
}

std::string PickupState::add_token(storage::Session& session, const storage::PickupRow& row,
                                   const ContentSet& words, contract::UtcSeconds now) {
  std::string token = new_token();
  journal.tokens.add(session, token, row.id,
                     now + std::int64_t{words.get<PickupContent>().rules.token_hours} * 3600);
  return token;
}

contract::Pickup PickupState::outline(const storage::PickupRow& row, contract::UtcSeconds now) {
  contract::Pickup pickup;
  pickup.reference = row.reference;
  pickup.status = row.status;
  pickup.version = row.version;
  pickup.area = row.area;
  pickup.village = row.village;
  pickup.category = row.category;
  pickup.items = row.items;
  pickup.slot.id = contract::slot_id(row.slot);
  pickup.slot.date = row.slot.date;
  pickup.slot.start_minute = row.start_minute;
  pickup.slot.end_minute = row.end_minute;
  pickup.created_at = row.created_at;
  pickup.change_until = row.change_until;
  pickup.changeable = contract::is_open(row.status) && now < row.change_until;
  if (row.personal) {
    pickup.address = row.personal->address;
    pickup.contact_name = row.personal->name;
    pickup.phone = contract::masked_phone(row.personal->phone);
    pickup.proxy = row.personal->proxy;
    if (pickup.proxy) pickup.proxy->phone = contract::masked_phone(pickup.proxy->phone);
    pickup.note = row.personal->note;
  }
  return pickup;
}

contract::Pickup PickupState::view(storage::Session& session, const storage::PickupRow& row,
                                   contract::UtcSeconds now) {
  contract::Pickup pickup = outline(row, now);
  pickup.history = journal.events.history(session, row.id);
  put_aftermath(session, row, now, pickup);
  if (!contract::is_open(row.status)) return pickup;
  const contract::Calendar set = calendar.in_force(session, row.slot.date, row.slot.date);
  if (const contract::CalendarRule* rule = contract::closing(set, row.slot))
    pickup.slot.closed = rule->what.reason;
  return pickup;
}

PickupService::PickupService(storage::Store& store, ContentPtr content, Clock& clock, IdSource& ids)
    : state_(std::make_unique<PickupState>(store, clock, ids)) {
  set_content(std::move(content));
}
PickupService::~PickupService() = default;

void PickupService::set_staff_words(contract::StaffWords words) {
  state_->looked_at.set_staff_words(std::move(words));
}

void PickupService::set_content(ContentPtr content) {
  const std::lock_guard lock(state_->content_mutex);
  state_->content = std::move(content);
}

ContentPtr PickupService::content() const {
  return state_->current_content();
}

namespace {

struct SlotSpan {
  std::string_view area, category;
  contract::Date first, last;
  storage::SlotShare share = storage::SlotShare::online;
};

bool is_offered(const ContentSet& content, std::string_view area, std::string_view category) {
  return contract::find_area(content.get<CountyContent>().areas, area) &&
         contract::find_category(content.get<PickupContent>().catalogue, category);
}

int of_share(const contract::Capacity& capacity, storage::SlotShare share) {
  return share == storage::SlotShare::online ? capacity.online : capacity.phone;
}

std::vector<contract::Slot> slots_of(storage::Session& session, const PickupState& state,
                                     const contract::PickupRules& rules, const SlotSpan& span) {
  const contract::Calendar calendar = state.calendar.in_force(session, span.first, span.last);
  const auto taken =
      storage::SlotStore::booked(session, {span.area, span.category, span.first, span.last}, span.share);
  auto days_booked = storage::SlotStore::day_booked(session, span.first, span.last);
  std::vector<contract::Slot> slots;
  for (contract::Date date = span.first; date <= span.last; date = contract::add_days(date, 1)) {
    const auto& booked = days_booked[date.days];
    const int bound = contract::day_capacity_on(rules, calendar, date);
    const int of_day = of_share(contract::day_left(rules, bound, booked.online, booked.phone), span.share);
    for (const contract::Window& window : rules.windows) {
      const contract::SlotKey key{std::string(span.area), std::string(span.category), date, window.id};
      const contract::CalendarRule* closing = contract::closing(calendar, key);
      if (closing) slots.push_back(closed_slot(key, window, of_day, closing->what.reason));
      if (contract::is_closed(rules, calendar, key)) continue;
      const int capacity = of_share(contract::capacity_on(rules, calendar, key), span.share);
      const auto row = taken.find(contract::slot_id(key));
      slots.push_back(make_slot(key, window, capacity, row == taken.end() ? 0 : row->second, of_day));
    }
  }
  return slots;
}

}  // namespace

contract::Result<std::vector<contract::Slot>> PickupService::list_slots(std::string_view area,
                                                                        std::string_view category,
                                                                        std::optional<contract::Date> from,
                                                                        std::optional<int> days) {
  using Slots = contract::Result<std::vector<contract::Slot>>;
  const auto content = state_->current_content();
  const contract::PickupRules& rules = content->get<PickupContent>().rules;
  if (!is_offered(*content, area, category))
    return contract::make_error(ErrorCode::not_found, "area or category");
  if (days && (*days < 1 || *days > kMaxSlotDays))
    return contract::field_error("/days", contract::Rule::days_range, kMaxSlotDays);
  const contract::UtcSeconds now = state_->clock.now();
  const contract::Date first =
      std::max(from.value_or(contract::Date{}), contract::first_bookable_day(rules, now));
  contract::Date last = contract::last_bookable_day(rules, now);
  if (days) last = std::min(last, contract::add_days(from.value_or(first), *days - 1));
  return state_->store.readers().run([&](storage::Session& session) -> Slots {
    return slots_of(session, *state_, rules, {area, category, first, last});
  });
}

std::optional<SlotsMoment> PickupService::slots_moment() {
  const auto database = state_->store.readers().moment();
  if (!database) return std::nullopt;
  const auto content = state_->current_content();
  const contract::PickupRules& rules = content->get<PickupContent>().rules;
  const contract::UtcSeconds now = state_->clock.now();
  return SlotsMoment{*database, content, contract::first_bookable_day(rules, now),
                     contract::last_bookable_day(rules, now)};
}

contract::Result<std::vector<contract::Slot>> PickupService::list_phone_slots(std::string_view area,
                                                                              std::string_view category) {
  using Slots = contract::Result<std::vector<contract::Slot>>;
  const auto content = state_->current_content();
  const contract::PickupRules& rules = content->get<PickupContent>().rules;
  if (!is_offered(*content, area, category))
    return contract::make_error(ErrorCode::not_found, "area or category");
  const contract::UtcSeconds now = state_->clock.now();
  const SlotSpan span{area, category, contract::china_date(now), contract::last_bookable_day(rules, now),
                      storage::SlotShare::phone};
  return state_->store.readers().run(
      [&](storage::Session& session) -> Slots { return slots_of(session, *state_, rules, span); });
}

contract::Result<std::string> PickupService::standing_booking(const contract::PickupRequest& request) {
  const std::string key = address_key(request.area, request.village, request.address);
  return state_->store.readers().run([&](storage::Session& session) -> contract::Result<std::string> {
    return state_->pickups.standing(session, key, request.category).value_or(std::string());
  });
}

std::vector<contract::Slot> PickupService::nearest_open(const contract::SlotKey& wanted, std::size_t count) {
  auto slots = list_slots(wanted.area, wanted.category, std::nullopt, std::nullopt);
  if (!slots) return {};
  const contract::Window* window =
      contract::find_window(state_->current_content()->get<PickupContent>().rules, wanted.window);
  const std::int64_t target = std::int64_t{wanted.date.days} * 1440 + (window ? window->start_minute : 0);
  std::vector<contract::Slot> open;
  for (contract::Slot& slot : *slots)
    if (slot.remaining > 0 && slot.id != contract::slot_id(wanted)) open.push_back(std::move(slot));
  std::stable_sort(open.begin(), open.end(), [&](const contract::Slot& a, const contract::Slot& b) {
    return std::abs(minutes_of(a) - target) < std::abs(minutes_of(b) - target);
  });
  if (open.size() > count) open.resize(count);
  return open;
}

contract::Result<contract::Pickup> PickupService::lookup(std::string_view reference,
                                                         std::string_view phone_secret) {
  const auto content = state_->current_content();
  const contract::UtcSeconds now = state_->clock.now();
  const auto find = [&](storage::Session& session) -> contract::Result<storage::PickupRow> {
    auto row = state_->pickups.find(session, reference);
    if (row && row->personal && is_phone_secret(row->personal->phone, phone_secret)) return *row;
    return contract::make_error(ErrorCode::not_found, "no such reference and telephone number");
  };
  // Guesses never reach the writer.
  if (auto row = state_->store.readers().run(find); !row) return row.error();
  return state_->looked_at.told(
      state_->store.writer().run([&](storage::Session& session) -> contract::Result<contract::Pickup> {
        const auto row = find(session);
        if (!row) return row.error();
        contract::Pickup pickup = state_->view(session, *row, now);
        pickup.token = state_->add_token(session, *row, *content, now);
        return pickup;
      }));
}

bool PickupService::exists(std::string_view reference) {
  const auto found = state_->store.readers().run([&](storage::Session& session) -> contract::Result<bool> {
    return storage::PickupStore::exists(session, reference);
  });
  return found && *found;
}

contract::Result<contract::Pickup> PickupService::get(std::string_view reference, std::string_view token) {
  const contract::UtcSeconds now = state_->clock.now();
  return state_->looked_at.read(
      reference, [&](storage::Session& session) -> contract::Result<contract::Pickup> {
        const auto row = state_->pickups.find(session, reference);
        if (!row || !state_->journal.tokens.opens(session, token, row->id, now))
          return contract::make_error(ErrorCode::unauthorized, "the token does not open this booking");
        return state_->view(session, *row, now);
      });
}

}  // namespace wufei::service
