// What a resident is told, and when: texts of the notices.
#include "county/county_content.hpp"
#include "lib/base/text.hpp"
#include "notice/notice_service.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_state.hpp"

namespace wufei::service {
namespace {

using contract::ActorKind;
using contract::Text;

Text notice_text_key(std::string_view kind, bool by_staff) {
  struct Named {
    std::string_view kind;
    Text text;
  };
  constexpr Named kTexts[] = {{"booked", Text::server_notice_booked},
                              {"changed", Text::server_notice_changed},
                              {"assigned", Text::server_notice_assigned},
                              {"completed", Text::server_notice_completed},
                              {"partly_collected", Text::server_notice_partly_collected},
                              {"not_presented", Text::server_notice_not_presented},
                              {"non_conforming", Text::server_notice_non_conforming},
                              {"no_access", Text::server_notice_no_access},
                              {"corrected", Text::server_notice_corrected},
                              {"missed_settled", Text::server_notice_missed_settled},
                              {"day_closed", Text::server_notice_day_closed},
                              {"reminder", Text::server_notice_reminder}};
  for (const Named& row : kTexts)
    if (row.kind == kind) return row.text;
  return by_staff ? Text::server_notice_cancelled_by_staff : Text::server_notice_cancelled;
}

// "YYYY-MM-DD HH:MM" in China.
std::string minute_text(contract::UtcSeconds instant) {
  return contract::format_date(contract::china_date(instant)) + " " +
         contract::format_clock(contract::china_minute_of_day(instant));
}

}  // namespace

storage::NoticeRow PickupState::notice_of(const storage::PickupRow& row, std::string_view kind,
                                          std::string_view detail, const contract::Actor& actor,
                                          const ContentSet& words, contract::UtcSeconds now) {
  storage::NoticeRow notice;
  notice.item = row.id;
  notice.reference = row.reference;
  notice.kind = kind;
  notice.phone = row.personal ? row.personal->phone : std::string();
  notice.created_at = notice.due_at = now;
  if (actor.kind != ActorKind::staff) notice.most_in_a_day = kMessagesPerPhoneAndDay;
  if (kind == "reminder")
    notice.once = "reminder:" + row.reference + ":" + contract::format_date(row.slot.date);
  notice.text = contract::text(
      notice_text_key(kind, actor.kind != ActorKind::resident),
      {{"portal", words.get<CountyContent>().site.portal_name},
       {"reference", row.reference},
       {"when", slot_text(words.get<PickupContent>().rules, row.slot, row.start_minute, row.end_minute)},
       {"until", minute_text(row.change_until)},
       {"line", words.get<CountyContent>().site.service_number},
       {"crew", detail},
       {"reason", detail}});
  return notice;
}

void PickupState::notify(storage::Session& session, const storage::PickupRow& row, std::string_view kind,
                         std::string_view detail, const contract::Actor& actor, const ContentSet& words,
                         contract::UtcSeconds now) {
  if (!row.personal) return;
  const storage::NoticeRow notice = notice_of(row, kind, detail, actor, words, now);
  notices.add(session, notice, notices.seal(notice));
}

}  // namespace wufei::service
