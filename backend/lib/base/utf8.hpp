// UTF-8 text rules shared by both sides: validity, length in code points, trimming. No normalisation of what
// people wrote beyond surrounding space: names keep their rare characters (GB 18030-2022).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wufei::contract {

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view text);
// Number of code points; the text must be valid.
std::size_t code_point_count(std::string_view text);
// Without leading and trailing white space (ASCII, U+00A0, U+3000, U+200B, U+FEFF).
std::string trimmed(std::string_view text);
// Without the byte order mark that some editors put in front.
std::string_view without_mark(std::string_view text);
// CR LF and CR become LF: HTML forms, Windows editors and other programs write line ends so.
std::string with_line_feeds(std::string_view text);
// What people wrote, as it comes in by any door (API, forms, files, command line): line ends made one, then
// trimmed. Limits are held against this text.
std::string entered_text(std::string_view text);
// A value with a closed alphabet (telephone, reference, code), as it comes in: half width, every space ' ',
// every dash '-', without marks that cannot be seen (soft hyphen, zero width, direction, variation), trimmed.
// What is pasted from documents and chats carries those, and nobody can see them.
std::string entered_symbols(std::string_view text);
// True when the text has a control character (C0 except \n and \t, DEL, C1) or a bidirectional override,
// which could make a run sheet show something other than what is stored.
bool has_control_characters(std::string_view text);
// Full-width ASCII (U+FF01-FF5E) and the ideographic space become their half-width forms: people type
// full-width digits as well as plain ones.
std::string to_half_width(std::string_view text);
// One code point at `at` (advances it); U+FFFD for a broken sequence.
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t code_point);
std::string utf8_of(std::u32string_view text);
// Digits, letters and characters of any script; not punctuation, signs, emoji or marks that cannot be seen.
std::size_t meaningful_count(std::string_view text);

}  // namespace wufei::contract
