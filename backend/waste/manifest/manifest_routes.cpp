#include "waste/manifest/manifest_routes.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/base/words.hpp"
#include "lib/web/problem_reply.hpp"
#include "waste/manifest/manifest_number.hpp"
#include "waste/manifest/manifest_words.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::PublicManifest;

contract::Result<PublicManifest> asked(const Request& request, service::ManifestService& manifests) {
  const auto number = contract::normalised_manifest_number(request.path_parameter("number"));
  if (!number) return contract::make_error(contract::ErrorCode::not_found, "no such manifest");
  return manifests.find_public(*number);
}

Response reply_json(const Request& request, service::ManifestService& manifests) {
  const auto manifest = asked(request, manifests);
  if (!manifest) return problem_response(manifest.error(), request);
  return json_response(200, {{"number", manifest->number},
                             {"field", manifest->field},
                             {"field_name", manifest->field_name},
                             {"state", contract::manifest_state_name(manifest->state)},
                             {"state_text", state_words(manifest->state)},
                             {"boundary", manifest->boundary}});
}

// A page for people, whatever it says: nothing of it is kept or found.
Response page_response(int status, const DocumentBook& book, contract::Document document) {
  document.indexed = false;
  Response response = text_response(status, "text/html; charset=utf-8", book.write(document));
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("X-Robots-Tag", "noindex");
  return response;
}

Response missing_page(const DocumentBook& book, const contract::Error& error) {
  contract::Document document;
  document.title = contract::error_title(error.code);
  document.blocks.push_back(contract::paragraph_block(std::string(contract::error_explanation(error.code))));
  return page_response(contract::error_status(error.code), book, std::move(document));
}

Response reply_page(const Request& request, const DocumentBook& book, service::ManifestService& manifests) {
  const auto manifest = asked(request, manifests);
  if (!manifest) return missing_page(book, manifest.error());
  contract::Document document;
  document.path = "/waste/m/" + manifest->number;
  document.title = words(Text::server_manifest_public_title);
  contract::Block facts;
  facts.kind = contract::BlockKind::facts;
  facts.text = document.title;
  facts.facts = {
      {words(Text::server_manifest_public_number), {contract::span(manifest->number)}},
      {words(Text::server_manifest_f_field), {contract::span(manifest->field_name)}},
      {words(Text::server_manifest_state), {contract::span(std::string(state_words(manifest->state)))}}};
  document.blocks.push_back(std::move(facts));
  document.blocks.push_back(contract::paragraph_block(manifest->boundary));
  return page_response(200, book, std::move(document));
}

}  // namespace

void add_manifest_routes(Router& router, const DocumentBook& book, service::ManifestService& manifests) {
  router.add(Route::get("/api/v1/manifests/{number}", "get_manifest",
                        [&manifests](const Request& request) { return reply_json(request, manifests); }));
  router.add(Route::get("/waste/m/{number}", "manifest_page", [&book, &manifests](const Request& request) {
    return reply_page(request, book, manifests);
  }));
}

}  // namespace wufei::http
