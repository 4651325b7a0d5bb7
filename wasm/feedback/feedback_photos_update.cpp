// Photographs of the form: chosen, uploaded one after the other, taken out again.
#include <algorithm>

#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/portal/shared/fetching.hpp"

namespace wufei::model {
namespace {

std::vector<DraftPhoto>& photos_of(Model& model) {
  return model.feedback.form.photos;
}

}  // namespace

void upload_next(Model& model, Effects& effects) {
  std::vector<DraftPhoto>& photos = photos_of(model);
  const auto busy = [](const DraftPhoto& photo) { return photo.uploading; };
  if (std::any_of(photos.begin(), photos.end(), busy)) return;
  const auto next = std::find_if(photos.begin(), photos.end(),
                                 [](const DraftPhoto& photo) { return photo.id.empty() && !photo.failed; });
  if (next == photos.end()) return;
  next->uploading = true;
  const std::uint32_t id = expect_reply(model, photo_answered);
  effects.push_back(UploadPhoto{
      next->handle,
      {id, "POST", std::string(contract::api::kFeedbackPhotos), {}, {{"Content-Type", "image/jpeg"}}}});
}

void photo_chosen(Model& model, Effects& effects, const PhotoChosen& photo) {
  FeedbackForm& form = model.feedback.form;
  if (photo.refusal != PhotoRefusal::none) {
    form.photo_refused = photo.refusal;
    return;
  }
  const auto most = static_cast<std::size_t>(model.feedback.rules.value.photo_limit);
  if (form.photos.size() >= most) return effects.push_back(DropPhoto{photo.handle});
  DraftPhoto draft;
  draft.handle = photo.handle;
  draft.preview = photo.preview;
  draft.width = photo.width;
  draft.height = photo.height;
  form.photos.push_back(std::move(draft));
  if (!form.body.empty()) save_feedback_draft(model, effects);
  effects.push_back(Announce{contract::text(contract::Text::feedback_announce_photo,
                                            {{"count", std::to_string(form.photos.size())}})});
  upload_next(model, effects);
}

void photo_answered(Model& model, Effects& effects, const Reply& reply) {
  const auto json = contract::parse_json(reply.body);
  for (DraftPhoto& photo : photos_of(model)) {
    if (!photo.uploading) continue;
    photo.uploading = false;
    if (reply.status == 201 && json) photo.id = contract::text_or_empty(*json, "photo");
    photo.failed = photo.id.empty();
    if (photo.failed) model.feedback.form.photo_failure = failure_of(reply);
  }
  upload_next(model, effects);
}

void remove_photo(Model& model, Effects& effects, std::size_t index) {
  std::vector<DraftPhoto>& photos = photos_of(model);
  if (index >= photos.size() || model.feedback.form.busy) return;
  effects.push_back(DropPhoto{photos[index].handle});
  model.feedback.form.photo_refused = PhotoRefusal::none;
  photos.erase(photos.begin() + static_cast<std::ptrdiff_t>(index));
  if (!model.feedback.form.body.empty()) save_feedback_draft(model, effects);
  const auto failed = [](const DraftPhoto& photo) { return photo.failed; };
  if (std::none_of(photos.begin(), photos.end(), failed)) model.feedback.form.photo_failure.reset();
  effects.push_back(FocusField{"add_photos"});
  upload_next(model, effects);
}

}  // namespace wufei::model
