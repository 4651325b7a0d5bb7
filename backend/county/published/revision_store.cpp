#include "county/published/revision_store.hpp"

#include <sodium.h>

#include <array>

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
  revision.hash = columns.text();
  return revision;
}

void check_revision(Columns& columns, const Cipher&) {
  (void)read_revision(columns);
}

// Every member with its length before it, so that no two rows have the same bytes.
std::string hash_of(const ContentRevision& row, const std::string& previous) {
  std::string bytes = std::to_string(row.sequence) + ' ' + std::to_string(row.at);
  for (const std::string* part : {&row.actor, &row.file, &row.text, &previous})
    bytes += ' ' + std::to_string(part->size()) + ':' + *part;
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return hex.data();
}

}  // namespace

ContentRevision RevisionStore::add(Session& session, ContentRevision revision) const {
  revision.sequence = last_sequence(session) + 1;
  revision.hash = hash_of(revision, session.row(kLastHash, &Columns::text, county_).value_or(std::string()));
  session.run(kAddRevision, county_, revision.sequence, revision.at, revision.actor, revision.file,
              revision.text, revision.hash);
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

RevisionChain RevisionStore::chain(Session& session) const {
  RevisionChain chain;
  for (const ContentRevision& row : session.rows(kOfCounty, read_revision, county_)) {
    const bool follows = row.sequence == chain.revisions + 1 && row.hash == hash_of(row, chain.head);
    if (!follows) return chain.broken = row.sequence, chain;
    ++chain.revisions;
    chain.head = row.hash;
  }
  return chain;
}

StoreFacts RevisionStore::facts() {
  return {{&kAddRevision, &kLastRevision, &kLastHash, &kInForce, &kOfCounty, &kAllRevisions},
          {{"content revisions", &kAllRevisions, check_revision}}};
}

}  // namespace wufei::storage
