#include "lib/net/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <set>
#include <sstream>
#include <unordered_map>
#include <utility>
#include <vector>

namespace wufei::http {
namespace {

using Families = std::vector<prometheus::MetricFamily>;

// Seconds. From a cached reply to a request that waited for a lock.
const prometheus::Histogram::BucketBoundaries kLatencyBuckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                              0.05,   0.1,   0.25,   0.5,   1,    2.5};

std::string status_class(int status) {
  return std::to_string(status / 100) + "xx";
}

}  // namespace

struct Metrics::State {
  struct Gauge {
    std::string name;
    prometheus::Gauge* gauge;
    std::function<std::optional<double>()> read;
  };
  // What one kind of reply adds to. The registry would look it up by its labels, under a lock.
  struct Kind {
    prometheus::Counter* requests;
    prometheus::Histogram* latency;
  };
  const Kind& kind_of(const Served& served);

  static inline std::atomic<std::uint64_t> next_number{1};
  const std::uint64_t number = next_number++;  // no two have the same, also one after the other
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>* requests = nullptr;
  prometheus::Family<prometheus::Histogram>* latency = nullptr;
  prometheus::Counter* bytes = nullptr;
  prometheus::Counter* refused_busy = nullptr;
  std::vector<Gauge> gauges;

  [[nodiscard]] Families collect() const {
    std::set<std::string_view> unknown;
    for (const Gauge& gauge : gauges)
      if (const auto value = gauge.read())
        gauge.gauge->Set(*value);
      else
        unknown.insert(gauge.name);
    Families families = registry.Collect();
    std::erase_if(families, [&unknown](const prometheus::MetricFamily& family) {
      return unknown.contains(family.name);
    });
    return families;
  }
};

Metrics::Metrics() : state_(std::make_unique<State>()) {
  state_->requests = &prometheus::BuildCounter()
                          .Name("wufei_http_requests_total")
                          .Help("Requests answered, by route, method and status class")
                          .Register(state_->registry);
  state_->latency = &prometheus::BuildHistogram()
                         .Name("wufei_http_request_seconds")
                         .Help("Time from a complete request to its reply, by route")
                         .Register(state_->registry);
  state_->bytes = &prometheus::BuildCounter()
                       .Name("wufei_http_reply_bytes_total")
                       .Help("Bytes of reply bodies")
                       .Register(state_->registry)
                       .Add({});
  state_->refused_busy = &prometheus::BuildCounter()
                              .Name("wufei_http_requests_refused_busy_total")
                              .Help("Requests answered 503 because every worker was held")
                              .Register(state_->registry)
                              .Add({});
}

Metrics::~Metrics() = default;

// Each thread remembers what it has looked up.
const Metrics::State::Kind& Metrics::State::kind_of(const Served& served) {
  thread_local std::uint64_t known_to = 0;
  thread_local std::unordered_map<std::string, Kind> known;
  thread_local std::string key;
  if (std::exchange(known_to, number) != number) known.clear();
  const std::string_view route = served.route.empty() ? std::string_view{"other"} : served.route;
  key.assign(route).append(1, ' ').append(served.method).append(1, ' ');
  key += static_cast<char>('0' + served.status / 100);
  const auto found = known.find(key);
  if (found != known.end()) return found->second;
  const prometheus::Labels labels{{"route", std::string(route)},
                                  {"method", std::string(served.method)},
                                  {"status", status_class(served.status)}};
  const Kind made{&requests->Add(labels), &latency->Add({{"route", std::string(route)}}, kLatencyBuckets)};
  return known.emplace(key, made).first->second;
}

void Metrics::served(const Served& served) {
  const State::Kind& kind = state_->kind_of(served);
  kind.requests->Increment();
  kind.latency->Observe(served.seconds);
  state_->bytes->Increment(static_cast<double>(served.reply_bytes));
  if (served.refused_busy) state_->refused_busy->Increment();
}

void Metrics::add_gauge(const std::string& name, const std::string& help,
                        std::function<std::optional<double>()> read) {
  auto& gauge = prometheus::BuildGauge().Name(name).Help(help).Register(state_->registry).Add({});
  state_->gauges.push_back({name, &gauge, std::move(read)});
}

void Metrics::count(const std::string& name, const std::string& help, const std::string& label,
                    const std::string& value, int times) {
  auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(state_->registry);
  family.Add({{label, value}}).Increment(times);
}

std::string Metrics::text() const {
  return text_with({}, {});
}

std::string Metrics::text_with(const std::string& label, const std::vector<Other>& others) const {
  Families all = state_->collect();
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < all.size(); ++i) places[all[i].name] = i;
  for (const Other& other : others)
    for (prometheus::MetricFamily& family : other.metrics->state_->collect()) {
      for (prometheus::ClientMetric& metric : family.metric)
        metric.label.insert(metric.label.begin(), {label, other.value});
      const auto [place, fresh] = places.try_emplace(family.name, all.size());
      if (fresh) {
        all.push_back(std::move(family));
        continue;
      }
      auto& known = all[place->second].metric;
      known.insert(known.end(), family.metric.begin(), family.metric.end());
    }
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, all);
  return out.str();
}

Response Metrics::reply_of(std::string text) {
  Response response = text_response(200, "text/plain; version=0.0.4; charset=utf-8", std::move(text));
  response.headers.set("Cache-Control", "no-store");
  return response;
}

Response Metrics::reply() const {
  return reply_of(text());
}

}  // namespace wufei::http
