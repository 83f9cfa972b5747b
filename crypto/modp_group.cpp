#include "crypto/modp_group.h"

#include <gmp.h>

#include <algorithm>
#include <string>
#include <vector>

#include "crypto/expects.h"
#include "crypto/hash.h"
#include "crypto/modp_constants.h"

namespace tabella::crypto {

namespace {

// mpz_t that frees itself.
class Integer {
 public:
  Integer() { mpz_init(value_); }
  explicit Integer(std::string_view hex_digits) {
    EXPECTS(mpz_init_set_str(value_, std::string(hex_digits).c_str(), 16) == 0);
  }
  Integer(const Integer& other) { mpz_init_set(value_, other.value_); }
  Integer& operator=(Integer other) {
    mpz_swap(value_, other.value_);
    return *this;
  }
  ~Integer() { mpz_clear(value_); }

  [[nodiscard]] static Integer from_bytes_be(ByteView bytes) { return from_bytes(bytes, 1); }
  [[nodiscard]] static Integer from_bytes_le(ByteView bytes) { return from_bytes(bytes, -1); }

  template <std::size_t N>
  [[nodiscard]] std::array<std::uint8_t, N> to_bytes_be() const {
    std::array<std::uint8_t, N> out{};
    const std::size_t size = (mpz_sizeinbase(value_, 2) + 7) / 8;
    EXPECTS(size <= N);
    mpz_export(out.data() + (N - size), nullptr, 1, 1, 1, 0, value_);
    return out;
  }

  mpz_ptr get() { return value_; }
  [[nodiscard]] mpz_srcptr get() const { return value_; }

 private:
  static Integer from_bytes(ByteView bytes, int order) {
    Integer n;
    mpz_import(n.value_, bytes.size(), order, 1, 1, 0, bytes.data());
    return n;
  }

  mpz_t value_;
};

// The same as integers. Made once for each group, when it is first used; read only after.
struct Parameters {
  explicit Parameters(const ModPConstants& c) : name(c.name), p(c.p), q(c.q), g(c.g) {
    mpz_sub_ui(cofactor.get(), p.get(), 1);
    mpz_divexact(cofactor.get(), cofactor.get(), q.get());
  }

  std::string_view name;
  Integer p;
  Integer q;
  Integer g;
  Integer cofactor;
};

template <ModPName kName>
const Parameters& parameters() {
  if constexpr (kName == ModPName::electionguard_4096) {
    static const Parameters kParameters(kElectionGuard4096);
    return kParameters;
  } else if constexpr (kName == ModPName::belenios_2048) {
    static const Parameters kParameters(kBelenios2048);
    return kParameters;
  } else {
    static const Parameters kParameters(kHelios2048);
    return kParameters;
  }
}

// into = into * factor mod p.
void multiply(Integer& into, const Integer& factor, const Parameters& group) {
  mpz_mul(into.get(), into.get(), factor.get());
  mpz_mod(into.get(), into.get(), group.p.get());
}

template <ModPName kName>
ModPElement<kName> element_of(const Integer& member) {
  return ModPElement<kName>::hazmat_from_member(member.to_bytes_be<ModPElement<kName>::kSize>());
}

template <ModPName kName>
Integer integer_of(const ModPElement<kName>& e) {
  return Integer::from_bytes_be(e.encode());
}

// Any integer mod q.
template <ModPName kName>
ModPScalar<kName> scalar_of(Integer n) {
  mpz_mod(n.get(), n.get(), parameters<kName>().q.get());
  return ModPScalar<kName>::hazmat_from_reduced(n.to_bytes_be<ModPScalar<kName>::kSize>());
}

template <ModPName kName>
Integer integer_of(const ModPScalar<kName>& s) {
  return Integer::from_bytes_be(s.encode());
}

// Interleaved windows of four bits (Straus): the squarings are shared by all elements of a chunk.
constexpr std::size_t kChunk = 64;
constexpr unsigned kWindow = 4;

// powers[d] = base^d for d < 16.
std::vector<Integer> small_powers(const Integer& base, const Parameters& group) {
  std::vector<Integer> powers(std::size_t{1} << kWindow);
  mpz_set_ui(powers[0].get(), 1);
  for (std::size_t d = 1; d < powers.size(); ++d) {
    powers[d] = powers[d - 1];
    multiply(powers[d], base, group);
  }
  return powers;
}

template <ModPName kName>
Integer chunk_product(std::span<const ModPScalar<kName>> scalars,
                      std::span<const ModPElement<kName>> elements) {
  const Parameters& group = parameters<kName>();
  std::vector<std::vector<Integer>> tables;
  std::vector<std::array<std::uint8_t, ModPScalar<kName>::kSize>> digits;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    tables.push_back(small_powers(integer_of(elements[i]), group));
    digits.push_back(scalars[i].encode());
  }
  Integer product;
  mpz_set_ui(product.get(), 1);
  for (std::size_t window = 0; window < 2 * ModPScalar<kName>::kSize; ++window) {
    for (unsigned square = 0; square < kWindow; ++square) {
      multiply(product, product, group);
    }
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const unsigned byte = digits[i][window / 2];
      const unsigned digit = window % 2 == 0 ? byte >> kWindow : byte & 0xf;
      if (digit != 0) multiply(product, tables[i][digit], group);
    }
  }
  return product;
}

}  // namespace

template <ModPName kName>
ModPElement<kName> ModPElement<kName>::generator() {
  return element_of<kName>(parameters<kName>().g);
}

template <ModPName kName>
std::optional<ModPElement<kName>> ModPElement<kName>::decode(ByteView bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  const Parameters& group = parameters<kName>();
  const Integer value = Integer::from_bytes_be(bytes);
  if (mpz_sgn(value.get()) == 0 || mpz_cmp(value.get(), group.p.get()) >= 0) return std::nullopt;
  Integer power;
  mpz_powm(power.get(), value.get(), group.q.get(), group.p.get());
  if (mpz_cmp_ui(power.get(), 1) != 0) return std::nullopt;
  return hazmat_from_member(bytes.first<kSize>());
}

template <ModPName kName>
ModPElement<kName> ModPElement<kName>::hazmat_from_member(
    std::span<const std::uint8_t, kSize> bytes) {
  ModPElement e;
  std::ranges::copy(bytes, e.bytes_.begin());
  return e;
}

template <ModPName kName>
ModPElement<kName> ModPElement<kName>::product_vartime(const ModPElement& a, const ModPElement& b) {
  Integer product = integer_of(a);
  multiply(product, integer_of(b), parameters<kName>());
  return element_of<kName>(product);
}

template <ModPName kName>
ModPElement<kName> ModPElement<kName>::inverse_vartime(const ModPElement& a) {
  Integer inverse;
  EXPECTS(mpz_invert(inverse.get(), integer_of(a).get(), parameters<kName>().p.get()) != 0);
  return element_of<kName>(inverse);
}

template <ModPName kName>
ModPScalar<kName> ModPScalar<kName>::from_i64(std::int64_t value) {
  const auto magnitude = static_cast<std::uint64_t>(value);
  Integer n = Integer::from_bytes_be(uint64_be(value < 0 ? 0 - magnitude : magnitude));
  if (value < 0) mpz_neg(n.get(), n.get());
  return scalar_of<kName>(n);
}

template <ModPName kName>
ModPScalar<kName> ModPScalar<kName>::reduce_wide(std::span<const std::uint8_t, 64> bytes) {
  return scalar_of<kName>(Integer::from_bytes_le(bytes));
}

template <ModPName kName>
std::optional<ModPScalar<kName>> ModPScalar<kName>::decode(ByteView bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  const Integer n = Integer::from_bytes_be(bytes);
  if (mpz_cmp(n.get(), parameters<kName>().q.get()) >= 0) return std::nullopt;
  return hazmat_from_reduced(bytes.first<kSize>());
}

template <ModPName kName>
ModPScalar<kName> ModPScalar<kName>::hazmat_from_reduced(
    std::span<const std::uint8_t, kSize> bytes) {
  ModPScalar s;
  std::ranges::copy(bytes, s.bytes_.begin());
  return s;
}

template <ModPName kName>
ModPScalar<kName> ModPScalar<kName>::sum_vartime(const ModPScalar& a, const ModPScalar& b) {
  Integer n;
  mpz_add(n.get(), integer_of(a).get(), integer_of(b).get());
  return scalar_of<kName>(n);
}

template <ModPName kName>
ModPScalar<kName> ModPScalar<kName>::difference_vartime(const ModPScalar& a, const ModPScalar& b) {
  Integer n;
  mpz_sub(n.get(), integer_of(a).get(), integer_of(b).get());
  return scalar_of<kName>(n);
}

template <ModPName kName>
ModPScalar<kName> ModPScalar<kName>::product_vartime(const ModPScalar& a, const ModPScalar& b) {
  Integer n;
  mpz_mul(n.get(), integer_of(a).get(), integer_of(b).get());
  return scalar_of<kName>(n);
}

template <ModPName kName>
ModPScalar<kName> ModPScalar<kName>::inverse_vartime(const ModPScalar& a) {
  EXPECTS(!a.is_zero());
  Integer n;
  EXPECTS(mpz_invert(n.get(), integer_of(a).get(), parameters<kName>().q.get()) != 0);
  return scalar_of<kName>(n);
}

template <ModPName kName>
ModPElement<kName> ModPGroup<kName>::multiscalar_mul_vartime(std::span<const Scalar> scalars,
                                                             std::span<const Element> elements) {
  EXPECTS(scalars.size() == elements.size());
  Integer product;
  mpz_set_ui(product.get(), 1);
  for (std::size_t begin = 0; begin < elements.size(); begin += kChunk) {
    const std::size_t size = std::min(kChunk, elements.size() - begin);
    multiply(product,
             chunk_product<kName>(scalars.subspan(begin, size), elements.subspan(begin, size)),
             parameters<kName>());
  }
  return element_of<kName>(product);
}

template <ModPName kName>
ModPElement<kName> ModPGroup<kName>::derive_generator(std::uint32_t i) {
  const Parameters& group = parameters<kName>();
  // 64 bytes more than the modulus: the remainder mod p is as good as uniform.
  Bytes wide;
  for (std::uint32_t block = 0; wide.size() < Element::kSize + 64; ++block) {
    const auto hash = sha512(
        {as_bytes("tabella/v1/generator/"), as_bytes(group.name), uint32_be(i), uint32_be(block)});
    wide.insert(wide.end(), hash.begin(), hash.end());
  }
  Integer n = Integer::from_bytes_be(wide);
  mpz_powm(n.get(), n.get(), group.cofactor.get(), group.p.get());
  // 0 and 1 come up with probability 2^-256: no input is known that gives them.
  EXPECTS(mpz_cmp_ui(n.get(), 1) > 0);
  return element_of<kName>(n);
}

template class ModPElement<ModPName::electionguard_4096>;
template class ModPElement<ModPName::belenios_2048>;
template class ModPElement<ModPName::helios_2048>;
template class ModPScalar<ModPName::electionguard_4096>;
template class ModPScalar<ModPName::belenios_2048>;
template class ModPScalar<ModPName::helios_2048>;
template struct ModPGroup<ModPName::electionguard_4096>;
template struct ModPGroup<ModPName::belenios_2048>;
template struct ModPGroup<ModPName::helios_2048>;

}  // namespace tabella::crypto
