// Says what the product's verifier says of a record, under the policy that lies in it. A program of
// its own, because the tests link copies of the verifier in which checks can be switched off.
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>

#include "crypto/initialize.h"
#include "verifier/verify.h"

namespace {

using namespace tabella;

Result<Bytes> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{"file.read", path, "is missing"};
  return Bytes{std::istreambuf_iterator<char>(in), {}};
}

std::string judge(const std::string& folder) {
  const Bytes policy_bytes = read_file(folder + "/policy.txt").value();
  const auto policy =
      bulletin_board::Policy::parse(std::string(policy_bytes.begin(), policy_bytes.end())).value();
  const verifier::ReadFile read = [&](const std::string& path) -> Result<Bytes> {
    auto bytes = read_file(folder + "/" + path);
    if (!bytes) return Error{"file.read", path, "is missing"};
    return bytes;
  };
  return text_of(verifier::verify_record(read, policy, bulletin_board::run_in_turn,
                                         [](std::uint64_t, std::uint64_t) {})
                     .report);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("Usage: judge_record DIR\n", stderr);
    return 2;
  }
  crypto::initialize();
  std::fputs(judge(argv[1]).c_str(), stdout);
  return 0;
}
