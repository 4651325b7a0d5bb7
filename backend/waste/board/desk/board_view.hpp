// The page of one offer at the desk.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/desk_parts.hpp"
#include "waste/board/board_service.hpp"

namespace wufei::http {

struct OfferView {
  const service::PartyCaller& caller;
  const service::ContentSet& content;
  const StaffNames& names;
  const service::OfferFile& file;
  std::string back, path;  // the list that it is in; its own page
  std::vector<FormFault> faults = {};
  std::string reason = {}, message = {};  // as typed
  std::optional<service::OfferContact> contact = {};
};

std::string offer_html(const OfferView& view);

}  // namespace wufei::http
