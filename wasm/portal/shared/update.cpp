#include "wasm/portal/shared/update.hpp"

#include <algorithm>
#include <utility>

#include "lib/base/json.hpp"
#include "lib/base/percent.hpp"
#include "lib/base/text.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/guide/guide_update.hpp"
#include "wasm/guide/place_update.hpp"
#include "wasm/guide/quiz_update.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/booking_update.hpp"
#include "wasm/pickup/form_update.hpp"
#include "wasm/pickup/kept_bookings.hpp"
#include "wasm/pickup/lists_update.hpp"
#include "wasm/pickup/lookup_update.hpp"
#include "wasm/pickup/manage_update.hpp"
#include "wasm/pickup/outcome/outcome_update.hpp"
#include "wasm/pickup/proxy_update.hpp"
#include "wasm/pickup/wish_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/outbox.hpp"
#include "wasm/portal/shared/route_update.hpp"
#include "wasm/survey/survey_update.hpp"

namespace wufei::model {
namespace {

// What the server put into the page saves the first requests.
void take_page_data(Model& model, std::string_view text, const std::string& path) {
  const auto json = contract::parse_json(text);
  if (!json || !json->is_object()) return;
  if (json->contains("site"))
    model.site.set(contract::site_from_json(contract::object_or_empty(*json, "site")));
  if (json->contains("home"))
    model.home.set(contract::excerpt_from_json(contract::object_or_empty(*json, "home")));
  if (model.part != LoadState::ready) return;
  take_lists(model, *json);
  const contract::Page page = contract::parse_page(path);
  if (page.kind == contract::PageKind::document && json->contains("document"))
    take_document(model, page.target, contract::object_or_empty(*json, "document"));
}

void start(Model& model, Effects& effects, const Start& command) {
  if (command.part_ready) model.part = LoadState::ready;
  take_page_data(model, command.page_data, command.path);
  model.elder = command.look.large;
  model.further = command.look.further;
  model.colours = command.look.colours;
  model.has_voice = command.has_voice;
  effects.push_back(SetLook{command.look});
  model.last_reference = command.last_reference.value_or("");
  model.draft = command.draft;
  if (command.part_ready) restore_draft(model, effects);
  model.waits = model.waits_kept = command.waits;
  open_path(model, effects, command.path, History::start);
  if (command.part_ready) send_waiting(model, effects);
}

void at_home(Model& model, Effects& effects, const AtHome& command) {
  if (command.act == HomeAct::word) model.home_word = command.word;
  if (command.act == HomeAct::more) model.home_more = !model.home_more;
  if (command.act != HomeAct::ask) return;
  std::string path = "/guide";
  if (!model.home_word.empty()) contract::append_percent_encoded(path += "?q=", model.home_word, "/");
  model.home_word.clear();
  open_path(model, effects, path, History::push);
  effects.push_back(FocusField{"query"});
}

void set_look(const Model& model, Effects& effects) {
  effects.push_back(SetLook{{model.elder, model.colours, model.further}});
}

void toggle_elder(Model& model, Effects& effects) {
  model.elder = !model.elder;
  model.further = 0;
  if (std::exchange(model.speaking, false)) effects.push_back(Speak{});
  set_look(model, effects);
  if (!asked_now(model)) return;  // a booking is cut into other pages: on to the one that holds the same
  model.page.target.clear();
  const Question first = asked_now(model)->first;
  model.page = page_of(model, model.elder ? open_question(model, first) : first);
  effects.push_back(ReplacePath{contract::page_path(model.page)});
  set_title(model, effects);
  effects.push_back(FocusField{"elder"});
}

void choose_colours(Model& model, Effects& effects, Colours colours) {
  model.colours = colours;
  set_look(model, effects);
}

void choose_size(Model& model, Effects& effects, int size) {
  if (model.elder != (size > 0)) toggle_elder(model, effects);
  model.further = static_cast<std::uint8_t>(std::clamp(size - 1, 0, int{device::kFurtherSteps}));
  set_look(model, effects);
}

void retry(Model& model, Effects& effects) {
  forget_failures(model);
  ensure_page_data(model, effects);
}

void online_changed(Model& model, Effects& effects, bool online) {
  if (model.online == online) return;
  model.online = online;
  if (!online)
    return effects.push_back(Announce{std::string(contract::text(contract::Text::frame_offline_title))});
  effects.push_back(Announce{std::string(contract::text(contract::Text::notice_online))});
  if (model.part == LoadState::ready) {
    send_waiting_survey(model, effects);
    feedback_online(model, effects);
    send_waiting(model, effects);
    send_waiting_words(model, effects);
  }
  retry(model, effects);
}

// One handler per command; the rest of the floor is split by noun.
struct Handler {
  Model& model;
  Effects& effects;

  void operator()(const Start& c) { start(model, effects, c); }
  void operator()(const Navigate& c) { open_path(model, effects, c.path, History::push); }
  void operator()(const AtHome& c) { at_home(model, effects, c); }
  void operator()(const Stored& c) {
    if (c.key.compare(0, kGuideKeys.size(), kGuideKeys) == 0) return guide_stored(model, c);
    if (model.part == LoadState::ready && survey_stored(model, effects, c)) return;
    if (c.key == kBookingsKey) return take_kept(model, effects, c);
    take_token(model, effects, c);
    if (!model.kept.reading.empty()) take_kept_token(model, effects, c);
    if (model.part != LoadState::ready) return;
    if (is_feedback(model.page.kind)) feedback_stored(model, effects, c);
    outbox_stored(model, effects, c);
  }
  void operator()(const FeedbackCommand& c) { feedback_command(model, effects, c); }
  void operator()(const SetFilter& c) { set_filter(model, effects, c); }
  void operator()(const ApplyFilters& c) { apply_filters(model, effects, c.form, History::replace); }
  void operator()(const Unfold& c) { unfold(model, c.name); }
  void operator()(const GoToTop&) { go_to_top(effects); }
  void operator()(const WantPart&) { want_part(model, effects); }
  void operator()(const ToggleElder&) { toggle_elder(model, effects); }
  void operator()(const ChooseSize& c) { choose_size(model, effects, c.size); }
  void operator()(const ChooseColours& c) { choose_colours(model, effects, c.colours); }
  void operator()(const Retry&) { retry(model, effects); }
  void operator()(const PrintPage&) { print_page(model, effects); }
  void operator()(const CopyReference&) { copy_reference(model, effects); }
  void operator()(const DownloadCalendar&) { download_calendar(model, effects); }
  void operator()(const ReadAloud& c) {
    model.speaking = !c.lines.empty();
    effects.push_back(Speak{c.lines});
  }
  void operator()(const SetField& c) { set_field(model, effects, c); }
  void operator()(const SetConsent& c) { set_consent(model, effects, c.given); }
  void operator()(const SetProxy& c) { set_proxy(model, effects, c); }
  void operator()(const ChooseCategory& c) { choose_category(model, effects, c.id); }
  void operator()(const SetQuantity& c) { set_quantity(model, effects, c); }
  void operator()(const ShowAllItems& c) { show_all_items(model, c.form); }
  void operator()(const ShowDays& c) { show_days(model, c); }
  void operator()(const ChooseDay& c) { choose_day(model, effects, c); }
  void operator()(const ChooseSlot& c) { choose_slot(model, effects, c); }
  void operator()(const NextStep& c) { next_step(model, effects, c.from); }
  void operator()(const Submit&) { submit_booking(model, effects); }
  void operator()(const SendWaiting& c) { send_waiting_now(model, effects, c); }
  void operator()(const AskDrop& c) { ask_drop(model, effects, c); }
  void operator()(const DismissDrop&) { dismiss_drop(model, effects); }
  void operator()(const ConfirmDrop&) { confirm_drop(model, effects); }
  void operator()(const BookAgain& c) { book_again(model, effects, c); }
  void operator()(const GuideType& c) { guide_type(model, effects, c.text); }
  void operator()(const GuideSubmit&) { guide_submit(model, effects); }
  void operator()(const GuideOpen& c) { guide_open(model, effects, c.item); }
  void operator()(const GuideForget&) { guide_forget(model, effects); }
  void operator()(const LiveIn& c) { live_in(model, effects, c.dwelling); }
  void operator()(const QuizBegin&) { quiz_begin(model, effects); }
  void operator()(const QuizChoose& c) { quiz_choose(model, effects, c.option); }
  void operator()(const QuizNext&) { quiz_next(model, effects); }
  void operator()(const QuizShare&) { quiz_share(model, effects); }
  void operator()(const LocateMe&) { locate(model, effects); }
  void operator()(const SubmitLookup&) { submit_lookup(model, effects); }
  void operator()(const AskCancel&) { ask_cancel(model, effects, true); }
  void operator()(const DismissCancel&) { ask_cancel(model, effects, false); }
  void operator()(const ConfirmCancel&) { confirm_cancel(model, effects); }
  void operator()(const SubmitChange&) { submit_change(model, effects); }
  void operator()(const RateBooking&) { ask_invitation(model, effects); }
  void operator()(const AfterStop& c) { after_stop(model, effects, c); }
  void operator()(const SetAnswer& c) { set_answer(model, effects, c); }
  void operator()(const SetSurveyCode& c) { set_survey_code(model, effects, c.code); }
  void operator()(const CheckSurveyCode&) { check_survey_code(model, effects); }
  void operator()(const SubmitSurvey&) { submit_survey(model, effects); }
  void operator()(const RestartSurvey&) { restart_survey(model, effects); }
};

// One handler per event of the device.
struct Listener {
  Model& model;
  Effects& effects;

  void operator()(const Reply& e) { take_reply(model, effects, e); }
  void operator()(const PathChanged& e) { open_path(model, effects, e.path, History::keep); }
  void operator()(const TimerFired& e) {
    if (e.id == kRetryTimer) forget_failures(model);
    if (e.id == kFilterTimer && !model.document.typed.empty())
      apply_filters(model, effects, model.document.form, History::replace);
    if (e.id == kGuidePathTimer || e.id == kGuideWordTimer) guide_timer(model, effects, e.id);
    if (e.id == kLateTimer) document_is_late(model, effects);
    if (e.id == kSimilarTimer) compare_text(model, effects);
    if (e.id == kItemsTimer) announce_hits(model, effects);
    if (e.id == kOutboxTimer) send_waiting(model, effects);
  }
  void operator()(const OnlineChanged& e) { online_changed(model, effects, e.online); }
  void operator()(const PartLoaded& e) { part_loaded(model, effects, e.ok); }
  void operator()(const Spoken&) { model.speaking = false; }
  void operator()(const Located& e) { located(model, effects, e); }
  void operator()(const PhotoChosen& e) { photo_chosen(model, effects, e); }
};

}  // namespace

Effects update(Model& model, const Command& command) {
  Effects effects;
  std::visit(Handler{model, effects}, command);
  return effects;
}

Effects on_event(Model& model, const Event& event) {
  Effects effects;
  std::visit(Listener{model, effects}, event);
  return effects;
}

void drop_model(const Model* model) {
  delete model;
}

}  // namespace wufei::model
