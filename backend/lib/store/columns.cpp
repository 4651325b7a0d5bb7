#include "lib/store/columns.hpp"

#include <limits>

#include "lib/store/cipher.hpp"

namespace wufei::storage {

void Columns::next_row() {
  read_ = 0;
  fault_.clear();
}

// What the first column says, which is a number or a reference in nearly every query.
std::string Columns::row_name() {
  if (count() == 0) return "?";
  if (kind(0) == Kind::integer) return std::to_string(integer_at(0));
  return kind(0) == Kind::text ? text_at(0) : "?";
}

void Columns::fail(std::string_view why) {
  if (!fault_.empty()) return;
  fault_ = "row " + row_name() + ": column " + (read_ > 0 && read_ <= count() ? name(read_ - 1) : "?") + " ";
  fault_ += why;
}

std::string Columns::finish() {
  if (read_ < count()) fail("is the last that is read, but not the last of the answer");
  return fault_;
}

int Columns::next(Kind wanted, bool may_be_null) {
  const int column = read_++;
  if (column >= count()) return fail("is not in the answer"), -1;
  const Kind found = kind(column);
  if (found == wanted) return column;
  if (found != Kind::null)
    fail("is of another type");
  else if (!may_be_null)
    fail("is empty");
  return -1;
}

std::int64_t Columns::integer() {
  const int column = next(Kind::integer);
  return column < 0 ? 0 : integer_at(column);
}

int Columns::number() {
  const std::int64_t value = integer();
  if (value >= std::numeric_limits<int>::min() && value <= std::numeric_limits<int>::max())
    return static_cast<int>(value);
  return fail("is beyond its range"), 0;
}

bool Columns::flag() {
  const std::int64_t value = integer();
  if (value != 0 && value != 1) fail("is neither 0 nor 1");
  return value == 1;
}

std::string Columns::text() {
  const int column = next(Kind::text);
  return column < 0 ? std::string() : text_at(column);
}

Bytes Columns::bytes() {
  const int column = next(Kind::bytes);
  return column < 0 ? Bytes() : bytes_at(column);
}

contract::Date Columns::date() {
  return {number()};
}

std::optional<std::string> Columns::text_or_null() {
  const int column = next(Kind::text, true);
  return column < 0 ? std::nullopt : std::optional(text_at(column));
}

std::optional<std::int64_t> Columns::integer_or_null() {
  const int column = next(Kind::integer, true);
  if (column < 0) return std::nullopt;
  return integer_at(column);
}

std::optional<contract::Date> Columns::date_or_null() {
  const auto days = integer_or_null();
  if (!days) return std::nullopt;
  if (*days != static_cast<int>(*days)) fail("is beyond its range");
  return contract::Date{static_cast<int>(*days)};
}

std::optional<Bytes> Columns::bytes_or_null() {
  const int column = next(Kind::bytes, true);
  if (column < 0) return std::nullopt;
  return bytes_at(column);
}

std::optional<std::string> Columns::sealed(const Cipher& cipher) {
  const auto bytes = bytes_or_null();
  if (!bytes) return std::nullopt;
  auto opened = cipher.open(*bytes);
  if (!opened && !cipher.is_gone(*bytes)) fail(cipher.why_not(*bytes));
  return opened;
}

}  // namespace wufei::storage
