#include "county/county_pages.hpp"

#include "county/county_content.hpp"
#include "county/site/navigation.hpp"
#include "county/site/routes.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"

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

// Every news item in full; home has their titles.
Document news_page(const service::ContentSet& content) {
  Document document = titled_page(content, Text::server_news_title, Text::server_news_description);
  document.section = "home";
  for (const contract::NewsItem& item : site_of(content).news) {
    document.blocks.push_back(heading_block(2, item.title, item.id));
    document.blocks.push_back(paragraph_block(item.date));
    document.blocks.push_back(paragraph_block(item.text));
    if (!item.link.empty())
      document.blocks.push_back(
          paragraph_block({contract::link_span(words(Text::server_news_more), item.link)}));
  }
  return document;
}

Document privacy_page(const service::ContentSet& content) {
  Document document =
      titled_page(content, Text::server_page_privacy_title, Text::server_page_privacy_description);
  document.type = "WebPage";
  document.blocks.push_back(paragraph_block(site_of(content).privacy_summary));
  for (const contract::NoticeSection& section : site_of(content).privacy) {
    document.blocks.push_back(heading_block(2, section.heading));
    document.blocks.push_back(paragraph_block(section.text));
  }
  return document;
}

// What stands for a page that is not there: the guide's field, the search, the four main pages.
Document missing_page(const service::ContentSet& content) {
  Document document = note_page(content, Text::server_page_not_found, Text::server_page_not_found_text);
  document.path = "/";
  document.blocks.resize(1);  // the telephone is one of the ways on
  contract::Block field = filters_block(words(Text::guide_search), "/guide");
  field.filters.push_back(
      {contract::FilterKind::search, "q", words(Text::guide_label), {}, {}, words(Text::home_ask_hint)});
  document.blocks.push_back(heading_block(2, words(Text::guide_label)));
  document.blocks.push_back(std::move(field));
  document.blocks.push_back(heading_block(2, words(Text::not_found_ways)));
  contract::Block ways = cards_block(words(Text::not_found_ways));
  ways.cards = {card_to("/search", Text::frame_search_site, "magnifying-glass"),
                card_to("/", Text::server_page_to_home, "house"),
                card_to("/pickup", Text::frame_pickup, "truck"),
                card_to("/disclosure", Text::frame_disclosure, "chart-bar"),
                card_to("/feedback", Text::frame_feedback, "megaphone")};
  const std::string& line = site_of(content).service_number;
  if (!line.empty()) {
    ways.cards.push_back(
        card_to("tel:" + line, contract::text(Text::frame_call, {{"line", line}}), "phone-call"));
  }
  document.blocks.push_back(std::move(ways));
  return document;
}

PageFrame frame_of(const service::ContentSet& content) {
  const Site& site = site_of(content);
  PageFrame frame;
  frame.name = site.portal_name;
  frame.navigation = contract::kNavigation;
  frame.search = {words(Text::frame_search_site), "/search"};
  frame.client_page = contract::client_page;
  const std::string line =
      contract::text(Text::frame_line, {{"name", site.service_name}, {"line", site.service_number}});
  if (!site.service_number.empty())
    frame.line = {contract::text(Text::frame_call, {{"line", site.service_number}}),
                  "tel:" + site.service_number};
  frame.links = {{line, "tel:" + site.service_number},
                 {words(Text::frame_privacy), "/privacy"},
                 {words(Text::frame_site_map), "/site-map"},
                 {words(Text::frame_open_data), "/open-data"}};
  frame.report = {words(Text::frame_site_error), "/feedback/new?kind=site_error&page="};
  if (contract::is_on_trial(site)) {
    frame.mark = words(Text::frame_trial);
    frame.notes.push_back(words(Text::frame_trial_about));
  }
  frame.notes.push_back(
      contract::text(Text::frame_plan, {{"title", site.plan_title}, {"number", site.plan_number}}));
  for (const contract::ImprintLine& fact : contract::kImprint) {
    const std::string& value = site.*fact.value;
    frame.imprint.emplace_back(words(fact.label), value.empty() ? words(fact.missing) : value);
  }
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
  add("/privacy", privacy_page);
  add("/news", news_page);
  book.set_frame([&source] { return frame_of(*source.current()); });
}

}  // namespace wufei::http
