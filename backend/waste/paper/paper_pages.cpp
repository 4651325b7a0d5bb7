#include "waste/paper/paper_pages.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/words.hpp"
#include "waste/manifest/manifest_desk.hpp"
#include "waste/paper/paper_view.hpp"
#include "waste/paper/uncounted_view.hpp"

namespace wufei::http {
namespace {

using contract::StaffCaller;
using contract::Text;
using service::ManifestCaller;

constexpr std::string_view kGenerator = "generator", kReceiver = "receiver";

// Of which field, for whom, on which side; what is missing is asked for first.
struct PaperPlace {
  ManifestCaller who;
  service::ContentPtr content;  // holds the field
  const contract::WasteField* field = nullptr;
  std::string side = {};
  std::int64_t as = 0;  // of staff

  [[nodiscard]] bool is_known() const { return field != nullptr && !side.empty() && who.party != 0; }
  [[nodiscard]] bool receives() const { return side == kReceiver; }
};

contract::Result<PaperPlace> place_of(const ManifestRoom& room, const StaffCaller& caller,
                                      const FormFields& said) {
  auto who = manifest_caller(room, caller);
  if (!who) return who.error();
  if (who->staff ? !who->handles : !may_draft_manifest(*who)) return no_manifest_here();
  PaperPlace place{*who, room.manifests.content()};
  if (place.who.staff) {
    place.as = place.who.party = std::max<std::int64_t>(0, number_field(said, "as"));
    place.who.role = contract::MemberRole::clerk;
  }
  place.field = place.content->get<service::WasteContent>().find(field_value(said, "field"));
  const std::string_view side = field_value(said, "side");
  if (side == kGenerator || side == kReceiver) place.side = side;
  return place;
}

std::vector<contract::Choice> field_choices(const PaperPlace& place) {
  std::vector<contract::Choice> choices;
  for (const contract::WasteField& field : place.content->get<service::WasteContent>().fields)
    choices.push_back({field.id, field.name});
  return choices;
}

void write_party_choice(FormParts& parts, const PaperPlace& place,
                        const service::ManifestService::Choices& choices) {
  std::vector<contract::Choice> parties;
  for (const contract::Party& party : place.receives() ? choices.receivers : choices.generators)
    parties.push_back({std::to_string(party.id), party.name});
  parts.select_field({.name = "as",
                      .label = words(Text::server_paper_pick_party),
                      .hint = {},
                      .value = {},
                      .groups = {{{}, parties}}});
}

// Field and side first, then the party that staff act for.
Response ask_place(const ManifestRoom& room, const Request& request, const StaffCaller& caller,
                   const PaperPlace& place) {
  HtmlWriter out;
  FormParts parts(out, {});
  out.open("p", {{"class", "back"}}).link(kManifests, contract::text(Text::server_manifest_title)).close("p");
  out.element("h1", contract::text(Text::server_paper_new));
  out.element("p", contract::text(Text::server_paper_about));
  out.open("form", {{"method", "get"}, {"action", kPaper}});
  parts.select_field({.name = "field",
                      .label = words(Text::server_manifest_pick_field),
                      .hint = {},
                      .value = place.field != nullptr ? place.field->id : std::string(),
                      .groups = {{{}, field_choices(place)}}});
  parts.select_field({.name = "side",
                      .label = words(Text::server_paper_side),
                      .hint = {},
                      .value = place.side,
                      .groups = {{{},
                                  {{std::string(kGenerator), words(Text::server_manifest_who_generator)},
                                   {std::string(kReceiver), words(Text::server_manifest_who_receiver)}}}}});
  if (place.who.staff && place.field != nullptr && !place.side.empty()) {
    const auto choices = room.manifests.choices(place.field->id, 0);
    if (!choices) return room.door.refusal(request, caller, choices.error());
    write_party_choice(parts, place, *choices);
  }
  parts.button(contract::text(Text::server_manifest_next));
  out.close("form");
  return manifest_reply(room, caller, std::string(kManifests), Text::server_paper_new, out.take());
}

Response paper_form(const ManifestRoom& room, const Request& request, const StaffCaller& caller,
                    const PaperPlace& place, const ManifestAgain& again = {}) {
  auto choices = room.manifests.choices(place.field->id, place.who.party);
  if (!choices) return room.door.refusal(request, caller, choices.error());
  choices->vehicles.clear();  // another party's drives
  return manifest_reply(room, caller, std::string(kManifests), Text::server_paper_new,
                        paper_form_html({caller, *place.field, *choices, place.receives(), place.as,
                                         again.typed, again.faults, again.ask_again}),
                        again.status);
}

Response show_paper(const ManifestRoom& room, const Request& request, const StaffCaller& caller) {
  const auto place = place_of(room, caller, request.query);
  if (!place) return room.door.refusal(request, caller, place.error());
  if (!place->is_known()) return ask_place(room, request, caller, *place);
  return paper_form(room, request, caller, *place);
}

Response enter_paper(const ManifestRoom& room, const Request& request, const StaffCaller& caller,
                     const FormFields& fields) {
  const auto place = place_of(room, caller, fields);
  if (!place) return room.door.refusal(request, caller, place.error());
  if (!place->is_known()) return ask_place(room, request, caller, *place);
  PaperRead read = read_paper_form(fields, *place->field, place->receives(), place->who.party);
  if (!read.faults.empty())
    return paper_form(room, request, caller, *place, {std::move(read.faults), &fields, 400});
  const auto made = room.manifests.enter_paper(read.entry, place->who);
  if (made) return StaffDoor::see_other(manifest_path(made->number) + "?done=1");
  const int status = contract::error_status(made.error().code);
  if (status != 400 && status != 409) return room.door.refusal(request, caller, made.error());
  const auto& wrong = made.error().fields;
  const bool ask_again = std::any_of(wrong.begin(), wrong.end(), [](const contract::FieldError& field) {
    return field.rule == contract::Rule::asked_back;
  });
  return paper_form(room, request, caller, *place,
                    {paper_faults(made.error()), &fields, status, ask_again || fields.contains("sure")});
}

Response show_uncounted(const ManifestRoom& room, const Request& request, const StaffCaller& caller) {
  const auto who = manifest_caller(room, caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  const auto set = room.manifests.content();
  const auto& content = set->get<service::WasteContent>();
  const auto until = contract::entered_month(request.query_value("until"));
  const std::int64_t party = std::max<std::int64_t>(0, number_field(request.query, "party"));
  storage::UncountedFilter filter = storage::accepted_until(party, until.value_or(0));
  if (const auto* field = content.find(request.query_value("field"))) filter.field = field->id;
  const auto list = room.manifests.uncounted(filter, *who);
  if (!list) return room.door.refusal(request, caller, list.error());
  return manifest_reply(room, caller, std::string(kManifests), Text::server_paper_open,
                        uncounted_html(*list, content));
}

}  // namespace

void add_paper_pages(const std::shared_ptr<const ManifestRoom>& room) {
  add_manifest_page(room, kPaper, "desk_paper", show_paper);
  add_manifest_page(room, kUncounted, "desk_paper_open", show_uncounted);
  add_manifest_form(room, kPaper, "desk_paper_enter", enter_paper);
}

}  // namespace wufei::http
