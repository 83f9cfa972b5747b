// The board as a party sees it: a URL or a folder, read under a policy and verified before use.
#pragma once

#include <memory>
#include <string>

#include "bulletin_board/policy.h"
#include "cli/arguments.h"
#include "crypto/bytes.h"
#include "crypto/result.h"
#include "verifier/verify.h"

namespace tabella::cli {

class BoardAccess {
 public:
  // source: http://... or a folder that holds a record.
  [[nodiscard]] static Result<BoardAccess> to(const std::string& source,
                                              const std::string& policy_file);
  // From the options --board and --policy.
  [[nodiscard]] static Result<BoardAccess> from(const Arguments& arguments);

  [[nodiscard]] const bulletin_board::Policy& policy() const { return policy_; }
  [[nodiscard]] const verifier::ReadFile& read() const { return *read_; }
  [[nodiscard]] verifier::Verification verify(unsigned threads) const;
  // The state after a verification without failures; the failures otherwise.
  [[nodiscard]] Result<std::shared_ptr<bulletin_board::Board>> state() const;

  // The index of the accepted post; the board's refusal otherwise.
  [[nodiscard]] Result<std::uint64_t> post(const Bytes& entry) const;
  // Any path of the API.
  [[nodiscard]] Result<std::string> get(const std::string& path) const;

 private:
  BoardAccess(std::string source, bulletin_board::Policy policy);

  std::string source_;
  bulletin_board::Policy policy_;
  std::shared_ptr<verifier::ReadFile> read_;
};

}  // namespace tabella::cli
