// What account gives to the house.
#include "account/account_commands.hpp"
#include "account/account_pages.hpp"
#include "account/account_service.hpp"
#include "account/sign_in_pages.hpp"
#include "account/staff_door.hpp"
#include "county/feature.hpp"
#include "lib/cli/log.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

// Each day the log of the program says where the access log ends: who keeps that log elsewhere can show what
// was cut off here.
contract::Status walk(service::LogWatch& watch) {
  const auto chain = watch.walk();
  if (!chain) return chain.error();
  if (!chain->last.empty())
    log_info("access log: " + std::to_string(chain->rows) + " rows, end " + chain->head());
  return contract::ok();
}

contract::Status open(Ground& ground) {
  auto& accounts = ground.services.make<service::AccountService>(ground.store, ground.clock, ground.ids);
  accounts.share_in(ground.router.limits());
  const bool https = ground.settings.https();
  auto& door = ground.services.make<http::StaffDoor>(ground.router, accounts, ground.book, https);
  door.set_style(http::desk_style_link(ground.settings.www));
  door.set_scripts(http::desk_script_link(ground.settings.www, "crew"),
                   http::desk_script_link(ground.settings.www, "road"),
                   http::desk_script_link(ground.settings.www, "board"));
  http::add_sign_in_pages(ground.router, door, accounts, ground.book.frame().name, https);
  http::add_own_pages(door, accounts);
  http::add_accounts_pages(door, accounts, ground.settings.public_url);
  auto& watch = ground.services.make<service::LogWatch>(ground.store);
  http::add_audit_page(door, ground.store, watch);
  ground.chores.add_alone({"end sessions of staff", "upkeep", 1h, 1min, [&accounts](const service::Turn&) {
                             return contract::status_of(accounts.drop_expired());
                           }});
  ground.chores.add(
      {"walk the access log", "audit", 24h, 10min, [&watch](const service::Turn&) { return walk(watch); }});
  return contract::ok();
}

}  // namespace

Feature account_feature() {
  return {"account", nullptr, add_account_commands, open, {storage::AccountStore::facts()}};
}

}  // namespace wufei::app
