#include "waste/party/stream_store.hpp"

#include "waste/party/word_list.hpp"

namespace wufei::storage {
namespace {

using contract::as_words;
using contract::from_words;
using contract::WasteStream;

#define WUFEI_STREAM_COLUMNS                                                                                 \
  "id, party, name, code, process, features, yearly, way, destination, facility, active_from, active_until," \
  " version, ended"
constexpr Query kAddStream{"waste_stream.add",
                           "INSERT INTO waste_stream (county, " WUFEI_STREAM_COLUMNS
                           ") VALUES (?1, (SELECT coalesce(max(id), 0) + 1 FROM waste_stream"
                           " WHERE county = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, 0)"
                           " RETURNING id"};
constexpr Query kStreams{"waste_stream.of", "SELECT " WUFEI_STREAM_COLUMNS
                                            " FROM waste_stream WHERE county = ?1 AND party = ?2"
                                            " AND ended = 0 ORDER BY id"};
constexpr Query kAllStreams{"waste_stream.all",
                            "SELECT id, " WUFEI_STREAM_COLUMNS " FROM waste_stream ORDER BY county, id"};
constexpr Query kChangeStream{
    "waste_stream.change",
    "UPDATE waste_stream SET name = ?5, code = ?6, process = ?7, features = ?8, yearly = ?9, way = ?10,"
    " destination = ?11, facility = ?12, active_from = ?13, active_until = ?14, version = version + 1"
    " WHERE county = ?1 AND party = ?2 AND id = ?3 AND version = ?4 AND ended = 0"};
constexpr Query kEndStream{
    "waste_stream.end",
    "UPDATE waste_stream SET ended = 1, version = version + 1 WHERE county = ?1 AND party = ?2"
    " AND id = ?3 AND ended = 0"};
#undef WUFEI_STREAM_COLUMNS

WasteStream read_stream(Columns& columns) {
  WasteStream stream;
  columns.take(stream.id, stream.party, stream.name, stream.code, stream.process);
  stream.features = from_words(columns.text());
  columns.take(stream.yearly, stream.way, stream.destination, stream.facility, stream.active_from,
               stream.active_until, stream.version);
  stream.ended = columns.number() != 0;
  return stream;
}

// Behind a first column that names the row.
void check_stream(Columns& columns, const Cipher& /*cipher*/) {
  columns.integer();
  (void)read_stream(columns);
}

}  // namespace

std::int64_t WasteStreamStore::add(Session& session, const WasteStream& stream) const {
  return session.insert_returning_id(kAddStream, county_, stream.party, stream.name, stream.code,
                                     stream.process, as_words(stream.features), stream.yearly, stream.way,
                                     stream.destination, stream.facility, stream.active_from,
                                     stream.active_until);
}

std::vector<WasteStream> WasteStreamStore::of(Session& session, std::int64_t party) const {
  return session.rows(kStreams, read_stream, county_, party);
}

bool WasteStreamStore::change(Session& session, const WasteStream& stream, int version) const {
  return session.run(kChangeStream, county_, stream.party, stream.id, version, stream.name, stream.code,
                     stream.process, as_words(stream.features), stream.yearly, stream.way, stream.destination,
                     stream.facility, stream.active_from, stream.active_until) == 1;
}

bool WasteStreamStore::end(Session& session, std::int64_t party, std::int64_t id) const {
  return session.run(kEndStream, county_, party, id) == 1;
}

StoreFacts WasteStreamStore::facts() {
  return {{&kAddStream, &kStreams, &kAllStreams, &kChangeStream, &kEndStream},
          {{"", &kAllStreams, check_stream}}};
}

}  // namespace wufei::storage
