// The slips that carry codes to people: a page to print (A4, ten to a sheet, each with its QR code) and the
// same as CSV for a printer's own layout. Whoever holds the file can answer in everybody's place: it is
// written once and never stored.
#pragma once

#include <string>
#include <vector>

#include "county/area.hpp"
#include "survey/survey.hpp"
#include "survey/survey_service.hpp"

namespace wufei::app {

// Address that a code opens; `public_url` "https://host".
std::string slip_url(const std::string& public_url, const contract::Survey& survey, const std::string& code);
std::string slips_html(const contract::Survey& survey, const std::vector<service::IssuedCode>& codes,
                       const contract::Areas& areas, const std::string& public_url);
std::string slips_csv(const contract::Survey& survey, const std::vector<service::IssuedCode>& codes,
                      const contract::Areas& areas, const std::string& public_url);

}  // namespace wufei::app
