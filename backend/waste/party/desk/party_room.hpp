// What the pages of parties work with, and where one party's pages are: an enterprise has its own below
// /desk/waste, staff have each below /desk/waste/parties/ID.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "account/staff_door.hpp"
#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "lib/page/form_parts.hpp"
#include "waste/party/registration_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kWaste = "/desk/waste";
inline constexpr std::string_view kOwnRecords = "/desk/waste/manifests";  // where a driver works
inline constexpr std::string_view kOwnParty = "/desk/waste/party";
inline constexpr std::string_view kParties = "/desk/waste/parties";

// What a form that approves a permit names its pictures by.
inline constexpr std::string_view kPicturesSeen = "pictures";

// All must outlive the router.
struct PartyRoom {
  StaffDoor& door;
  service::RegistrationService& registration;
  service::AccountService& accounts;
  service::ContentSource& content;
  service::Clock& clock;
  std::string public_url;  // of one-time links
};
using PartyRoomPtr = std::shared_ptr<const PartyRoom>;

// One party as its page and forms need it.
struct PartyPlace {
  service::PartyCaller caller;
  std::int64_t id = 0;
  std::string page;  // of the party
  std::string base;  // forms are below it
};

// Of the request: the party of the address for staff, one's own for an enterprise. Errors: not_found (also
// for drivers).
contract::Result<PartyPlace> place_of(const PartyRoom& room, const Request& request,
                                      const contract::StaffCaller& caller);
// The party with it, for the pages below it. Errors: not_found.
struct PartyPage {
  PartyPlace place;
  service::PartyFile file;
};
contract::Result<PartyPage> party_page(const PartyRoom& room, const Request& request,
                                       const contract::StaffCaller& caller);
// The way back to the party, what is wrong, the title: how each form below it begins.
void begin_party_form(HtmlWriter& out, FormParts& parts, const PartyPage& page, std::string_view title);
Response party_reply(const PartyRoom& room, const contract::StaffCaller& caller, std::string path,
                     std::string title, std::string markup, int status = 200);
// In front of each page's content: the line that every record of waste carries.
void write_boundary(HtmlWriter& out, const PartyRoom& room);

// The page of one party, its forms and actions; for enterprises and for staff.
void add_party_pages(const PartyRoomPtr& room);
// Facilities, vehicles, permits, contracts and accounts of a party.
void add_party_part_pages(const PartyRoomPtr& room);
// Lists of what a party has that are handed in: of one party, and for staff of many.
void add_part_import_pages(const PartyRoomPtr& room);
// What a party generates: its form, lists that are handed in.
void add_stream_pages(const PartyRoomPtr& room);
// Pictures of permits: the form that attaches them, each picture.
void add_permit_photo_pages(const PartyRoomPtr& room);
// Kind, total and site of a permit; for staff.
void add_permit_scope_pages(const PartyRoomPtr& room);
// The list of all, a new one, lists that are handed in; for staff.
void add_parties_pages(const PartyRoomPtr& room);

}  // namespace wufei::http
