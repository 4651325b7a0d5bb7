#include "survey/desk/survey_view.hpp"

#include "lib/base/words.hpp"
#include "survey/survey_report.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::Survey;
using contract::SurveyStatus;
using contract::Text;
using service::IndicatorRefusal;

std::string count_words(std::int64_t count) {
  return std::to_string(count);
}

void write_survey_state(HtmlWriter& out, const Survey& survey) {
  if (survey.status == SurveyStatus::draft)
    return write_tag(out, contract::text(Text::server_survey_desk_draft), Tone::quiet);
  const bool open = survey.status == SurveyStatus::open;
  write_tag(out, contract::text(open ? Text::survey_status_open : Text::survey_status_closed),
            open ? Tone::good : Tone::quiet);
}

std::string survey_period(const Survey& survey) {
  return contract::text(Text::survey_period, {{"from", contract::format_date(survey.opens)},
                                              {"to", contract::format_date(survey.closes)}});
}

// "" while nobody was invited.
std::string rate_words(std::int64_t answered, std::int64_t issued) {
  return issued > 0 ? service::percent_text(service::response_rate_1(answered, issued)) : std::string();
}

std::string line_words(const SurveyLine& line) {
  const service::SurveyProgress& progress = line.progress;
  const Survey& survey = *line.survey;
  std::string words;
  const auto add = [&](Text key, std::int64_t first, std::int64_t second = 0) {
    contract::append_listed(
        words, contract::text(key, {{"count", count_words(first)}, {"used", count_words(second)}}),
        contract::text(Text::server_survey_summary_separator));
  };
  if (survey.after_pickup) {
    add(Text::server_survey_desk_line_asked, progress.codes, progress.invited);
    return words;
  }
  if (survey.takes_invited) {
    add(Text::server_survey_desk_line_codes, progress.issued(), progress.used);
    add(Text::server_survey_desk_line_invited, progress.invited);
  }
  if (survey.takes_open) add(Text::server_survey_desk_line_open, progress.open);
  if (const std::string rate = rate_words(progress.invited, progress.issued()); !rate.empty())
    contract::append_listed(words, contract::text(Text::server_survey_desk_line_rate, {{"rate", rate}}),
                            contract::text(Text::server_survey_summary_separator));
  return words;
}

// ---- One survey

void write_survey_done(HtmlWriter& out, const SurveyPageView& view) {
  struct Done {
    std::string_view word;
    Text text;
  };
  constexpr Done kWords[] = {{"opened", Text::server_survey_desk_opened},
                             {"closed", Text::server_survey_desk_closed},
                             {"entered", Text::server_survey_desk_entered},
                             {"again", Text::server_survey_desk_entered_again},
                             {"dropped", Text::server_survey_desk_dropped}};
  for (const Done& one : kWords)
    if (one.word == view.done)
      out.element("p", contract::text(one.text, {{"count", count_words(view.count)}}),
                  {{"class", "done"}, {"role", "status"}});
}

void write_ways_on(HtmlWriter& out, const SurveyPageView& view) {
  const Survey& survey = view.survey;
  const auto way = [&](std::string_view below, Text text) {
    out.element("a", contract::text(text), {{"class", "second"}, {"href", survey_path(survey.id, below)}});
  };
  out.open("div", {{"class", "buttons"}});
  if (survey.status != SurveyStatus::draft) way("/results", Text::server_survey_desk_results);
  const bool asked = view.caller.may(Permission::manage_surveys) && !survey.after_pickup;
  if (asked && survey.takes_invited && survey.status != SurveyStatus::closed)
    way("/codes", Text::server_survey_desk_codes);
  if (asked && survey.status == SurveyStatus::open) {
    way("/entry", Text::server_survey_desk_entry);
    way("/import", Text::server_survey_desk_import);
  }
  if (view.caller.may(Permission::edit_content)) way("/texts", Text::server_survey_desk_texts);
  out.close("div");
}

void write_numbers(HtmlWriter& out, const SurveyPageView& view) {
  const service::SurveyProgress& progress = view.progress;
  const Survey& survey = view.survey;
  out.open("dl", {{"class", "facts wide"}});
  write_fact(out, Text::server_survey_desk_period,
             contract::format_date(survey.opens) + " – " + contract::format_date(survey.closes));
  if (survey.after_pickup) {
    write_fact(out, Text::server_survey_desk_asked, count_words(progress.codes));
    write_fact(out, Text::server_survey_after_pickup, count_words(progress.invited));
  } else if (survey.takes_invited) {
    write_fact(out, Text::server_survey_desk_issued, count_words(progress.issued()));
    write_fact(out, Text::server_survey_desk_used, count_words(progress.used));
    write_fact(out, Text::server_survey_invited, count_words(progress.invited));
    write_fact(out, Text::server_survey_desk_rate, rate_words(progress.invited, progress.issued()));
    write_fact(out, Text::server_survey_desk_unfinished, count_words(progress.unfinished));
  }
  if (survey.takes_open) write_fact(out, Text::server_survey_open, count_words(progress.open));
  out.close("dl");
}

// One to four answers of an area are not told: where few answered, its people would be known.
void write_areas(HtmlWriter& out, const SurveyPageView& view) {
  if (view.progress.areas.empty()) return;
  std::vector<std::int64_t> counts;
  std::int64_t all = 0;
  for (const service::AreaProgress& area : view.progress.areas) {
    counts.push_back(area.answered);
    all += area.answered;
  }
  const std::vector<bool> hidden = service::suppressed_cells(counts, all, true);
  out.open("div", {{"class", "apart"}});
  open_figures(out, contract::text(Text::server_survey_desk_by_area),
               {{Text::server_survey_desk_area, false},
                {Text::server_survey_desk_population, true},
                {Text::server_survey_desk_issued, true},
                {Text::server_survey_invited, true},
                {Text::server_survey_desk_rate, true}});
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const service::AreaProgress& area = view.progress.areas[i];
    const bool held = all > 0 && hidden[i], few = held && area.answered < service::kSmallestCell;
    const std::string limit = std::to_string(service::kSmallestCell);
    out.open("tr").element("th", contract::area_name(view.areas, area.area), {{"scope", "row"}});
    write_figure(out, count_words(area.population));
    write_figure(out, count_words(area.issued));
    write_figure(out, few    ? contract::text(Text::server_survey_desk_few, {{"limit", limit}})
                      : held ? std::string(contract::text(Text::server_survey_not_shown))
                             : count_words(area.answered));
    write_figure(out, held ? std::string(contract::text(Text::server_survey_not_shown))
                           : rate_words(area.answered, area.issued));
    out.close("tr");
  }
  close_figures(out);
  out.close("div");
}

Text refusal_words(IndicatorRefusal refused) {
  if (refused == IndicatorRefusal::still_open) return Text::server_survey_desk_still_open;
  return Text::server_survey_desk_withheld;
}

void write_offer(HtmlWriter& out, const SurveyPageView& view, const ServedIndicator& served) {
  const std::string number = std::to_string(served.number);
  out.open("section", {{"class", "said"}});
  out.element("h3", contract::text(Text::server_survey_serving, {{"no", number}}));
  out.element("p", served.question);
  const bool publishes = view.caller.may(Permission::publish_content);
  if (served.offer.refused != IndicatorRefusal::no) {
    out.element("p", contract::text(refusal_words(served.offer.refused)), {{"class", "quiet"}});
  } else if (!publishes) {
    out.element("p", contract::text(Text::server_survey_desk_offer_ready), {{"class", "quiet"}});
  } else {
    out.element("p",
                contract::text(Text::server_survey_desk_offer, {{"value", served.offer.request.value},
                                                                {"period", served.offer.request.period}}));
    out.element("p", served.offer.request.note, {{"class", "quiet"}});
    if (served.begun)
      out.element("p", contract::text(Text::server_survey_desk_begun), {{"class", "note"}});
    else if (view.caller.may(Permission::edit_content)) {
      open_desk_form(out, view.caller, survey_path(view.survey.id, "/propose/" + number));
      FormParts(out, {}).button(contract::text(Text::server_survey_desk_propose), {}, {}, "second");
      out.close("form");
    }
  }
  if (publishes)
    out.open("p")
        .link("/desk/values/" + number, contract::text(Text::server_survey_desk_to_value))
        .close("p");
  out.close("section");
}

void write_switch(HtmlWriter& out, const SurveyPageView& view) {
  if (!view.caller.may(Permission::manage_surveys)) return;
  const bool open = view.survey.status == SurveyStatus::open;
  const std::string_view name =
      contract::text(open ? Text::server_survey_desk_close : Text::server_survey_desk_open);
  out.open("details").element("summary", name);
  out.element(
      "p", contract::text(open ? Text::server_survey_desk_close_about : Text::server_survey_desk_open_about));
  open_desk_form(out, view.caller, survey_path(view.survey.id, open ? "/close" : "/open"));
  FormParts(out, {}).button(name, {}, {}, open ? "danger" : "second");
  out.close("form").close("details");
}

}  // namespace

std::string survey_list_html(const std::vector<SurveyLine>& lines) {
  HtmlWriter out;
  write_title(out, contract::text(Text::server_survey_title));
  if (lines.empty()) out.element("p", contract::text(Text::server_survey_none), {{"class", "empty"}});
  out.open("ul", {{"class", "inbox"}});
  for (const SurveyLine& line : lines) {
    out.open("li").open("a", {{"href", survey_path(line.survey->id)}});
    out.element("span", line.survey->title, {{"class", "first"}});
    out.element("small", survey_period(*line.survey) + line_words(line));
    out.open("span", {{"class", "end"}});
    write_survey_state(out, *line.survey);
    out.close("span").close("a").close("li");
  }
  out.close("ul");
  return out.take();
}

std::string survey_html(const SurveyPageView& view) {
  HtmlWriter out;
  out.open("p", {{"class", "back"}}).link(kSurveyDesk, contract::text(Text::server_survey_title)).close("p");
  out.open("div", {{"class", "bar"}}).element("h1", view.survey.title);
  write_survey_state(out, view.survey);
  out.close("div");
  write_survey_done(out, view);
  write_ways_on(out, view);
  write_numbers(out, view);
  write_areas(out, view);
  if (!view.served.empty()) out.element("h2", contract::text(Text::server_survey_desk_indicators));
  for (const ServedIndicator& served : view.served) write_offer(out, view, served);
  write_switch(out, view);
  return out.take();
}

}  // namespace wufei::http
