#include "survey/survey_slips.hpp"

#include "lib/base/text.hpp"
#include "lib/page/html.hpp"
#include "lib/picture/qr_svg.hpp"
#include "survey/survey_report.hpp"

namespace wufei::http {
namespace {

using contract::Text;

constexpr std::string_view kStyle =
    "@page{size:A4;margin:10mm}*{box-sizing:border-box}body{margin:0;font:11pt/1.4 sans-serif;color:#000}"
    "main{display:grid;grid-template-columns:1fr 1fr}"
    "section{display:flex;gap:4mm;align-items:center;height:54mm;padding:4mm;border:.2mm dashed #888;"
    "break-inside:avoid}svg{width:34mm;height:34mm;flex:none}h2{font-size:11pt;margin:0 0 1mm}p{margin:0 0 "
    "1mm}"
    ".code{font:bold 15pt monospace}small{font-size:8pt;word-break:break-all}";

void write_slip(HtmlWriter& out, const contract::Survey& survey, const service::IssuedCode& issued,
                const std::string& area, const std::string& url) {
  out.open("section");
  if (!url.empty()) out.raw(qr_svg(url));
  out.open("div");
  out.element("h2", survey.title);
  out.element("p", contract::text(Text::cli_slip_how, {{"area", area}}));
  out.element("p", issued.code, {{"class", "code"}});
  out.element("p", contract::text(Text::cli_slip_note, {{"closes", contract::format_date(survey.closes)}}));
  if (!url.empty()) out.open("p").element("small", url).close("p");
  out.close("div").close("section");
}

}  // namespace

std::string slip_url(const std::string& public_url, const contract::Survey& survey, const std::string& code) {
  return public_url.empty() ? public_url : public_url + "/surveys/" + survey.id + "#code=" + code;
}

void write_slips(HtmlWriter& out, const contract::Survey& survey,
                 const std::vector<service::IssuedCode>& codes, const contract::Areas& areas,
                 const std::string& public_url) {
  for (const service::IssuedCode& issued : codes)
    write_slip(out, survey, issued, contract::area_name(areas, issued.area),
               slip_url(public_url, survey, issued.code));
}

std::string slips_html(const contract::Survey& survey, const std::vector<service::IssuedCode>& codes,
                       const contract::Areas& areas, const std::string& public_url) {
  HtmlWriter out;
  out.raw("<!doctype html>")
      .open("html", {{"lang", "zh-CN"}})
      .open("head")
      .open("meta", {{"charset", "utf-8"}});
  out.element("title", survey.title).open("style").raw(kStyle).close("style").close("head");
  out.open("body").open("main");
  write_slips(out, survey, codes, areas, public_url);
  out.close("main").close("body").close("html");
  return out.take();
}

service::ReportTable slips_table(const contract::Survey& survey,
                                 const std::vector<service::IssuedCode>& codes, const contract::Areas& areas,
                                 const std::string& public_url) {
  service::ReportTable table{survey.id, {"area", "area_name", "code", "url"}, {}};
  for (const service::IssuedCode& issued : codes)
    table.rows.push_back({issued.area, contract::area_name(areas, issued.area), issued.code,
                          slip_url(public_url, survey, issued.code)});
  return table;
}

std::string slips_csv(const contract::Survey& survey, const std::vector<service::IssuedCode>& codes,
                      const contract::Areas& areas, const std::string& public_url) {
  return service::report_csv(slips_table(survey, codes, areas, public_url));
}

}  // namespace wufei::http
