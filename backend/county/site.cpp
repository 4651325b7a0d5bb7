#include "county/site.hpp"

namespace wufei::contract {
namespace {

Json news_to_json(const std::vector<NewsItem>& news) {
  Json rows = Json::array();
  for (const NewsItem& item : news)
    rows.push_back({{"id", item.id},
                    {"date", item.date},
                    {"title", item.title},
                    {"text", item.text},
                    {"link", item.link}});
  return rows;
}

Json questions_to_json(const std::vector<Question>& questions) {
  Json rows = Json::array();
  for (const Question& question : questions)
    rows.push_back({{"word", question.word}, {"link", question.link}});
  return rows;
}

Json privacy_to_json(const Site& site) {
  Json sections = Json::array();
  for (const NoticeSection& section : site.privacy)
    sections.push_back({{"heading", section.heading}, {"text", section.text}});
  return {{"summary", site.privacy_summary}, {"sections", std::move(sections)}};
}

void read_lists(const Json& json, Site& site) {
  for (const Json& row : array_or_empty(json, "questions"))
    site.questions.push_back({text_or_empty(row, "word"), text_or_empty(row, "link")});
  for (const Json& row : array_or_empty(json, "news"))
    site.news.push_back({text_or_empty(row, "id"), text_or_empty(row, "date"), text_or_empty(row, "title"),
                         text_or_empty(row, "text"), text_or_empty(row, "link")});
  const Json& privacy = object_or_empty(json, "privacy");
  site.privacy_summary = text_or_empty(privacy, "summary");
  for (const Json& row : array_or_empty(privacy, "sections"))
    site.privacy.push_back({text_or_empty(row, "heading"), text_or_empty(row, "text")});
}

}  // namespace

Json site_to_json(const Site& site) {
  return {
      {"portal_name", site.portal_name},
      {"county_name", site.county_name},
      {"tagline", site.tagline},
      {"host_body", site.host_body},
      {"undertaker", site.undertaker},
      {"icp_number", site.icp_number},
      {"police_number", site.police_number},
      {"site_identifier", site.site_identifier},
      {"contact_phone", site.contact_phone},
      {"opened", site.opened},
      {"service_line", {{"number", site.service_number}, {"name", site.service_name}}},
      {"price_note", site.price_note},
      {"plan", {{"title", site.plan_title}, {"document_number", site.plan_number}, {"date", site.plan_date}}},
      {"questions", questions_to_json(site.questions)},
      {"news", news_to_json(site.news)},
      {"privacy", privacy_to_json(site)}};
}

Site site_from_json(const Json& json) {
  Site site;
  site.portal_name = text_or_empty(json, "portal_name");
  site.county_name = text_or_empty(json, "county_name");
  site.tagline = text_or_empty(json, "tagline");
  site.host_body = text_or_empty(json, "host_body");
  site.undertaker = text_or_empty(json, "undertaker");
  site.icp_number = text_or_empty(json, "icp_number");
  site.police_number = text_or_empty(json, "police_number");
  site.site_identifier = text_or_empty(json, "site_identifier");
  site.contact_phone = text_or_empty(json, "contact_phone");
  site.opened = text_or_empty(json, "opened");
  const Json& line = object_or_empty(json, "service_line");
  site.service_number = text_or_empty(line, "number");
  site.service_name = text_or_empty(line, "name");
  site.price_note = text_or_empty(json, "price_note");
  const Json& plan = object_or_empty(json, "plan");
  site.plan_title = text_or_empty(plan, "title");
  site.plan_number = text_or_empty(plan, "document_number");
  site.plan_date = text_or_empty(plan, "date");
  read_lists(json, site);
  return site;
}

}  // namespace wufei::contract
