#include "indicator/indicator_embed.hpp"

#include "county/county_content.hpp"
#include "indicator/indicator_charts.hpp"
#include "indicator/indicator_content.hpp"
#include "indicator/indicator_words.hpp"
#include "lib/page/chart_svg.hpp"
#include "lib/page/colours.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {
namespace {

using contract::Text;

constexpr float kWidth = 640;
// In the page because nothing else of the portal may be asked for from another site's frame.
std::string style() {
  std::string css =
      "<style>body{margin:12px;font:16px/1.6 'Noto Sans CJK SC','PingFang SC','Microsoft "
      "YaHei',sans-serif;color:";
  css.append(colour::ink).append(";background:").append(colour::paper);
  css +=
      "}h1{font-size:1.1em;margin:0 0 "
      "8px}svg{max-width:100%;height:auto}table{border-collapse:collapse;margin:8px 0}"
      "th,td{padding:4px 10px;text-align:left;border:1px solid ";
  css.append(colour::line).append("}p{margin:6px 0}a{color:").append(colour::link).append("}</style>");
  return css;
}

void write_row(HtmlWriter& out, Text label, const std::string& value) {
  out.open("tr").element("th", words(label), {{"scope", "row"}}).element("td", value).close("tr");
}

}  // namespace

std::vector<std::string> chart_sources(const service::IndicatorBoard& board,
                                       const service::IndicatorStanding& standing) {
  const auto& table = board.content->get<service::IndicatorContent>();
  std::vector<std::string> sources{
      contract::text(Text::server_indicator_chart_source,
                     {{"title", table.source_title},
                      {"number", table.source_number},
                      {"portal", board.content->get<service::CountyContent>().site.portal_name}})};
  if (const contract::IndicatorRevision* actual = standing.actual())
    sources.push_back(words(Text::server_indicator_column_actual) + words(Text::server_indicator_colon) +
                      source_words(*actual));
  return sources;
}

std::string indicator_embed_page(const service::IndicatorBoard& board,
                                 const service::IndicatorStanding& standing) {
  const contract::Indicator& row = *standing.row;
  HtmlWriter out;
  out.raw("<!doctype html>").open("html", {{"lang", "zh-CN"}}).open("head");
  out.raw("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
      .raw("<meta name=\"robots\" content=\"noindex\">")
      .element("title", row.name)
      .raw(style());
  out.close("head").open("body").element("h1", row.name);
  if (const auto chart = bullet_chart(standing))
    out.element("h2", chart->title)
        .element("p", chart->lead)
        .raw(chart_svg(*chart, kWidth, ChartPlace::alone))
        .element("p", chart->summary);
  else
    out.element("p", bullet_refusal(standing));
  out.open("table").open("tbody");
  write_row(out, Text::server_indicator_column_baseline, cell_words(row.baseline, row));
  write_row(out, Text::server_indicator_column_2023, cell_words(row.target_2023, row));
  write_row(out, Text::server_indicator_column_2025, cell_words(row.target_2025, row));
  write_row(out, Text::server_indicator_column_actual, actual_words(standing.actual()));
  write_row(out, Text::server_indicator_column_verdict,
            verdict_words(standing.judgement) + words(Text::server_indicator_colon) +
                judgement_words(row, standing.actual(), standing.judgement));
  out.close("tbody").close("table").open("p");
  out.element("a",
              contract::text(Text::server_indicator_embed_more,
                             {{"portal", board.content->get<service::CountyContent>().site.portal_name}}),
              {{"href", "/indicators/" + std::to_string(row.no)}, {"target", "_blank"}, {"rel", "noopener"}});
  out.close("p").close("body").close("html");
  return out.take();
}

}  // namespace wufei::http
