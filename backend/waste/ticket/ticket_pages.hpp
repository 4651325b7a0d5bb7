// The receiver's own weigh ticket on the page of a record: what it says, and the form for who may write it.
#pragma once

#include <memory>

#include "waste/manifest/manifest_pages.hpp"
#include "waste/manifest/manifest_view.hpp"

namespace wufei::http {

// Nothing while there is none and the caller may not write one.
void write_ticket_part(HtmlWriter& out, FormParts& parts, const ManifestPageView& page);
// POST /desk/waste/manifests/{number}/ticket.
void add_ticket_pages(const std::shared_ptr<const ManifestRoom>& room);

}  // namespace wufei::http
