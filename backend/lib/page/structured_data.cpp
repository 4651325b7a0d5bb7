#include "lib/page/structured_data.hpp"

#include <algorithm>

#include "lib/document/routes.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {
namespace {

using contract::Json;

std::string_view type_of(std::string_view path) {
  const auto depth = std::count(path.begin(), path.end(), '/');
  if (path.starts_with("/disclosure/") && depth >= 3) return "Article";
  if (path.starts_with("/indicators/") || (path.starts_with("/open-data/") && depth >= 2)) return "Dataset";
  if (depth == 1 && contract::is_document_path(path)) return "CollectionPage";
  return "WebPage";
}

Json breadcrumbs(const contract::Document& document, const std::string& public_url) {
  Json items = Json::array();
  int position = 0;
  const auto add = [&](const std::string& name, const std::string& path) {
    items.push_back(
        {{"@type", "ListItem"}, {"position", ++position}, {"name", name}, {"item", public_url + path}});
  };
  for (const contract::Link& crumb : document.crumbs) add(crumb.title, crumb.href);
  add(document.title, document.path);
  return {{"@type", "BreadcrumbList"}, {"itemListElement", std::move(items)}};
}

}  // namespace

std::string structured_data(const contract::Document& document, const PageFrame& frame,
                            const std::string& public_url) {
  if (public_url.empty() || !document.indexed) return {};
  const std::string_view type = type_of(document.path);
  Json json = {{"@context", "https://schema.org"},
               {"@type", type},
               {"url", public_url + document.path},
               {"name", document.title},
               {"description", document.description},
               {"inLanguage", "zh-CN"},
               {"breadcrumb", breadcrumbs(document, public_url)},
               {"isPartOf", {{"@type", "WebSite"}, {"name", frame.name}, {"url", public_url + "/"}}}};
  if (type == "Article") json["headline"] = document.title;
  if (type == "Dataset") json.erase("breadcrumb");  // no property of a data set
  if (!document.updated.empty()) json["dateModified"] = document.updated;
  return "<script type=\"application/ld+json\">" + script_safe_json(contract::to_text(json)) + "</script>";
}

}  // namespace wufei::http
