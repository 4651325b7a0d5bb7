// Questions about an outcome, in the crew's forms and in the desk's. Writes markup only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/desk_parts.hpp"
#include "lib/web/form_fields.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {

// How many of each booked thing were collected, why not all where there are several, and the weight; `values`
// are those of the fields of stop_form.hpp. A thing without a value was collected whole.
struct CollectedQuestions {
  const service::PickupContent& pickups;
  const std::vector<contract::PickupItem>& booked;
  const FormFields& values;
  bool ask_again = false;  // whether weight and pieces are meant
};
void write_collected_questions(HtmlWriter& out, FormParts& parts, const CollectedQuestions& asked);
// The county's reasons why nothing was collected, by what became of the stop.
std::vector<SelectField::Group> reason_groups(const contract::OutcomeRules& rules);
// kMostFormPhotos of the camera, folded; their fields are numbered from `first`, since a page may have two
// such forms. `again`: what was chosen is lost.
void write_photo_fields(HtmlWriter& out, FormParts& parts, int first, bool again);
// Links to photographs that the county keeps, `path` and their numbers; nothing when there are none.
void write_photo_links(HtmlWriter& out, const std::string& path, int count);

}  // namespace wufei::http
