#include "publishing/article_work.hpp"

#include <algorithm>

#include "disclosure/article_pages.hpp"
#include "lib/base/words.hpp"
#include "lib/page/page_frame.hpp"

namespace wufei::http {
namespace {

using contract::Text;

constexpr std::string_view kArticleFolder = "disclosure/";
constexpr std::string_view kArticleEnding = ".md";
constexpr std::size_t kLongestSlug = 60;

Text article_label(std::string_view field) {
  for (const service::ArticleField& one : service::kArticleFields)
    if (one.key == field) return one.label;
  return field == "column" ? Text::server_publishing_column
         : field == "slug" ? Text::server_publishing_slug
                           : Text::server_publishing_body;
}

}  // namespace

std::optional<ArticlePlace> article_place(std::string_view item) {
  if (!item.starts_with(kArticleFolder) || !item.ends_with(kArticleEnding)) return std::nullopt;
  item.remove_prefix(kArticleFolder.size());
  item.remove_suffix(kArticleEnding.size());
  const auto slash = item.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  return ArticlePlace{std::string(item.substr(0, slash)), std::string(item.substr(slash + 1))};
}

std::optional<ArticlePlace> asked_article(const EditorGround& editor, const Request& request) {
  ArticlePlace place{std::string(request.path_parameter("column")),
                     std::string(request.path_parameter("slug"))};
  const auto content = editor.content.current();
  const bool sound = contract::find_column(content->get<service::DisclosureContent>(), place.column) &&
                     service::is_article_slug(place.slug) && place.slug.size() <= kLongestSlug;
  if (!sound) return std::nullopt;
  return place;
}

std::string article_text(const service::ArticleSource& draft, const ArticlePlace& place) {
  service::ArticleSource whole = draft;
  for (const std::string_view key : service::kFrontMatterKeys) whole.fields.try_emplace(std::string(key));
  whole.fields["column"] = place.column;
  for (const std::string_view key : service::kWithdrawalKeys) whole.fields.erase(std::string(key));
  return service::article_file(whole);
}

contract::Result<std::optional<service::ArticleSource>> article_draft(const EditorGround& editor,
                                                                      const service::Manuscript& manuscript) {
  using Source = std::optional<service::ArticleSource>;
  const storage::PublishingStep* latest = manuscript.saved(manuscript.version());
  if (latest != nullptr && manuscript.is_unfinished()) return Source(service::draft_from_text(latest->body));
  const auto text = editor.keeper.text(manuscript.item);
  if (!text) return text.error();
  return *text ? Source(service::article_source(**text)) : Source();
}

std::string title_of(const service::ArticleSource& draft, const ArticlePlace& place) {
  const auto title = draft.fields.find("title");
  return title == draft.fields.end() || title->second.empty() ? place.slug : title->second;
}

std::vector<FormFault> form_faults(const service::DraftFaults& faults) {
  std::vector<FormFault> said;
  for (const service::DraftFault& fault : faults) {
    const bool twice = std::any_of(said.begin(), said.end(), [&](const FormFault& one) {
      return one.field == fault.field && one.text == fault.text;
    });
    if (!twice)
      said.push_back(
          {fault.field, fault.field.empty() ? std::string() : words(article_label(fault.field)), fault.text});
  }
  return said;
}

std::vector<FormFault> article_faults(const EditorGround& editor, const ArticlePlace& place,
                                      const service::ArticleSource& draft) {
  const std::string file = place.item(), text = article_text(draft, place);
  service::DraftFaults faults = service::faults_of_typing(draft);
  service::ContentFaults parsed;
  const contract::Article article = service::parse_article(text, file, parsed);
  const auto own = service::faults_of_article(draft, article, editor.today(),
                                              [&](const std::string& link) { return editor.leads(link); });
  faults.insert(faults.end(), own.begin(), own.end());
  // The content's own rules say what is missing once more.
  const bool complete = faults.empty();
  for (const service::ContentFault& fault : parsed)
    if (complete || fault.pointer != "front matter") faults.push_back(service::fault_in_words(fault, file));
  if (!faults.empty()) return form_faults(faults);
  const auto whole = editor.keeper.faults_with(file, text);
  if (!whole) return faults_in_words(whole.error());
  for (const service::ContentFault& fault : *whole) faults.push_back(service::fault_in_words(fault, file));
  return form_faults(faults);
}

Response article_preview(const EditorGround& editor, const ArticlePlace& place,
                         const service::ArticleSource& draft, int version) {
  const auto content = editor.content.current();
  service::ContentFaults ignored;
  contract::Article article = service::parse_article(article_text(draft, place), place.item(), ignored);
  article.column = place.column;
  article.slug = place.slug;
  contract::Document document = article_document(
      article, *contract::find_column(content->get<service::DisclosureContent>(), place.column));
  contract::Block note = contract::note_block(
      contract::BlockTone::info,
      contract::text(Text::server_publishing_preview_of, {{"version", std::to_string(version)}}),
      words(Text::server_publishing_preview_about));
  contract::Block back = contract::paragraph_block(
      {contract::link_span(words(Text::server_publishing_back_to_desk), place.path())});
  for (contract::Block& block : document.blocks)
    if (block.kind == contract::BlockKind::image && block.href.starts_with(service::kMediaPath))
      block.href.replace(0, service::kMediaPath.size(), kPicturesDesk);  // not published yet
  document.blocks.insert(document.blocks.begin(), {std::move(note), std::move(back)});
  document.path = contract::article_path(article);
  document.indexed = false;
  Response response = text_response(200, "text/html; charset=utf-8",
                                    plain_page(editor.book.frame(), document, editor.book.style()));
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace wufei::http
