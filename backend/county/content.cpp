#include "county/content.hpp"

namespace wufei::service {

LoadedContent load_content(const ContentReader& reader, const ContentParts& parts) {
  LoadedContent loaded;
  DigestingReader digesting(reader);
  ContentInput input{digesting};
  std::map<std::string, std::size_t> digests;
  for (const ContentPart& part : parts) {
    read_documents(part, input, loaded.faults);
    digests[part.name] = digesting.take_digest();
  }
  if (!loaded.faults.empty()) return loaded;
  ContentSet set;
  for (const ContentPart& part : parts) {
    part.read(input, set, loaded.faults);
    set.note(part.name, digests[part.name] ^ digesting.take_digest());
  }
  for (const ContentPart& part : parts) part.check(input, set, loaded.faults);
  if (loaded.faults.empty()) loaded.content = std::make_shared<const ContentSet>(std::move(set));
  return loaded;
}

contract::Result<ContentPtr> sound_content(const LoadedContent& loaded) {
  if (loaded.content) return loaded.content;
  return contract::make_error(contract::ErrorCode::invalid, describe(loaded.faults));
}

}  // namespace wufei::service
