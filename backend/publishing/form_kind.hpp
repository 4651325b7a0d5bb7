// One kind of things that editors write in one form: announcements, values of indicators, things of the
// guide, cells. Its pages are the same for all: a new one, one of them with its steps, its form.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "publishing/flow.hpp"

namespace wufei::http {

// What residents read, or read before it was taken back.
struct Standing {
  service::Draft draft;
  bool stands = false;  // they read it now
};

struct FormKind {
  EditorFlow flow;         // add_form_kind() fills its `show` and `faults`
  std::string desk;        // path of the list
  std::string prefix;      // of the items' names
  contract::Text list;     // its name
  contract::Text fresh{};  // name of the page of a new one
  service::DraftFields fields;
  std::optional<contract::Text> facts_title = std::nullopt;
  contract::Text form_title = contract::Text::server_publishing_edit;
  bool unfinished = false;  // a version may be kept that cannot be published yet

  std::function<std::string(const std::string& item, const service::Draft&)> title;
  // Nothing when it was never published.
  std::function<std::optional<Standing>(const std::string& item)> standing;
  // What keeps it from being published.
  std::function<service::DraftFaults(const std::string& item, const service::Draft&)> faults;
  // Of a field that is chosen.
  std::function<std::vector<SelectField::Group>(const std::string& item, std::string_view key)> choices;
  // Of the n-th try, 1.., for a new one; "" = there is none left. Null: none is made.
  std::function<std::string(const service::Draft&, int number)> name = nullptr;
  // Whether this one has the field; null: each has all.
  std::function<bool(const std::string& item, std::string_view key)> has = nullptr;
  std::function<std::string(const std::string& item, const service::DraftField&)> hint = nullptr;
  std::function<void(HtmlWriter&, const std::string& item)> beside = nullptr;  // below what it says
};
using FormKindPtr = std::shared_ptr<FormKind>;

// DESK/new where it can be, and the pattern of one with /edit and its steps; the list is the kind's own.
void add_form_kind(const EditorGroundPtr& editor, const FormKindPtr& kind);

// The version that is written now, else what residents have.
service::Draft draft_of_thing(const FormKind& kind, const service::Manuscript& manuscript);
std::vector<FormFault> form_faults(const FormKind& kind, const service::DraftFaults& faults);
// "PREFIX" + "x" + ".json" -> "x", and back.
std::string id_of_item(const FormKind& kind, std::string_view item);
std::string item_of_id(const FormKind& kind, std::string_view id);

}  // namespace wufei::http
