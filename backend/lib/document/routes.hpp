// Paths of the API and of the pages, named once. The server's route table, the client's router and
// openapi.json use these.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/text.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kAreas = "/api/v1/areas";
inline constexpr std::string_view kCatalogue = "/api/v1/catalogue";
inline constexpr std::string_view kSlots = "/api/v1/slots";
inline constexpr std::string_view kSite = "/api/v1/site";
inline constexpr std::string_view kPickups = "/api/v1/pickups";
inline constexpr std::string_view kPickupLookup = "/api/v1/pickups/lookup";
inline constexpr std::string_view kPickup = "/api/v1/pickups/{reference}";
inline constexpr std::string_view kPickupCancel = "/api/v1/pickups/{reference}/cancel";
inline constexpr std::string_view kPickupCalendar = "/api/v1/pickups/{reference}/calendar.ics";
inline constexpr std::string_view kPickupInvitation = "/api/v1/pickups/{reference}/invitation";
inline constexpr std::string_view kArticles = "/api/v1/articles";
inline constexpr std::string_view kArticle = "/api/v1/articles/{slug}";
inline constexpr std::string_view kSearch = "/api/v1/search";
inline constexpr std::string_view kSuggestions = "/api/v1/search/suggestions";
inline constexpr std::string_view kGuide = "/api/v1/guide";
inline constexpr std::string_view kGuideIndex = "/api/v1/guide/index";
inline constexpr std::string_view kGuideSearch = "/api/v1/guide/search";
inline constexpr std::string_view kGuideItem = "/api/v1/guide/items/{id}";
inline constexpr std::string_view kGuideCategories = "/api/v1/guide/categories";
inline constexpr std::string_view kGuideRecyclables = "/api/v1/guide/recyclables";
inline constexpr std::string_view kGuidePlaces = "/api/v1/guide/places";
inline constexpr std::string_view kGuideWords = "/api/v1/guide/unknown-words";
inline constexpr std::string_view kTasks = "/api/v1/tasks";
inline constexpr std::string_view kTargets = "/api/v1/targets";
inline constexpr std::string_view kDiscrepancies = "/api/v1/discrepancies";
inline constexpr std::string_view kCells = "/api/v1/cells";
inline constexpr std::string_view kBodies = "/api/v1/bodies";
inline constexpr std::string_view kIndicators = "/api/v1/indicators";
inline constexpr std::string_view kIndicator = "/api/v1/indicators/{no}";
inline constexpr std::string_view kIndicatorRevisions = "/api/v1/indicators/{no}/revisions";
inline constexpr std::string_view kRevisionChain = "/api/v1/indicator-revisions";
inline constexpr std::string_view kFeedback = "/api/v1/feedback";
inline constexpr std::string_view kFeedbackRules = "/api/v1/feedback/rules";
inline constexpr std::string_view kFeedbackPhotos = "/api/v1/feedback/photos";
inline constexpr std::string_view kFeedbackLookup = "/api/v1/feedback/lookup";
inline constexpr std::string_view kFeedbackPublished = "/api/v1/feedback/published";
inline constexpr std::string_view kFeedbackPublishedCase = "/api/v1/feedback/published/{reference}";
inline constexpr std::string_view kFeedbackSimilar = "/api/v1/feedback/similar";
inline constexpr std::string_view kFeedbackStatistics = "/api/v1/feedback/statistics";
inline constexpr std::string_view kFeedbackCase = "/api/v1/feedback/{reference}";
inline constexpr std::string_view kFeedbackRating = "/api/v1/feedback/{reference}/rating";
inline constexpr std::string_view kFeedbackReopen = "/api/v1/feedback/{reference}/reopen";
inline constexpr std::string_view kSurveys = "/api/v1/surveys";
inline constexpr std::string_view kSurvey = "/api/v1/surveys/{id}";
inline constexpr std::string_view kSurveyResponses = "/api/v1/surveys/{id}/responses";
inline constexpr std::string_view kSurveyResume = "/api/v1/surveys/{id}/resume";
inline constexpr std::string_view kSurveyResults = "/api/v1/surveys/{id}/results";
inline constexpr std::string_view kSurveyResultsCsv = "/api/v1/surveys/{id}/results.csv";
inline constexpr std::string_view kSurveyReceipts = "/api/v1/surveys/{id}/receipts";
inline constexpr std::string_view kSurveyReceipt = "/api/v1/surveys/{id}/receipts/{receipt}";
inline constexpr std::string_view kPages = "/api/v1/pages";
inline constexpr std::string_view kOpenApi = "/api/v1/openapi.json";
}  // namespace api

// Puts what it is about ({reference}, {id}) into one of the patterns above.
std::string with_reference(std::string_view pattern, std::string_view reference);

// Pages of the portal; the server renders home and pickup as HTML, the client knows them all.
enum class PageKind : unsigned char {
#define PAGE(kind, ...) kind,
#include "lib/document/pages.inc"
};

enum class ProgramPart : unsigned char { first, second };
enum class PublicLists : unsigned char { none, catalogue, areas, catalogue_areas };
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
  std::string reference;    // canonical, of pickup_booking, pickup_change, feedback_case; the id of survey
  // Path and query; only document, feedback_new and survey (with the fragment). Of a booking's step with two
  // questions kSecondQuestion, when large print asks the second.
  std::string target = {};
};

// First segments under which public information lives ("/guide", "/indicators", ...): the server's document
// book has the pages, the client draws whatever it answers.
bool is_document_path(std::string_view path);

// Links that the client follows itself: its pages and documents, and "#..." and "?..." of the current one.
// Files (a last segment with a dot), other sites and paths that only the server knows are the browser's.
bool is_client_path(std::string_view href);
// The path that `href` leads to from `target`, where a document stands.
std::string resolved_path(std::string_view target, std::string_view href);

// Query and fragment are ignored (a document keeps its query), and so is a trailing slash; /pickup/new is its
// first step.
Page parse_page(std::string_view path);
std::string page_path(const Page& page);
inline std::string page_path(PageKind kind) {
  return page_path(Page{kind, {}});
}

}  // namespace wufei::contract
