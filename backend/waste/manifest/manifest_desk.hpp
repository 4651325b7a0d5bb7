// What the pages of manifests share: who asks, the record that is meant, how it is shown again.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "waste/manifest/manifest_pages.hpp"

namespace wufei::http {

using ManifestPage =
    std::function<Response(const ManifestRoom&, const Request&, const contract::StaffCaller&)>;
using ManifestForm = std::function<Response(const ManifestRoom&, const Request&, const contract::StaffCaller&,
                                            const FormFields&)>;
// For whoever is signed in: to who is no party of it, a record does not exist.
void add_manifest_page(const std::shared_ptr<const ManifestRoom>& room, std::string_view pattern,
                       std::string_view name, ManifestPage work);
void add_manifest_form(const std::shared_ptr<const ManifestRoom>& room, std::string_view pattern,
                       std::string_view name, ManifestForm work);
// GET and POST /desk/waste/manifests/new and /{number}/edit.
void add_manifest_draft_pages(const std::shared_ptr<const ManifestRoom>& room);

contract::Error no_manifest_here();
// Errors: not_found (no role for waste, a member of no party).
contract::Result<service::ManifestCaller> manifest_caller(const ManifestRoom& room,
                                                          const contract::StaffCaller& caller);
bool may_draft_manifest(const service::ManifestCaller& who);
// Canonical; "" when the path holds none.
std::string manifest_number_in(const Request& request);
int manifest_version_in(const FormFields& fields);
Response manifest_reply(const ManifestRoom& room, const contract::StaffCaller& caller, std::string path,
                        contract::Text title, std::string markup, int status = 200);

struct ManifestAgain {
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  int status = 200;
  bool ask_again = false;  // a weight is to be confirmed
};
// The record's page, as it is now.
Response show_manifest(const ManifestRoom& room, const Request& request, const contract::StaffCaller& caller,
                       const service::ManifestCaller& who, const ManifestAgain& again = {});
// Where a step leads when it is done.
Response manifest_done(const service::ManifestCaller& who, const std::string& number);

struct PostedManifest {
  service::ManifestCaller who;
  contract::ManifestRecord record;  // as it was when the form came
  const contract::WasteField* field = nullptr;
  service::ContentPtr content;  // holds the field
};

// Errors: not_found.
contract::Result<PostedManifest> posted_manifest(const ManifestRoom& room, const Request& request,
                                                 const contract::StaffCaller& caller);

}  // namespace wufei::http
