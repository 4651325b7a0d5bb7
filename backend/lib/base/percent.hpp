// Percent signs and pairs of addresses and forms (RFC 3986; URL Standard 5.1). The one place that decodes,
// encodes and splits them, for the server and the client. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wufei::contract {

// Strict: nullopt for a broken percent sign, for what is not UTF-8 and for NUL.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

// Everything but unreserved characters and those in `also` as %XX.
void append_percent_encoded(std::string& out, std::string_view text, std::string_view also = {});

// "a=1&b" -> {a,1},{b,""}, in order and still encoded; pairs without a name are left out.
std::vector<std::pair<std::string_view, std::string_view>> split_pairs(std::string_view text);

// The same, decoded ('+' is a space); nullopt when percent_decoded() refuses one.
std::optional<std::vector<std::pair<std::string, std::string>>> decoded_pairs(std::string_view text);

}  // namespace wufei::contract
