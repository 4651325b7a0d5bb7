// The two forms of feedback as HTML that any browser can send, with what was typed and what is wrong with it.
// Writes markup only: nothing is read or stored here.
#pragma once

#include <string>

#include "county/content_set.hpp"
#include "lib/web/form_fields.hpp"

namespace wufei::http {

inline constexpr std::string_view kFormSubmit = "/feedback/submit";
inline constexpr std::string_view kFormFind = "/feedback/find";
inline constexpr std::string_view kFormPhotos = "photos";  // name of the field with files

// What a form is shown with. Pointers of `errors` are into the request that the form makes; "" is the whole.
struct FormState {
  const FormFields& values;
  std::vector<contract::FieldError> errors;
  bool had_photos = false;  // they are gone: a browser does not send a chosen file twice
};

std::string feedback_form_html(const service::ContentSet& content, const FormState& state);
// Keeps the typed reference, never the secret.
std::string feedback_lookup_form_html(const std::vector<contract::FieldError>& errors,
                                      std::string_view reference);

}  // namespace wufei::http
