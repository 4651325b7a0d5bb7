// The rows of manifests: the record, its legs, signatures, events and revisions. Functions run inside the
// caller's transaction and throw Failure.
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/ledger_month.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/manifest/manifest.hpp"

namespace wufei::storage {

// Of records from paper that were accepted and stand in no ledger, because the other owner has not confirmed
// them.
struct UncountedFilter {
  std::int64_t party = 0;  // generator or receiver, 0 = all
  std::string field = {};  // "" = all
  contract::UtcSeconds before = std::numeric_limits<contract::UtcSeconds>::max();  // accepted earlier
};
// `until`: the last month, 0 = any.
UncountedFilter accepted_until(std::int64_t party, contract::Month until);
struct UncountedPapers {
  std::string field;
  contract::SlipState said = contract::SlipState::waiting;  // or disputed
  std::int64_t count = 0;
};

class ManifestStore {
 public:
  explicit ManifestStore(const Store& store) : store_(store), county_(store.county()) {}

  // False when the number is taken.
  bool add(Session& session, const contract::Manifest& manifest) const;
  // With the version one higher than `manifest` has; false when the row has another version by now.
  bool change(Session& session, const contract::Manifest& manifest) const;
  // With the driver of its last leg.
  std::optional<contract::Manifest> find(Session& session, std::string_view number) const;
  // Whether it is still of that version, and no record is its child.
  bool is_unchanged(Session& session, std::string_view number, int version) const;
  // On which the party is named or was, the latest change first; what others never issued is not among them.
  // `field` and `state` "" = all, here and below.
  std::vector<contract::Manifest> of_party(Session& session, std::int64_t party, std::string_view field,
                                           std::string_view state, int limit) const;
  // From paper and waiting for the word of this party, which may have disputed it; the oldest change first.
  std::vector<contract::Manifest> to_answer(Session& session, std::int64_t party, std::string_view field,
                                            std::string_view state, int limit) const;
  // Issued with a planned start before `before`, or in transit, by that transporter or named for it.
  // `vehicle`
  // "" = all; a record that names none is among those of each.
  std::vector<contract::Manifest> on_the_road(Session& session, std::int64_t transporter,
                                              std::string_view vehicle, contract::UtcSeconds before,
                                              int limit) const;
  // The latest acceptance first.
  std::vector<contract::Manifest> uncounted(Session& session, const UncountedFilter& filter, int limit) const;
  // By field and word; none of 0.
  std::vector<UncountedPapers> count_uncounted(Session& session, const UncountedFilter& filter) const;
  std::int64_t count_drafts(Session& session, std::int64_t party) const;
  // That were issued, of all parties. `field` and `state` "" = all.
  std::vector<contract::Manifest> list(Session& session, std::string_view field, std::string_view state,
                                       int limit) const;
  std::vector<contract::Manifest> children(Session& session, std::string_view number) const;

  void add_leg(Session& session, std::string_view number, const contract::ManifestLeg& leg) const;
  std::vector<contract::ManifestLeg> legs(Session& session, std::string_view number) const;
  // g, as all parties agreed afterwards.
  void put_load(Session& session, std::string_view number, int ordinal, std::int64_t loaded) const;
  // Whether a record but that one has this national number: issued, not cancelled, nor disputed and in no
  // ledger.
  bool has_national(Session& session, std::string_view national, std::string_view but) const;
  // Gives it its sequence.
  void add_signature(Session& session, std::string_view number,
                     const contract::ManifestSignature& signature) const;
  std::vector<contract::ManifestSignature> signatures(Session& session, std::string_view number) const;
  void add_event(Session& session, std::string_view number, const contract::ManifestEvent& event) const;
  std::vector<contract::ManifestEvent> events(Session& session, std::string_view number) const;

  // Gives it its sequence. A second open one is a Failure.
  void add_revision(Session& session, std::string_view number,
                    const contract::ManifestRevision& revision) const;
  // Its state, when it was closed and who approved.
  void put_revision(Session& session, std::string_view number,
                    const contract::ManifestRevision& revision) const;
  std::vector<contract::ManifestRevision> revisions(Session& session, std::string_view number) const;
  // Of the county, by the record's number.
  std::map<std::string, contract::ManifestRevision> open_revisions(Session& session) const;

  static StoreFacts facts();

 private:
  template <class Read>
  auto reader(Read read) const;  // with the cipher
  const Store& store_;
  std::string county_;
};

}  // namespace wufei::storage
