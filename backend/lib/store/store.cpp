#include "lib/store/store.hpp"

#include "lib/store/data_directory.hpp"
#include "lib/store/keys/key_upkeep.hpp"
#include "lib/store/meta_store.hpp"
#include "lib/store/transfer.hpp"

namespace wufei::storage {
namespace {

constexpr std::string_view kCounty = "county";  // its name in meta

// What is found only when somebody waits is found too late.
contract::Status refuse_damaged(Database& database, const StorePlace& place) {
  auto sound = database.readers->run(database.upkeep->check_quickly);
  if (sound) return sound;
  return contract::make_error(contract::ErrorCode::unavailable, name_of(place) + ": " + sound.error().detail +
                                                                    ": put back a backup (wufei restore)");
}

// Makes what may be made; a file that is not there and may not be made is refused.
contract::Status prepare(const StorePlace& place, bool create) {
  if (create) return prepare_directory(place.directory);
  std::error_code failed;
  if (!place.url.empty() || std::filesystem::exists(database_file(place.directory), failed))
    return contract::ok();
  return contract::make_error(contract::ErrorCode::unavailable, name_of(place) + ": there is no database");
}

std::int64_t size_of(const std::filesystem::path& file) {
  std::error_code missing;
  const auto bytes = std::filesystem::file_size(file, missing);
  return missing ? 0 : static_cast<std::int64_t>(bytes);
}

}  // namespace

Store::Store(StorePlace place, DirectoryLock lock, const Cipher& cipher, std::string county,
             Database database)
    : place_(std::move(place)),
      lock_(std::move(lock)),
      cipher_(cipher),
      county_(std::move(county)),
      database_(std::move(database)) {}
Store::~Store() = default;

contract::Result<std::unique_ptr<Store>> Store::open(const StoreOptions& options) {
  const auto place = resolved({options.directory, options.url});
  if (!place) return place.error();
  if (auto prepared = prepare(*place, options.create); !prepared) return prepared.error();
  DirectoryLock lock;
  if (options.exclusive && place->url.empty()) {
    auto taken = lock_directory(options.directory);
    if (!taken) return taken.error();
    lock = std::move(*taken);
  }
  auto cipher = Cipher::from_file(key_file(options.directory), options.now);
  if (!cipher) return cipher.error();
  auto database = open_database(*place, {options.batch_size, options.cache_mb, options.connections});
  if (!database) return database.error();
  if (auto heeded = heed_told(*database->readers, cipher->keys()); !heeded) return heeded.error();
  auto county = database->writer->run([&](Session& session) -> contract::Result<std::string> {
    if (auto same_key = check_key(session, *cipher); !same_key) return same_key.error();
    if (const std::string where = MetaStore::text(session, kMovedTo); !where.empty())
      return contract::make_error(contract::ErrorCode::unavailable,
                                  name_of(*place) + ": its rows were moved to " + where);
    return MetaStore::text(session, kCounty);
  });
  if (!county) return county.error();
  if (options.exclusive)
    if (auto sound = refuse_damaged(*database, *place); !sound) return sound.error();
  return std::unique_ptr<Store>(
      new Store(*place, std::move(lock), *cipher, std::move(*county), std::move(*database)));
}

std::int64_t Store::bytes() {
  if (database_.upkeep->bytes == nullptr) {
    const std::filesystem::path file = database_file(place_.directory);
    return size_of(file) + size_of(std::filesystem::path(file) += "-wal");
  }
  const auto bytes = readers().run([this](Session& session) -> contract::Result<std::int64_t> {
    return database_.upkeep->bytes(session);
  });
  return bytes ? *bytes : 0;
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
