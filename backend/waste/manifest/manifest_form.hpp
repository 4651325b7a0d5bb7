// Forms of manifests: what a form's fields say as the service takes them, and the forms themselves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "account/staff_door.hpp"
#include "lib/page/form_parts.hpp"
#include "waste/manifest/manifest_words.hpp"

namespace wufei::http {

inline constexpr std::string_view kManifests = "/desk/waste/manifests";
inline constexpr std::string_view kManifestRoad = "/desk/waste/road";
std::string manifest_path(std::string_view number, std::string_view below = {});

struct ReadInput {
  contract::ManifestInput input;
  std::vector<FormFault> faults;
};
// The named fields that the form has. Amounts are typed in the field's unit, times as the browser sends them.
// `partial`: what is left empty is left out.
ReadInput read_input(const FormFields& fields, const std::vector<std::string_view>& names,
                     const contract::WasteField& field, bool partial = false);
// What the service refused, at the fields of the form.
std::vector<FormFault> manifest_faults(const contract::Error& error);

struct ManifestFormView {
  const contract::StaffCaller& caller;
  const contract::WasteField& field;
  const contract::Manifest& manifest;  // as it is, or empty
  const service::ManifestService::Choices& choices;
  const FormFields* typed = nullptr;  // shown again
  std::vector<FormFault> faults = {};
  std::string key = {};  // of a new draft's form: sent twice it makes one
};
// The draft's form, or of what was issued and not taken over.
std::string manifest_form_html(const ManifestFormView& view);
// One field with what it holds: a select, an amount, a time or a text.
void write_manifest_field(FormParts& parts, const ManifestFormView& view, std::string_view name);

}  // namespace wufei::http
