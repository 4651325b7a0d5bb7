// One step of a record under way, shared by the parts of ManifestService.
#pragma once

#include "waste/manifest/manifest_service.hpp"

namespace wufei::service {

struct ManifestService::Turn {
  const ManifestStep& step;
  const ManifestCaller& caller;
  const WasteContent& content;
  const contract::WasteField& field;
  contract::UtcSeconds now = 0;
  contract::ManifestRecord record;  // as it was
  contract::Manifest next;          // as it becomes
  const contract::Transition* row = nullptr;
  std::string child = {};  // number kept for one
  std::string told = {};   // detail of the event, when it is not what changed
};

}  // namespace wufei::service
