#include "cli/vectors/vectors_json.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "crypto/ballot_proof/check.h"
#include "text/loose_json.h"

namespace tabella::cli {

namespace {

using Json = nlohmann::ordered_json;

// More bits than any ballot that fits into a post.
constexpr std::uint32_t kMaxBits = 4096;

// Thrown and caught in this file alone, so that reading is written straight down.
struct WrongForm {
  std::string detail;
};

const Json& member(const Json& object, const char* name) {
  if (!object.is_object()) throw WrongForm{"is no object"};
  const auto found = object.find(name);
  if (found == object.end()) throw WrongForm{std::string(name) + " is missing"};
  return *found;
}

template <class Number>
Number number(const Json& value, const char* name) {
  if constexpr (std::is_signed_v<Number>) {
    if (value.is_number_integer() &&
        (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX)) {
      return value.get<Number>();
    }
  } else {
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() <= std::numeric_limits<Number>::max()) {
      return value.get<Number>();
    }
  }
  throw WrongForm{std::string(name) + " is no integer in range"};
}

std::string text(const Json& value, const char* name) {
  if (!value.is_string()) throw WrongForm{std::string(name) + " is no text"};
  return value.get<std::string>();
}

Bytes hex_bytes(const Json& value, const char* name) {
  auto bytes = decode_hex(text(value, name));
  if (!bytes) throw WrongForm{std::string(name) + " is not hexadecimal"};
  return *std::move(bytes);
}

std::array<std::uint8_t, 32> hex32(const Json& value, const char* name) {
  const Bytes bytes = hex_bytes(value, name);
  std::array<std::uint8_t, 32> out{};
  if (bytes.size() != out.size()) throw WrongForm{std::string(name) + " is not 32 bytes"};
  std::ranges::copy(bytes, out.begin());
  return out;
}

std::uint32_t index(const std::string& digits, const char* name) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) {
    throw WrongForm{std::string(name) + " has an index that is no number"};
  }
  return value;
}

const Json& array(Json&& value, const char* name) = delete;  // it would not live as long
const Json& array(const Json& value, const char* name) {
  if (!value.is_array()) throw WrongForm{std::string(name) + " is no list"};
  return value;
}

crypto::Row row(const Json& sparse, std::uint32_t bits) {
  if (!sparse.is_object()) throw WrongForm{"a row is no object"};
  std::map<std::uint32_t, std::int64_t> terms;
  for (const auto& [key, coefficient] : sparse.items()) {
    const std::uint32_t bit = index(key, "a row");
    if (bit >= bits) throw WrongForm{"a row has bit " + key + " of " + std::to_string(bits)};
    if (!terms.emplace(bit, number<std::int64_t>(coefficient, "a coefficient")).second) {
      throw WrongForm{"a row has bit " + key + " twice"};
    }
  }
  crypto::Row out;
  for (const auto& [bit, coefficient] : terms) {
    if (coefficient != 0) out.push_back({bit, coefficient});
  }
  return out;
}

crypto::Style style(const Json& value) {
  crypto::Style out;
  out.bits = number<std::uint32_t>(member(value, "bits"), "bits");
  if (out.bits > kMaxBits) throw WrongForm{"more than " + std::to_string(kMaxBits) + " bits"};
  for (const Json& sparse : array(member(value, "counters"), "counters")) {
    out.counters.push_back(row(sparse, out.bits));
  }
  for (const Json& equation : array(member(value, "equations"), "equations")) {
    out.equations.push_back({row(member(equation, "row"), out.bits),
                             number<std::int64_t>(member(equation, "rhs"), "rhs")});
  }
  return out;
}

SealVector seal_vector(const Json& value, std::uint32_t bits) {
  SealVector out;
  out.seed = hex32(member(value, "seed"), "seed");
  for (const Json& bit : array(member(value, "bits"), "seal bits")) {
    const auto marked = number<std::uint8_t>(bit, "a bit");
    if (marked > 1) throw WrongForm{"a bit is neither 0 nor 1"};
    out.bits.push_back(marked);
  }
  if (out.bits.size() != bits) throw WrongForm{"seal has another number of bits than the style"};
  out.sk = hex32(member(value, "sk"), "sk");
  out.kappa = hex32(member(value, "kappa"), "kappa");
  return out;
}

BallotVector ballot_vector(const Json& value) {
  BallotVector out;
  out.name = text(member(value, "name"), "name");
  out.style = style(member(value, "style"));
  out.election = hex32(member(value, "election"), "election");
  out.key = hex32(member(value, "key"), "key");
  if (value.contains("base")) out.base = hex32(value.at("base"), "base");
  out.credential = hex32(member(value, "credential"), "credential");
  out.sequence = number<std::uint64_t>(member(value, "sequence"), "sequence");
  out.sealed = hex_bytes(member(value, "sealed"), "sealed");
  if (value.contains("id")) out.id = hex32(value.at("id"), "id");
  out.expect = text(member(value, "expect"), "expect");
  const bool known = out.expect == "ok" || std::ranges::any_of(crypto::kChecks, [&](auto check) {
                       return crypto::name(check) == out.expect;
                     });
  if (!known) throw WrongForm{"expects " + out.expect + ", which is no check"};
  if (value.contains("seal")) out.seal = seal_vector(value.at("seal"), out.style.bits);
  return out;
}

Error wrong(const std::string& place, const std::string& detail) {
  return {"vectors.json", place, detail};
}

Json json_of(const crypto::Row& row) {
  Json out = Json::object();
  for (const crypto::Term& term : row) out[std::to_string(term.bit)] = term.coefficient;
  return out;
}

Json json_of(const crypto::Style& style) {
  Json counters = Json::array();
  for (const crypto::Row& row : style.counters) counters.push_back(json_of(row));
  Json equations = Json::array();
  for (const crypto::Equation& equation : style.equations) {
    equations.push_back({{"row", json_of(equation.row)}, {"rhs", equation.rhs}});
  }
  return {{"bits", style.bits}, {"counters", counters}, {"equations", equations}};
}

}  // namespace

Result<BallotVectors> decode_vectors(std::string_view text) {
  const Json file = text::parse_loose_json<Json>(text);
  if (file.is_discarded()) return wrong("", "is not JSON");
  BallotVectors out;
  std::string place;
  try {
    if (!file.is_object()) throw WrongForm{"is no object"};
    if (file.contains("generators")) {
      place = "generators";
      const Json& generators = file.at("generators");
      if (!generators.is_object()) throw WrongForm{"is no object"};
      for (const auto& [key, value] : generators.items()) {
        const std::uint32_t number = index(key, "generators");
        out.generators.emplace(number, hex32(value, "a generator"));
      }
    }
    place = "cases";
    std::size_t number = 0;
    for (const Json& value : array(member(file, "cases"), "cases")) {
      place = "case " + std::to_string(++number);
      out.cases.push_back(ballot_vector(value));
    }
  } catch (const WrongForm& form) {
    return wrong(place, form.detail);
  }
  if (out.cases.empty()) return wrong("cases", "there is none");
  return out;
}

std::string encode_vectors(const BallotVectors& vectors, const std::string& source) {
  Json generators = Json::object();
  for (const auto& [index, bytes] : vectors.generators) {
    generators[std::to_string(index)] = hex(bytes);
  }
  Json cases = Json::array();
  for (const BallotVector& each : vectors.cases) {
    Json value = {{"name", each.name},
                  {"style", json_of(each.style)},
                  {"election", hex(each.election)},
                  {"key", hex(each.key)},
                  {"credential", hex(each.credential)},
                  {"sequence", each.sequence},
                  {"sealed", hex(each.sealed)},
                  {"expect", each.expect}};
    if (each.base) value["base"] = hex(*each.base);
    if (each.id) value["id"] = hex(*each.id);
    if (each.seal) {
      value["seal"] = {{"seed", hex(each.seal->seed)},
                       {"bits", each.seal->bits},
                       {"sk", hex(each.seal->sk)},
                       {"kappa", hex(each.seal->kappa)}};
    }
    cases.push_back(std::move(value));
  }
  const Json file = {{"source", source}, {"generators", generators}, {"cases", cases}};
  return file.dump(1) + "\n";
}

}  // namespace tabella::cli
