#include "county/content_part.hpp"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "lib/base/civil_date.hpp"

namespace wufei::service {
namespace {

using contract::Json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

Json read_json(const ContentReader& reader, const std::string& file, ContentFaults& faults) {
  const auto bytes = reader.read(file, kLargestContentFile);
  if (!bytes) return faults.push_back({file, "", "cannot be read"}), Json();
  auto json = contract::parse_json(*bytes);
  if (json) return std::move(*json);
  faults.push_back({file, "", "is not JSON in UTF-8: " + json.error().detail});
  return {};
}

// A schema, or one of its definitions, which may name others of them.
Json read_schema(const ContentReader& reader, const std::string& schema, ContentFaults& faults) {
  const auto mark = schema.find('#');
  Json whole = read_json(reader, "schema/" + schema.substr(0, mark), faults);
  if (mark == std::string::npos || whole.is_null()) return whole;
  Json part{{"allOf", Json::array({{{"$ref", schema.substr(mark)}}})}};
  part["definitions"] = std::move(whole["definitions"]);
  return part;
}

// valijson's path "<root>" "[windows]" "[0]" as a JSON Pointer.
std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (const std::string& step : context)
    if (step.size() > 2 && step.front() == '[') pointer += "/" + step.substr(1, step.size() - 2);
  return pointer;
}

void validate(const Json& document, const Json& schema_json, const std::string& file, ContentFaults& faults) {
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

void read_checked(const std::string& file, const Json& schema, ContentInput& input, ContentFaults& faults) {
  const std::size_t before = faults.size();
  Json document = read_json(input.reader, file, faults);
  if (faults.size() == before && !schema.is_null()) validate(document, schema, file, faults);
  input.documents[file] = std::move(document);
}

}  // namespace

std::string describe(const ContentFaults& faults) {
  std::string text;
  for (const ContentFault& fault : faults)
    text += (text.empty() ? "" : "\n") + fault.file + "#" + fault.pointer + ": " + fault.rule;
  return text;
}

std::string at(const std::string& pointer, std::size_t index) {
  return pointer + "/" + std::to_string(index);
}

void FileFaults::unless_date(const std::string& text, const std::string& pointer) const {
  unless(contract::parse_date(text).has_value(), pointer, "is not a date that exists (YYYY-MM-DD)");
}

std::vector<std::string> ContentInput::files_of(const std::string& folder) const {
  std::vector<std::string> files;
  for (auto row = documents.lower_bound(folder); row != documents.end() && row->first.starts_with(folder);
       ++row)
    files.push_back(row->first);
  return files;
}

void read_documents(const ContentPart& part, ContentInput& input, ContentFaults& faults) {
  for (const ContentFile& wanted : part.files) {
    const Json schema = read_schema(input.reader, wanted.schema, faults);
    if (!wanted.file.ends_with('/')) {
      read_checked(wanted.file, schema, input, faults);
      continue;
    }
    for (const std::string& name : input.reader.names(wanted.file))
      if (name.ends_with(".json")) read_checked(wanted.file + name, schema, input, faults);
  }
}

}  // namespace wufei::service
