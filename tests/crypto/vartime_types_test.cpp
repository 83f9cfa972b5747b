// GE7 of the attack catalogue: no function whose time depends on its arguments takes a secret.
// These are tests of what does not compile.
#include <array>
#include <span>
#include <vector>

#include "crypto/decryption_proof.h"
#include "crypto/ristretto255.h"
#include "crypto/secret_sharing.h"
#include "crypto/tiny_group.h"
#include "crypto/vartime/point.h"
#include "tests/catch.h"

using namespace tabella::crypto;

namespace {

template <class G, class S, class E>
concept MultipliesVartime = requires(const std::vector<S>& scalars,
                                     const std::vector<E>& elements) {
  G::multiscalar_mul_vartime(scalars, elements);
};
template <class G, class S, class E>
concept FoldsVartime = requires(const S& scalar, const std::vector<E>& elements) {
  fold_vartime<G>(scalar, elements);
};
template <class G, class E>
concept DerivesShareKeyVartime = requires(const std::vector<E>& elements, TrusteeIndex trustee) {
  share_key_vartime<G>(elements, trustee);
};

template <class E>
concept BecomesVartimePoint = requires(const E& element) {
  vartime::AffinePoint::from_element(element);
  vartime::Point::from_element(element);
};
static_assert(BecomesVartimePoint<Element>);
static_assert(!BecomesVartimePoint<SecretElement>);

template <class G>
constexpr bool keeps_secrets_out() {
  using S = typename G::Scalar;
  using E = typename G::Element;
  using SecretS = typename G::SecretScalar;
  using SecretE = typename G::SecretElement;
  static_assert(MultipliesVartime<G, S, E>);
  static_assert(!MultipliesVartime<G, SecretS, E>);
  static_assert(!MultipliesVartime<G, S, SecretE>);
  static_assert(!MultipliesVartime<G, SecretS, SecretE>);
  static_assert(FoldsVartime<G, S, E>);
  static_assert(!FoldsVartime<G, SecretS, E>);
  static_assert(!FoldsVartime<G, S, SecretE>);
  static_assert(DerivesShareKeyVartime<G, E>);
  static_assert(!DerivesShareKeyVartime<G, SecretE>);
  // Nor does a secret turn into a public value without publish().
  static_assert(!std::is_convertible_v<SecretS, S>);
  static_assert(!std::is_convertible_v<SecretE, E>);
  static_assert(!std::is_copy_constructible_v<SecretS>);
  static_assert(!std::is_copy_constructible_v<SecretE>);
  static_assert(!std::is_constructible_v<S, SecretS>);
  static_assert(!std::is_constructible_v<E, SecretE>);
  return true;
}

static_assert(keeps_secrets_out<Ristretto255>());
static_assert(keeps_secrets_out<TinyGroup<13, 4>>());

}  // namespace

TEST_CASE("GE7: variable-time functions take no secret types") {
  SUCCEED("checked when this file was compiled");
}
