// Accounts of staff: links, passwords and codes, sessions and their ends, what an administrator may do, and
// that all of it is on the record.
#include <doctest/doctest.h>

#include <set>

#include "account/account_service.hpp"
#include "account/log_watch.hpp"
#include "account/one_time_code.hpp"
#include "account/password.hpp"
#include "lib/store/data_directory.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::Permission;
using contract::Role;
using contract::Rule;
using service::AccountService;
using test::kClerk;
using test::Office;

namespace {

constexpr const char* kPassword = "cold river stone";
const service::Doorstep kOffice{"10.0.0.1", "10.0.0.1", "Firefox", ""};
const service::Doorstep kElsewhere{"198.51.100.7", "198.51.100.7", "curl", ""};

struct Desk {
  explicit Desk(Role role = Role::dispatcher) : accounts(*office.store, office.clock, service::system_ids()) {
    link = *accounts.add({"wang.li", "王丽", role, ""}, kClerk);
    secret = accounts.welcome(link.token)->second_secret;
  }
  std::string code() { return service::code_at(secret, office.clock.now()); }
  contract::Result<service::SignedIn> accept() {
    return accounts.accept(link.token, kPassword, code(), kOffice);
  }
  // With the code of a later step: one is taken once.
  contract::Result<service::SignedIn> sign_in(std::string_view password = kPassword,
                                              const service::Doorstep& doorstep = kOffice) {
    office.clock.advance(service::kCodeSeconds);
    return accounts.sign_in({"wang.li", password, code()}, doorstep);
  }
  std::vector<std::string> actions() {
    std::vector<std::string> actions;
    (void)office.store->readers().run([&](storage::Session& session) -> contract::Status {
      for (const auto& row : storage::access_entries(session, *office.store, {}, 100))
        actions.insert(actions.begin(), row.entry.action);
      return contract::ok();
    });
    return actions;
  }
  storage::LogChain chain() {
    return *office.store->readers().run(
        [&](storage::Session& session) -> contract::Result<storage::LogChain> {
          return storage::read_chain(session, *office.store);
        });
  }

  Office office;
  AccountService accounts;
  service::StaffLink link;
  std::string secret;
};

template <class Answer>
Rule rule_of(const Answer& answer) {
  REQUIRE_FALSE(answer);
  REQUIRE(answer.error().fields.size() == 1);
  return answer.error().fields.front().rule;
}

}  // namespace

TEST_CASE("an account opens with its link once, and signs in with password and code") {
  Desk desk;
  CHECK(rule_of(desk.accounts.accept(desk.link.token, "1234567890", desk.code(), kOffice)) ==
        Rule::password_weak);
  CHECK(rule_of(desk.accounts.accept(desk.link.token, kPassword, "000000", kOffice)) == Rule::code_wrong);
  const auto signed_in = desk.accept();
  REQUIRE(signed_in);
  CHECK(desk.accounts.caller(signed_in->token)->account.display == "王丽");
  CHECK(desk.accept().error().code == ErrorCode::unauthorized);
  REQUIRE(desk.sign_in());
  CHECK(desk.actions() == std::vector<std::string>{"add_account", "accept_link", "sign_in"});
  CHECK(desk.chain().broken == 0);
}

TEST_CASE("a link is over after three days, and when another is made") {
  Desk desk;
  const auto second = desk.accounts.renew_link("wang.li", kClerk);
  REQUIRE(second);
  CHECK(desk.accounts.welcome(desk.link.token).error().code == ErrorCode::unauthorized);
  CHECK(desk.accounts.welcome(second->token));
  desk.office.clock.advance(service::kLinkSeconds);
  CHECK(desk.accounts.welcome(second->token).error().code == ErrorCode::unauthorized);
}

TEST_CASE("who lost the telephone gets a link; the old password works until it is used") {
  Desk desk;
  const auto first = desk.accept();
  const auto link = desk.accounts.renew_link("wang.li", kClerk);
  CHECK(desk.accounts.caller(first->token));
  const std::string secret = desk.accounts.welcome(link->token)->second_secret;
  CHECK(secret != desk.secret);
  const auto again = desk.accounts.accept(link->token, "another long one",
                                          service::code_at(secret, desk.office.clock.now()), kOffice);
  REQUIRE(again);
  CHECK_FALSE(desk.accounts.caller(first->token));
  CHECK(desk.sign_in().error().code == ErrorCode::unauthorized);
}

TEST_CASE("wrong name, password and code are one refusal, and a code is taken once") {
  Desk desk;
  REQUIRE(desk.accept());
  CHECK(desk.accounts.sign_in({"wang.li", kPassword, desk.code()}, kOffice).error().code ==
        ErrorCode::unauthorized);
  CHECK(desk.sign_in("cold river stones").error().code == ErrorCode::unauthorized);
  CHECK(desk.accounts.sign_in({"nobody", kPassword, desk.code()}, kOffice).error().code ==
        ErrorCode::unauthorized);
  CHECK(desk.accounts.sign_in({"wang.li", kPassword, "12345"}, kOffice).error().code ==
        ErrorCode::unauthorized);
  CHECK(desk.sign_in());
}

TEST_CASE("who guesses waits ever longer, and the owner does not") {
  Desk desk;
  const auto owner = desk.accept();
  const service::Doorstep known{kElsewhere.caller, "", "", owner->device};
  int waited = 0, last = 0;
  for (int i = 0; i < 12; ++i) {
    const auto guess = desk.accounts.sign_in({"wang.li", "guess" + std::to_string(i), "000000"}, kElsewhere);
    if (guess.error().code != ErrorCode::rate_limited) continue;
    ++waited;
    CHECK(guess.error().retry_after_s >= last);
    last = guess.error().retry_after_s;
    desk.office.clock.advance(last);
  }
  CHECK(waited > 3);
  CHECK(last > 60);
  CHECK(desk.sign_in());                  // from another network
  CHECK(desk.sign_in(kPassword, known));  // from the same one, with a browser that was signed in before
  CHECK(desk.accounts.sign_in({"li.si", "x", "000000"}, kElsewhere).error().code == ErrorCode::unauthorized);
}

TEST_CASE("what many share holds nobody up for long: an office behind one address, a name that all try") {
  Desk desk;
  REQUIRE(desk.accept());
  for (int i = 0; i < 40; ++i) {
    (void)desk.accounts.sign_in({"n" + std::to_string(i), "guess", "000000"}, kOffice);
    desk.office.clock.advance(1);
  }
  const auto held = desk.sign_in();
  CHECK((held || held.error().retry_after_s <= 30));
  desk.office.clock.advance(31);
  CHECK(desk.sign_in());
  desk.office.clock.advance(3600);
  for (int i = 0; i < 10; ++i)  // an hour later the count has faded
    CHECK(desk.accounts.sign_in({"m" + std::to_string(i), "guess", "000000"}, kOffice).error().code ==
          ErrorCode::unauthorized);
}

TEST_CASE(
    "who is on the road for an enterprise has a session for the day, the others of it for half an hour") {
  for (const bool road : {true, false}) {
    CAPTURE(road);
    Desk desk(Role::enterprise);
    desk.accounts.on_the_road = [&](storage::Session&, std::int64_t) { return road; };
    const auto in = desk.accept();
    REQUIRE(in);
    CHECK(in->day_long == road);
    desk.office.clock.advance(3 * 3600);
    CHECK(desk.accounts.caller(in->token).has_value() == road);
    desk.office.clock.advance(9 * 3600);
    CHECK_FALSE(desk.accounts.caller(in->token));
  }
}

TEST_CASE("every refusal is on the record: a used code, an unknown name, a wrong present password") {
  Desk desk;
  const auto in = desk.accept();
  CHECK_FALSE(desk.accounts.sign_in({"wang.li", kPassword, desk.code()}, kOffice));
  CHECK_FALSE(desk.accounts.sign_in({"my password", "x", "000000"}, kOffice));
  CHECK_FALSE(desk.accounts.change_password(*desk.accounts.caller(in->token), "wrong", "an even longer one"));
  CHECK(desk.actions() == std::vector<std::string>{"add_account", "accept_link", "sign_in_refused",
                                                   "sign_in_refused", "change_password_refused"});
}

TEST_CASE("a fourth password at once is told to come again") {
  const service::PasswordTurn first, second, third;
  CHECK((first && second && third));
  Desk desk;
  CHECK(desk.sign_in().error().code == ErrorCode::unavailable);
}

TEST_CASE("a browser is known only for the name it was signed in as, and cannot be made up") {
  Desk desk;
  const auto owner = desk.accept();
  for (const std::string& device :
       {std::string("made-up"), owner->device.substr(0, owner->device.size() - 1) + "x",
        std::string(300, 'a')}) {
    service::Doorstep doorstep = kElsewhere;
    doorstep.device = device;
    for (int i = 0; i < 5; ++i) (void)desk.accounts.sign_in({"wang.li", "guess", "000000"}, doorstep);
    CHECK(desk.accounts.sign_in({"wang.li", "guess", "000000"}, doorstep).error().code ==
          ErrorCode::rate_limited);
  }
}

TEST_CASE("sessions end when unused, after a working day, and with their account") {
  Desk desk;
  const auto signed_in = desk.accept();
  for (int i = 0; i < 5; ++i) {
    desk.office.clock.advance(service::kIdleSeconds - 1);
    CHECK(desk.accounts.caller(signed_in->token));
  }
  desk.office.clock.advance(service::kIdleSeconds);
  CHECK(desk.accounts.caller(signed_in->token).error().code == ErrorCode::unauthorized);
  const auto day = desk.sign_in();
  for (contract::UtcSeconds at = 0; at < service::kSessionSeconds - 1200; at += 1200) {
    desk.office.clock.advance(1200);
    CHECK(desk.accounts.caller(day->token));
  }
  desk.office.clock.advance(1200);
  CHECK_FALSE(desk.accounts.caller(day->token));
  CHECK(*desk.accounts.drop_expired() >= 1);
  const auto last = desk.sign_in();
  REQUIRE(desk.accounts.set_disabled("wang.li", true, kClerk));
  CHECK_FALSE(desk.accounts.caller(last->token));
  CHECK(desk.sign_in().error().code == ErrorCode::unauthorized);
  REQUIRE(desk.accounts.set_disabled("wang.li", false, kClerk));
  CHECK(desk.sign_in());
}

TEST_CASE("one ends sessions of one's own, and a new password ends the others") {
  Desk desk;
  const auto first = desk.accept();
  const auto second = desk.sign_in();
  auto caller = desk.accounts.caller(second->token);
  REQUIRE(caller);
  const auto sessions = desk.accounts.sessions(*caller);
  REQUIRE(sessions->size() == 2);
  CHECK(sessions->front().current);
  CHECK(desk.accounts.revoke(*caller, 999).error().code == ErrorCode::not_found);
  CHECK(desk.accounts.change_password(*caller, "wrong", "an even longer one").error().code ==
        ErrorCode::unauthorized);
  CHECK(rule_of(desk.accounts.change_password(*caller, kPassword, "short")) == Rule::password_weak);
  REQUIRE(desk.accounts.change_password(*caller, kPassword, "an even longer one"));
  CHECK_FALSE(desk.accounts.caller(first->token));
  CHECK(desk.accounts.caller(second->token));
  REQUIRE(desk.accounts.sign_out(*caller));
  CHECK_FALSE(desk.accounts.caller(second->token));
}

TEST_CASE("bad accounts are refused field by field, names are taken once, one administrator stays") {
  Desk desk(Role::administrator);
  REQUIRE(desk.accept());
  for (const char* name : {"", "a", "Wang", "1wang", "wang li", "wang\xc2\xad", "王丽"})
    CHECK(rule_of(desk.accounts.add({name, "王丽", Role::analyst, ""}, kClerk)) == Rule::account_name);
  CHECK(rule_of(desk.accounts.add({"li.si", "", Role::analyst, ""}, kClerk)) == Rule::required);
  CHECK(rule_of(desk.accounts.add({"li.si", std::string(41, 'x'), Role::analyst, ""}, kClerk)) ==
        Rule::too_long);
  CHECK(rule_of(desk.accounts.add({"li.si", "李四", Role::crew, ""}, kClerk)) == Rule::required);
  CHECK(rule_of(desk.accounts.add({"wang.li", "王力", Role::analyst, ""}, kClerk)) == Rule::name_taken);
  CHECK(rule_of(desk.accounts.set_disabled("wang.li", true, kClerk)) == Rule::last_administrator);
  CHECK(rule_of(desk.accounts.change({"wang.li", "王丽", Role::analyst, ""}, kClerk)) ==
        Rule::last_administrator);
  CHECK(desk.accounts.change({"wang.li", "王丽丽", Role::administrator, "城管局"}, kClerk)->display ==
        "王丽丽");
  CHECK(desk.accounts.set_disabled("nobody", true, kClerk).error().code == ErrorCode::not_found);
}

TEST_CASE("passwords that are guessed first are refused") {
  for (const char* password :
       {"", "short", "aaaaaaaaaaaaaaa", "1234567890", "qwertyuiop12345", "wang.li is here", "abcdefghijklm"})
    CHECK_FALSE(service::is_strong_password(password, "wang.li"));
  for (const char* password : {"cold river stone", "东阿县城管局的小王李刘", "x9!kd02-ffw3"})
    CHECK(service::is_strong_password(password, "wang.li"));
  CHECK_FALSE(service::is_password("", "anything"));
}

TEST_CASE("nobody has a permission that is not in the table") {
  std::set<Role> phones, accounts, audits;
  for (const Role role : contract::kRoles) {
    CHECK(contract::may(role, Permission::own_account));
    if (contract::may(role, Permission::view_phone)) phones.insert(role);
    if (contract::may(role, Permission::manage_accounts)) accounts.insert(role);
    if (contract::may(role, Permission::read_audit)) audits.insert(role);
  }
  CHECK(phones == std::set{Role::dispatcher, Role::officer});
  CHECK(accounts == std::set{Role::administrator});
  CHECK(audits == std::set{Role::administrator});
}

TEST_CASE("the access log's end is kept: rows cut off behind, hashes taken from all are found") {
  Desk desk;
  REQUIRE(desk.accept());
  service::LogWatch watch(*desk.office.store);
  REQUIRE(watch.walk());
  REQUIRE(desk.sign_in());
  CHECK(watch.look()->broken == 0);
  CHECK(watch.look()->rows == 3);
  test::RawDatabase database(desk.office.scratch.path() / "data");
  std::int64_t broken = 2;
  SUBCASE("cut off") {
    database.execute("DELETE FROM access_log WHERE sequence >= 2");
  }
  SUBCASE("all hashes taken away") {
    database.execute("UPDATE access_log SET hash = NULL");
  }
  SUBCASE("the kept end forged") {
    database.execute("UPDATE meta SET value = '1 ' || substr(value, 3) WHERE name LIKE 'access_log_end/%'");
    broken = 4;
  }
  CHECK(desk.chain().broken == broken);
  CHECK_FALSE(watch.walk());
  CHECK(watch.look()->broken == broken);
}

TEST_CASE("the access log is a chain: a row that was changed, dropped or put in is found") {
  Desk desk;
  REQUIRE(desk.accept());
  REQUIRE(desk.sign_in());
  const storage::LogChain sound = desk.chain();
  CHECK(sound.broken == 0);
  CHECK(sound.chained == 3);
  CHECK(sound.head().size() == 64);
  test::RawDatabase database(desk.office.scratch.path() / "data");
  std::int64_t broken = 2;
  SUBCASE("changed") {
    database.execute("UPDATE access_log SET actor = 'desk:li.si' WHERE sequence = 2");
  }
  SUBCASE("dropped") {
    database.execute("DELETE FROM access_log WHERE sequence = 2");
    broken = 3;
  }
  SUBCASE("its hash taken away") {
    database.execute("UPDATE access_log SET hash = NULL WHERE sequence = 2");
  }
  SUBCASE("put in") {
    database.execute(
        "INSERT INTO access_log SELECT county, 4, at, actor_kind, actor, action, subject, reference, detail, "
        "hash"
        " FROM access_log WHERE sequence = 3");
    broken = 4;
  }
  CHECK(desk.chain().broken == broken);
}
