#include "waste/party/desk/party_history.hpp"

#include <algorithm>
#include <iterator>

#include "desk/desk_parts.hpp"
#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "waste/party/desk/party_words.hpp"
#include "waste/party/word_list.hpp"

namespace wufei::http {
namespace {

using contract::HistoryEvent;
using contract::StaffAccount;
using contract::Text;
using Accounts = std::vector<StaffAccount>;

constexpr std::string_view kDeskActor = "desk:";

// What an event's detail says of what it was about.
enum class About : std::uint8_t {
  reason,  // nothing: it is what somebody wrote
  name,    // its name
  scope,   // a permit's number and, in brackets, what it allowed and what it allows
  row,     // the number of its row and, of this version, its name behind it
  member,  // an account, by name and role
  leaver   // an account, by number and, of this version, its name behind it
};

struct EventKind {
  std::string_view kind;
  Text words;
  About about;
};

constexpr EventKind kEventKinds[] = {
    {"registered", Text::server_waste_did_registered, About::reason},
    {"changed", Text::server_waste_did_changed, About::reason},
    {"submit", Text::server_waste_did_submit, About::reason},
    {"verify", Text::server_waste_did_verify, About::reason},
    {"send_back", Text::server_waste_did_send_back, About::reason},
    {"suspend", Text::server_waste_did_suspend, About::reason},
    {"resume", Text::server_waste_did_resume, About::reason},
    {"close", Text::server_waste_did_close, About::reason},
    {"facility_added", Text::server_waste_did_add_facility, About::name},
    {"vehicle_added", Text::server_waste_did_add_vehicle, About::name},
    {"permit_added", Text::server_waste_did_add_permit, About::name},
    {"permit_verified", Text::server_waste_did_verify_permit, About::name},
    {"permit_scoped", Text::server_waste_did_scope_permit, About::scope},
    {"permit_photo_added", Text::server_waste_did_add_photo, About::name},
    {"permit_photo_removed", Text::server_waste_did_remove_photo, About::name},
    {"verified_photo_removed", Text::server_waste_did_remove_verified_photo, About::name},
    {"contract_added", Text::server_waste_did_add_contract, About::name},
    {"contract_confirmed", Text::server_waste_did_confirm_contract, About::name},
    {"stream_added", Text::server_waste_did_add_stream, About::name},
    {"stream_changed", Text::server_waste_did_change_stream, About::name},
    {"stream_ended", Text::server_waste_did_end_stream, About::name},
    {"facility_ended", Text::server_waste_did_end_facility, About::row},
    {"vehicle_ended", Text::server_waste_did_end_vehicle, About::row},
    {"permit_ended", Text::server_waste_did_end_permit, About::row},
    {"contract_ended", Text::server_waste_did_end_contract, About::row},
    {"member_opened", Text::server_waste_did_open_account, About::member},
    {"member_joined", Text::server_waste_did_add_member, About::member},
    {"member_left", Text::server_waste_did_end_member, About::leaver}};

const EventKind* kind_of(std::string_view kind) {
  return contract::find_by(&EventKind::kind, kEventKinds, kind);
}

// What stands behind the first space; "" without one.
std::string behind_space(const std::string& detail) {
  const std::size_t space = detail.find(' ');
  return space == std::string::npos ? std::string() : detail.substr(space + 1);
}

std::string first_word(const std::string& detail) {
  return detail.substr(0, detail.find(' '));
}

// "clerk" and "clerk admin" begin with a name; numbered, of one who left, "5" and "5 clerk": that number is
// the server's; what a form brought is never read as a number.
std::string account_words(bool numbered, const std::string& detail, const Accounts& accounts) {
  const std::string first = first_word(detail);
  const StaffAccount* account = numbered ? contract::find_by(&StaffAccount::id, accounts, number_in(first))
                                         : contract::find_by(&StaffAccount::name, accounts, first);
  std::string login = numbered ? behind_space(detail) : first;
  if (login.empty() && account) login = account->name;
  std::string more;
  if (account && account->display != login) more = account->display;
  if (const auto role = contract::member_role_from_name(numbered ? std::string() : behind_space(detail)))
    contract::append_listed(more, member_words(*role));
  if (more.empty()) return login;
  return contract::text(Text::server_waste_person, {{"name", login}, {"role", more}});
}

// "construction_waste 100000000 GD001": kind, grams and site; "0" = not told.
std::string scope_words(const std::string& scope) {
  const auto said = contract::from_words(scope);
  if (said.size() != 3) return scope;
  std::string list = permit_words(said[0]);
  if (const std::int64_t grams = number_in(said[1]); grams > 0)
    contract::append_listed(list, contract::tonnes_text(grams) + " t", " ");
  if (said[2] != "0") contract::append_listed(list, said[2], " ");
  return list;
}

// "P1 (SCOPE → SCOPE)"
std::string scoped_words(const std::string& detail) {
  constexpr std::string_view kOpen = " (", kThen = " → ";
  const std::size_t open = detail.rfind(kOpen);
  const std::size_t then = open == std::string::npos ? open : detail.find(kThen, open);
  if (then == std::string::npos || !detail.ends_with(')')) return detail;
  const std::size_t first = open + kOpen.size(), second = then + kThen.size();
  return detail.substr(0, first) + scope_words(detail.substr(first, then - first)) + std::string(kThen) +
         scope_words(detail.substr(second, detail.size() - 1 - second)) + ")";
}

std::string about_words(About about, const std::string& detail, const Accounts& accounts) {
  if (about == About::row) return behind_space(detail);
  if (about == About::scope) return scoped_words(detail);
  const bool left = about == About::leaver;
  return left || about == About::member ? account_words(left, detail, accounts) : detail;
}

// Only what was written when somebody was a member already names one.
bool worked_for(const service::PartyFile& file, const StaffAccount& account) {
  if (contract::find_by(&contract::PartyMember::account, file.members, account.id)) return true;
  return std::any_of(file.history.begin(), file.history.end(), [&](const storage::EventRow& row) {
    const std::string first = first_word(row.event.detail);
    return row.event.kind == "member_left" ? number_in(first) == account.id
                                           : row.event.kind == "member_joined" && first == account.name;
  });
}

bool is_writing(std::string_view kind) {
  return kind == "registered" || kind == "changed" || kind == "submit" || kind == "stream_changed" ||
         kind == "permit_photo_removed" || kind.ends_with("_added") || kind.ends_with("_ended");
}

// Of staff and of the party's people: the name that they go by, and as what they work.
std::string person_words(const service::PartyFile& file, const Accounts& accounts, const StaffNames& names,
                         const std::string& actor) {
  const std::string name = actor.starts_with(kDeskActor) ? actor.substr(kDeskActor.size()) : std::string();
  const StaffAccount* account = contract::find_by(&StaffAccount::name, accounts, name);
  if (!account) return names.of(actor);
  const auto* member = contract::find_by(&contract::PartyMember::account, file.members, account->id);
  const std::string role =
      member ? member_words(member->role) : std::string(contract::role_text(account->role));
  return contract::text(Text::server_waste_person, {{"name", account->display}, {"role", role}});
}

// Of who did it, staff read the name; members read whether it was the bureau that wrote for them.
std::string who_words(const PartyPlace& place, const service::PartyFile& file, const Accounts& accounts,
                      const StaffNames& names, const storage::EventRow& row) {
  const std::string actor = contract::actor_text(row.actor);
  if (place.caller.sees_all()) return person_words(file, accounts, names, actor);
  const bool ours = std::any_of(accounts.begin(), accounts.end(), [&](const StaffAccount& one) {
    return one.role == contract::Role::enterprise && actor == std::string(kDeskActor) + one.name;
  });
  return is_writing(row.event.kind) && !ours ? words(Text::server_waste_by_bureau) : std::string();
}

}  // namespace

std::vector<StaffAccount> party_people(const service::PartyFile& file, const Accounts& accounts) {
  Accounts people;
  std::copy_if(accounts.begin(), accounts.end(), std::back_inserter(people),
               [&](const StaffAccount& one) { return worked_for(file, one); });
  return people;
}

PartyEventWords party_event_words(const HistoryEvent& event, const Accounts& people) {
  const EventKind* kind = kind_of(event.kind);
  if (!kind) return {words(Text::server_waste_did_part), event.detail};
  if (kind->about == About::reason) return {words(kind->words), event.detail};
  const std::string what = about_words(kind->about, event.detail, people);
  return {contract::entered_text(contract::text(kind->words, {{"what", what}})), {}};
}

void write_party_history(HtmlWriter& out, const PartyRoom& room, const PartyPlace& place,
                         const service::PartyFile& file) {
  if (file.history.empty()) return;
  const StaffNames names(room.door);
  const auto all = room.accounts.list();
  const Accounts accounts = all ? *all : Accounts();
  const Accounts people = party_people(file, accounts);
  std::vector<HistoryLine> lines;
  for (const storage::EventRow& row : file.history) {
    PartyEventWords said = party_event_words(row.event, people);
    lines.push_back({row.event.at, std::move(said.words), std::move(said.detail),
                     who_words(place, file, accounts, names, row)});
  }
  out.element("h2", contract::text(Text::server_waste_history));
  write_history(out, lines);
}

}  // namespace wufei::http
