#include "waste/ticket/mileage_store.hpp"

namespace wufei::storage {
namespace {

using contract::Mileage;

constexpr Query kPutMileage{
    "waste_mileage.put",
    "INSERT INTO waste_mileage (county, number, departed, arrived) VALUES (?1, ?2, ?3,"
    " ?4) ON CONFLICT (county, number) DO UPDATE SET departed = excluded.departed,"
    " arrived = excluded.arrived"};
constexpr Query kOfMileage{
    "waste_mileage.of",
    "SELECT number, departed, arrived FROM waste_mileage WHERE county = ?1 AND number = ?2"};
constexpr Query kAllMileages{"waste_mileage.all",
                             "SELECT number, departed, arrived FROM waste_mileage ORDER BY county, number"};

Mileage read_mileage(Columns& columns) {
  Mileage row;
  columns.take(row.number, row.departed, row.arrived);
  return row;
}

void check_mileage(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_mileage(columns);
}

}  // namespace

void MileageStore::put(Session& session, const Mileage& mileage) const {
  session.run(kPutMileage, county_, mileage.number, mileage.departed, mileage.arrived);
}

std::optional<Mileage> MileageStore::of(Session& session, std::string_view number) const {
  return session.row(kOfMileage, read_mileage, county_, number);
}

StoreFacts MileageStore::facts() {
  return {.queries = {&kPutMileage, &kOfMileage, &kAllMileages},
          .tables = {{"", &kAllMileages, check_mileage}}};
}

}  // namespace wufei::storage
