// Values of indicators at the desk: who proposes one names the document it stands in; somebody else publishes
// it into the chain of the indicators.
#pragma once

#include "publishing/flow.hpp"

namespace wufei::http {

// /desk/values, /desk/values/{no} with its steps
void add_value_desk(const EditorGroundPtr& editor);

}  // namespace wufei::http
