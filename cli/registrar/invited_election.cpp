#include "cli/registrar/invited_election.h"

#include <string_view>

#include "ballot/voting_code.h"
#include "bulletin_board/election/election.h"
#include "cli/files/read_file.h"
#include "cli/party/board_reader.h"

namespace tabella::cli {

namespace {

using bulletin_board::Phase;

// Of an address or a contact.
constexpr std::size_t kLongestText = 300;

Error too_long() { return {"arguments.value", "", "an address or contact is too long"}; }

Result<std::string> address_of(const Arguments& arguments, std::string_view option,
                               const std::string& what) {
  const std::string name = "--" + std::string(option);
  auto address = arguments.text(option);
  if (!address) return Error{"arguments.missing", "", name + " URL is missing: " + what};
  if (!address->starts_with("https://") && !address->starts_with("http://")) {
    return Error{"arguments.value", "", name + " must begin with https:// or http://"};
  }
  if (address->size() > kLongestText) return too_long();
  return *std::move(address);
}

// Where people vote and check, and whom they ask.
Result<LetterTexts> texts_of(const Arguments& arguments) {
  auto address = address_of(arguments, "address", "where people vote");
  if (!address) return std::move(address).error();
  LetterTexts texts{.address = *std::move(address),
                    .contact = arguments.text("contact").value_or(""),
                    .page = std::nullopt,
                    .check = std::nullopt};
  // The voting page sends people to the check address in their letter. Who votes with a program
  // alone has no page to test.
  if (!arguments.has("without-page") || arguments.has("check-address")) {
    auto check = address_of(arguments, "check-address",
                            "where people test the voting page and check receipts; best with "
                            "another operator");
    if (!check) return std::move(check).error();
    texts.check = CheckPlace{*std::move(check), std::nullopt};
  }
  if (texts.contact.size() > kLongestText) return too_long();
  return texts;
}

// As it is on the log.
Result<crypto::Fingerprint> page_hash(const bulletin_board::Election& election, const char* name,
                                      const std::string& what) {
  const auto page = election.pages().find(name);
  if (page != election.pages().end()) return page->second;
  return Error{"invitation.page", "",
               "the hash of the " + what +
                   " is not on the log yet (tabella election page); --without-page leaves it out"};
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
    const auto voter = page_hash(*election, "voter", "voting page");
    if (!voter) return voter.error();
    const auto check = page_hash(*election, "check", "check page");
    if (!check) return check.error();
    texts->page = *voter;
    texts->check->page = *check;
  }
  return InvitedElection{election->definition(), *std::move(texts)};
}

}  // namespace tabella::cli
