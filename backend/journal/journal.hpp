// What a subject keeps of what happens: the history of its items, the tokens that open them, first replies to
// keys, the access log of its staff. And the two ways in which it acts: at most once for a key, and on the
// record. Knows no subject.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "journal/journal_store.hpp"
#include "lib/base/json.hpp"
#include "lib/base/result.hpp"
#include "lib/store/store.hpp"

namespace wufei::service {

// A request that may come twice, and how its reply is kept: `write` and `read` are the reply's wire form.
template <class Reply>
struct KeyedRequest {
  std::string_view key;   // Idempotency-Key, "" = none: then a repeat is another request
  std::string_view body;  // the request's bytes, to recognise a repeated key with another body
  contract::Json (*write)(const Reply&);
  std::optional<Reply> (*read)(const contract::Json&);
};

struct Journal {
  // `subject` names the folder and lives for ever; the store must outlive the journal.
  Journal(storage::Store& opened, std::string_view subject)
      : store(opened),
        events(opened, subject),
        tokens(opened, subject),
        keys(opened, subject),
        log(opened, subject) {}

  // Answers what the key was answered before; else `prepared.reply`, when `perform(session, prepared)` ->
  // Status has stored it, and remembers that until `prepared.expires`. `prepare` -> Result<Prepared> needs no
  // session: the writer only writes. A repeat is answered before its rules, which may have changed. Errors:
  // unprocessable idempotency_key_reused (another body), not_found (what it made is erased), those
  // of `prepare` and `perform`.
  template <class Reply, class Prepare, class Perform>
  contract::Result<Reply> once(const KeyedRequest<Reply>& request, Prepare&& prepare,
                               Perform&& perform) const;

  // Runs `work(session)` -> Result and writes `entry`, which the work may complete, in the same transaction:
  // nobody changes what leaves no trace. What fails leaves none.
  template <class Work>
  auto on_record(const storage::AccessEntry& entry, Work&& work) const {
    using Answer = std::invoke_result_t<Work&, storage::Session&>;
    return store.writer().run([&](storage::Session& session) -> Answer {
      Answer answer = work(session);
      if (answer) log.add(session, entry);
      return answer;
    });
  }

  // The same for what only reads: `read(session)` -> Result runs beside the writer, which then writes `entry`
  // before anybody gets the answer. Opening sealed rows holds up no booking.
  template <class Read>
  auto look_on_record(const storage::AccessEntry& entry, Read&& read) const {
    using Answer = std::invoke_result_t<Read&, storage::Session&>;
    Answer answer = store.readers().run([&](storage::Session& session) -> Answer { return read(session); });
    if (!answer) return answer;
    const contract::Status logged = store.writer().run([&](storage::Session& session) -> contract::Status {
      log.add(session, entry);
      return contract::ok();
    });
    return logged ? answer : Answer(logged.error());
  }

  storage::Store& store;
  storage::EventStore events;
  storage::TokenStore tokens;
  storage::IdempotencyStore keys;
  storage::AccessLogStore log;

 private:
  // The reply kept for the key as JSON; nullopt when there is none.
  [[nodiscard]] contract::Result<std::optional<contract::Json>> kept(storage::Session& session,
                                                                     std::string_view key,
                                                                     std::string_view body) const;
  template <class Reply>
  contract::Result<std::optional<Reply>> earlier(storage::Session& session,
                                                 const KeyedRequest<Reply>& request) const;
};

template <class Reply>
contract::Result<std::optional<Reply>> Journal::earlier(storage::Session& session,
                                                        const KeyedRequest<Reply>& request) const {
  auto json = kept(session, request.key, request.body);
  if (!json) return json.error();
  if (!*json) return std::optional<Reply>();
  auto reply = request.read(**json);
  if (!reply) return contract::make_error(contract::ErrorCode::internal, "the first reply cannot be read");
  return reply;
}

template <class Reply, class Prepare, class Perform>
contract::Result<Reply> Journal::once(const KeyedRequest<Reply>& request, Prepare&& prepare,
                                      Perform&& perform) const {
  if (!request.key.empty()) {
    auto before = store.readers().run([&](storage::Session& session) { return earlier(session, request); });
    if (!before) return before.error();
    if (*before) return std::move(**before);
  }
  auto prepared = prepare();
  if (!prepared) return prepared.error();
  const std::string text =
      request.key.empty() ? std::string() : contract::to_text(request.write(prepared->reply));
  return store.writer().run([&](storage::Session& session) -> contract::Result<Reply> {
    auto meanwhile = earlier(session, request);
    if (!meanwhile) return meanwhile.error();
    if (*meanwhile) return std::move(**meanwhile);
    if (contract::Status done = perform(session, *prepared); !done) return done.error();
    if (!request.key.empty()) keys.remember(session, request.key, request.body, text, prepared->expires);
    return prepared->reply;
  });
}

// Tokens and keys past their time, of all subjects; answers how many.
contract::Result<int> drop_expired(storage::Store& store, contract::UtcSeconds now);

}  // namespace wufei::service
