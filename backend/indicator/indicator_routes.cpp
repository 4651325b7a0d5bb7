#include "indicator/indicator_routes.hpp"

#include <memory>
#include <optional>

#include "indicator/indicator_charts.hpp"
#include "indicator/indicator_content.hpp"
#include "indicator/indicator_embed.hpp"
#include "indicator/indicator_words.hpp"
#include "lib/page/chart_svg.hpp"
#include "lib/page/page_store.hpp"
#include "lib/picture/svg_png.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Json;
using service::IndicatorBoard;
using service::IndicatorStanding;
using Bytes = PageStore::Bytes;
using Made = PageStore::Made;

constexpr const char* kAskAgain = "no-cache";
constexpr std::size_t kKeptBytes = 32 * 1024 * 1024;  // drawings and replies of 48 indicators, in every form
constexpr int kPngScale = 2;  // device pixels per unit of the SVG: sharp on paper and on phones

Json standing_json(const IndicatorStanding& standing) {
  Json json = contract::indicator_to_json(*standing.row, standing.actual());
  json["status"] = judgement_json(*standing.row, standing.actual(), standing.judgement);
  json["revisions"] = standing.revisions.size();
  return json;
}

Json list_json(const IndicatorBoard& board) {
  Json rows = Json::array();
  for (const IndicatorStanding& standing : board.rows) rows.push_back(standing_json(standing));
  const auto& table = board.content->get<service::IndicatorContent>();
  return {{"indicators", std::move(rows)},
          {"declared", table.declared},
          {"listed", board.rows.size()},
          {"source",
           {{"title", table.source_title},
            {"document_number", table.source_number},
            {"date", table.source_date},
            {"place", table.source_place}}}};
}

Json revisions_json(const std::vector<contract::IndicatorRevision>& revisions) {
  Json rows = Json::array();
  for (const auto& revision : revisions) rows.push_back(contract::revision_to_json(revision));
  return {{"revisions", std::move(rows)}};
}

struct ChartFile {
  int no = 0;
  bool png = false;
};

// "indicator-7.svg"
std::optional<ChartFile> parse_chart_file(std::string_view name) {
  constexpr std::string_view prefix = "indicator-";
  if (!name.starts_with(prefix) || name.size() < prefix.size() + 5) return std::nullopt;
  const std::string_view ending = name.substr(name.size() - 4);
  if (ending != ".svg" && ending != ".png") return std::nullopt;
  const int no = number_in_address(name.substr(prefix.size(), name.size() - 4 - prefix.size()));
  return no == 0 ? std::nullopt : std::optional(ChartFile{no, ending == ".png"});
}

class IndicatorRoutes {
 public:
  IndicatorRoutes(service::IndicatorService& indicators, const DocumentBook& book)
      : indicators_(indicators), book_(book) {}

  Response list(const Request& request) {
    return json(request, "list", [this] { return std::optional(list_json(*indicators_.board())); });
  }
  Response chain(const Request& request) {
    return json(request, "chain",
                [this] { return std::optional(revisions_json(indicators_.board()->chain)); });
  }
  Response one(const Request& request) {
    const int no = number_in_address(request.path_parameter("no"));
    return json(request, "one " + std::to_string(no), [this, no] { return of(no, standing_json); });
  }
  Response revisions(const Request& request) {
    const int no = number_in_address(request.path_parameter("no"));
    return json(request, "revisions " + std::to_string(no), [this, no] {
      return of(no, [](const IndicatorStanding& standing) { return revisions_json(standing.revisions); });
    });
  }

  Response chart(const Request& request) {
    const auto file = parse_chart_file(request.path_parameter("file"));
    const bool series = request.query_value("kind") == "series";
    if (!file) return missing(request);
    const std::string key =
        (file->png ? "png " : "svg ") + std::to_string(file->no) + (series ? " series" : "");
    return open_to_all(request,
                       store_.get(key, book_.stamp("indicator"), [&] { return Made{draw(*file, series)}; }));
  }

  Response embed(const Request& request) {
    const int no = number_in_address(request.path_parameter("no"));
    const Bytes bytes = store_.get("embed " + std::to_string(no), book_.stamp("indicator"), [&]() -> Made {
      const auto board = indicators_.board();
      const IndicatorStanding* standing = board->find(no);
      if (!standing) return {};
      return {
          make_cached(indicator_embed_page(*board, *standing), "text/html; charset=utf-8", kAskAgain, true)};
    });
    return open_to_all(request, bytes);
  }

 private:
  template <class Make>
  std::optional<Json> of(int no, const Make& make) const {
    const auto board = indicators_.board();
    const IndicatorStanding* standing = board->find(no);
    return standing ? std::optional<Json>(make(*standing)) : std::nullopt;
  }

  template <class Make>
  Response json(const Request& request, const std::string& key, const Make& make) {
    return open_to_all(request, store_.get(key, book_.stamp("indicator"), [&]() -> Made {
      const auto made = make();
      if (!made) return {};
      return {make_cached(contract::to_text(*made), "application/json", kAskAgain, true)};
    }));
  }

  [[nodiscard]] Bytes draw(const ChartFile& file, bool series) const {
    const auto board = indicators_.board();
    const IndicatorStanding* standing = board->find(file.no);
    if (!standing) return nullptr;
    auto chart = series ? series_chart(*standing) : bullet_chart(*standing);
    if (!chart) return nullptr;
    if (!series)
      chart->title = standing->row->name + words(contract::Text::server_indicator_colon) + chart->title;
    const std::string svg = chart_file_svg(*chart, chart_sources(*board, *standing));
    if (!file.png) return make_cached(svg, "image/svg+xml", kAskAgain, true);
    auto png = svg_to_png(svg, kPngScale);
    return png ? make_cached(std::move(*png), "image/png", kAskAgain, true) : nullptr;
  }

  // Public data may be fetched and shown by any site.
  static Response open_to_all(const Request& request, const Bytes& bytes) {
    if (!bytes) return missing(request);
    Response response = cached_reply(*bytes, request);
    response.embeddable = true;
    response.headers.add("Access-Control-Allow-Origin", "*");
    return response;
  }
  static Response missing(const Request& request) {
    return problem_response(contract::make_error(ErrorCode::not_found, "no such indicator or chart"),
                            request);
  }

  service::IndicatorService& indicators_;
  const DocumentBook& book_;
  PageStore store_{kKeptBytes};
};

}  // namespace

void add_indicator_routes(Router& router, service::IndicatorService& indicators, const DocumentBook& book) {
  const auto routes = std::make_shared<IndicatorRoutes>(indicators, book);
  router.add(
      Route::quick_get(contract::api::kIndicators, "list_indicators", over(routes, &IndicatorRoutes::list)));
  router.add(
      Route::quick_get(contract::api::kIndicator, "get_indicator", over(routes, &IndicatorRoutes::one)));
  router.add(Route::quick_get(contract::api::kIndicatorRevisions, "list_revisions",
                              over(routes, &IndicatorRoutes::revisions)));
  router.add(Route::quick_get(contract::api::kRevisionChain, "list_revision_chain",
                              over(routes, &IndicatorRoutes::chain)));
  router.add(Route::get("/charts/{file}", "get_chart", over(routes, &IndicatorRoutes::chart)));
  router.add(
      Route::quick_get("/embed/indicators/{no}", "embed_indicator", over(routes, &IndicatorRoutes::embed)));
}

}  // namespace wufei::http
