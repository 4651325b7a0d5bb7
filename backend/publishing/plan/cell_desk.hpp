// Zero-waste cells at the desk: the goals with what is recognised, the register, one cell with its steps.
#pragma once

#include "publishing/flow.hpp"

namespace wufei::http {

// /desk/cells, /desk/cells/new, /desk/cells/{id} with its steps
void add_cell_desk(const EditorGroundPtr& editor);

}  // namespace wufei::http
