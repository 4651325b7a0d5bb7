#include "opendata/open_data_routes.hpp"

#include <string>

#include "opendata/openapi_document.hpp"

namespace wufei::http {
namespace {

constexpr const char* kForEver = "public, max-age=31536000, immutable";

Response not_found(const Request& request) {
  return problem_response(contract::make_error(contract::ErrorCode::not_found, "no such table"), request);
}

Response not_made(const Request& request) {
  return problem_response(contract::make_error(contract::ErrorCode::unavailable, "no open data yet"),
                          request);
}

// Links of RFC 8288: what describes the file, and the same file in its version.
std::string links_for(const OpenDataEdition& edition, const std::string& table, const std::string& file) {
  return "</open-data/" + table +
         ".csv-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\", " + "</open-data/v/" +
         edition.edition.version + "/" + file + ">; rel=\"memento\"";
}

Response file_reply(const OpenData& data, const Request& request, const std::string& name,
                    const std::string& table) {
  const OpenDataPtr edition = data.current();
  if (!edition) return not_made(request);
  const bool with_mark = name.ends_with(".csv") && request.query_value("bom") == "1";
  const auto found = edition->files.find(with_mark ? name + "?bom" : name);
  if (found == edition->files.end()) return not_found(request);
  Response response = cached_reply(*found->second, request);
  if (table.empty()) return response;
  response.headers.add("Link", links_for(*edition, table, name));
  if (name.ends_with(".csv") || name.ends_with(".xlsx"))
    response.headers.add("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

void add_table(Router& router, const OpenData& data, const std::string& suffix, const char* name) {
  router.add(Route::quick_get("/open-data/{name}" + suffix, name, [&data, suffix](const Request& request) {
    const std::string table(request.path_parameter("name"));
    return file_reply(data, request, table + suffix, table);
  }));
}

void add_file(Router& router, const OpenData& data, const std::string& file, const char* name) {
  router.add(Route::quick_get("/open-data/" + file, name, [&data, file](const Request& request) {
    return file_reply(data, request, file, {});
  }));
}

// The bytes never change: their hash is their validator, and who has them need not ask again.
Response archived_reply(const OpenData& data, const Request& request) {
  const auto version = request.path_parameter("version"), file = request.path_parameter("file");
  const OpenDataPtr edition = data.current();
  if (!edition) return not_made(request);
  auto bytes = data.archive().read(version, file);
  if (!bytes) return problem_response(bytes.error(), request);
  const bool with_mark = file.ends_with(".csv") && request.query_value("bom") == "1";
  const auto current = edition->files.find(file);
  const std::string media_type =
      current == edition->files.end() ? "application/octet-stream" : current->second->media_type;
  const auto cached = make_cached((with_mark ? "\xEF\xBB\xBF" : "") + *bytes, media_type, kForEver, true);
  return cached_reply(*cached, request);
}

}  // namespace

void add_open_data_routes(Router& router, const OpenData& data) {
  add_file(router, data, "datapackage.json", "get_data_package");
  add_file(router, data, "catalog.jsonld", "get_data_catalog");
  add_file(router, data, "csv-metadata.json", "get_group_metadata");
  add_file(router, data, "versions.json", "list_data_versions");
  add_table(router, data, ".csv-metadata.json", "get_table_metadata");
  add_table(router, data, ".csv", "get_table_csv");
  add_table(router, data, ".json", "get_table_json");
  add_table(router, data, ".xlsx", "get_table_workbook");
  router.add(Route::get("/open-data/v/{version}/{file}", "get_data_version",
                        [&data](const Request& request) { return archived_reply(data, request); }));
}

void add_openapi_route(Router& router) {
  // Few ask for it, and the best form of half a megabyte would be a third of the time that a start takes.
  const auto cached = make_cached(std::string(openapi_document()), "application/json", kShortly, true);
  router.add(Route::quick_get("/api/v1/openapi.json", "get_openapi",
                              [cached](const Request& request) { return cached_reply(*cached, request); }));
}

}  // namespace wufei::http
