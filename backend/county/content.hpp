// Loads the county's content: every part's files are read and held against their schemas, then made into
// values, then checked against the rules that span files. Bad content is refused with every fault named;
// there is no half-loaded content.
#pragma once

#include "county/content_part.hpp"
#include "lib/base/result.hpp"

namespace wufei::service {

struct LoadedContent {
  ContentPtr content;  // only when there are no faults
  ContentFaults faults;
};

LoadedContent load_content(const ContentReader& reader, const ContentParts& parts);
// Errors: invalid (detail has one line for each fault).
contract::Result<ContentPtr> sound_content(const LoadedContent& loaded);

}  // namespace wufei::service
