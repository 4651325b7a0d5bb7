#include "lib/page/document_book.hpp"

#include <algorithm>

#include "lib/base/find.hpp"
#include "lib/page/document_html.hpp"
#include "lib/web/path_pattern.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

std::string encoded_path(std::string_view path) {
  std::string out;
  for (const std::string_view segment : segments_of(path)) append_percent_encoded(out += '/', segment);
  return out.empty() ? "/" : out;
}

std::string_view value_in(const Values& values, std::string_view name) {
  const auto found = values.find(name);
  return found == values.end() ? std::string_view() : std::string_view(found->second);
}

std::string canonical_target(const DocumentPage& page, const PageCall& call) {
  std::string target = encoded_path(call.path);
  char separator = '?';
  for (const std::string& name : page.query) {
    const std::string_view value = call.value(name);
    if (value.empty()) continue;
    target += separator;
    target += name;
    append_percent_encoded(target += '=', value);
    separator = '&';
  }
  return target;
}

bool offers(const contract::Document& document, std::string_view name, std::string_view value) {
  const auto is_value = [&](const contract::Choice& choice) { return choice.value == value; };
  for (const contract::Block& block : document.blocks)
    for (const contract::Filter& filter : block.filters)
      if (filter.name == name && std::any_of(filter.choices.begin(), filter.choices.end(), is_value))
        return true;
  return false;
}

std::vector<std::string> paths_of(const DocumentPage& page) {
  if (page.paths) return page.paths();
  if (page.pattern.find('{') == std::string::npos) return {page.pattern};
  return {};
}

}  // namespace

std::string_view PageCall::parameter(std::string_view name) const {
  return value_in(parameters, name);
}

std::string_view PageCall::value(std::string_view name) const {
  return value_in(query, name);
}

void DocumentBook::begin(std::string subject, std::vector<std::string> shown) {
  chapters_.emplace_back(std::move(subject), std::move(shown));
}

void DocumentBook::add(DocumentPage page) {
  if (chapters_.empty()) begin("");
  chapters_.back().pages.push_back(std::move(page));
}

// A literal pattern goes before one with parameters, whatever the order of add().
std::optional<DocumentBook::Match> DocumentBook::match(std::string_view text) const {
  const auto target = parse_target(text.substr(0, text.find('#')));
  if (!target) return std::nullopt;
  std::string path = target->path;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  const Segments segments = segments_of(path);
  std::optional<Match> best;
  for (const Chapter& chapter : chapters_)
    for (const DocumentPage& page : chapter.pages) {
      const Segments pattern = segments_of(page.pattern);
      if (!fits(pattern, segments)) continue;
      auto parameters = parameters_of(pattern, segments);
      if (best && best->call.parameters.size() <= parameters.size()) continue;
      best = Match{&chapter, &page, {path, std::move(parameters), {}}};
    }
  if (!best) return std::nullopt;
  for (const std::string& name : best->page->query)
    if (const auto found = target->query.find(name); found != target->query.end())
      best->call.query.insert(*found);
  return best;
}

contract::Result<contract::Document> DocumentBook::open(std::string_view target, bool large) const {
  auto found = match(target);
  if (!found) return contract::make_error(contract::ErrorCode::not_found, "no such page");
  found->call.large = large;
  auto document = found->page->make(found->call);
  if (document) document->path = canonical_target(*found->page, found->call);
  return document;
}

bool DocumentBook::knows(std::string_view target) const {
  return match(target).has_value();
}

std::optional<BookPlace> DocumentBook::place(std::string_view target) const {
  const auto found = match(target);
  if (!found) return std::nullopt;
  return BookPlace{canonical_target(*found->page, found->call), Stamp(found->chapter->changes)};
}

bool DocumentBook::is_listed(std::string_view target, const contract::Document& document) const {
  const auto found = match(target);
  return found && found->page->kept &&
         std::all_of(found->call.query.begin(), found->call.query.end(), [&](const auto& asked) {
           return asked.second.empty() || offers(document, asked.first, asked.second);
         });
}

std::vector<std::string> DocumentBook::paths() const {
  std::vector<std::string> paths;
  for (const Chapter& chapter : chapters_)
    for (const DocumentPage& page : chapter.pages)
      for (std::string& path : paths_of(page)) paths.push_back(std::move(path));
  return paths;
}

std::vector<Finding> DocumentBook::findings(std::string_view subject) const {
  std::vector<Finding> findings;
  const auto add_page = [&](std::string path) {
    const auto document = open(path);
    if (!document || !document->indexed) return;
    findings.push_back(
        {std::move(path), document->title, document->description + "\n" + document_text(*document)});
  };
  for (const Chapter& chapter : chapters_) {
    if (chapter.subject != subject) continue;
    for (const DocumentPage& page : chapter.pages) {
      if (!page.findings)
        for (std::string& path : paths_of(page)) add_page(std::move(path));
      else
        for (Finding& finding : page.findings()) findings.push_back(std::move(finding));
    }
  }
  return findings;
}

std::vector<std::string> DocumentBook::subjects() const {
  std::vector<std::string> names;
  for (const Chapter& chapter : chapters_) names.push_back(chapter.subject);
  return names;
}

std::vector<ListedPage> DocumentBook::listed() const {
  std::vector<ListedPage> listed;
  for (const Chapter& chapter : chapters_)
    for (const DocumentPage& page : chapter.pages)
      if (page.listing) listed.push_back({page.pattern, *page.listing});
  return listed;
}

void DocumentBook::changed(std::string_view subject) {
  for (Chapter& chapter : chapters_)
    if (chapter.subject == subject || contract::is_among(chapter.shown, subject)) ++chapter.changes;
  ++changes_;
}

Stamp DocumentBook::stamp(std::string_view subject) const {
  for (const Chapter& chapter : chapters_)
    if (chapter.subject == subject) return Stamp(chapter.changes);
  return Stamp(changes_);
}

Response personal_reply(int status, const DocumentBook& book, const contract::Document& document,
                        std::string address) {
  PageFrame frame = book.frame();
  frame.address = std::move(address);
  Response response =
      text_response(status, "text/html; charset=utf-8", plain_page(frame, document, book.style()));
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace wufei::http
