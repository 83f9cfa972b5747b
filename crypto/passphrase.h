// Secrets on disk: sealed under a passphrase with Argon2id and XChaCha20-Poly1305.
// docs/operators.md, "Keys".
#pragma once

#include <optional>
#include <string_view>

#include "crypto/bytes.h"
#include "crypto/secret.h"

namespace tabella::crypto {

// Salt (16) || nonce (24) || sealed secret and tag. Argon2id: 3 passes, 64 MiB.
[[nodiscard]] Bytes seal_with_passphrase(const SecretArray<64>& secret, ByteView passphrase);
// None if the passphrase is wrong or the bytes are not what was sealed.
[[nodiscard]] std::optional<SecretArray<64>> open_with_passphrase(ByteView sealed,
                                                                  ByteView passphrase);

}  // namespace tabella::crypto
