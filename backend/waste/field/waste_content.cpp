#include "waste/field/waste_content.hpp"

#include <algorithm>
#include <map>

#include "county/content_texts.hpp"
#include "lib/base/find.hpp"

namespace wufei::service {
namespace {

constexpr const char* kTextsFile = "waste.json";
constexpr const char* kFolder = "waste/";
constexpr const char* kAlarmsFile = "waste_alarms.json";
constexpr const char* kLayoutsFile = "waste_layouts.json";
constexpr const char* kExchangeFile = "waste_exchange.json";
constexpr const char* kBoardFile = "waste_board.json";
// Letters of numbers in the order of the plan's section 4: Y N S J W Z (field research, 2.6).
constexpr std::string_view kOrder = "YNSJWZ";

std::size_t place_of(const contract::WasteField& field) {
  return std::min(kOrder.find(field.letter), kOrder.size());
}

WasteContent read(const ContentInput& input, const ContentSet&, ContentFaults&) {
  const contract::Json& texts = input.document(kTextsFile);
  WasteContent content{
      contract::text_or_empty(texts, "boundary"), contract::text_or_empty(texts, "summary_boundary"), {}};
  for (const std::string& file : input.files_of(kFolder))
    content.fields.push_back(contract::waste_field_from_json(input.document(file)));
  std::stable_sort(content.fields.begin(), content.fields.end(),
                   [](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
  for (const contract::Json& rule : contract::array_or_empty(input.document(kAlarmsFile), "rules"))
    content.alarms.push_back(contract::alarm_rule_from_json(rule));
  for (const contract::Json& layout : contract::array_or_empty(input.document(kLayoutsFile), "layouts"))
    content.layouts.push_back(contract::waste_layout_from_json(layout));
  content.exchange = contract::open_data_from_json(input.document(kExchangeFile));
  content.board = contract::board_choices_from_json(input.document(kBoardFile));
  return content;
}

// Where each letter and each code was seen first.
struct Seen {
  std::map<std::string, std::string> letters, codes;
};

void check_codes(const contract::WasteField& field, Seen& seen, const FileFaults& faults) {
  for (std::size_t i = 0; i < field.codes.size(); ++i) {
    const auto [first, is_new] = seen.codes.emplace(field.codes[i].code, field.id);
    faults.unless(is_new || first->second == field.id, at("/codes", i) + "/code",
                  "is a code of " + first->second + " too");
    faults.unless(is_new || first->second != field.id, at("/codes", i) + "/code", "is used twice");
  }
}

void check_field(const contract::WasteField& field, Seen& seen, const FileFaults& faults) {
  const auto [first, is_new] = seen.letters.emplace(std::string(1, field.letter), field.id);
  faults.unless(is_new, "/letter", "is the letter of " + first->second + " too");
  check_codes(field, seen, faults);
  for (std::size_t i = 0; i < field.alarms.size(); ++i) {
    faults.unless(contract::is_waste_alarm(field.alarms[i]), at("/alarms", i), "is no rule of alarms");
    faults.unless(std::count(field.alarms.begin(), field.alarms.end(), field.alarms[i]) == 1,
                  at("/alarms", i), "is used twice");
  }
  faults.unless(!field.mirrored || !field.contract, "/contract",
                "is for records that are issued here: this field only mirrors");
}

void check_layouts(const ContentInput& input, const WasteContent& content, const FileFaults& faults) {
  check_clean(input.document(kLayoutsFile), faults);
  faults.unless_unique(content.layouts, "/layouts");
  std::map<std::string, std::size_t> sheets;
  for (std::size_t i = 0; i < content.layouts.size(); ++i) {
    const contract::WasteLayout& layout = content.layouts[i];
    const contract::WasteField* field = content.find(layout.field);
    faults.unless(sheets.emplace(layout.sheet, i).second, at("/layouts", i) + "/sheet", "is used twice");
    faults.unless(field != nullptr, at("/layouts", i) + "/field", "is no field of waste");
    for (const std::string& code : layout.codes)
      faults.unless(field == nullptr || field->find_code(code) != nullptr, at("/layouts", i) + "/codes",
                    code + " is no code of its field");
  }
}

// Ids that products name must be there.
template <class Row>
void check_named(const std::vector<Row>& rows, const std::vector<std::string>& ids,
                 const std::string& pointer, const FileFaults& faults) {
  for (std::size_t i = 0; i < ids.size(); ++i)
    faults.unless(contract::find_by(&Row::id, rows, ids[i]) != nullptr, at(pointer, i), "is not in its list");
}

void check_board(const contract::BoardChoices& board, const FileFaults& faults) {
  faults.unless_unique(board.units, "/units");
  faults.unless_unique(board.standards, "/standards");
  faults.unless_unique(board.products, "/products");
  for (std::size_t i = 0; i < board.products.size(); ++i) {
    check_named(board.units, board.products[i].units, at("/products", i) + "/units", faults);
    check_named(board.standards, board.products[i].standards, at("/products", i) + "/standards", faults);
  }
}

void check(const ContentInput& input, const ContentSet& content, ContentFaults& all) {
  Seen seen;
  for (const std::string& file : input.files_of(kFolder)) {
    const FileFaults faults(file, all);
    check_clean(input.document(file), faults);
    const auto* field = content.get<WasteContent>().find(contract::text_or_empty(input.document(file), "id"));
    faults.unless(stem_of(file) == contract::text_or_empty(input.document(file), "id"), "/id",
                  "must be the file's name");
    if (field) check_field(*field, seen, faults);
  }
  check_clean(input.document(kTextsFile), FileFaults(kTextsFile, all));
  check_clean(input.document(kExchangeFile), FileFaults(kExchangeFile, all));
  const FileFaults alarms(kAlarmsFile, all);
  check_clean(input.document(kAlarmsFile), alarms);
  alarms.unless_unique(content.get<WasteContent>().alarms, "/rules");
  check_layouts(input, content.get<WasteContent>(), FileFaults(kLayoutsFile, all));
  const FileFaults board(kBoardFile, all);
  check_clean(input.document(kBoardFile), board);
  check_board(content.get<WasteContent>().board, board);
}

}  // namespace

const contract::WasteField* WasteContent::find(std::string_view id) const {
  return contract::find_by(&contract::WasteField::id, fields, id);
}

ContentPart waste_part() {
  return content_part("waste",
                      {{kTextsFile, "waste.schema.json"},
                       {kFolder, "waste_field.schema.json"},
                       {kAlarmsFile, "waste_alarms.schema.json"},
                       {kLayoutsFile, "waste_layouts.schema.json"},
                       {kExchangeFile, "waste_exchange.schema.json"},
                       {kBoardFile, "waste_board.schema.json"}},
                      read, check);
}

}  // namespace wufei::service
