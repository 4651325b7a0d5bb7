// Records of movement at the desk: for the parties that are named on them, for drivers, for staff. To
// everybody else they do not exist.
#pragma once

#include <memory>
#include <string>

#include "account/staff_door.hpp"
#include "waste/manifest/manifest_view.hpp"

namespace wufei::http {

struct ManifestRoom {
  StaffDoor& door;
  service::ManifestService& manifests;
  service::Clock& clock;
  std::string public_url;  // "https://host", "" = not known
};

// GET and POST /desk/waste/manifests/new, GET /desk/waste/manifests, below it /{number} with /edit, /revise
// (GET and POST), /step (POST) and /pdf; those of road_pages.hpp.
void add_manifest_pages(const std::shared_ptr<const ManifestRoom>& room);

}  // namespace wufei::http
