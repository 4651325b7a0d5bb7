#include "publishing/guide/item_pages.hpp"

#include <algorithm>
#include <set>

#include "county/county_content.hpp"
#include "guide/guide_parts.hpp"
#include "lib/base/error.hpp"
#include "lib/base/percent.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"
#include "publishing/guide/item_draft.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::GuideItem;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::Draft;
using service::DraftFaults;
using service::Manuscript;

constexpr std::size_t kFoundItems = 12;
constexpr int kMostOfReading = 50;

const contract::Guide& guide_of(const service::ContentSet& content) {
  return content.get<service::GuideContent>().guide;
}

bool is_item_id(std::string_view id) {
  return !id.empty() && id.size() <= 60 && id.front() >= 'a' && id.front() <= 'z' &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

// ---- The list

void write_item_search(HtmlWriter& out, const std::string& query) {
  FormParts parts(out, {});
  out.open("form", {{"class", "filters"}, {"method", "get"}, {"action", kItemsDesk}, {"role", "search"}});
  parts.text_field({.name = "q",
                    .label = words(Text::server_publishing_item_find),
                    .hint = {},
                    .value = query,
                    .limit = 24});
  parts.button(contract::text(Text::server_publishing_find));
  out.close("form");
}

void write_found_items(HtmlWriter& out, const EditorGround& editor, const FormKind& kind,
                       const std::string& query) {
  const service::GuideFound found = editor.guide.search(query, kFoundItems);
  out.element("h2", contract::text(Text::server_publishing_item_found));
  if (found.answer.hits.empty())
    out.element("p", contract::text(Text::server_publishing_item_none), {{"class", "empty"}});
  out.open("ul", {{"class", "inbox"}});
  for (const contract::GuideHit& hit : found.answer.hits) {
    const GuideItem& item = found.guide().items[hit.item];
    write_listed(out, {kind.flow.path(item_of_id(kind, item.id)), item.name,
                       guide_category_name(found.guide(), item.category)});
  }
  out.close("ul");
}

void write_written_items(HtmlWriter& out, const FormKind& kind, std::vector<storage::LatestStep> latest) {
  std::stable_sort(latest.begin(), latest.end(), [](const auto& a, const auto& b) {
    const bool first = a.step.kind == storage::StepKind::submitted,
               second = b.step.kind == storage::StepKind::submitted;
    return first != second ? first : a.step.at > b.step.at;
  });
  out.element("h2", contract::text(Text::server_publishing_item_written));
  if (latest.empty())
    out.element("p", contract::text(Text::server_publishing_item_nothing), {{"class", "empty"}});
  out.open("ul", {{"class", "inbox"}});
  for (const storage::LatestStep& one : latest) {
    const Draft draft = service::draft_from(kind.fields, one.saved);
    const std::string_view name = service::draft_value(draft, "name");
    write_listed(out,
                 {kind.flow.path(one.item), name.empty() ? id_of_item(kind, one.item) : std::string(name),
                  colleague(one.step.actor) + " " + moment_words(one.step.at), &one.step});
  }
  out.close("ul");
}

Response show_items(const EditorGround& editor, const FormKind& kind, const Request& request,
                    const StaffCaller& caller) {
  const auto latest = editor.publishing.list(kind.prefix);
  if (!latest) return editor.door.refusal(request, caller, latest.error());
  const auto waiting = editor.guide.count_unknown();
  if (!waiting) return editor.door.refusal(request, caller, waiting.error());
  const std::string query = service::without_unseen(request.query_value("q"));
  HtmlWriter out;
  write_list_head(out, caller, kind.list, kind.desk + "/new", kind.fresh);
  if (caller.may(Permission::edit_content))
    out.open("p")
        .link(kWordsDesk,
              contract::text(Text::server_publishing_words_waiting, {{"count", std::to_string(*waiting)}}))
        .close("p");
  write_item_search(out, query);
  if (!query.empty()) write_found_items(out, editor, kind, query);
  write_written_items(out, kind, *latest);
  return editor_reply(editor, caller, kind.desk, words(kind.list), out.take());
}

// ---- What keeps it

DraftFaults item_faults(const EditorGround& editor, const FormKind& kind, const std::string& item,
                        const Draft& draft) {
  const auto content = editor.content.current();
  const std::string id = id_of_item(kind, item);
  DraftFaults faults = service::item_typing_faults(draft);
  const DraftFaults names = service::item_name_faults(draft, id, guide_of(*content));
  faults.insert(faults.end(), names.begin(), names.end());
  if (!faults.empty()) return faults;
  const auto broken = editor.keeper.faults_with(item, service::item_file(service::item_of(draft, id)));
  if (!broken) return {{{}, std::string(contract::error_explanation(broken.error().code))}};
  return service::item_rule_faults(*broken, item, content->get<service::CountyContent>().site.service_number);
}

// Other pages name it.
std::vector<FormFault> item_holds(const EditorGround& editor, const FormKind& kind, const std::string& item) {
  const auto content = editor.content.current();
  const GuideItem* one = contract::find_guide_item(guide_of(*content), id_of_item(kind, item));
  if (one == nullptr) return {};
  const auto broken = editor.keeper.faults_with(item, service::item_file(*one, "-"));
  if (broken && broken->empty()) return {};
  return {{{}, {}, words(Text::server_publishing_item_held)}};
}

// ---- Its steps

contract::Status publish_item(const EditorGround& editor, const FormKind& kind, const Manuscript& manuscript,
                              int version, const contract::Actor& actor) {
  const storage::PublishingStep* saved = manuscript.saved(version);
  if (saved == nullptr) return contract::make_error(ErrorCode::precondition, "no such version");
  const GuideItem item =
      service::item_of(service::draft_from(kind.fields, saved->body), id_of_item(kind, manuscript.item));
  const auto done = editor.publishing.publish_file(manuscript.item, version, service::item_file(item), actor);
  // What residents looked for in vain may be answered now; else it waits on, and nothing is lost.
  if (done) (void)editor.guide.close_answered(actor);
  return done;
}

contract::Status withdraw_item(const EditorGround& editor, const FormKind& kind, const Manuscript& manuscript,
                               std::size_t seen, const std::string& reason, const contract::Actor& actor) {
  const auto content = editor.content.current();
  const GuideItem* item = contract::find_guide_item(guide_of(*content), id_of_item(kind, manuscript.item));
  if (item == nullptr) return contract::make_error(ErrorCode::not_found, "no such item");
  return editor.publishing.withdraw_file(manuscript.item, seen, service::item_file(*item, reason), reason,
                                         actor);
}

// ---- The kind

std::optional<Standing> standing_item(const EditorGround& editor, const FormKind& kind,
                                      const std::string& item) {
  const auto content = editor.content.current();
  const std::string id = id_of_item(kind, item);
  if (const GuideItem* one = contract::find_guide_item(guide_of(*content), id))
    return Standing{service::draft_of(*one), true};
  if (!content->get<service::GuideContent>().withdrawn.contains(id)) return std::nullopt;
  const auto text = editor.keeper.text(item);
  if (!text || !*text) return Standing{};
  const auto json = contract::parse_json(**text);
  if (!json) return Standing{};
  const auto items = contract::guide_items_from_json({{"items", contract::Json::array({*json})}});
  return Standing{service::draft_of(items.front())};
}

std::vector<SelectField::Group> kinds_of_guide(const contract::Guide& guide) {
  std::vector<SelectField::Group> groups{{{}, {{"", words(Text::server_publishing_choose)}}}};
  for (const contract::GuideCategory& category : guide.categories) {
    SelectField::Group group{category.name, {}};
    for (const contract::GuideSubclass& one : category.subclasses)
      group.choices.push_back({category.id + "/" + one.id,
                               one.name == category.name ? one.name : category.name + " · " + one.name});
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<SelectField::Group> things_picked_up(const contract::Catalogue& catalogue) {
  std::vector<SelectField::Group> groups{{{}, {{"", words(Text::server_publishing_item_not_fetched)}}}};
  for (const contract::Category& category : catalogue.categories) {
    SelectField::Group group{category.name, {}};
    for (const contract::CatalogueItem& one : category.items)
      group.choices.push_back({category.id + "/" + one.id, one.name});
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<SelectField::Group> item_choices(const service::ContentSet& content, std::string_view key) {
  if (key == "kind") return kinds_of_guide(guide_of(content));
  if (key == "pickup") return things_picked_up(content.get<service::PickupContent>().catalogue);
  return {{{},
           {{"", words(Text::server_publishing_choose)},
            {"standard", words(Text::server_publishing_basis_standard)},
            {"national_catalogue", words(Text::server_publishing_basis_national)},
            {"county_catalogue", words(Text::server_publishing_basis_county)},
            {"to_verify", words(Text::server_publishing_basis_open)}}}};
}

void add_item_flow(const EditorGroundPtr& editor, FormKind& kind) {
  kind.flow.base = kind.desk + "/items/{id}";
  kind.flow.name = "desk_guide_item";
  kind.flow.item = [held = &kind](const Request& request) -> std::optional<std::string> {
    const std::string_view id = request.path_parameter("id");
    return is_item_id(id) ? std::optional(item_of_id(*held, id)) : std::nullopt;
  };
  kind.flow.path = [held = &kind](const std::string& item) {
    return held->desk + "/items/" + id_of_item(*held, item);
  };
  kind.flow.publish = [editor, held = &kind](const Manuscript& manuscript, int version,
                                             const contract::Actor& actor) {
    return publish_item(*editor, *held, manuscript, version, actor);
  };
  kind.flow.withdraw = [editor, held = &kind](const Manuscript& manuscript, std::size_t seen,
                                              const std::string& reason, const contract::Actor& actor) {
    return withdraw_item(*editor, *held, manuscript, seen, reason, actor);
  };
  kind.flow.holds = [editor, held = &kind](const std::string& item) {
    return item_holds(*editor, *held, item);
  };
}

FormKindPtr item_kind(const EditorGroundPtr& editor) {
  const auto kind = std::make_shared<FormKind>();
  kind->desk = kItemsDesk;
  kind->prefix = service::kGuideItemFolder;
  kind->list = Text::server_publishing_items;
  kind->fresh = Text::server_publishing_new_item;
  kind->fields = service::kItemFields;
  kind->unfinished = true;
  add_item_flow(editor, *kind);
  kind->title = [](const std::string&, const Draft& draft) {
    return std::string(service::draft_value(draft, "name"));
  };
  kind->standing = [editor, held = kind.get()](const std::string& item) {
    return standing_item(*editor, *held, item);
  };
  kind->faults = [editor, held = kind.get()](const std::string& item, const Draft& draft) {
    return item_faults(*editor, *held, item, draft);
  };
  kind->choices = [editor](const std::string&, std::string_view key) {
    return item_choices(*editor->content.current(), key);
  };
  kind->name = [held = kind.get()](const Draft& draft, int number) {
    if (number > kMostOfReading) return std::string();
    return item_of_id(*held, service::item_id(service::draft_value(draft, "name"), number));
  };
  return kind;
}

}  // namespace

FormKindPtr add_item_desk(const EditorGroundPtr& editor) {
  FormKindPtr kind = item_kind(editor);
  editor->door.page(kItemsDesk, "desk_guide", Permission::publish_content,
                    [editor, kind](const Request& request, const StaffCaller& caller) {
                      return show_items(*editor, *kind, request, caller);
                    });
  add_form_kind(editor, kind);
  return kind;
}

}  // namespace wufei::http
