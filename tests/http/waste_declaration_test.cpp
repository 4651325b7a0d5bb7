// A declaration at the desk: what a stale tab typed over another version is kept beside what is there now.
#include "desk_visit.hpp"
#include "support/waste_party.hpp"
#include "waste/declaration/declaration_pages.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

const std::string kPage = "/desk/waste/declarations/industrial/2026-11";

struct DeclareVisit : DeskVisit {
  DeclareVisit() {
    http::add_declaration_pages(
        std::make_shared<const http::PartyRoom>(http::PartyRoom{door, registration, accounts, *office.source,
                                                                office.clock, "https://example.org"}),
        declarations);
    office.clock.set("2026-11-24T10:00:00+08:00");
    const contract::Party party = test::verified_party(
        test::kPartyCode, "甲厂", {contract::WasteRole::generator}, {"industrial"}, office.clock.now());
    REQUIRE(office.store->writer().run([&](storage::Session& session) -> contract::Status {
      own = storage::PartyStore(*office.store).add(session, party);
      return contract::ok();
    }));
    office.clock.set("2026-12-05T10:00:00+08:00");
    join("first");
    join("second");
  }
  void join(const std::string& name) {
    as(name, Role::enterprise);
    REQUIRE(registration.join(own, name, contract::MemberRole::clerk, test::kClerk));
  }
  // One line of what was generated; what is left out is 0.
  static Fields line(const char* code, const char* generated, const char* note) {
    return {{"l0-code", code},         {"l0-opening", ""},  {"l0-generated", generated}, {"l0-received", ""},
            {"l0-self_used", ""},      {"l0-disposed", ""}, {"l0-handed_out", ""},       {"l0-lost", ""},
            {"l0-closing", generated}, {"l0-note", note}};
  }
  http::Response save(Fields fields, const std::string& version, const char* action = "save") {
    fields["version"] = version;
    fields["action"] = action;
    fields["form_key"] = hidden(get(kPage).body, "form_key");
    return ask("POST", kPage, encoded(fields));
  }

  service::RegistrationService registration{*office.store, *office.source, accounts, office.clock,
                                            service::system_ids()};
  service::DeclarationService declarations{*office.store, *office.source, office.clock};
  std::int64_t own = 0;
};

}  // namespace

TEST_CASE("waste declaration at the desk: a stale form shows what is there now, and can be sent again") {
  DeclareVisit visit;
  const std::string seen = hidden(visit.get(kPage).body, "version");
  visit.as("first", Role::enterprise);
  REQUIRE(visit.save(DeclareVisit::line("SW01", "12.5", "weighed"), seen).status == 303);
  visit.as("second", Role::enterprise);
  const http::Response stale = visit.save(DeclareVisit::line("SW01", "7", "weighed"), seen);
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, words_of(Text::server_work_meanwhile)));
  CHECK(holds(stale.body, "SW01 12.5 t"));
  CHECK_FALSE(holds(stale.body, "SW01 weighed"));  // what is the same is not named
  CHECK(holds(stale.body, "value=\"7\""));
  const std::string now = hidden(stale.body, "version");
  CHECK(now != seen);
  CHECK(visit.save(DeclareVisit::line("SW01", "7", "weighed"), now).status == 303);
  CHECK(holds(visit.get(kPage).body, "value=\"7\""));
}

TEST_CASE("waste declaration at the desk: what is typed in another form is no other, nor is another fault") {
  DeclareVisit visit;
  const std::string seen = hidden(visit.get(kPage).body, "version");
  REQUIRE(visit.save(DeclareVisit::line("SW01", "12.5", "weighed"), seen).status == 303);
  const http::Response same = visit.save(DeclareVisit::line("SW01", "12.50", "weighed"), seen);
  CHECK(same.status == 412);
  CHECK_FALSE(holds(same.body, words_of(Text::server_work_meanwhile)));
  const std::string now = hidden(visit.get(kPage).body, "version");
  const http::Response wrong = visit.save(DeclareVisit::line("SW01", "a heap", ""), now);
  CHECK(wrong.status == 400);
  CHECK_FALSE(holds(wrong.body, words_of(Text::server_work_meanwhile)));
}

TEST_CASE(
    "waste declaration at the desk: the same submission twice is one, another one is not taken for it") {
  DeclareVisit visit;
  const std::string seen = hidden(visit.get(kPage).body, "version");
  const Fields line = DeclareVisit::line("SW01", "12.5", "weighed");
  Fields keyed = DeclareVisit::line("SW01", "7", "weighed");
  keyed["version"] = seen;
  keyed["action"] = "submit";
  keyed["form_key"] = hidden(visit.get(kPage).body, "form_key");
  REQUIRE(visit.save(line, seen, "submit").status == 303);
  CHECK(visit.ask("POST", kPage, encoded(keyed)).status == 412);
  Fields again = line;
  again["version"] = seen;
  again["action"] = "submit";
  again["form_key"] = keyed["form_key"];
  CHECK(visit.ask("POST", kPage, encoded(again)).status == 303);
  CHECK(holds(visit.get(kPage).body, "12.5"));
}
