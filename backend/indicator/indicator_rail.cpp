#include "indicator/indicator_rail.hpp"

#include "indicator/indicator_charts.hpp"
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

class Rail {
 public:
  Rail(Document& document, const IndicatorBoard& board, const IndicatorStanding& standing,
       const IndicatorRevision* shown, const std::string& public_url)
      : document_(document),
        board_(board),
        standing_(standing),
        row_(*standing.row),
        shown_(shown),
        public_url_(public_url) {}

  void make() {
    if (!shown_) add_figures();
    add_facts(shown_ ? shown_ : standing_.actual());
    if (shown_) return;
    add_neighbours();
    add_downloads();
  }

 private:
  Block& add(Block block) {
    document_.blocks.push_back(std::move(block));
    return document_.blocks.back();
  }
  void fold(std::size_t first, Text name, const std::string& note) {
    contract::fold_from(document_, first, words(name), note, true);
  }

  void add_fact(Block& block, Text label, Spans value) {
    if (!value.empty()) block.facts.push_back({words(label), std::move(value)});
  }

  [[nodiscard]] Spans bodies() const {
    Spans spans;
    for (const std::string& body : row_.responsible) {
      if (!spans.empty()) spans.push_back(span(words(Text::common_separator)));
      spans.push_back(span(body));
    }
    if (spans.empty())
      spans.push_back(span(words(row_.responsible_raw.empty() ? Text::server_indicator_lost_body
                                                              : Text::server_indicator_no_body)));
    return spans;
  }

  // The four numbers.
  void add_figures() {
    const std::size_t first = document_.blocks.size();
    Block block = facts_block(words(Text::server_indicator_rail_numbers));
    block.anchor = "figures";
    const auto add_value = [&](const std::string& label, std::string value) {
      block.facts.push_back({label, {span(std::move(value))}});
      block.facts.back().value.front().strong = true;
    };
    const auto add_cell = [&](const IndicatorCell& cell, Text of_year, Text plain) {
      add_value(
          cell.year == 0 ? words(plain) : contract::text(of_year, {{"year", std::to_string(cell.year)}}),
          cell_words(cell, row_));
    };
    add_cell(row_.baseline, Text::server_indicator_mark_baseline, Text::server_indicator_column_baseline);
    add_cell(row_.target_2023, Text::server_indicator_mark_target, Text::server_indicator_column_2023);
    add_cell(row_.target_2025, Text::server_indicator_mark_target, Text::server_indicator_column_2025);
    add_value(words(Text::server_indicator_column_actual), actual_words(standing_.actual()));
    add(std::move(block));
    fold(first, Text::server_indicator_rail_numbers, words(Text::server_indicator_rail_numbers_note));
  }

  void add_facts(const IndicatorRevision* value) {
    const std::size_t first = document_.blocks.size();
    Block block = facts_block(words(Text::server_indicator_facts));
    block.anchor = "facts";
    add_fact(block, Text::server_indicator_bodies, bodies());
    if (shown_) add_fact(block, Text::server_indicator_column_actual, {span(actual_words(value))});
    add_fact(block, Text::server_indicator_unit,
             {span(row_.unit_source == "inferred" ? row_.unit + words(Text::server_indicator_unit_inferred)
                                                  : row_.unit)});
    add_fact(block, Text::server_indicator_direction, {span(direction_words(row_.direction))});
    add_fact(block, Text::server_indicator_group,
             {span(row_.level1 == row_.level2 ? row_.level1
                                              : row_.level1 + words(Text::common_separator) + row_.level2)});
    add_fact(block, Text::server_indicator_kind, {span(words(kind()))});
    if (value) add_source(block, *value);
    add(std::move(block));
    fold(first, Text::server_indicator_facts, words(Text::server_indicator_rail_facts_note));
  }

  [[nodiscard]] Text kind() const {
    return row_.required  ? Text::server_indicator_required
           : row_.special ? Text::server_indicator_special
                          : Text::server_indicator_ordinary;
  }

  void add_source(Block& block, const IndicatorRevision& value) {
    add_fact(block, Text::server_indicator_source, {span(source_words(value))});
    add_fact(block, Text::server_indicator_publisher, {span(value.publisher)});
    if (!value.note.empty()) add_fact(block, Text::server_indicator_note, {span(value.note)});
  }

  void add_neighbours() {
    const std::size_t first = document_.blocks.size();
    Block links = links_block({});
    links.anchor = "neighbours";
    std::string numbers;
    for (const int no : {row_.no - 1, row_.no + 1}) {
      const IndicatorStanding* next = board_.find(no);
      if (next == nullptr) continue;
      const std::string number = std::to_string(no);
      contract::append_listed(numbers, number);
      links.items.push_back({link_span(
          contract::text(Text::server_indicator_neighbour, {{"no", number}, {"name", next->row->name}}),
          "/indicators/" + number)});
    }
    if (links.items.empty()) return;
    add(std::move(links));
    fold(first, Text::server_indicator_rail_neighbours,
         contract::text(Text::server_indicator_rail_neighbours_note, {{"numbers", numbers}}));
  }

  void add_downloads() {
    const std::size_t first = document_.blocks.size();
    Block links = links_block({});
    links.anchor = "downloads";
    const std::string no = std::to_string(row_.no);
    links.items = {
        {link_span(words(Text::server_indicator_json), "/api/v1/indicators/" + no)},
        {link_span(words(Text::server_indicator_json_revisions), "/api/v1/indicators/" + no + "/revisions")}};
    if (bullet_chart(standing_)) {
      links.items.push_back(
          {link_span(words(Text::server_indicator_svg), "/charts/indicator-" + no + ".svg")});
      links.items.push_back(
          {link_span(words(Text::server_indicator_png), "/charts/indicator-" + no + ".png")});
    }
    links.items.push_back({link_span(words(Text::server_indicator_embed_page), "/embed/indicators/" + no)});
    add(std::move(links));
    add(contract::paragraph_block(words(Text::server_indicator_embed_text)));
    Block code;
    code.kind = BlockKind::code;
    code.text = "<iframe src=\"" + public_url_ + "/embed/indicators/" + no + "\" title=\"" + row_.name +
                "\" width=\"680\" height=\"640\" loading=\"lazy\"></iframe>";
    add(std::move(code));
    fold(first, Text::server_indicator_downloads, words(Text::server_indicator_rail_downloads_note));
  }

  Document& document_;
  const IndicatorBoard& board_;
  const IndicatorStanding& standing_;
  const Indicator& row_;
  const IndicatorRevision* shown_;
  const std::string& public_url_;
};

}  // namespace

void add_indicator_rail(Document& document, const IndicatorBoard& board, const IndicatorStanding& standing,
                        const IndicatorRevision* shown, const std::string& public_url) {
  Rail(document, board, standing, shown, public_url).make();
}

}  // namespace wufei::http
