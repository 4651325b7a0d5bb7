// Records that were entered from paper, as markup: marks on every page that shows one, and the form.
#pragma once

#include <string>
#include <vector>

#include "waste/manifest/manifest_form.hpp"

namespace wufei::http {

inline constexpr std::string_view kPaper = "/desk/waste/manifests/paper";

// Nothing for what was signed here.
void write_paper_tags(HtmlWriter& out, const contract::Manifest& manifest);
void write_paper_facts(HtmlWriter& out, const service::ManifestView& view);

struct PaperFormView {
  const contract::StaffCaller& caller;
  const contract::WasteField& field;
  const service::ManifestService::Choices& choices;
  bool receives = false;              // the party that enters it is the receiver, else the generator
  std::int64_t as = 0;                // of staff: the party that it is for
  const FormFields* typed = nullptr;  // shown again
  std::vector<FormFault> faults = {};
  bool ask_again = false;  // shows the box that confirms a weight
};
std::string paper_form_html(const PaperFormView& view);

// What the form says, for that party; what cannot be read is told at its field.
struct PaperRead {
  service::PaperEntry entry;
  std::vector<FormFault> faults;
};
PaperRead read_paper_form(const FormFields& fields, const contract::WasteField& field, bool receives,
                          std::int64_t party);
std::vector<FormFault> paper_faults(const contract::Error& error);

}  // namespace wufei::http
