#include "lib/store/store.hpp"

#include "lib/store/data_directory.hpp"
#include "lib/store/meta_store.hpp"

namespace wufei::storage {
namespace {

constexpr std::string_view kCounty = "county";  // its name in meta

// What is found only when somebody waits is found too late.
contract::Status refuse_damaged(Database& database, const std::filesystem::path& file) {
  auto sound = database.readers->run(check_quickly);
  if (sound) return sound;
  return contract::make_error(contract::ErrorCode::unavailable, file.string() + ": " + sound.error().detail +
                                                                    ": put back a backup (wufei restore)");
}

}  // namespace

Store::Store(DirectoryLock lock, const Cipher& cipher, std::string county, Database database)
    : lock_(std::move(lock)), cipher_(cipher), county_(std::move(county)), database_(std::move(database)) {}
Store::~Store() = default;

contract::Result<std::unique_ptr<Store>> Store::open(const StoreOptions& options) {
  const std::filesystem::path file = database_file(options.directory);
  if (options.create) {
    if (auto prepared_directory = prepare_directory(options.directory); !prepared_directory)
      return prepared_directory.error();
  } else if (std::error_code failed; !std::filesystem::exists(file, failed)) {
    return contract::make_error(contract::ErrorCode::unavailable, file.string() + ": there is no database");
  }
  DirectoryLock lock;
  if (options.exclusive) {
    auto taken = lock_directory(options.directory);
    if (!taken) return taken.error();
    lock = std::move(*taken);
  }
  auto cipher = Cipher::from_file(key_file(options.directory));
  if (!cipher) return cipher.error();
  auto database = open_database(file, options.batch_size);
  if (!database) return database.error();
  auto county = database->writer->run([&](Session& session) -> contract::Result<std::string> {
    if (auto same_key = check_key(session, *cipher); !same_key) return same_key.error();
    return MetaStore::text(session, kCounty);
  });
  if (!county) return county.error();
  if (options.exclusive)
    if (auto sound = refuse_damaged(*database, file); !sound) return sound.error();
  return std::unique_ptr<Store>(
      new Store(std::move(lock), *cipher, std::move(*county), std::move(*database)));
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
