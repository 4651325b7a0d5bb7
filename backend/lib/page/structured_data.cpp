#include "lib/page/structured_data.hpp"

#include <algorithm>

#include "lib/base/utf8.hpp"
#include "lib/page/document_html.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {
namespace {

using contract::Json;

constexpr std::size_t kLeastDescription = 60;  // code points

// What the page says itself, or by its place: the first of several.
std::string_view type_of(const contract::Document& document, const PageFrame& frame) {
  if (!document.type.empty()) return document.type;
  const bool first = std::count(document.path.begin(), document.path.end(), '/') == 1;
  return first && client_page(frame, document.path).is_document ? "CollectionPage" : "WebPage";
}

Json breadcrumbs(const contract::Document& document, const std::string& public_url) {
  Json items = Json::array();
  int position = 0;
  const auto add = [&](const std::string& name, const std::string& path) {
    items.push_back(
        {{"@type", "ListItem"}, {"position", ++position}, {"name", name}, {"item", public_url + path}});
  };
  for (const contract::Link& crumb : document.crumbs) add(crumb.title, crumb.href);
  add(document.title, std::string(contract::canonical_path(document)));
  return {{"@type", "BreadcrumbList"}, {"itemListElement", std::move(items)}};
}

// What search engines take of a data set has 50 characters at least: the description, and what the page says
// next.
std::string description_of(const contract::Document& document) {
  std::string out = document.description;
  const std::string text = document_text(document);
  for (std::size_t at = 0; at < text.size() && contract::code_point_count(out) < kLeastDescription;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = contract::trimmed(std::string_view(text).substr(at, end - at));
    if (!line.empty() && out.find(line) == std::string::npos) out += (out.empty() ? "" : " ") + line;
    at = end + 1;
  }
  return out;
}

}  // namespace

std::string structured_data(const contract::Document& document, const PageFrame& frame,
                            const std::string& public_url) {
  if (public_url.empty() || !document.indexed) return {};
  const std::string_view type = type_of(document, frame);
  Json json = {{"@context", "https://schema.org"},
               {"@type", type},
               {"url", public_url + std::string(contract::canonical_path(document))},
               {"name", document.title},
               {"description", document.description},
               {"inLanguage", "zh-CN"},
               {"isPartOf", {{"@type", "WebSite"}, {"name", frame.name}, {"url", public_url + "/"}}}};
  if (type == "Article") json["headline"] = document.title;
  if (type == "Dataset") json["description"] = description_of(document);
  const bool is_page = type.ends_with("Page");
  if (is_page && !document.crumbs.empty()) json["breadcrumb"] = breadcrumbs(document, public_url);
  if (!document.updated.empty()) json["dateModified"] = document.updated;
  // Only a page has its way as a property; of other things it stands beside them.
  if (!is_page && !document.crumbs.empty()) {
    Json way = breadcrumbs(document, public_url);
    way["@context"] = "https://schema.org";
    json = Json::array({std::move(json), std::move(way)});
  }
  return "<script type=\"application/ld+json\">" + script_safe_json(contract::to_text(json)) + "</script>";
}

std::string link_card(const contract::Document& document, const std::string& site,
                      const std::string& public_url) {
  if (public_url.empty()) return {};
  const auto property = [](const std::string& name, const std::string& value) {
    return "<meta property=\"og:" + name + "\" content=\"" + escape_html(value) + "\">";
  };
  return property("type", "website") + property("site_name", site) + property("title", document.title) +
         property("description", document.description) +
         property("url", public_url + std::string(contract::canonical_path(document))) +
         property("image", public_url + "/icon-512.png");
}

}  // namespace wufei::http
