// What rules are told in tests, and what they find in it.
#pragma once

#include <string>

#include "waste/alarm/alarm_service.hpp"
#include "waste/alarm/alarm_view.hpp"
#include "waste/exchange/change_store.hpp"
#include "waste/manifest/manifest_facts.hpp"
#include "waste_office.hpp"

namespace wufei::test {

using contract::AlarmFinding;
using service::AlarmFacts;
using storage::ManifestFacts;

inline contract::UtcSeconds at(const char* instant) {
  return *contract::parse_instant(instant);
}

inline contract::Date day(const char* text) {
  return *contract::parse_date(text);
}

inline AlarmFacts facts(const char* now) {
  AlarmFacts one;
  one.now = at(now);
  one.generators = {1};  // of manifest()
  return one;
}

inline void set_noon(AlarmFacts& all, contract::Date on) {
  all.now = contract::china_instant(on, 12 * 60);
}

// What the rules find, as they are on in the fields of the county.
inline std::vector<AlarmFinding> findings(const AlarmFacts& all) {
  const auto& content = real_content()->get<service::WasteContent>();
  return service::find_alarms(all, content.alarms, content.fields);
}

// The same of all rules, on in all fields.
inline std::vector<AlarmFinding> findings_everywhere(const AlarmFacts& all) {
  const auto& content = real_content()->get<service::WasteContent>();
  std::vector<contract::WasteField> fields = content.fields;
  for (contract::WasteField& field : fields)
    for (const contract::AlarmRule& rule : content.alarms) field.alarms.push_back(rule.id);
  return service::find_alarms(all, content.alarms, fields);
}

// The ids of rules that find something, in order: "A01 A08".
inline std::string found(const AlarmFacts& facts) {
  std::string ids;
  for (const AlarmFinding& one : findings_everywhere(facts)) {
    ids += (ids.empty() ? "" : " ") + one.rule;
    for (const auto& input : one.inputs)
      CHECK_MESSAGE(http::alarm_input_text(input.first).has_value(), one.rule, " shows no ", input.first);
  }
  return ids;
}

inline ManifestFacts manifest(const char* state) {
  ManifestFacts one;
  one.number = "371524-Y-261124-AAAAAAAA-A";
  one.field = "industrial";
  one.state = state;
  one.code = "SW01";
  one.generator = 1;
  one.transporter = 2;
  one.receiver = 3;
  one.issued_at = at("2026-11-02T08:00:00+08:00");
  return one;
}

// Of the receiver of manifest().
inline service::PermitFacts good_permit() {
  contract::Permit permit;
  permit.id = 9;
  permit.party = 3;
  permit.kind = "approval";
  permit.valid_from = day("2026-01-01");
  permit.valid_until = day("2036-12-31");
  permit.verified = true;
  return {permit, 0};
}

inline std::string of(ManifestFacts one, const char* now) {
  AlarmFacts all = facts(now);
  all.permits.push_back(good_permit());
  all.manifests.push_back(std::move(one));
  return found(all);
}

// How the alarms of this office read its records.
inline auto reader_of(const storage::Store& store) {
  return [&store](storage::Session& session, contract::UtcSeconds since) {
    return storage::manifest_facts(session, store, since);
  };
}

// Its records, as the alarms read them.
inline std::vector<ManifestFacts> read_facts(const Office& office) {
  const auto read = office.store->readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<ManifestFacts>> {
        return storage::manifest_facts(session, *office.store, 0);
      });
  REQUIRE(read);
  return *read;
}

// The sequence of the last change that other processes hear of, which is one of this record.
inline std::int64_t last_change(const Office& office, const std::string& number) {
  const storage::WasteChangeStore changes(*office.store);
  const auto read =
      office.store->readers().run([&](storage::Session& session) -> contract::Result<storage::WasteChange> {
        return changes.find(session, changes.last(session)).value_or(storage::WasteChange{});
      });
  REQUIRE(read);
  CHECK(read->id == number);
  CHECK(read->kind == storage::ChangeKind::manifest);
  return read->sequence;
}

// All that the rules of this office see.
inline AlarmFacts gathered(Office& office) {
  const service::AlarmGatherer gatherer(*office.store, reader_of(*office.store));
  const auto read =
      office.store->readers().run([&](storage::Session& session) -> contract::Result<AlarmFacts> {
        return gatherer.gather(session, {}, office.clock.now());
      });
  REQUIRE(read);
  return *read;
}

// Content in which the parties of a test need declare nothing.
inline service::ContentPtr nothing_to_declare() {
  return edited<service::WasteContent>(*real_content(), [](service::WasteContent& waste) {
    std::erase_if(waste.alarms, [](const contract::AlarmRule& rule) { return rule.id == "A25"; });
  });
}

}  // namespace wufei::test
