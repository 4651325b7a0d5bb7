// Paths of this site's pages and what stands at them, for the server's checks and the client's router. Paths
// of the API are named once too, in namespace api of their subject's wire files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "county/site/references.hpp"
#include "lib/base/text.hpp"
#include "lib/document/links.hpp"

namespace wufei::contract {

// Pages that the client knows.
enum class PageKind : unsigned char {
#define PAGE(kind, ...) kind,
#include "county/site/pages.inc"
};

enum class ProgramPart : unsigned char { first, second };
enum class PublicLists : unsigned char { none, areas, catalogue_areas };
// A row of pages.inc, which says what each is.
struct PageFacts {
  std::string_view path;  // {reference} or {id} stands for Page::reference
  ProgramPart part;
  PublicLists lists;
  std::string_view section;
  Text title;
  float width;
};
const PageFacts& page_facts(PageKind kind);

// Fragment of the address.
inline constexpr std::string_view kSecondQuestion = "#second";

struct Page {
  PageKind kind = PageKind::home;
  std::string reference;  // canonical, of pickup_booking, pickup_change, feedback_case; the id of survey
  // Path and query; only document, feedback_new and survey (with the fragment). Of a booking's step with two
  // questions kSecondQuestion, when large print asks the second.
  std::string target = {};
};

// Where public information lives: below the first segments of backend/subjects.txt ("/guide", "/indicators",
// ...) and at those of documents.inc. The server's document book has the pages, the client draws whatever
// it answers.
bool is_document_path(std::string_view path);
// What the documents are called that begin with this path's first segment; nullopt where documents.inc has no
// row.
std::optional<Text> document_name(std::string_view path);

// Links that the client follows itself: its pages and documents, and "#..." and "?..." of the current one.
// Files (a last segment with a dot), other sites and paths that only the server knows are the browser's.
bool is_client_path(std::string_view href);

// Query and fragment are ignored (a document keeps its query), and so is a trailing slash; /pickup/new is its
// first step.
Page parse_page(std::string_view path);
std::string page_path(const Page& page);
inline std::string page_path(PageKind kind) {
  return page_path(Page{kind, {}});
}

// What the server's page says of a path that the client may draw with a view of its own.
ClientPage client_page(std::string_view path);
// What search engines have no use for: the steps of a booking.
inline constexpr std::string_view kNotForRobots = "/pickup/new/";

}  // namespace wufei::contract
