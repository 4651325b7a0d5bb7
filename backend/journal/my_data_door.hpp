// How people see, copy and erase what is kept of a record of theirs: over the API and on pages that any
// browser can show. The same for every subject that has records of people; a subject says here what is its
// own.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "county/content_source.hpp"
#include "journal/own_records.hpp"
#include "lib/base/text.hpp"
#include "lib/page/document_book.hpp"
#include "lib/web/guess_limit.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

struct MyDataDoor {
  std::string_view name;    // of the subject, in the names of routes
  std::string_view prefix;  // of its references
  std::string_view page;    // "/parcel/mine": its form; the record's page is below it
  std::string_view home;    // the page that stands for it in the navigation
  std::string_view api_open, api_data, api_erase;
  bool receipts = false;  // a receipt code opens as well

  std::function<service::ContentPtr()> content;
  std::function<bool(std::string_view reference)> exists;
  // As of the services: open_own(), own_data(), erase_own().
  std::function<contract::Result<std::string>(std::string_view, const service::OwnSecret&)> open;
  std::function<contract::Result<contract::MyData>(std::string_view, std::string_view)> read, erase;

  // For the pages.
  std::function<std::vector<std::pair<std::string, std::string>>(const contract::MyData&)> facts;
  std::string_view (*event_text)(std::string_view kind);
  contract::Text lead, secret_label, secret_hint;                    // of the form
  contract::Text open_note;                                          // why it can not be erased yet; {line}
  contract::Text open_action;                                        // what leads on from there
  std::function<std::string(std::string_view reference)> open_href;  // where to; "" = nowhere
  std::vector<contract::Text> erased, kept;  // what goes and what stays, with the reason
};

struct MyDataGround {
  Router& router;
  const DocumentBook& book;
  GuessLimit& guesses;  // of all routes
  bool https = false;   // people reach the site by https
};

// POST api_open {"reference","phone" | "receipt"} -> {"reference","token","expires_in_s"}; GET api_data and
// POST api_erase with that token. GET and POST `page`; below it, with the reference: GET (the record, or the
// form), /data.json, /photographs/{number}, GET and POST /erase. What opens the pages is a cookie of the
// record's page alone, as a booking's (ADR 0027); every reply is private and no-store. All must outlive the
// router.
void add_my_data_routes(const MyDataGround& ground, MyDataDoor door);

}  // namespace wufei::http
