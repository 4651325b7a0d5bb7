#include "lib/net/outgoing.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/web/kept_body.hpp"

namespace wufei::http {
namespace {

constexpr std::size_t kSmallBody = 4096;   // copying is cheaper than another piece
constexpr std::size_t kKeptSpare = 16384;  // capacity worth keeping

}  // namespace

void Outgoing::append(std::string_view text) {
  if (text.empty()) return;
  if (pieces_.empty() || pieces_.back().shared) {
    pieces_.push_back({std::move(spare_), nullptr, -1});
    spare_ = {};
    pieces_.back().own.clear();
  }
  pieces_.back().own.append(text);
  size_ += text.size();
}

void Outgoing::attach(std::shared_ptr<const std::string> body) {
  if (body->size() <= kSmallBody) return append(*body);
  size_ += body->size();
  const int file = file_of_body(body);
  pieces_.push_back({{}, std::move(body), file});
}

Outgoing::Flush Outgoing::flush(Channel& channel) {
  while (!pieces_.empty()) {
    const Channel::Io sent = send_some(channel);
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

// One system call: the file in front, or all up to the next one.
Channel::Io Outgoing::send_some(Channel& channel) const {
  const bool files = channel.sends_files();
  const auto is_file = [&](const Piece& piece) { return files && piece.file >= 0; };
  const Piece& front = pieces_.front();
  if (is_file(front)) return channel.send_file(front.file, offset_, front.bytes().size() - offset_);
  std::array<iovec, 8> parts{};
  std::size_t count = 0;
  for (; count < std::min(parts.size(), pieces_.size()) && !is_file(pieces_[count]); ++count) {
    const std::string_view bytes = pieces_[count].bytes().substr(count == 0 ? offset_ : 0);
    parts[count] = {const_cast<char*>(bytes.data()), bytes.size()};
  }
  return channel.send(parts.data(), count, count < pieces_.size() && is_file(pieces_[count]));
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
