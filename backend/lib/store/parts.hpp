// What an open store consists of; for the service floor, which composes transactions out of the nouns'
// stores.
#pragma once

#include <memory>

#include "feedback/feedback_store.hpp"
#include "guide/guide_store.hpp"
#include "indicator/indicator_store.hpp"
#include "lib/store/access_log_store.hpp"
#include "lib/store/cipher.hpp"
#include "lib/store/file_lock.hpp"
#include "lib/store/meta_store.hpp"
#include "lib/store/readers.hpp"
#include "lib/store/store.hpp"
#include "lib/store/writer.hpp"
#include "notice/notice_store.hpp"
#include "pickup/pickup_store.hpp"
#include "pickup/slot_store.hpp"
#include "pickup/token_store.hpp"
#include "survey/survey_store.hpp"

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
