#include "tests/adversary/mutation.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

#include "tests/adversary/switch.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"
#include "verifier/verify.h"

namespace tabella::adversary {

using namespace bulletin_board;
using bulletin_board::test::MemoryBoard;

namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

// What the product's verifier says of the record in this folder.
std::string ask_product(const std::filesystem::path& folder) {
  const std::string command = std::string(TABELLA_JUDGE_RECORD) + " " + folder.string();
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string said;
  std::array<char, 4096> part;
  for (std::size_t n; (n = std::fread(part.data(), 1, part.size(), pipe)) > 0;) {
    said.append(part.data(), n);
  }
  const int status = ::pclose(pipe);
  INFO(said);
  REQUIRE(status != -1);
  return said;
}

void write(const SealedRecord& record, const std::filesystem::path& folder) {
  for (const auto& [path, bytes] : record.files) {
    const auto file = folder / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  }
}

}  // namespace

Verdict verify(const SealedRecord& record) {
  const verifier::ReadFile read = [&record](const std::string& path) -> Result<Bytes> {
    const auto found = record.files.find(path);
    if (found == record.files.end()) return Error{"file.read", path, "is missing"};
    return found->second;
  };
  const auto policy = Policy::parse(record.text("policy.txt")).value();
  const auto verification =
      verifier::verify_record(read, policy, run_in_turn, [](std::uint64_t, std::uint64_t) {});
  return {verification.report, verification.board->size()};
}

Mutation::Expected Mutation::expected_of(const std::string& test_name) {
  static const std::regex kForm(
      R"(^([A-Z]{2}\d+) S[0-4](?: shadowed)?: .* \(((?:C\d+ )+)([a-z_.]* ?)at (.*)\)$)");
  std::smatch match;
  INFO(test_name);
  REQUIRE(std::regex_match(test_name, match, kForm));
  const auto code = words_of(match[3]);
  Expected expected{match[1], words_of(match[2]), code.empty() ? "" : code.front(), {}};
  std::string objects = match[4];
  for (auto end = objects.find(" and "); end != std::string::npos; end = objects.find(" and ")) {
    expected.objects.push_back(objects.substr(0, end));
    objects.erase(0, end + 5);
  }
  expected.objects.push_back(objects);
  return expected;
}

Mutation::Mutation(ballot::Definition definition, std::size_t voter_count)
    : parties_(randomness_, std::move(definition), Parties::VoterKeys::drawn, voter_count),
      expected_(expected_of(Catch::getResultCapture().getCurrentTestName())) {
  script = parties_.script();
  off = {expected_.code.empty() ? expected_.checks.front() : expected_.code};
}

void Mutation::require_refused(MemoryBoard& memory, const Step& step, const Bytes& post) {
  // PF15: the verifier judges a record by the rules that judge a post here.
  const Block block = memory.board.apply(memory.time, std::array{post});
  INFO(step.name);
  REQUIRE(block.verdicts.front().refusal);
  INFO(block.verdicts.front().refusal->message());
  if (!expected_.code.empty()) {
    REQUIRE(block.verdicts.front().refusal->message().starts_with(expected_.code));
  }
  REQUIRE(block.entries.empty());
}

Block Mutation::submit(MemoryBoard& memory, const Submission& submission) {
  for (std::size_t i = 0; i < submission.steps.size(); ++i) {
    if (submission.steps[i]->hostile) {
      require_refused(memory, *submission.steps[i], submission.posts[i]);
    }
  }
  const SwitchedOff without(off);
  return memory.apply(submission.posts, memory.time);
}

void Mutation::hold_and_seal() {
  hold(
      script,
      [this](MemoryBoard& memory, const Submission& submission) {
        return submit(memory, submission);
      },
      held_);
  entries_ = held_.memory.entries;
  if (alter_entries) alter_entries(entries_);
  record_ = seal_record(entries_, parties_, witnesses);
  if (alter_record) alter_record(record_, entries_);
}

std::vector<std::string> Mutation::beginnings() const {
  if (!object.empty()) return {object};
  std::vector<std::string> beginnings;
  for (const std::string& each : expected_.objects) {
    const auto entry = held_.entry_of.find(each);
    if (entry != held_.entry_of.end()) {
      beginnings.push_back("entry " + std::to_string(entry->second) + ": ");
    } else {
      beginnings.push_back(each == "checkpoint" ? expected_.code : each + ": ");
    }
  }
  return beginnings;
}

void Mutation::require_named(const verifier::Report& report) const {
  INFO(verifier::text_of(report));
  std::vector<std::string> failing;
  std::string failures;
  for (const verifier::CheckReport& check : report.checks()) {
    if (check.failures.empty()) continue;
    failing.emplace_back(check.id);
    for (const std::string& failure : check.failures) {
      INFO(failure);
      CHECK(std::ranges::any_of(
          beginnings(), [&](const std::string& begin) { return failure.starts_with(begin); }));
      CHECK(failure.find(expected_.code) != std::string::npos);
      failures += "\n" + failure;
    }
  }
  REQUIRE(failing == expected_.checks);
  for (const std::string& begin : beginnings()) {
    CHECK(failures.find("\n" + begin) != std::string::npos);
  }
}

void Mutation::require_same_from_product(const verifier::Report& report) const {
  const tabella::test::TemporaryFolder folder;
  write(record_, folder.path);
  REQUIRE(ask_product(folder.path) == verifier::text_of(report));
}

void Mutation::require_noticed() {
  hold_and_seal();
  const Verdict verdict = verify(record_);
  require_named(verdict.report);
  require_same_from_product(verdict.report);
}

void Mutation::require_caught() {
  require_noticed();
  const SwitchedOff without(off);
  const Verdict verdict = verify(record_);
  INFO(verifier::text_of(verdict.report));
  REQUIRE(verdict.report.valid());
  REQUIRE(SwitchedOff::let_pass() > 0);
  if (!other_length) REQUIRE(verdict.replayed == entries_.size());
}

}  // namespace tabella::adversary
