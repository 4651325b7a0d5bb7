#include "waste/party/stream_kept.hpp"

#include <algorithm>

#include "lib/base/find.hpp"
#include "waste/party/word_list.hpp"

namespace wufei::contract {

std::vector<std::string> lost_features(const WasteStream& stream, const std::vector<WasteField>& fields) {
  std::vector<std::string> lost;
  for (const std::string& code : stream.features)
    if (std::none_of(fields.begin(), fields.end(), [&](const WasteField& field) {
          return find_by(&WasteFeature::code, field.features, code);
        }))
      lost.push_back(code);
  return lost;
}

StreamWish without_kept(const WasteStream& before, StreamWish wish, const std::vector<WasteField>& fields) {
  if (wish.place == kKeptPlace) wish.place.clear();
  const auto lost = lost_features(before, fields);
  if (lost.empty()) return wish;
  auto said = from_words(wish.features);
  std::erase_if(said, [&](const std::string& code) { return contract::is_among(lost, code); });
  wish.features = as_words(said);
  return wish;
}

void keep(const WasteStream& before, const StreamWish& wish, const std::vector<WasteField>& fields,
          WasteStream& wanted) {
  if (wish.place == kKeptPlace) wanted.facility = before.facility;
  const auto said = from_words(wish.features);
  for (const std::string& code : lost_features(before, fields))
    if (contract::is_among(said, code)) wanted.features.push_back(code);
  // The same ones in the order that they had: then nothing is another.
  if (std::is_permutation(wanted.features.begin(), wanted.features.end(), before.features.begin(),
                          before.features.end()))
    wanted.features = before.features;
}

}  // namespace wufei::contract
