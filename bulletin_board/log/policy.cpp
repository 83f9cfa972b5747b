#include "bulletin_board/log/policy.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>

#include "text/plain_text.h"

namespace tabella::bulletin_board {

namespace {

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  while (!line.empty()) {
    const auto end = std::min(line.find_first_of(" \t"), line.size());
    if (end > 0) words.emplace_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

}  // namespace

class Policy::Parser {
 public:
  Result<Policy> parse(std::string_view text) {
    if (!text::is_utf8(text)) return Error{"policy.form", "", "is not UTF-8"};
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      if (++line_ > kMaxLines) return wrong("has too many lines");
      const std::string_view line = text.substr(0, end);
      // A comment is a line that begins with #.
      const auto words = words_of(line);
      if (!words.empty() && !words.front().starts_with('#')) {
        if (auto done = read(words); !done) return done.error();
      }
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (policy_.log_.empty()) return Error{"policy.log", "", "there is no log"};
    if (policy_.quorum_.empty()) return Error{"policy.quorum", "", "there is no quorum"};
    return std::move(policy_);
  }

 private:
  [[nodiscard]] Error wrong(std::string detail) const {
    return {"policy.form", "line " + std::to_string(line_), std::move(detail)};
  }

  Result<Done> read(const std::vector<std::string>& words) {
    if (!policy_.quorum_.empty()) return wrong("stands behind the quorum");
    if (words[0] == "log") return read_log(words);
    if (words[0] == "witness") return read_witness(words);
    if (words[0] == "group") return read_group(words);
    if (words[0] == "quorum") return read_quorum(words);
    return wrong("is no log, witness, group or quorum");
  }

  Result<VerifierKey> key(const std::string& text, SignatureType type) {
    auto parsed = VerifierKey::parse(text);
    if (!parsed) return wrong(parsed.error().detail);
    if (parsed->type() != type) return wrong("has a key of another type");
    if (!keys_.insert(parsed->public_key()).second)
      return wrong("has a key that stands there twice");
    return parsed;
  }

  Result<Done> read_log(const std::vector<std::string>& words) {
    if (words.size() < 2 || words.size() > 3) return wrong("is not: log VKEY [URL]");
    if (!policy_.log_.empty()) return wrong("is a second log");
    auto log = key(words[1], SignatureType::ed25519);
    if (!log) return log.error();
    policy_.log_.push_back(*std::move(log));
    if (words.size() == 3) policy_.log_url_ = words[2];
    return Done{};
  }

  Result<Done> define(const std::string& name) {
    if (name == kNone || !names_.insert(name).second) return wrong("defines " + name + " again");
    return Done{};
  }

  Result<Done> read_witness(const std::vector<std::string>& words) {
    if (words.size() < 3 || words.size() > 4) return wrong("is not: witness NAME VKEY [URL]");
    if (auto done = define(words[1]); !done) return done;
    auto witness = key(words[2], SignatureType::cosignature);
    if (!witness) return witness.error();
    policy_.witnesses_.push_back(
        {words[1], *std::move(witness), words.size() == 4 ? words[3] : std::string()});
    return Done{};
  }

  Result<Done> read_group(const std::vector<std::string>& words) {
    if (words.size() < 4) return wrong("is not: group NAME all|any|K MEMBERS");
    PolicyGroup group{words[1], 0, {words.begin() + 3, words.end()}};
    for (const std::string& member : group.members) {
      if (!names_.contains(member)) return wrong(member + " is not defined before");
      if (!members_.insert(member).second) return wrong(member + " is a member already");
    }
    if (auto done = define(group.name); !done) return done;
    const auto count = static_cast<std::uint32_t>(group.members.size());
    const std::string& number = words[2];
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), group.threshold);
    const bool is_number = error == std::errc() && end == number.data() + number.size() &&
                           std::to_string(group.threshold) == number;
    if (number == "all") group.threshold = count;
    if (number == "any") group.threshold = 1;
    if (number != "all" && number != "any" && !is_number) return wrong("has no threshold");
    if (group.threshold == 0 || group.threshold > count) {
      return wrong("has a threshold that is not from 1 to " + std::to_string(count));
    }
    policy_.groups_.push_back(std::move(group));
    return Done{};
  }

  Result<Done> read_quorum(const std::vector<std::string>& words) {
    if (words.size() != 2) return wrong("is not: quorum NAME|none");
    if (words[1] != kNone && !names_.contains(words[1])) return wrong(words[1] + " is not defined");
    policy_.quorum_ = words[1];
    return Done{};
  }

  Policy policy_;
  std::size_t line_ = 0;
  std::set<crypto::Ed25519PublicKey> keys_;
  std::set<std::string> names_;
  std::set<std::string> members_;
};

std::string policy_without_witnesses(const VerifierKey& log) {
  return "log " + log.text() + "\nquorum " + std::string(Policy::kNone) + "\n";
}

Result<Policy> Policy::parse(std::string_view text) { return Parser().parse(text); }

Result<Done> Policy::check(const SignedNote& checkpoint) const {
  const auto seen = seen_at(checkpoint);
  if (!seen) return seen.error();
  return Done{};
}

Result<std::uint64_t> Policy::seen_at(const SignedNote& checkpoint, std::uint64_t latest) const {
  // When each had seen it; 0 if not. No cosignature has the time 0.
  std::map<std::string, std::uint64_t> seen;
  for (const PolicyWitness& witness : witnesses_) {
    const bool signs = std::ranges::any_of(
        checkpoint.signatures, [&](const NoteSignature& each) { return each.is_of(witness.key); });
    if (!signs) continue;
    const auto time = verify_cosignature(checkpoint, witness.key);
    if (!time) return time.error();
    if (*time <= latest) seen[witness.name] = *time;
  }
  for (const PolicyGroup& group : groups_) {
    std::vector<std::uint64_t> times;
    for (const std::string& member : group.members) times.push_back(seen[member]);
    std::ranges::sort(times, std::greater());
    seen[group.name] = times[group.threshold - 1];
  }
  if (!has_quorum()) return std::uint64_t{0};
  if (seen[quorum_] == 0) return Error{"policy.quorum", quorum_, "too few cosignatures"};
  return seen[quorum_];
}

Result<SignedCheckpoint> Policy::open(std::string_view checkpoint) const {
  auto opened = SignedCheckpoint::open(checkpoint, log());
  if (!opened) return opened.error();
  if (const auto done = check(opened->note); !done) return done.error();
  return opened;
}

}  // namespace tabella::bulletin_board
