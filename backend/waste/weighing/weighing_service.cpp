#include "waste/weighing/weighing_service.hpp"

#include <array>

#include "lib/base/civil_date.hpp"
#include "lib/base/hex.hpp"
#include "waste/weighing/plate.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::FieldError;
using contract::Rule;
using storage::Session;
using storage::WasteDevice;
using storage::Weighing;

constexpr contract::TextLimits kSerial{1, 64, false}, kPlate{0, 20, false}, kWord{1, 8, false},
    kInstant{1, 40, false}, kOptionalInstant{0, 40, false}, kOptionalId{0, 64, false};
constexpr int kListedDays = 62;
constexpr std::int64_t kDayOfWeighing = 24 * 3600;

contract::Error invalid(const char* pointer, Rule rule) {
  return contract::Error{ErrorCode::invalid, "weighing", {{pointer, rule, 0}}, 0};
}

// Everything that is told, as it is kept; not when it was sent.
std::string content_of(const Weighing& one) {
  std::string text;
  for (const std::string* part : {&one.serial, &one.direction, &one.plate, &one.code, &one.manifest})
    text += std::to_string(part->size()) + ":" + *part;
  for (const std::int64_t number : {one.gross, one.tare, one.net, one.weighed_at})
    text += " " + std::to_string(number);
  return text + (one.manual ? " manual" : "");
}

Weighing weighing_of(const WasteDevice& device, const WeighingWish& wish, contract::UtcSeconds now) {
  Weighing one;
  one.device = device.id;
  one.serial = wish.serial;
  one.party = device.party;
  one.facility = device.facility;
  one.direction = wish.direction;
  one.plate = contract::comparable_plate(wish.plate);
  one.gross = wish.gross;
  one.tare = wish.tare;
  one.net = wish.net;
  one.weighed_at = wish.weighed_at;
  one.received_at = now;
  one.skew = wish.sent_at > 0 ? wish.sent_at - now : 0;
  one.manual = wish.manual;
  one.code = wish.code;
  one.manifest = wish.manifest;
  return one;
}

}  // namespace

contract::Result<WeighingWish> parse_weighing(const contract::Json& json) {
  std::vector<FieldError> errors;
  contract::ObjectReader reader(json, "", errors);
  WeighingWish wish;
  wish.serial = reader.symbols("serial", kSerial);
  wish.direction = reader.symbols("direction", kWord);
  wish.plate = reader.text("plate", kPlate);
  wish.gross = reader.integer("gross_grams", 1, kHeaviest, Rule::waste_weighing_grams);
  wish.tare = reader.integer("tare_grams", 0, kHeaviest, Rule::waste_weighing_grams);
  wish.net = reader.integer("net_grams", 0, kHeaviest, Rule::waste_weighing_grams);
  const auto weighed = contract::parse_instant(reader.symbols("weighed_at", kInstant));
  const std::string sent = reader.symbols("sent_at", kOptionalInstant);
  wish.manual = reader.has("manual") && reader.boolean("manual");
  wish.code = reader.symbols("code", kOptionalId);
  wish.manifest = reader.symbols("manifest", kOptionalId);
  reader.refuse_unknown();
  const auto sent_at = contract::parse_instant(sent);
  if (errors.empty() && wish.direction != "in" && wish.direction != "out")
    reader.fail("direction", Rule::waste_weighing_direction);
  if (errors.empty() && wish.gross - wish.tare != wish.net)
    reader.fail("net_grams", Rule::waste_weighing_net);
  if (errors.empty() && !weighed) reader.fail("weighed_at", Rule::waste_weighing_time);
  if (errors.empty() && !sent.empty() && !sent_at) reader.fail("sent_at", Rule::waste_weighing_time);
  if (!errors.empty()) return contract::Error{ErrorCode::invalid, "weighing", std::move(errors), 0};
  wish.weighed_at = *weighed;
  wish.sent_at = sent_at.value_or(0);
  return wish;
}

contract::Json weighing_to_json(const Weighing& one) {
  return {{"serial", one.serial},
          {"number", one.id},
          {"plate", one.plate},
          {"net_grams", one.net},
          {"weighed_at", contract::format_instant(one.weighed_at)},
          {"received_at", contract::format_instant(one.received_at)},
          {"skew_s", one.skew}};
}

contract::Result<WasteDevice> WeighingService::device(std::string_view key) {
  if (key.empty()) return contract::make_error(ErrorCode::unauthorized, "no key");
  const auto found =
      store_.readers().run([&](Session& session) -> contract::Result<std::optional<WasteDevice>> {
        return weighings_.device_of(session, key);
      });
  if (!found) return found.error();
  if (!*found || (*found)->revoked_at > 0)
    return contract::make_error(ErrorCode::unauthorized, "no such key");
  return **found;
}

std::optional<contract::Result<WeighingAnswer>> WeighingService::known(Session& session,
                                                                       const Weighing& one) {
  const auto kept = weighings_.find(session, one.device, one.serial);
  if (!kept) return std::nullopt;
  if (kept->content == weighings_.content_hash(content_of(one))) return WeighingAnswer{kept->weighing, true};
  return contract::Error{
      ErrorCode::conflict, "another content", {{"/serial", Rule::waste_weighing_serial, 0}}, 0};
}

bool WeighingService::may_weigh(Session& session, std::int64_t party) {
  const auto found = parties_.find(session, party);
  return found &&
         (found->state == contract::PartyState::verified || found->state == contract::PartyState::suspended);
}

contract::Result<WeighingAnswer> WeighingService::take_in(Session& session, const WasteDevice& device,
                                                          const WeighingWish& wish) {
  const contract::UtcSeconds now = clock_.now();
  Weighing one = weighing_of(device, wish, now);
  if (auto answer = known(session, one)) return std::move(*answer);
  if (wish.weighed_at > now + kDayOfWeighing || wish.weighed_at < now - kOldestWeighing * kDayOfWeighing)
    return invalid("/weighed_at", Rule::waste_weighing_time);
  one.id = weighings_.add(session, one, weighings_.content_hash(content_of(one)));
  return WeighingAnswer{std::move(one), false};
}

contract::Result<WeighingAnswer> WeighingService::take(const WasteDevice& device, const WeighingWish& wish) {
  using Known = std::optional<contract::Result<WeighingAnswer>>;
  auto before = store_.readers().run([&](Session& session) -> contract::Result<Known> {
    return known(session, weighing_of(device, wish, clock_.now()));
  });
  if (!before) return before.error();
  if (*before) return std::move(**before);
  auto answer = store_.writer().run([&](Session& session) -> contract::Result<WeighingAnswer> {
    const auto now = weighings_.find_device(session, device.id);
    if (!now || now->revoked_at > 0 || !may_weigh(session, device.party))
      return contract::make_error(ErrorCode::unauthorized, "revoked meanwhile");
    return take_in(session, device, wish);
  });
  if (answer && !answer->known && on_change) on_change();
  return answer;
}

contract::Result<WasteDevice> WeighingService::add_device(std::int64_t party, std::int64_t facility,
                                                          const std::string& name, std::int64_t last,
                                                          const contract::Actor& actor) {
  std::array<std::uint8_t, 24> bytes{};
  ids_.fill(bytes);
  const std::string key = "wfd_" + contract::hex_of(storage::Bytes(bytes.begin(), bytes.end()));
  return store_.writer().run([&](Session& session) -> contract::Result<WasteDevice> {
    const auto place = parties_.facility(session, facility);
    if (!place || place->party != party)
      return contract::make_error(ErrorCode::not_found, "no such facility");
    if (!may_weigh(session, party)) return contract::make_error(ErrorCode::conflict, "the party is closed");
    WasteDevice device{0, party, facility, name, clock_.now(), contract::actor_text(actor), 0, {}};
    bool moved = false;
    for (const WasteDevice& one : weighings_.devices(session, party)) {
      if (one.id <= last) continue;
      if (one.name == name && one.facility == facility && one.made_by == device.made_by) return one;
      moved = true;
    }
    if (moved) return contract::make_error(ErrorCode::conflict, "another device since");
    device.id = weighings_.add_device(session, device, key);
    return device;
  });
}

contract::Result<std::string> WeighingService::take_key(std::int64_t party, std::int64_t device) {
  return store_.writer().run([&](Session& session) -> contract::Result<std::string> {
    return weighings_.take_unseen(session, party, device).value_or(std::string());
  });
}

contract::Status WeighingService::revoke(std::int64_t party, std::int64_t device,
                                         const contract::Actor& actor) {
  return store_.writer().run([&](Session& session) -> contract::Status {
    if (!weighings_.revoke(session, party, device, clock_.now(), contract::actor_text(actor)))
      return contract::make_error(ErrorCode::not_found, "no such device");
    return contract::ok();
  });
}

contract::Result<std::vector<WasteDevice>> WeighingService::devices(std::int64_t party) {
  return store_.readers().run([&](Session& session) -> contract::Result<std::vector<WasteDevice>> {
    return weighings_.devices(session, party);
  });
}

contract::Result<std::vector<contract::Facility>> WeighingService::facilities(std::int64_t party) {
  return store_.readers().run([&](Session& session) -> contract::Result<std::vector<contract::Facility>> {
    return parties_.facilities(session, party);
  });
}

contract::Result<std::vector<Weighing>> WeighingService::list(std::int64_t party, int limit) {
  return store_.readers().run([&](Session& session) -> contract::Result<std::vector<Weighing>> {
    const contract::Date from = contract::add_days(contract::china_date(clock_.now()), -kListedDays);
    return weighings_.list(session, party, from, limit);
  });
}

}  // namespace wufei::service
