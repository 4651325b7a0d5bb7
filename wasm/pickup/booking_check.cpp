#include "wasm/pickup/booking_check.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "county/site/references.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/text.hpp"
#include "wasm/portal/shared/fetching.hpp"

namespace wufei::model {
namespace {

using contract::FieldError;
using contract::PageKind;
using contract::Rule;

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool has_pointer(const std::vector<FieldError>& errors, std::string_view pointer) {
  for (const FieldError& error : errors)
    if (error.pointer == pointer) return true;
  return false;
}

constexpr Step kStepOf[kQuestions] = {Step::what, Step::what, Step::where, Step::when,
                                      Step::when, Step::who,  Step::check};
// By Step; behind the last step that asks, the end.
constexpr Question kFirstOf[] = {Question::kind,   Question::place, Question::day,
                                 Question::person, Question::check, static_cast<Question>(kQuestions)};

// In which the field of a JSON Pointer into the request is filled in. A slot is asked for by its day first.
Question question_of(const Model& model, std::string_view pointer) {
  if (pointer == "/category") return Question::kind;
  if (starts_with(pointer, "/items")) return Question::things;
  if (pointer == "/area" || pointer == "/village" || pointer == "/address") return Question::place;
  if (pointer == "/slot") return model.booking.picker.day ? Question::hours : Question::day;
  if (pointer == "/contact_name" || pointer == "/phone" || starts_with(pointer, "/proxy") ||
      pointer == "/note" || pointer == "/consent")
    return Question::person;
  return Question::check;
}

// The fields of the forms from top to bottom, with their labels; none where the error says it all.
struct AskedField {
  std::string_view pointer;
  std::optional<contract::Text> label;
};
const AskedField kAskedFields[] = {{"/category", {}},
                                   {"/items", {}},
                                   {"/area", contract::Text::pickup_area},
                                   {"/village", contract::Text::pickup_village},
                                   {"/slot", {}},
                                   {"/address", contract::Text::pickup_address},
                                   {"/contact_name", contract::Text::pickup_contact_name},
                                   {"/phone", contract::Text::pickup_phone},
                                   {"/proxy/name", contract::Text::pickup_proxy_name},
                                   {"/proxy/phone", contract::Text::pickup_proxy_phone},
                                   {"/proxy/consent", {}},
                                   {"/note", contract::Text::pickup_note},
                                   {"/consent", {}},
                                   {"/reference", contract::Text::lookup_reference},
                                   {"/phone_tail", contract::Text::lookup_phone_tail}};

std::size_t position_of(std::string_view pointer) {
  std::size_t at = 0;
  for (; at < std::size(kAskedFields); ++at) {
    const std::string_view known = kAskedFields[at].pointer;
    if (pointer == known || (known == "/items" && starts_with(pointer, known))) break;
  }
  return at;
}

// A slot that the server no longer offers. Silent while the list is not there: the server decides anyway.
std::optional<Rule> slot_fault(const SlotPicker& picker, std::string_view id, std::string_view own_slot) {
  if (!picker.slots.known || id.empty() || id == own_slot) return std::nullopt;
  for (const contract::Slot& slot : picker.slots.value)
    if (slot.id == id) {
      if (slot.remaining > 0) return std::nullopt;
      if (!slot.closed.empty()) return Rule::slot_closed;
      return slot.day_remaining > 0 ? Rule::slot_full : Rule::day_full;
    }
  return Rule::slot_in_past;
}

// The catalogue's and the slots' rules speak first: their texts say what to choose.
std::vector<FieldError> draft_errors(const Model& model) {
  const contract::PickupRequest request = request_of(model);
  std::vector<FieldError> errors =
      contract::check_pickup(request, model.areas.value, model.catalogue.value.catalogue);
  if (const auto fault = slot_fault(model.booking.picker, request.slot, {}))
    errors.push_back({"/slot", *fault, 0});
  const auto parsed = contract::parse_pickup_request(contract::pickup_request_to_json(request));
  if (!parsed)
    for (const FieldError& error : parsed.error().fields)
      if (!has_pointer(errors, error.pointer)) errors.push_back(error);
  for (const FieldError& error : model.booking.server_errors)
    if (!has_pointer(errors, error.pointer)) errors.push_back(error);
  return errors;
}

}  // namespace

std::optional<Step> step_of(PageKind kind) {
  if (kind < PageKind::pickup_what || kind > PageKind::pickup_done) return std::nullopt;
  return static_cast<Step>(static_cast<int>(kind) - static_cast<int>(PageKind::pickup_what));
}

static_assert(static_cast<int>(PageKind::pickup_done) - static_cast<int>(PageKind::pickup_what) ==
              static_cast<int>(Step::done));
PageKind page_of(Step step) {
  return static_cast<PageKind>(static_cast<int>(PageKind::pickup_what) + static_cast<int>(step));
}

Asked asked_with(const Model& model, Question question) {
  if (model.elder) return {question, question};
  if (question == Question::things) question = Question::kind;
  if (question == Question::hours) question = Question::day;
  const bool two = question == Question::kind || question == Question::day;
  return {question, static_cast<Question>(static_cast<int>(question) + (two ? 1 : 0))};
}

std::optional<Asked> asked_now(const Model& model) {
  const auto step = step_of(model.page.kind);
  if (!step || *step > Step::check) return std::nullopt;
  const int second = model.page.target.empty() ? 0 : 1;
  return asked_with(model,
                    static_cast<Question>(static_cast<int>(kFirstOf[static_cast<int>(*step)]) + second));
}

contract::Page page_of(const Model& model, Question question) {
  contract::Page page{page_of(kStepOf[static_cast<int>(question)]), {}};
  const bool second = question == Question::things || question == Question::hours;
  if (model.elder && second) page.target = contract::kSecondQuestion;
  return page;
}

Question open_question(const Model& model, Question first) {
  const contract::PickupRequest& request = model.booking.draft.request;
  if (first == Question::kind && !request.category.empty()) return Question::things;
  if (first == Question::day && !request.slot.empty()) return Question::hours;
  return first;
}

void show_errors(Model& model, const Asked& asked, bool shown) {
  for (auto at = static_cast<std::size_t>(asked.first); at <= static_cast<std::size_t>(asked.last); ++at)
    model.booking.show_errors[at] = shown;
}

contract::PickupRequest request_of(const Model& model) {
  contract::PickupRequest request = model.booking.draft.request;
  const contract::Category* category =
      contract::find_category(model.catalogue.value.catalogue, request.category);
  if (category == nullptr) return request;
  std::vector<contract::PickupItem> items;
  for (contract::PickupItem& item : request.items)
    if (contract::find_item(*category, item.item) != nullptr) items.push_back(std::move(item));
  request.items = std::move(items);
  return request;
}

std::vector<FieldError> errors_of(const Model& model, const Asked& asked) {
  std::vector<FieldError> errors;
  for (FieldError& error : draft_errors(model)) {
    const Question question = question_of(model, error.pointer);
    if (question >= asked.first && question <= asked.last) errors.push_back(std::move(error));
  }
  std::stable_sort(errors.begin(), errors.end(), [](const FieldError& left, const FieldError& right) {
    return position_of(left.pointer) < position_of(right.pointer);
  });
  return errors;
}

std::vector<FieldError> shown_errors(const Model& model, const Asked& asked) {
  const bool shown = model.booking.show_errors[static_cast<std::size_t>(asked.last)];
  return shown ? errors_of(model, asked) : std::vector<FieldError>();
}

std::vector<FieldError> step_errors(const Model& model, Step step) {
  const int after = static_cast<int>(kFirstOf[static_cast<int>(step) + 1]);
  return errors_of(model, {kFirstOf[static_cast<int>(step)], static_cast<Question>(after - 1)});
}

Question first_incomplete(const Model& model, Question wanted) {
  auto first = wanted;
  for (const FieldError& error : draft_errors(model))
    if (const Question question = question_of(model, error.pointer); question < first) first = question;
  return first;
}

std::string booking_error(const Model& model, std::string_view pointer) {
  const Question question = question_of(model, pointer);
  const bool shown = model.booking.show_errors[static_cast<std::size_t>(question)];
  return shown ? error_at(errors_of(model, {question, question}), pointer) : std::string();
}

std::vector<FieldError> lookup_errors(const Model& model) {
  std::vector<FieldError> errors;
  const Lookup& lookup = model.lookup;
  if (!contract::normalised_reference(lookup.reference, contract::kPickupPrefix))
    errors.push_back({"/reference", lookup.reference.empty() ? Rule::required : Rule::reference_format, 0});
  if (!contract::normalised_phone_secret(lookup.phone_tail))
    errors.push_back(
        {"/phone_tail", lookup.phone_tail.empty() ? Rule::required : Rule::phone_tail_format, 0});
  return errors;
}

contract::PickupChange change_of(const Model& model) {
  const ChangeForm& form = model.change;
  const contract::Pickup& booked = model.open.pickup.value;
  contract::PickupChange change;
  if (form.slot != booked.slot.id) change.slot = form.slot;
  if (form.address != booked.address) change.address = form.address;
  if (form.note != booked.note) change.note = form.note;
  bool same = form.items.size() == booked.items.size();
  for (std::size_t i = 0; same && i < form.items.size(); ++i)
    same = form.items[i].item == booked.items[i].item && form.items[i].quantity == booked.items[i].quantity;
  if (!same) change.items = form.items;
  return change;
}

bool is_empty(const contract::PickupChange& change) {
  return !change.slot && !change.items && !change.address && !change.note;
}

std::vector<FieldError> change_errors(const Model& model) {
  const ChangeForm& form = model.change;
  const contract::Pickup& booked = model.open.pickup.value;
  std::vector<FieldError> errors;
  if (const auto* category = contract::find_category(model.catalogue.value.catalogue, booked.category))
    errors = contract::check_items(form.items, *category);
  if (form.slot.empty()) errors.push_back({"/slot", Rule::slot_format, 0});
  if (const auto fault = slot_fault(form.picker, form.slot, booked.slot.id))
    errors.push_back({"/slot", *fault, 0});
  const contract::PickupChange change = change_of(model);
  if (is_empty(change)) errors.push_back({"", Rule::no_change, 0});
  const auto parsed = contract::parse_pickup_change(contract::pickup_change_to_json(change));
  if (!is_empty(change) && !parsed)
    for (const FieldError& error : parsed.error().fields)
      if (!has_pointer(errors, error.pointer)) errors.push_back(error);
  for (const FieldError& error : form.server_errors)
    if (!has_pointer(errors, error.pointer)) errors.push_back(error);
  return errors;
}

std::vector<NamedFault> named_faults(const std::vector<FieldError>& errors) {
  std::vector<NamedFault> faults;
  std::size_t last = std::size(kAskedFields);
  const bool no_category = has_pointer(errors, "/category");
  for (const FieldError& error : errors) {
    const std::size_t at = position_of(error.pointer);
    if (at == std::size(kAskedFields) || at == last || (no_category && kAskedFields[at].pointer == "/items"))
      continue;
    last = at;
    std::string words = no_category && at == 0
                            ? std::string(contract::text(contract::Text::pickup_choose_category))
                            : contract::rule_text(error.rule, error.limit);
    if (kAskedFields[at].label)
      words = contract::text(contract::Text::form_fault,
                             {{"label", contract::text(*kAskedFields[at].label)}, {"error", words}});
    faults.push_back({std::move(words), field_key(error.pointer)});
  }
  return faults;
}

std::string error_at(const std::vector<FieldError>& errors, std::string_view pointer) {
  const bool below = !pointer.empty() && pointer.back() == '/';
  for (const FieldError& error : errors)
    if (below ? starts_with(error.pointer, pointer) : error.pointer == pointer)
      return contract::rule_text(error.rule, error.limit);
  return {};
}

std::string field_key(std::string_view pointer) {
  if (pointer == "/category") return "category0";
  if (starts_with(pointer, "/items")) return "item_search";
  if (pointer == "/slot") return "day0";
  if (pointer == "/proxy/name") return "proxy_name";
  if (pointer == "/proxy/phone") return "proxy_phone";
  if (pointer == "/proxy/consent") return "proxy_consent";
  return std::string(pointer.substr(pointer.empty() ? 0 : 1));
}

}  // namespace wufei::model
