#include "lib/cli/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace wufei::app {
namespace {

thread_local std::string_view writing_for;

void write(spdlog::level::level_enum level, std::string_view line) {
  if (writing_for.empty())
    spdlog::log(level, "{}", line);
  else
    spdlog::log(level, "[{}] {}", writing_for, line);
}

}  // namespace

void log_for(std::string_view whose) {
  writing_for = whose;
}

void start_log(const std::string& level) {
  auto logger = std::make_shared<spdlog::logger>("wufei", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  const auto wanted = spdlog::level::from_str(level);
  logger->set_level(wanted == spdlog::level::off ? spdlog::level::info : wanted);
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

void log_debug(std::string_view line) {
  write(spdlog::level::debug, line);
}
void log_info(std::string_view line) {
  write(spdlog::level::info, line);
}
void log_warning(std::string_view line) {
  write(spdlog::level::warn, line);
}
void log_error(std::string_view line) {
  write(spdlog::level::err, line);
}

void log_line(std::string_view level, std::string_view line) {
  if (level == "error") return log_error(line);
  if (level == "warn") return log_warning(line);
  return level == "info" ? log_info(line) : log_debug(line);
}

}  // namespace wufei::app
