// The request target taken apart: path and query, percent-decoded and checked. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/percent.hpp"

namespace wufei::http {

using contract::append_percent_encoded;

struct Target {
  std::string path;  // begins with '/', valid UTF-8, without control characters
  std::map<std::string, std::string, std::less<>> query;  // the first of equal names
  bool query_broken = false;  // pairs with broken percent signs, or not in UTF-8, were left out
};

// Absolute form as origin form: "HTTP://host/path?x" -> "/path?x"; any other as it is. "" without a host.
std::string origin_form(std::string_view target);

// The authority of an absolute form, "" of any other: it counts instead of the field Host (RFC 9112 3.2.2).
std::string_view authority_of_target(std::string_view target);

// Whose name an authority holds, as names are compared: "Portal.ORG.:8080" -> "portal.org",
// "[2001:DB8::1]:80" -> "[2001:db8::1]". "" for what is no host with or without a port (RFC 9110 7.2).
std::string host_name(std::string_view authority);

// The address of a page with a query; empty values are left out.
std::string with_query(std::string path,
                       const std::vector<std::pair<std::string_view, std::string_view>>& query);

// Origin form, absolute form, or "*" (path "*"). Nothing for a path with broken percent signs, text that is
// not UTF-8, and control characters.
std::optional<Target> parse_target(std::string_view target);

// "192.0.2.1", "2001:db8::1" or CIDR, "10.0.0.0/8". Not the whole Internet (/0).
bool is_network(std::string_view text);
// Whether one of `networks` holds the address; 192.0.2.1 and ::ffff:192.0.2.1 are the same.
bool in_networks(const std::vector<std::string>& networks, std::string_view address);

// The client's address: `peer`, unless it is in one of the networks `trusted`: then the last address of
// X-Forwarded-For that is not. What is no IP address is not believed.
std::string client_address(std::string_view peer, std::string_view forwarded_for,
                           const std::vector<std::string>& trusted);

}  // namespace wufei::http
