#include "publishing/article_pages_desk.hpp"

#include <algorithm>
#include <map>

#include "lib/base/words.hpp"
#include "publishing/article_work.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::Manuscript;
using storage::LatestStep;

// ---- The list

struct ArticleRow {
  ArticlePlace place;
  std::string title, published;
  const LatestStep* latest = nullptr;
  bool withdrawn = false;
};

// What somebody has to do comes first, then the newest.
int urgency(const ArticleRow& row) {
  using storage::StepKind;
  if (row.latest == nullptr) return 3;
  const StepKind kind = row.latest->step.kind;
  return kind == StepKind::submitted ? 0 : kind == StepKind::returned ? 1 : kind == StepKind::saved ? 2 : 3;
}

std::vector<ArticleRow> article_rows(const contract::Disclosure& disclosure,
                                     const std::vector<LatestStep>& latest) {
  std::map<std::string, ArticleRow> rows;
  for (const auto* articles : {&disclosure.articles, &disclosure.withdrawn})
    for (const contract::Article& article : *articles) {
      ArticleRow row{{article.column, article.slug},
                     article.title,
                     article.published,
                     nullptr,
                     articles == &disclosure.withdrawn};
      rows.emplace(row.place.item(), std::move(row));
    }
  for (const LatestStep& one : latest) {
    const auto place = article_place(one.item);
    if (!place) continue;
    ArticleRow& row = rows[one.item];
    row.place = *place;
    row.latest = &one;
    if (row.title.empty()) row.title = service::draft_from_text(one.saved).fields["title"];
  }
  std::vector<ArticleRow> sorted;
  for (auto& [item, row] : rows) sorted.push_back(std::move(row));
  std::stable_sort(sorted.begin(), sorted.end(), [](const ArticleRow& a, const ArticleRow& b) {
    return urgency(a) != urgency(b) ? urgency(a) < urgency(b) : a.published > b.published;
  });
  return sorted;
}

ListedThing listed_article(const contract::Disclosure& disclosure, const ArticleRow& row) {
  const contract::ArticleColumn* column = contract::find_column(disclosure, row.place.column);
  std::string about = column ? column->name : row.place.column;
  if (!row.published.empty()) contract::append_listed(about, row.published);
  if (row.latest)
    contract::append_listed(about,
                            colleague(row.latest->step.actor) + " " + moment_words(row.latest->step.at));
  return {row.place.path(), row.title.empty() ? row.place.slug : row.title, std::move(about),
          row.latest ? &row.latest->step : nullptr,
          row.withdrawn ? Text::server_publishing_state_withdrawn : Text::server_publishing_state_file};
}

Response show_articles(const EditorGround& editor, const Request& request, const StaffCaller& caller) {
  const auto latest = editor.publishing.list("disclosure/");
  if (!latest) return editor.door.refusal(request, caller, latest.error());
  const auto content = editor.content.current();
  const auto& disclosure = content->get<service::DisclosureContent>();
  HtmlWriter out;
  write_list_head(out, caller, Text::server_publishing_articles, "/desk/articles/new",
                  Text::server_publishing_new_article);
  out.open("ul", {{"class", "inbox"}});
  for (const ArticleRow& row : article_rows(disclosure, *latest))
    write_listed(out, listed_article(disclosure, row));
  out.close("ul");
  return editor_reply(editor, caller, std::string(kArticlesDesk), words(Text::server_publishing_articles),
                      out.take());
}

// ---- One article

void write_article_facts(HtmlWriter& out, const service::ArticleSource& draft) {
  out.open("dl", {{"class", "facts"}});
  for (const service::ArticleField& field : service::kArticleFields)
    if (const auto found = draft.fields.find(field.key); found != draft.fields.end())
      out.open("div").element("dt", contract::text(field.label)).element("dd", found->second).close("div");
  out.close("dl");
}

void write_article_ways(HtmlWriter& out, const EditorSheet& sheet, const ArticlePlace& place) {
  const std::string path = place.path();
  out.open("p", {{"class", "buttons"}});
  if (sheet.caller.may(Permission::edit_content))
    out.element("a", contract::text(Text::server_publishing_edit),
                {{"href", path + "/edit"}, {"class", "second"}});
  if (sheet.manuscript.version() > 0)
    out.element(
        "a", contract::text(Text::server_publishing_preview),
        {{"href", path + "/versions/" + std::to_string(sheet.manuscript.version())}, {"class", "second"}});
  if (sheet.stands)
    out.element("a", contract::text(Text::server_publishing_public_page),
                {{"href", "/disclosure/" + place.column + "/" + place.slug}, {"class", "second"}});
  out.close("p");
}

Response show_article(const EditorGround& editor, const EditorFlow& flow, const Request& request,
                      const StaffCaller& caller, const EditorAgain& again) {
  const auto missing = [&] {
    return editor.door.refusal(request, caller, contract::make_error(ErrorCode::not_found));
  };
  const auto place = asked_article(editor, request);
  if (!place) return missing();
  const auto manuscript = editor.publishing.find(place->item());
  if (!manuscript) return editor.door.refusal(request, caller, manuscript.error());
  const auto draft = article_draft(editor, *manuscript);
  if (!draft) return editor.door.refusal(request, caller, draft.error());
  if (!*draft) return missing();
  const auto content = editor.content.current();
  const auto* article = contract::find_article(content->get<service::DisclosureContent>(), place->slug);
  const EditorSheet sheet{kArticlesDesk,
                          Text::server_publishing_articles,
                          title_of(**draft, *place),
                          flow,
                          caller,
                          *manuscript,
                          article != nullptr && article->column == place->column,
                          place->path() + "/versions/"};
  return editor_sheet(editor, request, sheet, again, [&](HtmlWriter& out, FormParts&) {
    write_article_ways(out, sheet, *place);
    write_article_facts(out, **draft);
  });
}

Response show_version(const EditorGround& editor, const Request& request, const StaffCaller& caller) {
  const auto place = asked_article(editor, request);
  const auto missing = contract::make_error(ErrorCode::not_found, "no such version");
  if (!place) return editor.door.refusal(request, caller, missing);
  const auto manuscript = editor.publishing.find(place->item());
  if (!manuscript) return editor.door.refusal(request, caller, manuscript.error());
  const int number = whole_number(request.path_parameter("version"));
  const storage::PublishingStep* version = manuscript->saved(number);
  if (version == nullptr) return editor.door.refusal(request, caller, missing);
  return article_preview(editor, *place, service::draft_from_text(version->body), number);
}

// ---- Its steps

contract::Status publish_article(const EditorGround& editor, const Manuscript& manuscript, int version,
                                 const contract::Actor& actor) {
  const storage::PublishingStep* saved = manuscript.saved(version);
  const auto place = article_place(manuscript.item);
  if (saved == nullptr || !place) return contract::make_error(ErrorCode::precondition, "no such version");
  return editor.publishing.publish_file(manuscript.item, version,
                                        article_text(service::draft_from_text(saved->body), *place), actor);
}

contract::Status withdraw_article(const EditorGround& editor, const Manuscript& manuscript, std::size_t seen,
                                  const std::string& reason, const contract::Actor& actor) {
  const auto text = editor.keeper.text(manuscript.item);
  if (!text) return text.error();
  if (!*text) return contract::make_error(ErrorCode::not_found, "no such article");
  service::ArticleSource source = service::article_source(**text);
  source.fields["withdrawn"] = contract::format_date(editor.today());
  source.fields["withdrawn_because"] = reason;
  return editor.publishing.withdraw_file(manuscript.item, seen, service::article_file(source), reason, actor);
}

std::shared_ptr<EditorFlow> article_flow(const EditorGroundPtr& editor) {
  const auto flow = std::make_shared<EditorFlow>();
  flow->base = std::string(kArticlesDesk) + "/{column}/{slug}";
  flow->name = "desk_article";
  flow->item = [editor](const Request& request) -> std::optional<std::string> {
    const auto place = asked_article(*editor, request);
    return place ? std::optional(place->item()) : std::nullopt;
  };
  flow->path = [](const std::string& item) { return article_place(item)->path(); };
  flow->show = [editor, flow = flow.get()](const Request& request, const StaffCaller& caller,
                                           const EditorAgain& again) {
    return show_article(*editor, *flow, request, caller, again);
  };
  flow->faults = [editor](const std::string& item, const std::string& body) {
    const ArticlePlace place = *article_place(item);
    auto faults = article_faults(*editor, place, service::draft_from_text(body));
    // The fields are on another page.
    for (FormFault& fault : faults) {
      fault.href = place.path() + "/edit?check=yes#" + fault.field;
      fault.field.clear();
    }
    return faults;
  };
  flow->publish = [editor](const Manuscript& manuscript, int version, const contract::Actor& actor) {
    return publish_article(*editor, manuscript, version, actor);
  };
  flow->withdraw = [editor](const Manuscript& manuscript, std::size_t seen, const std::string& reason,
                            const contract::Actor& actor) {
    return withdraw_article(*editor, manuscript, seen, reason, actor);
  };
  return flow;
}

}  // namespace

void add_article_desk(const EditorGroundPtr& editor) {
  const auto flow = article_flow(editor);
  editor->door.page(kArticlesDesk, "desk_articles", Permission::publish_content,
                    [editor](const Request& request, const StaffCaller& caller) {
                      return show_articles(*editor, request, caller);
                    });
  editor->door.page(
      flow->base, "desk_article", Permission::publish_content,
      [flow](const Request& request, const StaffCaller& caller) { return flow->show(request, caller, {}); });
  editor->door.page(flow->base + "/versions/{version}", "desk_article_version", Permission::publish_content,
                    [editor](const Request& request, const StaffCaller& caller) {
                      return show_version(*editor, request, caller);
                    });
  add_flow_forms(editor, flow);
}

}  // namespace wufei::http
