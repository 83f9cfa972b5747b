// Copies a source file so that each place where it refuses something asks tests/adversary/switch.h
// first. `return Error{...};` becomes `if (const auto refused = ...; !is_off(refused)) return
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
#include <utility>
#include <vector>

namespace {

[[noreturn]] void give_up(const std::string& reason) {
  std::fprintf(stderr, "make_switchable: %s\n", reason.c_str());
  std::exit(1);
}

// How a refusal begins. The functions make an error of their file's code; `proven` is what a
// proof's verifier in a header said, which has no copy.
constexpr std::string_view kRefusals[] = {"return Error{",     "return Failure{",
                                          "return malformed(", "return wrong(",
                                          "return refusal(",   "return proven.error("};

// Where several refusals are collected, and of which type.
struct Collection {
  std::string_view begin;
  std::string_view type;
};
constexpr Collection kCollections[] = {{"errors.push_back(", "::tabella::Error"},
                                       {"failures.push_back(", "::tabella::verifier::Failure"}};

// What a function returns that gives nothing, when it refuses nothing.
struct Nothing {
  std::string_view type;
  std::string_view value;
};
constexpr Nothing kNothings[] = {{"Result<Done>", "::tabella::Done{}"},
                                 {"std::optional<Failure>", "std::nullopt"}};

class Copier {
 public:
  explicit Copier(std::string text) : text_(std::move(text)) {}

  std::string copy() {
    while (at_ < text_.size()) step();
    return out_;
  }

 private:
  // A block that is open, and where its text goes on after it if it is within parentheses.
  struct Block {
    std::string header;
    std::size_t statement;
    int parentheses;
  };

  [[nodiscard]] bool here(std::string_view words) const {
    return std::string_view(text_).substr(at_).starts_with(words);
  }

  void step() {
    if (here("//")) return take_until(line_end(at_));
    if (text_[at_] == '"' || text_[at_] == '\'') return take_until(literal_end(at_));
    for (const std::string_view begin : kRefusals) {
      if (here(begin)) return refuse();
    }
    for (const auto& [begin, type] : kCollections) {
      if (here(begin)) return push_back(begin, type);
    }
    follow(text_[at_]);
    out_ += text_[at_++];
  }

  // Where blocks and statements begin and end. A semicolon or a brace within parentheses ends none:
  // `if (const auto done = check(); !done) {`.
  void follow(char c) {
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    if (c == '{') {
      open_.push_back({header(), statement_, std::exchange(parentheses_, 0)});
      statement_ = out_.size() + 1;
    }
    if (c == '}' && !open_.empty()) {
      parentheses_ = open_.back().parentheses;
      statement_ = parentheses_ > 0 ? open_.back().statement : out_.size() + 1;
      open_.pop_back();
    }
    if (c == ';' && parentheses_ == 0) statement_ = out_.size() + 1;
  }

  void take_until(std::size_t end) {
    out_.append(text_, at_, end - at_);
    at_ = end;
  }
  [[nodiscard]] std::size_t line_end(std::size_t from) const {
    return std::min(text_.find('\n', from), text_.size());
  }
  [[nodiscard]] std::size_t literal_end(std::size_t from) const {
    // A digit separator begins no literal.
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
  // After the semicolon that ends the statement.
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
  // What is before an opening brace, back to the statement before.
  [[nodiscard]] std::string header() const {
    return out_.substr(std::min(statement_, out_.size()));
  }

  [[nodiscard]] bool in_control_block() const {
    if (open_.empty()) return true;
    const std::string_view header = open_.back().header;
    const auto begin = header.find_first_not_of(" \n\t");
    if (begin == std::string::npos) return true;
    for (const std::string_view word : {"if", "else", "for", "while", "switch", "do", "case"}) {
      if (header.substr(begin).starts_with(word)) return true;
    }
    return false;
  }

  // `return VALUE;`
  void refuse() {
    constexpr std::size_t kKeyword = std::string_view("return ").size();
    const std::size_t end = statement_end(at_);
    const auto next = text_.find_first_not_of(" \n\t", end);
    const bool conditional =
        out_.substr(statement_).find_first_not_of(" \n\t") != std::string::npos;
    const bool last =
        !conditional && next != std::string::npos && text_[next] == '}' && !in_control_block();
    std::string otherwise;
    if (last) {
      for (const auto& [type, value] : kNothings) {
        if (open_.back().header.find(type) != std::string::npos) {
          otherwise = " return " + std::string(value) + ";";
        }
      }
      // A function that has nothing else to return keeps its refusal.
      if (otherwise.empty()) return take_until(end);
    }
    const std::string value = text_.substr(at_ + kKeyword, end - 1 - at_ - kKeyword);
    out_ += "if (const auto refused_ = " + value +
            "; !::tabella::adversary::is_off(refused_)) return refused_;" + otherwise;
    at_ = end;
    statement_ = out_.size();
  }

  // `BEGIN{...});`
  void push_back(std::string_view begin, std::string_view type) {
    const std::size_t end = statement_end(at_);
    const auto brace = text_.find_first_not_of(" \n\t", at_ + begin.size());
    if (text_[brace] != '{') return take_until(end);
    const std::string value = text_.substr(brace, end - 2 - brace);
    out_ += "if (const " + std::string(type) + " refused_ " + value +
            "; !::tabella::adversary::is_off(refused_)) " + std::string(begin) + "refused_);";
    at_ = end;
    statement_ = out_.size();
  }

  std::string text_;
  std::string out_;
  std::size_t at_ = 0;
  std::size_t statement_ = 0;
  int parentheses_ = 0;  // open ones in the innermost block
  std::vector<Block> open_;
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
      << Copier(std::move(text)).copy();
  if (!out.flush()) give_up(std::string(argv[3]) + " cannot be written");
  return 0;
}
