#include "waste/party/stream_store.hpp"

#include "waste/party/word_list.hpp"

namespace wufei::storage {
namespace {

using contract::WasteStream;

#define WUFEI_STREAM_COLUMNS \
  "id, party, name, code, process, features, yearly, way, destination, facility, active_from, active_until"
constexpr Query kAddStream{"waste_stream.add",
                           "INSERT INTO waste_stream (county, " WUFEI_STREAM_COLUMNS
                           ", ended) VALUES (?1, (SELECT coalesce(max(id), 0) + 1 FROM waste_stream"
                           " WHERE county = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0)"
                           " RETURNING id"};
constexpr Query kStreams{"waste_stream.of", "SELECT " WUFEI_STREAM_COLUMNS
                                            " FROM waste_stream WHERE county = ?1 AND party = ?2"
                                            " AND ended = 0 ORDER BY id"};
constexpr Query kAllStreams{"waste_stream.all",
                            "SELECT id, " WUFEI_STREAM_COLUMNS " FROM waste_stream ORDER BY county, id"};
constexpr Query kEndStream{"waste_stream.end",
                           "UPDATE waste_stream SET ended = 1 WHERE county = ?1 AND party = ?2"
                           " AND id = ?3 AND ended = 0"};
#undef WUFEI_STREAM_COLUMNS

WasteStream read_stream(Columns& columns) {
  WasteStream stream;
  columns.take(stream.id, stream.party, stream.name, stream.code, stream.process);
  stream.features = from_words(columns.text());
  columns.take(stream.yearly, stream.way, stream.destination, stream.facility, stream.active_from,
               stream.active_until);
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

bool WasteStreamStore::end(Session& session, std::int64_t party, std::int64_t id) const {
  return session.run(kEndStream, county_, party, id) == 1;
}

StoreFacts WasteStreamStore::facts() {
  return {{&kAddStream, &kStreams, &kAllStreams, &kEndStream}, {{"", &kAllStreams, check_stream}}};
}

}  // namespace wufei::storage
