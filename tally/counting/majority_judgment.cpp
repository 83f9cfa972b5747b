#include "tally/counting/majority_judgment.h"

#include <algorithm>
#include <set>

namespace tabella::tally {

namespace {

using Grades = std::vector<std::uint64_t>;

std::uint64_t sum(const Grades& grades) {
  std::uint64_t all = 0;
  for (const std::uint64_t count : grades) all += count;
  return all;
}

// The grade of ballot `position`, counted from 0 and from the worst.
std::size_t grade_at(const Grades& grades, std::uint64_t position) {
  std::size_t grade = grades.size();
  for (std::uint64_t below = 0; below <= position && grade > 0;) below += grades[--grade];
  return grade;
}

// Of n ballots from the worst to the best the medians are removed in the order k, k - 1, k + 1,
// k - 2, ... for n = 2 k + 1 and k - 1, k, k - 2, k + 1, ... for n = 2 k: by turns one step down
// and one step up. Removal `step` takes this one.
std::uint64_t removed_at(std::uint64_t n, std::uint64_t step) {
  const std::uint64_t first = (n - 1) / 2;
  const bool odd = n % 2 == 1;
  const std::uint64_t outward = (step + 1) / 2;
  const bool up = odd ? step % 2 == 0 : step % 2 == 1;
  return up ? first + outward : first - (odd ? outward : step / 2);
}

// Grades change only where a count ends, so that these steps, and no others, can be the first at
// which two options differ: a few for each grade, however many ballots there are.
std::set<std::uint64_t> steps_of_change(const Grades& grades, std::uint64_t n) {
  std::set<std::uint64_t> steps;
  const std::uint64_t first = (n - 1) / 2;
  std::uint64_t end = 0;
  for (std::size_t g = grades.size(); g-- > 0;) {
    end += grades[g];
    // The ballots on both sides of the border, and twice the distance from the middle in steps.
    for (const std::uint64_t position : {end, end == 0 ? 0 : end - 1}) {
      const std::uint64_t distance = position > first ? position - first : first - position;
      for (const std::uint64_t step : {2 * distance, 2 * distance + 1, 2 * distance - 1}) {
        if (step < n) steps.insert(step);
      }
    }
  }
  steps.insert(0);
  return steps;
}

// Grades are indices: the smaller is the better.
bool is_better(const Grades& a, const Grades& b) {
  const std::uint64_t n = sum(a);
  if (n == 0) return false;
  std::set<std::uint64_t> steps = steps_of_change(a, n);
  steps.merge(steps_of_change(b, n));
  for (const std::uint64_t step : steps) {
    const std::uint64_t position = removed_at(n, step);
    const std::size_t of_a = grade_at(a, position);
    const std::size_t of_b = grade_at(b, position);
    if (of_a != of_b) return of_a < of_b;
  }
  return false;
}

}  // namespace

Standing majority_judgment(const std::vector<Grades>& grades,
                           std::vector<std::uint32_t> tie_order) {
  Standing standing;
  for (const Grades& counts : grades) {
    const std::uint64_t n = sum(counts);
    const std::size_t median = n == 0 ? counts.size() - 1 : grade_at(counts, (n - 1) / 2);
    standing.figures.push_back(static_cast<std::int64_t>(median));
  }
  standing.tiers = tiers_by(std::move(tie_order), [&](std::uint32_t a, std::uint32_t b) {
    return is_better(grades[a], grades[b]);
  });
  return standing;
}

}  // namespace tabella::tally
