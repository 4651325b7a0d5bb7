#include "support/office_fixture.hpp"
#include "county/county_content.hpp"
#include "pickup/pickup_content.hpp"

#include <stdexcept>

#include "app/features.hpp"
#include "county/content.hpp"
#include "support/raw_database.hpp"
namespace wufei::test {

void FakeClock::set(const std::string& instant) {
  const auto parsed = contract::parse_instant(instant);
  if (!parsed) throw std::runtime_error("not an instant: " + instant);
  now_ = *parsed;
}

std::filesystem::path content_directory() {
  return WUFEI_CONTENT_DIR;
}

service::ContentPtr real_content() {
  static const auto content = [] {
    service::LoadedContent loaded =
        service::load_content(service::DirectoryReader(content_directory()), app::content_parts());
    if (!loaded.content) throw std::runtime_error(service::describe(loaded.faults));
    return loaded.content;
  }();
  return content;
}

Office::Office(int batch_size) : batch_size_(batch_size) {
  clock.set("2026-11-24T10:00:00+08:00");
  reopen();
}

void Office::reopen() {
  surveys.reset();
  pickups.reset();
  store.reset();
  storage::StoreOptions options;
  options.directory = scratch.path() / "data";
  place_migrated_store(options.directory);
  options.exclusive = options.create = true;
  options.batch_size = batch_size_;
  auto opened = storage::Store::open(options);
  if (!opened) throw std::runtime_error(opened.error().detail);
  store = std::move(*opened);
  app::join_all(*store);
  pickups = std::make_unique<service::PickupService>(*store, real_content(), clock, service::system_ids());
  if (!source) source = std::make_unique<service::ContentSource>(real_content());
  surveys = std::make_unique<service::SurveyService>(*store, *source, clock, service::system_ids());
}

std::string sample_slot(const std::string& category, const std::string& date, const std::string& window) {
  return contract::slot_id({real_content()->get<service::CountyContent>().areas.front().code, category,
                            *contract::parse_date(date), window});
}

contract::PickupRequest sample_request(int number, const std::string& category) {
  const auto content = real_content();
  contract::PickupRequest request;
  request.area = content->get<service::CountyContent>().areas.front().code;
  request.address = "Garden Road 12, house " + std::to_string(number);
  request.contact_name = "Li";
  request.phone = "138" + std::to_string(100000000 + number).substr(1);
  request.category = category;
  request.items = {
      {contract::find_category(content->get<service::PickupContent>().catalogue, category)->items.front().id,
       1,
       {}}};
  request.slot = sample_slot(category);
  request.consent = true;
  return request;
}

contract::Result<contract::Pickup> book(Office& office, const contract::PickupRequest& request,
                                        const std::string& key, const std::string& body) {
  return office.pickups->book(request, key, body);
}

contract::Result<service::StaffPickup> complete(service::PickupService& pickups, std::string_view reference,
                                                std::int64_t grams) {
  contract::Outcome outcome;
  outcome.grams = grams;
  return pickups.record_outcome(reference, outcome, kClerk);
}

contract::Result<service::StaffPickup> not_presented(service::PickupService& pickups,
                                                     std::string_view reference, std::string_view note) {
  contract::Outcome outcome;
  outcome.kind = contract::OutcomeKind::not_presented;
  outcome.note = note;
  return pickups.record_outcome(reference, outcome, kClerk);
}

bool has_field(const contract::Error& error, const std::string& pointer, contract::Rule rule) {
  for (const contract::FieldError& field : error.fields)
    if (field.pointer == pointer && field.rule == rule) return true;
  return false;
}

}  // namespace wufei::test
