// The bytes of an XLSX workbook. Debian's libxlsxwriter writes files only: the file lies in a directory of
// mode 0700 that is gone when the function returns, because sheets may hold personal data.
#pragma once

#include <functional>
#include <string>

#include "lib/base/result.hpp"

struct lxw_workbook;

namespace wufei::http {

// `fill` adds the sheets. Errors: internal (no temporary directory, disk full); detail says which.
contract::Result<std::string> workbook_bytes(const std::function<void(lxw_workbook*)>& fill);

}  // namespace wufei::http
