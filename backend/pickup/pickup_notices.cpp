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
  if (kind == "booked") return Text::server_notice_booked;
  if (kind == "changed") return Text::server_notice_changed;
  if (kind == "assigned") return Text::server_notice_assigned;
  if (kind == "completed") return Text::server_notice_completed;
  if (kind == "not_presented") return Text::server_notice_not_presented;
  if (kind == "reminder") return Text::server_notice_reminder;
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
