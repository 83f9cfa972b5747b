#include "cli/voter/vote_folder.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/files/new_folder.h"
#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "crypto/passphrase.h"
#include "text/loose_json.h"

namespace tabella::cli {

using ballot::KeptBallot;
using Json = nlohmann::ordered_json;

namespace {

constexpr const char* kType = "tabella/v1/sealed";
constexpr const char* kSealed = "/sealed.json";

ByteView view_of(const crypto::WipedVector<char>& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string encode(const KeptBallot& kept, const ballot::VotingCode& code) {
  const auto text = code.expose_for_storage();
  const Json json = {
      {"type", kType},
      {"election", base64url(kept.election)},
      {"style", kept.style},
      {"credential", base64url(kept.credential.bytes())},
      {"sequence", kept.sequence},
      {"uncast", base64url(kept.uncast)},
      {"K", base64url(kept.K.bytes())},
      {"x", base64url(kept.x.encode())},
      {"sealed", base64url(crypto::seal_with_passphrase(kept.secret, view_of(text)))}};
  return json.dump(2) + "\n";
}

// Fields of a file that this program wrote; anything else reads as empty and is refused in the end.
class SealedFile {
 public:
  explicit SealedFile(const std::string& text) : json_(text::parse_loose_json<Json>(text)) {}

  [[nodiscard]] std::string text(const char* name) const {
    const bool has = json_.is_object() && json_.contains(name) && json_[name].is_string();
    return has ? json_[name].get<std::string>() : std::string();
  }
  [[nodiscard]] Bytes bytes(const char* name) const {
    return decode_base64url(text(name)).value_or(Bytes());
  }
  [[nodiscard]] std::uint64_t number(const char* name) const {
    const bool has = json_.is_object() && json_.contains(name) && json_[name].is_number_unsigned();
    return has ? json_[name].get<std::uint64_t>() : 0;
  }

 private:
  Json json_;
};

std::optional<KeptBallot> decode(const SealedFile& file) {
  KeptBallot kept;
  const Bytes election = file.bytes("election");
  const auto credential = crypto::Element::decode(file.bytes("credential"));
  const auto K = crypto::Element::decode(file.bytes("K"));
  const auto x = crypto::Scalar::decode(file.bytes("x"));
  kept.style = file.text("style");
  kept.sequence = file.number("sequence");
  kept.uncast = file.bytes("uncast");
  const bool is_whole = file.text("type") == kType && election.size() == kept.election.size() &&
                        credential && K && x && kept.sequence != 0 && !kept.uncast.empty();
  if (!is_whole) return std::nullopt;
  std::ranges::copy(election, kept.election.begin());
  kept.credential = *credential;
  kept.K = *K;
  kept.x = *x;
  return kept;
}

}  // namespace

Result<VoteFolder> VoteFolder::create(const std::string& path, const std::string& board,
                                      const std::string& policy_file, const std::string& election,
                                      ballot::SealedBallot sealed, const ballot::VotingCode& code) {
  const auto policy = read_file(policy_file);
  if (!policy) return policy.error();
  auto folder = NewFolder::begin(path);
  if (!folder) return folder.error();
  auto done = write_file(folder->file("sealed.json"), encode(std::move(sealed).keep(), code),
                         Readers::owner);
  if (done) done = write_file(folder->file("policy.txt"), *policy);
  if (done) done = write_file(folder->file("board"), board + "\n");
  if (done) done = write_file(folder->file("election"), election + "\n");
  if (done) done = folder->finish();
  if (!done) return done.error();
  return open(path);
}

Result<VoteFolder> VoteFolder::open(const std::string& path) {
  const auto line = [&](const char* name) -> Result<std::string> {
    auto text = read_file(path + "/" + name);
    if (!text || !text->ends_with('\n')) {
      return Error{"vote.folder", path, "is no voter's folder (see tabella vote seal)"};
    }
    text->pop_back();
    return text;
  };
  const auto board = line("board");
  if (!board) return board.error();
  auto election = line("election");
  if (!election) return election.error();
  auto access = BoardReader::to(*board, path + "/policy.txt");
  if (!access) return access.error();
  return VoteFolder(path, *std::move(election), *std::move(access));
}

Result<ballot::SealedBallot> VoteFolder::sealed(const ballot::VotingCode& code) const {
  const auto text = read_file(path_ + kSealed);
  if (!text) return Error{"vote.folder", path_, "holds no sealed ballot"};
  const SealedFile file(*text);
  auto kept = decode(file);
  if (!kept) return Error{"vote.folder", path_ + kSealed, "is damaged"};
  const auto typed = code.expose_for_storage();
  auto secret = crypto::open_with_passphrase(file.bytes("sealed"), view_of(typed));
  if (!secret) return Error{"vote.code", "", "this ballot was not sealed with this voting code"};
  kept->secret = *std::move(secret);
  auto sealed = ballot::SealedBallot::from_kept(*std::move(kept));
  if (!sealed) return Error{"vote.folder", path_ + kSealed, "is damaged"};
  return *std::move(sealed);
}

bool VoteFolder::has_receipt() const { return std::filesystem::exists(receipt_file()); }

Result<std::optional<std::string>> VoteFolder::read(const char* name) const {
  const std::string file = path_ + "/" + name;
  if (!std::filesystem::exists(file)) return std::optional<std::string>();
  auto text = read_file(file);
  if (!text) return text.error();
  return std::optional<std::string>(*std::move(text));
}

Result<Done> VoteFolder::keep(const char* name, const std::string& line) const {
  if (auto saved = write_file(path_ + "/" + name, line); !saved) return saved;
  std::error_code ignored;
  std::filesystem::remove(path_ + kSealed, ignored);
  return Done{};
}

Result<Done> VoteFolder::keep_cast(const std::string& line) const {
  return keep("ballot.post", line);
}

Result<Done> VoteFolder::keep_notice(const std::string& line) const {
  return keep("notice.post", line);
}

}  // namespace tabella::cli
