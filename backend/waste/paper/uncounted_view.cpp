#include "waste/paper/uncounted_view.hpp"

#include "desk/desk_parts.hpp"
#include "lib/base/words.hpp"
#include "waste/paper/paper_view.hpp"

namespace wufei::http {
namespace {

using contract::SlipState;
using contract::Text;
using storage::UncountedPapers;

struct Uncounted {
  std::int64_t waiting = 0, disputed = 0;
  [[nodiscard]] std::int64_t all() const { return waiting + disputed; }
};

Uncounted uncounted_of(const std::vector<UncountedPapers>& papers, std::string_view field) {
  Uncounted sum;
  for (const UncountedPapers& one : papers)
    if (field.empty() || one.field == field)
      (one.said == SlipState::disputed ? sum.disputed : sum.waiting) += one.count;
  return sum;
}

void write_uncounted_row(HtmlWriter& out, const contract::Manifest& manifest,
                         const service::PartyNames& names, const service::WasteContent& content) {
  const contract::WasteField* field = content.find(manifest.field);
  out.open("tr").open("th", {{"scope", "row"}}).link(manifest_path(manifest.number), manifest.number);
  out.close("th").open("td");
  write_tag(out, state_words(manifest.state), tone_of(manifest.state));
  write_paper_tags(out, manifest);
  out.close("td").element("td", field != nullptr ? field->name : manifest.field);
  out.element("td", contract::text(Text::server_manifest_becomes,
                                   {{"before", party_words(manifest.generator, names)},
                                    {"after", party_words(manifest.receiver, names)}}));
  const std::string amount =
      field != nullptr ? amount_words(manifest.accepted, *field) : std::to_string(manifest.accepted);
  out.element("td", amount, {{"class", "number"}});
  out.element("td", contract::format_date(contract::china_date(manifest.accepted_at))).close("tr");
}

void write_uncounted_rows(HtmlWriter& out, const service::UncountedList& list,
                          const service::WasteContent& content) {
  open_figures(out, contract::text(Text::server_paper_open),
               {{Text::server_manifest_number, false},
                {Text::server_manifest_state, false},
                {Text::server_manifest_f_field, false},
                {Text::server_manifest_from_to, false},
                {Text::server_manifest_f_accepted, true},
                {Text::server_paper_open_day, false}});
  for (const contract::Manifest& one : list.rows) write_uncounted_row(out, one, list.names, content);
  close_figures(out);
}

}  // namespace

std::string uncounted_path(std::int64_t party, contract::Month until, std::string_view field) {
  const std::string whose = party != 0 ? std::to_string(party) : std::string();
  const std::string month = until != 0 ? contract::format_month(until) : std::string();
  return with_query(std::string(kUncounted), {{"party", whose}, {"until", month}, {"field", field}});
}

std::string uncounted_words(const std::vector<UncountedPapers>& papers, std::string_view field) {
  const Uncounted sum = uncounted_of(papers, field);
  if (sum.all() == 0) return {};
  return contract::text(Text::server_paper_uncounted, {{"count", std::to_string(sum.all())},
                                                       {"waiting", std::to_string(sum.waiting)},
                                                       {"disputed", std::to_string(sum.disputed)}});
}

void write_uncounted(HtmlWriter& out, const std::vector<UncountedPapers>& papers, const std::string& way) {
  const std::string said = uncounted_words(papers);
  if (!said.empty()) out.open("p", {{"class", "note"}}).link(way, said).close("p");
}

std::string uncounted_html(const service::UncountedList& list, const service::WasteContent& content) {
  HtmlWriter out;
  out.open("p", {{"class", "back"}}).link(kManifests, contract::text(Text::server_manifest_title)).close("p");
  write_title(out, contract::text(Text::server_paper_open));
  out.element("p", content.boundary, {{"class", "note boundary"}});
  out.element("p", contract::text(Text::server_paper_open_about));
  const std::int64_t all = uncounted_of(list.counts, {}).all();
  if (all == 0) {
    out.element("p", contract::text(Text::server_paper_open_none), {{"class", "empty"}});
    return out.take();
  }
  out.element("p", uncounted_words(list.counts));
  write_uncounted_rows(out, list, content);
  if (all > static_cast<std::int64_t>(list.rows.size()))
    out.element("p",
                contract::text(Text::server_paper_open_cut, {{"count", std::to_string(list.rows.size())}}));
  return out.take();
}

}  // namespace wufei::http
