// 32 bytes as 25 characters that people compare and type: a ballot id as a receipt code, another
// hash as a check code. docs/protocol.md, "Receipt codes".
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ballot/ballot_post.h"
#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/result.h"

namespace tabella::ballot {

// The id of a posted ballot, which is that of the sealed one before it was cast. The sealed bytes
// end in z_K: code ballot.shape if there is no room for it.
[[nodiscard]] Result<crypto::BallotId> id_of(const BallotPost& post);

// "0123A-4567B-89CDE-FGHJK-MNPQR": the first 125 bits.
[[nodiscard]] std::string receipt_code(std::span<const std::uint8_t, 32> hash);

// What a person typed, as receipt_code writes it: "0123a4567b 89cde fghjk mnpqr" with spaces,
// dashes and small letters as they come, O for 0 and I or L for 1. Codes receipt_code.character,
// receipt_code.length.
[[nodiscard]] Result<std::string> read_receipt_code(std::string_view typed);

}  // namespace tabella::ballot
