#include "county/published/revision_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kAddRevision{"content_revision.add",
                             "INSERT INTO content_revision (county, sequence, at, actor, file, text, hash)"
                             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
constexpr Query kLastRevision{"content_revision.last",
                              "SELECT coalesce(max(sequence), 0) FROM content_revision WHERE county = ?1"};
constexpr Query kLastHash{
    "content_revision.hash",
    "SELECT hash FROM content_revision WHERE county = ?1 ORDER BY sequence DESC LIMIT 1"};
constexpr Query kInForce{"content_revision.in_force",
                         "SELECT sequence, at, actor, file, text, hash FROM content_revision"
                         " WHERE county = ?1 AND sequence IN"
                         " (SELECT max(sequence) FROM content_revision WHERE county = ?1 GROUP BY file)"};
constexpr Query kOfCounty{"content_revision.of_county",
                          "SELECT sequence, at, actor, file, text, hash FROM content_revision"
                          " WHERE county = ?1 ORDER BY sequence"};
constexpr Query kAllRevisions{"content_revision.all",
                              "SELECT sequence, at, actor, file, text, hash FROM content_revision"
                              " ORDER BY county, sequence"};

ContentRevision read_revision(Columns& columns) {
  ContentRevision revision;
  revision.sequence = columns.integer();
  revision.at = columns.integer();
  revision.actor = columns.text();
  revision.file = columns.text();
  revision.text = columns.text();
  revision.hash = columns.bytes_or_null();
  return revision;
}

void check_revision(Columns& columns, const Cipher&) {
  (void)read_revision(columns);
}

constexpr ChainKind kRevisionChain{HashUse::chain, "content_revision"};

// Everything that the row says.
std::vector<std::string> revision_parts(std::string_view county, const ContentRevision& row) {
  return {std::string(kRevisionChain.table),
          std::string(county),
          std::to_string(row.sequence),
          std::to_string(row.at),
          row.actor,
          row.file,
          row.text};
}

}  // namespace

ContentRevision RevisionStore::add(Session& session, ContentRevision revision) const {
  revision.sequence = last_sequence(session) + 1;
  const auto before = session.row(kLastHash, &Columns::bytes_or_null, county_).value_or(std::nullopt);
  revision.hash = chain_hash(store_.cipher(), kRevisionChain.use, before.value_or(Bytes{}),
                             revision_parts(county_, revision));
  session.run(kAddRevision, county_, revision.sequence, revision.at, revision.actor, revision.file,
              revision.text, *revision.hash);
  keep_chain_end(session, store_, kRevisionChain, {.rows = revision.sequence, .last = *revision.hash});
  return revision;
}

std::map<std::string, std::string> RevisionStore::in_force(Session& session) const {
  std::map<std::string, std::string> files;
  for (ContentRevision& row : session.rows(kInForce, read_revision, county_))
    files[row.file] = std::move(row.text);
  return files;
}

std::int64_t RevisionStore::last_sequence(Session& session) const {
  return session.number(kLastRevision, county_);
}

StoreFacts RevisionStore::facts() {
  return {{&kAddRevision, &kLastRevision, &kLastHash, &kInForce, &kOfCounty, &kAllRevisions},
          {{"content revisions", &kAllRevisions, check_revision}}};
}

Chain read_revision_chain(Session& session, const Store& store) {
  ChainWalk walk(session, store, kRevisionChain);
  for (const ContentRevision& row : session.rows(kOfCounty, read_revision, store.county()))
    walk.follow(row.sequence, row.hash, revision_parts(store.county(), row));
  return std::move(walk).end();
}

}  // namespace wufei::storage
