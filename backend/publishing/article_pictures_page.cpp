#include "publishing/article_pictures_page.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "publishing/article_work.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using storage::Picture;

constexpr const char* kPictureKinds = "image/jpeg,image/png,image/webp";
constexpr std::size_t kPictureForm = 16 * 1024;
constexpr std::size_t kQuotedLength = 16;  // code points of a part

struct PicturesView {
  const EditorGround& editor;
  service::PictureService& pictures;
  const StaffCaller& caller;
  ArticlePlace place;
  service::ArticleSource draft;
  int seen = 0;  // the version that the draft is
  std::vector<Picture> kept = {};
  // Shown again:
  std::vector<FormFault> faults = {};
  std::string alt = {};      // as typed
  std::string chosen = {};   // name of a picture
  std::string where = {};    // as typed
  std::string leaving = {};  // name of the picture that is to be erased
  std::string reason = {};   // as typed
  std::optional<Text> done = {};
  int status = 200;

  [[nodiscard]] std::string path() const { return place.path() + "/pictures"; }
};

// Everything that the page is about. Errors: not_found, unavailable.
contract::Result<PicturesView> asked_pictures(const EditorGround& editor, service::PictureService& pictures,
                                              const Request& request, const StaffCaller& caller) {
  const auto missing = contract::make_error(ErrorCode::not_found, "no such article");
  const auto place = asked_article(editor, request);
  if (!place) return missing;
  const auto manuscript = editor.publishing.find(place->item());
  if (!manuscript) return manuscript.error();
  auto draft = article_draft(editor, *manuscript);
  if (!draft) return draft.error();
  if (!*draft) return missing;
  auto kept = pictures.of(place->item());
  if (!kept) return kept.error();
  return PicturesView{editor,          pictures, caller, *place, std::move(**draft), manuscript->version(),
                      std::move(*kept)};
}

// ---- Markup

void write_picture(HtmlWriter& out, const Picture& picture) {
  out.open("img", {{"src", std::string(kPicturesDesk) + picture.name},
                   {"alt", picture.alt},
                   {"width", std::to_string(picture.width)},
                   {"height", std::to_string(picture.height)},
                   {"loading", "lazy"}});
}

void write_kept_pictures(HtmlWriter& out, const PicturesView& view) {
  if (view.kept.empty())
    return void(out.element("p", contract::text(Text::server_publishing_picture_none), {{"class", "empty"}}));
  const auto used = storage::pictures_in(view.draft.body);
  out.open("ul", {{"class", "pictures"}});
  for (const Picture& picture : view.kept) {
    out.open("li");
    write_picture(out, picture);
    out.element("p", picture.alt)
        .element("small", std::to_string(picture.width) + "×" + std::to_string(picture.height));
    if (used.contains(picture.name))
      out.text(" ").element("span", contract::text(Text::server_publishing_picture_used),
                            {{"class", "tag good"}});
    out.text(" ").link(view.path() + "?erase=" + picture.name,
                       contract::text(Text::server_publishing_picture_erase));
    out.close("li");
  }
  out.close("ul");
}

void write_upload(HtmlWriter& out, FormParts& parts, const PicturesView& view) {
  open_desk_form(out, view.caller, view.path(), true);
  parts.text_field({.name = "picture",
                    .label = words(Text::server_publishing_picture_file),
                    .hint = contract::text(Text::server_publishing_picture_hint,
                                           {{"side", std::to_string(service::kLongestArticlePicture)}}),
                    .value = {},
                    .type = "file",
                    .accept = kPictureKinds});
  parts.text_field({.name = "alt",
                    .label = words(Text::server_publishing_picture_alt),
                    .hint = words(Text::server_publishing_picture_alt_hint),
                    .value = view.alt,
                    .limit = service::kLongestAlt});
  parts.button(contract::text(Text::server_publishing_picture_add));
  out.close("form");
}

void write_picture_user(HtmlWriter& out, const PicturesView& view, const std::string& item) {
  const auto place = article_place(item);
  const auto manuscript = view.editor.publishing.find(item);
  out.open("li");
  if (!place || !manuscript) return void(out.text(item).close("li"));
  const auto draft = article_draft(view.editor, *manuscript);
  out.link(place->path(), draft && *draft ? title_of(**draft, *place) : place->slug).close("li");
}

// What still names it, or the form that erases it.
void write_leaving(HtmlWriter& out, FormParts& parts, const PicturesView& view) {
  const Picture* picture = contract::find_by(&Picture::name, view.kept, view.leaving);
  if (picture == nullptr) return;
  out.element("h2", contract::text(Text::server_publishing_picture_erase));
  out.open("p", {{"class", "pictures"}});
  write_picture(out, *picture);
  out.close("p");
  const auto users = view.pictures.users(picture->name);
  if (!users) return;
  if (!users->empty()) {
    out.element("p", contract::text(Text::server_publishing_picture_held), {{"class", "note"}}).open("ul");
    for (const std::string& item : *users) write_picture_user(out, view, item);
    return void(out.close("ul"));
  }
  out.element("p", contract::text(Text::server_publishing_picture_erase_about));
  open_desk_form(out, view.caller, view.path() + "/erase");
  parts.hidden("which_leaves", picture->name);
  parts.text_field({.name = "reason",
                    .label = words(Text::server_publishing_reason),
                    .hint = words(Text::server_publishing_picture_erase_hint),
                    .value = view.reason,
                    .limit = service::kReasonLimits.max});
  parts.button(contract::text(Text::server_publishing_picture_erase), {}, {}, "danger");
  out.close("form");
}

std::string quoted_part(std::string_view part) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < part.size() && count < kQuotedLength && part[at] != '\n'; ++count)
    contract::next_code_point(part, at);
  return contract::text(Text::server_publishing_picture_after,
                        {{"text", std::string(part.substr(0, at)) + (at < part.size() ? "……" : "")}});
}

SelectField place_field(const PicturesView& view) {
  const auto parts = service::text_parts(view.draft.body);
  SelectField field{"place", words(Text::server_publishing_picture_place), {}, view.where, {{}}};
  auto& choices = field.groups.front().choices;
  choices.push_back({std::to_string(parts.size()), words(Text::server_publishing_picture_last)});
  choices.push_back({"0", words(Text::server_publishing_picture_first)});
  for (std::size_t i = 1; i < parts.size(); ++i)
    choices.push_back({std::to_string(i), quoted_part(parts[i - 1])});
  return field;
}

void write_place_form(HtmlWriter& out, FormParts& parts, const PicturesView& view) {
  if (view.kept.empty()) return;
  out.element("h2", contract::text(Text::server_publishing_picture_put));
  open_desk_form(out, view.caller, view.path() + "/place");
  parts.hidden(kSeenVersion, std::to_string(view.seen));
  SelectField which{"which", words(Text::server_publishing_picture_which), {}, view.chosen, {{}}};
  for (auto one = view.kept.rbegin(); one != view.kept.rend(); ++one)
    which.groups.front().choices.push_back({one->name, one->alt});
  parts.select_field(which);
  parts.select_field(place_field(view));
  parts.button(contract::text(Text::server_publishing_picture_put));
  out.close("form");
}

Response pictures_page(const PicturesView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  parts.summary();
  out.open("p", {{"class", "back"}})
      .link(view.place.path() + "/edit", contract::text(Text::server_publishing_edit_article))
      .close("p");
  out.element("h1", contract::text(Text::server_publishing_article_pictures));
  if (view.done) out.element("p", contract::text(*view.done), {{"class", "done"}, {"role", "status"}});
  out.element("p", contract::text(Text::server_publishing_picture_unseen,
                                  {{"days", std::to_string(service::kUnusedPictureDays)}}));
  out.open("div", {{"class", "split"}}).open("div");
  write_kept_pictures(out, view);
  out.close("div").open("aside", {{"class", "panel"},
                                  {"aria-label", contract::text(Text::server_publishing_article_pictures)}});
  write_leaving(out, parts, view);
  out.element("h2", contract::text(Text::server_publishing_picture_add));
  write_upload(out, parts, view);
  write_place_form(out, parts, view);
  out.close("aside").close("div");
  return editor_reply(view.editor, view.caller, std::string(kArticlesDesk),
                      words(Text::server_publishing_article_pictures), out.take(), view.status);
}

// ---- What is done

Response show_pictures(const PicturesView& found, const Request& request) {
  PicturesView view = found;
  view.chosen = request.query_value("picture");
  view.leaving = request.query_value("erase");
  if (request.query_value("done") == "erased") view.done = Text::server_publishing_picture_erased;
  if (request.query_value("done") == "kept") view.done = Text::server_publishing_picture_kept;
  if (request.query_value("done") == "placed") view.done = Text::server_publishing_picture_placed;
  return pictures_page(view);
}

Response shown_again(PicturesView view, std::vector<FormFault> faults, int status) {
  view.faults = std::move(faults);
  view.status = status;
  return pictures_page(view);
}

std::vector<FormFault> picture_faults(const contract::Error& error) {
  auto faults = faults_in_words(error);
  for (FormFault& fault : faults)
    if (!fault.field.empty())
      fault.label = words(fault.field == "alt" ? Text::server_publishing_picture_alt
                                               : Text::server_publishing_picture_file);
  return faults;
}

Response post_picture(const PicturesView& found, const PostedForm& posted) {
  PicturesView view = found;
  view.alt = service::without_unseen(field_value(posted.fields, "alt"));
  if (posted.files.size() != 1 || posted.files.front().field != "picture")
    return shown_again(std::move(view),
                       {{"picture", words(Text::server_publishing_picture_file),
                         words(Text::server_publishing_picture_one)}},
                       400);
  const auto kept =
      view.pictures.add(view.place.item(), posted.files.front().bytes, view.alt, view.caller.actor());
  if (!kept)
    return shown_again(std::move(view), picture_faults(kept.error()),
                       contract::error_status(kept.error().code));
  return StaffDoor::see_other(view.path() + "?done=kept&picture=" + kept->name);
}

Response post_place(const PicturesView& found, const FormFields& fields) {
  PicturesView view = found;
  view.chosen = field_value(fields, "which");
  view.where = field_value(fields, "place");
  const Picture* picture = contract::find_by(&Picture::name, view.kept, view.chosen);
  if (picture == nullptr)
    return shown_again(
        std::move(view),
        {{"which", words(Text::server_publishing_picture_which), words(Text::server_publishing_picture_one)}},
        400);
  service::ArticleSource draft = view.draft;
  draft.body = service::with_picture(
      draft.body, static_cast<std::size_t>(std::max(whole_number(view.where), 0)), *picture);
  if (auto faults = form_faults(service::faults_of_typing(draft)); !faults.empty()) {
    for (FormFault& fault : faults) fault.field.clear();  // on another page
    return shown_again(std::move(view), std::move(faults), 400);
  }
  const auto saved =
      view.editor.publishing.save(view.place.item(), whole_number(field_value(fields, kSeenVersion)),
                                  service::draft_to_text(draft), view.caller.actor());
  if (!saved)
    return shown_again(std::move(view), faults_in_words(saved.error()),
                       contract::error_status(saved.error().code));
  return StaffDoor::see_other(view.path() + "?done=placed");
}

// Of a withdrawn article it is among the content that was loaded, where the desk still finds it.
// Errors: those of the content that does not load.
contract::Status forget_picture(const EditorGround& editor, const std::string& name) {
  const auto content = editor.content.current();
  if (!contract::find_by(&service::MediaFile::name, content->get<service::CountyContent>().media, name))
    return contract::ok();
  return editor.keeper.reload();
}

// Also after a second tap: what did not load then may load now.
Response after_erasing(const PicturesView& view, const Request& request) {
  if (auto gone = forget_picture(view.editor, view.leaving); !gone)
    return view.editor.door.refusal(request, view.caller, gone.error());
  return StaffDoor::see_other(view.path() + "?done=erased");
}

Response post_erase(const PicturesView& found, const Request& request, const FormFields& fields) {
  PicturesView view = found;
  view.leaving = field_value(fields, "which_leaves");
  view.reason = service::without_unseen(field_value(fields, "reason"));
  if (contract::find_by(&Picture::name, view.kept, view.leaving) == nullptr) {
    const auto before = view.pictures.was_erased(view.place.item(), view.leaving);
    if (!before) return view.editor.door.refusal(request, view.caller, before.error());
    if (!*before)
      return shown_again(std::move(view), {{{}, {}, words(Text::server_publishing_picture_one)}}, 400);
    return after_erasing(view, request);
  }
  const auto erased = view.pictures.erase(view.leaving, view.reason, view.caller.actor());
  if (!erased && erased.error().code == ErrorCode::conflict)
    return shown_again(std::move(view), {{{}, {}, words(Text::server_publishing_picture_held)}}, 409);
  if (!erased && erased.error().code != ErrorCode::not_found)  // else a second tap came first
    return shown_again(std::move(view), faults_in_words(erased.error()),
                       contract::error_status(erased.error().code));
  return after_erasing(view, request);
}

// Before its text is published nobody else sees it; of the content's own files what the text may show.
Response show_picture(const EditorGround& editor, service::PictureService& pictures, const Request& request,
                      const StaffCaller& caller) {
  const std::string_view name = request.path_parameter("name");
  auto jpeg = pictures.bytes(name);
  if (!jpeg) return editor.door.refusal(request, caller, jpeg.error());
  std::string type = "image/jpeg";
  const auto content = editor.content.current();
  const auto* file =
      contract::find_by(&service::MediaFile::name, content->get<service::CountyContent>().media, name);
  if (!*jpeg && file == nullptr)
    return editor.door.refusal(request, caller, contract::make_error(ErrorCode::not_found, "no picture"));
  if (!*jpeg) *jpeg = *file->bytes, type = file->media_type;
  Response response = text_response(200, type, std::move(**jpeg));
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

void add_article_pictures(const EditorGroundPtr& editor, service::PictureService& pictures) {
  const std::string path = std::string(kArticlesDesk) + "/{column}/{slug}/pictures";
  const auto about = [editor, &pictures](const Request& request, const StaffCaller& caller,
                                         const auto& work) -> Response {
    const auto view = asked_pictures(*editor, pictures, request, caller);
    return view ? work(*view) : editor->door.refusal(request, caller, view.error());
  };
  editor->door.page(path, "desk_article_pictures", Permission::edit_content,
                    [about](const Request& request, const StaffCaller& caller) {
                      return about(request, caller,
                                   [&](const PicturesView& view) { return show_pictures(view, request); });
                    });
  editor->door.upload(path, "desk_article_picture_add", Permission::edit_content,
                      [about](const Request& request, const StaffCaller& caller, const PostedForm& posted) {
                        return about(request, caller,
                                     [&](const PicturesView& view) { return post_picture(view, posted); });
                      });
  editor->door.form(
      path + "/place", "desk_article_picture_place", Permission::edit_content,
      [about](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return about(request, caller, [&](const PicturesView& view) { return post_place(view, fields); });
      },
      kPictureForm);
  editor->door.form(
      path + "/erase", "desk_article_picture_erase", Permission::edit_content,
      [about](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return about(request, caller,
                     [&](const PicturesView& view) { return post_erase(view, request, fields); });
      },
      kPictureForm);
  editor->door.page(std::string(kPicturesDesk) + "{name}", "desk_picture", Permission::publish_content,
                    [editor, &pictures](const Request& request, const StaffCaller& caller) {
                      return show_picture(*editor, pictures, request, caller);
                    });
}

}  // namespace wufei::http
