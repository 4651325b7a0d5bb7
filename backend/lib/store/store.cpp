#include "lib/store/store.hpp"

#include "lib/store/data_directory.hpp"
#include "lib/store/parts.hpp"

namespace wufei::storage {

Store::Store(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
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
  auto connection = open_for_writing(file);
  if (!connection) return connection.error();
  if (auto same_key = check_key(**connection, *cipher); !same_key) return same_key.error();
  return std::unique_ptr<Store>(new Store(
      std::make_unique<Parts>(std::move(lock), *cipher, std::move(*connection), file, options.batch_size)));
}

contract::Status Store::ping() {
  if (!parts_->writer
           .healthy()) {  // a full disk may have room again: try, so that readiness comes back by itself
    const auto tried = parts_->writer.run([](Connection& connection) -> contract::Result<int> {
      return run(connection, "UPDATE meta SET value = value || 'x' WHERE name = 'writable'") +
             run(connection, "UPDATE meta SET value = '' WHERE name = 'writable'");
    });
    if (!tried) return tried.error();
  }
  return parts_->readers.run([](Connection& connection) -> contract::Status {
    SQLite::Statement& one = prepared(connection, "SELECT count(*) FROM meta");
    one.executeStep();
    one.reset();
    return contract::ok();
  });
}

void Store::close() {
  parts_->writer.close();
}

}  // namespace wufei::storage
