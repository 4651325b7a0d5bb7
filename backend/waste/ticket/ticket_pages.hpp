// The receiver's own weigh ticket on the page of a record: what it says, and the form for who may write it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "waste/manifest/manifest_pages.hpp"
#include "waste/manifest/manifest_view.hpp"

namespace wufei::http {

// Nothing while there is none and the caller may not write one.
void write_ticket_part(HtmlWriter& out, FormParts& parts, const ManifestPageView& page);
// Where the vehicle's odometer may be told: when it starts and when it came. `typed` nullptr: a new form.
void write_odometer_field(FormParts& parts, const contract::Manifest& manifest,
                          contract::ManifestAction action, const FormFields* typed);
// km, 0 = the form tells none; nullopt: it cannot be read.
std::optional<std::int64_t> read_odometer(const FormFields& fields, std::string_view name = "odometer");
// For who may correct what was told at an end; nothing for others.
void write_odometer_forms(HtmlWriter& out, FormParts& parts, const ManifestPageView& page);
void write_mileage_facts(HtmlWriter& out, const service::ManifestView& view);
// POST /desk/waste/manifests/{number}/ticket and /odometer.
void add_ticket_pages(const std::shared_ptr<const ManifestRoom>& room);

}  // namespace wufei::http
