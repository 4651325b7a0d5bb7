// What waste gives to the house: each part of it in a folder of its own, opened by one function. A part that
// comes later finds what the earlier ones put into the services.
#include "county/feature.hpp"
#include "waste/alarm/alarm_store.hpp"
#include "waste/balance/balance_part.hpp"
#include "waste/balance/balance_store.hpp"
#include "waste/board/board_store.hpp"
#include "waste/board/open_board.hpp"
#include "waste/declaration/declaration_store.hpp"
#include "waste/declaration/open_declarations.hpp"
#include "waste/exchange/change_store.hpp"
#include "waste/exchange/exchange_rows.hpp"
#include "waste/exchange/exchange_store.hpp"
#include "waste/exchange/open_exchange.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/manifest/manifest_feature.hpp"
#include "waste/manifest/manifest_store.hpp"
#include "waste/notice/waste_notice_store.hpp"
#include "waste/paper/paper_store.hpp"
#include "waste/party/open_parties.hpp"
#include "waste/party/party_store.hpp"
#include "waste/party/permit_photo_store.hpp"
#include "waste/party/stream_store.hpp"
#include "waste/screen/open_wall.hpp"
#include "waste/screen/waste_public_store.hpp"
#include "waste/ticket/mileage_store.hpp"
#include "waste/ticket/ticket_store.hpp"
#include "waste/waste_commands.hpp"
#include "waste/weighing/weighing_store.hpp"

namespace wufei::app {
namespace {

contract::Status open(Ground& ground) {
  if (auto opened = open_parties(ground); !opened) return opened;
  if (auto opened = open_manifests(ground); !opened) return opened;
  if (auto opened = open_balances(ground); !opened) return opened;
  if (auto opened = open_declarations(ground); !opened) return opened;
  if (auto opened = open_wall(ground); !opened) return opened;
  if (auto opened = open_board(ground); !opened) return opened;
  return open_exchange(ground);
}

}  // namespace

Feature waste_feature() {
  return {
      .name = "waste",
      .content = service::waste_part,
      .commands = add_waste_commands,
      .open = open,
      .stores = {storage::PartyStore::facts(), storage::ManifestStore::facts(),
                 storage::DeclarationStore::facts(), storage::BalanceStore::facts(),
                 storage::AlarmStore::facts(), storage::WeighingStore::facts(),
                 storage::WastePublicStore::facts(), storage::WasteChangeStore::facts(),
                 storage::ExchangeStore::facts(), storage::ExchangeRows::facts(),
                 storage::BoardStore::facts(), storage::WasteStreamStore::facts(),
                 storage::WasteNoticeStore::facts(), storage::PermitPhotoStore::facts(),
                 storage::PaperStore::facts(), storage::TicketStore::facts(), storage::MileageStore::facts()},
      .verify = verify_balances};
}

}  // namespace wufei::app
