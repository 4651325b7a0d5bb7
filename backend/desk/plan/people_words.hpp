// What is said of somebody who is to be told, on the page and in the workbook.
#pragma once

#include <string>

#include "pickup/calendar/calendar_service.hpp"

namespace wufei::http {

std::string why_words(const service::PersonToTell& one);
// Who told them and when, or that a message went out; "" = nobody yet.
std::string told_words(const service::PersonToTell& one);

}  // namespace wufei::http
