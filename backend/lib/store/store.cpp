#include "lib/store/store.hpp"

#include "lib/store/data_directory.hpp"
#include "lib/store/meta_store.hpp"

namespace wufei::storage {

Store::Store(std::unique_ptr<FileLock> lock, const Cipher& cipher, Database database)
    : lock_(std::move(lock)), cipher_(cipher), database_(std::move(database)) {}
Store::~Store() = default;

contract::Result<std::unique_ptr<Store>> Store::open(const StoreOptions& options) {
  const std::filesystem::path file = database_file(options.directory);
  if (options.create) {
    if (auto prepared_directory = prepare_directory(options.directory); !prepared_directory)
      return prepared_directory.error();
  } else if (std::error_code failed; !std::filesystem::exists(file, failed)) {
    return contract::make_error(contract::ErrorCode::unavailable, file.string() + ": there is no database");
  }
  std::unique_ptr<FileLock> lock;
  if (options.exclusive) {
    auto taken = FileLock::take(lock_file(options.directory));
    if (!taken) return taken.error();
    lock = std::move(*taken);
  }
  auto cipher = Cipher::from_file(key_file(options.directory));
  if (!cipher) return cipher.error();
  auto database = open_database(file, options.batch_size);
  if (!database) return database.error();
  const auto same_key = database->writer->run([&](Session& session) { return check_key(session, *cipher); });
  if (!same_key) return same_key.error();
  return std::unique_ptr<Store>(new Store(std::move(lock), *cipher, std::move(*database)));
}

contract::Status Store::ping() {
  if (!writer().healthy()) {  // a full disk may have room again: try, so that readiness comes back by itself
    const auto tried = writer().run([](Session& session) {
      MetaStore::try_writing(session);
      return contract::ok();
    });
    if (!tried) return tried.error();
  }
  return readers().run([](Session& session) {
    (void)MetaStore::text(session, kKeyFingerprint);
    return contract::ok();
  });
}

void Store::close() {
  writer().close();
}

}  // namespace wufei::storage
