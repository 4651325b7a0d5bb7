#include "pickup/crew/crew_service.hpp"

#include <algorithm>
#include <map>

#include "lib/base/words.hpp"

namespace wufei::service {
namespace {

using contract::Crew;
using contract::ErrorCode;

std::string plate_of(const CrewWish& wish) {
  return contract::normalised_plate(wish.plate).value_or(std::string());
}

// What the log says of a crew: its vehicle, its load, its last day.
std::string crew_words(const Crew& crew) {
  std::string words = crew.plate;
  if (crew.load_grams > 0)
    contract::append_listed(words, std::to_string(crew.load_grams / 1000) + " kg", " ");
  if (crew.load_pieces > 0) contract::append_listed(words, std::to_string(crew.load_pieces) + " pcs", " ");
  if (crew.retired_from)
    contract::append_listed(words, "-> " + contract::format_date(*crew.retired_from), " ");
  return words;
}

bool is_same_crew(const Crew& a, const Crew& b) {
  return a.plate == b.plate && a.load_grams == b.load_grams && a.load_pieces == b.load_pieces &&
         a.retired_from == b.retired_from;
}

contract::Error no_such_crew() {
  return contract::make_error(ErrorCode::not_found, "no such crew");
}

std::vector<CrewInUse> with_loads(std::vector<Crew> crews, const std::vector<storage::CrewLoad>& loads) {
  std::vector<CrewInUse> list;
  for (Crew& crew : crews) {
    CrewInUse one{std::move(crew), 0, {}, false};
    for (const storage::CrewLoad& load : loads)
      if (load.crew == one.crew.name) {
        one.bookings = load.bookings;
        one.last = load.last;
      }
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

contract::Result<std::vector<CrewInUse>> CrewService::list() {
  using List = contract::Result<std::vector<CrewInUse>>;
  return journal_.store.readers().run([&](storage::Session& session) -> List {
    return with_loads(crews_.all(session), storage::CrewStore::loads(session, today()));
  });
}

contract::Result<CrewInUse> CrewService::find(std::int64_t id) {
  return journal_.store.readers().run([&](storage::Session& session) -> contract::Result<CrewInUse> {
    auto crew = crews_.find(session, id);
    if (!crew) return no_such_crew();
    CrewInUse one = with_loads({std::move(*crew)}, storage::CrewStore::loads(session, today())).front();
    one.removable = !storage::CrewStore::is_used(session, one.crew.name);
    return one;
  });
}

contract::Result<std::vector<std::string>> CrewService::driving(contract::Date date) {
  using Names = contract::Result<std::vector<std::string>>;
  return journal_.store.readers().run([&](storage::Session& session) -> Names {
    std::vector<std::string> names;
    for (const Crew& crew : crews_.all(session))
      if (crew.drives_on(date)) names.push_back(crew.name);
    return names;
  });
}

contract::Result<std::optional<Crew>> CrewService::named(std::string_view name) {
  return journal_.store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::optional<Crew>> {
        return crews_.named(session, name);
      });
}

contract::Result<std::vector<storage::AccessEntry>> CrewService::history(const Crew& crew) {
  using Entries = contract::Result<std::vector<storage::AccessEntry>>;
  return journal_.store.readers().run(
      [&](storage::Session& session) -> Entries { return journal_.log.of(session, crew.name); });
}

std::vector<CrewFault> CrewService::check(const CrewWish& wish, bool is_new) {
  std::vector<CrewFault> faults;
  if (is_new && !contract::normalised_crew_name(wish.name)) faults.push_back(CrewFault::name);
  if (!wish.plate.empty() && !contract::normalised_plate(wish.plate)) faults.push_back(CrewFault::plate);
  if (wish.load_grams < 0 || wish.load_grams > contract::kMostLoadGrams)
    faults.push_back(CrewFault::load_grams);
  if (wish.load_pieces < 0 || wish.load_pieces > contract::kMostLoadPieces)
    faults.push_back(CrewFault::load_pieces);
  return faults;
}

contract::Result<std::int64_t> CrewService::add(const CrewWish& wish, const contract::Actor& actor) {
  if (!check(wish, true).empty()) return contract::make_error(ErrorCode::invalid, "no such crew");
  Crew crew;
  crew.name = *contract::normalised_crew_name(wish.name);
  crew.plate = plate_of(wish);
  crew.load_grams = wish.load_grams;
  crew.load_pieces = wish.load_pieces;
  return journal_.store.writer().run([&](storage::Session& session) -> contract::Result<std::int64_t> {
    if (const std::int64_t id = crews_.add(session, crew); id > 0) {
      journal_.log.add(session, {clock_.now(), actor, "crew_added", crew.name, crew_words(crew)});
      return id;
    }
    for (const Crew& one : crews_.all(session))
      if (one.name == crew.name && is_same_crew(one, crew)) return one.id;
    return contract::make_error(ErrorCode::conflict, "the name is taken");
  });
}

// `apply(session, crew)` -> Status changes the crew.
template <class Apply>
contract::Status CrewService::edit(std::int64_t id, int version, std::string_view action,
                                   const contract::Actor& actor, Apply&& apply) {
  return journal_.store.writer().run([&](storage::Session& session) -> contract::Status {
    auto crew = crews_.find(session, id);
    if (!crew) return no_such_crew();
    const Crew before = *crew;
    if (auto done = apply(session, *crew); !done) return done;
    if (is_same_crew(before, *crew) && (before.version == version || before.version == version + 1))
      return contract::ok();
    if (before.version != version)
      return contract::make_error(ErrorCode::precondition, "the crew was changed meanwhile");
    ++crew->version;
    crews_.update(session, *crew);
    journal_.log.add(session, {clock_.now(), actor, std::string(action), crew->name,
                               crew_words(before) + " => " + crew_words(*crew)});
    return contract::ok();
  });
}

contract::Status CrewService::change(std::int64_t id, int version, const CrewWish& wish,
                                     const contract::Actor& actor) {
  if (!check(wish, false).empty()) return contract::make_error(ErrorCode::invalid, "no such crew");
  return edit(id, version, "crew_changed", actor, [&](storage::Session&, Crew& crew) -> contract::Status {
    crew.plate = plate_of(wish);
    crew.load_grams = wish.load_grams;
    crew.load_pieces = wish.load_pieces;
    return contract::ok();
  });
}

contract::Status CrewService::retire(std::int64_t id, int version, std::optional<contract::Date> from,
                                     const contract::Actor& actor) {
  if (from && *from < today()) return contract::make_error(ErrorCode::invalid, "a day that is past");
  const auto apply = [&](storage::Session& session, Crew& crew) -> contract::Status {
    if (from)
      for (const storage::CrewLoad& load : storage::CrewStore::loads(session, *from))
        if (load.crew == crew.name) return contract::make_error(ErrorCode::conflict, "it has bookings");
    crew.retired_from = from;
    return contract::ok();
  };
  return edit(id, version, from ? "crew_retired" : "crew_returned", actor, apply);
}

contract::Status CrewService::remove(std::int64_t id, int version, const contract::Actor& actor) {
  return journal_.store.writer().run([&](storage::Session& session) -> contract::Status {
    const auto crew = crews_.find(session, id);
    if (!crew) return contract::ok();
    if (crew->version != version)
      return contract::make_error(ErrorCode::precondition, "the crew was changed meanwhile");
    if (storage::CrewStore::is_used(session, crew->name))
      return contract::make_error(ErrorCode::conflict, "a booking named it");
    crews_.remove(session, id);
    journal_.log.add(session, {clock_.now(), actor, "crew_removed", crew->name, crew_words(*crew)});
    return contract::ok();
  });
}

}  // namespace wufei::service
