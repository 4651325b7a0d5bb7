#include "ledger/ledger_content.hpp"

#include "county/content_texts.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::service {
namespace {

constexpr const char* kDestinationsFile = "ledger/destinations.json";

LedgerContent read_ledger_content(const ContentInput& input, const ContentSet&, ContentFaults&) {
  const contract::Json& document = input.document(kDestinationsFile);
  LedgerContent content;
  for (const contract::Json& row : contract::array_or_empty(document, "destinations"))
    content.destinations[contract::text_or_empty(row, "category")] = contract::text_or_empty(row, "name");
  return content;
}

// One row for each category and none for another.
void check_ledger_content(const ContentInput& input, const ContentSet& content, ContentFaults& all) {
  const FileFaults faults(kDestinationsFile, all);
  const contract::Json& document = input.document(kDestinationsFile);
  const contract::Catalogue& catalogue = content.get<PickupContent>().catalogue;
  check_clean(document, faults);
  std::set<std::string> seen;
  const contract::Json& rows = contract::array_or_empty(document, "destinations");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string category = contract::text_or_empty(rows[i], "category");
    const std::string pointer = at("/destinations", i) + "/category";
    faults.unless(contract::find_category(catalogue, category) != nullptr, pointer,
                  "is no category of the catalogue");
    faults.unless(seen.insert(category).second, pointer, "is used twice");
  }
  for (const contract::Category& category : catalogue.categories)
    faults.unless(seen.count(category.id) != 0, "/destinations", "has no row for " + category.id);
}

}  // namespace

ContentPart ledger_part() {
  return content_part("ledger", {{kDestinationsFile, "destinations.schema.json"}}, read_ledger_content,
                      check_ledger_content);
}

}  // namespace wufei::service
