#include "wasm/portal/shared/route_update.hpp"

#include <utility>

#include "lib/base/text.hpp"
#include "wasm/core/encoding.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/guide/guide_update.hpp"
#include "wasm/guide/quiz_update.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/booking_update.hpp"
#include "wasm/pickup/kept_bookings.hpp"
#include "wasm/pickup/lists_update.hpp"
#include "wasm/pickup/manage_update.hpp"
#include "wasm/pickup/wish_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/survey/survey_update.hpp"

namespace wufei::model {
namespace {

using contract::Page;
using contract::PageKind;
using contract::Text;

bool is_booking_step(PageKind kind) {
  return kind >= PageKind::pickup_what && kind <= PageKind::pickup_check;
}

// The steps behind a booking just made are empty: going back to them shows what was booked. Only a link to
// the first step starts another one.
bool is_over(const Model& model, PageKind kind, History history) {
  if (!is_booking_step(kind) || !model.booking.created || !is_blank(model.booking.draft)) return false;
  return kind != PageKind::pickup_what || history != History::push;
}

// After a reload nothing is known of the booking just made but its reference.
Page stand_in_for(const Model& model, Page page, History history) {
  if (is_over(model, page.kind, history)) return {PageKind::pickup_done, {}};
  if (page.kind != PageKind::pickup_done || model.booking.created) return page;
  if (model.last_reference.empty()) return contract::parse_page("/pickup");
  return {PageKind::pickup_booking, model.last_reference};
}

void leave(Model& model) {
  model.notice.reset();
  model.copied_reference.clear();
  model.open.asking_cancel = false;
  model.dropping.reset();
  model.open.failure.reset();
  model.lookup.failure.reset();
  model.lookup.show_errors = false;
  model.booking.failure.reset();
  model.change.failure.reset();
  model.document.typed.clear();
  forget_feedback_failures(model);
}

// As the server tells it of the same page.
SetTitle described(const Model& model) {
  const PageKind kind = model.page.kind;
  const OpenDocument& open = model.document;
  const std::string path = contract::page_path(model.page);
  if (kind == PageKind::home || kind == PageKind::survey) return {{}, path, {}};
  if (kind != PageKind::document || open.missing) return {};
  if (open.target != path) return {{}, path, {}};  // on its way
  const contract::Document& shown = open.shown.value;
  const std::string address(contract::canonical_path(shown));
  return address.empty() ? SetTitle{} : SetTitle{{}, address, shown.description};
}

// What its heading says. In large print a page of a booking may ask the second question of two.
Text title_of(const contract::Page& page) {
  if (page.target == contract::kSecondQuestion && page.kind == PageKind::pickup_what)
    return Text::pickup_things_title;
  if (page.target == contract::kSecondQuestion && page.kind == PageKind::pickup_when)
    return Text::pickup_hours_title;
  return contract::page_facts(page.kind).title;
}

// A public page says its own title; before it is there, that it is being opened, or why it is not. The quiz
// says how far it is, once it has begun.
std::string page_title(const Model& model) {
  const OpenDocument& open = model.document;
  if (model.page.kind != PageKind::document) return std::string(contract::text(title_of(model.page)));
  if (!model.quiz.questions.empty() && is_guide_quiz(model)) return quiz_title(model.quiz);
  if (open.shown.known) return open.shown.value.title;
  if (open.shown.state == LoadState::failed && !open.missing)
    return std::string(
        contract::text(is_offline(open.shown.failure) ? Text::frame_offline_title : Text::document_failed));
  return std::string(contract::text(open.missing ? Text::title_not_found : Text::document_opening));
}

// "#code=" of a slip: what stands behind the # is sent to no server. Older slips have "?code=".
std::string slip_code(std::string_view target) {
  const std::size_t hash = target.find('#');
  if (hash == std::string_view::npos) return query_value(target, "code");
  return query_value("?" + std::string(target.substr(hash + 1)), "code");
}

// A document is shown until the next one is there; other pages put it away.
void enter_parts(Model& model, Effects& effects) {
  if (model.page.kind != PageKind::document) {
    model.document.shown = {};
    model.document.target.clear();
  }
  if (has_ticket(model) && model.part == LoadState::ready) open_coming(model, effects);
  if (!needs_part(model.page.kind) || !has_part(model)) return;
  const PageKind kind = model.page.kind;
  if (kind == PageKind::document) {
    enter_document(model, effects);
    enter_guide(model, effects);
  }
  if (kind == PageKind::pickup_when) refresh_slots(model, effects, Form::draft);
  if (is_feedback(kind)) enter_feedback(model, effects);
  if (kind == PageKind::pickup_booking || kind == PageKind::pickup_change) open_booking(model, effects);
  if (kind == PageKind::pickup_change) fill_change(model, effects);
  if (kind == PageKind::pickup_lookup) open_kept(model, effects);
  if (kind == PageKind::survey) open_survey(model, effects, slip_code(model.page.target));
}

bool is_document_shown(const Model& model) {
  return model.page.kind == PageKind::document && model.document.shown.known &&
         model.document.target != model.page.target && !draws_itself(model);
}

void enter(Model& model, Effects& effects, History history) {
  const PageKind kind = model.page.kind;
  if (std::exchange(model.speaking, false)) effects.push_back(Speak{});
  if (is_booking_step(kind)) begin_draft(model);
  model.went_back = history == History::keep;
  enter_parts(model, effects);
  ensure_page_data(model, effects);
  set_title(model, effects);
  if (is_document_shown(model)) return;  // the person moves when the next page is there
  if (history != History::start) effects.push_back(FocusHeading{});
  if (history == History::push || history == History::replace) effects.push_back(ScrollTop{});
  if (model.part == LoadState::ready) hold_step(model, effects);
}

// A document keeps its query, and a heading of it may be asked for.
void open_document(Model& model, Effects& effects, std::string_view path, Page page, History history) {
  const std::size_t hash = path.find('#');
  const std::string_view anchor = hash == std::string_view::npos ? "" : path.substr(hash + 1);
  if (history == History::push) effects.push_back(PushPath{std::string(path)});
  const bool here = model.page.kind == PageKind::document && model.page.target == page.target &&
                    model.document.target == page.target;
  if (here && history != History::start) {
    if (history == History::push && !anchor.empty()) jump_to(model, effects, anchor);
    if (history == History::push && anchor.empty()) effects.push_back(ScrollTop{});
    if (history == History::push) enter_guide(model, effects);
    return;
  }
  leave(model);
  model.page = std::move(page);
  model.document.anchor = history == History::keep ? std::string() : std::string(anchor);
  enter(model, effects, history);
}

}  // namespace

void enter_part(Model& model, Effects& effects) {
  enter_parts(model, effects);
  ensure_page_data(model, effects);
  grant_wish(model, effects);
  hold_step(model, effects);
}

void open_path(Model& model, Effects& effects, std::string_view path, History history) {
  Page page = contract::parse_page(path);
  if (page.kind == PageKind::unknown) {
    leave(model);
    model.page = page;
    if (history == History::push) effects.push_back(PushPath{std::string(path)});
    return enter(model, effects, history);
  }
  if (page.kind == PageKind::document) return open_document(model, effects, path, std::move(page), history);
  page = stand_in_for(model, std::move(page), history);
  // After a reload nothing is known of the day but by the slot: without one it is asked again.
  const bool no_day = history == History::start && page.kind == PageKind::pickup_when &&
                      model.booking.draft.request.slot.empty();
  if (is_booking_step(page.kind) && (no_day || !model.elder)) page.target.clear();
  const std::string canonical = contract::page_path(page);
  // The code of a slip does not stay in the address, nor a question that is not asked on its own.
  const bool whole = page.kind == PageKind::survey || is_booking_step(page.kind);
  const bool differs = path.substr(0, whole ? path.npos : path.find_first_of("?#")) != canonical;
  const bool asks = has_wish(path);
  if (history != History::push && (differs || asks)) effects.push_back(ReplacePath{canonical});
  open_page(model, effects, page, history);
  if (asks) make_wish(model, effects, path);
}

void open_page(Model& model, Effects& effects, const Page& page, History history) {
  leave(model);
  model.page = page;
  const std::string path = contract::page_path(page);
  if (history == History::push) effects.push_back(PushPath{path});
  if (history == History::replace) effects.push_back(ReplacePath{path});
  enter(model, effects, history);
}

void hold_step(Model& model, Effects& effects) {
  if (!is_booking_step(model.page.kind) || !model.catalogue.known || !model.areas.known) return;
  const Question asked = asked_now(model)->first;
  const Question first = first_incomplete(model, asked);
  if (first != asked) open_page(model, effects, page_of(model, first), History::replace);
}

void set_title(const Model& model, Effects& effects) {
  const std::string page = page_title(model);
  const std::string& portal = model.site.value.portal_name;
  SetTitle effect = described(model);
  effect.title = page;
  if (!portal.empty())
    effect.title = model.page.kind == PageKind::home
                       ? portal
                       : contract::text(Text::title_page, {{"page", page}, {"portal", portal}});
  effects.push_back(std::move(effect));
}

void show_notice(Model& model, Effects& effects, NoticeKind kind, Text title, Text text) {
  model.notice = Notice{kind, std::string(contract::text(title)), std::string(contract::text(text))};
  effects.push_back(Announce{model.notice->title + ' ' + model.notice->text});
}

void raise_notice(Model& model, Effects& effects, NoticeKind kind, Text title, Text text) {
  show_notice(model, effects, kind, title, text);
  effects.push_back(FocusHeading{});
  effects.push_back(ScrollTop{});
}

void wait_out(Effects& effects, const Failure& failure) {
  constexpr int kMillisecondsPerSecond = 1000;
  constexpr int kLongest = 3600;
  const int seconds = failure.error.retry_after_s;
  if (seconds > 0 && seconds <= kLongest)
    effects.push_back(SetTimer{kRetryTimer, seconds * kMillisecondsPerSecond});
}

}  // namespace wufei::model
