#include "service/content.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "contract/civil_date.hpp"
#include "contract/json.hpp"
#include "service/article_content.hpp"
#include "service/content_rules.hpp"

namespace wufei::service {
namespace {

using contract::Json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;
using Faults = std::vector<ContentFault>;

Json read_json(const std::filesystem::path& directory, const std::string& file, Faults& faults) {
  std::ifstream stream(directory / file, std::ios::binary);
  if (!stream) return faults.push_back({file, "", "cannot be read"}), Json();
  auto json = contract::parse_json(std::string{std::istreambuf_iterator<char>(stream), {}});
  if (json) return std::move(*json);
  faults.push_back({file, "", "is not JSON in UTF-8: " + json.error().detail});
  return {};
}

// valijson's path "<root>" "[windows]" "[0]" as a JSON Pointer.
std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (const std::string& step : context)
    if (step.size() > 2 && step.front() == '[') pointer += "/" + step.substr(1, step.size() - 2);
  return pointer;
}

void validate(const Json& document, const Json& schema_json, const std::string& file, Faults& faults) {
  try {
    valijson::Schema schema;
    valijson::SchemaParser().populateSchema(Adapter(schema_json), schema);
    valijson::ValidationResults results;
    if (valijson::Validator().validate(schema, Adapter(document), &results)) return;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) faults.push_back({file, pointer_of(error.context), error.description});
  } catch (const std::exception& failure) {
    faults.push_back({file, "", std::string("its schema is wrong: ") + failure.what()});
  }
}

Json read_checked(const std::filesystem::path& directory, const char* file, const char* schema,
                  Faults& faults) {
  const std::size_t before = faults.size();
  Json document = read_json(directory, file, faults);
  const Json schema_json = read_json(directory, std::string("schema/") + schema, faults);
  if (faults.size() == before) validate(document, schema_json, file, faults);
  return document;
}

// Every surveys/*.json in order of name; none is no fault.
void read_surveys(const std::filesystem::path& directory, ContentDocuments& documents, Faults& faults) {
  std::error_code failed;
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory / kSurveysDirectory, failed))
    if (entry.path().extension() == ".json")
      files.push_back(std::string(kSurveysDirectory) + "/" + entry.path().filename().string());
  std::sort(files.begin(), files.end());
  for (const std::string& file : files)
    documents.surveys[file] = read_checked(directory, file.c_str(), "survey.schema.json", faults);
}

// A question about areas gets the county's.
void fill_area_options(contract::Survey& survey, const contract::Areas& areas) {
  for (contract::SurveyQuestion& question : survey.questions)
    if (question.of_areas)
      for (const contract::Area& area : areas) question.options.push_back({area.code, area.name, false});
}

Content content_from(const ContentDocuments& documents) {
  Content content;
  content.areas = contract::areas_from_json(documents.areas);
  content.catalogue = contract::catalogue_from_json(documents.catalogue);
  content.rules = contract::pickup_rules_from_json(documents.rules);
  content.site = contract::site_from_json(documents.site);
  for (const auto& [file, document] : documents.surveys) {
    content.surveys.push_back(contract::survey_from_json(document));
    fill_area_options(content.surveys.back(), content.areas);
  }
  content.reminder_minute =
      contract::parse_clock(contract::text_or_empty(documents.rules, "reminder_time")).value_or(0);
  return content;
}

}  // namespace

LoadedContent load_content(const std::filesystem::path& directory) {
  LoadedContent loaded;
  ContentDocuments documents;
  documents.areas = read_checked(directory, kAreasFile, "areas.schema.json", loaded.faults);
  documents.site = read_checked(directory, kSiteFile, "site.schema.json", loaded.faults);
  documents.catalogue = read_checked(directory, kCatalogueFile, "catalogue.schema.json", loaded.faults);
  documents.rules = read_checked(directory, kRulesFile, "rules.schema.json", loaded.faults);
  documents.columns = read_checked(directory, kColumnsFile, "disclosure_columns.schema.json", loaded.faults);
  read_surveys(directory, documents, loaded.faults);
  if (!loaded.faults.empty()) return loaded;
  Content content = content_from(documents);
  content.disclosure = load_disclosure(directory, documents.columns, loaded.faults);
  if (!loaded.faults.empty()) return loaded;
  loaded.faults = check_content_rules(content, documents);
  if (loaded.faults.empty()) loaded.content = std::move(content);
  return loaded;
}

std::string describe(const std::vector<ContentFault>& faults) {
  std::string text;
  for (const ContentFault& fault : faults)
    text += (text.empty() ? "" : "\n") + fault.file + "#" + fault.pointer + ": " + fault.rule;
  return text;
}

}  // namespace wufei::service
