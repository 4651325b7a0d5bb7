// Rules of the texts in content that residents read, whatever the subject.
#pragma once

#include <functional>
#include <string>

#include "county/content_part.hpp"

namespace wufei::service {

// Every string of a document with its place in it.
void each_text(const contract::Json& document,
               const std::function<void(const std::string& pointer, const std::string& text)>& see,
               const std::string& pointer = {});

// No white space at an end, no control, replacement or byte order character.
void check_clean(const std::string& text, const std::string& pointer, const FileFaults& faults);
void check_clean(const contract::Json& document, const FileFaults& faults);
// No price, and no telephone number but the service line: the portal promises neither. Days, ranges of years
// and identifiers of three and three digits are no telephone numbers.
void check_promises(const std::string& text, const std::string& service_line, const std::string& pointer,
                    const FileFaults& faults);
// Both rules for every text, and no brace: the server puts no parameter into content.
void check_resident_texts(const contract::Json& document, const std::string& service_line,
                          const FileFaults& faults);

}  // namespace wufei::service
