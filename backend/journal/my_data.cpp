#include "journal/my_data.hpp"

#include "lib/base/base64.hpp"

namespace wufei::contract {
namespace {

template <class Rows, class Write>
Json list_of(const Rows& rows, const Write& write) {
  Json list = Json::array();
  for (const auto& row : rows) list.push_back(write(row));
  return list;
}

Json message_to_json(const MyMessage& message) {
  Json json{{"written_at", format_instant(message.written_at)},
            {"kind", message.kind},
            {"state", message.state},
            {"phone", message.phone},
            {"text", message.text}};
  if (message.sent_at > 0) json["sent_at"] = format_instant(message.sent_at);
  return json;
}

Json call_to_json(const MyCall& call) {
  return {{"at", format_instant(call.at)}, {"reached", call.reached}, {"verdict", call.verdict}};
}

Json event_to_json(const MyEvent& row) {
  return {{"at", format_instant(row.event.at)},
          {"event", row.event.kind},
          {"detail", row.event.detail},
          {"by", row.by}};
}

Json consent_to_json(const MyConsent& consent) {
  return {{"to", consent.to}, {"given", consent.given}, {"at", format_instant(consent.at)}};
}

Json retention_to_json(const MyData& data) {
  Json json{{"days", data.retention_days}};
  if (data.kept_until) json["kept_until"] = format_date(*data.kept_until);
  return json;
}

}  // namespace

Json my_data_to_json(const MyData& data) {
  Json json{{"reference", data.reference},
            {"made_at", format_instant(data.made_at)},
            {"record", data.record},
            {"events", list_of(data.events, event_to_json)},
            {"messages", list_of(data.messages, message_to_json)},
            {"calls", list_of(data.calls, call_to_json)},
            {"acts", list_of(data.acts,
                             [](const MyAct& act) {
                               return Json{{"at", format_instant(act.at)}, {"action", act.action}};
                             })},
            {"consents", list_of(data.consents, consent_to_json)},
            {"retention", retention_to_json(data)},
            {"erasable", data.erasable},
            {"erased", data.erased}};
  json["photographs"] = list_of(data.photographs, [](const std::string& jpeg) {
    return Json{{"media_type", "image/jpeg"}, {"base64", to_base64(jpeg)}};
  });
  if (data.looks) json["looks"] = looks_to_json(*data.looks);
  if (data.erased_at > 0) json["erased_at"] = format_instant(data.erased_at);
  return json;
}

}  // namespace wufei::contract
