#include "survey/survey_pages.hpp"

#include "county/site/shelves.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "survey/survey_form.hpp"
#include "survey/survey_report.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::BlockTone;
using contract::Document;
using contract::Survey;
using contract::SurveyStatus;
using contract::Text;

constexpr std::size_t kShownReceipts = 200;  // of each kind

std::string path_of(const Survey& survey) {
  return "/surveys/" + survey.id;
}

Document page(std::string title, std::string description) {
  Document document;
  document.title = std::move(title);
  document.description = std::move(description);
  document.section = "voice";
  return document;
}

Document page_of(const Survey& survey, std::string title) {
  Document document = page(std::move(title), survey.title);
  document.crumbs = {{words(Text::server_survey_title), "/surveys"}, {survey.title, path_of(survey)}};
  return document;
}

void add_paragraph(Document& document, std::string text) {
  document.blocks.push_back(contract::paragraph_block(std::move(text)));
}

// Speaks of one visitor.
void hold_back(Document& document) {
  document.indexed = false;
  document.personal = true;
}

std::string period_of(const Survey& survey) {
  return contract::text(Text::survey_period, {{"from", contract::format_date(survey.opens)},
                                              {"to", contract::format_date(survey.closes)}});
}

contract::Card card_of(const Survey& survey) {
  contract::Card card = card_to(path_of(survey), survey.title, "list-checks", survey.purpose);
  const bool open = survey.status == SurveyStatus::open;
  card.badge = words(open ? Text::survey_status_open : Text::survey_status_closed);
  card.badge_tone = open ? BlockTone::success : BlockTone::normal;
  return card;
}

// What the two kinds of answers are; the same words wherever they are needed.
Block kinds_block() {
  Block block = list_block();
  const auto add = [&](Text kind, Text meaning) {  // "KIND: meaning", with the colon of Chinese
    block.items.push_back({{words(kind), {}, true, false}, contract::span("\xEF\xBC\x9A" + words(meaning))});
  };
  add(Text::server_survey_invited, Text::server_survey_invited_is);
  add(Text::server_survey_open, Text::server_survey_open_is);
  return block;
}

contract::Result<Document> list_page(service::SurveyService& service) {
  const auto surveys = service.list();
  if (!surveys) return surveys.error();
  Document document = page(words(Text::server_survey_title), words(Text::server_survey_description));
  add_paragraph(document, document.description);
  Block cards = cards_block(words(Text::server_survey_title));
  for (const SurveyStatus status : {SurveyStatus::open, SurveyStatus::closed})
    for (const Survey& survey : **surveys)
      if (survey.status == status) cards.cards.push_back(card_of(survey));
  if (cards.cards.empty())
    document.blocks.push_back(contract::note_block(BlockTone::info, "", words(Text::server_survey_none)));
  else
    document.blocks.push_back(std::move(cards));
  document.blocks.push_back(contract::heading_block(2, words(Text::server_survey_kinds), "kinds"));
  document.blocks.push_back(kinds_block());
  return document;
}

void add_form(Document& document, const Survey& survey, std::string_view code) {
  if (survey.status != SurveyStatus::open) {
    document.blocks.push_back(contract::note_block(BlockTone::info, words(Text::survey_status_closed),
                                                   words(Text::survey_closed_note)));
    return;
  }
  if (survey.after_pickup) {
    document.blocks.push_back(contract::note_block(BlockTone::info, words(Text::survey_after_pickup_title),
                                                   words(Text::survey_after_pickup_note)));
    document.blocks.push_back(links_block({}, {{words(Text::lookup_title), "/pickup/lookup"}}));
    return;
  }
  document.blocks.push_back(contract::heading_block(2, words(Text::server_survey_form), "form"));
  document.blocks.push_back(
      contract::note_block(BlockTone::info, words(Text::survey_privacy_title), survey.privacy));
  if (survey.takes_open)
    document.blocks.push_back(contract::note_block(BlockTone::warning, words(Text::server_survey_open),
                                                   words(Text::survey_open_note)));
  document.entries.emplace();
  document.blocks.push_back(survey_form(survey, code));
}

contract::Result<Document> survey_page(service::SurveyService& service, const PageCall& call) {
  const auto found = service.find(call.parameter("id"));
  if (!found) return found.error();
  const Survey& survey = **found;
  Document document = page(survey.title, survey.purpose);
  document.crumbs = {{words(Text::server_survey_title), "/surveys"}};
  if (!call.value("code").empty()) hold_back(document);
  add_paragraph(document, survey.purpose);
  add_paragraph(document, period_of(survey));
  document.blocks.push_back(
      links_block({}, {{words(Text::survey_to_results), path_of(survey) + "/results"},
                       {words(Text::survey_to_receipts), path_of(survey) + "/receipts"}}));
  add_form(document, survey, contract::normalised_survey_code(call.value("code")).value_or(""));
  return document;
}

Block block_of(const service::ReportTable& table) {
  Block block = table_block(table.name);
  for (std::size_t i = 0; i < table.header.size(); ++i) block.columns.push_back({table.header[i], i > 0});
  for (const auto& row : table.rows) {
    std::vector<contract::Spans> cells;
    cells.reserve(row.size());
    for (const std::string& cell : row) cells.push_back({contract::span(cell)});
    block.rows.push_back(std::move(cells));
  }
  return block;
}

// Weighted shares where there are weights.
Block chart_block(const contract::SurveyQuestion& question, const service::QuestionResult& result,
                  bool weighted) {
  Block block;
  block.kind = BlockKind::chart;
  block.chart.kind = contract::ChartKind::bars;
  block.chart.title = question.title;
  block.chart.unit = "%";
  std::string summary;
  for (const service::CellResult& cell : result.cells) {
    if (cell.hidden) continue;
    const bool by_weight = weighted && cell.weighted;
    const double share = by_weight ? cell.weighted->share : cell.share;
    const service::Interval& interval = by_weight ? cell.weighted->interval : cell.interval;
    contract::ChartMark mark;
    mark.label = cell.label;
    mark.role = contract::MarkRole::share;
    mark.value = share * 100;
    mark.low = interval.low * 100;
    mark.high = interval.high * 100;
    mark.display = service::percent_text(share);
    contract::append_listed(
        summary,
        contract::text(
            Text::server_survey_summary_cell,
            {{"label", cell.label}, {"share", mark.display}, {"interval", service::interval_text(interval)}}),
        contract::text(Text::server_survey_summary_separator));
    block.chart.marks.push_back(std::move(mark));
  }
  block.chart.summary =
      contract::text(Text::server_survey_summary, {{"question", question.title}, {"cells", summary}});
  return block;
}

void add_serving(Document& document, const contract::SurveyQuestion& question,
                 const service::QuestionResult& result) {
  if (!result.serving || !question.serves || result.serving->hidden) return;
  const service::CellResult& cell = *result.serving;
  const double share = cell.weighted ? cell.weighted->share : cell.share;
  const service::Interval& interval = cell.weighted ? cell.weighted->interval : cell.interval;
  add_paragraph(document, contract::text(Text::server_survey_serving_share,
                                         {{"no", std::to_string(question.serves->indicator)},
                                          {"share", service::percent_text(share)},
                                          {"interval", service::interval_text(interval)}}));
}

void add_question(Document& document, const contract::SurveyQuestion& question,
                  const service::QuestionResult& result, bool weighted) {
  document.blocks.push_back(contract::heading_block(3, question.title));
  if (const std::string base = service::base_text(result); !base.empty()) add_paragraph(document, base);
  if (const std::string why = service::withheld_text(result); !why.empty())
    return add_paragraph(document, why);
  Block chart = chart_block(question, result, weighted);
  if (!chart.chart.marks.empty()) document.blocks.push_back(std::move(chart));
  document.blocks.push_back(block_of(service::question_table(question, result, weighted)));
  add_serving(document, question, result);
}

void add_kind(Document& document, const service::SurveyResults& results, const service::KindResult& kind) {
  const bool invited = kind.kind == contract::AnswerKind::invited;
  document.blocks.push_back(contract::heading_block(2, service::kind_text(results.survey, kind.kind),
                                                    invited ? "invited" : "open"));
  if (!invited)
    document.blocks.push_back(contract::note_block(BlockTone::warning,
                                                   words(Text::server_survey_not_representative),
                                                   words(Text::server_survey_open_is)));
  if (kind.completed == 0) return add_paragraph(document, words(Text::server_survey_no_answers));
  for (std::size_t i = 0; i < kind.questions.size(); ++i)
    add_question(document, results.survey.questions[i], kind.questions[i], kind.weighted);
  document.blocks.push_back(contract::heading_block(3, words(Text::server_survey_sheet_method)));
  Block method = list_block();
  for (const std::string& sentence : service::method_note(results, kind))
    method.items.push_back({contract::span(sentence)});
  document.blocks.push_back(std::move(method));
}

contract::Result<Document> results_page(service::SurveyService& service, const PageCall& call) {
  const auto found = service.results(call.parameter("id"));
  if (!found) return found.error();
  const service::SurveyResults& results = **found;
  const Survey& survey = results.survey;
  Document document =
      page_of(survey, contract::text(Text::server_survey_results_title, {{"survey", survey.title}}));
  document.updated = contract::format_date(results.as_of);
  add_survey_results(document, results);
  const std::string api = "/api/v1" + path_of(survey);
  document.blocks.push_back(links_block(words(Text::server_survey_downloads),
                                        {{words(Text::server_survey_csv), api + "/results.csv"},
                                         {words(Text::server_survey_json), api + "/results"}}));
  return document;
}

Block code_block(const std::vector<std::string>& lines) {
  Block block;
  block.kind = BlockKind::code;
  for (const std::string& line : lines) block.text += line + "\n";
  return block;
}

// A list of any length would be a page of any length: the whole one is a file of its own.
void add_receipts(Document& document, const Survey& survey, contract::AnswerKind kind,
                  std::vector<std::string> hashes) {
  document.blocks.push_back(contract::heading_block(2, service::kind_text(survey, kind)));
  add_paragraph(document, contract::text(Text::server_survey_receipt_count,
                                         {{"count", std::to_string(hashes.size())}}));
  if (hashes.size() > kShownReceipts) hashes.resize(kShownReceipts);
  if (!hashes.empty()) document.blocks.push_back(code_block(hashes));
}

Block receipt_search(const Survey& survey, std::string_view asked) {
  Block search = filters_block(words(Text::server_survey_receipts_check), path_of(survey) + "/receipts");
  search.filters.push_back(
      {contract::FilterKind::search, "receipt", words(Text::survey_receipt), std::string(asked), {}});
  return search;
}

// The page of one receipt holds no list: it is another page for every visitor.
void add_answer(Document& document, service::SurveyService& service, const Survey& survey,
                std::string_view asked) {
  hold_back(document);
  const bool counted = service.check_receipt(survey.id, asked).has_value();
  document.blocks.push_back(
      contract::note_block(counted ? BlockTone::success : BlockTone::warning, "",
                           words(counted ? Text::survey_receipt_counted : Text::survey_receipt_unknown)));
}

contract::Result<Document> receipts_page(service::SurveyService& service, const PageCall& call) {
  const auto found = service.find(call.parameter("id"));
  if (!found) return found.error();
  const Survey& survey = **found;
  const std::string_view asked = call.value("receipt");
  Document document = page_of(survey, words(Text::server_survey_receipts_title));
  add_paragraph(document, words(Text::server_survey_receipts_note));
  document.blocks.push_back(receipt_search(survey, asked));
  if (!asked.empty()) {
    add_answer(document, service, survey, asked);
    return document;
  }
  const auto kept = service.receipts(survey.id);
  if (!kept) return kept.error();
  const service::SurveyReceipts& receipts = **kept;
  add_paragraph(document, contract::text(Text::server_survey_receipts_formula, {{"salt", receipts.salt}}));
  if (survey.takes_invited) add_receipts(document, survey, contract::AnswerKind::invited, receipts.invited);
  if (survey.takes_open) add_receipts(document, survey, contract::AnswerKind::open, receipts.open);
  document.blocks.push_back(links_block(
      {}, {{words(Text::server_survey_receipts_all), "/api/v1" + path_of(survey) + "/receipts"}}));
  return document;
}

contract::Result<Document> thanks_page(service::SurveyService& service, const PageCall& call) {
  const auto found = service.find(call.parameter("id"));
  if (!found) return found.error();
  const Survey& survey = **found;
  const auto receipt = contract::normalised_survey_receipt(call.value("receipt"));
  if (!receipt || !service.check_receipt(survey.id, *receipt))
    return contract::make_error(contract::ErrorCode::not_found, "no such receipt");
  Document document = page_of(survey, words(Text::survey_thanks_title));
  hold_back(document);
  document.blocks.push_back(contract::note_block(BlockTone::success, words(Text::survey_thanks_title),
                                                 words(Text::survey_thanks_note)));
  Block facts = facts_block(words(Text::survey_receipt));
  facts.facts.push_back({words(Text::survey_receipt), {{*receipt, {}, true, false}}});
  document.blocks.push_back(std::move(facts));
  add_paragraph(document, words(Text::survey_receipt_note));
  document.blocks.push_back(
      links_block({}, {{words(Text::survey_to_receipts), path_of(survey) + "/receipts"},
                       {words(Text::survey_to_results), path_of(survey) + "/results"}}));
  return document;
}

std::vector<std::string> paths(service::SurveyService& service, const std::string& rest) {
  std::vector<std::string> all;
  if (const auto surveys = service.list())
    for (const Survey& survey : **surveys) all.push_back(path_of(survey) + rest);
  return all;
}

}  // namespace

void add_survey_results(Document& document, const service::SurveyResults& results) {
  const Survey& survey = results.survey;
  if (survey.status == SurveyStatus::open)
    document.blocks.push_back(contract::note_block(BlockTone::info, words(Text::survey_status_open),
                                                   words(Text::server_survey_results_interim)));
  add_paragraph(document, words(Text::server_survey_results_note));
  if (survey.takes_invited) add_kind(document, results, results.invited);
  if (survey.takes_open) add_kind(document, results, results.open);
}

void add_survey_pages(DocumentBook& book, service::SurveyService& surveys) {
  using Make = contract::Result<Document> (*)(service::SurveyService&, const PageCall&);
  const auto add = [&](const std::string& rest, std::vector<std::string> query, Make make, bool listed) {
    book.add({.pattern = "/surveys/{id}" + rest,
              .query = std::move(query),
              .make = [&surveys, make](const PageCall& call) { return make(surveys, call); },
              .paths = [&surveys, rest,
                        listed] { return listed ? paths(surveys, rest) : std::vector<std::string>(); }});
  };
  book.add(
      {.pattern = "/surveys",
       .make = [&surveys](const PageCall&) { return list_page(surveys); },
       .listing = Listing{Shelf::voice, Text::server_site_map_surveys, Text::server_search_kind_surveys}});
  add("", {"code"}, survey_page, true);
  add("/results", {}, results_page, true);
  add("/receipts", {"receipt"}, receipts_page, false);
  add("/thanks", {"receipt"}, thanks_page, false);
}

}  // namespace wufei::http
