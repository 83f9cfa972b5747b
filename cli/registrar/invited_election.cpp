#include "cli/registrar/invited_election.h"

#include <string_view>

#include "ballot/voting_code.h"
#include "bulletin_board/election/election.h"
#include "cli/files/read_file.h"
#include "cli/party/board_reader.h"

namespace tabella::cli {

namespace {

using bulletin_board::Phase;

constexpr std::size_t kMaxAddress = 300;

// Where people vote, and whom they ask.
Result<LetterTexts> texts_of(const Arguments& arguments) {
  const auto address = arguments.text("address");
  if (!address) {
    return Error{"arguments.missing", "", "--address URL is missing: where people vote"};
  }
  if (!address->starts_with("https://") && !address->starts_with("http://")) {
    return Error{"arguments.value", "", "--address must begin with https:// or http://"};
  }
  LetterTexts texts{*address, arguments.text("contact").value_or(""), std::nullopt};
  for (const std::string& text : {texts.address, texts.contact}) {
    if (text.size() > kMaxAddress) {
      return Error{"arguments.value", "", "an address or contact is too long"};
    }
  }
  return texts;
}

}  // namespace

Result<std::vector<Invitation>> read_codes_file(const std::string& path, Addresses addresses) {
  const auto text = read_file(path);
  if (!text) return text.error();
  auto invitations = read_invitations(*text, addresses);
  if (!invitations) return std::move(invitations).error().within(path);
  return invitations;
}

Result<InvitedElection> invited_election(const Arguments& arguments, const std::string& id,
                                         const Invitation& first) {
  auto texts = texts_of(arguments);
  if (!texts) return std::move(texts).error();
  const auto board = BoardReader::from(arguments);
  if (!board) return board.error();
  const auto state = board->state();
  if (!state) return state.error();
  const auto* election = (*state)->find(id);
  if (election == nullptr) return Error{"invitation.election", "", "there is no election " + id};
  if (election->phase() != Phase::ready && election->phase() != Phase::open) {
    return Error{"invitation.phase", "",
                 "the election is in phase " + std::string(name(election->phase())) +
                     "; codes are sent once the roll is on the board, and until voting ends"};
  }
  const auto code = ballot::VotingCode::from_typed(first.code);
  EXPECTS(code.has_value());
  if (!election->is_on_roll(crypto::mul_base(code->derive_key(id)).publish())) {
    return Error{"invitation.roll", "", "these codes are not on the roll of " + id};
  }
  if (!arguments.has("without-page")) {
    const auto page = election->pages().find("voter");
    if (page == election->pages().end()) {
      return Error{"invitation.page", "",
                   "the hash of the voting page is not on the log yet (tabella election page); "
                   "--without-page leaves it out"};
    }
    texts->page = page->second;
  }
  return InvitedElection{election->definition(), *std::move(texts)};
}

}  // namespace tabella::cli
