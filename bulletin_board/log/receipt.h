// A receipt: a C2SP tlog-proof that an entry is in the log under a checkpoint. It does not hold the
// entry: the one who checks brings it. docs/log.md, "Receipts".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "bulletin_board/log/merkle_tree.h"
#include "bulletin_board/log/policy.h"
#include "crypto/bytes.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

struct Receipt {
  std::uint64_t index = 0;
  HashPath path;
  std::string checkpoint;  // as signed, with its cosignatures

  [[nodiscard]] std::string encode() const;
  // Code receipt.form. The optional line "extra" is allowed and means nothing.
  [[nodiscard]] static Result<Receipt> parse(std::string_view text);
  friend bool operator==(const Receipt&, const Receipt&) = default;
};

// The checkpoint under which the entry is at receipt.index. Codes receipt.inclusion, and those of
// the checkpoint and policy.
[[nodiscard]] Result<Checkpoint> verify_receipt(const Receipt& receipt, ByteView entry,
                                                const Policy& policy);

}  // namespace tabella::bulletin_board
