#include "waste/manifest/manifest_form.hpp"

#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "waste/field/waste_amount.hpp"

namespace wufei::http {
namespace {

using contract::Text;

constexpr std::size_t kLongestText = 120;  // code points

std::string browser_moment(const std::string& seconds) {
  if (seconds.empty() || seconds == "0") return {};
  std::string text = moment_words(std::stoll(seconds));
  text[10] = 'T';
  return text;
}

FormFault fault_at(std::string_view name, Text text) {
  return {std::string(name), words(field_label(name)), words(text)};
}

// A number without its sign of nothing: 0 is shown as an empty field.
std::string shown_value(const ManifestFormView& view, std::string_view name) {
  if (view.typed != nullptr) return std::string(field_value(*view.typed, name));
  const std::string value = contract::find_manifest_field(name)->get(view.manifest);
  if (is_time_field(name)) return browser_moment(value);
  if (!is_amount_field(name)) return value;
  return value == "0" ? std::string() : contract::format_amount(std::stoll(value), view.field.unit);
}

using Choices = std::vector<contract::Choice>;

Choices none_first(Text text) {
  return {{"0", words(text)}};
}

Choices party_choices(const std::vector<contract::Party>& parties) {
  Choices choices = none_first(Text::server_manifest_pick);
  for (const contract::Party& party : parties) choices.push_back({std::to_string(party.id), party.name});
  return choices;
}

// What the party calls its streams of the code, "" = it has none.
std::string stream_names(const std::vector<contract::WasteStream>& streams, const std::string& code) {
  std::string names;
  for (const contract::WasteStream& one : streams)
    if (one.code == code) contract::append_listed(names, one.name);
  return names;
}

// What the party generates first, under its own names.
std::vector<SelectField::Group> code_groups(const ManifestFormView& view) {
  SelectField::Group own, others;
  for (const contract::WasteCode& code : view.field.codes) {
    const std::string names = stream_names(view.choices.streams, code.code);
    if (names.empty())
      others.choices.push_back({code.code, code.code + " " + code.name});
    else
      own.choices.push_back({code.code, code.code + " " + code.name + " · " + names});
  }
  const Choices none{{"", words(Text::server_manifest_pick)}};
  if (own.choices.empty()) {
    others.choices.insert(others.choices.begin(), none.front());
    return {others};
  }
  own.label = words(Text::server_manifest_own_codes);
  others.label = words(Text::server_manifest_all_codes);
  return {{{}, none}, own, others};
}

Choices facility_choices(const std::vector<contract::Facility>& facilities) {
  Choices choices = none_first(Text::server_manifest_no_facility);
  for (const contract::Facility& one : facilities)
    choices.push_back({std::to_string(one.id), one.code + " " + one.name});
  return choices;
}

Choices vehicle_choices(const std::vector<contract::WasteVehicle>& vehicles) {
  Choices choices{{"", words(Text::server_manifest_pick)}};
  for (const contract::WasteVehicle& one : vehicles) choices.push_back({one.plate, one.plate});
  return choices;
}

std::optional<Choices> choices_of(const ManifestFormView& view, std::string_view name) {
  if (name == "transporter" || name == "next_transporter") return party_choices(view.choices.transporters);
  if (name == "receiver") return party_choices(view.choices.receivers);
  if (name == "generator") return party_choices(view.choices.generators);
  if (name == "facility" || name == "receiver_facility") return facility_choices(view.choices.facilities);
  if (name == "vehicle" && !view.choices.vehicles.empty()) return vehicle_choices(view.choices.vehicles);
  return std::nullopt;
}

bool is_back(const contract::Manifest& manifest) {
  return manifest.child == contract::ChildKind::back;
}

std::vector<std::string_view> draft_fields(const contract::WasteField& field,
                                           const contract::Manifest& manifest) {
  std::vector<std::string_view> names;
  const bool child = manifest.child != contract::ChildKind::none;
  if (!child) names.insert(names.end(), {"code", "planned"});
  names.push_back("packaging");
  if (!child) names.push_back("facility");
  if (field.transported) names.push_back("transporter");
  if (!is_back(manifest)) names.push_back("receiver");
  names.insert(names.end(), {"planned_start", "planned_arrival", "route"});
  if (field.mirrored) names.insert(names.end(), {"national", "national_pending"});
  return names;
}

}  // namespace

std::string manifest_path(std::string_view number, std::string_view below) {
  return std::string(kManifests) + "/" + std::string(number) + std::string(below);
}

ReadInput read_input(const FormFields& fields, const std::vector<std::string_view>& names,
                     const contract::WasteField& field, bool partial) {
  ReadInput read;
  for (const std::string_view name : names) {
    if (name == "national_pending") {
      if (partial && !fields.contains(name)) continue;
      read.input[std::string(name)] = fields.contains(name) ? "1" : "0";
      continue;
    }
    if (!fields.contains(name)) continue;
    const std::string typed = contract::entered_text(field_value(fields, name));
    if (typed.empty() && partial) continue;
    std::string text = typed;
    if (is_amount_field(name) && !typed.empty()) {
      const auto grams = contract::parse_amount(contract::entered_symbols(typed), field.unit);
      if (!grams) read.faults.push_back(fault_at(name, Text::server_manifest_amount_bad));
      text = std::to_string(grams.value_or(0));
    } else if (is_time_field(name) && !typed.empty()) {
      const auto moment = contract::entered_moment(typed);
      if (!moment) read.faults.push_back(fault_at(name, Text::server_manifest_time_bad));
      text = std::to_string(moment.value_or(0));
    } else if (is_amount_field(name) || is_time_field(name)) {
      text = "0";
    } else if (contract::has_control_characters(typed)) {
      read.faults.push_back(
          {std::string(name), words(field_label(name)), contract::rule_text(contract::Rule::invalid_text)});
    }
    read.input[std::string(name)] = std::move(text);
  }
  return read;
}

std::vector<FormFault> manifest_faults(const contract::Error& error) {
  if (error.fields.empty() && error.code == contract::ErrorCode::conflict)
    return {{{}, {}, words(Text::server_manifest_conflict)}};
  if (error.fields.empty()) return {{{}, {}, std::string(contract::error_explanation(error.code))}};
  std::vector<FormFault> faults;
  for (const contract::FieldError& field : error.fields) {
    const std::string name = field.pointer.empty() ? std::string() : field.pointer.substr(1);
    const bool sealed = error.code == contract::ErrorCode::conflict;
    std::string text =
        sealed ? words(Text::server_manifest_sealed) : contract::rule_text(field.rule, field.limit);
    const bool known = contract::find_manifest_field(name) != nullptr;
    const bool successor = name == "successor";
    const bool keeps = name == "keeps_children";
    const Text label = known       ? field_label(name)
                       : successor ? Text::server_manifest_successor
                       : keeps     ? Text::server_manifest_keeps_children
                                   : Text::server_manifest_reason;
    if (known || successor || keeps || name == "reason")
      faults.push_back({sealed ? std::string() : name, words(label), std::move(text)});
    else
      faults.push_back({{}, {}, std::move(text)});
  }
  return faults;
}

void write_manifest_field(FormParts& parts, const ManifestFormView& view, std::string_view name) {
  const std::string label = words(field_label(name));
  const std::string value = shown_value(view, name);
  if (name == "national_pending") {
    const bool on = view.typed != nullptr ? view.typed->contains(name) : view.manifest.national_pending;
    return parts.checkbox(std::string(name), label, on);
  }
  if (name == "code")
    return parts.select_field(
        {.name = std::string(name), .label = label, .hint = {}, .value = value, .groups = code_groups(view)});
  if (auto choices = choices_of(view, name))
    return parts.select_field(
        {.name = std::string(name), .label = label, .hint = {}, .value = value, .groups = {{{}, *choices}}});
  TextField field{.name = std::string(name), .label = label, .hint = {}, .value = value};
  if (is_amount_field(name)) {
    field.hint = contract::text(Text::server_manifest_amount_hint, {{"unit", view.field.unit}});
    field.inputmode = "decimal";
  } else if (is_time_field(name)) {
    field.type = "datetime-local";
  } else {
    field.limit = kLongestText;
    if (name == "driver") field.hint = words(Text::server_manifest_driver_hint);
  }
  parts.text_field(field);
}

std::string manifest_form_html(const ManifestFormView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  const bool fresh = view.manifest.number.empty();
  const std::string path =
      fresh ? std::string(kManifests) + "/new" : manifest_path(view.manifest.number, "/edit");
  out.open("p", {{"class", "back"}})
      .link(fresh ? std::string(kManifests) : manifest_path(view.manifest.number),
            fresh ? words(Text::server_manifest_title) : view.manifest.number)
      .close("p");
  parts.summary();
  out.element("h1", fresh ? words(Text::server_manifest_new) + " · " + view.field.name
                          : std::string(action_words("edit")) + " " + view.manifest.number);
  if (view.field.mirrored)
    out.element("p", contract::text(Text::server_manifest_mirror), {{"class", "note"}});
  out.open("div", {{"class", "panel"}});
  open_desk_form(out, view.caller, path);
  if (fresh) {
    parts.hidden("field", view.field.id);
    parts.hidden("key", view.key);
  } else {
    parts.hidden("version", std::to_string(view.manifest.version));
  }
  for (const std::string_view name : draft_fields(view.field, view.manifest))
    write_manifest_field(parts, view, name);
  parts.button(contract::text(view.manifest.is_private() ? Text::server_manifest_save
                                                         : Text::server_manifest_save_issued));
  out.close("form").close("div");
  return out.take();
}

}  // namespace wufei::http
