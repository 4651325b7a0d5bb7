// What was entered from paper and stands in no ledger yet: a line beside sums, and the list that it opens.
#pragma once

#include <string>
#include <vector>

#include "account/account.hpp"
#include "lib/page/html.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/manifest/manifest_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kUncounted = "/desk/waste/manifests/paper/open";

// The list of a party (0 = of all, and of a member its own), of what was accepted until the end of that month
// (0 = of any), and of a field ("" = of all).
std::string uncounted_path(std::int64_t party, contract::Month until, std::string_view field = {});

// How many there are, and what was said of them; "" when there are none. `field` "" = of all fields.
std::string uncounted_words(const std::vector<storage::UncountedPapers>& papers, std::string_view field = {});
// The same as a link; nothing when there are none.
void write_uncounted(HtmlWriter& out, const std::vector<storage::UncountedPapers>& papers,
                     const std::string& way);

std::string uncounted_html(const service::UncountedList& list, const service::WasteContent& content);

}  // namespace wufei::http
