#include "lib/store/chain.hpp"

#include <sstream>
#include <utility>

#include "lib/store/meta_store.hpp"

namespace wufei::storage {
namespace {

std::string end_name(const Store& store, ChainKind kind) {
  return std::string(kind.table) + "_end/" + store.county();
}

std::string end_text(const Store& store, ChainKind kind, std::int64_t number, std::string_view hash) {
  const std::string end = std::to_string(number) + ' ' + std::string(hash);
  return end + ' ' + contract::hex_of(store.cipher().hash(kind.use, "end " + end));
}

}  // namespace

Bytes chain_hash(const Cipher& cipher, HashUse use, const Bytes& before,
                 const std::vector<std::string>& parts) {
  std::string text(before.begin(), before.end());
  for (const std::string& part : parts) text += std::to_string(part.size()) + ':' + part;
  return cipher.hash(use, text);
}

ChainWalk::Kept ChainWalk::kept_end(Session& session, const Store& store, ChainKind kind) {
  const std::string text = MetaStore::text(session, end_name(store, kind));
  Kept end;
  if (text.empty()) return end;
  std::istringstream(text) >> end.number >> end.hash;
  if (end.number > 0 && text == end_text(store, kind, end.number, end.hash)) return end;
  return {0, {}, false};
}

ChainWalk::ChainWalk(Session& session, const Store& store, ChainKind kind, Chain after)
    : cipher_(store.cipher()),
      use_(kind.use),
      kept_(kept_end(session, store, kind)),
      chain_(std::move(after)) {}

void ChainWalk::follow(std::int64_t number, const std::optional<Bytes>& hash,
                       const std::vector<std::string>& parts) {
  const bool began = chain_.chained > 0;
  const bool next = number == chain_.rows + 1;
  const bool follows = hash ? *hash == chain_hash(cipher_, use_, chain_.last, parts) : !began;
  chain_.rows = number;
  chain_.chained += hash ? 1 : 0;
  chain_.last = hash.value_or(Bytes{});
  const bool as_kept = number != kept_.number || chain_.head() == kept_.hash;
  if ((!next || !follows || !as_kept) && chain_.broken == 0) chain_.broken = number;
}

Chain ChainWalk::end() && {
  if (chain_.broken == 0 && (!kept_.sound || kept_.number > chain_.rows)) chain_.broken = chain_.rows + 1;
  return std::move(chain_);
}

void keep_chain_end(Session& session, const Store& store, ChainKind kind, const Chain& chain) {
  if (chain.broken > 0 || chain.last.empty()) return;
  MetaStore::set_text(session, end_name(store, kind), end_text(store, kind, chain.rows, chain.head()));
}

bool chain_end_kept(Session& session, const Store& store, ChainKind kind) {
  return !MetaStore::text(session, end_name(store, kind)).empty();
}

}  // namespace wufei::storage
