// The running portal: content, store, services, HTTP server and the worker that delivers notices and tidies
// up. One per process in production; tests may run several on different directories.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "app/config.hpp"
#include "county/content_source.hpp"
#include "feedback/feedback_service.hpp"
#include "guide/guide_service.hpp"
#include "indicator/indicator_service.hpp"
#include "lib/base/result.hpp"
#include "lib/net/metrics.hpp"
#include "lib/net/server.hpp"
#include "lib/page/document_book.hpp"
#include "lib/store/store.hpp"
#include "lib/table/dataset.hpp"
#include "lib/web/guess_limit.hpp"
#include "notice/notice_service.hpp"
#include "opendata/open_data.hpp"
#include "pickup/pickup_service.hpp"
#include "search/search_service.hpp"
#include "survey/survey_service.hpp"

namespace wufei::app {

class Portal {
 public:
  // Opens everything and serves. Errors: invalid (content, options), unavailable (database, port); detail
  // says which.
  static contract::Result<std::unique_ptr<Portal>> start(const Config& config);
  ~Portal();  // stops
  Portal(const Portal&) = delete;
  Portal& operator=(const Portal&) = delete;

  [[nodiscard]] int port() const { return port_; }
  // Finishes requests under way, writes what is queued. Safe to call twice.
  void stop();

 private:
  Portal() = default;
  contract::Status open(const Config& config);
  contract::Status listen(const Config& config);
  void work();
  void tidy(int round);
  void reload_content();
  void add_open_data(const Config& config, http::Router& router);
  void refresh_open_data();
  void tidy_open_data();
  void index_pages(int round);
  void refresh_indicators();
  void tidy_feedback(int round);

  Config config_;
  std::unique_ptr<service::ContentSource> source_;
  std::unique_ptr<service::ContentWatch> watch_;
  http::DocumentBook book_;
  service::SearchService search_;
  std::uint64_t indexed_generation_ = 0;
  bool index_due_ = true;  // something new is to be found
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<service::PickupService> pickups_;
  std::unique_ptr<service::GuideService> guide_;
  std::unique_ptr<service::IndicatorService> indicators_;
  std::unique_ptr<service::FeedbackService> feedback_;
  std::int64_t published_stamp_ = 0;
  std::unique_ptr<service::SurveyService> surveys_;
  std::unique_ptr<service::Notifier> notifier_;
  std::unique_ptr<service::NoticeService> notices_;
  service::DatasetRegistry datasets_;
  std::unique_ptr<http::OpenData> open_data_;
  std::int32_t open_data_day_ = 0;  // of the last edition that was looked for
  http::Metrics metrics_;
  http::GuessLimit guesses_;
  std::unique_ptr<http::Server> server_;
  int port_ = 0;

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread worker_;
};

}  // namespace wufei::app
