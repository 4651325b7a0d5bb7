// The page of one declaration.
#pragma once

#include <string>
#include <vector>

#include "desk/desk_parts.hpp"
#include "waste/declaration/declaration_service.hpp"
#include "waste/party/desk/party_room.hpp"

namespace wufei::http {

struct DeclarationView {
  const service::PartyCaller& caller;
  const service::DeclarationFile& file;
  const contract::WasteField& field;
  std::string back;  // page that it is listed on
  std::string path;  // its own
  std::vector<FormFault> faults = {};
  const std::vector<service::LineWish>* typed = nullptr;
  std::string reason = {};
  bool stale = false;  // it is another than the one that was typed over
};

std::string_view declare_state_words(std::optional<contract::DeclareState> state);
Tone declare_state_tone(std::optional<contract::DeclareState> state);
std::string declaration_html(const PartyRoom& room, const DeclarationView& view);
// Lines of the form "l0-code", "l0-opening" ...
std::vector<service::LineWish> lines_in(const FormFields& fields);
// Faults beside the fields of lines.
std::vector<FormFault> declaration_faults(const contract::Error& error);

}  // namespace wufei::http
