// Makes a data directory with records of waste, through the product's own code.
//
// usage: bench_fill_waste DIRECTORY ledger ROWS    a ledger of that many rows: 400 parties, six fields, 36
// months
//        bench_fill_waste DIRECTORY issued COUNT   that many issued records that one carrier may take over;
//        its code is
//                                                  9137152400000000CX, its vehicle LUP12345
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#define DOCTEST_CONFIG_IMPLEMENT
#include "support/waste_fixture.hpp"

namespace {

using namespace wufei;
using storage::MovementKind;

constexpr int kParties = 400, kMonths = 36, kTowns = 8, kThreads = 64, kRowsAtOnce = 2000;
constexpr int kNoon = 720;  // minutes
constexpr std::int64_t kTonne = test::kTonne;

std::int64_t add_party(const storage::PartyStore& parties, storage::Session& session, int number,
                       const std::vector<std::string>& fields) {
  contract::Party party;
  party.code = "371524-P-" + std::to_string(10'000'000 + number);
  party.name = "Party " + std::to_string(number);
  party.roles = {contract::WasteRole::generator, contract::WasteRole::receiver};
  party.fields = fields;
  party.area = "37152400" + std::to_string(1 + number % kTowns);
  party.state = contract::PartyState::verified;
  party.contact = "Li " + std::to_string(number);
  party.phone = "13800000000";
  return parties.add(session, party);
}

// Of each party: what comes is more than what leaves; one field, three codes.
storage::Movement row_of(const std::vector<std::int64_t>& parties,
                         const std::vector<contract::WasteField>& fields, int i, int rows,
                         contract::Date first) {
  constexpr std::array kinds{MovementKind::generate, MovementKind::hand_out, MovementKind::receive,
                             MovementKind::self_use};
  const auto number = static_cast<std::size_t>(i) % parties.size();
  const contract::WasteField& field = fields[number % fields.size()];
  const std::size_t step = static_cast<std::size_t>(i) / parties.size();
  storage::Movement row;
  row.party = parties[number];
  row.field = field.id;
  row.code = field.codes[step % std::min<std::size_t>(3, field.codes.size())].code;
  row.kind = kinds[step % kinds.size()];
  row.grams = (step % 7 + 1) * kTonne * storage::movement_sign(row.kind);
  row.on.days = first.days + static_cast<int>(std::int64_t{i} * kMonths * 30 / rows);
  row.by = "desk:1";
  row.at = contract::china_instant(row.on, kNoon);
  return row;
}

int fill_ledger(test::WasteYard& yard, int rows) {
  const auto fields = test::real_content()->get<service::WasteContent>().fields;
  const contract::Date today = contract::china_date(service::system_clock().now());
  const contract::Date first{today.days - kMonths * 30 + 1};
  std::vector<std::int64_t> parties;
  const auto write = [&](auto work) {
    return yard.office.store->writer()
        .run([&](storage::Session& session) -> contract::Status {
          work(session);
          return contract::ok();
        })
        .has_value();
  };
  bool sound = write([&](storage::Session& session) {
    for (int i = 0; i < kParties; ++i)
      parties.push_back(
          add_party(yard.parties, session, i, {fields[static_cast<std::size_t>(i) % fields.size()].id}));
  });
  for (int done = 0; sound && done < rows; done += kRowsAtOnce)
    sound = write([&](storage::Session& session) {
      for (int i = done; i < std::min(rows, done + kRowsAtOnce); ++i)
        yard.balances.post(session, row_of(parties, fields, i, rows, first));
    });
  return sound ? 0 : 1;
}

int fill_issued(test::WasteYard& yard, int records) {
  yard.office.clock.set(contract::format_instant(service::system_clock().now()));
  std::atomic<int> next{0}, refused{0};
  std::vector<std::thread> clients;
  for (int client = 0; client < kThreads; ++client)
    clients.emplace_back([&] {
      while (next++ < records) {
        const auto made = yard.manifests.draft(yard.field, yard.draft_input(), yard.of(yard.factory));
        if (!made || !yard.manifests.act({made->number, contract::ManifestAction::issue, made->version},
                                         yard.of(yard.factory)))
          ++refused;
      }
    });
  for (std::thread& client : clients) client.join();
  if (refused > 0) std::printf("note %d records were refused\n", refused.load());
  return refused > 0 ? 1 : 0;
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) return 2;
  const std::string what = words[2];
  doctest::Context context;
  context.setAsDefaultForAssertsOutOfTestCases();
  context.setAssertHandler(
      [](const doctest::AssertData& fault) { std::fprintf(stderr, "%s\n", fault.m_expr), std::abort(); });
  test::WasteYard yard;
  const int status =
      what == "ledger" ? fill_ledger(yard, std::atoi(words[3])) : fill_issued(yard, std::atoi(words[3]));
  yard.office.pickups.reset();
  yard.office.surveys.reset();
  yard.office.store.reset();
  std::filesystem::copy(yard.office.scratch.path() / "data", words[1],
                        std::filesystem::copy_options::recursive);
  return status;
}
