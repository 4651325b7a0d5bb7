#include "lib/document/routes.hpp"

#include <algorithm>
#include <array>

#include "lib/base/reference.hpp"

namespace wufei::contract {
namespace {

struct PageRow {
  PageKind kind;
  std::string_view path;
};
constexpr std::array kPages{
    PageRow{PageKind::home, "/"},
    PageRow{PageKind::pickup, "/pickup"},
    PageRow{PageKind::pickup_what, "/pickup/new/what"},
    PageRow{PageKind::pickup_where, "/pickup/new/where"},
    PageRow{PageKind::pickup_when, "/pickup/new/when"},
    PageRow{PageKind::pickup_who, "/pickup/new/who"},
    PageRow{PageKind::pickup_check, "/pickup/new/check"},
    PageRow{PageKind::pickup_done, "/pickup/new/done"},
    PageRow{PageKind::pickup_lookup, "/pickup/lookup"},
    PageRow{PageKind::privacy, "/privacy"},
    PageRow{PageKind::feedback_new, "/feedback/new"},
    PageRow{PageKind::feedback_done, "/feedback/done"},
    PageRow{PageKind::feedback_lookup, "/feedback/lookup"},
};
constexpr std::array<std::string_view, 14> kDocumentRoots{
    "guide",    "disclosure", "indicators", "targets",  "tasks",   "discrepancies", "cells",
    "coverage", "open-data",  "search",     "feedback", "surveys", "site-map",      "api-reference"};
constexpr std::string_view kFeedbackPath = "/feedback/";
constexpr std::string_view kBookingPrefix = "/pickup/";
constexpr std::string_view kChangeSuffix = "/change";

// The pages about feedback that are no documents: the form, the look-up and a citizen's own case.
std::optional<Page> parse_feedback_page(std::string_view target) {
  std::string_view path = target.substr(0, target.find_first_of("?#"));
  if (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  if (path.substr(0, kFeedbackPath.size()) != kFeedbackPath) return std::nullopt;
  for (const PageRow& row : kPages)
    if (row.path == path) {
      const bool form = row.kind == PageKind::feedback_new;
      return Page{row.kind, {}, form ? std::string(target.substr(0, target.find('#'))) : std::string()};
    }
  const auto reference = normalised_reference(path.substr(kFeedbackPath.size()), kFeedbackPrefix);
  if (!reference) return std::nullopt;
  return Page{PageKind::feedback_case, *reference};
}

constexpr std::string_view kSurveyPrefix = "/surveys/";

// /surveys/ID and nothing below it.
std::optional<Page> survey_page(std::string_view path) {
  std::string_view id = path.substr(0, path.find_first_of("?#"));
  if (id.substr(0, kSurveyPrefix.size()) != kSurveyPrefix) return std::nullopt;
  id.remove_prefix(kSurveyPrefix.size());
  if (!id.empty() && id.back() == '/') id.remove_suffix(1);
  if (id.empty() || id.find('/') != std::string_view::npos) return std::nullopt;
  return Page{PageKind::survey, std::string(id), std::string(path.substr(0, path.find('#')))};
}

}  // namespace

std::string with_reference(std::string_view pattern, std::string_view reference) {
  constexpr std::string_view kSlot = "{reference}";
  const std::size_t at = pattern.find(kSlot);
  if (at == std::string_view::npos) return std::string(pattern);
  return std::string(pattern.substr(0, at)).append(reference).append(pattern.substr(at + kSlot.size()));
}

bool is_document_path(std::string_view path) {
  if (path.substr(0, 1) != "/") return false;
  const std::string_view root = path.substr(1, path.find_first_of("/?#", 1) - 1);
  return std::find(kDocumentRoots.begin(), kDocumentRoots.end(), root) != kDocumentRoots.end();
}

bool is_client_path(std::string_view href) {
  if (href.empty()) return false;
  if (href[0] == '#' || href[0] == '?') return true;
  const std::string_view path = href.substr(0, href.find_first_of("?#"));
  const bool is_file = path.substr(path.find_last_of('/') + 1).find('.') != std::string_view::npos;
  return href[0] == '/' && !is_file && parse_page(href).kind != PageKind::unknown;
}

std::string resolved_path(std::string_view target, std::string_view href) {
  if (href.substr(0, 1) == "#") return std::string(target.substr(0, target.find('#'))).append(href);
  if (href.substr(0, 1) == "?") return std::string(target.substr(0, target.find_first_of("?#"))).append(href);
  return std::string(href);
}

Page parse_page(std::string_view path) {
  if (auto feedback = parse_feedback_page(path)) return *feedback;
  if (auto survey = survey_page(path)) return *survey;
  if (is_document_path(path)) return {PageKind::document, {}, std::string(path.substr(0, path.find('#')))};
  path = path.substr(0, path.find_first_of("?#"));
  if (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  if (path == "/pickup/new") return {PageKind::pickup_what, {}};
  for (const PageRow& row : kPages)
    if (row.path == path) return {row.kind, {}};
  if (path.substr(0, kBookingPrefix.size()) != kBookingPrefix) return {PageKind::unknown, {}};
  path.remove_prefix(kBookingPrefix.size());
  PageKind kind = PageKind::pickup_booking;
  if (path.size() > kChangeSuffix.size() &&
      path.substr(path.size() - kChangeSuffix.size()) == kChangeSuffix) {
    kind = PageKind::pickup_change;
    path.remove_suffix(kChangeSuffix.size());
  }
  auto reference = normalised_reference(path);
  return reference ? Page{kind, *reference} : Page{PageKind::unknown, {}};
}

std::string page_path(const Page& page) {
  if (page.kind == PageKind::feedback_new && !page.target.empty()) return page.target;
  for (const PageRow& row : kPages)
    if (row.kind == page.kind) return std::string(row.path);
  if (page.kind == PageKind::feedback_case) return std::string(kFeedbackPath) + page.reference;
  if (page.kind == PageKind::unknown) return "/";
  if (page.kind == PageKind::document) return page.target;
  if (page.kind == PageKind::survey) return std::string(kSurveyPrefix) + page.reference;
  return std::string(kBookingPrefix) + page.reference +
         (page.kind == PageKind::pickup_change ? std::string(kChangeSuffix) : std::string());
}

}  // namespace wufei::contract
