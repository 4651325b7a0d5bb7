#include "publishing/announcement_pages.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "publishing/announcement_draft.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::Announcement;
using service::AnnouncementDraft;
using service::Manuscript;
using storage::LatestStep;

constexpr std::string_view kAnnouncementsDesk = "/desk/announcements";
constexpr std::string_view kJson = ".json";

std::string announcement_item(std::string_view id) {
  return std::string(service::kAnnouncementFolder).append(id).append(kJson);
}

std::string announcement_id(std::string_view item) {
  item.remove_prefix(service::kAnnouncementFolder.size());
  return std::string(item.substr(0, item.size() - kJson.size()));
}

std::string announcement_path(std::string_view id) {
  return std::string(kAnnouncementsDesk).append("/").append(id);
}

const Announcement* find_announcement(const service::ContentSet& content, std::string_view id) {
  const auto& all = content.get<service::AnnouncementContent>().all;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Announcement& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<FormFault> announcement_faults(const EditorGround& editor, const AnnouncementDraft& draft) {
  const auto content = editor.content.current();
  const auto faults = service::faults_of_announcement(
      draft, editor.clock.now(), content->get<service::CountyContent>().site.service_number,
      [&](const std::string& link) {
        const std::string target = link.substr(0, link.find('#'));
        return !editor.book.knows(target) || editor.book.open(target).has_value();
      });
  std::vector<FormFault> said;
  for (const service::DraftFault& fault : faults)
    said.push_back({fault.field,
                    words(fault.field == "text"   ? Text::server_publishing_announcement_text
                          : fault.field == "link" ? Text::server_publishing_link
                          : fault.field == "from" ? Text::server_publishing_from
                                                  : Text::server_publishing_until),
                    fault.text});
  return said;
}

AnnouncementDraft typed_announcement(const FormFields& fields) {
  return {service::without_unseen(field_value(fields, "text")),
          contract::entered_symbols(field_value(fields, "link")),
          field_value(fields, "level") == "urgent" ? "urgent" : "normal",
          std::string(field_value(fields, "from")), std::string(field_value(fields, "until"))};
}

void write_announcement_form(HtmlWriter& out, FormParts& parts, const StaffCaller& caller,
                             const std::string& action, const AnnouncementDraft& draft, int seen) {
  open_desk_form(out, caller, action);
  parts.hidden(kSeenVersion, std::to_string(seen));
  parts.text_field({.name = "text",
                    .label = words(Text::server_publishing_announcement_text),
                    .hint = words(Text::server_publishing_announcement_hint),
                    .value = draft.text,
                    .type = "area",
                    .limit = service::kLongestAnnouncement});
  parts.select_field({"level",
                      words(Text::server_publishing_level),
                      {},
                      draft.level,
                      {{{},
                        {{"normal", words(Text::server_publishing_level_normal)},
                         {"urgent", words(Text::server_publishing_level_urgent)}}}}});
  for (const auto& [name, label, value] : {std::tuple("from", Text::server_publishing_from, &draft.from),
                                           std::tuple("until", Text::server_publishing_until, &draft.until)})
    parts.text_field(
        {.name = name, .label = words(label), .hint = {}, .value = *value, .type = "datetime-local"});
  parts.text_field({.name = "link",
                    .label = words(Text::server_publishing_link),
                    .hint = words(Text::server_publishing_link_hint),
                    .value = draft.link,
                    .limit = 200});
  parts.button(contract::text(Text::server_publishing_save));
  out.close("form");
}

// ---- The list

void write_announcement_row(HtmlWriter& out, const std::string& id, const Announcement& one,
                            const LatestStep* latest, contract::UtcSeconds now) {
  out.open("li").open("a", {{"href", announcement_path(id)}});
  out.element("span", one.text, {{"class", "first"}});
  out.element("small", day_and_time(one.from) + " – " + day_and_time(one.until));
  out.open("span", {{"class", "end"}});
  const bool published = latest == nullptr || latest->step.kind == storage::StepKind::published;
  if (published)
    out.element("span",
                contract::text(one.shown_at(now) ? Text::server_publishing_shown
                               : now < one.from  ? Text::server_publishing_shown_later
                                                 : Text::server_publishing_shown_before),
                {{"class", one.shown_at(now) ? "tag good" : "tag"}});
  else
    write_state(out, latest->step);
  out.close("span").close("a").close("li");
}

struct AnnouncementRow {
  std::string id;
  Announcement one;
  const LatestStep* latest = nullptr;
};

std::vector<AnnouncementRow> announcement_rows(const service::ContentSet& content,
                                               const std::vector<LatestStep>& latest) {
  std::vector<AnnouncementRow> rows;
  for (const LatestStep& step : latest) {
    const std::string id = announcement_id(step.item);
    rows.push_back(
        {id, service::announcement_of(service::announcement_draft_from_text(step.saved), id), &step});
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

Response show_announcements(const EditorGround& editor, const Request& request, const StaffCaller& caller) {
  const auto latest = editor.publishing.list(std::string(service::kAnnouncementFolder));
  if (!latest) return editor.door.refusal(request, caller, latest.error());
  const auto content = editor.content.current();
  HtmlWriter out;
  out.open("div", {{"class", "bar"}}).element("h1", contract::text(Text::server_publishing_announcements));
  if (caller.may(Permission::edit_content))
    out.open("p", {{"class", "ways"}})
        .element("a", contract::text(Text::server_publishing_new_announcement),
                 {{"href", std::string(kAnnouncementsDesk) + "/new"}, {"class", "main"}})
        .close("p");
  out.close("div");
  const auto rows = announcement_rows(*content, *latest);
  if (rows.empty())
    out.element("p", contract::text(Text::server_publishing_no_announcements), {{"class", "empty"}});
  out.open("ul", {{"class", "inbox"}});
  for (const AnnouncementRow& row : rows)
    write_announcement_row(out, row.id, row.one, row.latest, editor.clock.now());
  out.close("ul");
  return editor_reply(editor, caller, std::string(kAnnouncementsDesk),
                      words(Text::server_publishing_announcements), out.take());
}

// ---- A new one

Response new_announcement_page(const EditorGround& editor, const StaffCaller& caller,
                               const AnnouncementDraft& draft, std::vector<FormFault> faults) {
  HtmlWriter out;
  const int status = faults.empty() ? 200 : 400;
  FormParts parts(out, std::move(faults));
  parts.summary();
  out.open("p", {{"class", "back"}})
      .link(kAnnouncementsDesk, contract::text(Text::server_publishing_announcements))
      .close("p");
  out.element("h1", contract::text(Text::server_publishing_new_announcement));
  write_announcement_form(out, parts, caller, std::string(kAnnouncementsDesk) + "/new", draft, 0);
  return editor_reply(editor, caller, std::string(kAnnouncementsDesk),
                      words(Text::server_publishing_new_announcement), out.take(), status);
}

// Keeps it under the first name of today that is free; the same words sent twice are one. Answers its id.
contract::Result<std::string> keep_new(const EditorGround& editor, const AnnouncementDraft& draft,
                                       const contract::Actor& actor) {
  constexpr int kMost = 200;
  const std::string body = service::announcement_draft_to_text(draft),
                    day = contract::format_date(editor.today());
  const auto latest = editor.publishing.list(std::string(service::kAnnouncementFolder));
  if (!latest) return latest.error();
  for (const LatestStep& one : *latest) {
    const bool open = one.step.kind == storage::StepKind::saved;
    if (open && one.saved == body && one.step.actor == contract::actor_text(actor))
      return announcement_id(one.item);
  }
  for (int number = 1; number <= kMost; ++number) {
    std::string id = day + "-" + std::to_string(number);
    if (find_announcement(*editor.content.current(), id) != nullptr) continue;
    const auto kept = editor.publishing.save(announcement_item(id), 0, body, actor);
    if (kept) return id;
    if (kept.error().code != ErrorCode::precondition) return kept.error();
  }
  return contract::make_error(ErrorCode::conflict, "too many announcements of one day");
}

Response post_new_announcement(const EditorGround& editor, const Request& request, const StaffCaller& caller,
                               const FormFields& fields) {
  const AnnouncementDraft draft = typed_announcement(fields);
  if (auto faults = announcement_faults(editor, draft); !faults.empty())
    return new_announcement_page(editor, caller, draft, std::move(faults));
  const auto id = keep_new(editor, draft, caller.actor());
  if (!id) return editor.door.refusal(request, caller, id.error());
  return StaffDoor::see_other(announcement_path(*id) + "?done=saved");
}

// ---- One of them

struct AnnouncementPageView {
  const EditorFlow& flow;
  const StaffCaller& caller;
  const Manuscript& manuscript;
  const std::string& id;
  const AnnouncementDraft& draft;  // as it is kept
  bool stands;
};

void write_announcement_facts(HtmlWriter& out, const AnnouncementDraft& draft) {
  const auto fact = [&](Text label, std::string_view value) {
    if (!value.empty())
      out.open("div").element("dt", contract::text(label)).element("dd", value).close("div");
  };
  out.open("dl", {{"class", "facts"}});
  fact(Text::server_publishing_announcement_text, draft.text);
  fact(Text::server_publishing_level,
       contract::text(draft.level == "urgent" ? Text::server_publishing_level_urgent
                                              : Text::server_publishing_level_normal));
  const auto from = service::local_moment(draft.from), until = service::local_moment(draft.until);
  if (from) fact(Text::server_publishing_from, day_and_time(*from));
  if (until) fact(Text::server_publishing_until, day_and_time(*until));
  fact(Text::server_publishing_link, draft.link);
  out.close("dl");
}

std::string announcement_html(const AnnouncementPageView& view, const Request& request,
                              const EditorAgain& again) {
  HtmlWriter out;
  FormParts parts(out, again.faults);
  parts.summary();
  out.open("p", {{"class", "back"}})
      .link(kAnnouncementsDesk, contract::text(Text::server_publishing_announcements))
      .close("p");
  out.open("div", {{"class", "bar"}}).element("h1", view.id);
  if (!view.manuscript.steps.empty()) write_state(out, view.manuscript.steps.back());
  out.close("div");
  write_editor_done(out, request);
  out.open("div", {{"class", "split"}}).open("div");
  write_announcement_facts(out, view.draft);
  if (view.caller.may(Permission::edit_content)) {
    out.element("h2", contract::text(Text::server_publishing_edit));
    const bool typed = again.typed != nullptr && again.typed->contains("text");
    write_announcement_form(out, parts, view.caller, announcement_path(view.id) + "/edit",
                            typed ? typed_announcement(*again.typed) : view.draft, view.manuscript.version());
  }
  write_steps(out, view.manuscript, {});
  out.close("div").open("aside",
                        {{"class", "panel"}, {"aria-label", contract::text(Text::server_publishing_steps)}});
  out.element("h2", contract::text(Text::server_publishing_steps));
  write_flow(out, parts, view.flow, view.caller, view.manuscript, view.stands, again);
  out.close("aside").close("div");
  return out.take();
}

Response show_announcement(const EditorGround& editor, const EditorFlow& flow, const Request& request,
                           const StaffCaller& caller, const EditorAgain& again) {
  const auto missing = contract::make_error(ErrorCode::not_found, "no such announcement");
  const auto item = flow.item(request);
  if (!item) return editor.door.refusal(request, caller, missing);
  const std::string id = announcement_id(*item);
  const auto manuscript = editor.publishing.find(*item);
  if (!manuscript) return editor.door.refusal(request, caller, manuscript.error());
  const auto content = editor.content.current();
  const Announcement* stands = find_announcement(*content, id);
  const storage::PublishingStep* saved = manuscript->saved(manuscript->version());
  if (saved == nullptr && stands == nullptr) return editor.door.refusal(request, caller, missing);
  const AnnouncementDraft draft = saved != nullptr && (manuscript->is_open() || stands == nullptr)
                                      ? service::announcement_draft_from_text(saved->body)
                                      : service::draft_of(*stands);
  const bool shown = stands != nullptr && stands->withdrawn.empty() && editor.clock.now() < stands->until;
  return editor_reply(editor, caller, std::string(kAnnouncementsDesk), id,
                      announcement_html({flow, caller, *manuscript, id, draft, shown}, request, again),
                      again.status);
}

Response save_announcement(const EditorGround& editor, const EditorFlow& flow, const Request& request,
                           const StaffCaller& caller, const FormFields& fields) {
  const auto item = flow.item(request);
  if (!item) return editor.door.refusal(request, caller, contract::make_error(ErrorCode::not_found));
  const AnnouncementDraft draft = typed_announcement(fields);
  if (auto faults = announcement_faults(editor, draft); !faults.empty())
    return flow.show(request, caller, {std::move(faults), &fields, 400});
  const auto kept = editor.publishing.save(*item, whole_number(field_value(fields, kSeenVersion)),
                                           service::announcement_draft_to_text(draft), caller.actor());
  if (kept) return StaffDoor::see_other(flow.path(*item) + "?done=saved");
  return flow.show(request, caller,
                   {faults_in_words(kept.error()), &fields, contract::error_status(kept.error().code)});
}

// ---- Its steps

std::string announcement_file(const Announcement& one) {
  return service::announcement_to_json(one).dump(2) + "\n";
}

contract::Status publish_announcement(const EditorGround& editor, const Manuscript& manuscript, int version,
                                      const contract::Actor& actor) {
  const storage::PublishingStep* saved = manuscript.saved(version);
  if (saved == nullptr) return contract::make_error(ErrorCode::precondition, "no such version");
  const Announcement one = service::announcement_of(service::announcement_draft_from_text(saved->body),
                                                    announcement_id(manuscript.item));
  return editor.publishing.publish_file(manuscript.item, version, announcement_file(one), actor);
}

contract::Status withdraw_announcement(const EditorGround& editor, const Manuscript& manuscript,
                                       std::size_t seen, const std::string& reason,
                                       const contract::Actor& actor) {
  const auto content = editor.content.current();
  const Announcement* one = find_announcement(*content, announcement_id(manuscript.item));
  if (one == nullptr) return contract::make_error(ErrorCode::not_found, "no such announcement");
  Announcement taken = *one;
  taken.withdrawn = reason;
  return editor.publishing.withdraw_file(manuscript.item, seen, announcement_file(taken), reason, actor);
}

std::shared_ptr<EditorFlow> announcement_flow(const EditorGroundPtr& editor) {
  const auto flow = std::make_shared<EditorFlow>();
  flow->base = std::string(kAnnouncementsDesk) + "/{id}";
  flow->name = "desk_announcement";
  flow->item = [](const Request& request) -> std::optional<std::string> {
    const std::string_view id = request.path_parameter("id");
    if (!service::is_article_slug(id) || id.size() > 40) return std::nullopt;
    return announcement_item(id);
  };
  flow->path = [](const std::string& item) { return announcement_path(announcement_id(item)); };
  flow->show = [editor, flow = flow.get()](const Request& request, const StaffCaller& caller,
                                           const EditorAgain& again) {
    return show_announcement(*editor, *flow, request, caller, again);
  };
  flow->faults = [editor](const std::string&, const std::string& body) {
    return announcement_faults(*editor, service::announcement_draft_from_text(body));
  };
  flow->publish = [editor](const Manuscript& manuscript, int version, const contract::Actor& actor) {
    return publish_announcement(*editor, manuscript, version, actor);
  };
  flow->withdraw = [editor](const Manuscript& manuscript, std::size_t seen, const std::string& reason,
                            const contract::Actor& actor) {
    return withdraw_announcement(*editor, manuscript, seen, reason, actor);
  };
  return flow;
}

}  // namespace

void add_announcement_desk(const EditorGroundPtr& editor) {
  const auto flow = announcement_flow(editor);
  const std::string fresh = std::string(kAnnouncementsDesk) + "/new";
  editor->door.page(kAnnouncementsDesk, "desk_announcements", Permission::publish_content,
                    [editor](const Request& request, const StaffCaller& caller) {
                      return show_announcements(*editor, request, caller);
                    });
  editor->door.page(fresh, "desk_announcement_new", Permission::edit_content,
                    [editor](const Request&, const StaffCaller& caller) {
                      return new_announcement_page(*editor, caller, {}, {});
                    });
  editor->door.form(fresh, "desk_announcement_add", Permission::edit_content,
                    [editor](const Request& request, const StaffCaller& caller, const FormFields& fields) {
                      return post_new_announcement(*editor, request, caller, fields);
                    });
  editor->door.page(
      flow->base, "desk_announcement", Permission::publish_content,
      [flow](const Request& request, const StaffCaller& caller) { return flow->show(request, caller, {}); });
  editor->door.form(
      flow->base + "/edit", "desk_announcement_save", Permission::edit_content,
      [editor, flow](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return save_announcement(*editor, *flow, request, caller, fields);
      });
  add_flow_forms(editor, flow);
}

}  // namespace wufei::http
