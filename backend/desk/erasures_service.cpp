#include "desk/erasures_service.hpp"

#include "desk/cases/case_store.hpp"
#include "desk/sheets/sheet_store.hpp"
#include "desk/stops/stop_note_store.hpp"
#include "feedback/own/case_erased.hpp"
#include "lib/store/store.hpp"
#include "pickup/own/pickup_erased.hpp"

namespace wufei::service {

void join_erasures(storage::Store& store) {
  store.happenings().listen<PickupErased>(
      [sheets = storage::SheetStore(store), notes = storage::StopNoteStore(store)](
          storage::Session& session, const PickupErased& erased) {
        notes.erase(session, erased.reference);
        sheets.erase_stop(session, erased.reference, erased.booked_on);
      });
  store.happenings().listen<CaseErased>(
      [cases = storage::CaseStore(store)](storage::Session& session, const CaseErased& erased) {
        cases.erase(session, erased.reference);
      });
}

}  // namespace wufei::service
