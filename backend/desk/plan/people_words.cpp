#include "desk/plan/people_words.hpp"

#include "desk/desk_parts.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {

using contract::Text;

std::string why_words(const service::PersonToTell& one) {
  if (one.why == service::TellWhy::restored) return words(Text::server_rota_why_restored);
  if (one.why == service::TellWhy::over) return words(Text::server_rota_why_over);
  if (one.reason.empty()) return words(Text::server_work_closed_day);
  return contract::text(Text::server_rota_why_closed, {{"reason", one.reason}});
}

std::string told_words(const service::PersonToTell& one) {
  std::string said;
  if (one.told)
    said = contract::text(Text::server_rota_told_by,
                          {{"name", one.told_by}, {"when", short_moment(one.told_at)}});
  if (one.noticed_at > 0) {
    if (!said.empty()) said += " ";
    said += contract::text(Text::server_rota_noticed_at, {{"when", short_moment(one.noticed_at)}});
  }
  return said;
}

}  // namespace wufei::http
