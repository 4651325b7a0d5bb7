// The rows of weigh tickets, one for each record that has one. Functions run inside the caller's transaction
// and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/ticket/waste_ticket.hpp"

namespace wufei::storage {

class TicketStore {
 public:
  explicit TicketStore(const Store& store) : county_(store.county()) {}

  // Over what stood there; `entered_at` of the first stays.
  void put(Session& session, const contract::WasteTicket& ticket) const;
  std::optional<contract::WasteTicket> of(Session& session, std::string_view number) const;

  static StoreFacts facts();

 private:
  std::string county_;
};

}  // namespace wufei::storage
