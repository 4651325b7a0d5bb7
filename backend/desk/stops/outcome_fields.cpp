#include "desk/stops/outcome_fields.hpp"

#include <algorithm>
#include <numeric>

#include "desk/stops/stop_form.hpp"
#include "lib/base/words.hpp"
#include "lib/page/box_html.hpp"

namespace wufei::http {
namespace {

using contract::OutcomeKind;
using contract::PickupStatus;
using contract::Text;

void write_piece(FormParts& parts, const CollectedQuestions& asked, const contract::PickupItem& item) {
  const contract::CatalogueItem* known = contract::find_item(asked.pickups.catalogue, item.item);
  const std::string name = std::string(kPieces) + item.item,
                    value = std::string(field_value(asked.values, name));
  SelectField field{name, known ? known->name : item.item, {}, value, {{}}};
  if (value.empty()) field.value = std::to_string(item.quantity);
  for (int count = 0; count <= item.quantity; ++count)
    field.groups.front().choices.push_back({std::to_string(count), std::to_string(count)});
  parts.select_field(field);
}

std::vector<contract::Choice> reasons_of(const contract::OutcomeRules& rules, OutcomeKind kind) {
  std::vector<contract::Choice> choices;
  for (const contract::OutcomeReason& reason : rules.reasons)
    if (reason.kind == kind) choices.push_back({reason.id, reason.text});
  return choices;
}

// Of a single piece there is no part.
void write_left(FormParts& parts, const CollectedQuestions& asked) {
  const int pieces =
      std::accumulate(asked.booked.begin(), asked.booked.end(), 0,
                      [](int sum, const contract::PickupItem& item) { return sum + item.quantity; });
  if (pieces < 2) return;
  parts.select_field({std::string(kLeft),
                      words(Text::server_work_left),
                      words(Text::server_work_left_hint),
                      std::string(field_value(asked.values, kLeft)),
                      {{{}, {{"", words(Text::server_work_left_none)}}},
                       {{}, reasons_of(asked.pickups.outcomes, OutcomeKind::collected)}}});
}

}  // namespace

void write_collected_questions(HtmlWriter& out, FormParts& parts, const CollectedQuestions& asked) {
  out.element("h2", contract::text(Text::server_work_pieces));
  parts.faults_of("pieces");
  for (const contract::PickupItem& item : asked.booked) write_piece(parts, asked, item);
  write_left(parts, asked);
  parts.text_field({.name = std::string(kKilograms),
                    .label = words(Text::server_work_weight_field),
                    .hint = words(Text::server_work_weight_hint),
                    .value = std::string(field_value(asked.values, kKilograms)),
                    .inputmode = "decimal",
                    .limit = 8});
  if (asked.ask_again)
    parts.checkbox(std::string(kSure), contract::text(Text::server_work_weight_sure), false);
}

std::vector<SelectField::Group> reason_groups(const contract::OutcomeRules& rules) {
  constexpr std::pair<OutcomeKind, PickupStatus> kKinds[] = {
      {OutcomeKind::not_presented, PickupStatus::not_presented},
      {OutcomeKind::non_conforming, PickupStatus::non_conforming},
      {OutcomeKind::no_access, PickupStatus::no_access}};
  std::vector<SelectField::Group> groups;
  for (const auto& [kind, status] : kKinds)
    groups.push_back({std::string(status_words(status)), reasons_of(rules, kind)});
  return groups;
}

void write_photo_fields(HtmlWriter& out, FormParts& parts, int first, bool again) {
  const auto name = [&](int number) { return std::string(kPhoto) + std::to_string(first + number); };
  bool open = again;
  for (int number = 0; number < kMostFormPhotos; ++number) open = open || parts.is_wrong(name(number));
  out.open("details", {{"class", "shots"}, {"open", open ? "open" : kNoAttribute}});
  out.open("summary");
  write_icon(out, "camera");
  out.text(contract::text(Text::server_crew_photos_ask, {{"count", std::to_string(kMostFormPhotos)}}));
  out.close("summary");
  if (again) out.element("p", contract::text(Text::server_crew_photos_again), {{"class", "note"}});
  out.element("p", contract::text(Text::server_crew_photos_hint), {{"class", "quiet"}});
  for (int number = 0; number < kMostFormPhotos; ++number)
    parts.text_field(
        {.name = name(number),
         .label = contract::text(Text::server_work_photo, {{"number", std::to_string(number + 1)}}),
         .hint = {},
         .value = {},
         .type = "file",
         .accept = "image/*",
         .capture = "environment"});
  out.close("details");
}

void write_photo_links(HtmlWriter& out, const std::string& path, int count) {
  if (count == 0) return;
  out.element("h2", contract::text(Text::server_crew_photos)).open("ul", {{"class", "photos"}});
  for (int i = 1; i <= count; ++i) {
    const std::string number = std::to_string(i);
    out.open("li")
        .element("a", contract::text(Text::server_work_photo, {{"number", number}}),
                 {{"href", path + number}})
        .close("li");
  }
  out.close("ul");
}

}  // namespace wufei::http
