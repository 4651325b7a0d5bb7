#include "waste/notice/waste_notice_view.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "account/staff_door.hpp"
#include "desk/desk_parts.hpp"
#include "lib/base/words.hpp"
#include "waste/field/waste_content.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using contract::WasteNotice;
using contract::WasteNoticeKind;

// In the order of the kinds.
constexpr std::array kNoticeWords{
    Text::server_waste_told_party_verified,         Text::server_waste_told_party_sent_back,
    Text::server_waste_told_party_suspended,        Text::server_waste_told_party_resumed,
    Text::server_waste_told_party_closed,           Text::server_waste_told_permit_verified,
    Text::server_waste_told_permit_ended,           Text::server_waste_told_declaration_accepted,
    Text::server_waste_told_declaration_returned,   Text::server_waste_told_offer_published,
    Text::server_waste_told_offer_sent_back,        Text::server_waste_told_offer_taken_down,
    Text::server_waste_told_interest_shown,         Text::server_waste_told_interest_accepted,
    Text::server_waste_told_interest_declined,      Text::server_waste_told_interest_withdrawn,
    Text::server_waste_told_interest_ended,         Text::server_waste_told_city_result,
    Text::server_waste_told_paper_entered,          Text::server_waste_told_paper_confirmed,
    Text::server_waste_told_paper_disputed,         Text::server_waste_told_paper_carrier_confirmed,
    Text::server_waste_told_paper_carrier_disputed, Text::server_waste_told_paper_entered_for,
    Text::server_waste_told_paper_revoked,          Text::server_waste_told_permit_photo_removed,
    Text::server_waste_told_paper_child_cancelled,  Text::server_waste_told_paper_child_rehung,
    Text::server_waste_told_paper_child_kept};
static_assert(kNoticeWords.size() == static_cast<std::size_t>(WasteNoticeKind::paper_child_kept) + 1);

bool is_of(const WasteNotice& notice, std::string_view front) {
  return contract::waste_notice_name(notice.kind).starts_with(front);
}

// "industrial/2026-11" with the field's name.
std::string what_words(const WasteNotice& notice, const service::ContentSet& content) {
  const std::size_t slash = notice.subject.find('/');
  if (!is_of(notice, "declaration_") || slash == std::string::npos) return notice.subject;
  const auto* field = content.get<service::WasteContent>().find(notice.subject.substr(0, slash));
  return field ? field->name + " " + notice.subject.substr(slash + 1) : notice.subject;
}

// Where more of it stands; "" = on the page itself. An offer that is over may not be shown any more.
std::string way_of(const WasteNotice& notice) {
  if (is_of(notice, "declaration_")) return "/desk/waste/declarations/" + notice.subject;
  if (notice.kind == WasteNoticeKind::city_result || is_of(notice, "paper_"))
    return "/desk/waste/manifests/" + notice.subject;
  const bool over = notice.kind == WasteNoticeKind::interest_declined ||
                    notice.kind == WasteNoticeKind::interest_withdrawn ||
                    notice.kind == WasteNoticeKind::interest_ended;
  if (over) return "/desk/waste/board";
  if (is_of(notice, "offer_") || is_of(notice, "interest_")) return "/desk/waste/board/" + notice.subject;
  return {};
}

void write_notice(HtmlWriter& out, const WasteNotice& notice, const service::ContentSet& content) {
  const std::string said = contract::text(kNoticeWords[static_cast<std::size_t>(notice.kind)],
                                          {{"what", what_words(notice, content)}});
  const std::string way = way_of(notice);
  out.open("tr").element("td", short_moment(notice.told_at)).open("td");
  if (way.empty())
    out.text(said);
  else
    out.link(way, said);
  out.close("td").open("td");
  if (notice.read_at == 0) write_tag(out, contract::text(Text::server_waste_told_unread), Tone::warn);
  out.close("td").close("tr");
}

// What was shown: what comes meanwhile stays unread, and what did not fit. Unread ones stand first.
void write_read_form(HtmlWriter& out, const std::vector<WasteNotice>& notices,
                     const contract::StaffCaller& caller, const std::string& read_at) {
  open_desk_form(out, caller, read_at);
  FormParts parts(out, {});
  const auto read = std::find_if(notices.begin(), notices.end(),
                                 [](const WasteNotice& notice) { return notice.read_at != 0; });
  parts.hidden("first", std::to_string(std::prev(read)->sequence));
  parts.hidden("last", std::to_string(notices.front().sequence));
  parts.button(contract::text(Text::server_waste_told_read), {}, {}, "second");
  out.close("form");
}

}  // namespace

void write_waste_notices(HtmlWriter& out, const std::vector<WasteNotice>& notices,
                         const service::ContentSet& content, const contract::StaffCaller& caller,
                         const std::string& read_at) {
  if (notices.empty()) return;
  out.element("h2", contract::text(Text::server_waste_told));
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}}).open("table", {{"class", "list stack"}});
  out.open("tbody");
  for (const WasteNotice& notice : notices) write_notice(out, notice, content);
  out.close("tbody").close("table").close("div");
  if (notices.front().read_at == 0 && !read_at.empty()) write_read_form(out, notices, caller, read_at);
}

}  // namespace wufei::http
