// What a voter's device gives to a second one to open a sealed ballot. It shows the answers; nobody
// can cast what it opens. docs/protocol.md, "Test files".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/secret.h"
#include "text/strict_json.h"

namespace tabella::ballot {

// {"type":"tabella/v1/test","election":"b2BcTWF8..","style":"north","credential":"ZhUsLKJ2..",
// "sequence":1,"ballot":"98QkojqR..","seed":"cPBqKkUt..","K":"kLHUAfp1..","answers":{..}}
struct TestFile {
  crypto::Fingerprint election{};  // the election fingerprint
  std::string style;
  crypto::Element credential;
  std::uint64_t sequence = 1;
  crypto::BallotId ballot{};
  crypto::Seed seed;
  crypto::Element K;
  text::JsonValue answers;  // an object: decode_answers knows whether they fit the election
};

// `answers` as expose_as_json writes them; those of the file are left out.
[[nodiscard]] std::string encode(const TestFile& test, std::string_view answers);
// Codes test.*: "JSON", with the field.
[[nodiscard]] Result<TestFile> decode_test_file(std::string_view text);

}  // namespace tabella::ballot
