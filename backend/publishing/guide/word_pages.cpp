// Words that residents looked for in vain: each becomes another name of a thing, a thing of its own, or is
// dismissed with a reason.
#include <algorithm>
#include <map>

#include "guide/guide_parts.hpp"
#include "lib/base/error.hpp"
#include "lib/base/words.hpp"
#include "lib/web/target.hpp"
#include "publishing/guide/item_draft.hpp"
#include "publishing/guide/item_pages.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::GuideItem;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::Draft;
using service::UnknownWord;

constexpr std::size_t kWordsOfPage = 50, kNearest = 8;

std::string word_path(std::string_view word) {
  return with_query(std::string(kWordsDesk) + "/one", {{"word", word}});
}

// What is written of a word already: item by name and alias, of versions that are not out yet.
std::map<std::string, const storage::LatestStep*> words_in_hand(
    const FormKind& kind, const std::vector<storage::LatestStep>& latest) {
  std::map<std::string, const storage::LatestStep*> hand;
  for (const storage::LatestStep& one : latest) {
    const bool out =
        one.step.kind == storage::StepKind::published || one.step.kind == storage::StepKind::withdrawn;
    if (out) continue;
    const Draft draft = service::draft_from(kind.fields, one.saved);
    hand.emplace(service::draft_value(draft, "name"), &one);
    for (const std::string& name : service::aliases_of(draft)) hand.emplace(name, &one);
  }
  return hand;
}

std::string times_asked(const UnknownWord& word) {
  return contract::text(Text::server_publishing_word_asked, {{"count", std::to_string(word.count)},
                                                             {"first", contract::format_date(word.first)},
                                                             {"last", contract::format_date(word.last)}});
}

// ---- The queue

void write_pages(HtmlWriter& out, std::size_t page, std::size_t count) {
  if (count <= kWordsOfPage) return;
  out.open("p", {{"class", "buttons"}});
  const auto way = [&](std::size_t to, Text label) {
    out.element(
        "a", contract::text(label),
        {{"href", with_query(std::string(kWordsDesk), {{"page", std::to_string(to)}})}, {"class", "second"}});
  };
  if (page > 1) way(page - 1, Text::server_publishing_page_before);
  if (page * kWordsOfPage < count) way(page + 1, Text::server_publishing_page_after);
  out.close("p");
}

void write_dismissed(HtmlWriter& out, const StaffCaller& caller,
                     const std::vector<storage::DismissedWord>& dismissed) {
  if (dismissed.empty()) return;
  FormParts parts(out, {});
  out.open("details").element("summary", contract::text(Text::server_publishing_words_dismissed,
                                                        {{"count", std::to_string(dismissed.size())}}));
  out.open("dl", {{"class", "facts"}});
  for (const storage::DismissedWord& one : dismissed) {
    out.open("div").element("dt", one.word).open("dd").element("p", one.reason);
    out.element("p", moment_words(one.at) + " " + colleague(one.actor));
    open_desk_form(out, caller, std::string(kWordsDesk) + "/take-up");
    parts.hidden("word", one.word);
    parts.button(contract::text(Text::server_publishing_take_up), {}, {}, "second");
    out.close("form").close("dd").close("div");
  }
  out.close("dl").close("details");
}

void write_word_done(HtmlWriter& out, const Request& request) {
  const std::string_view done = request.query_value("done");
  if (done != "dismissed" && done != "taken-up") return;
  out.element("p",
              contract::text(done == "dismissed" ? Text::server_publishing_word_dismissed
                                                 : Text::server_publishing_word_taken_up),
              {{"class", "done"}, {"role", "status"}});
}

void write_queue(HtmlWriter& out, const FormKind& items, const std::vector<storage::LatestStep>& latest,
                 const std::vector<UnknownWord>& queue, std::size_t page) {
  const auto hand = words_in_hand(items, latest);
  out.open("ul", {{"class", "inbox"}});
  for (std::size_t i = (page - 1) * kWordsOfPage; i < std::min(queue.size(), page * kWordsOfPage); ++i) {
    const auto written = hand.find(queue[i].word);
    write_listed(out, {word_path(queue[i].word), queue[i].word, times_asked(queue[i]),
                       written == hand.end() ? nullptr : &written->second->step});
  }
  out.close("ul");
}

Response show_words(const EditorGround& editor, const FormKind& items, const Request& request,
                    const StaffCaller& caller) {
  const auto queue = editor.guide.unknown_words();
  if (!queue) return editor.door.refusal(request, caller, queue.error());
  const auto dismissed = editor.guide.dismissed_words();
  if (!dismissed) return editor.door.refusal(request, caller, dismissed.error());
  const auto latest = editor.publishing.list(items.prefix);
  if (!latest) return editor.door.refusal(request, caller, latest.error());
  const std::size_t last = std::max<std::size_t>((queue->size() + kWordsOfPage - 1) / kWordsOfPage, 1);
  const std::size_t page = std::clamp<std::size_t>(
      static_cast<std::size_t>(std::max(whole_number(request.query_value("page")), 1)), 1, last);
  HtmlWriter out;
  out.open("p", {{"class", "back"}}).link(items.desk, contract::text(items.list)).close("p");
  write_list_head(out, caller, Text::server_publishing_unknown_words);
  write_word_done(out, request);
  out.element("p", contract::text(Text::server_publishing_words_about), {{"class", "note"}});
  if (queue->empty())
    out.element("p", contract::text(Text::server_publishing_no_words), {{"class", "empty"}});
  write_queue(out, items, *latest, *queue, page);
  write_pages(out, page, queue->size());
  write_dismissed(out, caller, *dismissed);
  return editor_reply(editor, caller, items.desk, words(Text::server_publishing_unknown_words), out.take());
}

// ---- One word

void write_attach(HtmlWriter& out, FormParts& parts, const StaffCaller& caller,
                  const service::GuideFound& found, const std::string& word) {
  out.open("dl", {{"class", "facts"}});
  for (const contract::GuideHit& hit : found.answer.hits) {
    const GuideItem& item = found.guide().items[hit.item];
    out.open("div").element("dt", item.name).open("dd");
    out.element("p", guide_category_name(found.guide(), item.category));
    if (!item.aliases.empty()) out.element("p", contract::joined(item.aliases));
    open_desk_form(out, caller, std::string(kWordsDesk) + "/attach");
    parts.hidden("word", word);
    parts.hidden("item", item.id);
    parts.button(contract::text(Text::server_publishing_attach), {}, {}, "second");
    out.close("form").close("dd").close("div");
  }
  out.close("dl");
}

// The things that are nearest to the word, or to what the editor looks for.
void write_nearest(HtmlWriter& out, FormParts& parts, const EditorGround& editor, const StaffCaller& caller,
                   const std::string& word, const std::string& find) {
  out.element("h2", contract::text(Text::server_publishing_nearest));
  out.element("p", contract::text(Text::server_publishing_nearest_about, {{"word", word}}));
  const service::GuideFound found = editor.guide.search(find.empty() ? word : find, kNearest);
  if (found.answer.hits.empty())
    out.element("p", contract::text(Text::server_publishing_item_none), {{"class", "empty"}});
  else
    write_attach(out, parts, caller, found, word);
  out.open("form", {{"class", "filters"}, {"method", "get"}, {"action", std::string(kWordsDesk) + "/one"}});
  parts.hidden("word", word);
  parts.text_field({.name = "find",
                    .label = words(Text::server_publishing_item_find),
                    .hint = {},
                    .value = find,
                    .limit = 24});
  parts.button(contract::text(Text::server_publishing_find));
  out.close("form");
}

void write_dismissal(HtmlWriter& out, FormParts& parts, const StaffCaller& caller, const std::string& word,
                     const EditorAgain& again) {
  out.element("h2", contract::text(Text::server_publishing_dismiss));
  open_desk_form(out, caller, std::string(kWordsDesk) + "/dismiss");
  parts.hidden("word", word);
  parts.text_field({.name = "reason",
                    .label = words(Text::server_publishing_reason),
                    .hint = words(Text::server_publishing_dismiss_hint),
                    .value = again.typed ? std::string(field_value(*again.typed, "reason")) : std::string(),
                    .limit = service::kReasonLimits.max});
  parts.button(contract::text(Text::server_publishing_dismiss), {}, {}, "danger");
  out.close("form");
}

std::string word_html(const EditorGround& editor, const FormKind& items, const StaffCaller& caller,
                      const UnknownWord& word, const std::string& find, const EditorAgain& again) {
  HtmlWriter out;
  FormParts parts(out, again.faults);
  parts.summary();
  out.open("p", {{"class", "back"}})
      .link(kWordsDesk, contract::text(Text::server_publishing_unknown_words))
      .close("p");
  out.element("h1", word.word).element("p", times_asked(word));
  out.open("div", {{"class", "split"}}).open("div");
  write_nearest(out, parts, editor, caller, word.word, find);
  out.close("div").open("aside",
                        {{"class", "panel"}, {"aria-label", contract::text(Text::server_publishing_steps)}});
  out.element("h2", contract::text(Text::server_publishing_own_item));
  out.element("p", contract::text(Text::server_publishing_own_item_about));
  out.open("p", {{"class", "buttons"}})
      .element("a", contract::text(items.fresh),
               {{"href", with_query(items.desk + "/new", {{"name", word.word}})}, {"class", "second"}})
      .close("p");
  write_dismissal(out, parts, caller, word.word, again);
  out.close("aside").close("div");
  return out.take();
}

Response show_word(const EditorGround& editor, const FormKind& items, const Request& request,
                   const StaffCaller& caller, const std::string& wanted, const EditorAgain& again) {
  const auto queue = editor.guide.unknown_words();
  if (!queue) return editor.door.refusal(request, caller, queue.error());
  const auto word =
      std::find_if(queue->begin(), queue->end(), [&](const UnknownWord& one) { return one.word == wanted; });
  if (word == queue->end())
    return editor.door.refusal(request, caller, contract::make_error(ErrorCode::not_found, "no such word"));
  const std::string find = service::without_unseen(request.query_value("find"));
  return editor_reply(editor, caller, items.desk, word->word,
                      word_html(editor, items, caller, *word, find, again), again.status);
}

// ---- What becomes of it

Response attach_word(const EditorGround& editor, const FormKind& items, const Request& request,
                     const StaffCaller& caller, const FormFields& fields) {
  const auto missing = [&] {
    return editor.door.refusal(request, caller, contract::make_error(ErrorCode::not_found, "no such thing"));
  };
  const auto word = service::unknown_word(field_value(fields, "word"));
  const auto content = editor.content.current();
  const auto& guide = content->get<service::GuideContent>().guide;
  const GuideItem* item = contract::find_guide_item(guide, field_value(fields, "item"));
  if (!word || item == nullptr) return missing();
  const std::string name = item_of_id(items, item->id);
  const auto manuscript = editor.publishing.find(name);
  if (!manuscript) return editor.door.refusal(request, caller, manuscript.error());
  if (manuscript->in_review())  // a new version would take it from whoever reads it
    return show_word(editor, items, request, caller, *word,
                     {{{{}, {}, words(Text::server_publishing_state_review)}}, nullptr, 409});
  Draft draft = draft_of_thing(items, *manuscript);
  service::add_alias(draft, *word);
  const auto kept = editor.publishing.save(name, manuscript->version(),
                                           service::draft_text(items.fields, draft), caller.actor());
  if (!kept) return editor.door.refusal(request, caller, kept.error());
  return StaffDoor::see_other(items.flow.path(name) + "?done=saved");
}

Response dismiss_word(const EditorGround& editor, const FormKind& items, const Request& request,
                      const StaffCaller& caller, const FormFields& fields) {
  const std::string word(field_value(fields, "word"));
  const auto done =
      editor.guide.dismiss_word(word, service::without_unseen(field_value(fields, "reason")), caller.actor());
  const std::string after = with_query(std::string(kWordsDesk), {{"done", "dismissed"}});
  if (done) return StaffDoor::see_other(after);
  if (done.error().code == ErrorCode::invalid)
    return show_word(editor, items, request, caller, word, {faults_in_words(done.error()), &fields, 400});
  // It was sent before, and the answer was lost.
  const auto dismissed = editor.guide.dismissed_words();
  if (dismissed &&
      std::any_of(dismissed->begin(), dismissed->end(), [&](const auto& one) { return one.word == word; }))
    return StaffDoor::see_other(after);
  return editor.door.refusal(request, caller, done.error());
}

Response take_up_word(const EditorGround& editor, const Request& request, const StaffCaller& caller,
                      const FormFields& fields) {
  const auto done = editor.guide.take_up_word(field_value(fields, "word"), caller.actor());
  if (done || done.error().code == ErrorCode::not_found)
    return StaffDoor::see_other(with_query(std::string(kWordsDesk), {{"done", "taken-up"}}));
  return editor.door.refusal(request, caller, done.error());
}

}  // namespace

void add_word_desk(const EditorGroundPtr& editor, const FormKindPtr& items) {
  const std::string desk(kWordsDesk);
  editor->door.page(desk, "desk_guide_words", Permission::edit_content,
                    [editor, items](const Request& request, const StaffCaller& caller) {
                      return show_words(*editor, *items, request, caller);
                    });
  editor->door.page(desk + "/one", "desk_guide_word", Permission::edit_content,
                    [editor, items](const Request& request, const StaffCaller& caller) {
                      return show_word(*editor, *items, request, caller,
                                       std::string(request.query_value("word")), {});
                    });
  editor->door.form(
      desk + "/attach", "desk_guide_word_attach", Permission::edit_content,
      [editor, items](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return attach_word(*editor, *items, request, caller, fields);
      });
  editor->door.form(
      desk + "/dismiss", "desk_guide_word_dismiss", Permission::edit_content,
      [editor, items](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return dismiss_word(*editor, *items, request, caller, fields);
      });
  editor->door.form(desk + "/take-up", "desk_guide_word_take_up", Permission::edit_content,
                    [editor](const Request& request, const StaffCaller& caller, const FormFields& fields) {
                      return take_up_word(*editor, request, caller, fields);
                    });
}

}  // namespace wufei::http
