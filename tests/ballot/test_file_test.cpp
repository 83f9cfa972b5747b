// A second device opens a sealed ballot from a test file, also one that was kept in between.
#include "ballot/test_file.h"

#include "ballot/answers_json.h"
#include "ballot/receipt_code.h"
#include "ballot/seal.h"
#include "tests/ballot/sample_answers.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::ballot::test {

namespace {

struct Tested {
  Tested() : sealer(definition, style, fingerprint, key) {}

  [[nodiscard]] SealedBallot seal(const Answers& answers) const {
    return sealer.seal(answers, credential_key, 3).value();
  }
  [[nodiscard]] std::string file_of(SealedBallot sealed, const Answers& answers) const {
    const auto id = sealed.id();
    auto revealed = std::move(sealed).reveal();
    const TestFile file{fingerprint,       style.id, revealed.credential,
                        revealed.sequence, id,       std::move(revealed.seed),
                        revealed.K,        {}};
    return encode(file, expose_as_json(definition, style, answers));
  }
  // The id of what the file's answers seal to.
  [[nodiscard]] Result<crypto::BallotId> open(const TestFile& file) const {
    const auto answers = decode_answers(definition, style, file.answers);
    if (!answers) return answers.error();
    return sealer.seal_again(file.credential, file.sequence, file.seed, file.K, *answers);
  }

  Definition definition = large_sample();
  CompiledStyle style = compile_all(definition).value().front();
  crypto::Fingerprint fingerprint{1};
  crypto::ElectionKey key =
      crypto::ElectionKey::from_element(crypto::mul_base(crypto::SecretScalar::random()).publish())
          .value();
  crypto::SecretScalar credential_key = crypto::SecretScalar::random();
  Sealer sealer;
};

std::string refusal(const std::string& text) {
  const auto file = decode_test_file(text);
  return file ? "accepted" : file.error().code + ": " + file.error().path;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a test file opens to exactly the ballot that was sealed, and to no other") {
  const Tested tested;
  std::mt19937_64 random(5);
  const Answers answers = random_answers(tested.definition, tested.style, random);
  const Answers others = random_answers(tested.definition, tested.style, random);
  auto sealed = tested.seal(answers);
  const auto id = sealed.id();
  const auto file = decode_test_file(tested.file_of(std::move(sealed), answers));
  REQUIRE(file.has_value());
  REQUIRE(file->ballot == id);
  REQUIRE(*tested.open(*file) == id);
  // A device that sealed something else than it was told.
  const auto lie = decode_test_file(tested.file_of(tested.seal(others), answers));
  REQUIRE(*tested.open(*lie) != lie->ballot);
}

TEST_CASE("a sealed ballot that was kept is cast or opened as before") {
  const Tested tested;
  std::mt19937_64 random(6);
  const Answers answers = random_answers(tested.definition, tested.style, random);
  auto sealed = tested.seal(answers);
  const auto id = sealed.id();
  auto again = SealedBallot::from_kept(std::move(sealed).keep());
  REQUIRE(again.has_value());
  REQUIRE(again->id() == id);
  auto once_more = SealedBallot::from_kept(std::move(*again).keep());
  const BallotPost post = std::move(*once_more).cast(tested.credential_key);
  REQUIRE(post.sequence == 3);
  REQUIRE(id_of(post).value() == id);
  REQUIRE_FALSE(id_of({post.election, post.style, post.credential, 3, Bytes(31)}));

  auto opened = SealedBallot::from_kept(tested.seal(answers).keep());
  const auto file = decode_test_file(tested.file_of(std::move(*opened), answers));
  REQUIRE(*tested.open(*file) == file->ballot);

  KeptBallot damaged = tested.seal(answers).keep();
  damaged.secret.data()[40] = static_cast<std::uint8_t>(damaged.secret.data()[40] ^ 1);
  REQUIRE_FALSE(SealedBallot::from_kept(std::move(damaged)).has_value());
}

TEST_CASE("a test file with any field wrong is refused with the field") {
  const Tested tested;
  std::mt19937_64 random(7);
  const Answers answers = random_answers(tested.definition, tested.style, random);
  const std::string text = tested.file_of(tested.seal(answers), answers);
  REQUIRE(refusal(text) == "accepted");
  REQUIRE(refusal("") == "test.encoding: ");
  REQUIRE(refusal(replaced(text, "/test\"", "/vote\"")) == "test.value: type");
  REQUIRE(refusal(replaced(text, "\"election\":\"A", "\"election\":\"")) == "test.value: election");
  REQUIRE(refusal(replaced(text, "\"style\":\"all\"", "\"style\":\"\"")) == "test.value: style");
  REQUIRE(refusal(replaced(text, "\"sequence\":3", "\"sequence\":0")) == "test.number: sequence");
  REQUIRE(refusal(replaced(text, "\"K\":\"", "\"K\":\"_")) == "test.value: K");
  REQUIRE(refusal(replaced(text, "\"seed\":\"", "\"seed\":\"_")) == "test.value: seed");
  REQUIRE(refusal(replaced(text, "{\"type\"", "{\"kappa\":1,\"type\"")) == "test.field: ");
  REQUIRE(refusal(replaced(text, "\"answers\":{", "\"answer\":{")).starts_with("test.field"));
}

}  // namespace tabella::ballot::test
