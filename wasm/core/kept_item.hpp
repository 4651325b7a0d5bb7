// A thing's page made from the downloaded guide, when the server's page can not be had: people stand at the
// bin without a network. In the second part of the program.
#pragma once

#include "wasm/core/effect.hpp"
#include "wasm/core/model.hpp"

namespace wufei::model {

// Does nothing unless the current page is a thing's and could not be read. Asks for the guide first when it
// has to.
void keep_item(Model& model, Effects& effects);

}  // namespace wufei::model
