#include "feedback/feedback_commands.hpp"

// The county's side of feedback cases on the command line, beside the running server.
#include <array>
#include <iostream>
#include <iterator>
#include <optional>

#include "county/county_content.hpp"
#include "county/office.hpp"
#include "county/site/references.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_form.hpp"
#include "feedback/feedback_service.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::app {
namespace {

struct CasesOptions {
  bool only_open = false;
  bool only_overdue = false;
  std::string kind;  // "" = all
  std::string format = "table";
  std::filesystem::path output;  // "" = standard output
  bool with_phone = false;
};

struct FeedbackAction {
  enum class Kind { show, assign, answer, publish, unpublish, close, photos };
  Kind kind = Kind::show;
  std::string reference;
  std::string text;         // body or note
  std::string file;         // of the answer, or of the public text
  std::string answer_file;  // of the public answer
  std::filesystem::path directory;
  bool with_phone = false;
};

using contract::FeedbackCase;
using contract::Text;
using service::StaffFeedback;
using StaffResult = contract::Result<StaffFeedback>;

constexpr std::size_t kLongestBody = 60;    // code points
constexpr std::size_t kLongestText = 2000;  // code points of an answer or a public text

std::string kind_name(const service::ContentSet& content, const std::string& id) {
  const contract::FeedbackKind* kind = contract::find_kind(content.get<service::FeedbackContent>(), id);
  return kind ? kind->name : id;
}

std::string topic_name(const service::ContentSet& content, const std::string& id) {
  const contract::FeedbackTopic* topic = contract::find_topic(content.get<service::FeedbackContent>(), id);
  return topic ? topic->name : id;
}

Sheet sheet_of(const std::vector<StaffFeedback>& rows, const service::ContentSet& content) {
  Sheet sheet;
  const std::array columns{std::pair{Text::cli_column_case, 16.0},   std::pair{Text::cli_column_status, 9.0},
                           std::pair{Text::cli_column_due, 18.0},    std::pair{Text::cli_column_kind, 9.0},
                           std::pair{Text::cli_column_topic, 14.0},  std::pair{Text::cli_column_area, 12.0},
                           std::pair{Text::cli_column_asked, 12.0},  std::pair{Text::cli_column_body, 16.0},
                           std::pair{Text::cli_column_name, 10.0},   std::pair{Text::cli_column_phone, 14.0},
                           std::pair{Text::cli_column_photos, 6.0},  std::pair{Text::cli_column_stars, 6.0},
                           std::pair{Text::cli_column_public, 16.0}, std::pair{Text::cli_column_text, 60.0}};
  for (const auto& [title, width] : columns)
    sheet.columns.push_back({std::string(contract::text(title)), width});
  for (const StaffFeedback& row : rows) {
    const FeedbackCase& feedback = row.feedback;
    sheet.rows.push_back(
        {feedback.reference, std::string(http::feedback_status_text(feedback.status)),
         http::feedback_due_text(feedback), kind_name(content, feedback.kind),
         topic_name(content, feedback.topic),
         contract::area_name(content.get<service::CountyContent>().areas, feedback.area),
         contract::format_date(contract::china_date(feedback.created_at)), feedback.body,
         feedback.contact_name, contract::dialled_phone(feedback.phone), std::to_string(feedback.photo_count),
         feedback.stars ? std::to_string(feedback.stars) : std::string(), feedback.published, feedback.text});
  }
  return sheet;
}

std::string_view actor_text(std::string_view actor) {
  if (actor == "resident") return contract::text(Text::cli_actor_resident);
  return actor == "system" ? contract::text(Text::cli_actor_system) : actor;
}

void print_case(const StaffFeedback& staff, const service::ContentSet& content) {
  const FeedbackCase& feedback = staff.feedback;
  print_line(Text::cli_column_case, feedback.reference);
  print_line(Text::cli_column_status, http::feedback_status_text(feedback.status));
  print_line(Text::cli_column_due, http::feedback_due_text(feedback));
  print_line(Text::cli_column_kind, kind_name(content, feedback.kind));
  print_line(Text::cli_column_topic, topic_name(content, feedback.topic));
  print_line(Text::cli_column_area,
             contract::area_name(content.get<service::CountyContent>().areas, feedback.area));
  print_line(Text::cli_column_page, feedback.page);
  print_line(Text::cli_column_body, feedback.body);
  print_line(Text::cli_column_name, feedback.contact_name);
  print_line(Text::cli_column_phone, feedback.phone);
  print_line(Text::cli_column_photos, feedback.photo_count ? std::to_string(feedback.photo_count) : "");
  print_line(Text::cli_column_public, feedback.published);
  std::cout << contract::text(feedback.publish_consent ? Text::cli_consent_yes : Text::cli_consent_no)
            << '\n';
  print_line(Text::cli_column_text, feedback.text);
  for (const contract::FeedbackAnswer& answer : feedback.answers)
    print_line(Text::server_form_answer, answer.text);
  print_line(Text::cli_reopen_reason, staff.reopen_reason);
  print_line(Text::cli_column_stars, feedback.stars ? std::to_string(feedback.stars) : "");
  print_line(Text::cli_comment, feedback.comment);
  for (std::size_t i = 0; i < feedback.history.size(); ++i)
    std::cout << "  " << contract::format_instant(feedback.history[i].at) << ' '
              << contract::feedback_event_text(feedback.history[i].kind) << ' ' << feedback.history[i].detail
              << " (" << actor_text(staff.actors[i]) << ")\n";
}

// The file's text, sound and not too long; "-" is standard input. Refusals are printed.
std::optional<std::string> read_text(const std::string& file) {
  const auto bytes = read_in(file);
  if (!bytes) return std::nullopt;
  if (!contract::is_valid_utf8(*bytes)) return refuse(Text::cli_not_utf8), std::nullopt;
  std::string text = contract::entered_text(*bytes);
  const bool sound = !contract::has_control_characters(text) && contract::meaningful_count(text) >= 2;
  if (sound && contract::code_point_count(text) <= kLongestText) return text;
  return refuse(contract::text(Text::cli_bad_case_text, {{"limit", std::to_string(kLongestText)}})),
         std::nullopt;
}

bool is_sound_line(const std::string& text) {
  return contract::is_valid_utf8(text) && !contract::has_control_characters(text) &&
         text.find('\n') == std::string::npos && contract::code_point_count(text) <= kLongestBody;
}

int write_photos(service::FeedbackService& feedback, const FeedbackAction& action) {
  const auto photos = feedback.photos(action.reference, contract::Actor::staff(operator_name()));
  if (!photos) return report(photos.error());
  std::error_code failed;
  std::filesystem::create_directories(action.directory, failed);
  if (failed) return refuse(action.directory.string());
  for (std::size_t i = 0; i < photos->size(); ++i) {
    const auto file = action.directory / (action.reference + "-" + std::to_string(i + 1) + ".jpg");
    if (const int status = write_out((*photos)[i], file); status != 0) return status;
    std::cout << file.string() << '\n';
  }
  std::cout << contract::text(Text::cli_photos_done, {{"count", std::to_string(photos->size())}}) << '\n';
  return 0;
}

// What cannot be done for want of a sound text is printed, and nullopt.
std::optional<StaffResult> apply(service::FeedbackService& feedback, const FeedbackAction& action) {
  const contract::Actor actor = contract::Actor::staff(operator_name());
  switch (action.kind) {
    case FeedbackAction::Kind::assign:
      return feedback.assign(action.reference, action.text, actor);
    case FeedbackAction::Kind::close:
      return feedback.close(action.reference, action.text, actor);
    case FeedbackAction::Kind::unpublish:
      return feedback.unpublish(action.reference, actor);
    case FeedbackAction::Kind::answer: {
      const auto text = read_text(action.file);
      if (!text) return std::nullopt;
      return feedback.answer(action.reference, *text, actor);
    }
    case FeedbackAction::Kind::publish: {
      const auto text = read_text(action.file);
      const auto answer = text ? read_text(action.answer_file) : std::nullopt;
      if (!answer) return std::nullopt;
      return feedback.publish(action.reference, *text, *answer, actor);
    }
    default:
      return feedback.show(action.reference, action.with_phone, actor);
  }
}

int print_done(const FeedbackAction& action, const StaffFeedback& staff, const service::ContentSet& content) {
  if (action.kind == FeedbackAction::Kind::show) return print_case(staff, content), 0;
  const bool published = action.kind == FeedbackAction::Kind::publish;
  std::cout << contract::text(published ? Text::cli_case_published : Text::cli_case_done,
                              {{"reference", action.reference},
                               {"public", staff.feedback.published},
                               {"status", http::feedback_status_text(staff.feedback.status)}})
            << '\n';
  return 0;
}

int run_cases(const Settings& settings, const CasesOptions& options) {
  if (!format_is_known(options.format, options.output)) return 1;
  auto office = open_office(settings);
  if (!office) return report(office.error());
  if (!options.kind.empty() &&
      !contract::find_kind(office->content->get<service::FeedbackContent>(), options.kind))
    return refuse(contract::rule_text(contract::Rule::unknown_kind));
  service::FeedbackService feedback(*office->store, *office->source, service::system_clock(),
                                    service::system_ids());
  const auto rows = feedback.list({options.only_open, options.only_overdue, options.kind}, options.with_phone,
                                  contract::Actor::staff(operator_name()));
  if (!rows) return report(rows.error());
  const int status = write_sheet(sheet_of(*rows, *office->content), options.format, options.output, "cases");
  if (options.format == "table" && options.output.empty())
    std::cout << contract::text(Text::cli_cases_total, {{"count", std::to_string(rows->size())}}) << '\n';
  return status;
}

int run_case(const Settings& settings, const FeedbackAction& given) {
  FeedbackAction action = given;
  const auto reference = contract::normalised_reference(action.reference, contract::kFeedbackPrefix);
  if (!reference) return refuse(contract::rule_text(contract::Rule::reference_format));
  action.reference = *reference;
  action.text = contract::entered_text(action.text);
  if (!is_sound_line(action.text))
    return refuse(contract::text(Text::cli_bad_text, {{"limit", std::to_string(kLongestBody)}}));
  if (action.kind == FeedbackAction::Kind::assign && action.text.empty()) return refuse(Text::cli_no_reason);
  auto office = open_office(settings);
  if (!office) return report(office.error());
  service::FeedbackService feedback(*office->store, *office->source, service::system_clock(),
                                    service::system_ids());
  if (action.kind == FeedbackAction::Kind::photos) return write_photos(feedback, action);
  const auto result = apply(feedback, action);
  if (!result) return 1;
  return *result ? print_done(action, **result, *office->content) : report(result->error());
}

void add_cases(CommandLine& line) {
  const auto options = std::make_shared<CasesOptions>();
  CLI::App* cases =
      line.command("cases", Text::cli_cases, [&line, options] { return run_cases(line.settings, *options); });
  add_flag(cases, "--open", options->only_open, Text::cli_option_open);
  add_flag(cases, "--overdue", options->only_overdue, Text::cli_option_overdue);
  add_option(cases, "--kind", options->kind, Text::cli_option_kind);
  add_option(cases, "--format", options->format, Text::cli_option_format);
  add_option(cases, "--output,-o", options->output, Text::cli_option_output);
  add_flag(cases, "--with-phone", options->with_phone, Text::cli_option_with_phone);
}

// `wufei case REF ACTION ...`: the reference stands before the action.
void add_case(CommandLine& line) {
  using Kind = FeedbackAction::Kind;
  const auto action = std::make_shared<FeedbackAction>();
  CLI::App* one = line.command("case", Text::cli_case);
  add_option(one, "REF", action->reference, Text::cli_option_case)->required();
  const auto add = [&line, action, one](const char* name, Text about, Kind kind) {
    return line.action(one, name, about, [&line, action, kind] {
      action->kind = kind;
      return run_case(line.settings, *action);
    });
  };
  CLI::App* show = add("show", Text::cli_case_show, Kind::show);
  add_flag(show, "--with-phone", action->with_phone, Text::cli_option_with_phone);
  CLI::App* assign = add("assign", Text::cli_case_assign, Kind::assign);
  add_option(assign, "BODY", action->text, Text::cli_option_body)->required();
  CLI::App* answer = add("answer", Text::cli_case_answer, Kind::answer);
  add_option(answer, "FILE", action->file, Text::cli_option_text_file)->required();
  CLI::App* publish = add("publish", Text::cli_case_publish, Kind::publish);
  add_option(publish, "--text", action->file, Text::cli_option_public_text)->required();
  add_option(publish, "--answer", action->answer_file, Text::cli_option_public_answer)->required();
  add("unpublish", Text::cli_case_unpublish, Kind::unpublish);
  CLI::App* close = add("close", Text::cli_case_close, Kind::close);
  add_option(close, "--note", action->text, Text::cli_option_note);
  CLI::App* photos = add("photos", Text::cli_case_photos, Kind::photos);
  add_option(photos, "DIR", action->directory, Text::cli_option_directory)->required();
}

}  // namespace

void add_feedback_commands(CommandLine& line) {
  add_cases(line);
  add_case(line);
}

}  // namespace wufei::app
