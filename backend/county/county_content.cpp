#include "county/county_content.hpp"

#include <set>
#include <vector>

#include "county/content_texts.hpp"
#include "county/site/routes.hpp"

namespace wufei::service {
namespace {

constexpr const char* kAreasFile = "areas.json";
constexpr const char* kSiteFile = "site.json";

bool is_code(const std::string& text) {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string::npos;
}

void check_areas(const contract::Areas& areas, const FileFaults& faults) {
  std::set<std::string> codes;
  faults.unless_unique(areas, "/areas", &contract::Area::name, "name");
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const std::string pointer = at("/areas", i);
    faults.unless(codes.insert(areas[i].code).second, pointer + "/code", "is used twice");
    faults.unless(is_code(areas[i].code), pointer + "/code",
                  "must be lower-case letters, digits, '_' or '-'");
    const std::vector<contract::Village>& villages = areas[i].villages;
    faults.unless_unique(villages, pointer + "/villages", &contract::Village::name, "name");
    for (std::size_t v = 0; v < villages.size(); ++v) {
      const std::string code = at(pointer + "/villages", v) + "/code";
      faults.unless(codes.insert(villages[v].code).second, code, "is used twice");
      faults.unless(villages[v].code.starts_with(areas[i].code), code, "does not begin with its area's code");
    }
  }
}

void check_site(const contract::Site& site, const FileFaults& faults) {
  faults.unless_date(site.plan_date, "/plan/date");
  if (!site.opened.empty()) faults.unless_date(site.opened, "/opened");
  faults.unless_unique(site.questions, "/questions", &contract::Question::word, "word");
  for (std::size_t i = 0; i < site.questions.size(); ++i)
    faults.unless(contract::is_client_path(site.questions[i].link), at("/questions", i) + "/link",
                  "is no page of this site");
  faults.unless_unique(site.news, "/news");
  for (std::size_t i = 0; i < site.news.size(); ++i) {
    const contract::NewsItem& item = site.news[i];
    faults.unless_date(item.date, at("/news", i) + "/date");
    faults.unless(i == 0 || item.date <= site.news[i - 1].date, at("/news", i),
                  "is newer than the one before");
    faults.unless(item.link.empty() || contract::is_client_path(item.link), at("/news", i) + "/link",
                  "is no page of this site");
  }
}

// What the county says of itself are numbers of its own, and its telephone may be named wherever the site
// speaks. Whether a price may be said, and where, the launch list knows.
void check_site_texts(const contract::Json& document, const contract::Site& site, const FileFaults& faults) {
  const std::set<std::string> own{"/contact_phone", "/icp_number", "/police_number", "/site_identifier"};
  const std::vector<std::string> known = known_numbers(site);
  each_text(document, [&](const std::string& pointer, const std::string& text) {
    check_bare(text, pointer, faults);
    if (own.count(pointer) == 0) check_numbers(text, known, pointer, faults);
    if (pointer != "/price_note") check_price(text, pointer, faults);
  });
}

CountyContent read(const ContentInput& input, const ContentSet&, ContentFaults& faults) {
  return {contract::areas_from_json(input.document(kAreasFile)),
          contract::site_from_json(input.document(kSiteFile)), load_media(input.reader, faults)};
}

void check(const ContentInput& input, const ContentSet& content, ContentFaults& all) {
  const auto& county = content.get<CountyContent>();
  const FileFaults areas(kAreasFile, all), site(kSiteFile, all);
  check_areas(county.areas, areas);
  check_clean(input.document(kAreasFile), areas);
  check_site(county.site, site);
  check_site_texts(input.document(kSiteFile), county.site, site);
}

}  // namespace

std::string county_code(const CountyContent& county) {
  constexpr std::size_t kCodeDigits = 6;  // of a county; an area has three more
  for (const contract::Area& area : county.areas)
    if (area.code.size() > kCodeDigits && area.code.find_first_not_of("0123456789") == std::string::npos)
      return area.code.substr(0, kCodeDigits);
  return {};
}

ContentPart county_part() {
  return content_part("county", {{kAreasFile, "areas.schema.json"}, {kSiteFile, "site.schema.json"}}, read,
                      check);
}

}  // namespace wufei::service
