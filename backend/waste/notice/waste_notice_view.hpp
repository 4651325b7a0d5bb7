// What a party is told of, on its start page.
#pragma once

#include <string>
#include <vector>

#include "account/account.hpp"
#include "county/content_source.hpp"
#include "lib/page/html.hpp"
#include "waste/notice/waste_notice.hpp"

namespace wufei::http {

// As the store has them, unread ones first; nothing when there are none. `read_at`: where the form goes that
// says that all shown are read, "" = no form.
void write_waste_notices(HtmlWriter& out, const std::vector<contract::WasteNotice>& notices,
                         const service::ContentSet& content, const contract::StaffCaller& caller,
                         const std::string& read_at);

}  // namespace wufei::http
