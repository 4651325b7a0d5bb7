// What stands around every page of the desk: the county's name, who is signed in and the way out, the places
// that this account may open. Writes markup only.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "account/account.hpp"
#include "lib/document/document.hpp"

namespace wufei::http {

// A place in the desk's navigation; shown to those who may open it.
struct DeskEntry {
  std::string path;  // begins with /desk
  std::string title;
  std::string icon;  // name in the icon font
  contract::Permission permission = contract::Permission::own_account;
};

struct DeskFrame {
  std::string site;                               // name of the site
  std::string mark;                               // beside it, e.g. that all is on trial; "" = none
  std::string style;                              // link to the style sheet of the desk
  std::string scripts = {};                       // links to those that this account's pages need
  std::vector<DeskEntry> entries = {};            // those that the caller may open
  const contract::StaffCaller* caller = nullptr;  // null: nobody is signed in
};

// The link to a style sheet of the desk in the packed client, "desk" or "wall"; "" without one: its pages are
// plain then.
std::string desk_style_link(const std::filesystem::path& www, std::string_view name = "desk");
// The same of a script: "crew" and "road" keep a crew's and a driver's pages for a day without a network and
// take them away again, "board" notices what colleagues change, "wall" keeps a wall up to date.
std::string desk_script_link(const std::filesystem::path& www, std::string_view name);
// A complete page. `document.path` lights the longest entry that it begins with.
std::string desk_page(const DeskFrame& frame, const contract::Document& document);

}  // namespace wufei::http
