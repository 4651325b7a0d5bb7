#include "lib/net/outgoing.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace wufei::http {
namespace {

constexpr std::size_t kSmallBody = 4096;   // copying is cheaper than another piece
constexpr std::size_t kKeptSpare = 16384;  // capacity worth keeping

}  // namespace

void Outgoing::append(std::string_view text) {
  if (text.empty()) return;
  if (pieces_.empty() || pieces_.back().shared) {
    pieces_.push_back({std::move(spare_), nullptr});
    spare_ = {};
    pieces_.back().own.clear();
  }
  pieces_.back().own.append(text);
  size_ += text.size();
}

void Outgoing::attach(std::shared_ptr<const std::string> body) {
  if (body->size() <= kSmallBody) return append(*body);
  size_ += body->size();
  pieces_.push_back({{}, std::move(body)});
}

Outgoing::Flush Outgoing::flush(Channel& channel) {
  while (!pieces_.empty()) {
    std::array<iovec, 8> parts{};
    const std::size_t count = std::min(parts.size(), pieces_.size());
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view bytes = pieces_[i].bytes().substr(i == 0 ? offset_ : 0);
      parts[i] = {const_cast<char*>(bytes.data()), bytes.size()};
    }
    const Channel::Io sent = channel.send(parts.data(), count);
    switch (sent.state) {
      case Channel::State::moved:
        consume(sent.bytes);
        break;
      case Channel::State::want_room:
        return Flush::blocked;
      case Channel::State::want_data:
        return Flush::starved;
      case Channel::State::gone:
        return Flush::gone;
    }
  }
  return Flush::done;
}

void Outgoing::consume(std::size_t count) {
  size_ -= count;
  offset_ += count;
  std::size_t done = 0;
  while (done < pieces_.size() && offset_ >= pieces_[done].bytes().size()) {
    offset_ -= pieces_[done].bytes().size();
    if (pieces_[done].own.capacity() > spare_.capacity() && pieces_[done].own.capacity() <= kKeptSpare)
      spare_ = std::move(pieces_[done].own);
    ++done;
  }
  pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(done));
}

std::size_t Outgoing::held() const {
  std::size_t sum = 0;
  for (const Piece& piece : pieces_)
    sum += piece.shared
               ? piece.shared->size() / static_cast<std::size_t>(std::max(piece.shared.use_count(), 1L))
               : piece.own.size();
  return sum;
}

void Outgoing::clear() {
  *this = Outgoing();
}

}  // namespace wufei::http
