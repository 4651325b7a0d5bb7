// What residents read of one of the staff.
#include "account/account_service.hpp"
#include "lib/base/words.hpp"

namespace wufei::service {

using contract::Text;

std::string AccountService::office_of(const contract::Actor& actor) {
  constexpr std::string_view kDesk = "desk:", kCommandLine = "cli:";
  if (actor.id.starts_with(kCommandLine)) return contract::words(Text::server_office_operator);
  if (actor.id.starts_with(kDesk))
    if (const auto row = find(actor.id.substr(kDesk.size())); row && *row) {
      const contract::StaffAccount& account = (*row)->account;
      std::string office = account.department;
      contract::append_listed(office, contract::role_text(account.role), " ");
      return office;
    }
  return contract::words(Text::server_office_staff);
}

}  // namespace wufei::service
