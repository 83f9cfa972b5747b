#include "cli/simulation/greedy_rule.h"

#include "cli/files/separated_rows.h"

namespace tabella::cli {
namespace {

// Keys that divide the budget: what is left for a project depends on more than its total.
constexpr std::string_view kDivided[] = {"budget_per_category", "budget_per_neighborhood",
                                         "budget_per_neighbourhood"};

Error refuse_rule(const MetaValue& at, std::string reason) {
  return {"pabulib.rule", line_text(at.line), std::move(reason)};
}

}  // namespace

Result<GreedyRule> read_rule(const PabulibFile& file) {
  const MetaValue* rule = file.find_meta("rule");
  if (rule == nullptr) return Error{"pabulib.rule", "META", "there is no rule"};
  GreedyRule greedy;
  if (rule->value.starts_with("equalshares")) {
    return refuse_rule(*rule, "rule " + rule->value +
                                  " needs whole ballots (who paid for which project); a secret "
                                  "election publishes totals only");
  }
  if (rule->value == "greedy-no-skip") {
    greedy.too_expensive = tally::TooExpensive::stop;
  } else if (rule->value == "greedy-exclusive" || rule->value == "greedy-custom") {
    return refuse_rule(*rule, "rule " + rule->value +
                                  " depends on local exceptions that the file only tells in words");
  } else if (rule->value != "greedy" && rule->value != "greedy-threshold") {
    return refuse_rule(*rule, "rule " + rule->value +
                                  " is not known; known are greedy, greedy-no-skip and "
                                  "greedy-threshold");
  }
  for (const std::string_view key : kDivided) {
    if (const MetaValue* divided = file.find_meta(key)) {
      return refuse_rule(*divided, std::string(key) +
                                       " divides the budget; greedy over one budget would not be "
                                       "the official rule");
    }
  }
  const auto threshold = file.meta_decimal("min_project_score_threshold");
  if (!threshold) return threshold.error();
  if (*threshold) greedy.threshold = **threshold;
  if (rule->value == "greedy-threshold" && !*threshold) {
    return refuse_rule(*rule, "rule greedy-threshold without min_project_score_threshold");
  }
  return greedy;
}

}  // namespace tabella::cli
