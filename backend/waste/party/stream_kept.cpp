#include "waste/party/stream_kept.hpp"

#include <algorithm>
#include <sstream>

namespace wufei::contract {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> list;
  for (std::string word; stream >> word;) list.push_back(word);
  return list;
}

bool is_among(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

bool has_feature(const WasteField& field, const std::string& code) {
  return std::any_of(field.features.begin(), field.features.end(),
                     [&](const WasteFeature& one) { return one.code == code; });
}

}  // namespace

std::vector<std::string> lost_features(const WasteStream& stream, const std::vector<WasteField>& fields) {
  std::vector<std::string> lost;
  for (const std::string& code : stream.features)
    if (std::none_of(fields.begin(), fields.end(),
                     [&](const WasteField& field) { return has_feature(field, code); }))
      lost.push_back(code);
  return lost;
}

StreamWish without_kept(const WasteStream& before, StreamWish wish, const std::vector<WasteField>& fields) {
  if (wish.place == kKeptPlace) wish.place.clear();
  const auto lost = lost_features(before, fields);
  if (lost.empty()) return wish;
  std::string rest;
  for (const std::string& word : words_of(wish.features))
    if (!is_among(lost, word)) rest += word + " ";
  wish.features = std::move(rest);
  return wish;
}

void keep(const WasteStream& before, const StreamWish& wish, const std::vector<WasteField>& fields,
          WasteStream& wanted) {
  if (wish.place == kKeptPlace) wanted.facility = before.facility;
  const auto said = words_of(wish.features);
  for (const std::string& code : lost_features(before, fields))
    if (is_among(said, code)) wanted.features.push_back(code);
  // The same ones in the order that they had: then nothing is another.
  if (std::is_permutation(wanted.features.begin(), wanted.features.end(), before.features.begin(),
                          before.features.end()))
    wanted.features = before.features;
}

}  // namespace wufei::contract
