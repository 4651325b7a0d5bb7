#include "waste/screen/waste_public_store.hpp"

#include "lib/base/words.hpp"

namespace wufei::storage {
namespace {

using contract::PublicTotal;

constexpr Query kAdd{"waste_public.add",
                     "INSERT INTO waste_public (county, month, measure, fields, shown, grams, published_at)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                     " ON CONFLICT (county, month, measure, fields) DO NOTHING"};
constexpr Query kHas{"waste_public.has",
                     "SELECT month FROM waste_public WHERE county = ?1 AND month = ?2 LIMIT 1"};
constexpr Query kSince{"waste_public.since",
                       "SELECT month, measure, fields, shown, grams FROM waste_public WHERE county = ?1 AND"
                       " month >= ?2 ORDER BY month DESC, measure, fields"};
constexpr Query kAll{"waste_public.all",
                     "SELECT month, measure, fields, shown, grams FROM waste_public"
                     " ORDER BY county, month, measure, fields"};

PublicTotal read_total(Columns& columns) {
  PublicTotal total;
  total.month = columns.number();
  total.measure = columns.named(contract::waste_measure_from_name);
  const std::string fields = columns.text();
  for (std::size_t from = 0; from < fields.size();) {
    const std::size_t end = std::min(fields.find(' ', from), fields.size());
    total.fields.push_back(fields.substr(from, end - from));
    from = end + 1;
  }
  total.shown = columns.named(contract::total_shown_from_name);
  total.grams = columns.integer();
  return total;
}

void check_total(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_total(columns);
}

}  // namespace

void WastePublicStore::add(Session& session, const PublicTotal& total, contract::UtcSeconds at) const {
  session.run(kAdd, county_, total.month, contract::waste_measure_name(total.measure),
              contract::joined(total.fields, " "), contract::total_shown_name(total.shown), total.grams, at);
}

bool WastePublicStore::has(Session& session, contract::Month month) const {
  return session.exists(kHas, county_, month);
}

std::vector<PublicTotal> WastePublicStore::since(Session& session, contract::Month month) const {
  return session.rows(kSince, read_total, county_, month);
}

StoreFacts WastePublicStore::facts() {
  return {{&kAdd, &kHas, &kSince, &kAll}, {{"", &kAll, check_total}}};
}

}  // namespace wufei::storage
