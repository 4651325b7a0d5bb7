#include "disclosure/disclosure_page.hpp"

#include <utility>

#include "lib/base/words.hpp"

namespace wufei::http {

contract::Document disclosure_page(std::string title, std::string description,
                                   std::vector<contract::Link> parents) {
  contract::Document page;
  page.title = std::move(title);
  page.description = std::move(description);
  page.section = "disclosure";
  page.crumbs.push_back({words(contract::Text::frame_disclosure), "/disclosure"});
  for (contract::Link& parent : parents) page.crumbs.push_back(std::move(parent));
  return page;
}

}  // namespace wufei::http
