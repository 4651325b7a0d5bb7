#include "waste/places/places_datasets.hpp"

#include "waste/field/waste_amount.hpp"

namespace wufei::service {
namespace {

using Type = FieldType;

DatasetValue tonnes(std::optional<std::int64_t> grams) {
  return grams ? number_value(contract::format_amount(*grams, "t")) : DatasetValue();
}

DatasetValue told(const std::string& name) {
  return name.empty() ? DatasetValue() : DatasetValue(name);
}

contract::Result<Dataset> waste_places(PlacesService& service) {
  Dataset table;
  table.fields = {{"row", Type::integer, true},
                  {"kind", Type::text, true, {"transporter", "site"}},
                  {"party", Type::text},
                  {"facility", Type::text},
                  {"area", Type::text, true, {}, "areas.code"},
                  {"capacity", Type::number},
                  {"remaining", Type::number},
                  {"permit_until", Type::date, true}};
  table.key = {"row"};
  const auto places = service.places();
  if (!places) return places.error();
  std::int64_t row = 0;
  for (const ApprovedTransporter& one : places->transporters)
    table.rows.push_back({++row, std::string("transporter"), told(one.party), DatasetValue(), one.area,
                          DatasetValue(), DatasetValue(), contract::format_date(one.permit.valid_until)});
  for (const ReceivingSite& one : places->sites)
    table.rows.push_back({++row, std::string("site"), told(one.party), told(one.facility.name),
                          one.facility.area,
                          one.facility.capacity > 0 ? tonnes(one.facility.capacity) : DatasetValue(),
                          tonnes(one.left), contract::format_date(one.permit.valid_until)});
  return table;
}

}  // namespace

void add_places_dataset(DatasetRegistry& registry, PlacesService& places) {
  registry.add("waste_places", [&places](const ContentSet&) { return waste_places(places); });
}

}  // namespace wufei::service
