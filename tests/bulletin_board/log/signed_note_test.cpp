#include "bulletin_board/log/signed_note.h"

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/policy.h"
#include "bulletin_board/log/receipt.h"
#include "crypto/hash.h"
#include "tests/bulletin_board/log/growing_log.h"
#include "tests/catch.h"

namespace tabella::bulletin_board::test {

namespace {

constexpr const char* kLog =
    "evote.example/board+1fc07c7b+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
constexpr const char* kWitness =
    "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X";

// The checkpoint of the vectors' log at size 256 with the witness's cosignature.
std::string cosigned_checkpoint() {
  const GrowingLog log(256);
  SignedNote note =
      sign_checkpoint({"evote.example/board", 256, log.root(256)}, counting_key(0x00));
  note.signatures.push_back(
      cosign(note.text, 1'679'315'147, "witness.example/w1", counting_key(0x20)));
  return note.encode();
}

std::string policy_text(const std::string& quorum = "w1") {
  return "# the board of the vectors\nlog " + std::string(kLog) + " https://evote.example/board\n" +
         "witness w1 " + kWitness + "\nquorum " + quorum + "\n";
}

template <class T>
std::string message(const Result<T>& result) {
  return result ? "accepted" : result.error().message();
}

}  // namespace

TEST_CASE("keys are written and read as in the vectors") {
  REQUIRE(VerifierKey::make("evote.example/board", SignatureType::ed25519,
                            counting_key(0x00).public_key())
              .text() == kLog);
  REQUIRE(VerifierKey::make("witness.example/w1", SignatureType::cosignature,
                            counting_key(0x20).public_key())
              .text() == kWitness);
  for (const char* text : {kLog, kWitness}) REQUIRE(VerifierKey::parse(text)->text() == text);
}

TEST_CASE("a verifier key has one spelling") {
  const std::string good = kLog;
  const auto refused = [](const std::string& text) { return !VerifierKey::parse(text); };
  CHECK(refused(""));
  CHECK(refused("evote.example/board"));
  CHECK(refused("+1fc07c7b+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"));
  CHECK(refused("other" + good));  // the id is of another name
  CHECK(refused(std::string(good).replace(20, 8, "1FC07C7B")));
  CHECK(refused(good + "="));
  CHECK(refused(good.substr(0, good.size() - 4)));
  CHECK(refused("evote example+1fc07c7b+" + good.substr(29)));
}

TEST_CASE("the example of the signed-note specification verifies") {
  const auto key =
      VerifierKey::parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  REQUIRE(key);
  const auto note = SignedNote::parse(
      "This is an example message.\n\n— example.com/foo "
      "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
      "\n");
  REQUIRE(note);
  REQUIRE(note->verify(*key));
  SignedNote other = *note;
  other.text = "This is another message.\n";
  REQUIRE(message(other.verify(*key)) == "note.signature: example.com/foo: is wrong");
  other = *note;
  other.signatures.clear();
  REQUIRE(message(other.verify(*key)) == "note.signature: example.com/foo: is missing");
}

TEST_CASE("a known key's wrong signature spoils a note, an unknown key's line does not") {
  const auto key = counting_key(1);
  const auto vkey = VerifierKey::make("board", SignatureType::ed25519, key.public_key());
  SignedNote note{"text\n", {sign_note("text\n", "board", key)}};
  note.signatures.push_back(sign_note("text\n", "stranger", counting_key(2)));
  REQUIRE(SignedNote::parse(note.encode())->verify(vkey));
  NoteSignature wrong = note.signatures.front();
  wrong.signature[5] ^= 1;
  note.signatures.push_back(wrong);
  REQUIRE_FALSE(note.verify(vkey));
}

TEST_CASE("what is no note is refused") {
  const std::string line = sign_note("t\n", "n", counting_key(3)).line();
  const auto refused = [](const std::string& text) { return !SignedNote::parse(text); };
  REQUIRE_FALSE(refused("t\n\n" + line));
  REQUIRE_FALSE(refused("t\n\nmore\n\n" + line));  // the last empty line ends the text
  CHECK(refused(""));
  CHECK(refused("t\n"));
  CHECK(refused("t\n\n"));
  CHECK(refused("\n" + line));
  CHECK(refused("t\n\n" + line.substr(0, line.size() - 1)));
  CHECK(refused("t\n\n" + line + "x"));
  CHECK(refused("t\r\n\n" + line));
  CHECK(refused("t\xff\n\n" + line));
  CHECK(refused(std::string("t\0\n\n", 4) + line));
  CHECK(refused("t\n\n- n " + line.substr(6)));
  CHECK(refused("t\n\n— n  " + line.substr(6)));
  CHECK(refused("t\n\n— n AAAA\n"));
  std::string many = "t\n\n";
  for (std::size_t i = 0; i <= SignedNote::kMaxSignatures; ++i) many += line;
  CHECK(refused(many));
}

TEST_CASE("the checkpoints of the vectors are signed and cosigned byte for byte") {
  const std::string text = cosigned_checkpoint();
  REQUIRE(
      text ==
      "evote.example/board\n256\n+F9OrTQIBxC00egIMBVDqquBqgTeuIWZNQ3Cak8vWN4=\n\n"
      "— evote.example/board "
      "H8B8ezr+4n4R55PnoPaFljcV54hDtOI3/KXGe94xuvldcghcAV++7yQ56lPBvp1seorZoMMYE8Xq6WCpygdilJs8XAQ="
      "\n— witness.example/w1 "
      "IDJKvgAAAABkGFDL/Ig4CUpscJ5kMZ6Hj/3ykOROyBj5J9ATj/"
      "aR3r9aRSMkUC4Py2pZskW5wvaVNJj0sF6H89I5a41BOcb9FHwCCw==\n");
  const auto opened = SignedCheckpoint::open(text, *VerifierKey::parse(kLog));
  REQUIRE(opened);
  REQUIRE(opened->checkpoint.size == 256);
  REQUIRE(verify_cosignature(opened->note, *VerifierKey::parse(kWitness)).value() == 1'679'315'147);
}

TEST_CASE("a checkpoint has one spelling") {
  const std::string root = base64(GrowingLog(1).root(1));
  const auto refused = [](const std::string& text) { return !Checkpoint::parse(text); };
  REQUIRE_FALSE(refused("origin\n1\n" + root + "\n"));
  CHECK(refused("origin\n01\n" + root + "\n"));
  CHECK(refused("origin\n+1\n" + root + "\n"));
  CHECK(refused("origin\n18446744073709551616\n" + root + "\n"));
  CHECK(refused("origin\n1\n" + root + "\nextension\n"));
  CHECK(refused("origin\n1\n" + root));
  CHECK(refused("\n1\n" + root + "\n"));
  CHECK(refused("origin\n1\nAAAA\n"));
  CHECK(refused("origin\n0\n" + root + "\n"));
  REQUIRE(Checkpoint::parse("origin\n0\n" + base64(empty_root()) + "\n"));
}

TEST_CASE("a cosignature is of its text, time and type") {
  const auto witness = *VerifierKey::parse(kWitness);
  const auto note = SignedNote::parse(cosigned_checkpoint()).value();
  SignedNote other = note;
  other.text[0] = 'x';
  CHECK_FALSE(verify_cosignature(other, witness));
  other = note;
  other.signatures[1].signature[7] ^= 1;  // the time
  CHECK_FALSE(verify_cosignature(other, witness));
  other = note;
  other.signatures[1].signature.pop_back();
  CHECK_FALSE(verify_cosignature(other, witness));
  other.signatures.pop_back();
  CHECK(message(verify_cosignature(other, witness)) ==
        "checkpoint.cosignature: witness.example/w1: is missing");
}

TEST_CASE("the receipt of the vectors is made and checked") {
  const GrowingLog log(256);
  const Receipt receipt{5, inclusion_path(5, 256, log.hashes()), cosigned_checkpoint()};
  const std::string text = receipt.encode();
  REQUIRE(text.size() == 707);
  REQUIRE(hex(crypto::sha256({as_bytes(text)})) ==
          "cbd29b8c4888d38ea37c56460fb40ec3b18d10e47f6042c2e3b0ad1463ad13c9");
  REQUIRE(Receipt::parse(text).value() == receipt);
  const auto policy = Policy::parse(policy_text()).value();
  REQUIRE(verify_receipt(receipt, entry(5), policy)->size == 256);
  REQUIRE(message(verify_receipt(receipt, entry(6), policy)) ==
          "receipt.inclusion: entry 5: is not this one under the checkpoint of size 256");
  Receipt moved = receipt;
  moved.index = 6;
  REQUIRE_FALSE(verify_receipt(moved, entry(5), policy));
  Receipt alone = receipt;
  SignedNote note = SignedNote::parse(receipt.checkpoint).value();
  note.signatures.pop_back();
  alone.checkpoint = note.encode();
  REQUIRE(message(verify_receipt(alone, entry(5), policy)) ==
          "policy.quorum: w1: too few cosignatures");
  REQUIRE(verify_receipt(alone, entry(5), Policy::parse(policy_text("none")).value()));
}

TEST_CASE("what is no receipt is refused") {
  const Receipt receipt{5, inclusion_path(5, 256, GrowingLog(256).hashes()), cosigned_checkpoint()};
  const std::string good = receipt.encode();
  const auto changed = [&](const std::string& what, const std::string& with) {
    std::string text = good;
    text.replace(text.find(what), what.size(), with);
    return message(Receipt::parse(text));
  };
  CHECK(changed("index 5", "extra AAAA\nindex 5") == "accepted");
  CHECK(changed("@v1", "@v2") == "receipt.form: is no tlog-proof of version 1");
  CHECK(changed("index 5", "index 05") == "receipt.form: has an index that is no decimal number");
  CHECK(changed("index 5", "index -5") == "receipt.form: has an index that is no decimal number");
  CHECK(changed("index 5\n", "") == "receipt.form: has no index");
  CHECK(changed("index 5\n", "index 5\nAAAA\n") == "receipt.form: has a hash that is not 32 bytes");
  CHECK(message(Receipt::parse(good.substr(0, good.find("\n\n") + 2))) ==
        "receipt.form: has no checkpoint");
}

TEST_CASE("LG6: a checkpoint is as old as its quorum, not as its newest cosignature") {
  std::string text = "log " + std::string(kLog) + "\n";
  SignedNote note = sign_checkpoint({"evote.example/board", 0, empty_root()}, counting_key(0x00));
  const std::vector<std::uint64_t> times = {30, 10, 20, 40};
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto key = counting_key(static_cast<std::uint8_t>(0x40 + i));
    const std::string name = "w" + std::to_string(i);
    text += "witness " + name + " " +
            VerifierKey::make(name, SignatureType::cosignature, key.public_key()).text() + "\n";
    note.signatures.push_back(cosign(note.text, times[i], name, key));
  }
  const auto seen_at = [&](const std::string& rest) {
    return Policy::parse(text + rest).value().seen_at(note).value();
  };
  CHECK(seen_at("quorum w1\n") == 10);
  CHECK(seen_at("group g any w0 w1 w2 w3\nquorum g\n") == 40);
  CHECK(seen_at("group g 2 w0 w1 w2 w3\nquorum g\n") == 30);
  CHECK(seen_at("group g 3 w0 w1 w2 w3\nquorum g\n") == 20);
  CHECK(seen_at("group g all w0 w1 w2 w3\nquorum g\n") == 10);
  CHECK(seen_at("group inner any w1 w2\ngroup g 2 w3 inner\nquorum g\n") == 20);
  CHECK(seen_at("quorum none\n") == 0);
  // Dated after the time at which it is looked at, a cosignature counts as missing.
  const auto before = [&](const std::string& rest, std::uint64_t latest) {
    const auto seen = Policy::parse(text + rest).value().seen_at(note, latest);
    return seen ? *seen : 0;
  };
  CHECK(before("group g any w0 w1 w2 w3\nquorum g\n", 35) == 30);
  CHECK(before("group g 2 w0 w1 w2 w3\nquorum g\n", 35) == 20);
  CHECK(before("group g all w0 w1 w2 w3\nquorum g\n", 39) == 0);
  note.signatures.pop_back();
  REQUIRE(Policy::parse(text + "quorum w3\n").value().seen_at(note).error().code ==
          "policy.quorum");
}

TEST_CASE("a policy counts cosigners of groups, and says what is wrong with it") {
  std::string text = "log " + std::string(kLog) + "\n";
  std::vector<crypto::Ed25519SecretKey> keys;
  for (std::uint8_t i = 0; i < 3; ++i) {
    keys.push_back(counting_key(static_cast<std::uint8_t>(0x40 + i)));
    const std::string name = "w" + std::to_string(i);
    text += "witness " + name + " " +
            VerifierKey::make(name, SignatureType::cosignature, keys.back().public_key()).text() +
            "\n";
  }
  const std::string witnesses = text;
  const auto policy =
      Policy::parse(text + "group inner any w1 w2\ngroup both 2 w0 inner\nquorum both\n").value();
  SignedNote note = sign_checkpoint({"evote.example/board", 0, empty_root()}, counting_key(0x00));
  REQUIRE_FALSE(policy.check(note));
  note.signatures.push_back(cosign(note.text, 9, "w0", keys[0]));
  REQUIRE_FALSE(policy.check(note));
  note.signatures.push_back(cosign(note.text, 9, "w2", keys[2]));
  REQUIRE(policy.open(note.encode()));

  const auto refused = [&](const std::string& rest) {
    return message(Policy::parse(witnesses + rest));
  };
  CHECK(refused("quorum w0\n") == "accepted");
  CHECK(refused("") == "policy.quorum: there is no quorum");
  CHECK(message(Policy::parse("quorum none\n")) == "policy.log: there is no log");
  CHECK(refused("quorum w9\n") == "policy.form: line 5: w9 is not defined");
  CHECK(refused("group g 2 w0\nquorum g\n") ==
        "policy.form: line 5: has a threshold that is not from 1 to 1");
  CHECK(refused("group g 1 w0 w0\n") == "policy.form: line 5: w0 is a member already");
  CHECK(refused("group g all w9\n") == "policy.form: line 5: w9 is not defined before");
  CHECK(refused("group w0 all w1\n") == "policy.form: line 5: defines w0 again");
  CHECK(refused("log " + std::string(kLog) + "\n") == "policy.form: line 5: is a second log");
  CHECK(refused("quorum w0\nquorum w1\n") == "policy.form: line 6: stands behind the quorum");
  CHECK(
      refused("witness again " +
              VerifierKey::make("again", SignatureType::cosignature, keys[0].public_key()).text() +
              "\n") == "policy.form: line 5: has a key that stands there twice");
}

TEST_CASE("keys of small order and other encodings are refused") {
  REQUIRE_FALSE(crypto::Ed25519PublicKey::decode(Bytes(32, 0)));
  Bytes one(32, 0);
  one[0] = 1;  // the identity
  REQUIRE_FALSE(crypto::Ed25519PublicKey::decode(one));
  Bytes p_plus_one(32, 0xff);  // the identity again, as p + 1
  p_plus_one[0] = 0xee;
  p_plus_one[31] = 0x7f;
  REQUIRE_FALSE(crypto::Ed25519PublicKey::decode(p_plus_one));
  REQUIRE_FALSE(crypto::Ed25519PublicKey::decode(Bytes(31, 7)));
}

}  // namespace tabella::bulletin_board::test
