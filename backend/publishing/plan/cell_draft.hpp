// A zero-waste cell as editors type it, the file that it becomes (plan/cells/ID.json), and what is wrong with
// it, in words. Only what a published paper says is registered.
#pragma once

#include <functional>
#include <string>

#include "county/content_part.hpp"
#include "lib/base/civil_date.hpp"
#include "plan/plan.hpp"
#include "publishing/draft.hpp"

namespace wufei::service {

// `evidence` has a line for each paper: its title, then, after a space, its address when it has one.
inline constexpr DraftField kCellFields[] = {
    {"name", "/name", contract::Text::server_publishing_cell_name,
     contract::Text::server_publishing_cell_name_hint, 80, FieldKind::line, true},
    {"type", "/type", contract::Text::server_cells_type, contract::Text::server_cells_type, 40,
     FieldKind::choice, true},
    {"area", "/area", contract::Text::server_cells_area, contract::Text::server_cells_area, 20,
     FieldKind::choice},
    {"status", "/status", contract::Text::server_cells_status,
     contract::Text::server_publishing_cell_status_hint, 20, FieldKind::choice, true},
    {"date", "/date", contract::Text::server_cells_date, contract::Text::server_publishing_cell_date_hint, 10,
     FieldKind::day, true},
    {"publisher", "/publisher", contract::Text::server_publishing_publisher,
     contract::Text::server_publishing_cell_publisher_hint, 40, FieldKind::choice, true},
    {"evidence", "/evidence", contract::Text::server_cells_evidence,
     contract::Text::server_publishing_cell_evidence_hint, 1000, FieldKind::lines, true},
    {"note", "/note", contract::Text::server_publishing_note,
     contract::Text::server_publishing_cell_note_hint, 200}};

Draft draft_of(const contract::WasteCell& cell);
contract::WasteCell cell_of(const Draft& draft, std::string id);
// `withdrawn`: why it was taken back; "" = it stands.
std::string cell_file(const contract::WasteCell& cell, const std::string& withdrawn = {});

// `leads`: whether a path of this site leads somewhere.
DraftFaults cell_typing_faults(const Draft& draft, contract::Date today,
                               const std::function<bool(const std::string&)>& leads);
// A unit of this name and type that is registered under another id.
DraftFaults cell_twice_faults(const Draft& draft, std::string_view id, const contract::CellRegister& cells);
// Faults of the content if it held the cell's file, in the words of editors; `line`: the service line.
DraftFaults cell_rule_faults(const ContentFaults& faults, const std::string& file, const std::string& line);

}  // namespace wufei::service
