#include "county/site/routes.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "lib/base/reference.hpp"

namespace wufei::contract {
namespace {

constexpr PageFacts kPages[] = {
#define PAGE(kind, path, part, lists, section, title, width) \
  {path, ProgramPart::part, PublicLists::lists, section, Text::title, width},
#include "county/site/pages.inc"
};
constexpr std::string_view kDocumentRoots[] = {
#include "document_roots.inc"
};
struct NamedDocument {
  std::string_view path;
  Text name;
};
constexpr NamedDocument kNamedDocuments[] = {
#define DOCUMENT(path, name, kept) {path, Text::name},
#include "county/site/documents.inc"
};
constexpr std::string_view kFirstStep = "/pickup/new";  // another path of it

const NamedDocument* named_document(std::string_view path) {
  const auto* const found =
      std::find_if(std::begin(kNamedDocuments), std::end(kNamedDocuments),
                   [path](const NamedDocument& document) { return document.path == path; });
  return found == std::end(kNamedDocuments) ? nullptr : found;
}

// Without query, fragment and a slash at its end.
std::string_view plain_path(std::string_view target) {
  std::string_view path = target.substr(0, target.find_first_of("?#"));
  if (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return path;
}

// What stands in the pattern's braces; a pattern without them has "" in itself and nothing else.
std::optional<std::string_view> held_by(std::string_view pattern, std::string_view path) {
  const std::size_t open = pattern.find('{');
  if (open == std::string_view::npos)
    return pattern == path ? std::optional(path.substr(0, 0)) : std::nullopt;
  const std::string_view end = pattern.substr(pattern.find('}') + 1);
  if (path.size() <= open + end.size() || path.substr(0, open) != pattern.substr(0, open) ||
      path.substr(path.size() - end.size()) != end)
    return std::nullopt;
  const std::string_view held = path.substr(open, path.size() - open - end.size());
  return held.find('/') == std::string_view::npos ? std::optional(held) : std::nullopt;
}

bool has_two_questions(PageKind kind) {
  return kind == PageKind::pickup_what || kind == PageKind::pickup_when;
}

// What the page is about in its canonical form, or nullopt when `path` is not this page's.
std::optional<std::string> reference_in(PageKind kind, std::string_view path) {
  const auto held = held_by(page_facts(kind).path, path);
  if (!held || held->empty() || kind == PageKind::survey)
    return held ? std::optional(std::string(*held)) : std::nullopt;
  return normalised_reference(*held, kind == PageKind::feedback_case ? kFeedbackPrefix : kPickupPrefix);
}

}  // namespace

const PageFacts& page_facts(PageKind kind) {
  return kPages[static_cast<std::size_t>(kind)];
}

bool is_document_path(std::string_view path) {
  if (path.substr(0, 1) != "/") return false;
  const std::string_view root = path.substr(1, path.find_first_of("/?#", 1) - 1);
  return named_document(plain_path(path)) != nullptr ||
         std::find(std::begin(kDocumentRoots), std::end(kDocumentRoots), root) != std::end(kDocumentRoots);
}

std::optional<Text> document_name(std::string_view path) {
  const NamedDocument* const document = named_document(path.substr(0, path.find_first_of("/?#", 1)));
  return document == nullptr ? std::nullopt : std::optional(document->name);
}

bool is_client_path(std::string_view href) {
  if (href.empty()) return false;
  if (href[0] == '#' || href[0] == '?') return true;
  const std::string_view path = href.substr(0, href.find_first_of("?#"));
  const bool is_file = path.substr(path.find_last_of('/') + 1).find('.') != std::string_view::npos;
  return href[0] == '/' && !is_file && parse_page(href).kind != PageKind::unknown;
}

Page parse_page(std::string_view given) {
  const std::string_view path = plain_path(given);
  if (path == kFirstStep) return {PageKind::pickup_what, {}};
  const std::string target(given.substr(0, given.find('#')));
  for (auto kind = PageKind::home; kind < PageKind::document;
       kind = static_cast<PageKind>(static_cast<int>(kind) + 1)) {
    auto reference = reference_in(kind, path);
    if (!reference) continue;
    // What stands behind the # of a survey is the code of a slip.
    if (kind == PageKind::survey) return {kind, std::move(*reference), std::string(given)};
    if (kind == PageKind::feedback_new) return {kind, std::move(*reference), target};
    const bool second = has_two_questions(kind) && given.substr(target.size()) == kSecondQuestion;
    return {kind, std::move(*reference), std::string(second ? kSecondQuestion : std::string_view())};
  }
  return is_document_path(given) ? Page{PageKind::document, {}, target} : Page{PageKind::unknown, {}};
}

std::string page_path(const Page& page) {
  if (page.kind == PageKind::document || (page.kind == PageKind::feedback_new && !page.target.empty()))
    return page.target;
  if (page.kind == PageKind::unknown) return "/";
  std::string path = with_reference(page_facts(page.kind).path, page.reference);
  return has_two_questions(page.kind) ? path + page.target : path;
}

ClientPage client_page(std::string_view path) {
  const PageKind kind = parse_page(path).kind;
  if (kind == PageKind::document) return {true, std::nullopt, std::string(path)};
  // A survey is drawn from the server's page; others of the client's own are named without what makes them
  // somebody's.
  const bool drawn = kind == PageKind::survey;
  return {drawn, page_facts(kind).section, drawn ? std::string(path) : page_path(kind)};
}

}  // namespace wufei::contract
