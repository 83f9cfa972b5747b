#include "tally/explanation.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "crypto/expects.h"
#include "tally/decision.h"

namespace tabella::tally {

using ballot::Method;
using ballot::Question;

namespace {

// Puts words in the places {0}, {1}, ... of a sentence.
std::string fill(std::string_view sentence, std::initializer_list<std::string> words) {
  std::string out;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const bool is_place = sentence[i] == '{' && i + 2 < sentence.size() && sentence[i + 2] == '}';
    if (!is_place) {
      out += sentence[i];
      continue;
    }
    out += words.begin()[sentence[i + 1] - '0'];
    i += 2;
  }
  return out;
}

// The same sentence in the languages of the explanations.
struct Sentence {
  std::string_view en;
  std::string_view zh;
};

std::string halves(std::int64_t half_points) {
  return std::to_string(half_points / 2) + (half_points % 2 == 0 ? "" : ".5");
}

std::string signed_text(std::int64_t value) {
  return (value > 0 ? "+" : "") + std::to_string(value);
}

// The sentences about one result in one language, in the order in which they are read.
class Explanation {
 public:
  Explanation(const Question& question, const QuestionResult& result, std::string_view language)
      : question_(question),
        result_(result),
        language_(language),
        chinese_(language == "zh" || language.starts_with("zh-")) {}

  std::vector<std::string> sentences() && {
    say_outcome();
    if (!result_.winners.empty()) say_because();
    if (result_.winners.empty() && result_.standing) say_all();
    say_majority();
    say_tie();
    say_turnout();
    return std::move(sentences_);
  }

 private:
  void say(const Sentence& sentence, std::initializer_list<std::string> words = {}) {
    sentences_.push_back(fill(chinese_ ? sentence.zh : sentence.en, words));
  }
  [[nodiscard]] std::string in(const Sentence& sentence,
                               std::initializer_list<std::string> words = {}) const {
    return fill(chinese_ ? sentence.zh : sentence.en, words);
  }

  [[nodiscard]] std::string name(std::uint32_t option) const {
    const auto& text = question_.options[option].text;
    const auto words = text.find(std::string(language_));
    const std::string& shown = words != text.end() ? words->second : text.begin()->second;
    return chinese_ ? "“" + shown + "”" : shown;
  }
  [[nodiscard]] std::string names(const std::vector<std::uint32_t>& options) const {
    std::string list;
    for (std::size_t i = 0; i < options.size(); ++i) {
      if (i > 0) list += chinese_ ? "、" : i + 1 == options.size() ? " and " : ", ";
      list += name(options[i]);
    }
    return list;
  }

  // What an option is judged by, with its unit.
  [[nodiscard]] std::string figure(std::uint32_t option) const {
    const std::int64_t value = result_.standing->figures[option];
    switch (question_.counting.method) {
      case Method::none:
        break;
      case Method::plurality:
      case Method::approval:
        return in({"{0} of {1} votes ({2})", "{1} 票中的 {0} 票（{2}）"},
                  {std::to_string(value), std::to_string(result_.count.votes()),
                   percent(static_cast<std::uint64_t>(value), result_.count.votes())});
      case Method::score:
      case Method::greedy_budget:
        return in({"a total of {0}", "合计 {0}"}, {std::to_string(value)});
      case Method::borda:
        return in({"{0} points", "{0} 分"}, {halves(value)});
      case Method::quadratic:
        return in({"a balance of {0} votes", "净票数 {0}"}, {signed_text(value)});
      case Method::majority_judgment:
        return in({"the median grade {0}", "中位评级 {0}"}, {grade(value)});
      case Method::condorcet_schulze:
      case Method::condorcet_ranked_pairs:
        return in({"{0} of {1} victories one to one", "{1} 场一对一比较中胜 {0} 场"},
                  {std::to_string(value), std::to_string(question_.options.size() - 1)});
    }
    return {};
  }
  [[nodiscard]] std::string grade(std::int64_t index) const {
    const auto* kind = std::get_if<ballot::Grades>(&question_.kind);
    const auto& text = kind->grades[static_cast<std::size_t>(index)].text;
    const auto words = text.find(std::string(language_));
    return words != text.end() ? words->second : text.begin()->second;
  }

  // The best option that did not win.
  [[nodiscard]] std::optional<std::uint32_t> runner_up() const {
    for (const std::uint32_t option : result_.standing->order()) {
      if (std::ranges::find(result_.winners, option) == result_.winners.end()) return option;
    }
    return std::nullopt;
  }

  void say_outcome() {
    const std::string winners = names(result_.winners);
    switch (result_.outcome) {
      case Outcome::counted:
        return say(
            {"The totals are the result; no option wins.", "合计即为结果，不产生胜出选项。"});
      case Outcome::elected:
        if (result_.winners.empty()) return say({"Nobody is elected.", "无人当选。"});
        return say({"Elected: {0}.", "当选：{0}。"}, {winners});
      case Outcome::funded:
        if (result_.winners.empty()) return say({"Nothing is funded.", "没有项目获得资助。"});
        return say({"Funded: {0}.", "获得资助：{0}。"}, {winners});
      case Outcome::adopted:
        return say({"Adopted.", "通过。"});
      case Outcome::rejected:
        return say({"Rejected.", "未通过。"});
      case Outcome::too_few_took_part:
        return say({"Nothing is decided: too few took part.", "参与人数不足，不作出决定。"});
      case Outcome::no_majority:
        return say({"Nothing is decided: no option has the majority that is needed.",
                    "没有选项达到所需多数，不作出决定。"});
      case Outcome::no_votes:
        return say({"Nothing is decided: nobody answered.", "无人作答，不作出决定。"});
      case Outcome::withheld:
        return say(
            {"The totals are not opened: there are too few ballots.", "选票太少，合计不予开启。"});
    }
  }

  void say_because() {
    if (question_.counting.method == Method::greedy_budget) return say_funding();
    for (const std::uint32_t winner : result_.winners) {
      say({"{0} won because of {1}{2}.", "{0}胜出，因为{1}{2}。"},
          {name(winner), figure(winner), circle(winner)});
    }
    if (const auto next = runner_up()) {
      say({"The next, {0}, has {1}.", "其次是{0}：{1}。"}, {name(*next), figure(*next)});
      if (question_.counting.method == Method::majority_judgment &&
          result_.standing->figures[*next] == result_.standing->figures[result_.winners.back()]) {
        say({"Of equal medians, one ballot after another was set aside until they differed.",
             "中位评级相同时，逐一移除中位评级，直到出现差别。"});
      }
    }
  }

  // Where no option beats all others, what the method does about it.
  [[nodiscard]] std::string circle(std::uint32_t winner) const {
    const bool schulze = question_.counting.method == Method::condorcet_schulze;
    const bool pairs = question_.counting.method == Method::condorcet_ranked_pairs;
    if (!schulze && !pairs) return {};
    const auto others = static_cast<std::int64_t>(question_.options.size()) - 1;
    if (result_.standing->figures[winner] == others) {
      return in({": it beats every other option", "：它战胜了其他所有选项"});
    }
    return schulze ? in({", and its strongest path of victories to any rival is at least as strong "
                         "as the way back",
                         "，且它到任一对手的最强胜出路径不弱于反向路径"})
                   : in({", and no stronger victory stands against it",
                         "，且没有更强的胜出结果与之相抵"});
  }

  void say_funding() {
    say({"Options are funded in the order of their totals, each that the rest of the envelope of "
         "{0} pays for; {1} is spent.",
         "按合计由高到低依次资助，预算总额 {0} 的余额足够即予资助；共支出 {1}。"},
        {std::to_string(question_.counting.envelope), std::to_string(result_.spent)});
    for (const std::uint32_t winner : result_.winners) {
      say({"{0}: {1}, cost {2}.", "{0}：{1}，费用 {2}。"},
          {name(winner), figure(winner), std::to_string(question_.options[winner].cost)});
    }
  }

  void say_all() {
    for (const std::uint32_t option : result_.standing->order()) {
      say({"{0}: {1}.", "{0}：{1}。"}, {name(option), figure(option)});
    }
  }

  void say_majority() {
    const auto& majority = question_.decision.majority;
    if (!majority || !result_.standing) return;
    const bool more = majority->comparison == ballot::Comparison::more_than;
    const std::string base = std::to_string(majority_base(*majority, result_.count));
    static constexpr std::array<Sentence, 3> kBases = {
        Sentence{"votes", "票"}, {"ballots", "张选票"}, {"people on the roll", "名登记选民"}};
    say(more ? Sentence{"A majority of more than {0} of {1} {2} is needed.",
                        "须超过 {1} {2}的 {0}。"}
             : Sentence{"A majority of at least {0} of {1} {2} is needed.",
                        "须达到 {1} {2}的 {0}。"},
        {quota(majority->quota), base, in(kBases[static_cast<std::size_t>(majority->of)])});
  }

  void say_tie() {
    if (result_.tie.empty()) return;
    const bool lot = question_.counting.ties == ballot::TieRule::lot;
    say(lot ? Sentence{"{0} are equal; a lot fixed by the election's fingerprint decided.",
                       "{0}并列，由选举指纹确定的抽签决定先后。"}
            : Sentence{"{0} are equal; the order of the definition decided.",
                       "{0}并列，按实施方案中的顺序决定先后。"},
        {names(result_.tie)});
  }

  void say_turnout() {
    const QuestionCount& count = result_.count;
    if (count.roll == 0) return;
    say({"{0} of {1} took part ({2}).", "{1} 人中有 {0} 人参与（{2}）。"},
        {std::to_string(count.took_part), std::to_string(count.roll),
         percent(count.took_part, count.roll)});
    const ballot::Decision& decision = question_.decision;
    if (decision.turnout.numerator > 0) {
      say({"At least {0} of the roll have to take part.", "参与人数须达到选民名册的 {0}。"},
          {quota(decision.turnout)});
    }
    if (decision.turnout_weight > 0) {
      say({"At least {0} have to take part.", "参与人数须达到 {0}。"},
          {std::to_string(decision.turnout_weight)});
    }
  }

  static std::string quota(const ballot::Fraction& fraction) {
    return std::to_string(fraction.numerator) + "/" + std::to_string(fraction.denominator);
  }

  const Question& question_;
  const QuestionResult& result_;
  std::string_view language_;
  bool chinese_;
  std::vector<std::string> sentences_;
};

}  // namespace

std::string percent(std::uint64_t part, std::uint64_t whole) {
  EXPECTS(whole > 0 && part >> 44 == 0);
  const std::uint64_t tenths = (2000 * part + whole) / (2 * whole);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "%";
}

std::vector<std::string> explain(const Question& question, const QuestionResult& result,
                                 std::string_view language) {
  return Explanation(question, result, language).sentences();
}

}  // namespace tabella::tally
