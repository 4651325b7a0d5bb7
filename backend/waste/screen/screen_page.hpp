// The leaders' page of the county's waste, the rows behind its numbers, and what of it is public: /waste.
#pragma once

#include "account/staff_door.hpp"
#include "county/content_source.hpp"
#include "lib/page/document_book.hpp"
#include "waste/screen/screen_service.hpp"

namespace wufei::http {

// All must outlive the door and the book.
void add_screen_pages(StaffDoor& door, service::ScreenService& screen, const service::ContentSource& content);
void add_waste_totals_page(DocumentBook& book, service::ScreenService& screen,
                           const service::ContentSource& content);

}  // namespace wufei::http
