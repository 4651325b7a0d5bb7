#include "lib/store/postgres/parameters.hpp"

#include <string>
#include <variant>

#include "lib/store/failure.hpp"

namespace wufei::storage {
namespace {

constexpr int kInBinary = 1;

Failure wrong(const Query& query, std::size_t index, const char* why) {
  return Failure(contract::make_error(
      contract::ErrorCode::internal, std::string(query.name) + ": value " + std::to_string(index + 1) + why));
}

// Most significant byte first; answers where the number of `size` bytes begins.
const char* write_number(std::array<char, sizeof(std::int64_t)>& room, std::int64_t value, int size) {
  const auto bits = static_cast<std::uint64_t>(value);
  for (std::size_t i = 0; i < room.size(); ++i)
    room[i] = static_cast<char>((bits >> (8 * (room.size() - 1 - i))) & 0xffU);
  return room.data() + room.size() - static_cast<std::size_t>(size);
}

}  // namespace

Parameters::Parameters(const Query& query, std::span<const Oid> types, std::span<const Value> values)
    : numbers_(values.size()),
      data_(values.size()),
      lengths_(values.size()),
      formats_(values.size(), kInBinary) {
  if (types.size() != values.size())
    throw Failure(contract::make_error(contract::ErrorCode::internal,
                                       std::string(query.name) + ": another number of values is needed"));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Value::Held& held = values[i].held();
    if (const auto* number = std::get_if<std::int64_t>(&held)) {
      if (types[i] != kInt8 && types[i] != kInt4) throw wrong(query, i, " is a number, which it must not be");
      lengths_[i] = types[i] == kInt8 ? 8 : 4;
      data_[i] = write_number(numbers_[i], *number, lengths_[i]);
    } else if (const auto* text = std::get_if<std::string_view>(&held)) {
      if (types[i] != kText) throw wrong(query, i, " is a text, which it must not be");
      data_[i] = text->empty() ? "" : text->data();
      lengths_[i] = static_cast<int>(text->size());
    } else if (const auto* bytes = std::get_if<BytesView>(&held)) {
      if (types[i] != kBytea) throw wrong(query, i, " is bytes, which it must not be");
      data_[i] = bytes->empty() ? "" : reinterpret_cast<const char*>(bytes->data());
      lengths_[i] = static_cast<int>(bytes->size());
    }
  }
}

}  // namespace wufei::storage
