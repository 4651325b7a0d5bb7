// Scales and what they deliver: late, twice and out of order. Knows nothing of HTTP. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "journal/actor.hpp"
#include "journal/journal.hpp"
#include "lib/base/json.hpp"
#include "lib/store/store.hpp"
#include "waste/party/party_store.hpp"
#include "waste/weighing/weighing_store.hpp"

namespace wufei::service {

// As a device tells it.
struct WeighingWish {
  std::string serial;                         // 1..64 characters
  std::string direction;                      // in out
  std::string plate;                          // as typed
  std::int64_t gross = 0, tare = 0, net = 0;  // g
  contract::UtcSeconds weighed_at = 0;
  contract::UtcSeconds sent_at = 0;  // the device's clock when it sends, 0 = not told
  bool manual = false;
  std::string code, manifest;
};
// A body of POST /api/v1/weighings. Errors: invalid with what is wrong.
contract::Result<WeighingWish> parse_weighing(const contract::Json& json);

inline constexpr std::int64_t kHeaviest = 200'000'000;  // g, of a lorry on a weighbridge
inline constexpr std::size_t kMostLines = 5'000;        // of a file
inline constexpr int kOldestWeighing = 400;             // days

struct WeighingAnswer {
  storage::Weighing weighing;
  bool known = false;  // it was told before, with the same content
};

// A file of a weighbridge: how many were new, were known, and what is wrong by line.
struct WeighingImport {
  int taken = 0, known = 0;
  std::vector<std::pair<int, contract::Rule>> wrong;  // line of the file
  bool too_long = false;                              // more than kMostLines: nothing was read
  std::string missing;                                // a column that the file does not have; "" = none
};

struct WeighingLine {
  int line = 0;
  contract::Result<WeighingWish> wish;
};

class WeighingService {
 public:
  // All must outlive the service.
  WeighingService(storage::Store& store, Clock& clock, IdSource& ids)
      : store_(store),
        clock_(clock),
        ids_(ids),
        weighings_(store),
        parties_(store),
        journal_(store, "waste") {}

  // The device whose key it is. Errors: unauthorized (unknown or revoked), unavailable.
  contract::Result<storage::WasteDevice> device(std::string_view key);
  // Errors: unauthorized (revoked meanwhile, or its party is closed), invalid (/weighed_at in the future or
  // too old), conflict waste_weighing_serial (the same serial with another content), unavailable.
  contract::Result<WeighingAnswer> take(const storage::WasteDevice& device, const WeighingWish& wish);
  // Reads a file by hand: UTF-8 or GB 18030, columns by name, weights in kilograms. Lines that were read
  // before count as known. Errors: invalid (no table), not_found (no such facility of the party),
  // unavailable.
  contract::Result<WeighingImport> import(std::int64_t party, std::int64_t facility, std::string_view bytes,
                                          const contract::Actor& actor);

  // `last`: the number of the party's last device that the caller saw, 0 = none; the same wish that comes
  // twice makes one device. Errors: not_found (no such facility of the party), conflict (the party is not
  // verified, or got another device since), unavailable.
  contract::Result<storage::WasteDevice> add_device(std::int64_t party, std::int64_t facility,
                                                    const std::string& name, std::int64_t last,
                                                    const contract::Actor& actor);
  // The key of a new device, once; "" = it was shown. Errors: unavailable.
  contract::Result<std::string> take_key(std::int64_t party, std::int64_t device);
  // Errors: not_found, unavailable.
  contract::Status revoke(std::int64_t party, std::int64_t device, const contract::Actor& actor);
  contract::Result<std::vector<storage::WasteDevice>> devices(std::int64_t party);
  contract::Result<std::vector<contract::Facility>> facilities(std::int64_t party);
  // Of the last two months, the latest first; party 0 = all.
  contract::Result<std::vector<storage::Weighing>> list(std::int64_t party, int limit);

  // Called after something was stored.
  std::function<void()> on_change;

 private:
  // What was told before under its serial; nullopt when nothing was.
  std::optional<contract::Result<WeighingAnswer>> known(storage::Session& session,
                                                        const storage::Weighing& one);
  // Whether the party may have weighings now.
  bool may_weigh(storage::Session& session, std::int64_t party);
  // Lines from..until of a file, in a transaction of their own. Errors: not_found, conflict, unavailable.
  contract::Result<WeighingImport> import_lines(const storage::WasteDevice& file,
                                                const std::vector<WeighingLine>& lines, std::size_t from,
                                                std::size_t until);
  contract::Result<WeighingAnswer> take_in(storage::Session& session, const storage::WasteDevice& device,
                                           const WeighingWish& wish);

  storage::Store& store_;
  Clock& clock_;
  IdSource& ids_;
  storage::WeighingStore weighings_;
  storage::PartyStore parties_;
  Journal journal_;
};

// What a device is answered, first time and again.
contract::Json weighing_to_json(const storage::Weighing& weighing);

}  // namespace wufei::service
