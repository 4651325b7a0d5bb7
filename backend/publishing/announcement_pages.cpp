#include "publishing/announcement_pages.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "disclosure/article_content.hpp"
#include "lib/base/error.hpp"
#include "lib/base/words.hpp"
#include "publishing/announcement_draft.hpp"
#include "publishing/form_kind.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::Announcement;
using service::Draft;
using service::Manuscript;
using storage::LatestStep;

constexpr std::string_view kAnnouncementsDesk = "/desk/announcements";
constexpr int kMostOfDay = 200;

const Announcement* find_announcement(const service::ContentSet& content, std::string_view id) {
  const auto& all = content.get<service::AnnouncementContent>().all;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Announcement& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

// ---- The list

struct AnnouncementRow {
  std::string id;
  Announcement one;
  const LatestStep* latest = nullptr;
};

std::vector<AnnouncementRow> announcement_rows(const service::ContentSet& content, const FormKind& kind,
                                               const std::vector<LatestStep>& latest) {
  std::vector<AnnouncementRow> rows;
  for (const LatestStep& step : latest) {
    const std::string id = id_of_item(kind, step.item);
    rows.push_back({id, service::announcement_of(service::draft_from(kind.fields, step.saved), id), &step});
  }
  for (const Announcement& one : content.get<service::AnnouncementContent>().all) {
    const bool listed =
        std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.id == one.id; });
    if (!listed) rows.push_back({one.id, one, nullptr});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const AnnouncementRow& a, const AnnouncementRow& b) {
    return a.one.until > b.one.until;
  });
  return rows;
}

ListedThing listed_announcement(const FormKind& kind, const AnnouncementRow& row, contract::UtcSeconds now) {
  const bool published = row.latest == nullptr || row.latest->step.kind == storage::StepKind::published;
  const bool shown = row.one.shown_at(now);
  return {kind.flow.path(item_of_id(kind, row.id)),
          row.one.text,
          moment_words(row.one.from) + " – " + moment_words(row.one.until),
          published ? nullptr : &row.latest->step,
          shown                ? Text::server_publishing_shown
          : now < row.one.from ? Text::server_publishing_shown_later
                               : Text::server_publishing_shown_before,
          shown ? "tag good" : "tag"};
}

Response show_announcements(const EditorGround& editor, const FormKind& kind, const Request& request,
                            const StaffCaller& caller) {
  const auto latest = editor.publishing.list(kind.prefix);
  if (!latest) return editor.door.refusal(request, caller, latest.error());
  HtmlWriter out;
  write_list_head(out, caller, kind.list, kind.desk + "/new", kind.fresh);
  const auto rows = announcement_rows(*editor.content.current(), kind, *latest);
  if (rows.empty())
    out.element("p", contract::text(Text::server_publishing_no_announcements), {{"class", "empty"}});
  out.open("ul", {{"class", "inbox"}});
  for (const AnnouncementRow& row : rows)
    write_listed(out, listed_announcement(kind, row, editor.clock.now()));
  out.close("ul");
  return editor_reply(editor, caller, kind.desk, words(kind.list), out.take());
}

// ---- Its steps

std::string announcement_file(const Announcement& one) {
  return service::announcement_to_json(one).dump(2) + "\n";
}

contract::Status publish_announcement(const EditorGround& editor, const FormKind& kind,
                                      const Manuscript& manuscript, int version,
                                      const contract::Actor& actor) {
  const storage::PublishingStep* saved = manuscript.saved(version);
  if (saved == nullptr) return contract::make_error(ErrorCode::precondition, "no such version");
  const Announcement one = service::announcement_of(service::draft_from(kind.fields, saved->body),
                                                    id_of_item(kind, manuscript.item));
  return editor.publishing.publish_file(manuscript.item, version, announcement_file(one), actor);
}

contract::Status withdraw_announcement(const EditorGround& editor, const FormKind& kind,
                                       const Manuscript& manuscript, std::size_t seen,
                                       const std::string& reason, const contract::Actor& actor) {
  const auto content = editor.content.current();
  const Announcement* one = find_announcement(*content, id_of_item(kind, manuscript.item));
  if (one == nullptr) return contract::make_error(ErrorCode::not_found, "no such announcement");
  Announcement taken = *one;
  taken.withdrawn = reason;
  return editor.publishing.withdraw_file(manuscript.item, seen, announcement_file(taken), reason, actor);
}

// ---- The kind

void add_announcement_flow(const EditorGroundPtr& editor, FormKind& kind) {
  kind.flow.base = kind.desk + "/{id}";
  kind.flow.name = "desk_announcement";
  kind.flow.withdraw_hint = Text::server_publishing_withdraw_kept;
  kind.flow.item = [held = &kind](const Request& request) -> std::optional<std::string> {
    const std::string_view id = request.path_parameter("id");
    if (!service::is_article_slug(id) || id.size() > 40) return std::nullopt;
    return item_of_id(*held, id);
  };
  kind.flow.path = [held = &kind](const std::string& item) {
    return held->desk + "/" + id_of_item(*held, item);
  };
  kind.flow.publish = [editor, held = &kind](const Manuscript& manuscript, int version,
                                             const contract::Actor& actor) {
    return publish_announcement(*editor, *held, manuscript, version, actor);
  };
  kind.flow.withdraw = [editor, held = &kind](const Manuscript& manuscript, std::size_t seen,
                                              const std::string& reason, const contract::Actor& actor) {
    return withdraw_announcement(*editor, *held, manuscript, seen, reason, actor);
  };
}

FormKindPtr announcement_kind(const EditorGroundPtr& editor) {
  const auto kind = std::make_shared<FormKind>();
  kind->desk = kAnnouncementsDesk;
  kind->prefix = service::kAnnouncementFolder;
  kind->list = Text::server_publishing_announcements;
  kind->fresh = Text::server_publishing_new_announcement;
  kind->fields = service::kAnnouncementFields;
  add_announcement_flow(editor, *kind);
  kind->title = [held = kind.get()](const std::string& item, const Draft&) {
    return id_of_item(*held, item);
  };
  kind->standing = [editor, held = kind.get()](const std::string& item) -> std::optional<Standing> {
    const auto content = editor->content.current();
    const Announcement* one = find_announcement(*content, id_of_item(*held, item));
    if (one == nullptr) return std::nullopt;
    return Standing{service::draft_of(*one), one->withdrawn.empty() && editor->clock.now() < one->until};
  };
  kind->faults = [editor](const std::string&, const Draft& draft) {
    const auto content = editor->content.current();
    return service::faults_of_announcement(draft, editor->clock.now(),
                                           content->get<service::CountyContent>().site,
                                           [&](const std::string& link) { return editor->leads(link); });
  };
  kind->choices = [](const std::string&, std::string_view) -> std::vector<SelectField::Group> {
    return {{{},
             {{"normal", words(Text::server_publishing_level_normal)},
              {"urgent", words(Text::server_publishing_level_urgent)}}}};
  };
  kind->name = [editor, held = kind.get()](const Draft&, int number) {
    if (number > kMostOfDay) return std::string();
    return item_of_id(*held, contract::format_date(editor->today()) + "-" + std::to_string(number));
  };
  return kind;
}

}  // namespace

void add_announcement_desk(const EditorGroundPtr& editor) {
  const FormKindPtr kind = announcement_kind(editor);
  editor->door.page(kAnnouncementsDesk, "desk_announcements", Permission::publish_content,
                    [editor, kind](const Request& request, const StaffCaller& caller) {
                      return show_announcements(*editor, *kind, request, caller);
                    });
  add_form_kind(editor, kind);
}

}  // namespace wufei::http
