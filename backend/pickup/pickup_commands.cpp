#include "pickup/pickup_commands.hpp"

#include <array>
#include <iostream>
#include <optional>

#include "county/county_content.hpp"
#include "county/office.hpp"
#include "county/site/references.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "pickup/export/run_sheet.hpp"
#include "pickup/outcome/outcome_commands.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_service.hpp"

namespace wufei::app {
namespace {

using contract::Text;

struct RunSheetOptions {
  std::string date;  // YYYY-MM-DD
  std::string area;  // code, "" = all
  std::string format = "table";
  std::filesystem::path output;  // "" = standard output
  bool with_phone = false;
};

// Open bookings made online in a time.
struct FloodOptions {
  std::string from, to;  // "YYYY-MM-DD HH:MM", China time; `to` itself is not in it
  std::string area;      // code, "" = all
  std::string reason;
  bool yes = false;  // cancel
};

struct PickupAction {
  enum class Kind { show, assign, cancel };
  Kind kind = Kind::show;
  std::string reference;
  std::string text;  // crew or reason
  bool with_phone = false;
  bool change = false;  // of a crew that stands already
};

constexpr std::size_t kLongestText = 60;  // code points: it goes into text messages

std::string items_text(const contract::Pickup& pickup, const contract::Catalogue& catalogue) {
  std::string out;
  for (const contract::PickupItem& row : pickup.items) {
    const contract::CatalogueItem* item = contract::find_item(catalogue, row.item);
    contract::append_listed(
        out, (item ? item->name : row.item) + " " + std::to_string(row.quantity) + (item ? item->unit : ""));
    if (!row.note.empty()) out += " (" + row.note + ")";
  }
  return out;
}

void print_pickup(const service::StaffPickup& staff, const service::ContentSet& content) {
  const contract::Pickup& pickup = staff.pickup;
  const contract::Area* area = contract::find_area(content.get<service::CountyContent>().areas, pickup.area);
  const contract::Village* village = area ? contract::find_village(*area, pickup.village) : nullptr;
  const contract::Category* category =
      contract::find_category(content.get<service::PickupContent>().catalogue, pickup.category);
  print_line(Text::cli_column_reference, pickup.reference);
  print_line(Text::cli_column_status, status_words(pickup.status));
  print_line(Text::cli_column_time, contract::format_date(pickup.slot.date) + " " +
                                        contract::format_clock(pickup.slot.start_minute) + "-" +
                                        contract::format_clock(pickup.slot.end_minute));
  print_line(Text::cli_column_area, area ? area->name : pickup.area);
  print_line(Text::cli_column_village, village ? village->name : pickup.village);
  print_line(Text::cli_column_address, pickup.address);
  print_line(Text::cli_column_name, pickup.contact_name);
  print_line(Text::cli_column_phone, pickup.phone);
  if (pickup.proxy) print_line(Text::cli_column_proxy, contract::proxy_text(pickup.proxy));
  print_line(Text::cli_column_category, category ? category->name : pickup.category);
  print_line(Text::cli_column_items, items_text(pickup, content.get<service::PickupContent>().catalogue));
  print_line(Text::cli_column_note, pickup.note);
  print_line(Text::cli_column_crew, staff.crew);
  if (staff.collected_grams > 0)
    std::cout << contract::text(Text::cli_weight, {{"kg", contract::kilograms_text(staff.collected_grams)}})
              << '\n';
  for (const contract::HistoryEvent& event : pickup.history)
    std::cout << "  " << contract::format_instant(event.at) << ' ' << contract::pickup_event_text(event.kind)
              << ' ' << event.detail << '\n';
}

contract::Result<service::StaffPickup> apply(service::PickupService& pickups, const PickupAction& action) {
  const contract::Actor actor = contract::Actor::staff(operator_name());
  switch (action.kind) {
    case PickupAction::Kind::assign:
      return pickups.assign(action.reference, action.text, actor, action.change);
    case PickupAction::Kind::cancel:
      return pickups.cancel_by_staff(action.reference, action.text, actor);
    case PickupAction::Kind::show:
      break;
  }
  return pickups.show(action.reference, action.with_phone, actor);
}

int run_pickups(const Settings& settings, const RunSheetOptions& options) {
  const auto date = contract::entered_date(options.date);
  if (!date) return refuse(Text::cli_bad_date);
  if (!format_is_known(options.format, options.output)) return 1;
  auto office = open_office(settings);
  if (!office) return report(office.error());
  if (!options.area.empty() &&
      !contract::find_area(office->content->get<service::CountyContent>().areas, options.area))
    return refuse(contract::text(Text::cli_bad_area, {{"area", options.area}}));
  const auto rows = pickups_of(*office).run_sheet(*date, options.area, options.with_phone,
                                                  contract::Actor::staff(operator_name()));
  if (!rows) return report(rows.error());
  if (options.format == "table") return write_out(run_sheet_table(*rows), options.output);
  if (options.format == "csv") return write_out(run_sheet_csv(*rows), options.output);
  const auto workbook = run_sheet_xlsx(*rows, contract::format_date(*date));
  return workbook ? write_out(*workbook, options.output) : report(workbook.error());
}

int run_pickup(const Settings& settings, const PickupAction& given) {
  PickupAction action = given;
  const auto reference = contract::normalised_reference(action.reference, contract::kPickupPrefix);
  if (!reference) return refuse(contract::rule_text(contract::Rule::reference_format));
  action.reference = *reference;
  action.text = contract::entered_text(action.text);
  if (action.kind != PickupAction::Kind::show)
    if (const auto fault = text_fault(action.text)) return refuse(*fault);
  auto office = open_office(settings);
  if (!office) return report(office.error());
  service::PickupService pickups = pickups_of(*office);
  const auto result = apply(pickups, action);
  if (!result) return report(result.error());
  if (action.kind != PickupAction::Kind::show) return print_done(*result);
  print_pickup(*result, *office->content);
  return 0;
}

// Without --yes they are only shown.
int run_cancel_flood(const Settings& settings, const FloodOptions& options) {
  const auto from = contract::entered_moment(options.from), to = contract::entered_moment(options.to);
  if (!from || !to || *from >= *to) return refuse(Text::cli_flood_bad_time);
  const std::string reason = contract::entered_text(options.reason);
  if (options.yes)
    if (const auto fault = text_fault(reason)) return refuse(*fault);
  auto office = open_office(settings);
  if (!office) return report(office.error());
  if (!options.area.empty() &&
      !contract::find_area(office->content->get<service::CountyContent>().areas, options.area))
    return refuse(contract::text(Text::cli_bad_area, {{"area", options.area}}));
  service::PickupService pickups = pickups_of(*office);
  const auto rows = pickups.made_between(*from, *to, options.area, contract::Actor::staff(operator_name()));
  if (!rows) return report(rows.error());
  if (!options.yes) {
    std::cout << run_sheet_table(*rows)
              << contract::text(Text::cli_flood_preview, {{"count", std::to_string(rows->size())}}) << '\n';
    return 0;
  }
  std::size_t done = 0;
  for (const service::RunSheetRow& row :
       *rows)  // one that was cancelled or collected meanwhile stays as it is
    done += pickups.cancel_by_staff(row.reference, reason, contract::Actor::staff(operator_name())) ? 1 : 0;
  std::cout << contract::text(Text::cli_flood_done, {{"count", std::to_string(done)}}) << '\n';
  return 0;
}

// Books what FILE ("-" = standard input) asks for, from the places held for the telephone.
int run_pickup_book(const Settings& settings, const std::string& file) {
  const auto body = read_in(file);
  if (!body) return 1;
  const auto json = contract::parse_json(*body);
  if (!json) return report(json.error());
  const auto request = contract::parse_pickup_request(*json);
  if (!request) return report(request.error());
  auto office = open_office(settings);
  if (!office) return report(office.error());
  const auto pickup = pickups_of(*office).book_by_phone(*request, contract::Actor::staff(operator_name()));
  if (!pickup) return report(pickup.error());
  std::cout << contract::text(Text::cli_booked, {{"reference", pickup->reference}}) << '\n';
  return 0;
}

void add_cancel_flood(CommandLine& line) {
  const auto options = std::make_shared<FloodOptions>();
  CLI::App* flood = line.command("cancel-flood", Text::cli_flood,
                                 [&line, options] { return run_cancel_flood(line.settings, *options); });
  add_option(flood, "--from", options->from, Text::cli_option_flood_from)->required();
  add_option(flood, "--to", options->to, Text::cli_option_flood_to)->required();
  add_option(flood, "--area", options->area, Text::cli_option_area);
  add_option(flood, "--reason", options->reason, Text::cli_option_reason);
  add_flag(flood, "--yes", options->yes, Text::cli_option_flood_yes);
}

void add_pickups(CommandLine& line) {
  const auto options = std::make_shared<RunSheetOptions>();
  CLI::App* pickups = line.command("pickups", Text::cli_pickups,
                                   [&line, options] { return run_pickups(line.settings, *options); });
  add_option(pickups, "--date", options->date, Text::cli_option_date)->required();
  add_option(pickups, "--area", options->area, Text::cli_option_area);
  add_option(pickups, "--format", options->format, Text::cli_option_format);
  add_option(pickups, "--output,-o", options->output, Text::cli_option_output);
  add_flag(pickups, "--with-phone", options->with_phone, Text::cli_option_with_phone);
}

// `wufei pickup REF ACTION ...`: the reference stands before the action.
void add_pickup(CommandLine& line) {
  using Kind = PickupAction::Kind;
  const auto action = std::make_shared<PickupAction>();
  CLI::App* pickup = line.command("pickup", Text::cli_pickup);
  add_option(pickup, "REF", action->reference, Text::cli_option_reference)->required();
  const auto add = [&line, action, pickup](const char* name, Text about, Kind kind) {
    return line.action(pickup, name, about, [&line, action, kind] {
      action->kind = kind;
      return run_pickup(line.settings, *action);
    });
  };
  CLI::App* show = add("show", Text::cli_pickup_show, Kind::show);
  add_flag(show, "--with-phone", action->with_phone, Text::cli_option_with_phone);
  CLI::App* assign = add("assign", Text::cli_pickup_assign, Kind::assign);
  add_option(assign, "CREW", action->text, Text::cli_option_crew)->required();
  add_flag(assign, "--change", action->change, Text::cli_option_change);
  add_outcome_actions(line, pickup, std::shared_ptr<std::string>(action, &action->reference));
  CLI::App* cancel = add("cancel", Text::cli_pickup_cancel, Kind::cancel);
  add_option(cancel, "REASON", action->text, Text::cli_option_reason)->required();
}

}  // namespace

std::string_view status_words(contract::PickupStatus status) {
  constexpr std::array kNames{Text::server_status_booked,        Text::server_status_assigned,
                              Text::server_status_completed,     Text::server_status_partly_collected,
                              Text::server_status_not_presented, Text::server_status_non_conforming,
                              Text::server_status_no_access,     Text::server_status_cancelled};
  return contract::text(kNames[static_cast<std::size_t>(status)]);
}

std::optional<std::string> text_fault(const std::string& text) {
  if (text.empty() || !contract::is_valid_utf8(text)) return std::string(contract::text(Text::cli_no_reason));
  if (!contract::has_control_characters(text) && text.find('\n') == std::string::npos &&
      contract::code_point_count(text) <= kLongestText)
    return std::nullopt;
  return contract::text(Text::cli_bad_text, {{"limit", std::to_string(kLongestText)}});
}

service::PickupService pickups_of(Office& office) {
  return {*office.store, office.content, service::system_clock(), service::system_ids()};
}

int print_done(const service::StaffPickup& staff) {
  std::cout << contract::text(Text::cli_done, {{"reference", staff.pickup.reference},
                                               {"status", status_words(staff.pickup.status)}})
            << '\n';
  return 0;
}

void add_pickup_commands(CommandLine& line) {
  add_pickups(line);
  add_pickup(line);
  add_missed_command(line);
  add_cancel_flood(line);
  const auto file = std::make_shared<std::string>();
  CLI::App* book = line.command("book", Text::cli_pickup_book,
                                [&line, file] { return run_pickup_book(line.settings, *file); });
  add_option(book, "FILE", *file, Text::cli_option_file)->required();
}

}  // namespace wufei::app
