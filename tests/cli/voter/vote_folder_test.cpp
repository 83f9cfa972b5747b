// A voter's folder keeps a sealed ballot for its code alone, and one decision about it.
#include "cli/voter/vote_folder.h"

#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "tests/bulletin_board/parties.h"
#include "tests/temporary_folder.h"

namespace tabella::cli::test {

namespace {

struct Voter {
  Voter() {
    const bulletin_board::Signer log = bulletin_board::test::signer("board.example/test");
    REQUIRE(write_file(path("policy.txt"), "log " + log.verifier().text() + "\nquorum none\n"));
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder.path / name).string();
  }
  [[nodiscard]] ballot::SealedBallot seal() const {
    ballot::Answers answers;
    answers.add(ballot::Chosen{{1}});
    return sealer.seal(answers, key, 4).value();
  }
  [[nodiscard]] Result<VoteFolder> create(ballot::SealedBallot sealed) const {
    return VoteFolder::create(path("ballot"), "http://127.0.0.1:1", path("policy.txt"),
                              definition.id, std::move(sealed), code);
  }

  tabella::test::TemporaryFolder folder;
  ballot::Definition definition = bulletin_board::test::Parties::default_definition();
  ballot::CompiledStyle style = ballot::compile_all(definition).value().front();
  crypto::ElectionKey election_key =
      crypto::ElectionKey::from_element(crypto::mul_base(crypto::SecretScalar::random()).publish())
          .value();
  ballot::Sealer sealer{definition, style, crypto::Fingerprint{7}, election_key};
  ballot::VotingCode code = ballot::VotingCode::random();
  crypto::SecretScalar key = code.derive_key(definition.id);
};

}  // namespace

TEST_CASE("a sealed ballot waits in its folder for its code, and for no other") {
  const Voter voter;
  auto sealed = voter.seal();
  const auto id = sealed.id();
  REQUIRE(voter.create(std::move(sealed)));
  REQUIRE(voter.create(voter.seal()).error().code == "folder.exists");

  const auto folder = VoteFolder::open(voter.path("ballot"));
  REQUIRE(folder->election() == voter.definition.id);
  REQUIRE(folder->sealed(voter.code)->id() == id);
  REQUIRE(folder->sealed(ballot::VotingCode::random()).error().code == "vote.code");
  REQUIRE_FALSE(folder->cast_line()->has_value());
  REQUIRE_FALSE(folder->notice_line()->has_value());
  // The code, and with it the vote, is not to be read from the files.
  const auto letters = voter.code.expose_for_storage();
  const std::string text = read_file(voter.path("ballot/sealed.json")).value();
  REQUIRE(text.find(std::string(letters.begin(), letters.end())) == std::string::npos);
  REQUIRE(VoteFolder::open(voter.path("nothing")).error().code == "vote.folder");
}

TEST_CASE("what is decided is kept byte for byte, and the seed goes") {
  const Voter voter;
  const auto folder = voter.create(voter.seal());
  const std::string line = ballot::encode(folder->sealed(voter.code).value().cast(voter.key));
  REQUIRE(folder->keep_cast(line));
  const auto again = VoteFolder::open(voter.path("ballot"));
  REQUIRE(**again->cast_line() == line);
  REQUIRE(again->sealed(voter.code).error().code == "vote.folder");
  REQUIRE_FALSE(std::filesystem::exists(voter.path("ballot/sealed.json")));
  REQUIRE_FALSE(again->has_receipt());
}

TEST_CASE("a sealed ballot whose file was changed is refused") {
  const Voter voter;
  const auto folder = voter.create(voter.seal());
  const std::string file = voter.path("ballot/sealed.json");
  const std::string text = read_file(file).value();
  for (const char* field : {"\"K\": \"", "\"x\": \"", "\"credential\": \"", "\"type\": \""}) {
    std::string altered = text;
    altered.insert(altered.find(field) + std::string(field).size(), "_");
    REQUIRE(write_file(file, altered));
    REQUIRE(folder->sealed(voter.code).error().code == "vote.folder");
  }
  REQUIRE(write_file(file, text.substr(0, text.size() / 2)));
  REQUIRE(folder->sealed(voter.code).error().code == "vote.folder");
}

}  // namespace tabella::cli::test
