// The slips that carry codes to people: to print (A4, ten to a sheet, each with its QR code) and as a table
// for a printer's own layout. Whoever holds the file can answer in everybody's place: it is written once and
// never stored.
#pragma once

#include <string>
#include <vector>

#include "county/area.hpp"
#include "lib/page/html.hpp"
#include "lib/table/report_table.hpp"
#include "survey/survey.hpp"
#include "survey/survey_service.hpp"

namespace wufei::http {

// Address that a code opens; `public_url` "https://host".
std::string slip_url(const std::string& public_url, const contract::Survey& survey, const std::string& code);
// Each a <section>; without an address there is no QR code.
void write_slips(HtmlWriter& out, const contract::Survey& survey,
                 const std::vector<service::IssuedCode>& codes, const contract::Areas& areas,
                 const std::string& public_url);
// A page of its own.
std::string slips_html(const contract::Survey& survey, const std::vector<service::IssuedCode>& codes,
                       const contract::Areas& areas, const std::string& public_url);
// area, area_name, code, url
service::ReportTable slips_table(const contract::Survey& survey,
                                 const std::vector<service::IssuedCode>& codes, const contract::Areas& areas,
                                 const std::string& public_url);
std::string slips_csv(const contract::Survey& survey, const std::vector<service::IssuedCode>& codes,
                      const contract::Areas& areas, const std::string& public_url);

}  // namespace wufei::http
