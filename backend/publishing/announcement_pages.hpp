// Announcements at the desk: the list, one with its form and its steps; and the chore that notices when what
// stands on the home page changes with the time.
#pragma once

#include "publishing/announcement.hpp"
#include "publishing/flow.hpp"

namespace wufei::http {

// /desk/announcements, /desk/announcements/new, /desk/announcements/{id} with its steps
void add_announcement_desk(const EditorGroundPtr& editor);

}  // namespace wufei::http
