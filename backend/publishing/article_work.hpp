// An article at the desk: where it is kept, its text as it is in force or was written, the file that a
// version becomes, and what is wrong with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "publishing/article_draft.hpp"
#include "publishing/flow.hpp"

namespace wufei::http {

inline constexpr std::string_view kArticlesDesk = "/desk/articles";
inline constexpr std::string_view kPicturesDesk =
    "/desk/pictures/";  // and the name, whether published or not

// "disclosure/policy/x.md"
struct ArticlePlace {
  std::string column, slug;
  [[nodiscard]] std::string item() const { return service::article_file_name(column, slug); }
  [[nodiscard]] std::string path() const {
    return std::string(kArticlesDesk).append("/").append(column).append("/").append(slug);
  }
};
std::optional<ArticlePlace> article_place(std::string_view item);
// Of the path's parameters; nothing when there is no such column, or no article could be called so.
std::optional<ArticlePlace> asked_article(const EditorGround& editor, const Request& request);

// The file that a version becomes.
std::string article_text(const service::ArticleSource& draft, const ArticlePlace& place);
// What a version is made from: the latest one unless it was published, else the file in force; nothing when
// there is neither. Errors: unavailable.
contract::Result<std::optional<service::ArticleSource>> article_draft(const EditorGround& editor,
                                                                      const service::Manuscript& manuscript);
// Its slug when it has none yet.
std::string title_of(const service::ArticleSource& draft, const ArticlePlace& place);
// What keeps it from being published, at the fields of the editor's form.
std::vector<FormFault> article_faults(const EditorGround& editor, const ArticlePlace& place,
                                      const service::ArticleSource& draft);
// The public page as this version would have it, under a line that says what it is.
Response article_preview(const EditorGround& editor, const ArticlePlace& place,
                         const service::ArticleSource& draft, int version);

std::vector<FormFault> form_faults(const service::DraftFaults& faults);

}  // namespace wufei::http
