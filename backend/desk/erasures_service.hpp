// What the desk keeps about a booking or a case goes when that is erased.
#pragma once

namespace wufei::storage {
class Store;
}  // namespace wufei::storage

namespace wufei::service {

// From now on notes of crews, people on dispatched sheets, notes and proposals of colleagues are erased in
// the transaction that erases the booking or the case. Before the first transaction of the store.
void join_erasures(storage::Store& store);

}  // namespace wufei::service
