#include "desk/plan/crew_view.hpp"

#include "desk/plan/plan_view.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Crew;
using contract::Text;
using service::CrewInUse;
using Accounts = StaffAccounts;

std::string load_words(const Crew& crew) {
  std::string load;
  if (crew.load_grams > 0)
    load = contract::text(Text::server_work_kilograms, {{"count", std::to_string(crew.load_grams / 1000)}});
  if (crew.load_pieces > 0)
    contract::append_listed(
        load, contract::text(Text::server_rota_piece_count, {{"count", std::to_string(crew.load_pieces)}}));
  return load;
}

// Who signs in as this crew.
std::string members_of(const Accounts& accounts, const Crew& crew) {
  std::string names;
  for (const contract::StaffAccount& one : accounts)
    if (one.role == contract::Role::crew && one.department == crew.name &&
        one.state != contract::AccountState::disabled)
      contract::append_listed(names, one.display);
  return names;
}

void write_crew_state(HtmlWriter& out, const Crew& crew, contract::Date today) {
  if (!crew.retired_from)
    write_tag(out, contract::text(Text::server_rota_active), Tone::good);
  else
    write_tag(out,
              contract::text(Text::server_rota_retired_from, {{"day", plan_day(*crew.retired_from, today)}}),
              crew.drives_on(today) ? Tone::warn : Tone::quiet);
}

// Fields keep what was typed; else they have what is kept.
struct CrewFields {
  const FormFields* typed = nullptr;
  const Crew* crew = nullptr;

  [[nodiscard]] std::string value(std::string_view name, const std::string& kept) const {
    return typed && typed->find(name) != typed->end() ? std::string(field_value(*typed, name)) : kept;
  }
};

void write_crew_fields(FormParts& parts, const CrewFields& fields) {
  const Crew none, &crew = fields.crew ? *fields.crew : none;
  const auto number = [](std::int64_t value) { return value > 0 ? std::to_string(value) : std::string(); };
  parts.text_field({.name = "plate",
                    .label = words(Text::server_rota_plate),
                    .hint = words(Text::server_rota_plate_hint),
                    .value = fields.value("plate", crew.plate),
                    .limit = 12});
  parts.text_field({.name = "kilograms",
                    .label = words(Text::server_rota_kilograms),
                    .hint = words(Text::server_work_reason_optional),
                    .value = fields.value("kilograms", number(crew.load_grams / 1000)),
                    .inputmode = "numeric",
                    .limit = 5});
  parts.text_field({.name = "pieces",
                    .label = words(Text::server_rota_pieces),
                    .hint = words(Text::server_work_reason_optional),
                    .value = fields.value("pieces", number(crew.load_pieces)),
                    .inputmode = "numeric",
                    .limit = 4});
}

// ---- All of them

void write_crew(HtmlWriter& out, const CrewsView& view, const CrewInUse& one) {
  const std::string members = members_of(view.accounts, one.crew);
  out.open("tr").open("th", {{"scope", "row"}}).link(crew_path(one.crew.id), one.crew.name).close("th");
  out.element("td", one.crew.plate).element("td", load_words(one.crew));
  out.element("td", members.empty() ? words(Text::server_rota_no_members) : members);
  out.element("td", std::to_string(one.bookings)).open("td");
  write_crew_state(out, one.crew, view.today);
  out.close("td").close("tr");
}

void write_crews(HtmlWriter& out, const CrewsView& view) {
  if (view.crews.empty()) {
    out.element("p", contract::text(Text::server_rota_no_crews), {{"class", "empty"}});
    return;
  }
  constexpr Text kColumns[] = {Text::server_rota_crew_name,     Text::server_rota_plate,
                               Text::server_rota_load,          Text::server_rota_members,
                               Text::server_rota_open_bookings, Text::server_work_status};
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}}).open("table", {{"class", "list"}});
  out.open("thead").open("tr");
  for (const Text column : kColumns) out.element("th", contract::text(column), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
  for (const CrewInUse& one : view.crews) write_crew(out, view, one);
  out.close("tbody").close("table").close("div");
}

// ---- One of them

void open_crew_form(HtmlWriter& out, FormParts& parts, const CrewView& view, std::string_view below) {
  open_desk_form(out, view.caller, crew_path(view.one.crew.id, below));
  parts.hidden(kVersion, std::to_string(view.one.crew.version));
}

void write_retire(HtmlWriter& out, FormParts& parts, const CrewView& view) {
  const Crew& crew = view.one.crew;
  const bool wrong = parts.is_wrong("from");
  out.open("details", {{"open", wrong ? "open" : kNoAttribute}});
  out.element("summary", contract::text(Text::server_rota_retire));
  open_crew_form(out, parts, view, "/retire");
  const std::string kept = contract::format_date(crew.retired_from.value_or(view.today));
  parts.text_field({.name = "from",
                    .label = words(Text::server_rota_retire_day),
                    .hint = words(Text::server_rota_retire_hint),
                    .value = CrewFields{view.typed, nullptr}.value("from", kept),
                    .type = "date"});
  parts.button(contract::text(Text::server_rota_retire), {}, {}, "danger");
  out.close("form").close("details");
  if (crew.retired_from) {
    open_crew_form(out, parts, view, "/retire");
    parts.hidden("back", "1");
    parts.button(contract::text(Text::server_rota_return), {}, {}, "second");
    out.close("form");
  }
}

void write_crew_actions(HtmlWriter& out, FormParts& parts, const CrewView& view) {
  out.open("aside", {{"class", "panel"}, {"aria-label", contract::text(Text::server_work_actions)}});
  out.element("h2", contract::text(Text::server_rota_vehicle));
  open_crew_form(out, parts, view, {});
  write_crew_fields(parts, {view.typed, &view.one.crew});
  parts.button(contract::text(Text::server_work_save));
  out.close("form");
  write_retire(out, parts, view);
  if (view.one.removable) {
    open_crew_form(out, parts, view, "/remove");
    parts.button(contract::text(Text::server_rota_remove), {}, {}, "danger");
    out.close("form");
  } else {
    out.element("p", contract::text(Text::server_rota_not_removable));
  }
  out.close("aside");
}

Text crew_action_words(std::string_view action) {
  if (action == "crew_added") return Text::server_rota_crew_added;
  if (action == "crew_retired") return Text::server_rota_retire;
  if (action == "crew_returned") return Text::server_rota_return;
  return action == "crew_removed" ? Text::server_rota_remove : Text::server_rota_crew_changed;
}

}  // namespace

std::string crew_path(std::int64_t id, std::string_view below) {
  return std::string(kPlanCrews) + "/" + std::to_string(id) + std::string(below);
}

std::string crew_as_ours(const DeskGround& desk, std::string name) {
  const auto crew = desk.planning.crews.named(name);
  return crew && *crew ? (*crew)->name : name;
}

std::vector<FormFault> assign_faults(const contract::Error& error, Text label) {
  for (const contract::FieldError& fault : error.fields)
    if (fault.pointer == service::kCrewPointer)
      return {{"crew", words(label), words(Text::server_rota_crew_is_retired)}};
  return desk_faults(error);
}

std::string crews_html(const CrewsView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  parts.summary();
  write_title(out, contract::text(Text::server_rota_crews));
  write_plan_done(out, view.done);
  out.open("div", {{"class", "split"}}).open("div");
  write_crews(out, view);
  out.close("div").open("aside",
                        {{"class", "panel"}, {"aria-label", contract::text(Text::server_rota_new_crew)}});
  out.element("h2", contract::text(Text::server_rota_new_crew));
  open_desk_form(out, view.caller, kPlanCrews);
  const CrewFields fields{view.typed, nullptr};
  parts.text_field({.name = "name",
                    .label = words(Text::server_rota_crew_name),
                    .hint = words(Text::server_rota_crew_name_hint),
                    .value = fields.value("name", {}),
                    .limit = contract::kLongestCrewName});
  write_crew_fields(parts, fields);
  parts.button(contract::text(Text::server_rota_add));
  out.close("form").close("aside").close("div");
  return out.take();
}

std::string crew_html(const CrewView& view) {
  const CrewInUse& one = view.one;
  HtmlWriter out;
  FormParts parts(out, view.faults);
  out.open("p", {{"class", "back"}}).link(kPlanCrews, contract::text(Text::server_rota_crews)).close("p");
  parts.summary();
  write_title(out, one.crew.name);
  write_plan_done(out, view.done);
  out.open("div", {{"class", "split"}}).open("div").open("dl", {{"class", "facts"}});
  write_fact(out, Text::server_rota_plate, one.crew.plate);
  write_fact(out, Text::server_rota_load, load_words(one.crew));
  const std::string members = members_of(view.accounts, one.crew);
  write_fact(out, Text::server_rota_members, members.empty() ? words(Text::server_rota_no_members) : members);
  if (one.bookings > 0)
    write_fact(out, Text::server_rota_open_bookings,
               contract::text(Text::server_rota_until_day, {{"count", std::to_string(one.bookings)},
                                                            {"day", plan_day(one.last, view.today)}}));
  out.close("dl").open("p");
  write_crew_state(out, one.crew, view.today);
  out.close("p").element("h2", contract::text(Text::server_work_history));
  std::vector<HistoryLine> lines;
  for (const storage::AccessEntry& entry : view.history)
    lines.push_back({entry.at, words(crew_action_words(entry.action)), entry.detail,
                     view.names.of(contract::actor_text(entry.actor))});
  write_history(out, lines);
  out.close("div");
  write_crew_actions(out, parts, view);
  out.close("div");
  return out.take();
}

}  // namespace wufei::http
