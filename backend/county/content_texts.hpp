// Rules of the texts in content that residents read, whatever the subject.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "county/content_part.hpp"
#include "county/site.hpp"

namespace wufei::service {

// Every string of a document with its place in it.
void each_text(const contract::Json& document,
               const std::function<void(const std::string& pointer, const std::string& text)>& see,
               const std::string& pointer = {});

// No white space at an end, no control, replacement or byte order character.
void check_clean(const std::string& text, const std::string& pointer, const FileFaults& faults);
void check_clean(const contract::Json& document, const FileFaults& faults);
// The same, and no brace: the server puts no parameter into content.
void check_bare(const std::string& text, const std::string& pointer, const FileFaults& faults);
// What may be a telephone number: runs of five or more digits and hyphens.
std::vector<std::string> numbers_in(const std::string& text);
// Those that texts may name: the service line, and what the county says is its own telephone.
std::vector<std::string> known_numbers(const contract::Site& site);
void check_price(const std::string& text, const std::string& pointer, const FileFaults& faults);
// No such number but those that are known. Days, ranges of years and identifiers of three and three digits
// are none.
void check_numbers(const std::string& text, const std::vector<std::string>& known, const std::string& pointer,
                   const FileFaults& faults);
// No price, and no telephone number but the service line: the portal promises neither.
void check_promises(const std::string& text, const std::string& service_line, const std::string& pointer,
                    const FileFaults& faults);
// check_bare() and check_promises() for every text.
void check_resident_texts(const contract::Json& document, const std::string& service_line,
                          const FileFaults& faults);

}  // namespace wufei::service
