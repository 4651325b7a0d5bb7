#include "county/site/shelves.hpp"
#include "guide/guide_content.hpp"
#include "guide/guide_pages.hpp"
#include "guide/guide_parts.hpp"
#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::BlockTone;
using contract::Document;
using contract::RecyclableChange;
using contract::RecyclableKind;
using contract::Recyclables;
using contract::Text;

using Versions = std::vector<Recyclables>;

std::string version_path(const Recyclables& version) {
  return "/guide/recyclables/" + version.version;
}

std::string diff_path(const Recyclables& from, const Recyclables& to) {
  return "/guide/recyclables/diff?from=" + from.version + "&to=" + to.version;
}

const Recyclables* find_version(const Versions& versions, std::string_view name) {
  return contract::find_by(&Recyclables::version, versions, name);
}

Block group_table(const contract::RecyclableGroup& group) {
  Block block = table_block(group.name);
  block.columns = {{words(Text::server_recyclables_kind), false},
                   {words(Text::server_recyclables_examples), false},
                   {words(Text::server_recyclables_condition), false},
                   {words(Text::server_recyclables_refused), false}};
  for (const RecyclableKind& kind : group.kinds)
    block.rows.push_back({{contract::span(kind.name)},
                          {contract::span(contract::joined(kind.examples))},
                          {contract::span(kind.condition)},
                          {contract::span(kind.refused)}});
  return block;
}

// What the document is and is not: a draft of this portal must not look like an order of the county.
Block status_block(const Recyclables& version) {
  if (version.status == "published")
    return contract::note_block(BlockTone::success, words(Text::server_recyclables_published), version.note);
  if (version.status == "withdrawn")
    return contract::note_block(BlockTone::error, words(Text::server_recyclables_withdrawn), version.note);
  return contract::note_block(BlockTone::warning, words(Text::server_recyclables_draft), version.note);
}

void add_versions(Document& document, const Versions& versions, const Recyclables& shown) {
  document.blocks.push_back(contract::heading_block(2, words(Text::server_recyclables_versions), "versions"));
  std::vector<contract::Link> links;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    links.push_back({contract::text(Text::server_recyclables_version, {{"version", versions[i].version}}),
                     version_path(versions[i])});
    if (i + 1 < versions.size())
      links.push_back({contract::text(Text::server_recyclables_compare,
                                      {{"from", versions[i + 1].version}, {"to", versions[i].version}}),
                       diff_path(versions[i + 1], versions[i])});
  }
  document.blocks.push_back(links_block({}, std::move(links)));
  if (versions.size() == 1)
    document.blocks.push_back(contract::paragraph_block(
        contract::text(Text::server_recyclables_only, {{"version", shown.version}})));
}

Document version_page(const Versions& versions, const Recyclables& version) {
  Document document = guide_page(version.title, words(Text::server_recyclables_about));
  document.updated = version.version;
  document.blocks.push_back(status_block(version));
  Block facts = facts_block(version.title);
  facts.facts = {
      {words(Text::server_recyclables_version_label), {contract::span(version.version)}},
      {words(Text::server_guide_basis), {contract::span(version.basis)}},
      {words(Text::server_recyclables_print), {contract::span(words(Text::server_recyclables_print_how))}}};
  document.blocks.push_back(std::move(facts));
  for (const contract::RecyclableGroup& group : version.groups) {
    document.blocks.push_back(contract::heading_block(2, group.name, group.id));
    document.blocks.push_back(group_table(group));
  }
  add_versions(document, versions, version);
  return document;
}

contract::Span was(const std::string& text) {
  return contract::span(contract::text(Text::server_recyclables_was, {{"text", text}}));
}

// "new text (before: old text)" where they differ.
contract::Spans now_and_before(const std::string& before, const std::string& after) {
  contract::Spans spans{contract::span(after)};
  if (before != after) {
    spans[0].strong = true;
    spans.push_back(was(before));
  }
  return spans;
}

std::vector<contract::Spans> difference_row(const contract::RecyclableDifference& one) {
  const RecyclableKind& kind = one.after ? *one.after : *one.before;
  const RecyclableKind& before = one.before ? *one.before : kind;
  return {{contract::span(kind.name)},
          {contract::span(one.group->name)},
          now_and_before(contract::joined(before.examples), contract::joined(kind.examples)),
          now_and_before(before.condition, kind.condition),
          now_and_before(before.refused, kind.refused)};
}

void add_differences(Document& document, const std::vector<contract::RecyclableDifference>& all,
                     RecyclableChange change, Text heading) {
  Block block = table_block(words(heading));
  block.columns = {{words(Text::server_recyclables_kind), false},
                   {words(Text::server_recyclables_group), false},
                   {words(Text::server_recyclables_examples), false},
                   {words(Text::server_recyclables_condition), false},
                   {words(Text::server_recyclables_refused), false}};
  for (const contract::RecyclableDifference& one : all)
    if (one.change == change) block.rows.push_back(difference_row(one));
  if (block.rows.empty()) return;
  document.blocks.push_back(contract::heading_block(2, words(heading)));
  document.blocks.push_back(std::move(block));
}

Block version_choice(const Versions& versions, const Recyclables& from, const Recyclables& to) {
  Block block = filters_block(words(Text::server_recyclables_choose), "/guide/recyclables/diff");
  const auto add = [&](const char* name, Text label, const Recyclables& chosen) {
    contract::Filter filter;
    filter.name = name;
    filter.label = words(label);
    filter.value = chosen.version;
    for (const Recyclables& version : versions) filter.choices.push_back({version.version, version.version});
    block.filters.push_back(std::move(filter));
  };
  add("from", Text::server_recyclables_from, from);
  add("to", Text::server_recyclables_to, to);
  return block;
}

// Without a choice: the newest version against the one before.
contract::Result<Document> diff_page(const Versions& versions, const PageCall& call) {
  const auto chosen = [&](const char* name, const Recyclables& otherwise) {
    return call.value(name).empty() ? &otherwise : find_version(versions, call.value(name));
  };
  const Recyclables* from = chosen("from", versions.size() > 1 ? versions[1] : versions[0]);
  const Recyclables* to = chosen("to", versions[0]);
  if (!from || !to) return contract::make_error(contract::ErrorCode::not_found, "no such version");
  Document document =
      guide_page(words(Text::server_recyclables_diff_title), words(Text::server_recyclables_diff_about));
  document.crumbs.push_back({words(Text::server_guide_recyclables), "/guide/recyclables"});
  document.indexed = versions.size() > 1;
  if (versions.size() == 1) {
    document.blocks.push_back(
        contract::note_block(BlockTone::info, words(Text::server_recyclables_nothing_to_compare),
                             contract::text(Text::server_recyclables_only, {{"version", to->version}})));
    return document;
  }
  document.blocks.push_back(version_choice(versions, *from, *to));
  const auto differences = contract::recyclable_differences(*from, *to);
  document.blocks.push_back(contract::paragraph_block(contract::text(
      differences.empty() ? Text::server_recyclables_same : Text::server_recyclables_counts,
      {{"from", from->version}, {"to", to->version}, {"count", std::to_string(differences.size())}})));
  add_differences(document, differences, RecyclableChange::added, Text::server_recyclables_added);
  add_differences(document, differences, RecyclableChange::removed, Text::server_recyclables_removed);
  add_differences(document, differences, RecyclableChange::changed, Text::server_recyclables_changed);
  return document;
}

contract::Result<Document> version_or_404(const Versions& versions, std::string_view name) {
  const Recyclables* version = find_version(versions, name);
  if (!version) return contract::make_error(contract::ErrorCode::not_found, "no such version");
  Document document = version_page(versions, *version);
  document.crumbs.push_back({words(Text::server_guide_recyclables), "/guide/recyclables"});
  return document;
}

}  // namespace

void add_recyclables_pages(DocumentBook& book, service::ContentSource& source) {
  book.add({.pattern = "/guide/recyclables",
            .make = [&source](const PageCall&) -> contract::Result<Document> {
              const auto content = source.current();
              return version_page(content->get<service::GuideContent>().recyclables,
                                  content->get<service::GuideContent>().recyclables.front());
            },
            .listing = Listing{Shelf::guide, Text::server_site_map_recyclables}});
  book.add({.pattern = "/guide/recyclables/diff",
            .query = {"from", "to"},
            .make = [&source](const PageCall& call) {
              return diff_page(source.current()->get<service::GuideContent>().recyclables, call);
            }});
  book.add({.pattern = "/guide/recyclables/{version}",
            .make =
                [&source](const PageCall& call) {
                  return version_or_404(source.current()->get<service::GuideContent>().recyclables,
                                        call.parameter("version"));
                },
            .paths =
                [&source] {
                  std::vector<std::string> paths;
                  const auto content = source.current();  // stays while it is read
                  for (const Recyclables& version : content->get<service::GuideContent>().recyclables)
                    paths.push_back(version_path(version));
                  return paths;
                }});
}

}  // namespace wufei::http
