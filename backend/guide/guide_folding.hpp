// One form for characters that people write in several: traditional ones become simplified, compatibility
// characters that text out of PDF files holds become ordinary, letters with tone marks become plain. Pure;
// knows single characters only.
#pragma once

namespace wufei::contract {

// `character` itself when there is nothing to fold.
char32_t folded(char32_t character);

}  // namespace wufei::contract
