// A log as static files under a checkpoint that the log's key signs, and perhaps a witness.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/policy.h"
#include "tests/bulletin_board/log/growing_log.h"
#include "tests/bulletin_board/log/static_log.h"
#include "verifier/verify.h"

namespace tabella::verifier::test {

inline constexpr const char* kOrigin = "board.example/test";
inline constexpr const char* kWitness = "witness.example/w1";

inline std::string checkpoint_of(const bulletin_board::test::StaticLog& log,
                                 std::optional<std::uint64_t> cosigned_at = {}) {
  using bulletin_board::test::counting_key;
  auto note =
      bulletin_board::sign_checkpoint({kOrigin, log.size(), log.root()}, counting_key(0x10));
  if (cosigned_at) {
    note.signatures.push_back(
        bulletin_board::cosign(note.text, *cosigned_at, kWitness, counting_key(0x20)));
  }
  return note.encode();
}

class SignedRecord {
 public:
  explicit SignedRecord(const std::vector<Bytes>& entries,
                        std::optional<std::uint64_t> cosigned_at = {}) {
    const bulletin_board::test::StaticLog log(entries);
    files = log.files();
    add("checkpoint", checkpoint_of(log, cosigned_at));
  }
  void add(const std::string& path, const std::string& content) {
    files[path] = Bytes(content.begin(), content.end());
  }
  [[nodiscard]] ReadFile read() const {
    return [this](const std::string& path) -> Result<Bytes> {
      const auto found = files.find(path);
      if (found == files.end()) return Error{"file.read", path, "is missing"};
      return found->second;
    };
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& [name, content] : files) all.push_back(name);
    return all;
  }

  std::map<std::string, Bytes> files;
};

// With the witness, its cosignature is asked for.
inline std::string policy_text(bool with_witness = false) {
  using bulletin_board::SignatureType;
  using bulletin_board::VerifierKey;
  using bulletin_board::test::counting_key;
  std::string text =
      "log " +
      VerifierKey::make(kOrigin, SignatureType::ed25519, counting_key(0x10).public_key()).text() +
      "\n";
  if (with_witness) {
    text += "witness w1 " +
            VerifierKey::make(kWitness, SignatureType::cosignature, counting_key(0x20).public_key())
                .text() +
            "\n";
  }
  return text + "quorum " + (with_witness ? "w1" : "none") + "\n";
}

inline bulletin_board::Policy policy(bool with_witness = false) {
  return bulletin_board::Policy::parse(policy_text(with_witness)).value();
}

// The ids of the checks that fail.
inline std::string failing(const Report& report) {
  std::string ids;
  for (const CheckReport& check : report.checks()) {
    if (!check.failures.empty()) ids += (ids.empty() ? "" : " ") + std::string(check.id);
  }
  return ids.empty() ? "valid" : ids;
}

}  // namespace tabella::verifier::test
