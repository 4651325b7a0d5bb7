// Pictures of an article at the desk: what there is, one more, where it stands in the text, and one away. The
// text is saved before anybody comes here, so whatever happens to an upload, nothing of it is lost.
#pragma once

#include "publishing/article_pictures.hpp"
#include "publishing/flow.hpp"

namespace wufei::http {

// GET (?erase=NAME asks for the reason) and POST /desk/articles/{column}/{slug}/pictures, POST
// .../pictures/place and /erase; GET /desk/pictures/{name}: of the desk and of the content, for those who
// write and read. `pictures` must outlive the router.
void add_article_pictures(const EditorGroundPtr& editor, service::PictureService& pictures);

}  // namespace wufei::http
