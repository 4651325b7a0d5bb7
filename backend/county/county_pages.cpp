#include "county/county_pages.hpp"

#include "county/county_content.hpp"
#include "lib/base/words.hpp"
#include "lib/document/navigation.hpp"

namespace wufei::http {
namespace {

using contract::Document;
using contract::heading_block;
using contract::paragraph_block;
using contract::Site;
using contract::Text;

const Site& site_of(const service::ContentSet& content) {
  return content.get<service::CountyContent>().site;
}

void add_news(Document& document, const Site& site) {
  if (site.news.empty()) return;
  document.blocks.push_back(heading_block(2, words(Text::server_page_news)));
  for (const contract::NewsItem& item : site.news) {
    document.blocks.push_back(heading_block(3, item.title));
    document.blocks.push_back(paragraph_block(item.date));
    document.blocks.push_back(paragraph_block(item.text));
  }
}

Document home_page(const service::ContentSet& content) {
  const Site& site = site_of(content);
  Document document = titled_page(content, Text::server_page_home_title, Text::server_page_home_description);
  document.blocks.push_back(paragraph_block(site.tagline));
  document.blocks.push_back(heading_block(2, words(Text::server_page_services)));
  contract::Block services;
  services.kind = contract::BlockKind::cards;
  const auto add = [&services](Text title, const char* path, Text about) {
    contract::Card card;
    card.title = words(title);
    card.href = path;
    card.text = words(about);
    services.cards.push_back(std::move(card));
  };
  add(Text::server_page_book, "/pickup", Text::server_page_book_about);
  add(Text::frame_lookup, "/pickup/lookup", Text::server_page_lookup_about);
  document.blocks.push_back(std::move(services));
  add_news(document, site);
  add_service_line(document, content);
  return document;
}

Document privacy_page(const service::ContentSet& content) {
  Document document =
      titled_page(content, Text::server_page_privacy_title, Text::server_page_privacy_description);
  document.blocks.push_back(paragraph_block(site_of(content).privacy_summary));
  for (const contract::NoticeSection& section : site_of(content).privacy) {
    document.blocks.push_back(heading_block(2, section.heading));
    document.blocks.push_back(paragraph_block(section.text));
  }
  return document;
}

Document missing_page(const service::ContentSet& content) {
  Document document = note_page(content, Text::server_page_not_found, Text::server_page_not_found_text);
  document.path = "/";
  document.blocks.push_back(paragraph_block({contract::link_span(words(Text::server_page_to_home), "/")}));
  return document;
}

PageFrame frame_of(const service::ContentSet& content) {
  const Site& site = site_of(content);
  PageFrame frame;
  frame.name = site.portal_name;
  for (const contract::NavigationEntry& entry : contract::kNavigation)
    frame.navigation.push_back({words(entry.title), std::string(entry.path)});
  if (contract::is_on_trial(site)) {
    frame.mark = words(Text::frame_trial);
    frame.imprint.push_back(words(Text::frame_trial_about));
  }
  const auto line = [&frame](Text key, std::string_view name, const std::string& value) {
    if (!value.empty()) frame.imprint.push_back(contract::text(key, {{name, value}}));
  };
  frame.imprint.push_back(
      contract::text(Text::server_page_plan, {{"title", site.plan_title}, {"number", site.plan_number}}));
  line(Text::server_page_host, "body", site.host_body);
  line(Text::server_page_identifier, "number", site.site_identifier);
  line(Text::server_page_icp, "number", site.icp_number);
  frame.links = {{words(Text::server_page_privacy_title), "/privacy"},
                 {words(Text::server_page_site_map), "/site-map"}};
  frame.report = {words(Text::server_page_report_error), "/feedback/new?kind=site_error&page="};
  frame.feed = {words(Text::frame_disclosure) + " - " + site.portal_name, "/feeds/disclosure.atom"};
  frame.data["site"] = contract::site_to_json(site);
  frame.missing = missing_page(content);
  return frame;
}

}  // namespace

Document titled_page(const service::ContentSet& content, Text title, Text description) {
  const Site& site = site_of(content);
  Document document;
  document.title = contract::text(title, {{"portal", site.portal_name}});
  document.description = contract::text(
      description,
      {{"county", site.county_name}, {"portal", site.portal_name}, {"line", site.service_number}});
  return document;
}

Document note_page(const service::ContentSet& content, Text title, Text note) {
  Document document = titled_page(content, title, Text::server_page_other_description);
  document.indexed = false;
  document.blocks.push_back(
      paragraph_block(contract::text(note, {{"line", site_of(content).service_number}})));
  add_service_line(document, content);
  return document;
}

void add_service_line(Document& document, const service::ContentSet& content) {
  const Site& site = site_of(content);
  document.blocks.push_back(heading_block(2, words(Text::server_page_phone_heading)));
  document.blocks.push_back(paragraph_block(
      contract::text(Text::server_page_phone, {{"name", site.service_name}, {"line", site.service_number}})));
  document.blocks.push_back(
      paragraph_block({contract::link_span(site.service_number, "tel:" + site.service_number)}));
}

void add_county_pages(DocumentBook& book, const service::ContentSource& source) {
  const auto add = [&](const char* path, Document (*make)(const service::ContentSet&)) {
    book.add({.pattern = path,
              .make = [&source, make](const PageCall&) -> contract::Result<Document> {
                return make(*source.current());
              },
              .findings = no_findings});
  };
  add("/", home_page);
  add("/privacy", privacy_page);
  book.set_frame([&source] { return frame_of(*source.current()); });
}

}  // namespace wufei::http
