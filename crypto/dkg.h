// The key ceremony: C2SP cocktail-dkg v0.2.0 with the suite COCKTAIL(Ristretto255, SHA-512), each
// dealing hashed first and revealed after. docs/protocol.md, "Ceremony".
//
//   join       StaticKey::make(...)                                  each trustee posts a key
//   ceremony = Ceremony::create(threshold, static keys, session)     everybody
//   commit     commit_to(deal(...).encode())                         each trustee posts a hash,
//   deal       deal(...).encode()                                    then the dealing itself
//              open_dealings(commits, deals)                         everybody
//              receive(dealings, own static secret)                  each trustee: its share,
//              complain(...), adjudicate_vartime(...)                or who dealt a wrong one
//              ceremony.disqualify(...)                              whoever is at fault
//   certify    certify(dealings, own static secret)                  each trustee posts
//              open_certificates(dealings, certificates)             everybody; only then
//              CeremonyKeys::combine_vartime(dealings)               election key, share keys
//
// Any other refusal ends the ceremony and names a trustee; the next attempt has another session,
// and nothing of this one is used again.
#pragma once

#include "crypto/dkg/ceremony.h"
#include "crypto/dkg/certificate.h"
#include "crypto/dkg/complaint.h"
#include "crypto/dkg/dealing.h"
#include "crypto/dkg/keys.h"
#include "crypto/dkg/posts.h"
#include "crypto/dkg/share_encryption.h"
#include "crypto/dkg/signature.h"
#include "crypto/dkg/static_key.h"
