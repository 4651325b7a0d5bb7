// Pages of manifests as markup: the list, one record with what can be done, a driver's day.
#pragma once

#include <string>
#include <vector>

#include "waste/manifest/manifest_form.hpp"

namespace wufei::http {

struct ManifestListView {
  const contract::StaffCaller& caller;
  const service::WasteContent& content;
  const service::ManifestList& list;
  service::ManifestFilter filter;
  bool staff = false, may_draft = false;
  std::vector<FormFault> faults = {};
  std::string typed = {};  // a number that was searched for
};
std::string manifest_list_html(const ManifestListView& view);

struct ManifestPageView {
  const contract::StaffCaller& caller;
  const service::WasteContent& content;
  const contract::WasteField& field;
  const service::ManifestView& view;
  const service::ManifestService::Choices& choices;
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  bool done = false;
  bool brief = false;      // a driver's, whose phone keeps it
  bool ask_again = false;  // shows the box that confirms a weight
  contract::UtcSeconds now = 0;
};
std::string manifest_page_html(const ManifestPageView& page);
// The form of a correction.
std::string revision_form_html(const ManifestPageView& page);

struct RoadView {
  const contract::StaffCaller& caller;
  const service::WasteContent& content;
  const service::ManifestList& list;
  std::vector<contract::WasteVehicle> vehicles;
  std::string vehicle;
  contract::UtcSeconds now = 0;
  bool kept = false;  // the driver's phone keeps it
  bool done = false;
};
std::string road_html(const RoadView& view);
std::string road_path(std::string_view number);

}  // namespace wufei::http
