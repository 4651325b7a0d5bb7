// The shared contract code as em++ compiles it (32 bits, no exceptions), run in node: the answers that the
// server's build gives must come out here too. Prints "N passed, N failed". No test library: it needs
// exceptions.
#include <emscripten.h>

#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

#include "county/site/references.hpp"
#include "county/site/routes.hpp"
#include "lib/base/calendar.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/utf8.hpp"
#include "pickup/pickup.hpp"

namespace contract = wufei::contract;

// As the client has it in library_core.js.
EM_JS(double, wufei_web_number, (const char* text, int length),
      { return Number(UTF8ToString(text, length)); })

namespace {

int passed_count = 0;
int failed_count = 0;

void check(bool holds, const char* what) {
  holds ? ++passed_count : ++failed_count;
  if (!holds) std::printf("FAILED %s\n", what);
}

// Beyond the basic plane: CJK extension B, G and an emoji.
std::string rare_name() {
  std::string name;
  for (const char32_t code_point : {0x5F20U, 0x20BB7U, 0x30EDEU, 0x1F600U})
    contract::append_utf8(name, code_point);
  return name;
}

void check_references() {
  const std::string reference = contract::make_reference({1, 2, 3, 4, 5, 6, 7, 30}, contract::kPickupPrefix);
  check(contract::normalised_reference(reference, contract::kPickupPrefix) == reference,
        "a reference reads back");
  std::string typed;
  for (const char letter : reference)
    if (letter != '-') typed += static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
  check(contract::normalised_reference(" " + typed, contract::kPickupPrefix) == reference,
        "lower case without hyphens");
  int found = 0;
  for (std::size_t at = 3; at < reference.size(); ++at) {
    std::string wrong = reference;
    if (wrong[at] == '-') continue;
    wrong[at] = wrong[at] == '7' ? '8' : '7';
    found += contract::normalised_reference(wrong, contract::kPickupPrefix).has_value() ? 0 : 1;
  }
  check(found == 9, "every wrong symbol is found");
}

void check_phones() {
  check(contract::normalised_phone("138 0013-8000") == "13800138000", "mobile with spaces");
  check(contract::normalised_phone("+86 13800138000") == "13800138000", "mobile with country code");
  check(contract::normalised_phone("0635-3281234") == "06353281234", "landline");
  check(!contract::normalised_phone("12800138000"), "no such mobile");
  std::string full_width;
  for (const char digit : std::string("13800138000"))
    contract::append_utf8(full_width, static_cast<char32_t>(0xFF10 + digit - '0'));
  check(contract::normalised_phone(full_width) == "13800138000", "full-width digits");
  check(contract::masked_phone("13800138000") == "138****8000", "masked");
}

void check_dates() {
  const auto leap = contract::parse_date("2028-02-29");
  check(leap.has_value() && contract::format_date(*leap) == "2028-02-29", "leap day");
  check(!contract::parse_date("2027-02-29"), "no leap day");
  check(leap.has_value() && contract::iso_weekday(*leap) == 2, "weekday");
  const contract::UtcSeconds far = 32503680000;  // 3000-01-01: beyond 32 bits
  check(contract::parse_instant(contract::format_instant(far)) == far, "instants are 64 bits");
  check(contract::format_instant(0) == "1970-01-01T08:00:00+08:00", "China Standard Time");
  check(contract::parse_clock("18:30") == 18 * 60 + 30 && !contract::parse_clock("24:00"), "clock");
  bool in_order = true;
  for (int days = -1000; days < 60000; ++days) {
    const contract::Date date{days};
    in_order = in_order && contract::make_date(contract::year_month_day(date)) == date;
  }
  check(in_order, "61,000 days there and back");
  check(contract::is_public_holiday(*contract::parse_date("2026-10-01")), "National Day");
}

void check_text() {
  const std::string name = rare_name();
  check(contract::is_valid_utf8(name) && contract::code_point_count(name) == 4, "four code points");
  check(!contract::is_valid_utf8("\xc0\xaf") && !contract::is_valid_utf8("\xed\xa0\x80"),
        "overlong, surrogate");
  check(contract::trimmed("\xe3\x80\x80 a \xc2\xa0") == "a", "trimmed");
}

contract::Pickup sample_pickup() {
  contract::Pickup pickup;
  pickup.reference = contract::make_reference({8, 7, 6, 5, 4, 3, 2, 1}, contract::kPickupPrefix);
  pickup.status = contract::PickupStatus::assigned;
  pickup.version = 3;
  pickup.area = "371524001";
  pickup.category = "bulky";
  pickup.contact_name = rare_name();
  pickup.address = "line \"1\"\\ <b>";
  pickup.items = {{"sofa", 2, rare_name()}};
  pickup.slot.id = "371524001.bulky.20261124.am";
  pickup.slot.date = *contract::parse_date("2026-11-24");
  pickup.slot.start_minute = 510;
  pickup.slot.end_minute = 690;
  pickup.created_at = 1795500000;
  pickup.history = {{1795500000, "created", ""}};
  return pickup;
}

void check_json() {
  const contract::Pickup pickup = sample_pickup();
  const std::string text = contract::to_text(contract::pickup_to_json(pickup));
  const auto json = contract::parse_json(text);
  check(json.has_value(), "a pickup parses");
  if (!json) return;
  const auto back = contract::pickup_from_json(*json);
  check(back.has_value() && contract::to_text(contract::pickup_to_json(*back)) == text,
        "a pickup round trip");
  check(back.has_value() && back->contact_name == rare_name() && back->slot.start_minute == 510, "its parts");
  check(!contract::parse_json("{\"a\":"), "broken JSON is an error, not an abort");
  check(!contract::parse_json(std::string(2000, '[')), "deep JSON is an error");
  check(!contract::parse_json("\"\xff\""), "JSON that is not UTF-8 is an error");
  const auto refused = contract::parse_pickup_request(*contract::parse_json("{\"surprise\":1}"));
  check(!refused.has_value() && refused.error().fields.size() > 5, "every broken rule at once");
}

// What `text` is and how much of it is a number.
bool reads(const char* text, double value, std::size_t length) {
  char* end = nullptr;
  return std::strtod(text, &end) == value && end == text + length;
}

// The client's strtod() (web_numbers.cpp); the numbers on the right are the compiler's.
void check_numbers() {
  check(reads("0", 0, 1) && reads("-0.5", -0.5, 4) && reads("+7", 7, 2), "signs");
  check(reads("36.333333333333336", 36.333333333333336, 18), "the last bit of a coordinate");
  check(reads("9007199254740993", 9007199254740992, 16), "rounds to even");
  check(reads("1.7976931348623157e308", std::numeric_limits<double>::max(), 22), "the largest");
  check(reads("5e-324", std::numeric_limits<double>::denorm_min(), 6) && reads("1e-400", 0, 6),
        "the smallest");
  check(reads("1e400", std::numeric_limits<double>::infinity(), 5), "too large");
  check(reads(" \t12abc", 12, 4) && reads("1e", 1, 1) && reads("1e+", 1, 1) && reads("3.", 3, 2),
        "what ends it");
  check(reads(".5", 0.5, 2) && reads("", 0, 0) && reads("abc", 0, 0) && reads("-", 0, 0) && reads(".", 0, 0),
        "no number");
  const auto json = contract::parse_json("[0.1, -12.25e-1, 116.248]");
  check(json && (*json)[0] == 0.1 && (*json)[1] == -1.225 && (*json)[2] == 116.248, "in JSON");
}

void check_slots_and_routes() {
  const auto key = contract::parse_slot_id("371524001.bulky.20261124.am");
  check(key.has_value() && contract::slot_id(*key) == "371524001.bulky.20261124.am", "slot id");
  check(!contract::parse_slot_id("371524001.bulky.20260230.am"), "slot on no day");
  const std::string reference = contract::make_reference({1, 1, 2, 3, 5, 8, 13, 21}, contract::kPickupPrefix);
  const contract::Page page = contract::parse_page("/pickup/" + reference + "?from=sms");
  check(page.kind == contract::PageKind::pickup_booking && page.reference == reference, "a booking's page");
  check(contract::page_path(page) == "/pickup/" + reference, "and its path");
}

}  // namespace

int main() {
  check_references();
  check_phones();
  check_dates();
  check_text();
  check_json();
  check_numbers();
  check_slots_and_routes();
  std::printf("%d passed, %d failed\n", passed_count, failed_count);
  return failed_count == 0 ? 0 : 1;
}
