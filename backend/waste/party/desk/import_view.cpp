#include "waste/party/desk/import_view.hpp"

#include "lib/base/find.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using ListedPart = service::RegistrationService::Part;

constexpr PartList kPartLists[] = {
    {ListedPart::facility, "facilities", Text::server_waste_facility_import,
     Text::server_waste_facility_import_about},
    {ListedPart::vehicle, "vehicles", Text::server_waste_vehicle_import,
     Text::server_waste_vehicle_import_about},
    {ListedPart::permit, "permits", Text::server_waste_permit_import, Text::server_waste_permit_import_about},
    {ListedPart::contract, "contracts", Text::server_waste_contract_import,
     Text::server_waste_contract_import_about}};

void write_import_faults(HtmlWriter& out, const service::PartyImport& import) {
  open_figures(out, contract::text(Text::server_waste_import_fault),
               {{Text::server_waste_import_line, false},
                {Text::server_waste_import_column, false},
                {Text::server_waste_import_fault, false}});
  for (const service::PartyRowFault& fault : import.faults) {
    out.open("tr").element("th", fault.line > 0 ? std::to_string(fault.line) : std::string(),
                           {{"scope", "row"}});
    out.element("td", fault.column).element("td", fault.text).close("tr");
  }
  close_figures(out);
}

}  // namespace

std::span<const PartList> part_lists() {
  return kPartLists;
}

const PartList* part_list(std::string_view name) {
  return contract::find_by(&PartList::name, kPartLists, name);
}

void write_import(HtmlWriter& out, const service::PartyImport& import, Text done) {
  out.element("p",
              contract::text(done, {{"added", std::to_string(import.added)},
                                    {"same", std::to_string(import.same)},
                                    {"faulty", std::to_string(import.faults.size())}}),
              {{"class", "done"}, {"role", "status"}});
  if (!import.faults.empty()) write_import_faults(out, import);
}

void write_import_form(HtmlWriter& out, const contract::StaffCaller& caller, const std::string& path,
                       std::size_t most_rows) {
  open_desk_form(out, caller, path, true);
  FormParts parts(out, {});
  parts.text_field(
      {.name = "file",
       .label = contract::words(Text::server_waste_import_file),
       .hint = contract::text(Text::server_waste_import_file_hint, {{"limit", std::to_string(most_rows)}}),
       .value = {},
       .type = "file",
       .accept = ".xlsx,.csv"});
  parts.button(contract::text(Text::server_waste_import_go));
  out.close("form");
}

int import_status(const service::PartyImport& import) {
  return import.added + import.same == 0 && !import.faults.empty() ? 400 : 200;
}

}  // namespace wufei::http
