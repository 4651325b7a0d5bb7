#include "county/content_files.hpp"

#include <fstream>
#include <iterator>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

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

}  // namespace

contract::Json read_checked(const std::filesystem::path& directory, const std::string& file,
                            const std::string& schema, Faults& faults) {
  const std::size_t before = faults.size();
  Json document = read_json(directory, file, faults);
  const Json schema_json = read_json(directory, "schema/" + schema, faults);
  if (faults.size() == before) validate(document, schema_json, file, faults);
  return document;
}

}  // namespace wufei::service
