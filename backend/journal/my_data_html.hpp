// The pages on which people see, copy and erase what is kept of a record of theirs. Writes markup only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "journal/my_data_door.hpp"
#include "lib/page/form_parts.hpp"

namespace wufei::http {

struct MyDataForm {
  std::string reference;  // as typed; the secret is never written back
  std::vector<FormFault> faults = {};
  std::string note = {};  // why it is asked again, "" = for the first time
};
std::string my_data_form_html(const MyDataDoor& door, const MyDataForm& form);
// The record, or what became of it once it is erased. `line`: the county's telephone number.
std::string my_data_html(const MyDataDoor& door, const contract::MyData& data, std::string_view line);
// The question before it is erased, or why it can not be.
std::string my_data_erase_html(const MyDataDoor& door, const contract::MyData& data, std::string_view line,
                               std::string_view proof);
// Where the pages of one record stand; `below`: "", "/data.json", "/photographs/N", "/erase".
std::string my_data_path(const MyDataDoor& door, std::string_view reference, std::string_view below = {});

}  // namespace wufei::http
