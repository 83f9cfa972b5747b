// libsodium picks its implementations and opens the system's generator once, before threads start.
#pragma once

namespace tabella::crypto {

// Called first by every program. Throws std::runtime_error when libsodium cannot start.
void initialize();

}  // namespace tabella::crypto
