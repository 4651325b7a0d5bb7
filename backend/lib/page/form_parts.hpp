// What every form of ours that works without a program is made of: the list of what is wrong, questions with
// label, hint and fault, fields and selects that keep what was typed. Writes markup only; a form's own fields
// and order are its subject's.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/document/document.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {

// One thing that is wrong.
struct FormFault {
  std::string field;      // id of its control, "" = the form as a whole
  std::string label;      // said before the text in the list; "" = the text says it
  std::string text;       // the same in the list and at the field
  std::string href = {};  // where the list leads; "" = to the field
};

struct TextField {
  std::string name, label, hint, value;
  std::string_view type = "text";  // "area": several lines; "date": a day, shown also when it was pasted
  std::string_view autocomplete = "off";
  std::string_view inputmode = kNoAttribute;
  std::string_view accept = kNoAttribute;   // type "file": several of these media types
  std::string_view capture = kNoAttribute;  // type "file": one of the camera, "environment" or "user"
  std::size_t limit = 0;                    // code points, 0 = not said
  int rows = 4;                             // type "area": lines that are seen at once
  std::string min = {}, max = {};           // type "date": "YYYY-MM-DD", both included; "" = none
};

struct SelectField {
  std::string name, label, hint, value;
  struct Group {
    std::string label;  // "" = none
    std::vector<contract::Choice> choices;
  };
  std::vector<Group> groups;
};

class FormParts {
 public:
  // `faults` in the order of the page: the first one's field gets the focus.
  FormParts(HtmlWriter& out, std::vector<FormFault> faults) : out_(out), faults_(std::move(faults)) {}

  // How many things are wrong and where; nothing when nothing is.
  void summary();
  [[nodiscard]] bool is_wrong(std::string_view name) const;
  // "autofocus" for the control of the first fault, else kNoAttribute.
  [[nodiscard]] std::string_view focus(std::string_view name) const;
  void faults_of(std::string_view name);

  void text_field(const TextField& field);
  void select_field(const SelectField& field);
  void checkbox(const std::string& name, std::string_view label, bool checked);
  void hidden(std::string_view name, std::string_view value);
  // name "" = one that carries nothing.
  void button(std::string_view text, std::string_view name = {}, std::string_view value = {},
              std::string_view look = kNoAttribute, std::string_view icon = {});

 private:
  void open_question(const std::string& name, std::string_view label, std::string_view hint);
  [[nodiscard]] std::string described_by(const std::string& name, std::string_view hint) const;

  HtmlWriter& out_;
  std::vector<FormFault> faults_;
};

}  // namespace wufei::http
