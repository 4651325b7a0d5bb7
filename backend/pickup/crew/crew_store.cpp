#include "pickup/crew/crew_store.hpp"

namespace wufei::storage {
namespace {

using contract::Crew;

constexpr Query kAllCrews{"crew.list",
                          "SELECT id, name, plate, load_grams, load_pieces, retired_from, version FROM crew"
                          " WHERE county = ?1 ORDER BY name_key"};
constexpr Query kFindCrew{"crew.find",
                          "SELECT id, name, plate, load_grams, load_pieces, retired_from, version FROM crew"
                          " WHERE county = ?1 AND id = ?2"};
constexpr Query kNamedCrew{"crew.named",
                           "SELECT id, name, plate, load_grams, load_pieces, retired_from, version FROM crew"
                           " WHERE county = ?1 AND name_key = ?2"};
constexpr Query kAddCrew{
    "crew.add",
    "INSERT INTO crew (county, id, name, name_key, plate, load_grams, load_pieces, retired_from, version)"
    " VALUES (?1, (SELECT coalesce(max(id), 0) + 1 FROM crew WHERE county = ?1), ?2, ?3, ?4, ?5, ?6, NULL, 1)"
    " ON CONFLICT (county, name_key) DO NOTHING RETURNING id"};
constexpr Query kUpdateCrew{"crew.update",
                            "UPDATE crew SET plate = ?3, load_grams = ?4, load_pieces = ?5,"
                            " retired_from = ?6, version = ?7 WHERE county = ?1 AND id = ?2"};
constexpr Query kRemoveCrew{"crew.remove", "DELETE FROM crew WHERE county = ?1 AND id = ?2"};
constexpr Query kCrewLoads{"crew.loads",
                           "SELECT crew, count(*), max(date) FROM pickup WHERE date >= ?1 AND crew <> ''"
                           " AND status IN ('booked', 'assigned') GROUP BY crew ORDER BY crew"};
constexpr Query kCrewUsed{"crew.used", "SELECT id FROM pickup WHERE crew = ?1 LIMIT 1"};
constexpr Query kEveryCrew{"crew.all",
                           "SELECT id, id, name, plate, load_grams, load_pieces, retired_from, version"
                           " FROM crew ORDER BY county, id"};

Crew read_crew(Columns& columns) {
  Crew crew;
  columns.take(crew.id, crew.name, crew.plate, crew.load_grams, crew.load_pieces, crew.retired_from,
               crew.version);
  return crew;
}

CrewLoad read_load(Columns& columns) {
  CrewLoad load;
  columns.take(load.crew, load.bookings, load.last);
  return load;
}

void check_crew(Columns& columns, const Cipher& /*cipher*/) {
  columns.integer();
  (void)read_crew(columns);
}

}  // namespace

std::vector<Crew> CrewStore::all(Session& session) const {
  return session.rows(kAllCrews, read_crew, county_);
}

std::optional<Crew> CrewStore::find(Session& session, std::int64_t id) const {
  return session.row(kFindCrew, read_crew, county_, id);
}

std::optional<Crew> CrewStore::named(Session& session, std::string_view name) const {
  return session.row(kNamedCrew, read_crew, county_, contract::crew_name_key(name));
}

std::int64_t CrewStore::add(Session& session, const Crew& crew) const {
  return session.insert_returning_id(kAddCrew, county_, crew.name, contract::crew_name_key(crew.name),
                                     crew.plate, crew.load_grams, crew.load_pieces);
}

void CrewStore::update(Session& session, const Crew& crew) const {
  session.run(kUpdateCrew, county_, crew.id, crew.plate, crew.load_grams, crew.load_pieces, crew.retired_from,
              crew.version);
}

void CrewStore::remove(Session& session, std::int64_t id) const {
  session.run(kRemoveCrew, county_, id);
}

std::vector<CrewLoad> CrewStore::loads(Session& session, contract::Date from) {
  return session.rows(kCrewLoads, read_load, from);
}

bool CrewStore::is_used(Session& session, std::string_view name) {
  return session.exists(kCrewUsed, name);
}

StoreFacts CrewStore::facts() {
  return {{&kAllCrews, &kFindCrew, &kNamedCrew, &kAddCrew, &kUpdateCrew, &kRemoveCrew, &kCrewLoads,
           &kCrewUsed, &kEveryCrew},
          {{"", &kEveryCrew, check_crew}}};
}

}  // namespace wufei::storage
