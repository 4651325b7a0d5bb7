#include "county/content.hpp"

#include "county/content_files.hpp"
#include "county/content_rules.hpp"
#include "county/media_content.hpp"
#include "disclosure/article_content.hpp"
#include "guide/guide_content.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"
#include "plan/plan_rules.hpp"

namespace wufei::service {
namespace {

using contract::Json;
using Faults = std::vector<ContentFault>;

contract::Plan read_plan(const std::filesystem::path& directory, Faults& faults) {
  const auto read = [&](const char* file, const char* schema) {
    return read_checked(directory, file, schema, faults);
  };
  contract::Plan plan;
  plan.bodies = contract::bodies_from_json(read(kBodiesFile, "plan_bodies.schema.json"));
  plan.chapters = contract::chapters_from_json(read(kChaptersFile, "plan_chapters.schema.json"));
  plan.tasks = contract::tasks_from_json(read(kTasksFile, "plan_tasks.schema.json"));
  plan.targets = contract::targets_from_json(read(kTargetsFile, "plan_targets.schema.json"));
  plan.discrepancies =
      contract::discrepancies_from_json(read(kDiscrepanciesFile, "plan_discrepancies.schema.json"));
  plan.cells = contract::cells_from_json(read(kCellsFile, "plan_cells.schema.json"));
  return plan;
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
  content.feedback = contract::feedback_rules_from_json(documents.feedback);
  content.site = contract::site_from_json(documents.site);
  content.indicators = contract::indicators_from_json(documents.indicators);
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
  documents.feedback = read_checked(directory, kFeedbackFile, "feedback.schema.json", loaded.faults);
  documents.rules = read_checked(directory, kRulesFile, "rules.schema.json", loaded.faults);
  documents.columns = read_checked(directory, kColumnsFile, "disclosure_columns.schema.json", loaded.faults);
  contract::Plan plan = read_plan(directory, loaded.faults);
  const Json open_data = read_checked(directory, kOpenDataFile, "open_data.schema.json", loaded.faults);
  documents.indicators = read_checked(directory, kIndicatorsFile, "indicators.schema.json", loaded.faults);
  read_surveys(directory, documents, loaded.faults);
  if (!loaded.faults.empty()) return loaded;
  Content content = content_from(documents);
  content.plan = std::move(plan);
  content.open_data = contract::open_data_from_json(open_data);
  content.disclosure = load_disclosure(directory, documents.columns, loaded.faults);
  content.media = load_media(directory, loaded.faults);
  content.guide = load_guide(directory, content.areas, content.catalogue, loaded.faults);
  const std::vector<ContentFault> broken = check_content_rules(content, documents);
  loaded.faults.insert(loaded.faults.begin(), broken.begin(), broken.end());
  const std::vector<ContentFault> missing = check_media(content.disclosure, content.media);
  loaded.faults.insert(loaded.faults.end(), missing.begin(), missing.end());
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
