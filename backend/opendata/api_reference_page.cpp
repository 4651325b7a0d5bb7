#include "opendata/api_reference_page.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "county/site/shelves.hpp"
#include "disclosure/disclosure_page.hpp"
#include "lib/base/error.hpp"
#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "opendata/openapi_document.hpp"

namespace wufei::http {
namespace {

using contract::Document;
using contract::Json;
using contract::Spans;
using contract::Text;

contract::Span code_span(std::string text) {
  contract::Span span = contract::span(std::move(text));
  span.code = true;
  return span;
}

// The object that a {"$ref": "#/components/..."} names, else the object itself.
const Json& resolved(const Json& api, const Json& json) {
  const std::string reference = contract::text_or_empty(json, "$ref");
  if (reference.size() < 2) return json;
  const Json::json_pointer pointer(reference.substr(1));
  return api.contains(pointer) ? api.at(pointer) : json;
}

std::string name_of_reference(const Json& json) {
  const std::string reference = contract::text_or_empty(json, "$ref");
  return reference.substr(reference.rfind('/') + 1);
}

// "array of Slot", "string", "Pickup", "string | null".
std::string type_of(const Json& schema) {
  if (schema.contains("$ref")) return name_of_reference(schema);
  const auto type = schema.find("type");
  if (type == schema.end()) return schema.contains("enum") ? "enum" : "any";
  if (type->is_string() && *type->get_ptr<const std::string*>() == "array")
    return "array of " + type_of(contract::object_or_empty(schema, "items"));
  if (const auto* name = type->get_ptr<const std::string*>()) return *name;
  std::string names;
  for (const Json& name : *type) {
    const auto* text = name.get_ptr<const std::string*>();
    if (text != nullptr) names += (names.empty() ? "" : " | ") + *text;
  }
  return names;
}

std::string constraints_of(const Json& schema) {
  std::string text;
  for (const char* name :
       {"format", "pattern", "enum", "minimum", "maximum", "minLength", "maxLength", "default"})
    if (const auto found = schema.find(name); found != schema.end())
      text += (text.empty() ? "" : ", ") + std::string(name) + " " + contract::to_text(*found);
  return text;
}

contract::Block parameters_of(const Json& api, const Json& operation, const Json& path) {
  std::vector<std::vector<Spans>> rows;
  for (const Json* owner : {&path, &operation})
    for (const Json& entry : contract::array_or_empty(*owner, "parameters")) {
      const Json& row = resolved(api, entry);
      const Json& schema = contract::object_or_empty(row, "schema");
      const bool required = contract::flag_or(row, "required", false);
      rows.push_back(
          {{code_span(contract::text_or_empty(row, "name"))},
           {contract::span(contract::text_or_empty(row, "in"))},
           {contract::span(type_of(schema))},
           {contract::span(words(required ? Text::server_data_required : Text::server_data_optional))},
           text_or_none(contract::text_or_empty(row, "description") +
                        (constraints_of(schema).empty() ? "" : " (" + constraints_of(schema) + ")"))});
    }
  return table_block(words(Text::server_api_parameters),
                     {{words(Text::server_api_name), false},
                      {words(Text::server_api_in), false},
                      {words(Text::server_data_type), false},
                      {words(Text::server_data_presence), false},
                      {words(Text::server_data_meaning), false}},
                     std::move(rows));
}

std::string content_of(const Json& message) {
  std::string text;
  for (const auto& [media, about] : contract::object_or_empty(message, "content").items()) {
    const Json& schema = contract::object_or_empty(about, "schema");
    text += (text.empty() ? "" : "; ") + media;
    if (!schema.empty()) text += ": " + type_of(schema);
  }
  return text;
}

contract::Block replies_of(const Json& api, const Json& operation) {
  std::vector<std::vector<Spans>> rows;
  for (const auto& [status, entry] : contract::object_or_empty(operation, "responses").items()) {
    const Json& reply = resolved(api, entry);
    rows.push_back({{contract::span(status)},
                    text_or_none(contract::text_or_empty(reply, "description")),
                    text_or_none(content_of(reply))});
  }
  return table_block(words(Text::server_api_replies),
                     {{words(Text::server_api_status), false},
                      {words(Text::server_data_meaning), false},
                      {words(Text::server_api_content), false}},
                     std::move(rows));
}

std::string about_with(std::string about, const std::string& limits) {
  if (limits.empty()) return about;
  if (!about.empty()) about += ' ';
  return about.append("(").append(limits).append(")");
}

// Members of an object schema; nothing for other schemas.
contract::Block members_of(const Json& schema, const std::string& caption) {
  std::vector<std::vector<Spans>> rows;
  const Json& required = contract::array_or_empty(schema, "required");
  for (const auto& [name, member] : contract::object_or_empty(schema, "properties").items()) {
    const bool needed = contract::is_among(required, Json(name));
    const std::string about = contract::text_or_empty(member, "description");
    rows.push_back({{code_span(name)},
                    {contract::span(type_of(member))},
                    {contract::span(words(needed ? Text::server_data_required : Text::server_data_optional))},
                    text_or_none(about_with(about, constraints_of(member)))});
  }
  return table_block(caption,
                     {{words(Text::server_api_name), false},
                      {words(Text::server_data_type), false},
                      {words(Text::server_data_presence), false},
                      {words(Text::server_data_meaning), false}},
                     std::move(rows));
}

void add_operation(Document& page, const Json& api, const std::string& path, const std::string& method,
                   const Json& operation) {
  std::string verb = method;
  std::transform(verb.begin(), verb.end(), verb.begin(),
                 [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  page.blocks.push_back(
      contract::heading_block(2, verb + " " + path, contract::text_or_empty(operation, "operationId")));
  page.blocks.push_back(contract::paragraph_block(contract::text_or_empty(operation, "summary")));
  if (const std::string more = contract::text_or_empty(operation, "description"); !more.empty())
    page.blocks.push_back(contract::paragraph_block(more));
  contract::Block parameters =
      parameters_of(api, operation, contract::object_or_empty(api["paths"], path.c_str()));
  if (!parameters.rows.empty()) page.blocks.push_back(std::move(parameters));
  if (const Json& body = resolved(api, contract::object_or_empty(operation, "requestBody")); !body.empty())
    page.blocks.push_back(contract::paragraph_block(words(Text::server_api_body) +
                                                    words(Text::server_plan_colon) + content_of(body)));
  page.blocks.push_back(replies_of(api, operation));
}

constexpr const char* kReference = "/api-reference";
constexpr const char* kSchemas = "schemas";

struct Operation {
  std::string path, method;
  const Json* about = nullptr;
};

// By the tag that they belong to, in the order of the description.
std::map<std::string, std::vector<Operation>> operations_by_tag(const Json& api) {
  std::map<std::string, std::vector<Operation>> all;
  for (const auto& [path, operations] : api["paths"].items())
    for (const auto& [method, operation] : operations.items()) {
      const Json& tags = contract::array_or_empty(operation, "tags");
      const auto* name = tags.empty() ? nullptr : tags.front().get_ptr<const std::string*>();
      if (name != nullptr) all[*name].push_back({path, method, &operation});
    }
  return all;
}

Document group_page(const std::string& name, std::string about) {
  Document page = disclosure_page(words(Text::server_api_reference) + words(Text::server_plan_colon) + name,
                                  std::move(about), {{words(Text::server_api_reference), kReference}});
  page.blocks.push_back(contract::paragraph_block(page.description));
  return page;
}

// Below the first paragraph: what stands on the page, to go there at once.
void add_contents(Document& page) {
  contract::Block contents = links_block({});
  contents.anchor = "contents";
  for (const contract::Block& block : page.blocks)
    if (block.kind == contract::BlockKind::heading)
      contents.items.push_back({contract::link_span(block.text, "#" + block.anchor)});
  contents.fold = words(Text::server_article_contents);
  contents.fold_note =
      contract::text(Text::server_article_contents_note, {{"count", std::to_string(contents.items.size())}});
  page.blocks.insert(page.blocks.begin() + 1, std::move(contents));
}

Document tag_page(const Json& api, const std::string& name, std::string about,
                  const std::vector<Operation>& operations) {
  Document page = group_page(name, std::move(about));
  for (const Operation& operation : operations)
    add_operation(page, api, operation.path, operation.method, *operation.about);
  add_contents(page);
  return page;
}

Document schemas_page(const Json& api) {
  Document page = group_page(words(Text::server_api_schemas), words(Text::server_api_about));
  const Json& components = contract::object_or_empty(api, "components");
  for (const auto& [name, schema] : contract::object_or_empty(components, "schemas").items()) {
    page.blocks.push_back(contract::heading_block(2, name, "schema-" + name));
    if (const std::string about = contract::text_or_empty(schema, "description"); !about.empty())
      page.blocks.push_back(contract::paragraph_block(about));
    contract::Block members = members_of(schema, name);
    if (!members.rows.empty()) page.blocks.push_back(std::move(members));
  }
  add_contents(page);
  return page;
}

// The first page, "", and one for each group: all of it on one page was 400 screens of a telephone.
using Reference = std::map<std::string, Document, std::less<>>;

Reference read_reference() {
  Reference reference;
  Document first = disclosure_page(words(Text::server_api_reference), words(Text::server_api_about));
  first.blocks.push_back(contract::paragraph_block(words(Text::server_api_intro)));
  first.blocks.push_back(spans_block("", {contract::link_span("openapi.json", "/api/v1/openapi.json"),
                                          contract::link_span(words(Text::server_open_data), "/open-data")}));
  const auto api = contract::parse_json(openapi_document());
  contract::Block groups = cards_block(words(Text::server_api_reference));
  const auto add = [&](const std::string& name, const std::string& title, Document page) {
    groups.cards.push_back(card_to(std::string(kReference) + "/" + name, title, {}, page.description));
    reference.emplace(name, std::move(page));
  };
  if (api) {
    const auto operations = operations_by_tag(*api);
    for (const Json& tag : contract::array_or_empty(*api, "tags")) {
      const std::string name = contract::text_or_empty(tag, "name");
      if (const auto own = operations.find(name); own != operations.end())
        add(name, name, tag_page(*api, name, contract::text_or_empty(tag, "description"), own->second));
    }
    add(kSchemas, words(Text::server_api_schemas), schemas_page(*api));
  }
  first.blocks.push_back(std::move(groups));
  reference.emplace("", std::move(first));
  return reference;
}

std::vector<std::string> group_paths(const Reference& reference) {
  std::vector<std::string> paths;
  for (const auto& [name, page] : reference)
    if (!name.empty()) paths.push_back(std::string(kReference) + "/" + name);
  return paths;
}

}  // namespace

void add_api_reference_page(DocumentBook& book) {
  const auto reference = std::make_shared<const Reference>(read_reference());
  book.add({.pattern = kReference,
            .make = [reference](const PageCall&) -> contract::Result<Document> { return reference->at(""); },
            .listing = Listing{Shelf::data, Text::server_site_map_api}});
  book.add({.pattern = std::string(kReference) + "/{group}",
            .make = [reference](const PageCall& call) -> contract::Result<Document> {
              const auto page = reference->find(call.parameter("group"));
              if (page == reference->end())
                return contract::make_error(contract::ErrorCode::not_found, "no such group");
              return page->second;
            },
            .paths = [reference] { return group_paths(*reference); }});
}

}  // namespace wufei::http
