// The desk's form for what was signed on paper: for clerks of the generator or the receiver, and for staff
// who act for one of them.
#pragma once

#include <memory>

#include "waste/manifest/manifest_pages.hpp"

namespace wufei::http {

// GET and POST /desk/waste/manifests/paper. The first asks for `field`, `side` (generator, receiver) and, of
// staff, `as` (the party) before it shows the form.
// GET /desk/waste/manifests/paper/open: what is in no ledger yet, of staff with `party`; `until` a month,
// `field`.
void add_paper_pages(const std::shared_ptr<const ManifestRoom>& room);

}  // namespace wufei::http
