// The county's exchange with the city over a yard of waste. For tests only.
#pragma once

#include <doctest/doctest.h>

#include "support/waste_fixture.hpp"
#include "waste/exchange/exchange_files.hpp"
#include "waste/field/waste_content.hpp"

namespace wufei::test {

struct City {
  explicit City(const std::string& field = "industrial", const std::string& code = "SW03")
      : yard(field, code) {}

  template <class Work>
  void write(Work work) {
    REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
      work(session);
      return contract::ok();
    }));
  }
  void change(const std::string& id) {
    write([&](storage::Session& session) {
      changes.add(session, storage::ChangeAction::updated, storage::ChangeKind::manifest, id,
                  yard.office.clock.now());
    });
  }
  service::ChangePage page(const std::string& after, int limit = 100) {
    auto page = exchange.changes(after, limit);
    REQUIRE(page);
    return std::move(*page);
  }
  std::string json(storage::ChangeKind kind, const std::string& id) {
    const auto record = exchange.record(kind, id);
    REQUIRE(record);
    return contract::to_text(http::record_json(*record, content()));
  }
  [[nodiscard]] const service::WasteContent& content() const {
    return yard.office.source->current()->get<service::WasteContent>();
  }
  [[nodiscard]] contract::ErrorCode refused(storage::ChangeKind kind, const std::string& id) {
    const auto record = exchange.record(kind, id);
    REQUIRE_FALSE(record);
    return record.error().code;
  }
  http::ExchangeFiles files(std::optional<contract::Month> month = {}) {
    const auto set = exchange.export_set(month, kClerk);
    REQUIRE_MESSAGE(set, (set ? std::string() : set.error().detail));
    return http::exchange_files(*set, content(), "371524");
  }
  // A record on which everything personal stands: accepted in part.
  std::string accepted() {
    const std::string number = yard.at(contract::ManifestState::arrived);
    REQUIRE(yard.act(number, contract::ManifestAction::accept_part, yard.plant,
                     WasteYard::weighed(7 * kTonne, 3 * kTonne)));
    return number;
  }

  WasteYard yard;
  storage::WasteChangeStore changes{*yard.office.store};
  service::ExchangeService exchange{*yard.office.store, *yard.office.source, yard.office.clock,
                                    service::system_ids()};
};

inline void check_without_canaries(const std::string& text) {
  for (const char* canary : {"Canary Person", "13899998888", "Canary Driver", "Canary Road",
                             WasteYard::kPlate, "wet", "desk:p", "Canary note"})
    CHECK_MESSAGE(text.find(canary) == std::string::npos, canary);
}

}  // namespace wufei::test
