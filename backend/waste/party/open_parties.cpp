#include "waste/party/open_parties.hpp"

#include "account/staff_door.hpp"
#include "waste/party/desk/party_room.hpp"
#include "waste/party/party_store.hpp"
#include "waste/party/registration_service.hpp"

namespace wufei::app {

contract::Status open_parties(Ground& ground) {
  auto& accounts = *ground.services.find<service::AccountService>();
  accounts.on_the_road = [parties = storage::PartyStore(ground.store)](storage::Session& session,
                                                                       std::int64_t account) {
    const auto member = parties.member(session, account);
    return member && member->role == contract::MemberRole::driver;
  };
  auto& registration = ground.services.make<service::RegistrationService>(ground.store, ground.content,
                                                                          accounts, ground.clock, ground.ids);
  const auto room = std::make_shared<const http::PartyRoom>(
      http::PartyRoom{*ground.services.find<http::StaffDoor>(), registration, accounts, ground.content,
                      ground.clock, ground.settings.public_url});
  http::add_party_pages(room);
  http::add_party_part_pages(room);
  http::add_part_import_pages(room);
  http::add_stream_pages(room);
  http::add_permit_photo_pages(room);
  http::add_permit_scope_pages(room);
  http::add_parties_pages(room);
  return contract::ok();
}

}  // namespace wufei::app
