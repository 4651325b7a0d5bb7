#include "desk/sheets/sheet_pdf.hpp"

#include <algorithm>
#include <array>

#include "lib/base/phone.hpp"
#include "lib/base/text_width.hpp"
#include "lib/base/words.hpp"
#include "lib/page/html.hpp"
#include "lib/picture/qr_svg.hpp"
#include "lib/picture/svg_pdf.hpp"
#include "pickup/booking_rules.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::StopChange;

// All in points.
constexpr int kMargin = 30, kRight = 812, kHead = 52, kTitles = 78, kFirstRow = 90, kLowest = 520,
              kFoot = 556;
constexpr int kLine = 14, kRowPadding = 12, kAbove = 4, kBody = 11, kSmall = 9, kQrSide = 46;

struct PaperColumn {
  Text title;
  int x;
  int width;
};
constexpr std::array<PaperColumn, 8> kPaperColumns{{{Text::server_work_stop_number, 30, 24},
                                                    {Text::server_work_window, 54, 66},
                                                    {Text::server_work_place, 120, 190},
                                                    {Text::server_work_person, 316, 92},
                                                    {Text::server_work_items, 412, 116},
                                                    {Text::server_work_note, 532, 96},
                                                    {Text::server_work_outcome, 634, 138},
                                                    {Text::server_work_kilogram_column, 778, 34}}};

struct PaperLine {
  std::string text;
  bool strong = false, small = false;
};

// The lines of each cell but the last two, which are filled by hand.
struct PaperRow {
  std::array<std::vector<PaperLine>, 6> cells;
  bool gone = false;

  [[nodiscard]] int height() const {
    std::size_t most = 2;
    for (const auto& cell : cells) most = std::max(most, cell.size());
    return static_cast<int>(most) * kLine + kRowPadding;
  }
};

void add_lines(std::vector<PaperLine>& cell, std::size_t column, std::string_view text, bool strong = false,
               bool small = false) {
  if (text.empty()) return;
  const int size = small ? kSmall : kBody;
  const auto columns = static_cast<std::size_t>(kPaperColumns[column].width * 2 / size);
  for (std::string& line : contract::wrapped_lines(text, columns))
    cell.push_back({std::move(line), strong, small});
}

std::string_view mark_of(StopChange change) {
  if (change == StopChange::added) return contract::text(Text::server_work_added);
  if (change == StopChange::changed) return contract::text(Text::server_work_changed);
  if (change == StopChange::removed) return contract::text(Text::server_work_removed);
  return {};
}

PaperRow paper_row(const service::SheetLine& line, std::size_t number) {
  const service::RunSheetRow& row = line.row;
  const auto own = contract::own_phones(row.phone, row.proxy);
  const auto said = [&](std::string_view text) { return contract::with_paper_phones(text, own); };
  PaperRow paper;
  paper.gone = line.change == StopChange::removed;
  add_lines(paper.cells[0], 0, std::to_string(number), true);
  add_lines(paper.cells[1], 1,
            contract::format_clock(row.start_minute) + "-" + contract::format_clock(row.end_minute), false,
            true);
  add_lines(paper.cells[1], 1, mark_of(line.change), true, true);
  add_lines(paper.cells[2], 2,
            said(row.village_name.empty() ? row.address : row.village_name + " " + row.address), true);
  add_lines(paper.cells[2], 2, row.area_name + " " + row.reference, false, true);
  add_lines(paper.cells[3], 3, row.contact_name);
  add_lines(paper.cells[3], 3, contract::paper_phone(row.phone), false, true);
  if (row.proxy)
    add_lines(paper.cells[3], 3, row.proxy->name + " " + contract::paper_phone(row.proxy->phone), false,
              true);
  add_lines(paper.cells[4], 4, said(row.items), true);
  add_lines(paper.cells[5], 5, said(row.note));
  return paper;
}

// ---- Marks on paper

std::string attribute(std::string_view name, int value) {
  return " " + std::string(name) + "=\"" + std::to_string(value) + "\"";
}

void put_text(std::string& out, int x, int y, int size, std::string_view text, bool strong = false,
              std::string_view end = {}) {
  out += "<text" + attribute("x", x) + attribute("y", y) + attribute("font-size", size);
  if (size <= kSmall) out += " fill=\"#333\"";
  if (strong) out += " font-weight=\"bold\"";
  if (!end.empty()) out += " text-anchor=\"end\"";
  out += ">" + escape_html(text) + "</text>";
}

void put_rule(std::string& out, int y, std::string_view width, std::string_view ink = "#000") {
  out += "<path d=\"M" + std::to_string(kMargin) + "," + std::to_string(y) + "H" + std::to_string(kRight) +
         "\" stroke=\"" + std::string(ink) + "\" stroke-width=\"" + std::string(width) + "\"/>";
}

void put_boxes(std::string& out, int y) {
  int x = kPaperColumns[6].x;
  for (const Text text :
       {Text::server_work_tick_all, Text::server_work_tick_part, Text::server_work_tick_none}) {
    out += "<rect" + attribute("x", x) + attribute("y", y - 9) +
           " width=\"10\" height=\"10\" fill=\"none\" stroke=\"#000\"/>";
    put_text(out, x + 13, y, 10, contract::text(text));
    x += 17 + static_cast<int>(contract::display_width(contract::text(text))) * 5 + 2;
  }
}

void put_row(std::string& out, const PaperRow& row, int y) {
  for (std::size_t c = 0; c < row.cells.size(); ++c) {
    int line_y = y + kAbove + kLine;
    for (const PaperLine& line : row.cells[c]) {
      put_text(out, kPaperColumns[c].x, line_y, line.small ? kSmall : kBody, line.text, line.strong);
      line_y += kLine;
    }
  }
  if (row.gone)
    put_rule(out, y + kLine, "1");
  else
    put_boxes(out, y + kAbove + kLine);
  put_rule(out, y + row.height(), "0.5", "#999");
}

// A code of ours, moved to its place.
void put_code(std::string& out, const std::string& text) {
  constexpr std::string_view kOpen = "<svg";
  const std::string code = qr_svg(text);
  out += std::string(kOpen) + attribute("x", kRight - kQrSide) + attribute("y", kMargin - 20) +
         attribute("width", kQrSide) + attribute("height", kQrSide) + code.substr(kOpen.size());
}

void put_head(std::string& out, const PaperSheet& paper, std::size_t page, std::size_t pages) {
  const service::CrewSheet& sheet = paper.sheet;
  put_text(out, kMargin, kHead, 20, contract::text(Text::server_work_sheet), true);
  const std::string crew = sheet.crew.empty() ? words(Text::server_work_no_crew) : sheet.crew;
  put_text(out, kMargin + 74, kHead, 15, service::day_text(sheet.date) + "  " + crew, true);
  std::string right =
      contract::text(Text::server_work_stop_count, {{"count", std::to_string(sheet.lines.size())}});
  if (pages > 1)
    right += "  " + contract::text(Text::server_work_page_of,
                                   {{"page", std::to_string(page)}, {"pages", std::to_string(pages)}});
  const int x = paper.stops.empty() ? kRight : kRight - kQrSide - 8;
  put_text(out, x, kHead, kBody, right, false, "end");
  if (!paper.dispatched.empty()) put_text(out, x, kHead - kLine - 2, kSmall, paper.dispatched, false, "end");
  if (!paper.stops.empty()) put_code(out, paper.stops);
  put_rule(out, kHead + 8, "2");
  for (const PaperColumn& column : kPaperColumns)
    put_text(out, column.x, kTitles, 10, contract::text(column.title), true);
  put_rule(out, kTitles + 6, "1");
}

void put_foot(std::string& out) {
  put_text(out, kMargin, kFoot, kBody, contract::text(Text::server_work_signature));
  put_text(out, kMargin + 210, kFoot, kBody, contract::text(Text::server_work_left_at));
  put_text(out, kMargin + 320, kFoot, kBody, contract::text(Text::server_work_back_at));
  put_text(out, kRight, kFoot, kSmall, contract::text(Text::server_work_sheet_masked), false, "end");
}

// Which rows stand on which page.
std::vector<std::vector<PaperRow>> paginated(const std::vector<service::SheetLine>& lines) {
  std::vector<std::vector<PaperRow>> pages(1);
  int y = kFirstRow;
  std::size_t number = 0;
  for (const service::SheetLine& line : lines) {
    PaperRow row = paper_row(line, ++number);
    if (y + row.height() > kLowest && !pages.back().empty()) {
      pages.emplace_back();
      y = kFirstRow;
    }
    y += row.height();
    pages.back().push_back(std::move(row));
  }
  return pages;
}

}  // namespace

std::vector<std::string> sheet_paper(const PaperSheet& paper) {
  const auto pages = paginated(paper.sheet.lines);
  std::vector<std::string> drawn;
  for (const auto& rows : pages) {
    std::string out =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"841.89\" height=\"595.28\" viewBox=\"0 0 841.89 "
        "595.28\" font-family=\"Noto Sans CJK SC, sans-serif\">";
    put_head(out, paper, drawn.size() + 1, pages.size());
    int y = kTitles + 6;
    for (const PaperRow& row : rows) {
      put_row(out, row, y);
      y += row.height();
    }
    put_foot(out);
    drawn.push_back(out + "</svg>");
  }
  return drawn;
}

contract::Result<std::string> sheet_pdf(const PaperSheet& paper) {
  return svgs_to_pdf(sheet_paper(paper),
                     words(Text::server_work_sheet) + " " + contract::format_date(paper.sheet.date));
}

}  // namespace wufei::http
