#include "publishing/guide/item_draft.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/entered/entered_number.hpp"

namespace wufei::service {
namespace {

using contract::GuideItem;
using contract::Rule;
using contract::Text;

constexpr std::string_view kNameMark = "\u3001";
constexpr std::size_t kLongestAlias = 24, kMostAliases = 40, kMostCalls = 3;
constexpr std::size_t kLongestItemId = 50;

// "a/b" -> "a", "b"
std::pair<std::string, std::string> halves(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return {std::string(text), {}};
  return {std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
}

std::string joined_halves(const std::string& first, const std::string& second) {
  return first.empty() ? std::string() : first + "/" + second;
}

std::string with_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : kNameMark).append(name);
  return text;
}

std::vector<contract::GuideUrgent> calls_of(std::string_view text) {
  constexpr std::array<std::string_view, 1> kLines{"\n"};
  std::vector<contract::GuideUrgent> calls;
  for (const std::string& line : parts_between(text, kLines)) {
    const auto space = std::min(line.find_first_of(" \u3000"), line.size());
    calls.push_back({line.substr(0, space), contract::trimmed(std::string_view(line).substr(space))});
  }
  return calls;
}

int year_of(std::string_view text) {
  if (text.empty()) return 0;
  return static_cast<int>(contract::entered_whole(text, std::numeric_limits<int>::max()).value_or(-1));
}

bool is_call(const contract::GuideUrgent& call) {
  const bool known = call.number == "110" || call.number == "119" || call.number == "120";
  return known && !call.when.empty() && contract::code_point_count(call.when) <= 40;
}

struct ItemWording {
  std::string_view part;  // of the rule in English
  Text text;
};
constexpr ItemWording kItemWordings[] = {
    {"promises a pickup", Text::server_publishing_item_no_pickup},
    {"swollen battery", Text::server_publishing_item_swollen},
    {"names a price", Text::server_publishing_promises},
    {"not the service line", Text::server_publishing_promises},
    {"when the basis is verified", Text::server_publishing_item_year_fault},
    {"to be verified", Text::server_publishing_item_basis_open},
    {"names no standard", Text::server_publishing_item_no_standard},
    {"a syllable for each", Text::server_publishing_item_syllables},
    {"for what no bin takes", Text::server_publishing_item_ask_fault}};

std::string field_of_pointer(const std::string& pointer) {
  const std::string first = pointer.substr(0, pointer.find('/', 1));
  if (first == "/category") return "kind";
  const auto* field = contract::find_by(&DraftField::pointer, kItemFields, first);
  return field == nullptr ? std::string() : std::string(field->key);
}

}  // namespace

Draft draft_of(const GuideItem& item) {
  std::string calls;
  for (const contract::GuideUrgent& call : item.urgent)
    calls += (calls.empty() ? "" : "\n") + call.number + " " + call.when;
  return {{"name", item.name},
          {"kind", joined_halves(item.category, item.subclass)},
          {"aliases", with_names(item.aliases)},
          {"how_to", item.how_to},
          {"why", item.why},
          {"ask", item.ask},
          {"basis_kind", item.basis_kind},
          {"basis", item.basis},
          {"year", item.year > 0 ? std::to_string(item.year) : std::string()},
          {"pickup", joined_halves(item.pickup_category, item.pickup_item)},
          {"town", item.town},
          {"village", item.village},
          {"varies", item.varies},
          {"urgent", std::move(calls)},
          {"pinyin", item.pinyin}};
}

GuideItem item_of(const Draft& draft, std::string id) {
  const auto text = [&](std::string_view key) { return std::string(draft_value(draft, key)); };
  GuideItem item;
  item.id = std::move(id);
  item.name = text("name");
  std::tie(item.category, item.subclass) = halves(draft_value(draft, "kind"));
  item.aliases = aliases_of(draft);
  item.pinyin = text("pinyin");
  item.how_to = text("how_to");
  item.why = text("why");
  item.ask = text("ask");
  item.urgent = calls_of(draft_value(draft, "urgent"));
  item.town = text("town");
  item.village = text("village");
  std::tie(item.pickup_category, item.pickup_item) = halves(draft_value(draft, "pickup"));
  item.basis_kind = text("basis_kind");
  item.basis = text("basis");
  item.year = std::max(year_of(draft_value(draft, "year")), 0);
  item.varies = text("varies");
  return item;
}

std::vector<std::string> aliases_of(const Draft& draft) {
  constexpr std::array<std::string_view, 6> kMarks{kNameMark, "\n", ",", "\uFF0C", ";", "\uFF1B"};
  std::vector<std::string> names;
  for (std::string& name : parts_between(draft_value(draft, "aliases"), kMarks))
    if (name != draft_value(draft, "name") && !contract::is_among(names, name))
      names.push_back(std::move(name));
  return names;
}

void add_alias(Draft& draft, const std::string& name) {
  std::string& names = draft["aliases"];
  names.append(names.empty() ? "" : kNameMark).append(name);
  names = with_names(aliases_of(draft));
}

std::string item_file(const GuideItem& item, const std::string& withdrawn) {
  contract::Json json = contract::guide_item_to_json(item);
  if (item.pinyin.empty()) json.erase("pinyin");
  if (!withdrawn.empty()) json["withdrawn"] = withdrawn;
  return json.dump(2) + "\n";
}

std::string item_id(std::string_view name, int number) {
  std::string id;
  for (const char one : contract::ReadingTable::built_in()->of_text(name)) {
    const bool letter = (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
    if (letter)
      id += one;
    else if (!id.empty() && id.back() != '_')
      id += '_';
  }
  id.resize(std::min(id.size(), kLongestItemId));
  if (id.empty() || id.front() < 'a' || id.front() > 'z') id.insert(0, "item_");
  while (id.back() == '_') id.pop_back();
  return number == 1 ? id : id + "_" + std::to_string(number);
}

DraftFaults item_typing_faults(const Draft& draft) {
  DraftFaults faults = typing_faults(kItemFields, draft);
  const DraftFaults missing = missing_faults(kItemFields, draft);
  faults.insert(faults.end(), missing.begin(), missing.end());
  const std::vector<std::string> names = aliases_of(draft);
  if (names.size() > kMostAliases)
    faults.push_back({"aliases", contract::rule_text(Rule::too_long, kMostAliases)});
  for (const std::string& name : names)
    if (contract::code_point_count(name) > kLongestAlias)
      faults.push_back({"aliases", contract::rule_text(Rule::too_long, kLongestAlias)});
  const auto calls = calls_of(draft_value(draft, "urgent"));
  if (calls.size() > kMostCalls || !std::all_of(calls.begin(), calls.end(), is_call))
    faults.push_back({"urgent", words(Text::server_publishing_item_urgent_hint)});
  if (draft_value(draft, "pinyin").find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789 ") !=
      std::string_view::npos)
    faults.push_back({"pinyin", words(Text::server_publishing_item_pinyin_hint)});
  const std::string_view year = draft_value(draft, "year");
  if (!year.empty() && (year_of(year) < 1990 || year_of(year) > 2100))
    faults.push_back({"year", words(Text::server_publishing_item_year_hint)});
  return faults;
}

DraftFaults item_name_faults(const Draft& draft, std::string_view id, const contract::Guide& guide) {
  DraftFaults faults;
  std::vector<std::string> names = aliases_of(draft);
  names.emplace_back(draft_value(draft, "name"));
  for (const std::string& name : names) {
    const std::string field = &name == &names.back() ? "name" : "aliases";
    for (const GuideItem& other : guide.items)
      if (other.id != id && (other.name == name || contract::is_among(other.aliases, name)))
        faults.push_back({field, contract::text(Text::server_publishing_item_name_taken,
                                                {{"name", name}, {"other", other.name}})});
    for (const contract::GuideWord& word : guide.words)
      if (word.word == name)
        faults.push_back({field, contract::text(Text::server_publishing_item_asks, {{"name", name}})});
  }
  return faults;
}

DraftFaults item_rule_faults(const ContentFaults& faults, const std::string& file, const std::string& line) {
  DraftFaults said;
  for (const ContentFault& fault : faults) {
    const bool ours = fault.file == file;
    const auto* const found =
        std::find_if(std::begin(kItemWordings), std::end(kItemWordings),
                     [&](const ItemWording& one) { return fault.rule.find(one.part) != std::string::npos; });
    said.push_back(
        {ours ? field_of_pointer(fault.pointer) : std::string(),
         ours && found != std::end(kItemWordings)
             ? contract::text(found->text, {{"line", line}})
             : contract::text(Text::server_publishing_refused,
                              {{"file", fault.file}, {"place", fault.pointer}, {"rule", fault.rule}})});
  }
  return said;
}

}  // namespace wufei::service
