// One row of an answer, read from left to right. A reader takes every column in the order of its SELECT and
// never invents a value: what a column must not hold is noted as a fault, and a row with a fault is an error
// of its query (session.hpp), however far the reader goes on with empty values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/store/value.hpp"

namespace wufei::storage {

class Cipher;

class Columns {
 public:
  virtual ~Columns() = default;
  Columns(const Columns&) = delete;
  Columns& operator=(const Columns&) = delete;

  // The next column. NULL is a fault where no optional is answered.
  std::int64_t integer();
  int number();  // a fault beyond int
  bool flag();   // 0 or 1
  std::string text();
  Bytes bytes();
  contract::Date date();
  std::optional<std::string> text_or_null();
  std::optional<std::int64_t> integer_or_null();
  std::optional<contract::Date> date_or_null();
  std::optional<Bytes> bytes_or_null();
  // Opened; nullopt only for what is erased: NULL, or its key is destroyed. A fault when the key does not
  // open it.
  std::optional<std::string> sealed(const Cipher& cipher);
  // The next columns into these members, each as its type says: std::int64_t, int, bool, std::string, Date,
  // and optionals where NULL may stand.
  template <class... Members>
  void take(Members&... members) {
    (put(members), ...);
  }
  // A text through `parse` (-> optional of an enum or another value); a fault when it knows no such.
  template <class Parse>
  auto named(Parse&& parse) -> typename decltype(parse(std::string()))::value_type {
    auto value = parse(text());
    if (!value) fail("holds an unknown value");
    return value.value_or(typename decltype(parse(std::string()))::value_type{});
  }
  // The column read last does not hold what it should. The first fault of a row counts.
  void fail(std::string_view why);

  // Ends the row: "" when it is sound and all its columns have been read, else as
  // "row 12: column status holds an unknown value".
  std::string finish();

 protected:
  enum class Kind : std::uint8_t { null, integer, text, bytes };
  Columns() = default;
  void next_row();

 private:
  void put(std::int64_t& member) { member = integer(); }
  void put(int& member) { member = number(); }
  void put(bool& member) { member = flag(); }
  void put(std::string& member) { member = text(); }
  void put(contract::Date& member) { member = date(); }
  void put(std::optional<std::int64_t>& member) { member = integer_or_null(); }
  void put(std::optional<contract::Date>& member) { member = date_or_null(); }

  virtual int count() = 0;
  virtual Kind kind(int column) = 0;
  virtual std::string name(int column) = 0;
  virtual std::int64_t integer_at(int column) = 0;
  virtual std::string text_at(int column) = 0;
  virtual Bytes bytes_at(int column) = 0;

  // The next column when it is of this kind, -1 (with a fault unless it may be NULL) when not.
  int next(Kind kind, bool may_be_null = false);
  std::string row_name();

  int read_ = 0;
  std::string fault_;
};

}  // namespace wufei::storage
