// Values as the server takes them: in binary, each as the type that it gave the parameter.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "lib/store/postgres/link.hpp"
#include "lib/store/query.hpp"
#include "lib/store/value.hpp"

namespace wufei::storage {

class Parameters {
 public:
  // The views in `values` must outlive this. Throws Failure: internal for a value of another type than the
  // parameter's.
  Parameters(const Query& query, std::span<const Oid> types, std::span<const Value> values);

  [[nodiscard]] int count() const { return static_cast<int>(data_.size()); }
  [[nodiscard]] const char* const* data() const { return data_.data(); }
  [[nodiscard]] const int* lengths() const { return lengths_.data(); }
  [[nodiscard]] const int* formats() const { return formats_.data(); }

 private:
  std::vector<std::array<char, sizeof(std::int64_t)>> numbers_;
  std::vector<const char*> data_;
  std::vector<int> lengths_, formats_;
};

}  // namespace wufei::storage
