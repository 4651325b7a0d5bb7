#include "lib/cli/log.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <memory>
#include <mutex>
#include <thread>

#include "lib/base/json.hpp"

namespace wufei::app {
namespace {

// Standard error. A line after a quiet moment is written at once, as is a warning with all before it; lines
// that come thick and fast are gathered for a few milliseconds, so that a busy server pays one system call
// for hundreds.
class StandardError final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  // The thread takes no signals: they are for whoever waits for them.
  StandardError() {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { write_on(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }
  ~StandardError() override {
    {
      const std::scoped_lock lock(mutex_);
      ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
    write_all();
  }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    const bool first = waiting_.empty();
    waiting_.append(line.data(), line.size());
    if (message.level >= spdlog::level::warn || waiting_.size() >= kMost || Clock::now() - written_ >= kPause)
      write_all();
    else if (first)
      changed_.notify_one();
  }
  void flush_() override { write_all(); }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds kPause{5};
  static constexpr std::size_t kMost = 64 * 1024;  // bytes

  void write_on() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
      changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
      changed_.wait_for(lock, kPause, [&] { return ending_; });
      write_all();
    }
  }
  // What cannot be written is lost: there is nobody to tell.
  void write_all() {
    std::string_view rest = waiting_;
    while (!rest.empty()) {
      const ssize_t count = ::write(STDERR_FILENO, rest.data(), rest.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) break;
      rest.remove_prefix(static_cast<std::size_t>(count));
    }
    waiting_.clear();
    written_ = Clock::now();
  }

  std::string waiting_;
  Clock::time_point written_{};
  bool ending_ = false;
  std::condition_variable changed_;
  std::thread thread_;
};

constexpr const char* kTime = "%Y-%m-%dT%H:%M:%S.%eZ";
thread_local std::string_view writing_for;
bool writes_json = false;  // set before the first line

// A line as one JSON object. Called on the thread that writes the line: the label is its own.
class JsonLines final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& line) override {
    spdlog::memory_buf_t time;
    time_.format(message, time);
    const spdlog::string_view_t level = spdlog::level::to_string_view(message.level);
    contract::Json json{{"time", std::string(time.data(), time.size())},
                        {"level", std::string(level.data(), level.size())},
                        {"message", std::string(message.payload.data(), message.payload.size())}};
    if (!writing_for.empty()) json["label"] = std::string(writing_for);
    const std::string text = contract::to_text(json) + '\n';
    line.append(text.data(), text.data() + text.size());
  }
  [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override {
    return std::make_unique<JsonLines>();
  }

 private:
  spdlog::pattern_formatter time_{kTime, spdlog::pattern_time_type::utc, ""};
};

void write(spdlog::level::level_enum level, std::string_view line) {
  if (writing_for.empty() || writes_json)
    spdlog::log(level, "{}", line);
  else
    spdlog::log(level, "[{}] {}", writing_for, line);
}

}  // namespace

void log_for(std::string_view whose) {
  writing_for = whose;
}

void start_log(const std::string& level, const std::string& format) {
  auto logger = std::make_shared<spdlog::logger>("wufei", std::make_shared<StandardError>());
  writes_json = format == "json";
  if (writes_json)
    logger->set_formatter(std::make_unique<JsonLines>());
  else
    logger->set_pattern(std::string(kTime) + " %l %v", spdlog::pattern_time_type::utc);
  const auto wanted = spdlog::level::from_str(level);
  logger->set_level(wanted == spdlog::level::off ? spdlog::level::info : wanted);
  logger->flush_on(spdlog::level::warn);
  spdlog::set_default_logger(std::move(logger));
}

bool logs_info() {
  return spdlog::should_log(spdlog::level::info);
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
