// What an open store consists of; for the service floor, which composes transactions out of the nouns'
// stores.
#pragma once

#include <memory>

#include "storage/access_log_store.hpp"
#include "storage/cipher.hpp"
#include "storage/feedback_store.hpp"
#include "storage/file_lock.hpp"
#include "storage/guide_store.hpp"
#include "storage/indicator_store.hpp"
#include "storage/meta_store.hpp"
#include "storage/notice_store.hpp"
#include "storage/pickup_store.hpp"
#include "storage/readers.hpp"
#include "storage/slot_store.hpp"
#include "storage/store.hpp"
#include "storage/survey_store.hpp"
#include "storage/token_store.hpp"
#include "storage/writer.hpp"

namespace wufei::storage {

struct Store::Parts {
  Parts(std::unique_ptr<FileLock> lock_taken, Cipher key, std::unique_ptr<Connection> connection,
        const std::filesystem::path& database, int batch_size)
      : lock(std::move(lock_taken)),
        cipher(key),
        writer(std::move(connection), batch_size),
        readers(database),
        pickups(cipher),
        tokens(cipher),
        notices(cipher),
        feedback(cipher),
        surveys(cipher) {}

  std::unique_ptr<FileLock> lock;  // null unless exclusive
  Cipher cipher;
  Writer writer;
  Readers readers;  // gone before the writer: only a connection that writes can put the log into the database
                    // at the end
  PickupStore pickups;
  TokenStore tokens;
  NoticeStore notices;
  FeedbackStore feedback;
  SurveyStore surveys;
};

}  // namespace wufei::storage
