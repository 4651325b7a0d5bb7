// One field of waste of the county's "1+6" slice: who takes part, what is moved, what a record must carry,
// how long each step may take. All six are data (content/waste/FIELD.json); a seventh is a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"

namespace wufei::contract {

// What a party does with waste.
enum class WasteRole : std::uint8_t { generator, transporter, receiver };
std::string_view waste_role_name(WasteRole role);  // snake_case
std::optional<WasteRole> waste_role_from_name(std::string_view name);

struct WasteCode {
  std::string code;  // "900-001-S70", or a second-level kind "SW70"
  std::string name;
  std::string edition;    // of the list that it comes from; a record keeps the one that it was made under
  bool verified = false;  // read in the list itself, not told from memory
};

// What waste of a field may be like: a hazard, a class.
struct WasteFeature {
  std::string code;  // "T", "IN", unique within the field
  std::string name;
  bool verified = false;  // read in the list itself, not told from memory
};

struct WasteField {
  std::string id;            // snake_case, the file's name
  char letter = '\0';        // in numbers of manifests: Y N S J W Z
  std::string name, bureau;  // the bureau that leads it, plan section 4
  std::string unit;          // in which people write amounts: "t" or "kg"; stored are grams
  std::vector<WasteCode> codes;
  bool transported = true;  // a transporter signs between generator and receiver
  bool contract = false;  // a manifest needs a contract of generator and receiver (Solid Waste Law, art. 37)
  bool mirrored = false;  // only copies a national manifest, whose number it must name (art. 82)
  int most_legs = 1;
  int start_days = 3;                       // issued, but not taken over (A01)
  int transit_hours = 6;                    // beyond the planned arrival (A02)
  int accept_workdays = 2;                  // arrived, but not accepted (A04)
  int store_days = 365;                     // longest time in one stock (A09)
  std::int64_t most_grams = 0;              // of one load; more is not believed
  int declare_months = 12;                  // length of a period of declaration: 1, 3 or 12
  int declare_days = 31;                    // after the period's end, in days
  std::vector<std::string> alarms;          // ids of rules that are on
  std::vector<WasteFeature> features = {};  // that parties tell of what they generate; none: not asked
  int declared_percent = 0;  // of those that must declare, how many the plan wants; 0 = it does not say
  std::vector<std::string> key_industries = {};  // how codes of GB/T 4754 begin: of these the plan wants all
  int indicator = 0;            // number of the plan's indicator that stands for it on the wall; 0 = none
  bool indicator_share = true;  // which is a share of a whole: 0 to 100 % is its track

  [[nodiscard]] const WasteCode* find_code(std::string_view code) const;
  // Of a party's branch, four digits of GB/T 4754, "" = not told.
  [[nodiscard]] bool is_key_industry(std::string_view industry) const;
};

// A rule of alarms by its id, A01 to A33; which of them are on, the field says.
bool is_waste_alarm(std::string_view id);
// Of a document that has kept its schema.
WasteField waste_field_from_json(const Json& json);

}  // namespace wufei::contract
