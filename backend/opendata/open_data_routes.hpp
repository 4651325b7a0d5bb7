// Routes of the open data: tables in each format, their descriptions, and earlier versions; the description
// of the API.
#pragma once

#include "lib/web/router.hpp"
#include "opendata/open_data.hpp"

namespace wufei::http {

// GET /open-data/{name}.csv (?bom=1 for spreadsheets), .json, .xlsx, .csv-metadata.json, /csv-metadata.json,
// /datapackage.json, /catalog.jsonld, /versions.json, /v/{version}/{file}: 200, 304 or 404. `data` must
// outlive the router.
void add_open_data_routes(Router& router, const OpenData& data);
// GET /api/v1/openapi.json: 200 or 304.
void add_openapi_route(Router& router);

}  // namespace wufei::http
