// Everything that the portal keeps of one record about the person whose record it is, for that person alone:
// what they may look at, copy and have erased (Personal Information Protection Law, articles 45 and 47). Of
// any subject; the record itself is the subject's own JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/event.hpp"
#include "journal/look.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"

namespace wufei::contract {

struct MyEvent {
  HistoryEvent event;
  std::string by;  // resident staff system
};

struct MyMessage {
  UtcSeconds written_at = 0;
  UtcSeconds sent_at = 0;  // 0 = not sent
  std::string kind;        // as the outbox has it
  std::string state;       // waiting sent overtaken failed
  std::string phone, text;
};

// A call after an answer. What colleagues noted of it is theirs.
struct MyCall {
  UtcSeconds at = 0;
  bool reached = false;
  std::string verdict;  // "" = none
};

// What one of the staff did with the record: when and what, never who.
struct MyAct {
  UtcSeconds at = 0;
  std::string action;  // as the access log has it
};

struct MyConsent {
  std::string to;  // use publication proxy
  bool given = false;
  UtcSeconds at = 0;  // when it was said
};

struct MyData {
  std::string reference;
  UtcSeconds made_at = 0;
  Json record;  // null once erased
  std::vector<MyEvent> events;
  std::vector<MyMessage> messages;  // none once erased
  std::vector<MyCall> calls;
  std::vector<std::string> photographs;  // JPEG bytes
  std::optional<std::vector<Look>> looks;
  std::vector<MyAct> acts;
  std::vector<MyConsent> consents;
  int retention_days = 0;
  std::optional<Date> kept_until;  // the last day on which it is kept if nobody asks; nullopt: not known yet
  bool erasable = false;           // now, by its owner
  bool erased = false;
  UtcSeconds erased_at = 0;  // when its owner had it erased; 0 = at the end of its time
};

// The shape is described as MyData in journal.openapi.json; photographs are base64.
Json my_data_to_json(const MyData& data);

}  // namespace wufei::contract
