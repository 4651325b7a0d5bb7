// The rows of manifests: the record, its legs, signatures, events and revisions. Functions run inside the
// caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/manifest/manifest.hpp"

namespace wufei::storage {

class ManifestStore {
 public:
  explicit ManifestStore(const Store& store) : store_(store), county_(store.county()) {}

  // False when the number is taken.
  bool add(Session& session, const contract::Manifest& manifest) const;
  // With the version one higher than `manifest` has; false when the row has another version by now.
  bool change(Session& session, const contract::Manifest& manifest) const;
  // With the driver of its last leg.
  std::optional<contract::Manifest> find(Session& session, std::string_view number) const;
  // On which the party is named or was, the latest change first; what others never issued is not among them.
  std::vector<contract::Manifest> of_party(Session& session, std::int64_t party, int limit) const;
  // That were issued, of all parties. `field` and `state` "" = all.
  std::vector<contract::Manifest> list(Session& session, std::string_view field, std::string_view state,
                                       int limit) const;
  std::vector<contract::Manifest> children(Session& session, std::string_view number) const;

  void add_leg(Session& session, std::string_view number, const contract::ManifestLeg& leg) const;
  std::vector<contract::ManifestLeg> legs(Session& session, std::string_view number) const;
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

  static StoreFacts facts();

 private:
  const Store& store_;
  std::string county_;
};

}  // namespace wufei::storage
