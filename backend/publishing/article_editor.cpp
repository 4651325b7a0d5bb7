// The editor's form of an article: plain fields, its text in Markdown.
#include <algorithm>

#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "publishing/article_pages_desk.hpp"
#include "publishing/article_work.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::ArticleSource;

constexpr std::size_t kArticleForm = kLargestBody;
constexpr std::size_t kFirstFields = 3;  // title, summary, day: above the text; the others below it

struct EditorView {
  const EditorGround& editor;
  const StaffCaller& caller;
  std::optional<ArticlePlace> place = {};  // none: a new article
  ArticleSource draft = {};
  int seen = 0;  // the version that it is made from
  std::vector<FormFault> faults = {};
  ArticlePlace wanted = {};                  // of a new one, as typed
  std::optional<ArticleSource> theirs = {};  // what a colleague saved meanwhile
  std::string who = {};
  int status = 200;
};

std::string draft_value(const ArticleSource& draft, std::string_view key) {
  const auto found = draft.fields.find(key);
  return found == draft.fields.end() ? std::string() : found->second;
}

// The number that was given last, so that nobody has to look for it.
std::string last_index_number(const contract::Disclosure& disclosure) {
  std::string last;
  for (const auto* articles : {&disclosure.articles, &disclosure.withdrawn})
    for (const contract::Article& article : *articles) last = std::max(last, article.index_number);
  return last;
}

void write_field(FormParts& parts, const EditorView& view, const service::ArticleField& field) {
  const auto content = view.editor.content.current();
  const std::string last = last_index_number(content->get<service::DisclosureContent>());
  parts.text_field({.name = std::string(field.key),
                    .label = words(field.label),
                    .hint = contract::text(field.hint, {{"last", last}}),
                    .value = draft_value(view.draft, field.key),
                    .type = field.date ? "date" : "text",
                    .limit = field.date ? 0 : field.limit});
}

void write_place_fields(FormParts& parts, const EditorView& view) {
  SelectField columns{"column", words(Text::server_publishing_column), {}, view.wanted.column, {{}}};
  const auto content = view.editor.content.current();
  for (const contract::ArticleColumn& column : content->get<service::DisclosureContent>().columns)
    columns.groups.front().choices.push_back({column.id, column.name});
  parts.select_field(columns);
  parts.text_field({.name = "slug",
                    .label = words(Text::server_publishing_slug),
                    .hint = words(Text::server_publishing_slug_hint),
                    .value = view.wanted.slug,
                    .limit = 60});
}

// The other text stands beside, so that nothing is lost, whoever saves next.
void write_theirs(HtmlWriter& out, const EditorView& view) {
  if (!view.theirs) return;
  out.open("details", {{"open", "open"}});
  out.element("summary", contract::text(Text::server_publishing_theirs, {{"name", view.who}}));
  out.open("dl", {{"class", "facts"}});
  for (const service::ArticleField& field : service::kArticleFields)
    if (draft_value(*view.theirs, field.key) != draft_value(view.draft, field.key))
      out.open("div")
          .element("dt", contract::text(field.label))
          .element("dd", draft_value(*view.theirs, field.key))
          .close("div");
  out.close("dl").open("div", {{"class", "q"}});
  out.element("label", contract::text(Text::server_publishing_their_text), {{"for", "theirs"}});
  out.element("textarea", view.theirs->body, {{"id", "theirs"}, {"rows", "10"}, {"readonly", "readonly"}});
  out.close("div").close("details");
}

void write_fields(HtmlWriter& out, FormParts& parts, const EditorView& view) {
  const auto& all = service::kArticleFields;
  for (std::size_t i = 0; i < kFirstFields; ++i) write_field(parts, view, all[i]);
  parts.text_field({.name = "body",
                    .label = words(Text::server_publishing_body),
                    .hint = words(Text::server_publishing_body_hint),
                    .value = view.draft.body,
                    .type = "area",
                    .rows = 20});
  const bool wrong = std::any_of(all.begin() + kFirstFields, all.end(),
                                 [&](const auto& field) { return parts.is_wrong(field.key); });
  out.open("details", {{"open", wrong || !view.place ? "open" : kNoAttribute}});
  out.element("summary", contract::text(Text::server_publishing_more_fields)).open("div");
  for (std::size_t i = kFirstFields; i < all.size(); ++i) write_field(parts, view, all[i]);
  out.close("div").close("details");
}

void write_pictures(HtmlWriter& out, const EditorView& view) {
  const auto content = view.editor.content.current();
  const auto& media = content->get<service::CountyContent>().media;
  if (media.empty()) return;
  out.open("details").element("summary", contract::text(Text::server_publishing_pictures)).open("ul");
  for (const service::MediaFile& file : media)
    out.open("li")
        .element("code", "![](/media/" + file.name + " \"" + std::to_string(file.width) + "x" +
                             std::to_string(file.height) + "\")")
        .close("li");
  out.close("ul").close("details");
}

std::string editor_html(const EditorView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  parts.summary();
  const std::string back = view.place ? view.place->path() : std::string(kArticlesDesk);
  out.open("p", {{"class", "back"}}).link(back, contract::text(Text::server_publishing_back)).close("p");
  out.element("h1", contract::text(view.place ? Text::server_publishing_edit_article
                                              : Text::server_publishing_new_article));
  write_theirs(out, view);
  open_desk_form(out, view.caller,
                 view.place ? view.place->path() + "/edit" : std::string(kArticlesDesk) + "/new");
  parts.hidden(kSeenVersion, std::to_string(view.seen));
  if (!view.place) write_place_fields(parts, view);
  write_fields(out, parts, view);
  out.open("div", {{"class", "buttons"}});
  parts.button(contract::text(Text::server_publishing_save));
  parts.button(contract::text(Text::server_publishing_save_preview), "then", "preview", "second");
  parts.button(contract::text(Text::server_publishing_save_pictures), "then", "pictures", "second");
  out.close("div").close("form");
  write_pictures(out, view);
  return out.take();
}

Response editor_page(const EditorView& view) {
  return editor_reply(
      view.editor, view.caller, std::string(kArticlesDesk),
      words(view.place ? Text::server_publishing_edit_article : Text::server_publishing_new_article),
      editor_html(view), view.status);
}

// ---- What was typed

// Lists are written with the marks of the front matter, whichever the keyboard gave.
std::string with_marks(std::string text, const std::vector<std::string_view>& others, std::string_view mark) {
  for (const std::string_view other : others)
    for (auto at = text.find(other); at != std::string::npos; at = text.find(other, at + mark.size()))
      text.replace(at, other.size(), mark);
  return text;
}

ArticleSource typed_draft(const FormFields& fields) {
  ArticleSource draft;
  for (const service::ArticleField& field : service::kArticleFields) {
    std::string value = service::without_unseen(field_value(fields, field.key));
    if (field.date) value = service::draft_day(value);
    if (field.key == "keywords") value = with_marks(std::move(value), {"\uFF0C", "\u3001"}, ", ");
    if (field.key == "sources") value = with_marks(std::move(value), {"\uFF1B"}, "; ");
    if (!value.empty()) draft.fields[std::string(field.key)] = std::move(value);
  }
  draft.body = service::without_unseen(field_value(fields, "body"));
  return draft;
}

// Keeps the version, or says why not.
Response keep_version(EditorView view, const ArticlePlace& place, const FormFields& fields) {
  const auto kept = view.editor.publishing.save(place.item(), view.seen, service::draft_to_text(view.draft),
                                                view.caller.actor());
  if (kept) {
    const std::string_view then = field_value(fields, "then");
    return StaffDoor::see_other(then == "preview"    ? place.path() + "/versions/" + std::to_string(*kept)
                                : then == "pictures" ? place.path() + "/pictures"
                                                     : place.path() + "?done=saved");
  }
  view.faults = faults_in_words(kept.error());
  view.status = kept.error().code == ErrorCode::precondition ? 412 : 503;
  const auto now = view.editor.publishing.find(place.item());
  const storage::PublishingStep* latest = now ? now->saved(now->version()) : nullptr;
  if (view.status == 412 && latest != nullptr) {
    view.theirs = service::draft_from_text(latest->body);
    view.who = colleague(latest->actor);
    view.seen = latest->version;
    view.place = place;
  }
  return editor_page(view);
}

// ---- New

Response show_new_article(const EditorGround& editor, const StaffCaller& caller) {
  EditorView view{editor, caller};
  view.draft.fields = {{"written", contract::format_date(editor.today())},
                       {"published", contract::format_date(editor.today())}};
  return editor_page(view);
}

contract::Result<bool> is_taken(const EditorGround& editor, const ArticlePlace& place) {
  const auto manuscript = editor.publishing.find(place.item());
  if (!manuscript) return manuscript.error();
  const auto content = editor.content.current();
  const auto& disclosure = content->get<service::DisclosureContent>();
  const auto same = [&](const contract::Article& article) { return article.slug == place.slug; };
  return !manuscript->steps.empty() ||
         std::any_of(disclosure.articles.begin(), disclosure.articles.end(), same) ||
         std::any_of(disclosure.withdrawn.begin(), disclosure.withdrawn.end(), same);
}

// Where it shall stand: what is wrong with it.
contract::Result<service::DraftFaults> place_faults(const EditorGround& editor, const ArticlePlace& place) {
  const auto content = editor.content.current();
  service::DraftFaults faults;
  if (!contract::find_column(content->get<service::DisclosureContent>(), place.column))
    faults.push_back({"column", contract::rule_text(contract::Rule::required)});
  if (!service::is_article_slug(place.slug) || place.slug.size() > 60)
    faults.push_back({"slug", words(Text::server_publishing_slug_hint)});
  if (!faults.empty()) return faults;
  const auto taken = is_taken(editor, place);
  if (!taken) return taken.error();
  if (*taken) faults.push_back({"slug", words(Text::server_publishing_slug_taken)});
  return faults;
}

// The same form sent twice: its first version is there, word for word.
bool is_same_article(const EditorView& view, const ArticlePlace& place) {
  const auto manuscript = view.editor.publishing.find(place.item());
  const storage::PublishingStep* first = manuscript ? manuscript->saved(1) : nullptr;
  return first != nullptr && first->body == service::draft_to_text(view.draft) &&
         first->actor == contract::actor_text(view.caller.actor()) && manuscript->version() == 1;
}

Response post_new_article(const EditorGround& editor, const Request& request, const StaffCaller& caller,
                          const FormFields& fields) {
  EditorView view{editor, caller};
  view.draft = typed_draft(fields);
  view.wanted = {std::string(field_value(fields, "column")),
                 contract::entered_symbols(field_value(fields, "slug"))};
  auto faults = place_faults(editor, view.wanted);
  if (!faults) return editor.door.refusal(request, caller, faults.error());
  if (!faults->empty() && is_same_article(view, view.wanted))
    return StaffDoor::see_other(view.wanted.path() + "?done=saved");
  const auto typing = service::faults_of_typing(view.draft);
  faults->insert(faults->end(), typing.begin(), typing.end());
  if (faults->empty()) return keep_version(view, view.wanted, fields);
  view.faults = form_faults(*faults);
  view.status = 400;
  return editor_page(view);
}

// ---- Edit

Response show_editor(const EditorGround& editor, const Request& request, const StaffCaller& caller,
                     const FormFields* fields) {
  const auto missing = contract::make_error(ErrorCode::not_found, "no such article");
  EditorView view{editor, caller, asked_article(editor, request)};
  if (!view.place) return editor.door.refusal(request, caller, missing);
  const auto manuscript = editor.publishing.find(view.place->item());
  if (!manuscript) return editor.door.refusal(request, caller, manuscript.error());
  auto draft = article_draft(editor, *manuscript);
  if (!draft) return editor.door.refusal(request, caller, draft.error());
  if (!*draft) return editor.door.refusal(request, caller, missing);
  view.seen = manuscript->version();
  if (fields == nullptr) {
    view.draft = std::move(**draft);
    // What was given back or sent for review shows at once what is still wrong with it.
    if (request.query_value("check") == "yes") view.faults = article_faults(editor, *view.place, view.draft);
    return editor_page(view);
  }
  view.draft = typed_draft(*fields);
  view.seen = whole_number(field_value(*fields, kSeenVersion));
  if (view.faults = form_faults(service::faults_of_typing(view.draft)); view.faults.empty())
    return keep_version(view, *view.place, *fields);
  view.status = 400;
  return editor_page(view);
}

}  // namespace

void add_article_editor(const EditorGroundPtr& editor) {
  const std::string fresh = std::string(kArticlesDesk) + "/new",
                    edit = std::string(kArticlesDesk) + "/{column}/{slug}/edit";
  editor->door.page(
      fresh, "desk_article_new", Permission::edit_content,
      [editor](const Request&, const StaffCaller& caller) { return show_new_article(*editor, caller); });
  editor->door.form(
      fresh, "desk_article_add", Permission::edit_content,
      [editor](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return post_new_article(*editor, request, caller, fields);
      },
      kArticleForm);
  editor->door.page(edit, "desk_article_edit", Permission::edit_content,
                    [editor](const Request& request, const StaffCaller& caller) {
                      return show_editor(*editor, request, caller, nullptr);
                    });
  editor->door.form(
      edit, "desk_article_save", Permission::edit_content,
      [editor](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return show_editor(*editor, request, caller, &fields);
      },
      kArticleForm);
}

}  // namespace wufei::http
