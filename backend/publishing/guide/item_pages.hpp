// Things of the sorting guide at the desk: the list of what is written, the search for a thing to change, one
// thing with its steps.
#pragma once

#include "publishing/form_kind.hpp"

namespace wufei::http {

inline constexpr std::string_view kItemsDesk = "/desk/guide";
inline constexpr std::string_view kWordsDesk = "/desk/guide/words";

// /desk/guide, /desk/guide/new, /desk/guide/items/{id} with its steps
FormKindPtr add_item_desk(const EditorGroundPtr& editor);
// /desk/guide/words: what residents looked for in vain; the ways of one word to an item
void add_word_desk(const EditorGroundPtr& editor, const FormKindPtr& items);

}  // namespace wufei::http
