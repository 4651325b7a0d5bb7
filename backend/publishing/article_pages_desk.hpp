// Articles at the desk: the list, one article with its versions, a version as residents would see it, and the
// editor's form.
#pragma once

#include "publishing/flow.hpp"

namespace wufei::http {

// /desk/articles, /desk/articles/{column}/{slug} with its steps and versions
void add_article_desk(const EditorGroundPtr& editor);
// /desk/articles/new, /desk/articles/{column}/{slug}/edit
void add_article_editor(const EditorGroundPtr& editor);

}  // namespace wufei::http
