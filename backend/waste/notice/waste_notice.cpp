#include "waste/notice/waste_notice.hpp"

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

struct NoticeName {
  WasteNoticeKind kind;
  std::string_view name;
};
constexpr NoticeName kNoticeNames[] = {{WasteNoticeKind::party_verified, "party_verified"},
                                       {WasteNoticeKind::party_sent_back, "party_sent_back"},
                                       {WasteNoticeKind::party_suspended, "party_suspended"},
                                       {WasteNoticeKind::party_resumed, "party_resumed"},
                                       {WasteNoticeKind::party_closed, "party_closed"},
                                       {WasteNoticeKind::permit_verified, "permit_verified"},
                                       {WasteNoticeKind::permit_ended, "permit_ended"},
                                       {WasteNoticeKind::declaration_accepted, "declaration_accepted"},
                                       {WasteNoticeKind::declaration_returned, "declaration_returned"},
                                       {WasteNoticeKind::offer_published, "offer_published"},
                                       {WasteNoticeKind::offer_sent_back, "offer_sent_back"},
                                       {WasteNoticeKind::offer_taken_down, "offer_taken_down"},
                                       {WasteNoticeKind::interest_shown, "interest_shown"},
                                       {WasteNoticeKind::interest_accepted, "interest_accepted"},
                                       {WasteNoticeKind::interest_declined, "interest_declined"},
                                       {WasteNoticeKind::interest_withdrawn, "interest_withdrawn"},
                                       {WasteNoticeKind::interest_ended, "interest_ended"},
                                       {WasteNoticeKind::city_result, "city_result"},
                                       {WasteNoticeKind::paper_entered, "paper_entered"},
                                       {WasteNoticeKind::paper_confirmed, "paper_confirmed"},
                                       {WasteNoticeKind::paper_disputed, "paper_disputed"},
                                       {WasteNoticeKind::paper_carrier_confirmed, "paper_carrier_confirmed"},
                                       {WasteNoticeKind::paper_carrier_disputed, "paper_carrier_disputed"},
                                       {WasteNoticeKind::paper_entered_for, "paper_entered_for"},
                                       {WasteNoticeKind::paper_revoked, "paper_revoked"},
                                       {WasteNoticeKind::permit_photo_removed, "permit_photo_removed"},
                                       {WasteNoticeKind::paper_child_cancelled, "paper_child_cancelled"},
                                       {WasteNoticeKind::paper_child_rehung, "paper_child_rehung"},
                                       {WasteNoticeKind::paper_child_kept, "paper_child_kept"}};

}  // namespace

std::string_view waste_notice_name(WasteNoticeKind kind) {
  const auto* row = find_by(&NoticeName::kind, kNoticeNames, kind);
  return row ? row->name : std::string_view();
}

std::optional<WasteNoticeKind> waste_notice_from_name(std::string_view name) {
  const auto* row = find_by(&NoticeName::name, kNoticeNames, name);
  return row ? std::optional(row->kind) : std::nullopt;
}

}  // namespace wufei::contract
