#include "indicator/indicator_detail.hpp"

#include <algorithm>

#include "indicator/indicator_charts.hpp"
#include "indicator/indicator_content.hpp"
#include "indicator/indicator_rail.hpp"
#include "indicator/indicator_words.hpp"
#include "lib/page/blocks.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::Document;
using contract::Indicator;
using contract::IndicatorCell;
using contract::IndicatorRevision;
using contract::link_span;
using contract::span;
using contract::Spans;
using contract::Text;
using service::IndicatorBoard;
using service::IndicatorStanding;

std::string year_or_dash(int year) {
  return year == 0 ? words(Text::server_indicator_dash) : std::to_string(year);
}

class DetailPage {
 public:
  DetailPage(const IndicatorBoard& board, const IndicatorStanding& standing, const IndicatorRevision* shown,
             const std::string& public_url)
      : board_(board), standing_(standing), row_(*standing.row), shown_(shown), public_url_(public_url) {}

  Document make() {
    const IndicatorRevision* value = shown_ ? shown_ : standing_.actual();
    document_.title = row_.name;
    document_.description = contract::text(Text::server_indicator_description,
                                           {{"name", row_.name}, {"actual", actual_words(value)}});
    document_.section = "disclosure";
    document_.type = "Dataset";
    document_.indexed = shown_ == nullptr;
    document_.updated = updated();
    document_.crumbs = {{words(Text::frame_disclosure), "/disclosure"},
                        {words(Text::server_indicator_list_title), "/indicators"}};
    if (shown_) document_.crumbs.push_back({row_.name, path()});
    add_verdict(value);
    if (!shown_) add_bullet();
    add_meaning();
    add_issues();
    add_sources();
    if (!shown_) add_series();
    add_history();
    add_indicator_rail(document_, board_, standing_, shown_, public_url_);
    return std::move(document_);
  }

 private:
  [[nodiscard]] std::string path() const { return "/indicators/" + std::to_string(row_.no); }
  Block& add(Block block) {
    document_.blocks.push_back(std::move(block));
    return document_.blocks.back();
  }
  void heading(Text key, const char* anchor = "") { add(contract::heading_block(2, words(key), anchor)); }
  void paragraph(std::string text) { add(contract::paragraph_block(std::move(text))); }

  [[nodiscard]] std::string updated() const {
    if (standing_.revisions.empty()) return board_.content->get<service::IndicatorContent>().source_date;
    return contract::format_date(contract::china_date(standing_.revisions.back().published_at));
  }

  void add_verdict(const IndicatorRevision* value) {
    if (shown_)
      add(contract::note_block(
          contract::BlockTone::warning,
          contract::text(Text::server_indicator_old_title, {{"revision", std::to_string(shown_->revision)}}),
          revision_state(*shown_)));
    const auto judgement = shown_ ? service::judge(row_, value) : standing_.judgement;
    Block line = contract::note_block(verdict_tone(judgement.verdict), verdict_words(judgement),
                                      judgement_words(row_, value, judgement));
    if (judgement.reason == service::VerdictReason::no_value) {  // one sentence says both
      line.text.clear();
      line.spans = {span(words(Text::server_indicator_reason_no_value_first)),
                    span(words(Text::server_indicator_reason_no_value_then))};
      line.spans.front().strong = true;
    }
    add(std::move(line));
  }

  void fold(std::size_t first, const std::string& name, const std::string& note) {
    contract::fold_from(document_, first, name, note);
  }
  static std::string counted(Text key, std::size_t count) {
    return count == 0 ? words(Text::server_indicator_fold_none)
                      : contract::text(key, {{"count", std::to_string(count)}});
  }

  // What the plan says twice, or not clearly, of this row.
  void add_issues() {
    const std::size_t first = document_.blocks.size();
    const std::size_t count = row_.discrepancies.size();
    Block links = links_block({});
    links.anchor = "issues";
    std::string ids;
    for (const std::string& id : row_.discrepancies) {
      contract::append_listed(ids, id);
      links.items.push_back({link_span(contract::text(Text::server_indicator_discrepancy, {{"id", id}}),
                                       "/discrepancies/" + id)});
    }
    if (count == 0)
      add(contract::paragraph_block(words(Text::server_indicator_issues_none))).anchor = "issues";
    else
      add(std::move(links));
    if (!row_.reading.empty())
      add(contract::note_block(contract::BlockTone::info, words(Text::server_indicator_reading),
                               row_.reading));
    if (count == 0)
      return fold(first, words(Text::server_indicator_fold_issues_none),
                  words(Text::server_indicator_fold_none));
    fold(first, contract::text(Text::server_indicator_fold_issues, {{"count", std::to_string(count)}}),
         contract::text(Text::server_indicator_fold_note, {{"what", ids}}));
  }

  void add_chart(contract::Chart chart) {
    Block block;
    block.kind = BlockKind::chart;
    block.chart = std::move(chart);
    add(std::move(block));
  }

  void add_bullet() {
    if (auto chart = bullet_chart(standing_))
      add_chart(std::move(*chart));
    else
      add(contract::note_block(contract::BlockTone::info, words(Text::server_indicator_no_chart),
                               bullet_refusal(standing_)));
  }

  void add_numbers() {
    Block table;
    table.anchor = "numbers";
    table.kind = BlockKind::table;
    table.text = words(Text::server_indicator_numbers);
    const IndicatorRevision* actual = standing_.actual();
    const bool compared = row_.baseline.reference_year != 0 || row_.target_2023.reference_year != 0 ||
                          row_.target_2025.reference_year != 0 || (actual && actual->reference_year != 0);
    add_columns(table,
                {Text::server_indicator_column_what, Text::server_indicator_column_year,
                 Text::server_indicator_column_number},
                compared, {Text::server_indicator_column_raw});
    const auto add_row = [&](Text label, std::string year, std::string number, int reference,
                             std::string raw) {
      std::vector<Spans> row{{span(words(label))}, {span(std::move(year))}, {span(std::move(number))}};
      if (compared) row.push_back({span(year_or_dash(reference))});
      row.push_back({span(std::move(raw))});
      table.rows.push_back(std::move(row));
    };
    const auto add_cell = [&](Text label, const IndicatorCell& cell) {
      add_row(label, cell.year == 0 ? words(Text::server_indicator_dash) : year_words(cell.year),
              cell.value ? contract::display_cell(cell, row_.unit) : words(Text::server_indicator_no_number),
              cell.reference_year, cell.raw.empty() ? words(Text::server_indicator_empty_cell) : cell.raw);
    };
    add_cell(Text::server_indicator_column_baseline, row_.baseline);
    add_cell(Text::server_indicator_column_2023, row_.target_2023);
    add_cell(Text::server_indicator_column_2025, row_.target_2025);
    if (actual)
      add_row(Text::server_indicator_column_actual, period_words(actual->period),
              contract::display_revision(*actual), actual->reference_year, source_words(*actual));
    add(std::move(table));
  }

  // The year that a number is compared with has a column only where one of them is.
  static void add_columns(Block& table, std::initializer_list<Text> before, bool compared,
                          std::initializer_list<Text> after) {
    const auto column = [&table](Text title) {
      table.columns.push_back({words(title), title == Text::server_indicator_column_number});
    };
    for (const Text title : before) column(title);
    if (compared) column(Text::server_indicator_column_reference);
    for (const Text title : after) column(title);
  }

  void add_series() {
    const std::size_t first = document_.blocks.size();
    auto chart = series_chart(standing_);
    if (!chart)
      paragraph(series_refusal(standing_));
    else
      add_chart(std::move(*chart));
    if (!standing_.current.empty()) add_values();
    document_.blocks[first].anchor = "series";
    fold(first, words(Text::server_indicator_series),
         counted(Text::server_indicator_fold_values, standing_.current.size()));
  }

  void add_values() {
    Block table = table_block(words(Text::server_indicator_published_values));
    const bool compared =
        std::any_of(standing_.current.begin(), standing_.current.end(),
                    [this](std::size_t index) { return standing_.revisions[index].reference_year != 0; });
    add_columns(table, {Text::server_indicator_column_period, Text::server_indicator_column_number}, compared,
                {Text::server_indicator_column_verdict, Text::server_indicator_column_why});
    for (const std::size_t index : standing_.current) {
      const IndicatorRevision& value = standing_.revisions[index];
      const auto judgement = service::judge(row_, &value);
      std::vector<Spans> row{{span(period_words(value.period))}, {span(contract::display_revision(value))}};
      if (compared) row.push_back({span(year_or_dash(value.reference_year))});
      row.push_back({span(verdict_words(judgement))});
      row.push_back({span(judgement_words(row_, &value, judgement))});
      table.rows.push_back(std::move(row));
    }
    add(std::move(table));
  }

  void add_meaning() {
    heading(Text::server_indicator_meaning, "meaning");
    paragraph(row_.meaning);
    heading(Text::server_indicator_how, "method");
    paragraph(row_.method);
  }

  void add_sources() {
    const std::size_t first = document_.blocks.size();
    if (!shown_) add_numbers();
    const auto& table = board_.content->get<service::IndicatorContent>();
    paragraph(contract::text(Text::server_indicator_basis_text, {{"title", table.source_title},
                                                                 {"number", table.source_number},
                                                                 {"place", table.source_place},
                                                                 {"no", std::to_string(row_.no)}}));
    if (!row_.sections.empty()) paragraph(sections_words());
    paragraph(contract::text(Text::server_indicator_raw_row, {{"cells", raw_words()}}));
    Block links = links_block({});
    links.items = {
        {link_span(words(Text::server_indicator_tasks), "/tasks?indicator=" + std::to_string(row_.no))},
        {link_span(words(Text::server_indicator_method_title), "/indicators/method")}};
    add(std::move(links));
    const std::string number = std::to_string(row_.no);
    fold(first, words(shown_ ? Text::server_indicator_basis : Text::server_indicator_numbers),
         contract::text(Text::server_indicator_fold_source, {{"no", number}}));
  }

  [[nodiscard]] std::string sections_words() const {
    return contract::text(Text::server_indicator_sections, {{"list", contract::joined(row_.sections)}});
  }

  [[nodiscard]] std::string raw_words() const {
    std::string list;
    for (const std::string& cell : row_.raw_cells)
      list += (list.empty() ? "" : " | ") + (cell.empty() ? words(Text::server_indicator_empty_cell) : cell);
    return list;
  }

  [[nodiscard]] std::string revision_state(const IndicatorRevision& revision) const {
    const auto by = std::find_if(standing_.revisions.begin(), standing_.revisions.end(),
                                 [&](const auto& other) { return other.replaces == revision.revision; });
    if (by != standing_.revisions.end())
      return contract::text(Text::server_indicator_state_corrected,
                            {{"revision", std::to_string(by->revision)}});
    return words(&revision == standing_.actual() ? Text::server_indicator_state_actual
                                                 : Text::server_indicator_state_current);
  }

  void add_history() {
    const std::size_t first = document_.blocks.size();
    if (standing_.revisions.empty())
      paragraph(words(Text::server_indicator_history_none));
    else
      add_revisions();
    document_.blocks[first].anchor = "history";
    fold(first, words(Text::server_indicator_history),
         counted(Text::server_indicator_fold_times, standing_.revisions.size()));
  }

  void add_revisions() {
    paragraph(words(Text::server_indicator_history_text));
    Block table = table_block(words(Text::server_indicator_history));
    for (const Text title : {Text::server_indicator_column_revision, Text::server_indicator_column_period,
                             Text::server_indicator_column_number, Text::server_indicator_source,
                             Text::server_indicator_publisher, Text::server_indicator_column_published,
                             Text::server_indicator_column_state, Text::server_indicator_note,
                             Text::server_indicator_column_hash})
      table.columns.push_back({words(title), title == Text::server_indicator_column_number});
    for (auto row = standing_.revisions.rbegin(); row != standing_.revisions.rend(); ++row)
      table.rows.push_back(history_row(*row));
    add(std::move(table));
  }

  [[nodiscard]] std::vector<Spans> history_row(const IndicatorRevision& row) const {
    contract::Span hash = span(row.hash.substr(0, 16));
    hash.code = true;
    const std::string number = std::to_string(row.revision);
    std::string state = revision_state(row);
    if (row.replaces > 0)
      state +=
          contract::text(Text::server_indicator_state_corrects, {{"revision", std::to_string(row.replaces)}});
    return {{link_span(contract::text(Text::server_indicator_revision, {{"revision", number}}),
                       path() + "?revision=" + number)},
            {span(period_words(row.period))},
            {span(revision_words(row))},
            {span(source_words(row))},
            {span(row.publisher)},
            {span(contract::format_date(contract::china_date(row.published_at)))},
            {span(std::move(state))},
            {span(row.note.empty() ? words(Text::server_indicator_dash) : row.note)},
            {std::move(hash)}};
  }

  const IndicatorBoard& board_;
  const IndicatorStanding& standing_;
  const Indicator& row_;
  const IndicatorRevision* shown_;
  const std::string& public_url_;
  Document document_;
};

}  // namespace

Document indicator_document(const IndicatorBoard& board, const IndicatorStanding& standing,
                            const IndicatorRevision* revision, const std::string& public_url) {
  return DetailPage(board, standing, revision, public_url).make();
}

}  // namespace wufei::http
