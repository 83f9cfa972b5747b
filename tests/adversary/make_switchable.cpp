// Copies a source file so that each place where it refuses something asks tests/adversary/switch.h
// first. `return Error{...};` becomes `if (const Error refused = ...; !is_off(refused)) return
// refused;`: with the check off, the code goes on as if the input had passed. The product's sources
// have no such switch, so there is none to be left on by mistake.
//
//   make_switchable ROOT FILE COPY
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

[[noreturn]] void give_up(const std::string& reason) {
  std::fprintf(stderr, "make_switchable: %s\n", reason.c_str());
  std::exit(1);
}

// What is no plain refusal: exactly these words of exactly this file become those.
struct Exchange {
  std::string_view file;
  std::string_view words;
  std::string_view become;
};

constexpr Exchange kExchanges[] = {
    // A ballot whose failing checks are all off is valid, and its ciphertexts count.
    {"crypto/bulk_verifier.cpp", "failed[i] = verify_alone(ballots[i]);\n    } else if (",
     "failed[i] = adversary::without_off(verify_alone(ballots[i]));\n    }\n"
     "    if (failed[i].none() && !elements.all_missing(i) && "},
    {"crypto/bulk_verifier.cpp", "  [[nodiscard]] bool all_good(std::size_t ballot) const {",
     "  [[nodiscard]] bool all_missing(std::size_t ballot) const {\n"
     "    return first[ballot] == first[ballot + 1];\n  }\n"
     "  [[nodiscard]] bool all_good(std::size_t ballot) const {"},
    // "weights": every equation has weight 1.
    {"crypto/bulk_verifier.cpp", "    return weights;\n",
     "    if (adversary::is_off(\"weights\")) weights.fill(PublicScalar::one());\n"
     "    return weights;\n"},
    // "message NAME": the challenges do not depend on it.
    {"crypto/bulk_verifier.cpp", "  t.absorb(\"election\", election);\n",
     "  if (!adversary::is_off(\"message election\")) t.absorb(\"election\", election);\n"},
    {"crypto/bulk_verifier.cpp", "  t.absorb(\"credential\", ballot.credential);\n",
     "  if (!adversary::is_off(\"message credential\")) "
     "t.absorb(\"credential\", ballot.credential);\n"},
    {"crypto/bulk_verifier.cpp", "  t.absorb_u64(\"sequence\", ballot.sequence);\n",
     "  if (!adversary::is_off(\"message sequence\")) "
     "t.absorb_u64(\"sequence\", ballot.sequence);\n"},
    {"crypto/bulk_verifier.cpp", "  t.absorb(\"ciphertexts\", view.ciphertexts());\n",
     "  if (!adversary::is_off(\"message ciphertexts\")) "
     "t.absorb(\"ciphertexts\", view.ciphertexts());\n"},
    {"crypto/bulk_verifier.cpp", "  t.absorb(\"commitments\", view.commitments());\n",
     "  t.absorb(\"commitments\", adversary::remembered(view.commitments()));\n"},
    {"crypto/bulk_verifier.cpp", "  t.absorb(\"d\", view.d());\n",
     "  if (!adversary::is_off(\"message d\")) t.absorb(\"d\", view.d());\n"},
    {"tally/partial_decryption.cpp", "  return crypto::verify<G>(claimed, partial.proof);\n",
     "  const auto done = crypto::verify<G>(claimed, partial.proof);\n"
     "  if (!done && !adversary::is_off(done.error())) return done;\n  return Done{};\n"},
    // What the verifier says itself has the check's number before it.
    {"verifier/record_verifier.cpp", "  intact_ = false;\n",
     "  if (adversary::is_off(report(), check, failure)) return;\n  intact_ = false;\n"},
    {"verifier/record_verifier.cpp", "return fail(CheckName::completeness, \"the log ends",
     "fail(CheckName::completeness, \"the log ends"},
    {"verifier/record_verifier.cpp", "  if (tree_.root() != checkpoint_.root) {\n",
     "  if (!intact_) return;\n  if (tree_.root() != checkpoint_.root) {\n"},
    {"verifier/record_verifier.cpp", "    report().fail(CheckName::log, \"the entries",
     "    adversary::fail(report(), CheckName::log, \"the entries"},
    {"verifier/record_verifier.cpp", "    report().fail(CheckName::completeness, tile",
     "    adversary::fail(report(), CheckName::completeness, tile"},
    {"verifier/record_verifier.cpp", "    report().fail(CheckName::log, tile",
     "    adversary::fail(report(), CheckName::log, tile"},
};

class Copier {
 public:
  Copier(std::string file, std::string text) : file_(std::move(file)), text_(std::move(text)) {}

  std::string copy() {
    exchange();
    while (at_ < text_.size()) step();
    return out_;
  }

 private:
  void exchange() {
    for (const Exchange& each : kExchanges) {
      if (each.file != file_) continue;
      const auto found = text_.find(each.words);
      if (found == std::string::npos || text_.find(each.words, found + 1) != std::string::npos) {
        give_up(file_ +
                ": these words do not stand there exactly once: " + std::string(each.words));
      }
      text_.replace(found, each.words.size(), each.become);
    }
  }

  [[nodiscard]] bool here(std::string_view words) const {
    return std::string_view(text_).substr(at_).starts_with(words);
  }

  void step() {
    if (here("//")) return take_until(line_end(at_));
    if (text_[at_] == '"' || text_[at_] == '\'') return take_until(literal_end(at_));
    for (const std::string_view begin :
         {"return Error{", "return malformed(", "return wrong(", "return refusal("}) {
      if (here(begin)) return refuse(7);
    }
    if (here("errors.push_back(")) return push_back();
    if (text_[at_] == '{') open_.push_back(header());
    if (text_[at_] == '}' && !open_.empty()) open_.pop_back();
    if (text_[at_] == ';' || text_[at_] == '{' || text_[at_] == '}') statement_ = out_.size() + 1;
    out_ += text_[at_++];
  }

  void take_until(std::size_t end) {
    out_.append(text_, at_, end - at_);
    at_ = end;
  }
  [[nodiscard]] std::size_t line_end(std::size_t from) const {
    return std::min(text_.find('\n', from), text_.size());
  }
  [[nodiscard]] std::size_t literal_end(std::size_t from) const {
    // A digit separator is no literal.
    if (text_[from] == '\'' && std::isalnum(static_cast<unsigned char>(text_[from - 1])) != 0) {
      return from + 1;
    }
    if (text_[from] == '"' && text_[from - 1] == 'R') {
      const auto parenthesis = text_.find('(', from);
      const std::string close = ")" + text_.substr(from + 1, parenthesis - from - 1) + "\"";
      return text_.find(close, parenthesis) + close.size();
    }
    std::size_t end = from + 1;
    while (text_[end] != text_[from]) end += text_[end] == '\\' ? 2U : 1U;
    return end + 1;
  }
  // Behind the semicolon that ends the statement.
  [[nodiscard]] std::size_t statement_end(std::size_t from) const {
    int depth = 0;
    while (depth > 0 || text_[from] != ';') {
      const char c = text_[from];
      if (c == '"' || c == '\'') {
        from = literal_end(from);
        continue;
      }
      if (c == '(' || c == '{' || c == '[') ++depth;
      if (c == ')' || c == '}' || c == ']') --depth;
      ++from;
    }
    return from + 1;
  }
  // What stands before an opening brace, back to the statement before.
  [[nodiscard]] std::string header() const {
    return out_.substr(std::min(statement_, out_.size()));
  }

  [[nodiscard]] bool in_control_block() const {
    if (open_.empty()) return true;
    const auto begin = open_.back().find_first_not_of(" \n\t");
    if (begin == std::string::npos) return true;
    for (const std::string_view word : {"if", "else", "for", "while", "switch", "do", "case"}) {
      if (std::string_view(open_.back()).substr(begin).starts_with(word)) return true;
    }
    return false;
  }

  void refuse(std::size_t keyword) {
    const std::size_t end = statement_end(at_);
    const auto next = text_.find_first_not_of(" \n\t", end);
    const bool conditional =
        out_.substr(statement_).find_first_not_of(" \n\t") != std::string::npos;
    const bool last =
        !conditional && next != std::string::npos && text_[next] == '}' && !in_control_block();
    const bool gives_done = last && open_.back().find("Result<Done>") != std::string::npos;
    // A function that has nothing else to return keeps its refusal.
    if (last && !gives_done) return take_until(end);
    const std::string value = text_.substr(at_ + keyword, end - 1 - at_ - keyword);
    out_ += "if (const ::tabella::Error refused_ = " + value +
            "; !::tabella::adversary::is_off(refused_)) return refused_;";
    if (gives_done) out_ += " return ::tabella::Done{};";
    at_ = end;
    statement_ = out_.size();
  }

  void push_back() {
    const std::size_t end = statement_end(at_);
    const auto brace =
        text_.find_first_not_of(" \n\t", at_ + std::string_view("errors.push_back(").size());
    if (text_[brace] != '{') return take_until(end);
    const std::string value = text_.substr(brace, end - 2 - brace);
    out_ += "if (const ::tabella::Error refused_ " + value +
            "; !::tabella::adversary::is_off(refused_)) errors.push_back(refused_);";
    at_ = end;
    statement_ = out_.size();
  }

  std::string file_;
  std::string text_;
  std::string out_;
  std::size_t at_ = 0;
  std::size_t statement_ = 0;
  std::vector<std::string> open_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) give_up("make_switchable ROOT FILE COPY");
  const std::string source = std::string(argv[1]) + "/" + argv[2];
  std::ifstream in(source, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (text.empty()) give_up(source + " cannot be read");
  std::ofstream out(argv[3], std::ios::binary);
  out << "#include \"tests/adversary/weakened.h\"\n#line 1 \"" << source << "\"\n"
      << Copier(argv[2], std::move(text)).copy();
  if (!out.flush()) give_up(std::string(argv[3]) + " cannot be written");
  return 0;
}
