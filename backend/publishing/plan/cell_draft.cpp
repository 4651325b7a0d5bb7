#include "publishing/plan/cell_draft.hpp"

#include <algorithm>
#include <array>

#include "county/site/routes.hpp"
#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"

namespace wufei::service {
namespace {

using contract::CellEvidence;
using contract::Rule;
using contract::Text;
using contract::WasteCell;

constexpr std::size_t kMostPapers = 10, kLongestPaper = 120, kLongestAddress = 300;

// The last word of the line when it is an address.
CellEvidence paper_of(const std::string& line) {
  constexpr std::string_view kWide = "\u3000";
  const auto plain = line.rfind(' '), broad = line.rfind(kWide);
  const bool wide = broad != std::string::npos && (plain == std::string::npos || broad > plain);
  const auto space = wide ? broad : plain;
  const std::string last =
      space == std::string::npos ? std::string() : line.substr(space + (wide ? kWide.size() : 1));
  if (!last.starts_with('/') && !last.starts_with("http")) return {line, {}};
  return {contract::trimmed(std::string_view(line).substr(0, space)), last};
}

std::vector<CellEvidence> papers_of(const Draft& draft) {
  constexpr std::array<std::string_view, 1> kLines{"\n"};
  std::vector<CellEvidence> papers;
  for (const std::string& line : parts_between(draft_value(draft, "evidence"), kLines))
    papers.push_back(paper_of(line));
  return papers;
}

bool is_sound_paper(const CellEvidence& paper, const std::function<bool(const std::string&)>& leads) {
  const std::string& href = paper.href;
  const bool fits = !paper.title.empty() && contract::code_point_count(paper.title) <= kLongestPaper &&
                    href.size() <= kLongestAddress;
  const bool outside = href.starts_with("https://") && href.size() > 8;
  const bool inside = href.starts_with('/') && !href.starts_with("//") && contract::is_client_path(href);
  return fits && (href.empty() || outside || (inside && leads(href)));
}

}  // namespace

Draft draft_of(const WasteCell& cell) {
  std::string papers;
  for (const CellEvidence& one : cell.evidence)
    papers.append(papers.empty() ? "" : "\n")
        .append(one.title)
        .append(one.href.empty() ? "" : " ")
        .append(one.href);
  return {{"name", cell.name},
          {"type", cell.type},
          {"area", cell.area},
          {"status", cell.status},
          {"date", cell.date},
          {"publisher", cell.publisher},
          {"evidence", std::move(papers)},
          {"note", cell.note}};
}

WasteCell cell_of(const Draft& draft, std::string id) {
  const auto text = [&](std::string_view key) { return std::string(draft_value(draft, key)); };
  return {std::move(id), text("name"),      text("type"),     text("area"), text("status"),
          text("date"),  text("publisher"), papers_of(draft), text("note")};
}

std::string cell_file(const WasteCell& cell, const std::string& withdrawn) {
  contract::Json json = contract::cell_to_json(cell);
  if (!withdrawn.empty()) json["withdrawn"] = withdrawn;
  return json.dump(2) + "\n";
}

DraftFaults cell_typing_faults(const Draft& draft, contract::Date today,
                               const std::function<bool(const std::string&)>& leads) {
  DraftFaults faults = typing_faults(kCellFields, draft);
  const DraftFaults missing = missing_faults(kCellFields, draft);
  faults.insert(faults.end(), missing.begin(), missing.end());
  const auto day = contract::parse_date(draft_value(draft, "date"));
  if (!day && !draft_value(draft, "date").empty())
    faults.push_back({"date", contract::rule_text(Rule::date_format)});
  if (day && *day > today) faults.push_back({"date", contract::rule_text(Rule::later_than_today)});
  const auto papers = papers_of(draft);
  const auto sound = [&](const CellEvidence& paper) { return is_sound_paper(paper, leads); };
  if (papers.size() > kMostPapers || !std::all_of(papers.begin(), papers.end(), sound))
    faults.push_back({"evidence", words(Text::server_publishing_cell_evidence_fault)});
  return faults;
}

DraftFaults cell_twice_faults(const Draft& draft, std::string_view id, const contract::CellRegister& cells) {
  const bool twice = std::any_of(cells.cells.begin(), cells.cells.end(), [&](const WasteCell& one) {
    return one.id != id && one.name == draft_value(draft, "name") && one.type == draft_value(draft, "type");
  });
  if (!twice) return {};
  return {{"name", words(Text::server_publishing_cell_twice)}};
}

DraftFaults cell_rule_faults(const ContentFaults& faults, const std::string& file, const std::string& line) {
  DraftFaults said;
  for (const ContentFault& fault : faults) {
    const std::string first = fault.pointer.substr(0, fault.pointer.find('/', 1));
    const auto* field = contract::find_by(&DraftField::pointer, kCellFields, first);
    const bool ours = fault.file == file && field != nullptr;
    const bool promises = fault.rule == "names a price" || fault.rule.ends_with("is not the service line");
    said.push_back(
        {ours ? std::string(field->key) : std::string(),
         ours && promises
             ? contract::text(Text::server_publishing_promises, {{"line", line}})
             : contract::text(Text::server_publishing_refused,
                              {{"file", fault.file}, {"place", fault.pointer}, {"rule", fault.rule}})});
  }
  return said;
}

}  // namespace wufei::service
