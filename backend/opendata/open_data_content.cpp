#include "opendata/open_data_content.hpp"

namespace wufei::service {

ContentPart open_data_part() {
  constexpr const char* kFile = "open_data.json";
  return content_part(
      "open data", {{kFile, "open_data.schema.json"}},
      [=](const ContentInput& input, const ContentSet&, ContentFaults&) {
        return contract::open_data_from_json(input.document(kFile));
      },
      [](const ContentInput&, const ContentSet&, ContentFaults&) {});
}

}  // namespace wufei::service
