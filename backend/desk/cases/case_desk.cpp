#include "desk/cases/case_desk.hpp"

#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::Rule;
using storage::CaseNote;
using storage::CaseNoteKind;
using storage::CaseProposal;

constexpr std::size_t kLongestNote = 500;  // code points

contract::Status check_note(std::string_view text) {
  if (!contract::is_valid_utf8(text) || contract::has_control_characters(text))
    return contract::field_error("/note", Rule::invalid_text);
  if (contract::meaningful_count(text) < 1) return contract::field_error("/note", Rule::required);
  if (contract::code_point_count(text) > kLongestNote)
    return contract::field_error("/note", Rule::too_long, kLongestNote);
  return contract::ok();
}

// Who reads a proposal and publishes it says by this number which words were read: a counter would begin anew
// after a proposal that was taken back.
std::int64_t number_of(const storage::Cipher& cipher, const CaseProposal& proposal) {
  std::string text = std::to_string(proposal.at);
  for (const std::string& part : {proposal.actor, proposal.text, proposal.answer})
    text += ' ' + std::to_string(part.size()) + ':' + part;
  const storage::Bytes hash = cipher.hash(storage::HashUse::fingerprint, text);
  std::int64_t number = 0;
  for (std::size_t i = 0; i < 6; ++i) number = number * 256 + hash[i];
  return number;
}

contract::Error gone() {
  return contract::make_error(ErrorCode::precondition, "there is another proposal by now, or none");
}

}  // namespace

contract::Result<CaseFile> CaseDesk::file(std::string_view reference) {
  return journal_.store.readers().run([&](storage::Session& session) -> contract::Result<CaseFile> {
    return CaseFile{cases_.notes(session, reference), cases_.proposal(session, reference)};
  });
}

contract::Status CaseDesk::note(std::string_view reference, CaseNoteKind kind, std::string_view text,
                                const contract::Actor& actor) {
  if (auto sound = check_note(text); !sound) return sound;
  const storage::AccessEntry entry{clock_.now(), actor, "case_note", std::string(reference)};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Status {
    if (auto open = feedback_.require_writable(session, reference); !open) return open;
    const auto before = cases_.notes(session, reference);
    const CaseNote note{entry.at, contract::actor_text(actor), kind, std::string(text)};
    const bool sent_twice = !before.empty() && before.back().actor == note.actor &&
                            before.back().text == note.text && before.back().kind == kind;
    if (!sent_twice) cases_.add_note(session, reference, note);
    return contract::ok();
  });
}

contract::Status CaseDesk::propose(std::string_view reference, std::string_view text, std::string_view answer,
                                   const contract::Actor& actor, std::optional<int> version) {
  if (auto sound = feedback_.may_publish(reference, text, answer); !sound) return sound;
  const storage::AccessEntry entry{clock_.now(), actor, "case_proposed", std::string(reference)};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Status {
    CaseProposal fresh{0, entry.at, contract::actor_text(actor), std::string(text), std::string(answer)};
    fresh.number = number_of(journal_.store.cipher(), fresh);
    const auto before = cases_.proposal(session, reference);
    const bool sent_twice = before && before->actor == fresh.actor && before->text == fresh.text &&
                            before->answer == fresh.answer;
    if (sent_twice) return contract::ok();
    if (auto open = feedback_.require_writable(session, reference, version); !open) return open;
    cases_.put_proposal(session, reference, fresh);
    return contract::ok();
  });
}

contract::Result<CaseProposal> CaseDesk::proposal(std::string_view reference, std::int64_t number) {
  auto found = file(reference);
  if (!found) return found.error();
  if (!found->proposal || found->proposal->number != number) return gone();
  return std::move(*found->proposal);
}

contract::Status CaseDesk::publish(std::string_view reference, std::int64_t number,
                                   const contract::Actor& actor, std::optional<int> version) {
  const auto read = proposal(reference, number);
  if (!read) return read.error();
  if (read->actor == contract::actor_text(actor))
    return contract::make_error(ErrorCode::forbidden, "who proposed it may not publish it");
  const auto published = feedback_.publish(reference, read->text, read->answer, actor, version);
  if (!published) return published.error();
  return journal_.store.writer().run([&](storage::Session& session) -> contract::Status {
    (void)cases_.drop_proposal(session, reference, number);
    return contract::ok();
  });
}

contract::Status CaseDesk::drop(std::string_view reference, std::int64_t number, std::string_view reason,
                                const contract::Actor& actor) {
  if (auto sound = check_note(reason); !sound) return sound;
  const storage::AccessEntry entry{clock_.now(), actor, "case_proposal_dropped", std::string(reference)};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Status {
    if (!cases_.drop_proposal(session, reference, number)) return gone();
    cases_.add_note(session, reference,
                    {entry.at, contract::actor_text(actor), CaseNoteKind::refusal, std::string(reason)});
    return contract::ok();
  });
}

contract::Result<int> CaseDesk::erase() {
  return journal_.store.writer().run(
      [&](storage::Session& session) -> contract::Result<int> { return cases_.erase(session); });
}

}  // namespace wufei::service
