// The subcommands of `wufei`. Each answers the process's exit status: 0 done, 1 refused or failed (the reason
// is on standard error, in Chinese for operators). Reading the command line is main.cpp's.
#pragma once

#include <filesystem>
#include <string>

#include "app/config.hpp"
#include "indicator/indicator_service.hpp"

namespace wufei::app {

struct RunSheetOptions {
  std::string date;  // YYYY-MM-DD
  std::string area;  // code, "" = all
  std::string format = "table";
  std::filesystem::path output;  // "" = standard output
  bool with_phone = false;
};

struct PickupAction {
  enum class Kind { show, assign, complete, not_presented, cancel };
  Kind kind = Kind::show;
  std::string reference;
  std::string text;  // crew or reason
  std::string kilograms;
  bool with_phone = false;
};

// One `wufei publish-indicator`: see service::PublishRequest. `yes` skips the question on the terminal.
struct PublishOptions {
  service::PublishRequest request;
  bool yes = false;
};

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

int run_serve(const Config& config);
int run_pickups(const Config& config, const RunSheetOptions& options);
int run_pickup(const Config& config, const PickupAction& action);
// Books what FILE ("-" = standard input) asks for, from the places held for the telephone.
int run_pickup_book(const Config& config, const std::string& file);
int run_cases(const Config& config, const CasesOptions& options);
int run_case(const Config& config, const FeedbackAction& action);
int run_notices(const Config& config, bool only_unsent, bool with_phone);
int run_notice_done(const Config& config, std::int64_t id);
// Words that the guide could not answer; `done`, when given, is closed instead.
int run_guide_words(const Config& config, const std::string& format, const std::string& done);
// Checks every row of a CSV of drop-off places; import writes guide/places.json only when all are sound.
int run_check_places(const Config& config, const std::filesystem::path& file);
int run_guide_import(const Config& config, const std::filesystem::path& file);
int run_backup(const Config& config, const std::filesystem::path& file);
int run_restore(const Config& config, const std::filesystem::path& file);
// Without a database only when `content_only`.
int run_check(const Config& config, bool content_only);
// Walks the chain of indicator revisions.
int run_verify(const Config& config);
int run_publish_indicator(const Config& config, const PublishOptions& options);
int run_version();

}  // namespace wufei::app
